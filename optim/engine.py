"""The stepping engine: one rule, one start, one path, on Python floats."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.feedback import Feedback
from optim.internals import LOOK_AHEAD
from optim.loop import careful, on_floats, written_out
from optim.points import Hessian, walk_points
from optim.rule import PointRule, Rule

Gradient = Callable[[float, float], tuple[float, float]]
Point = tuple[float, float]
Box = tuple[tuple[float, float], tuple[float, float]]
Record = tuple[float, ...]
"""One step: x, y after it; gx, gy it used; px, py where they were taken; state of x, state of y."""

EVERYWHERE: Box = ((-np.inf, np.inf), (-np.inf, np.inf))


class Row:
    """The settings in force at a step, as a rule reads them; t counts from 1."""


@dataclass(frozen=True)
class Path:
    """What a run did. Row k of a move is the step from positions[k] to positions[k + 1].

    Attributes:
        positions: (steps + 1, 2); nan after the run has diverged, or where it has no step.
        gradient: (steps, 2), the gradient each step used, noise included.
        settings: name -> (steps,), the value in force at each step.
        internals: name -> (steps, 2), the state after each step and what is derived from it.
        diverged_at: first step whose position is not finite or out of bounds; None: never.
        stuck_at: the last step whose position there is, because the rule has none from there;
            None: it always has one.
    """

    positions: NDArray[np.float64]
    gradient: NDArray[np.float64]
    settings: Mapping[str, NDArray[np.float64]]
    internals: Mapping[str, NDArray[np.float64]]
    diverged_at: int | None
    stuck_at: int | None = None


def descend(
    rule: Rule,
    gradient: Gradient,
    start: Point,
    settings: Mapping[str, Any],
    steps: int,
    bounds: Box = EVERYWHERE,
    hessian: Hessian | None = None,
    feedback: Feedback | None = None,
) -> Path:
    """Run a rule from a start.

    Args:
        rule: the update.
        gradient: (x, y) -> (gx, gy), called once per step, in order; must not raise.
        start: the first position.
        settings: name -> value, or array of shape (steps,) for what a schedule drives.
        steps: how many.
        bounds: leaving this box counts as divergence; the last position, outside, is kept.
        hessian: (x, y) -> (fxx, fxy, fyy), for a PointRule.
        feedback: decides lr on the way, for a schedule that reads the loss.
    """
    if feedback:
        settings = {**settings, "lr": np.array(settings["lr"])}
    records, stuck = _walk(rule, gradient, start, settings, steps, bounds, hessian, feedback)
    table = np.full((steps, len(records[0])), np.nan)
    table[: len(records)] = records
    positions = np.vstack([start, table[:, 0:2]])
    positions[~np.isfinite(positions).all(axis=1)] = np.nan
    columns = {
        name: np.broadcast_to(np.asarray(value, dtype=float), (steps,))
        for name, value in settings.items()
    }
    return Path(
        positions,
        table[:, 2:4],
        columns,
        _internals(rule, table, columns),
        None if stuck or _inside(records[-1], bounds) else len(records),
        len(records) - 1 if stuck else None,
    )


def start_state(rule: Rule, settings: Mapping[str, Any]) -> tuple[float, ...]:
    """The state before the first step, for one coordinate."""
    first = {n: float(v[0]) if isinstance(v, np.ndarray) else v for n, v in settings.items()}
    row = SimpleNamespace(**first)
    return tuple(
        start if start is not None else rule.start(row)  # type: ignore[misc]
        for start in rule.state_starts
    )


def _walk(
    rule: Rule,
    gradient: Gradient,
    start: Point,
    settings: Mapping[str, Any],
    steps: int,
    bounds: Box,
    hessian: Hessian | None,
    feedback: Feedback | None,
) -> tuple[list[Record], bool]:
    """One record per step, the last one where the run ends; whether that step has no value."""
    records: list[Record] = []
    driven = {name: v.tolist() for name, v in settings.items() if isinstance(v, np.ndarray)}
    if feedback:
        driven["lr"] = feedback.used(settings["lr"], start, records)
    s = Row()
    for name in settings.keys() - driven.keys():
        setattr(s, name, settings[name])
    rows = zip(range(1, steps + 1), *driven.values(), strict=True)
    if isinstance(rule, PointRule):
        names = ("t", *driven)
        stuck = walk_points(rule, gradient, hessian, names, rows, s, start, bounds, records)
        return records, stuck
    walk = written_out(tuple(rule.state), ("t", *driven), rule.gradient_at is not None)
    state = start_state(rule, settings)
    step = on_floats(rule.step)
    walk(step, rule.gradient_at, gradient, careful, rows, s, start, state, bounds, records)
    return records, False


def _inside(record: Record, bounds: Box) -> bool:
    return all(low <= value <= high for value, (low, high) in zip(record, bounds, strict=False))


def _internals(
    rule: Rule, table: NDArray[np.float64], columns: Mapping[str, NDArray[np.float64]]
) -> dict[str, NDArray[np.float64]]:
    """The recorded state by name, and what the rule derives from it."""
    count, first = len(rule.state), len(("x", "y", "gx", "gy", "px", "py"))
    states = [table[:, (first + k, first + count + k)] for k in range(count)]
    internals = dict(zip((kind.name for kind in rule.state.values()), states, strict=True))
    row = SimpleNamespace(
        t=np.arange(1, len(table) + 1)[:, None],
        **{name: column[:, None] for name, column in columns.items()},
    )
    with np.errstate(all="ignore"):
        for kind, derive in rule.derived.items():
            internals[kind.name] = derive(row, *states)
    if rule.gradient_at:
        internals[LOOK_AHEAD.name] = table[:, 4:6]
    return internals
