"""The phases of a run's schedule, and what of it can be moved: warm-up first, then its own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.phase import Handle, Move, Phase
from optim.schedule import Schedule

MOST = 24
"""More phases than this cannot be told apart; the rest is one."""


def phases_of(record: Schedule, settings: Mapping[str, Any], steps: int) -> tuple[Phase, ...]:
    """What the rate does over the steps of a run.

    Args:
        record: the schedule.
        settings: lr, warmup and the schedule's own.
        steps: of the run.
    """
    warmup = settings["warmup"]
    row = record.row(settings, max(steps - warmup, 1))
    every = [Phase("warm-up", 0.0, float(warmup)), *later(record.phases(row), warmup)]
    return within(every, 0.0, float(steps))


def later(phases: Sequence[Phase], by: float) -> tuple[Phase, ...]:
    """The same phases, so many steps later."""
    return tuple(replace(p, begin=p.begin + by, end=p.end + by) for p in phases)


def within(phases: Sequence[Phase], low: float, high: float) -> tuple[Phase, ...]:
    """What of the phases lies between two steps."""
    cut = [replace(p, begin=max(p.begin, low), end=min(p.end, high)) for p in phases]
    found = [p for p in cut if p.end > p.begin]
    return tuple(found if len(found) <= MOST else [*found[: MOST - 1], _rest(found[MOST - 1 :])])


def _rest(phases: Sequence[Phase]) -> Phase:
    return replace(phases[0], end=phases[-1].end)


def handles_of(record: Schedule, settings: Mapping[str, Any], steps: int) -> tuple[Handle, ...]:
    """What of the curve can be moved, by the steps of the run; see `phases_of`."""
    warmup = settings["warmup"]
    row = record.row(settings, max(steps - warmup, 1))
    rise = Move("warmup", round, high=steps)
    own = [shifted(handle, warmup) for handle in record.handles(row)]
    every = [*own, Handle("end of the warm-up", float(warmup), along=rise)]
    return tuple(handle for handle in every if handle.at <= steps)


def shifted(handle: Handle, by: float) -> Handle:
    """The same in a run in which its schedule begins later."""
    move = handle.along
    if move is None:
        return replace(handle, at=handle.at + by)
    moved = replace(
        move, value=lambda step: move.value(step - by), low=move.low + by, high=move.high + by
    )
    return replace(handle, at=handle.at + by, along=moved)


def held(rates: NDArray[np.float64]) -> tuple[Phase, ...]:
    """The phases of rates that a run came to on the way: between two changes it holds."""
    steps = len(rates)
    ends = [*(np.flatnonzero(np.diff(rates)) + 1.0).tolist(), float(steps)]
    begins = [0.0, *ends[:-1]]
    phases = [Phase("hold", begin, end) for begin, end in zip(begins, ends, strict=True)]
    return within(phases, 0.0, float(steps))
