"""Where a run ends at several rates, with several seeds or from several starts: its tries.

They step together as arrays (`comparison.many`). A run that steps only alone, of a rule that needs
both coordinates at once or with a schedule that reads the loss, makes its paths one after another.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comparison import Comparison, Run
from comparison.many import many, together
from optim.many import NEVER, Progress

Array = NDArray[np.float64]
Seeds = int | Sequence[int] | NDArray[np.int64]
Watch = Callable[[slice, int, Any, Any], object]
"""Called with a slice of the tries, the step and their x, y after it, from step 0 on."""

MOST_SEEDS = 2**32


@dataclass(frozen=True, eq=False)
class Tries:
    """What differs from try to try: the seed, (n,), and the start, (2, n)."""

    seeds: NDArray[np.int64]
    starts: Array

    def __len__(self) -> int:
        """How many there are."""
        return len(self.seeds)

    def part(self, first: int, last: int) -> "Tries":
        """Some of them."""
        return Tries(self.seeds[first:last], self.starts[:, first:last])


def tries(comparison: Comparison, seeds: Seeds, starts: Any = None) -> Tries:
    """The tries of a comparison.

    Args:
        comparison: its seed is the first, if `seeds` is a number, and its start that of all.
        seeds: how many, one after another, or which.
        starts: (2, n), a start for each; None: the comparison's.

    Raises:
        ValueError: there is none, a seed is out of range, or there are not as many starts.
    """
    if isinstance(seeds, int | np.integer):
        own = (comparison.seed + np.arange(int(seeds))) % MOST_SEEDS
    else:
        own = np.asarray(seeds)
    if own.ndim != 1 or not own.size or not np.issubdtype(own.dtype, np.integer):
        raise ValueError("seeds must be a number of at least 1, or a list of whole numbers.")
    if own.min() < 0 or own.max() >= MOST_SEEDS:
        raise ValueError(f"A seed must be between 0 and {MOST_SEEDS - 1}.")
    places = np.asarray(comparison.start if starts is None else starts, dtype=float)
    places = np.repeat(places[:, None], own.size, axis=1) if places.ndim == 1 else places
    if places.shape != (2, own.size):
        raise ValueError(f"Starts must be (2, {own.size}), a start for each seed.")
    return Tries(own.astype(np.int64), places)


@dataclass(frozen=True, eq=False)
class Ends:
    """What tries at several rates come to; each array is (rates, tries).

    Attributes:
        loss: after the last step, without noise; inf where it has diverged or is not finite.
        diverged_at: the step at which it left; NEVER (-1).
    """

    loss: Array
    diverged_at: NDArray[np.int64]


def ends(
    run: Run,
    comparison: Comparison,
    rates: Sequence[float],
    own: Tries,
    watch: Watch | None = None,
    progress: Progress | None = None,
) -> Ends:
    """Make a run at each rate and with each try.

    Args:
        run: what is run.
        comparison: landscape, steps, noise and batch.
        rates: lr, the peak where the run has a schedule.
        own: the tries.
        watch: see Watch. It sees rates x tries, the rate changing fastest; what has diverged stays
            where it left, or is nan.
        progress: called with the steps done and their total; to cancel, raise in it.

    Raises:
        ValueError: a rate is out of range.
    """
    runs = [run.changed(lr=float(rate)) for rate in rates]
    walk = _together if together(run) else _one_by_one
    positions, diverged_at = walk(runs, comparison, own, watch, progress)
    loss = np.asarray(comparison.record.value(*positions, **comparison.parameters))
    loss = np.where(np.isfinite(loss) & (diverged_at == NEVER), loss, np.inf)
    shape = len(own), len(runs)
    return Ends(loss.reshape(shape).T, diverged_at.reshape(shape).T)


def _together(
    runs: Sequence[Run],
    comparison: Comparison,
    own: Tries,
    watch: Watch | None,
    progress: Progress | None,
) -> tuple[Array, NDArray[np.int64]]:
    """Positions (2, tries x rates) and where each diverged; a seed's noise serves all rates."""
    curves = np.array([run.table(comparison.steps)["lr"] for run in runs]).T
    if (curves == curves[0]).all():
        curves = curves[:1]
    rate = np.tile(np.arange(len(runs)), len(own))
    found = many(
        runs[0],
        comparison,
        np.repeat(own.starts, len(runs), axis=1),
        lambda part: {"lr": curves[:, rate[part]]},
        seeds=np.repeat(own.seeds, len(runs)) if comparison.noisy else None,
        observe=watch,
        progress=progress,
    )
    return found.positions, found.diverged_at


def _one_by_one(
    runs: Sequence[Run],
    comparison: Comparison,
    own: Tries,
    watch: Watch | None,
    progress: Progress | None,
) -> tuple[Array, NDArray[np.int64]]:
    steps, count = comparison.steps, len(own) * len(runs)
    last, diverged_at = np.empty((2, count)), np.full(count, NEVER)
    for k in range(count):
        seed, start = int(own.seeds[k // len(runs)]), own.starts[:, k // len(runs)]
        scene = comparison.changed(seed=seed, start=tuple(start), runs=(runs[k % len(runs)],))
        (path,) = scene.trajectories()
        last[:, k] = path.positions[-1]
        if path.outcome.kind == "diverged":
            diverged_at[k] = path.outcome.step
        if watch:
            for t, (x, y) in enumerate(path.positions):
                watch(slice(k, k + 1), t, x, y)
        if progress:
            progress((k + 1) * steps, count * steps)
    return last, diverged_at


def geometric(low: float, high: float, count: int) -> tuple[float, ...]:
    """Rates from low to high, each by the same factor above the last, in three digits."""
    return tuple(float(f"{rate:.3g}") for rate in np.geomspace(low, high, count))


def onwards(progress: Progress | None, done: int, total: int) -> Progress | None:
    """The progress of a part of something longer, of which so much is done already."""
    return partial(_told, progress, done, total) if progress else None


def _told(progress: Progress, before: int, total: int, done: int, _: int) -> None:
    progress(before + done, total)


def quartiles(values: Array) -> Array:
    """Lower quartile, median and upper quartile along the last axis, (..., 3); some may be inf."""
    places = (0.25, 0.5, 0.75)
    low, high = (np.quantile(values, places, axis=-1, method=m) for m in ("lower", "higher"))
    return np.asarray(np.moveaxis((low + high) / 2.0, 0, -1))
