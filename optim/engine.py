"""The stepping engine: one rule, one start, one path, on Python floats.

A run that changes its course is several legs, one after another, on one path.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from types import SimpleNamespace
from typing import Any, NamedTuple

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
class Leg:
    """The steps of a run between two changes of its course.

    Attributes:
        rule: the update.
        settings: name -> value, or array of shape (steps,) for what changes on the way.
        steps: how many.
        fresh: whether its state starts anew, with t = 1; it must, after another rule's leg.
        feedback: decides lr on the way, for a schedule that reads the loss. One that goes on from
            the leg before is the same object.
        told: the settings of such a schedule that are changed by hand as the leg begins.
    """

    rule: Rule
    settings: Mapping[str, Any]
    steps: int
    fresh: bool = True
    feedback: Feedback | None = None
    told: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Path:
    """What a run did. Row k of a move is the step from positions[k] to positions[k + 1].

    Attributes:
        positions: (steps + 1, 2); nan after the run has diverged, or where it has no step.
        gradient: (steps, 2), the gradient each step used, noise included.
        settings: name -> (steps,), the value in force at each step; nan where the rule has none.
        internals: name -> (steps, 2), the state after each step and what is derived from it; nan
            where the rule has none.
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
    return travel([Leg(rule, settings, steps, True, feedback)], gradient, start, bounds, hessian)


def travel(
    legs: Sequence[Leg],
    gradient: Gradient,
    start: Point,
    bounds: Box = EVERYWHERE,
    hessian: Hessian | None = None,
) -> Path:
    """Make the steps of all legs, each from where the one before it ended; see `descend`."""
    walk = _Walk(gradient, start, bounds, hessian)
    pieces = [walk.on(leg) for leg in legs]
    records, lengths = walk.records, [leg.steps for leg in legs]
    positions = np.vstack([start, *(piece.table[:, 0:2] for piece in pieces)])
    positions[~np.isfinite(positions).all(axis=1)] = np.nan
    return Path(
        positions,
        np.vstack([piece.table[:, 2:4] for piece in pieces]),
        _joined([piece.columns for piece in pieces], lengths),
        _joined([piece.internals for piece in pieces], lengths),
        None if walk.stuck or _inside(records[-1], bounds) else len(records),
        len(records) - 1 if walk.stuck else None,
    )


class _Piece(NamedTuple):
    """What a leg did: its records as a table, settings and internals of each step."""

    table: NDArray[np.float64]
    columns: Mapping[str, NDArray[np.float64]]
    internals: Mapping[str, NDArray[np.float64]]


class _Walk:
    """A run on its way. There is one record a step, the last one where the run ends."""

    def __init__(
        self, gradient: Gradient, start: Point, bounds: Box, hessian: Hessian | None
    ) -> None:
        self.gradient, self.start, self.bounds, self.hessian = gradient, start, bounds, hessian
        self.records: list[Record] = []
        self.stuck = False
        self.age = 0  # steps since the state started
        self.memory: Any = None
        self.before: Leg | None = None

    def on(self, leg: Leg) -> _Piece:
        """Make the steps of a leg; none if the run has ended."""
        if leg.feedback:
            leg = replace(leg, settings={**leg.settings, "lr": np.array(leg.settings["lr"])})
        if leg.fresh:
            self.age, self.memory = 0, None
        first = len(self.records)
        if not self.stuck and (not first or _inside(self.records[-1], self.bounds)):
            self._step(leg)
        count, width = len(leg.rule.state), len(("x", "y", "gx", "gy", "px", "py"))
        table = np.full((leg.steps, width + 2 * count), np.nan)
        if len(self.records) > first:
            table[: len(self.records) - first] = self.records[first:]
        columns = {
            name: np.broadcast_to(np.asarray(value, dtype=float), (leg.steps,))
            for name, value in leg.settings.items()
        }
        internals = _internals(leg.rule, table, columns, self.age + 1)
        self.age, self.before = self.age + leg.steps, leg
        return _Piece(table, columns, internals)

    def _step(self, leg: Leg) -> None:
        rule, records = leg.rule, self.records
        driven = {n: v.tolist() for n, v in leg.settings.items() if isinstance(v, np.ndarray)}
        if leg.feedback:
            rates = leg.feedback.used(leg.settings["lr"], self.start, records, leg.told)
            driven["lr"] = islice(rates, leg.steps)
        s = Row()
        for name in leg.settings.keys() - driven.keys():
            setattr(s, name, leg.settings[name])
        names = ("t", *driven)
        clock = range(self.age + 1, self.age + leg.steps + 1)
        rows = zip(clock, *driven.values(), strict=True)
        here: Point = records[-1][:2] if records else self.start  # type: ignore[assignment]
        if isinstance(rule, PointRule):
            self.stuck, self.memory = walk_points(
                rule,
                self.gradient,
                self.hessian,
                names,
                rows,
                s,
                here,
                self.bounds,
                self.memory,
                records,
            )
            return
        walk = written_out(tuple(rule.state), names, rule.gradient_at is not None)
        step, state = on_floats(rule.step), self._state(leg)
        look, box = rule.gradient_at, self.bounds
        walk(step, look, self.gradient, careful, rows, s, here, state, box, records)

    def _state(self, leg: Leg) -> tuple[tuple[float, ...], ...]:
        """The state of x and that of y before the leg."""
        start = start_state(leg.rule, leg.settings)
        if leg.fresh or self.before is None:
            return start, start
        values, count = self.records[-1][6:], len(start)
        old = start_state(leg.rule, self.before.settings)
        return tuple(
            tuple(map(carried, half, old, start)) for half in (values[:count], values[count:])
        )


def carried(value: float, old: float, new: float) -> float:
    """A state as the leg before left it; where nan or 0 says that none has come yet, so it stays.

    Which of the two says so may depend on the settings: torch's momentum spares the first gradient
    its dampening.

    Args:
        value: the state.
        old: where it started with the settings of the leg before.
        new: where it would start with those of this leg.
    """
    begins_otherwise = np.isnan(old) != np.isnan(new)
    untouched = value == old or (value != value and old != old)
    return new if begins_otherwise and untouched else value


def _joined(
    pieces: Sequence[Mapping[str, NDArray[np.float64]]], lengths: Sequence[int]
) -> dict[str, NDArray[np.float64]]:
    """What the pieces hold by name, one after the other; nan where one has no such name."""
    if len(pieces) == 1:
        return dict(pieces[0])
    tails = {name: values.shape[1:] for piece in pieces for name, values in piece.items()}
    return {
        name: np.concatenate(
            [
                piece[name] if name in piece else np.full((length, *tail), np.nan)
                for piece, length in zip(pieces, lengths, strict=True)
            ]
        )
        for name, tail in tails.items()
    }


def start_state(rule: Rule, settings: Mapping[str, Any]) -> tuple[float, ...]:
    """The state before the first step, for one coordinate."""
    first = {n: float(v[0]) if isinstance(v, np.ndarray) else v for n, v in settings.items()}
    row = SimpleNamespace(**first)
    return tuple(
        start if start is not None else rule.start(row)  # type: ignore[misc]
        for start in rule.state_starts
    )


def _inside(record: Record, bounds: Box) -> bool:
    return all(low <= value <= high for value, (low, high) in zip(record, bounds, strict=False))


def _internals(
    rule: Rule, table: NDArray[np.float64], columns: Mapping[str, NDArray[np.float64]], begin: int
) -> dict[str, NDArray[np.float64]]:
    """The recorded state by name, and what the rule derives from it; the first t is `begin`."""
    count, first = len(rule.state), len(("x", "y", "gx", "gy", "px", "py"))
    states = [table[:, (first + k, first + count + k)] for k in range(count)]
    internals = dict(zip((kind.name for kind in rule.state.values()), states, strict=True))
    row = SimpleNamespace(
        t=np.arange(begin, begin + len(table))[:, None],
        **{name: column[:, None] for name, column in columns.items()},
    )
    with np.errstate(all="ignore"):
        for kind, derive in rule.derived.items():
            internals[kind.name] = derive(row, *states)
    if rule.gradient_at:
        internals[LOOK_AHEAD.name] = table[:, 4:6]
    return internals
