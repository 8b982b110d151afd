"""Many paths of one rule at once: the same update on arrays of starts, settings and gradients.

Particles step together in chunks that fit the processor's cache: a chunk makes all its steps, then
the next one begins, and no path is kept. Each step is the one `optim.engine` makes, up to the last
bit, in which NumPy and `math` differ; what the settings switch off is left out of it, since on
arrays every operation counts.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.engine import EVERYWHERE, Box
from optim.on_arrays import ArrayRule, on_arrays
from optim.rows import Settings, by_part, rows_of
from optim.rule import PointRule, Rule

Array = NDArray[np.float64]
Gradient = Callable[[Array, Array], tuple[Any, Any]]
Observe = Callable[[slice, int, Array, Array], object]
Progress = Callable[[int, int], object]

CHUNK = 32768
"""Fewer particles pay for Python at each operation, more leave the cache."""
PAUSE = 0.02
"""Seconds between two calls of `progress`."""
NEVER = -1


@dataclass(frozen=True)
class Ends:
    """Where n particles are in the end.

    Attributes:
        positions: (2, n), x and y; of one that diverged where it left, nan if that is not finite.
        diverged_at: (n,), the first step whose position is out of bounds or nan; NEVER (-1).
    """

    positions: Array
    diverged_at: NDArray[np.int64]


def descend_many(
    rule: Rule,
    gradient: Callable[[slice], Gradient],
    starts: Array,
    settings: Settings | Callable[[slice], Settings],
    steps: int,
    bounds: Box = EVERYWHERE,
    observe: Observe | None = None,
    progress: Progress | None = None,
    chunk: int = CHUNK,
) -> Ends:
    """Run a rule from n starts.

    Beside its results, 24 bytes a particle, it needs at most 250 bytes for each particle of one
    chunk, 8 MB, whatever n and steps are.

    Args:
        rule: the update; not one that steps with both coordinates at once.
        gradient: the particles of a chunk -> their (x, y) -> (gx, gy) on arrays, called once per
            step, in order. What differs from particle to particle is cut with the slice it gets.
        starts: (2, n), x and y.
        settings: name -> a number; (steps,), a value per step; (1, n), one per particle; or
            (steps, n), both. What is on or off is so for all. Where such a table would be too
            large: the particles of a chunk -> the same for them alone.
        steps: how many.
        bounds: leaving this box counts as divergence; who left stays where it did.
        observe: called with a chunk's slice, the step and x, y after it, from step 0, the starts,
            on. The arrays are the run's own: to be read, and copied if kept.
        progress: called with the particle-steps done and their total, at most 50 times a second
            and at the end. To cancel, raise in it: the exception goes to the caller.
        chunk: how many particles step together. It changes no result.

    Raises:
        ValueError: a rule, starts or a setting that cannot run here.
    """
    if isinstance(rule, PointRule):
        raise ValueError("A rule that steps with both coordinates at once runs one path only.")
    starts = np.asarray(starts, dtype=float)
    if starts.ndim != 2 or len(starts) != 2:
        raise ValueError(f"Starts are (2, n), not {starts.shape}.")
    n = starts.shape[1]
    ends = Ends(np.empty((2, n)), np.full(n, NEVER))
    own, tick = by_part(settings, steps, n), _ticker(progress, n * steps)
    for first in range(0, n, chunk):
        part = slice(first, min(first + chunk, n))
        table = own(part)
        seen = partial(observe, part) if observe else None
        with np.errstate(all="ignore"):
            # Nothing holds on to a chunk's noise while the next one's is drawn.
            ends.positions[:, part], ends.diverged_at[part] = _Flock(
                on_arrays(rule, table), gradient(part), starts[:, part], bounds
            ).walk(rows_of(table, steps), seen, tick)
    ends.positions[:, ~np.isfinite(ends.positions).all(axis=0)] = np.nan
    return ends


class _Flock:
    """The particles of a chunk. Those that have diverged step on the spot, out of the way."""

    def __init__(self, rule: ArrayRule, gradient: Gradient, start: Array, bounds: Box) -> None:
        self.rule, self.gradient, self.start = rule, gradient, start
        self.low, self.high = np.array(bounds).T[:, :, None]
        self.points = start.copy()
        self.diverged_at = np.full(start.shape[1], NEVER)
        self.left = start.copy()
        self.gone = np.array([], dtype=int)

    def walk(
        self,
        rows: Iterator[Any],
        observe: Callable[[int, Array, Array], object] | None,
        tick: Callable[[int], None],
    ) -> tuple[Array, NDArray[np.int64]]:
        """Make all steps; a chunk that is gone altogether only waits for its end."""
        count = len(self.diverged_at)
        if observe:
            observe(0, *self.points)
        state: list[Any] = []
        for s in rows:
            if s.t == 1:
                state = self._start_state(s)
            if self.gone.size < count:
                state = self._step(s, state)
            if observe:
                observe(s.t, *self.seen())
            tick(count)
        return self.seen(), self.diverged_at

    def seen(self) -> Array:
        """Where everybody is, those that have diverged where they left."""
        return self._with_gone_at(self.left, self.points.copy()) if self.gone.size else self.points

    def _start_state(self, s: Any) -> list[Any]:
        return [
            np.float64(start) if isinstance(start, int | float) else start(s)
            for start in self.rule.starts
        ]

    def _step(self, s: Any, state: list[Any]) -> list[Any]:
        look = self.rule.look
        at = self._parked(look(self.points, s, *state)[0]) if look else self.points
        slope = np.empty(at.shape)
        slope[0], slope[1] = self.gradient(*at)
        points, *state = self.rule.step(self.points, slope, at, s, *state)
        self.points = self._parked(points)
        self._part_with_those_outside(s.t)
        return state

    def _parked(self, points: Array) -> Array:
        """The diverged at their starts, where a gradient is as cheap as elsewhere."""
        return self._with_gone_at(self.start, points)

    def _with_gone_at(self, others: Array, points: Array) -> Array:
        for row, other in zip(points, others, strict=True):  # faster than both rows at once
            row[self.gone] = other[self.gone]
        return points

    def _part_with_those_outside(self, t: int) -> None:
        inside = (self.low <= self.points) & (self.points <= self.high)
        if inside.all():
            return
        outside = np.flatnonzero(~(inside[0] & inside[1]))
        new = outside[self.diverged_at[outside] == NEVER]
        self.diverged_at[new] = t
        self.left[:, new], self.points[:, new] = self.points[:, new], self.start[:, new]
        self.gone = np.concatenate((self.gone, new))


def _ticker(progress: Progress | None, total: int) -> Callable[[int], None]:
    """A function that counts particle-steps and tells `progress` of them now and then."""
    done, last = 0, time.perf_counter()

    def tick(count: int) -> None:
        nonlocal done, last
        done += count
        if progress and (done == total or time.perf_counter() - last >= PAUSE):
            progress(done, total)
            last = time.perf_counter()

    return tick
