"""Studies: what many runs, or one run made to measure, say. NumPy only, for notebooks too."""

from studies.best_peaks import PEAKS, BestPeaks, best_peaks
from studies.ends import geometric
from studies.over_seeds import Spread, over_seeds
from studies.race import Race, race
from studies.range_test import RangeTest, blow_up, range_test, smoothed
from studies.rate_sweep import RATES, RateSweep, rate_sweep
from studies.suggestions import suggestions

__all__ = [
    "PEAKS",
    "RATES",
    "BestPeaks",
    "Race",
    "RangeTest",
    "RateSweep",
    "Spread",
    "best_peaks",
    "blow_up",
    "geometric",
    "over_seeds",
    "race",
    "range_test",
    "rate_sweep",
    "smoothed",
    "suggestions",
]
