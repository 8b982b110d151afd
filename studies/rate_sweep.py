"""A fresh run at each learning rate, with several seeds: what a range test only hints at."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comparison import Comparison
from optim.many import NEVER, Progress
from studies.ends import Array, Seeds, ends, geometric, quartiles, tries

RATES = geometric(1e-5, 10.0, 97)
"""16 for each factor of ten."""


@dataclass(frozen=True, eq=False)
class RateSweep:
    """Runs at several rates.

    Attributes:
        lr: (rates,).
        seeds: (seeds,).
        loss: (rates, seeds), after the last step, without noise; inf where a run diverged.
        reached: (rates, seeds), the first step from which a run stays within the landscape's
            tolerance of a known minimum to its end; -1: none.
        diverged_at: (rates, seeds), the step at which a run left; -1: never.
    """

    lr: Array
    seeds: NDArray[np.int64]
    loss: Array
    reached: NDArray[np.int64]
    diverged_at: NDArray[np.int64]

    @cached_property
    def quartiles(self) -> Array:
        """Lower quartile, median and upper quartile of the loss over the seeds, (rates, 3)."""
        return quartiles(self.loss)


def rate_sweep(
    comparison: Comparison,
    run: int = 0,
    rates: Sequence[float] = RATES,
    steps: int = 300,
    seeds: Seeds = 1,
    starts: Any = None,
    progress: Progress | None = None,
) -> RateSweep:
    """Make a run afresh at each rate.

    Args:
        comparison: landscape, start, noise and schedule are its own.
        run: the place of the run, from 0; with a schedule the rates are its peaks.
        rates: in place of its own.
        steps: how many each run makes.
        seeds: how many, from the comparison's own on, or which. Without noise or batches they are
            all the same, and one is run.
        starts: (2, seeds), a start with each seed; None: the comparison's.
        progress: called with the steps done and their total; to cancel, raise in it.

    Raises:
        ValueError: a value is out of range.
    """
    scene = comparison.plain.changed(steps=steps)
    own = tries(scene, seeds, starts)
    shown = own if scene.noisy or starts is not None else own.part(0, 1)
    since = _Since(scene, len(shown) * len(rates))
    found = ends(scene.runs[run], scene, rates, shown, since.watch, progress)
    reached = since.reached().reshape(len(shown), len(rates)).T
    reached = np.where(found.diverged_at == NEVER, reached, NEVER)
    alike = len(own) // len(shown)
    return RateSweep(
        np.array(rates, dtype=float),
        own.seeds,
        np.repeat(found.loss, alike, axis=1),
        np.repeat(reached, alike, axis=1),
        np.repeat(found.diverged_at, alike, axis=1),
    )


class _Since:
    """Since when each try is near each known minimum, as far as one can rest there."""

    def __init__(self, scene: Comparison, count: int) -> None:
        record, parameters = scene.record, scene.parameters
        border = record.border(**parameters)
        self.minima = [m[:2] for m in record.minima(**parameters) if m[:2] not in border]
        self.tolerance = record.tolerance
        self.since = np.zeros((len(self.minima), count), dtype=int)
        self.steps = scene.steps

    def watch(self, part: slice, t: int, x: Any, y: Any) -> None:
        for since, (x0, y0) in zip(self.since, self.minima, strict=True):
            near = np.hypot(x - x0, y - y0) <= self.tolerance
            since[part] = np.where(near, since[part], t + 1)

    def reached(self) -> NDArray[np.int64]:
        """The first step, NEVER for those that are near none in the end."""
        first = self.since.min(axis=0, initial=self.steps + 1)
        return np.where(first <= self.steps, first, NEVER)
