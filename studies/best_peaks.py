"""Each run at its own best peak: found with some seeds, tested with others.

Runs at one peak compare peaks as much as schedules. And a best peak looks better than it is with
the seeds that chose it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comparison import Comparison
from optim.many import Progress
from studies.ends import Array, ends, geometric, onwards, tries
from studies.over_seeds import Spread, over_seeds

PEAKS = geometric(1e-4, 10.0, 41)
"""8 for each factor of ten."""


@dataclass(frozen=True, eq=False)
class BestPeaks:
    """The runs of a comparison, each at its best peak.

    Attributes:
        peaks: (peaks,), rising.
        tuning: (runs, peaks), the median final loss with the seeds that choose.
        best: (runs,), the place of the peak where that is least.
        spread: the runs at these peaks, with other seeds.
    """

    peaks: Array
    tuning: Array
    best: NDArray[np.int64]
    spread: Spread

    @property
    def comparison(self) -> Comparison:
        """The runs at their best peaks."""
        return self.spread.comparison

    @property
    def at_an_end(self) -> NDArray[np.bool_]:
        """Whether a run's best peak is the first or the last: it may have a better one beyond."""
        return np.isin(self.best, (0, len(self.peaks) - 1))


def best_peaks(
    comparison: Comparison,
    peaks: Sequence[float] = PEAKS,
    tuning: int = 100,
    seeds: int = 400,
    progress: Progress | None = None,
) -> BestPeaks:
    """Find the peak of every run that ends lowest, and make the runs there with other seeds.

    Args:
        comparison: what is run; the runs' own rates do not count.
        peaks: those that are tried, rising.
        tuning: with how many seeds, from the comparison's own on.
        seeds: with how many of the next ones the best is tested.
        progress: called with the steps done and their total; to cancel, raise in it.

    Raises:
        ValueError: a peak is out of range, or there is no seed.
    """
    if min(tuning, seeds) < 1:
        raise ValueError("At least one seed is needed to choose, and one to test.")
    own = tries(comparison, tuning + seeds)
    chosen = own.part(0, tuning if comparison.noisy else 1)
    others = own.part(tuning, len(own) if comparison.noisy else tuning + 1)
    each, runs = len(chosen) * len(peaks) * comparison.steps, comparison.runs
    tuned = each * len(runs)
    total = tuned + len(others) * comparison.steps * len(runs)
    medians = np.empty((len(runs), len(peaks)))
    for k, run in enumerate(runs):
        found = ends(run, comparison, peaks, chosen, progress=onwards(progress, k * each, total))
        medians[k] = np.median(found.loss, axis=1)
    best = medians.argmin(axis=1)
    tuned_runs = (run.changed(lr=peaks[k]) for run, k in zip(runs, best, strict=True))
    spread = over_seeds(
        comparison.changed(runs=tuple(tuned_runs)),
        others.seeds,
        progress=onwards(progress, tuned, total),
    )
    return BestPeaks(np.array(peaks, dtype=float), medians, best, spread)
