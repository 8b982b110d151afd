"""The runs of a comparison over many seeds: how low each ends, and which differ by more than luck.

All runs meet the same noise with the same seed, so that they are compared seed by seed. A run ends
lower than another if its median final loss is the lower one in at least 97.5 % of 1000 bootstrap
draws: of as many seeds, drawn from these with replacement, the same for both (Efron 1979). That is:
if the 95 % interval of the difference does not hold 0. Otherwise it is a tie. With few seeds much
is a tie; with thousands, little.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comparison import Comparison, Run
from optim.many import NEVER, Progress
from studies.ends import Array, Seeds, Tries, ends, onwards, quartiles, tries

MOST_ROWS = 200
"""The losses on the way are kept at the start and so many steps."""
DRAWS, FEWEST_DRAWS, MOST_DRAWN = 1000, 200, 4_000_000
"""Of the bootstrap: draws; with more seeds fewer, so that no more numbers are drawn than this."""
SURE = 0.975


@dataclass(frozen=True, eq=False)
class Spread:
    """The runs of a comparison, each with all seeds.

    Attributes:
        comparison: what was run.
        seeds: (seeds,); without noise, batches or other starts all are the same, and it is one.
        loss: (runs, seeds), after the last step, without noise; inf where a run diverged.
        steps: (rows,), the steps of `by_step`, from 0 to the last.
        by_step: (runs, 3, rows), the lower quartile, median and upper quartile of the loss there.
    """

    comparison: Comparison
    seeds: NDArray[np.int64]
    loss: Array
    steps: NDArray[np.int64]
    by_step: Array

    @cached_property
    def quartiles(self) -> Array:
        """Lower quartile, median and upper quartile of the final loss, (runs, 3)."""
        return quartiles(self.loss)

    @property
    def diverged(self) -> Array:
        """The share of seeds with which each run diverged, (runs,)."""
        return np.asarray(np.isinf(self.loss).mean(axis=1))

    @cached_property
    def lower(self) -> NDArray[np.bool_]:
        """Whether the run of the row ends lower than that of the column; neither: a tie."""
        count = self.loss.shape[1]
        draws = int(np.clip(MOST_DRAWN // count, FEWEST_DRAWS, DRAWS))
        drawn = np.random.RandomState(0).randint(0, count, (draws, count))
        medians = np.array([np.median(loss[drawn], axis=1) for loss in self.loss])
        shares = (medians[:, None] < medians[None]).mean(axis=2)
        return np.asarray(shares >= SURE)

    @property
    def lowest(self) -> tuple[int, ...]:
        """The places of the runs that none ends lower than; more than one: they tie."""
        return tuple(np.flatnonzero(~self.lower.any(axis=0)).tolist())


def over_seeds(
    comparison: Comparison,
    seeds: Seeds = 100,
    starts: Any = None,
    progress: Progress | None = None,
) -> Spread:
    """Make every run of a comparison with every seed.

    Args:
        comparison: what is run; without noise or batches all seeds are the same, and one is run.
        seeds: how many, from the comparison's own on, or which.
        starts: (2, seeds), a start with each seed; None: the comparison's.
        progress: called with the steps done and their total; to cancel, raise in it.

    Raises:
        ValueError: no seed, or not as many starts.
    """
    every = tries(comparison, seeds, starts)
    own = every if comparison.noisy or starts is not None else every.part(0, 1)
    per_run = len(own) * comparison.steps
    total = per_run * len(comparison.runs)
    rows = np.unique(
        np.linspace(0, comparison.steps, min(comparison.steps, MOST_ROWS) + 1).round().astype(int)
    )
    found = [
        _final_and_by_step(run, comparison, own, rows, onwards(progress, k * per_run, total))
        for k, run in enumerate(comparison.runs)
    ]
    losses, bands = (np.array(part) for part in zip(*found, strict=True))
    return Spread(comparison, own.seeds, losses, rows, bands)


def _final_and_by_step(
    run: Run, comparison: Comparison, own: Tries, rows: NDArray[np.int64], progress: Any
) -> tuple[Array, Array]:
    """The final loss (tries,), and the quartiles at each row (3, rows)."""
    kept, place = np.empty((len(rows), len(own))), {int(t): k for k, t in enumerate(rows)}

    def watch(part: slice, t: int, x: Any, y: Any) -> None:
        if t in place:
            kept[place[t], part] = comparison.record.value(x, y, **comparison.parameters)

    found = ends(run, comparison, (run.lr,), own, watch, progress)
    gone = (found.diverged_at[0] != NEVER) & (found.diverged_at[0] <= rows[:, None])
    return found.loss[0], quartiles(np.where(gone | ~np.isfinite(kept), np.inf, kept)).T
