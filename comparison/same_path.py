"""Runs that a picture cannot tell apart: their paths lie within a pixel of each other."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from comparison.trajectory import Trajectory
from landscapes.landscape import Range

PIXEL = 1.0 / 500.0
"""Of the view's width and height, in a contour of the usual size."""


class Same(NamedTuple):
    """The first run on the same path, by its place, and the largest gap to it at any step."""

    run: int
    gap: float


def same_paths(trajectories: Sequence[Trajectory], view: Range) -> list[Same | None]:
    """For each run the earliest one before it that takes the same path; None: there is none."""
    found: list[Same | None] = []
    for k, trajectory in enumerate(trajectories):
        gaps = ((j, _gap(trajectories[j], trajectory, view)) for j in range(k) if not found[j])
        found.append(next((Same(j, gap) for j, gap in gaps if gap is not None), None))
    return found


def _gap(one: Trajectory, other: Trajectory, view: Range) -> float | None:
    """The largest distance between two runs at the same step; None: more than a pixel."""
    apart = np.abs(one.positions - other.positions)
    ended = np.isnan(one.positions)
    if (ended != np.isnan(other.positions)).any():
        return None
    apart[ended] = 0.0
    (x0, x1), (y0, y1) = view
    if (apart > np.multiply(PIXEL, (x1 - x0, y1 - y0))).any():
        return None
    return float(np.hypot(*apart.T).max())
