"""The five points one at a time: what is left on average, against rate, schedule and drop."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from comparison import Comparison, Run
from comparison.many import many
from lessons.learning_rate.exact_noise import Array, at_rest, excess, moments
from lessons.learning_rate.five_points import BEST, RECORD, START, at

STEPS, SEEDS = 300, 400
LR = 0.03
DROPS = range(0, STEPS + 1, 5)


def descent(schedule: str = "constant", lr: float = LR, **settings: Any) -> Run:
    """Gradient descent with a schedule."""
    return Run("gradient_descent", lr=lr, schedule=schedule, **settings)


@cache
def rest(lr: float) -> float:
    """The mean excess loss in the long run, one point a step."""
    picture = at(lr, batch=1)
    return float(excess(picture, at_rest(picture, lr)))


@cache
def states(run: Run, batch: int = 1) -> Array:
    """The exact moments of a run at each step, (STEPS + 1, 3, 3); see `exact_noise`."""
    return moments(at(LR, batch=batch), _rates(run))


@cache
def mean_loss(run: Run, batch: int = 1) -> Array:
    """The mean loss above the least at each step, over all there is to draw, (STEPS + 1,)."""
    return excess(at(LR), states(run, batch))


class Tuned(NamedTuple):
    """A rate, and the mean excess loss it ends at."""

    lr: float
    ends: float


@cache
def own_best(schedule: str) -> Tuned:
    """The rate with which a schedule ends lowest, one point a step."""
    rates = np.round(np.arange(0.002, 0.08, 0.001), 3)
    tables = [_rates(descent(schedule, lr)) for lr in rates.tolist()]
    picture = at(LR, batch=1)
    ends = excess(picture, moments(picture, tables)[:, -1])
    return Tuned(float(rates[ends.argmin()]), float(ends.min()))


@cache
def over_seeds(run: Run) -> Array:
    """The loss above the least of runs that draw differently, (STEPS + 1, SEEDS)."""
    loss = np.empty((STEPS + 1, SEEDS))
    least = RECORD.value(*BEST)

    def observe(part: slice, t: int, x: Array, y: Array) -> None:
        loss[t, part] = RECORD.value(x, y) - least

    scene = at(LR, steps=STEPS, batch=1)
    starts = np.tile(np.reshape(START, (2, 1)), SEEDS)
    many(run, scene, starts, seeds=np.arange(SEEDS), observe=observe)
    return loss


def dropped(step: int) -> Comparison:
    """One point a step, the rate divided by ten at a step."""
    run = descent("multistep", milestones=(step,), gamma=0.1) if step else descent(lr=LR / 10.0)
    return Comparison("five_points", steps=STEPS, batch=1, runs=(run,))


@cache
def after_drop() -> Array:
    """The mean loss above the least for a drop at each of DROPS, (drops, STEPS + 1)."""
    tables = [_rates(dropped(step).runs[0]) for step in DROPS]
    return excess(at(LR), moments(at(LR, batch=1), tables))


def covariance(state: Array) -> Array:
    """Of (w, b), from the moments at a step."""
    middle = state[:2, 2]
    return np.asarray(state[:2, :2] - np.outer(middle, middle))


def _rates(run: Run) -> Array:
    return np.asarray(np.broadcast_to(run.table(STEPS)["lr"], STEPS))
