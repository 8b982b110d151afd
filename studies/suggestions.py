"""Learning rates that libraries read off a range test: rules of thumb, none of which is the best.

All four are fastai's (its `lr_find` of version 2.8), with its names. torch-lr-finder suggests
`steep`; Lightning divides by the difference of the rates, not of their logarithms, which gives a
lower one.
"""

from bisect import bisect_left
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

LEAST = 2
"""So many points are needed to speak of a slope."""
GAP, THRESHOLD = 15, 0.005
"""Of `slide`: how many points apart, and how different slopes may be, in units of the loss."""
SAFETY = 10.0
"""The rate at the minimum is divided by this."""


def suggestions(
    lr: ArrayLike, loss: ArrayLike, skip_start: int = 10, skip_end: int = 5
) -> dict[str, float]:
    """The rates that four rules of thumb suggest.

    valley: two thirds along the longest run of points of which each is lower than all before it
    (they need not be neighbours), in fact after a third and a sixth of it, both rounded down.
    slide: from the right end leftwards, the last rate before the slope is the same on both sides
    of a gap of 15 points. The only one that depends on the unit of the loss.
    minimum: a tenth of the rate at the lowest loss.
    steep: where the loss falls most from one point to the next, per logarithm of the rate.

    Args:
        lr: (n,), rising.
        loss: (n,), the loss at each; smoothed, if it is noisy.
        skip_start: how many points at the beginning are left out.
        skip_end: how many at the end.

    Returns:
        name -> rate; {} where fewer than two points are left, or a loss among them is not finite.
    """
    part = slice(skip_start, max(np.size(lr) - skip_end, 0))
    rates, losses = np.asarray(lr, dtype=float)[part], np.asarray(loss, dtype=float)[part]
    if len(rates) < LEAST or not np.isfinite(losses).all():
        return {}
    return {name: rule(rates, losses) for name, rule in RULES.items()}


def _valley(lr: Array, loss: Array) -> float:
    end, length = _longest_descent(loss)
    start = end - length
    return float(lr[max(start + length // 3 + length // 6, 0)])


def _longest_descent(loss: Array) -> tuple[int, int]:
    """The longest falling subsequence, the one that ends first: its last place and its length."""
    tails: list[float] = []  # of length k + 1, the highest last value, with its sign turned
    end, longest = 0, 0
    for k, value in enumerate((-loss).tolist()):
        place = bisect_left(tails, value)
        tails[place : place + 1] = [value]
        if place + 1 > longest:
            end, longest = k, place + 1
    return (end, longest) if longest > 1 else (0, 0)


def _slide(lr: Array, loss: Array) -> float:
    slope = np.gradient(loss)
    right = len(lr) - 1
    left = best = max(right - GAP, 0)
    while left >= 0 and abs(slope[right] - slope[left]) > THRESHOLD:
        best, right, left = left, right - 1, left - 1
    return float(lr[best])


def _minimum(lr: Array, loss: Array) -> float:
    return float(lr[loss.argmin()]) / SAFETY


def _steep(lr: Array, loss: Array) -> float:
    return float(lr[(np.diff(loss) / np.diff(np.log(lr))).argmin()])


RULES: dict[str, Callable[[Array, Array], float]] = {
    "valley": _valley,
    "slide": _slide,
    "minimum": _minimum,
    "steep": _steep,
}
