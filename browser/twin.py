"""What the reader's browser needs to step the runs of a comparison itself, while a hand moves.

Rules and landscape go as programs (`expression/program.py`), a schedule as rest + scale · lr. The
engine stays the authority: its answer replaces what `browser/js/twin/` makes of this.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from browser.blob import Arrays, Header
from comparison import Comparison, Run
from comparison.course import Leg
from comparison.gradients import noise
from comparison.trajectory import ESCAPE_WIDTHS
from expression.program import Program
from optim.program import program
from optim.rule import PointRule, Rule
from optim.schedule_parameters import WARMUP

STRAIGHT = 1e-12
"""A schedule is affine in lr if it is so to this share of its highest rate."""
NOTHING = 1e-150
"""As good as a rate of 0."""
WHOLE = "its rule steps with both coordinates at once"
READS_LOSS = "its schedule reads the loss"


def twin_entry(comparison: Comparison, arrays: Arrays, noisy: bool = True) -> Header:
    """The entry for the header; a program is [arguments, lines, results].

    Args:
        comparison: what is stepped.
        arrays: collects the arrays.
        noisy: whether a hand can set the noise.
    """
    record, drawn = comparison.record, comparison.drawn_rows()
    rules: list[Rule] = []
    return {
        "value": _told(record.compiled.program("value")),
        "gradient": _told(record.compiled.program("gradient")),
        "parameters": dict(comparison.parameters),
        "rows": None
        if drawn is None
        else {
            "gradient": _told(record.row.program("gradient")),
            "numbers": list(record.data),
            "batch": comparison.batch,
            "drawn": arrays.add(drawn),
        },
        "bounds": record.bounds(ESCAPE_WIDTHS),
        "noise": comparison.noise,
        # As exact as it is seen: without noise yet it is only looked at.
        "unit": arrays.add(
            noise(comparison.steps, 1.0, comparison.seed), "f8" if comparison.noise else "f4"
        )
        if noisy or comparison.noise
        else [],
        "sparse": comparison.sparse,
        "runs": [_run(run, comparison.steps, rules, arrays) for run in comparison.runs],
        "rules": [_rule(rule) for rule in rules],
        "others": ["steps", "sparse", "batch", *_of_schedules(comparison)],
    }


def _of_schedules(comparison: Comparison) -> set[str]:
    """The settings of schedules: a schedule is known by its rates only."""
    settings = [(*run.schedule_record.settings, WARMUP) for run in comparison.runs]
    return {setting.name for own in settings for setting in own}


def _told(program: Program) -> list[Any]:
    return [program.arguments, program.lines, program.results]


@cache
def _rule(rule: Rule) -> Header:
    look, step, state, start = program(rule, {})
    return {
        "look": look and _told(look),
        "step": _told(step),
        "state": list(state.items()),
        "start": start and _told(start),
    }


def _run(run: Run, steps: int, rules: list[Rule], arrays: Arrays) -> Header:
    """Its legs; or why the browser does not step it."""
    if any(isinstance(leg.run.rule, PointRule) for leg in run.legs):
        return {"unknown": WHOLE}
    if any(leg.run.schedule_record.reads_loss for leg in run.legs):
        return {"unknown": READS_LOSS}
    ends = [*(leg.begin for leg in run.legs[1:]), steps]
    legs = [
        _leg(run, place, leg, slice(leg.begin, end), steps, rules, arrays)
        for place, (leg, end) in enumerate(zip(run.legs, ends, strict=True))
    ]
    return {"legs": legs}


def _leg(
    run: Run, place: int, leg: Leg, part: slice, steps: int, rules: list[Rule], arrays: Arrays
) -> Header:
    """A leg: its rule by place, its settings, and which of them follow those of the start."""
    if leg.run.rule not in rules:
        rules.append(leg.run.rule)
    named = {name for _, values in run.then[:place] for name in values}
    table = {name: _within(v, leg, part) for name, v in leg.run.table(steps - leg.origin).items()}
    curve = affine(leg, part, steps)
    start = {**run.settings, "lr": run.lr}
    settings = {name: _setting(values, arrays) for name, values in table.items()}
    if curve:
        settings["lr"] = {n: arrays.add_or_constant(v, "f8") for n, v in curve.items()}
    return {
        "rule": rules.index(leg.run.rule),
        "begin": part.start,
        "end": part.stop,
        "fresh": leg.fresh,
        "settings": settings,
        "lr": leg.run.lr,
        "follows": [
            name
            for name in table.keys() - named
            if name != leg.run.driven
            and (curve if name == "lr" else leg.run.settings[name] == start.get(name))
        ],
    }


def affine(leg: Leg, part: slice, steps: int) -> Mapping[str, NDArray[np.float64]] | None:
    """A leg's rates as "rest" + "scale" · lr; None: they are not affine in it."""
    run = leg.run

    def rates(lr: float) -> NDArray[np.float64]:
        settings = {**run.settings, "lr": lr}
        curves = run.schedule_record.curves(settings, steps - leg.origin, run.cycled)
        return np.asarray(_within(curves["lr"], leg, part))

    rest = rates(NOTHING)  # not 0: some divide by lr
    rest = np.where(np.abs(rest) > NOTHING, rest, 0.0)
    scale = rates(1.0) - rest
    for lr in (run.lr, 2.0 * run.lr):
        used = rates(lr)
        if np.abs(rest + scale * lr - used).max() > STRAIGHT * np.abs(used).max():
            return None
    return {"rest": rest, "scale": scale}


def _within(values: Any, leg: Leg, part: slice) -> Any:
    """What a setting has in a leg, of all that it has since its schedule began."""
    return values[part.start - leg.origin : part.stop - leg.origin] if np.ndim(values) else values


def _setting(values: Any, arrays: Arrays) -> Header:
    if np.ndim(values):
        return arrays.add_or_constant(values, "f8")
    return {"constant": float(values)}
