"""The tables of the lesson on Adam's family."""

from functools import cache

import numpy as np

from comparison.differences import Difference, differences
from lessons.adam_family import seeds
from lessons.adam_family.draw_race import SHORT
from lessons.adam_family.runs import (
    FACTORS,
    FAMILY,
    FRAMEWORKS,
    LABELS,
    LR,
    THROWN,
    first_steps,
    home,
    named,
    on_slope,
    walked,
)
from lessons.adam_family.told import stays
from lessons.adam_family.walls import pulled
from lessons.beat import Table
from lessons.words import number, vector
from optim import OPTIMIZERS

NARROW = "\u202f"
"""A space at which no line is broken."""
SAME, TOLD = 1e-12, 0.95
"""Paths that differ by less are the same; a share of arrivals below this is told."""
SILENCES = (0, 3, 100, 1000, 3000)
DECAYS = (0.1, 0.3, 0.4, 0.5, 0.75, 1.0)


def first() -> Table:
    """The first step of each."""
    found = first_steps()
    return Table(
        ("first step", *(LABELS[key] for key in FAMILY)),
        (("x, y", *(vector(found[key]) for key in FAMILY)),),
    )


def slope() -> Table:
    """How far each gets past the floor at lr 0.1, and since when it stays."""
    every = [("nadam", "keras"), ("nadam", "optax"), ("adamax", "torch"), ("adamw", "torch")]
    pairs = [("adam", "torch"), ("nadam", "torch"), *every]
    names = [
        LABELS[key] if form == "torch" else f"{FRAMEWORKS[form]}’ {LABELS[key]}"
        for key, form in pairs
    ]
    found = [on_slope(key, LR, form) for key, form in pairs]
    return Table(
        (f"at lr {number(LR)}", *names),
        (
            ("past the floor", *(number(gap, 3) for gap, _ in found)),
            ("arrives at", *(stays(step) for _, step in found)),
        ),
    )


def support() -> Table:
    """Who has what: each framework's default rate and decay, and how far apart its path is."""
    keys = ("nadam", "adamax", "adamw", "adam", "nesterov")
    rows = []
    for key in keys:
        by_name = {row.framework: row for row in differences(key)}
        cells = [_cell(key, by_name[f]) for f in FRAMEWORKS]
        rows.append((LABELS[key], *cells))
    return Table(("", *FRAMEWORKS.values()), tuple(rows))


def _cell(key: str, row: Difference) -> str:
    if row.form is None:
        return "none"
    said = [f"lr {number(row.default_lr)}"] if row.default_lr is not None else []
    if key == "adamw":
        rule = OPTIMIZERS[key].rules[row.form]
        decay = next(s.default for s in rule.settings if s.name == "weight_decay")
        said.append(f"λ {number(decay)}")
    if row.framework == "torch":
        return ", ".join(said)
    far, rising = row.apart["constant"], row.apart["rising"]
    if row.form == OPTIMIZERS[key].default_form:
        said.append("as PyTorch")
    elif far > SAME:
        said.append(f"apart {number(far, 2)}")
    else:
        said.append(f"apart {number(rising, 2)} on a rising rate only")
    if abs(row.first_step - 1.0) > 1.0 - TOLD:
        said.append(f"first step × {number(row.first_step, 3)}")
    return ", ".join(said)


@cache
def silences() -> Table:
    """How far each walks after a silence, in lr."""
    three = ("adam", "adamax", "nadam")
    found = {n: {key: walked(key, n) for key in three} for n in SILENCES}
    return Table(
        ("steps of silence", *(str(n) for n in SILENCES)),
        (
            ("Adam walks", *(number(float(found[n]["adam"][-1]), 3) for n in SILENCES)),
            ("AdaMax walks", *(number(float(found[n]["adamax"][-1]), 4) for n in SILENCES)),
            (
                "NAdam’s longest step",
                *(number(float(np.diff(found[n]["nadam"]).max()), 3) for n in SILENCES),
            ),
        ),
    )


def homes() -> Table:
    """From which step each is home, by the factor."""
    keys = ("adam", "adamax", "momentum")
    return Table(
        ("arrives at, if the gradient is multiplied by", *(str(G) for G in FACTORS)),
        tuple(
            (
                named(key),
                *(
                    str(at) if (at := home(key, G)) is not None else f"not in {THROWN.steps}"
                    for G in FACTORS
                ),
            )
            for key in keys
        ),
    )


def walls() -> Table:
    """Where AdamW and L2 end by λ."""
    adamw = {d: seeds.ends("adamw")[seeds.DECAYS.index(d)] for d in DECAYS}
    return Table(
        ("λ", *(number(d) for d in DECAYS)),
        (
            (named("adamw"), *(vector(adamw[d], 3) for d in DECAYS)),
            (named("adam", "L2"), *(vector(pulled(d), 4) for d in DECAYS)),
        ),
    )


def clouds() -> Table:
    """The means of the clouds by σ, and L2's ends at λσ."""
    sigmas = ("0", "1", "3", "10")
    means = {s: np.mean(seeds.clouds(s), axis=0).tolist() for s in sigmas}
    return Table(
        ("σ", *sigmas),
        (
            (named("adamw", "mean of AdamW’s ends"), *(vector(means[s]) for s in sigmas)),
            (
                named("adam", "L2 with λσ"),
                *(vector(pulled(seeds.CLOUD_DECAY * float(s))) for s in sigmas),
            ),
        ),
    )


def race(steps: int) -> Table:
    """The score of every runner in every event."""
    rows = []
    for event, said in EVENTS.items():
        told = seeds.raced(event, steps)
        cells = []
        for place, heat in enumerate(told["heats"]):
            best = told["winner"] == place
            score = number(heat["score"], 2) if event == "noisy" else f"{heat['score']:.0f}"
            star = f"{NARROW}★" if best else ""
            share = heat["share"]
            some = f" ({percent(share)})" if event != "noisy" and share < TOLD else ""
            cells.append(score + star + some)
        rows.append((said, *cells))
    return Table(("", *SHORT), tuple(rows))


EVENTS = {
    "ravine": "ravine", "turned": "turned ravine", "rare": "rare feature",
    "rosenbrock": "Rosenbrock", "himmelblau": "Himmelblau", "noisy": "noisy bowl",
}  # fmt: skip


def percent(share: float) -> str:
    """A share for a sentence."""
    return f"{100.0 * share:.0f}{NARROW}%"
