"""What a run does that comes to no rest: it leaves, bounces, or goes in circles.

The run is seen in tenths. Each has its middle and its reach, the largest distance from there; what
is said of the run is said of its last three tenths.
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from landscapes.landscape import Range

Unsettled = Literal["leaving", "bouncing", "circling"]

TENTHS = 10
SEEN = 3
"""So many of the last tenths are looked at."""
FEWEST = 30
"""Shorter runs say too little of what they would go on to do."""
GROWING = 1.01
"""A tenth reaches farther out than the one before if it does so by this factor."""
SHRINKING = 0.95
"""A reach that falls below this share of what it was is a run that settles."""
NARROW = 0.1
"""A run is on a line if it is this much narrower than long."""
BACK = -0.5
"""Two moves with a cosine below this: the second goes back."""
LONGEST_PERIOD = 100
"""Nobody sees a longer one."""
SAME = 0.05
"""After a period a run is back where it was, but for this share of its reach."""


class Motion(NamedTuple):
    """What the run does, from which step on, and after how many steps it repeats itself."""

    kind: Unsettled
    step: int
    period: int | None = None


def unsettled(positions: NDArray[np.float64], view: Range, tolerance: float) -> Motion | None:
    """How a run that neither rests nor diverged goes on; None: simply on its way.

    Args:
        positions: (steps + 1, 2), all finite.
        view: of the landscape.
        tolerance: a reach below this is rest.
    """
    if len(positions) <= FEWEST:
        return None
    return _leaving(positions, view) or _around(positions, tolerance)


def _leaving(positions: NDArray[np.float64], view: Range) -> Motion | None:
    """Out of the view, and each tenth farther out than the one before."""
    (low_x, high_x), (low_y, high_y) = view
    x, y = positions.T
    outside = (x < low_x) | (x > high_x) | (y < low_y) | (y > high_y)
    distance = np.hypot(*(positions - np.mean(view, axis=1)).T)
    tenths = np.array_split(np.arange(len(positions)), TENTHS)
    reach = [float(distance[tenth].max()) for tenth in tenths]
    growing = TENTHS - 1
    while growing and GROWING * reach[growing - 1] < reach[growing]:
        growing -= 1
    out = np.flatnonzero(outside[tenths[growing][0] :])
    if growing > TENTHS - SEEN or not outside[tenths[-1]].any() or not out.size:
        return None
    return Motion("leaving", int(tenths[growing][0] + out[0]))


def _around(positions: NDArray[np.float64], tolerance: float) -> Motion | None:
    """Around one place, and not coming nearer to it."""
    tenths = np.array_split(positions, TENTHS)[-SEEN:]
    middles = [tenth.mean(axis=0) for tenth in tenths]
    reaches = [_distance(*pair).max() for pair in zip(tenths, middles, strict=True)]
    drift = np.hypot(*(middles[-1] - middles[0]))
    if reaches[-1] <= tolerance or reaches[-1] < SHRINKING * reaches[0] or drift > reaches[-1]:
        return None
    last = np.vstack(tenths)
    distance = _distance(positions, last.mean(axis=0))
    beyond = np.flatnonzero(distance > (1.0 + SAME) * distance[-len(last) :].max())
    step = int(beyond[-1]) + 1 if beyond.size else 0
    kind: Unsettled = "bouncing" if _goes_back(last) or _is_line(last) else "circling"
    return Motion(kind, step, _period(last, SAME * reaches[-1]))


def _distance(points: NDArray[np.float64], middle: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.hypot(*(points - middle).T))


def _goes_back(points: NDArray[np.float64]) -> bool:
    """Whether most moves turn back on the one before."""
    moves = np.diff(points, axis=0)
    before, after = moves[:-1], moves[1:]
    turn = (before * after).sum(axis=1)
    size = np.hypot(*before.T) * np.hypot(*after.T)
    return bool(np.median(turn - BACK * size) < 0.0)


def _is_line(points: NDArray[np.float64]) -> bool:
    long, across = np.linalg.svd(points - points.mean(axis=0), compute_uv=False)
    return bool(across < NARROW * long)


def _period(points: NDArray[np.float64], same: float) -> int | None:
    """The smallest number of steps after which every point is where it was."""
    for period in range(1, min(len(points) // 2, LONGEST_PERIOD + 1)):
        if np.hypot(*(points[period:] - points[:-period]).T).max() <= same:
            return period
    return None
