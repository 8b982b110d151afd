"""What is seen at the end of a run: where it is, how it moves, how the ground lies there."""

import numpy as np
from numpy.typing import NDArray

from comparison.comparison import Comparison
from comparison.phrases import number
from comparison.trajectory import Trajectory
from comparison.unsettled import SEEN, TENTHS
from optim.internals import EFFECTIVE_LR
from optim.stability import scaled_sharpness

FALLEN = 0.01
"""A rate below this share of its largest has fallen to nothing."""


def is_steady(trajectory: Trajectory) -> bool:
    """Whether every setting stays as it is; of a run that changes its course, after the change."""
    _, part = trajectory.parts[-1]
    _, settings = trajectory.in_force(-1)
    return all(np.ptp(trajectory.settings[name][part]) == 0.0 for name in settings)


def fallen_rate(trajectory: Trajectory) -> float | None:
    """The rate at the end, the larger of the coordinates', if it has fallen to nothing."""
    run, _ = trajectory.parts[-1]
    rates = trajectory.settings["lr"][:, None]
    if EFFECTIVE_LR in run.rule.internals:
        rates = trajectory.internals[EFFECTIVE_LR.name]
    largest = rates.max(axis=1)
    return float(largest[-1]) if largest[-1] < FALLEN * np.nanmax(largest) else None


def slope_at_end(trajectory: Trajectory, comparison: Comparison) -> str:
    """|∇f| where it ends, without noise."""
    end = trajectory.positions[-1]
    return number(np.hypot(*comparison.record.gradient(*end, **comparison.parameters)))


def last_step(trajectory: Trajectory) -> str:
    """How long it was."""
    return number(np.hypot(*np.diff(trajectory.positions[-2:], axis=0)[0]))


def inside(trajectory: Trajectory, comparison: Comparison) -> tuple[str, NDArray[np.float64]]:
    """The minimum that it goes around, or the middle if it knows none there or only a kink."""
    last = trajectory.positions[-(len(trajectory.positions) * SEEN // TENTHS) :]
    middle = last.mean(axis=0)
    reach = np.hypot(*(last - middle).T).max()
    minima = [np.array(place[:2]) for place in comparison.record.minima(**comparison.parameters)]
    near = min(minima, key=lambda place: np.hypot(*(place - middle)), default=middle)
    smooth = np.isfinite(curvatures(comparison, near)).all()
    if near is middle or np.hypot(*(near - middle)) > reach or not smooth:
        return "in the middle,", middle
    return "at the minimum", near


def curvatures(comparison: Comparison, point: NDArray[np.float64]) -> tuple[float, float]:
    """The least and the largest eigenvalue of the Hessian."""
    fxx, fxy, fyy = comparison.record.hessian(*point, **comparison.parameters)
    most = float(scaled_sharpness((fxx, fxy, fyy), (1.0, 1.0)))
    return float(fxx + fyy - most), most
