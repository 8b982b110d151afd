"""The scenes and runs of the lesson on AdaGrad, and what is read off them.

In all of its pictures AdaGrad is the first run, gradient descent the second, momentum the third.
"""

import math
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comparison import Comparison, Run, Trajectory
from optim.engine import descend

Array = NDArray[np.float64]

BOWL = Comparison("quadratic", {"kappa": 25.0}, (-4.0, 2.0), 60)
DIAGONAL = BOWL.changed(start=(-2.5, 2.5))
"""From where both coordinates have equally far to go."""
SLOPE = Comparison("huber_slope", start=(-8.0, 0.0), steps=2000)
CLIFF = Comparison("cliff", steps=5000)
TOLERANCE = BOWL.record.tolerance
LR = 1.0
FIRST = 0.03
"""The rate of gradient descent beside AdaGrad's first step."""
ON_SLOPE = 0.1
ON_CLIFF = 0.3
NAMES = {
    "adagrad": "AdaGrad", "gradient_descent": "gradient descent", "momentum": "momentum",
    "adam": "Adam",
}  # fmt: skip
"""Optimizers, in the order of their colours."""


def adagrad(lr: float = LR, **settings: Any) -> Run:
    """AdaGrad; the first run of every picture."""
    return Run("adagrad", lr, **settings)


def plain(lr: float) -> Run:
    """Gradient descent; the second run."""
    return Run("gradient_descent", lr)


def alone(run: Run, scene: Comparison = BOWL, **values: Any) -> Trajectory:
    """One run of a scene."""
    return scene.changed(**{**values, "runs": (run,)}).trajectories()[0]


def rates(run: Trajectory) -> Array:
    """lr/√G of both coordinates after each step, (steps, 2)."""
    return run.internals["effective_lr"]


def root(run: Trajectory) -> Array:
    """√G of both coordinates after each step, (steps, 2)."""
    return np.sqrt(run.internals["gradient_sum"])


def turned(angle: float, kappa: float = 100.0) -> Comparison:
    """The bowl and its start, turned together."""
    x, y = BOWL.start
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return BOWL.changed(kappa=kappa, angle=angle, start=(c * x - s * y, s * x + c * y), steps=400)


def rare(every: int, curvature: float) -> Comparison:
    """A round bowl but for x, which is steeper; y is seen at every so-manieth step only."""
    return Comparison(
        "quadratic", {"kappa": curvature, "angle": 90.0}, (3.0, -2.0), 1000, sparse=every
    )


def gap(one: Trajectory, other: Trajectory) -> float:
    """How far two runs are ever apart at the same step."""
    return float(np.hypot(*(one.positions - other.positions).T).max())


def best_for_steep(kappa: float) -> float:
    """The rate of gradient descent that is best in the long run."""
    return 2.0 / (kappa + 1.0)


def steps_of_descent(kappa: float) -> int:
    """When gradient descent at that rate arrives from DIAGONAL's start: every step does the same.

    There both directions shrink by (κ − 1)/(κ + 1) a step.
    """
    share = (kappa - 1.0) / (kappa + 1.0)
    if share == 0.0:
        return 1
    return math.ceil(math.log(TOLERANCE / math.hypot(*DIAGONAL.start)) / math.log(share))


def first_at(run: Trajectory, x: float) -> int | None:
    """The first step at which a run is at an x or beyond it; None: never."""
    there = np.flatnonzero(run.positions[:, 0] >= x)
    return int(there[0]) if there.size else None


@lru_cache(maxsize=8)
def down_a_slope(steepness: float, steps: int) -> Array:
    """The x of AdaGrad on an endless slope, (steps + 1,)."""
    run = adagrad(ON_SLOPE)
    path = descend(run.rule, lambda x, y: (-steepness, 0.0), SLOPE.start, run.table(steps), steps)
    return path.positions[:, 0]


def without_root(steps: int) -> float:
    """How far it would come on a slope of 1 if it divided by G instead of √G."""
    return float((ON_SLOPE / np.arange(1, steps + 1)).sum())


def fresh(step: int) -> Run:
    """AdaGrad on the cliff that begins anew after a step, with G = 0."""
    return adagrad(ON_CLIFF, then=((step, {"state": "fresh"}),))


def forgetful() -> Run:
    """RMSProp on the cliff, whose average of squares forgets."""
    return Run("rmsprop", 0.03, alpha=0.9)
