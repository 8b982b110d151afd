"""Comparisons: one object is one picture, one link and one lesson."""

from comparison.checking import MAX_RUNS
from comparison.comparison import Comparison
from comparison.link import read_link
from comparison.run import Run, Settings
from comparison.trajectory import Outcome, Trajectory
from comparison.tuning import tuned_lr

__all__ = [
    "MAX_RUNS",
    "Comparison",
    "Outcome",
    "Run",
    "Settings",
    "Trajectory",
    "read_link",
    "tuned_lr",
]
