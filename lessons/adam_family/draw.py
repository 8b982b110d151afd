"""The pictures of the lesson on Adam's family."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from comparison import Comparison, Run
from lessons.adam_family.runs import (
    BETA1,
    BOWL,
    FAMILY,
    LABELS,
    LR,
    RARE,
    ROLE,
    THROWN,
    Point,
    by_form,
    divisor,
    first_steps,
    forms,
    mu,
    named,
    ratio,
    slope_steps,
    stands,
    thrown,
    walked,
)
from lessons.words import number
from pictures import (
    STEP,
    Arrow,
    Axis,
    Columns,
    Dot,
    Fence,
    Line,
    Pane,
    Shape,
    Trail,
    bars,
    curves,
    level,
    paths,
    trail,
)
from pictures.curves import curve
from pictures.paths import playground

ZOOM = 0.25
TINY = 1e-300
"""What is 0 is drawn here on a logarithmic axis."""
SHOWN = 60
"""So many steps after a single gradient are drawn."""


def square(
    half: float,
    center: Point = (0.0, 0.0),
    label: str = "",
    order: int = 0,
    labelled: tuple[int, float] = (-1, 0.0),
) -> Trail:
    """The square of half-side `half` around a point.

    Its label stands left of a place on an upright side, `labelled`: -1 or 1, and how high.
    """
    side, high = labelled
    around = ((side, 1), (side, high), (side, -1), (-side, -1), (-side, 1), (side, 1))
    points = [(center[0] + half * x, center[1] + half * y) for x, y in around]
    return trail(points, "other", dots=False, follows=False, thin=True, label=label, order=order)


def first_arrows(chosen: str) -> Pane:
    """The first steps from the start, close up, in a square of half-side lr."""
    x, y = BOWL.start
    found = first_steps()
    shapes: list[Shape] = [square(LR, BOWL.start)]
    for key in sorted(FAMILY, key=lambda one: one == chosen):
        dx, dy = found[key]
        label = LABELS[key] if key == chosen else ""
        if key == "nesterov" and key == chosen:
            label = f"NAG: {number(math.hypot(dx, dy), 3)} long"
        if key == chosen or key != "nesterov":
            shapes.append(Arrow(ROLE[key], (x, y), (x + dx, y + dy), label=label, order=1))
    return Pane(
        (*shapes, Dot("theta", BOWL.start, label="start", left=True)),
        ((x - ZOOM, x + ZOOM), (y - ZOOM, y + ZOOM)),
        "The first step, close up",
        ground=BOWL,
        link=playground(BOWL),
    )


def first_bars(chosen: str) -> Pane:
    """The first step of one in units of lr."""
    dx, dy = (abs(d) / LR for d in first_steps()[chosen])
    tall = {"along x": dx, "along y": dy}
    how: Any = {"name": f"{LABELS[chosen]}, in lr", "role": ROLE[chosen], "wide": 0.5}
    up, roles = Axis("step / lr", log=True), (ROLE[chosen],) * 2
    return bars(tall, up, roles, order=1, limits=(0.3, 200.0), **how)


def floor(picture: Comparison) -> Pane:
    """The end of the slope, where the floor is round."""
    return paths(picture, window=((-2.4, 1.6), (-1.2, 1.2)), name="Near the floor")


def over_time(picture: Comparison, last: int) -> Pane:
    """How far along the slope."""
    return curves(picture, "x", level("y", 0.0), steps=last, name="x by step", wide=0.9)


def parts_of_a_step(share: float) -> Pane:
    """Of what a step is made at first: the bare gradient and the average."""
    shapes = (
        Columns("velocity", (0.0,), (1.0,), 0.6, order=1),
        Columns("velocity", (1.0,), (share,), 0.6, order=1),
        Columns("correction", (1.0,), (1.0,), 0.6, share, order=1),
    )
    names = Axis(ticks=((0.0, "Adam"), (1.0, "NAdam")))
    told = (f"{{velocity|m {number(share, 2)}}}, {{correction|g {number(1.0 - share, 2)}}}",)
    window = (-0.6, 1.6), (0.0, 1.05)
    return Pane(shapes, window, "A step is made of", x=names, y=Axis(), lines=told, wide=0.45)


def heights(picture: Comparison, crossing: int | None) -> Pane:
    """|y| by step, all the way down.

    As powers of ten: a board has its numbers in 32 bits, which end at 1e-45.
    """
    powers = [
        np.log10(np.maximum(np.abs(run.positions[:, 1]), TINY)) for run in picture.trajectories()
    ]
    lines = [curve(np.arange(len(row)), row, k, follows=True) for k, row in enumerate(powers)]
    low, apart = min(float(row.min()) for row in powers), 50
    ticks = tuple((float(p), f"1e{p}" if p else "1") for p in range(0, int(low), -apart))
    window = (0.0, float(picture.steps)), (1.03 * low, -0.06 * low)
    told = (", ".join(f"{{{ROLE[key]}|{LABELS[key]}}}" for key in ("adam", "nadam")),)
    how: Any = {"lines": told, "asked": told, "link": playground(picture)}
    shapes = (*lines, *_crossing(crossing, "limit passed"))
    return Pane(shapes, window, "|y| by step", x=STEP, y=Axis(ticks=ticks), **how)


def strains(picture: Comparison, crossing: int | None) -> Pane:
    """lr·λ/√v̂ across the bowl, and the limit of each."""
    adam, nadam = (ratio(run) for run in picture.trajectories())
    most, later = float(stands(1.0)), float(stands(BETA1))
    steps = np.arange(picture.steps)
    every = steps[:: max(picture.steps // 100, 1)]
    limit = tuple((float(t), float(stands(mu(t + 1)))) for t in every)
    shapes = (
        level("y", most, f"Adam’s limit {number(most)}", 0),
        Line("other", "y", later, label=f"NAdam’s at μ = β1: {number(later, 3)}", along=0.5),
        Fence(1, limit),
        curve(steps, adam, 0, follows=True),
        curve(steps, nadam, 1, follows=True),
        *_crossing(crossing),
    )
    window = (0.0, float(picture.steps)), (0.05, 200.0)
    told = ("{1|With ticks: NAdam’s limit}",)
    return Pane(shapes, window, "lr·λ/√v̂ in y", x=STEP, y=Axis(log=True), lines=told, asked=told)


def _crossing(at: int | None, label: str = "") -> list[Shape]:
    """The step from which NAdam's ratio is beyond its limit."""
    return [] if at is None else [level("x", float(at), label, "correction", order=1)]


def form_paths(key: str) -> Pane:
    """The paths of one optimizer's forms."""
    return paths(by_form(key), name=f"{LABELS[key]} three times" if len(forms(key)) == 3 else
                 f"{LABELS[key]} four times", order=1)  # fmt: skip


def form_bars(key: str, names: Mapping[str, str]) -> Pane:
    """The first step of each form in lr."""
    tall = {names[form]: float(slope_steps(key, form)[0]) for form in forms(key)}
    up = Axis("first step / lr", log=True)
    return bars(tall, up, order=1, limits=(0.05, 6.0), name="First step, in lr", wide=0.7)


def form_steps(key: str) -> Pane:
    """The steps of each form down a constant slope."""
    times = np.unique(np.geomspace(1, 3000, 200).astype(int))
    lines = [
        curve(times, slope_steps(key, form)[times - 1], k, order=1)
        for k, form in enumerate(forms(key))
    ]
    window = (1.0, 3000.0), (0.08, 9.0)
    return Pane(tuple(lines), window, "Steps on a slope of 1, in lr", x=Axis("step", log=True),
                y=Axis(log=True), wide=0.8)  # fmt: skip


def momenta() -> Pane:
    """NAdam's μ by step in the three forms."""
    times = np.unique(np.geomspace(1, 10_000, 200).astype(int))
    rows = (mu(times), mu(times, 1.0), np.full(len(times), 0.9))
    lines = [curve(times, row, k, order=1) for k, row in enumerate(rows)]
    return Pane(tuple(lines), ((1.0, 1e4), (0.4, 0.95)), "NAdam’s μ by step",
                x=Axis("step", log=True), y=Axis(), wide=0.8)  # fmt: skip


def after_silence(silence: int) -> tuple[Pane, Pane]:
    """Each step after the one gradient, and how far they have come."""
    three = ("adam", "nadam", "adamax")
    sums = {key: walked(key, silence)[: SHOWN + 1] for key in three}
    width = 0.27
    steps = [
        Columns(ROLE[key], tuple(k + 1 + (place - 1) * width for k in range(15)),
                tuple(np.diff(sums[key])[:15].tolist()), width, order=1)
        for place, key in enumerate(three)
    ]  # fmt: skip
    sum_lines = [curve(np.arange(SHOWN + 1), sums[key], ROLE[key], order=2) for key in three]
    high, far = max(np.diff(s).max() for s in sums.values()), max(s.max() for s in sums.values())
    after = Axis("step after the gradient of 1")
    told = (", ".join(named(key) for key in three),)
    return (
        Pane(tuple(steps), ((0.3, 15.7), (0.0, 1.1 * float(high))), "Each step, in lr", x=after,
             y=Axis(), lines=told, asked=told, wide=0.8),
        Pane(tuple(sum_lines), ((0.0, float(SHOWN)), (0.0, 1.1 * float(far))),
             "Walked, in lr", x=after, y=Axis(), lines=told, asked=told, wide=0.8),
    )  # fmt: skip


def rare_paths() -> Pane:
    """Both in a bowl whose steep slope is seen once in a hundred steps."""
    adam, adamax = RARE.trajectories()
    shapes = (
        trail(adam.positions, ROLE["adam"], thin=True, dots=False, order=1),
        trail(adamax.positions, ROLE["adamax"], thin=True, dots=False, order=1),
        Dot("theta", RARE.start),
    )
    return Pane(shapes, ((-0.6, 3.6), (-2.6, 2.9)), "A rare gradient in y", ground=RARE,
                link=playground(RARE), wide=0.8)  # fmt: skip


THREE = ("adam", "adamax", "momentum")


def thrown_paths(factor: float) -> Pane:
    """X by step, with one gradient too large."""
    found = {key: thrown(key, factor).positions[:, 0] for key in THREE}
    lines = [
        curve(np.arange(THROWN.steps + 1), x, ROLE[key], follows=True) for key, x in found.items()
    ]
    high = max(float(x.max()) for x in found.values())
    window = (0.0, float(THROWN.steps)), (-9.0, max(1.15 * high, 3.0))
    plain = THROWN.changed(runs=tuple(Run(key, lr=LR) for key in THREE))
    shapes = (level("y", 0.0), *lines)
    told = (", ".join(named(key) for key in THREE),)
    how: Any = {"lines": told, "asked": told, "link": playground(plain)}
    return Pane(shapes, window, "x by step", x=STEP, y=Axis(), **how)


def thrown_divisors(factor: float) -> Pane:
    """√v̂ and u by step."""
    lines = [
        curve(np.arange(THROWN.steps), np.maximum(divisor(key, factor), 1e-3), ROLE[key],
              follows=True, label=label)
        for key, label in (("adam", "√v̂"), ("adamax", "u"))
    ]  # fmt: skip
    return Pane(tuple(lines), ((0.0, float(THROWN.steps)), (0.05, 2000.0)),
                "What the step is divided by", x=STEP, y=Axis(log=True))  # fmt: skip
