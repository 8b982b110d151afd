"""The learning rate a control starts at."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from comparison.run import Run, Settings
from comparison.trajectory import ESCAPE_WIDTHS
from landscapes import LANDSCAPES
from landscapes.landscape import Landscape, Point
from optim.engine import descend
from optim.hyperparameters import LR

RATES = (*tuple(float(f"{digit}e{power}") for power in range(-5, 1) for digit in (1, 2, 5)), 10.0)
STEPS = 300
NEAR_WIDTHS = 1.0
MARGIN = 0.1
"""A path is in the picture while it leaves the view by no more than this share of its width."""
LEAST_MOVE = 0.02
"""A path moves if it gets this share of the view's width away from its start."""
SAME = 1e-9
"""Two ends are equally low if they differ by less than this share of the way down to them."""


class Trial(NamedTuple):
    """What a rate leads to: how far the path gets, its loss at the end and on the way."""

    lr: float
    visible: bool
    extent: float
    end: float
    mean: float


@lru_cache(maxsize=256)
def tuned_lr(
    optimizer: str,
    landscape: str,
    parameters: Settings,
    start: Point,
    convention: str | None = None,
) -> float:
    """The rate a control starts at: the best on a 1-2-5 grid from 1e-5 to 10.

    Best is the lowest median loss over the last tenth of 300 steps at that constant rate, among
    runs that move and stay in the picture. Of those that end equally low it is the one that gets
    there first: the lowest mean loss over the whole run. Where no rate does both, a run may leave
    the picture, then stand still; but never diverge, leave a domain outside which there is lower
    ground, nor, where there is no bottom at all, the picture's surroundings. Where every rate does
    that it is 0.01.

    For Newton it is 1: a full step is what it is.
    """
    if optimizer == "newton":
        return 1.0
    record = LANDSCAPES[landscape]
    floor, least = record.floor(**parameters), _least_extent(record, parameters, start)
    runs = (Run(optimizer, lr, convention=convention) for lr in RATES)
    trials = [trial for run in runs if (trial := _trial(run, record, parameters, start, floor))]
    moving = [trial for trial in trials if trial.extent >= least]
    candidates = [trial for trial in moving if trial.visible] or moving or trials
    if not candidates:
        return float(LR.default)
    lowest = min(trial.end for trial in candidates)
    way_down = abs(record.value(*start, **parameters) - lowest)
    equal = [trial for trial in candidates if trial.end <= lowest + SAME * way_down]
    return min(equal, key=lambda trial: trial.mean).lr


def _trial(
    run: Run, record: Landscape, parameters: Settings, start: Point, floor: float
) -> Trial | None:
    """How a run goes; None if it diverges or leaves for lower ground."""
    positions = descend(
        run.rule,
        record.gradient_function(**parameters),
        start,
        run.table(STEPS),
        STEPS,
        record.bounds(NEAR_WIDTHS if floor == -np.inf else ESCAPE_WIDTHS),
    ).positions
    loss = record.value(*positions.T, **parameters)
    last = loss[-STEPS // 10 :]
    if not np.isfinite(loss).all() or last.min() < floor:
        return None
    visible, extent = _visible(positions, record), _away(positions, start, record).max()
    return Trial(run.lr, visible, extent, float(np.median(last)), float(loss.mean()))


def _visible(positions: NDArray[np.float64], record: Landscape) -> bool:
    """Whether a path stays in the view, which reaches to its start, and the margin around it."""
    low, high = np.transpose(record.view)
    margin = MARGIN * (high - low)
    low, high = np.minimum(low, positions[0]) - margin, np.maximum(high, positions[0]) + margin
    return bool(((low <= positions) & (positions <= high)).all())


def _least_extent(record: Landscape, parameters: Settings, start: Point) -> float:
    """How far a path that moves gets; not that far where a minimum is nearer."""
    minima = [minimum[:2] for minimum in record.minima(**parameters)]
    nearest = _away(np.reshape(minima, (-1, 2)), start, record).min(initial=np.inf)
    return min(LEAST_MOVE, float(nearest) / 2.0)


def _away(points: NDArray[np.float64], start: Point, record: Landscape) -> NDArray[np.float64]:
    """How far points are from the start, in widths of the view."""
    x, y = ((points - start) / np.ptp(record.view, axis=1)).T
    return np.asarray(np.hypot(x, y))
