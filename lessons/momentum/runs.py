"""The runs of the lesson on momentum, on f = (x^2 + kappa y^2) / 2, and what is read off them."""

import math
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comparison import Comparison, Run, Trajectory
from lessons.words import number
from optim.theory import best

Array = NDArray[np.float64]
BETA, KAPPA = 0.9, 25.0
BOWL = Comparison("quadratic", {"kappa": KAPPA}, (-4.0, 2.0), 150)
LINE = BOWL.changed(start=(-4.0, 0.0))
"""The same, along the floor of the ravine only."""
TOLERANCE = BOWL.record.tolerance
LONG = 1500
"""Steps after which a run that has not arrived is given up."""
FLOOR = 1.0 / KAPPA
"""At this rate the first step ends on the floor of the ravine."""
SUM_RATE = 0.03


def plain(lr: float) -> Run:
    """Without memory; in most pictures the first run."""
    return Run("gradient_descent", lr)


def heavy(lr: float, momentum: float = BETA) -> Run:
    """With a velocity that is a step; in most pictures the second run."""
    return Run("momentum", lr, convention="classical", momentum=momentum)


def alone(run: Run, scene: Comparison = BOWL, **values: Any) -> Trajectory:
    """One run, long enough to arrive if it ever does."""
    return scene.changed(**{"steps": LONG, "runs": (run,), **values}).trajectories()[0]


def critical(r: float) -> float:
    """The momentum beyond which a direction with r = lr * lambda swings."""
    return (1.0 - math.sqrt(r)) ** 2


def pays_below(momentum: float) -> float:
    """The r below which memory is faster than none."""
    return 1.0 - math.sqrt(momentum)


def settled(run: Trajectory) -> Array:
    """The largest |y| from each step on."""
    return np.maximum.accumulate(np.abs(run.positions[:, 1])[::-1])[::-1]


def stays(run: Trajectory) -> int:
    """The step from which |y| stays within the tolerance."""
    return int(np.argmax(settled(run) <= TOLERANCE))


def parts(run: Trajectory, made: int) -> Array:
    """What is left of each gradient step in the velocity after `made` moves, the newest first."""
    pushes = -run.settings["lr"][:, None] * run.gradient
    return pushes[made - 1 :: -1] * BETA ** np.arange(made)[:, None]


def speed(momentum: float, n: int) -> float:
    """The n-th step on an endless slope, in gradient steps."""
    return (1.0 - momentum**n) / (1.0 - momentum)


def nine_tenths(momentum: float) -> int:
    """After how many steps the speed is nine tenths of its limit."""
    return next(n for n in count(1) if 1.0 - momentum**n >= 0.9)


def tuned(kappa: float) -> Trajectory:
    """Momentum at the settings that are best in the long run."""
    chosen = best("momentum", kappa)
    return alone(heavy(chosen.lr, chosen.momentum), kappa=kappa)


def in_form(form: str, momentum: float) -> Run:
    """Another form of momentum, at the rate that makes up for its weaker gradients."""
    lr = SUM_RATE / (1.0 - momentum)
    if form == "sum":
        return Run("momentum", SUM_RATE, momentum=momentum)
    if form == "average":
        return Run("qhm", lr, momentum=momentum, nu=1.0)
    return Run("momentum", lr, convention=form, momentum=momentum, dampening=momentum)


def gap(run: Trajectory, other: Trajectory) -> float:
    """How far two runs are ever apart at the same step."""
    return float(np.abs(run.positions - other.positions).max())


def steps_of(run: Trajectory) -> float:
    """How many it needs to arrive."""
    return math.inf if run.reached is None else run.reached


def ride(run: Trajectory) -> tuple[str, str, str]:
    """When it passes the minimum at x = 0, how far, and when it stays."""
    x = run.positions[:, 0]
    passes = (str(int(np.argmax(x > 0.0))), number(x.max())) if x.max() > 1e-9 else ("–", "–")
    return *passes, "–" if run.reached is None else str(run.reached)


def changes(y: Array) -> int:
    """How often it changes sides."""
    return int((np.diff(np.sign(y)) != 0.0).sum())
