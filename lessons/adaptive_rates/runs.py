"""The scenes and runs of the lesson on AdaGrad, RMSProp and Adam, and what is read off them."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comparison import Comparison, Run, Trajectory
from lessons.tables import recorded
from optim.engine import Path, descend

Array = NDArray[np.float64]

ADAGRAD, RMSPROP, ADAM, GD, MOMENTUM, NAG, AMSGRAD, SIGN = range(8)
"""Whose colour is whose, in all of the lesson's pictures."""
LR = 0.1
LONG, SHORT = 0.99, 0.9
"""RMSProp's alpha in torch; in Keras and optax."""
SLOPE = Comparison(
    "huber_slope",
    start=(-8.0, 0.0),
    runs=(Run("adagrad", LR), Run("rmsprop", LR), Run("adam", LR)),
)
FLOOR = float(SLOPE.parameters["delta"])
"""Half the width of the rounded floor."""
NEAR = 0.1
"""A run that stays so near the minimum of the slope has arrived."""
BETA1, BETA2 = (float(SLOPE.runs[ADAM].settings[name]) for name in ("beta1", "beta2"))
LENGTHS = (300, 1000, 5000)
WELLS = Comparison("two_wells", runs=(Run("adam", LR), Run("adam", LR, convention="mlx")))
UNCORRECTED = Comparison(
    "huber_slope", start=(-8.0, 0.0), runs=(Run("adam", LR), Run("adam", LR, convention="mlx"))
)

BIG = 1.0
EPS = 0.7
REMEDIES = {
    "none": Run("adam", BIG),
    "amsgrad": Run("amsgrad", BIG),
    "eps": Run("adam", BIG, eps=EPS),
    "cosine": Run("adam", BIG, schedule="cosine"),
}
BOWL = Comparison("quadratic", steps=5000, runs=tuple(REMEDIES.values()))
KAPPA = float(BOWL.parameters["kappa"])
LIMIT = 2.0 * (1.0 + BETA1) / (1.0 - BETA1)
"""Where rate times curvature passes this, a run with beta1 is unstable."""
FAR = 0.01
"""A run that has been nearer and gets this far has left."""

BOTH_MEMORIES = SLOPE.changed(
    steps=LENGTHS[-1],
    runs=(Run("rmsprop", LR, alpha=SHORT), Run("rmsprop", LR), Run("adam", LR)),
)
ON_ROSENBROCK = Comparison(
    "rosenbrock", steps=BOWL.steps, runs=(Run("adam", BIG), Run("amsgrad", BIG))
)


def divisors(alpha: float, t: Any) -> tuple[Array, Array, Array]:
    """What each of the three divides by after t steps on a slope of 1."""
    steps = np.asarray(t, dtype=float)
    return np.sqrt(steps), np.sqrt(1.0 - alpha**steps), np.ones_like(steps)


def uncorrected(beta2: float, t: Any) -> Array:
    """The steps of Adam without its corrections on a slope of 1, in units of lr."""
    steps = np.asarray(t, dtype=float)
    return np.asarray((1.0 - BETA1**steps) / np.sqrt(1.0 - beta2**steps))


def arrives(values: Any, within: float = NEAR) -> int | None:
    """The first step from which all values stay so small; None: there is none."""
    outside = np.flatnonzero(~(np.abs(values) <= within))
    first = int(outside[-1]) + 1 if outside.size else 0
    return first if first < len(values) else None


def first_beyond(values: Any, limit: float) -> int | None:
    """The first step at which a value is over a limit; None: there is none."""
    over = np.flatnonzero(np.asarray(values) > limit)
    return int(over[0]) if over.size else None


def on_slope(alpha: float, steps: int = 300) -> tuple[Trajectory, ...]:
    """The three on the long slope, RMSProp with this alpha."""
    return on_slope_picture(alpha, steps).trajectories()


@cache
def on_slope_picture(alpha: float, steps: int = 300) -> Comparison:
    """The comparison of `on_slope`."""
    return SLOPE.changed(alpha=alpha, steps=steps)


def bounces_from(alpha: float) -> int:
    """The first step at which RMSProp is half a rate away from the minimum, within a tenth."""
    x = on_slope(alpha, LENGTHS[-1])[RMSPROP].positions[:, 0]
    bounce = np.isclose(np.abs(x), LR / 2.0, rtol=0.1) & np.isclose(x, -np.roll(x, -1), rtol=0.1)
    return int(np.flatnonzero(bounce)[0])


def distance(run: Trajectory | Path) -> Array:
    """From the origin, at every step."""
    return np.asarray(np.hypot(*run.positions.T))


def sharpness(run: Trajectory) -> Array:
    """Rate times curvature in x and y at every step on the bowl, (steps, 2)."""
    return np.asarray(run.internals["effective_lr"] * (1.0, KAPPA))


def leaves(run: Trajectory | Path) -> tuple[int, float, int | None]:
    """When a run on the bowl is nearest and how near, and when it is FAR again."""
    gap = distance(run)
    nearest = int(np.nanargmin(gap))
    out = first_beyond(gap[nearest:], FAR)
    return nearest, float(gap[nearest]), None if out is None else nearest + out


@recorded("adaptive_rates", at=("lr=0.5", "lr=1,beta2=0.99", "lr=0.1,beta2=0.99", "lr=0.1"))
def leaves_at(how: str) -> int | None:
    """When Adam with these settings is out again, in 10 000 steps on the bowl."""
    settings: dict[str, Any] = {
        name: float(value) for name, value in (entry.split("=") for entry in how.split(","))
    }
    run = Run("adam", settings.pop("lr"), **settings)
    gradient = BOWL.record.gradient_function(**BOWL.parameters)
    steps = 10_000
    return leaves(descend(run.rule, gradient, BOWL.start, run.table(steps), steps))[2]


@recorded("adaptive_rates", at=("amsgrad", "adam"), within=50.0)
def on_rosenbrock(optimizer: str) -> dict[str, Any]:
    """How near a run at lr 1 comes and when, how far it gets then, and where it ends."""
    scene = ON_ROSENBROCK.changed(runs=(Run(optimizer, BIG),))
    (run,) = scene.trajectories()
    gap = np.hypot(*(run.positions - scene.record.minima()[0][:2]).T)
    nearest = int(gap[:3000].argmin())
    return {
        "at": nearest,
        "near": float(gap[nearest]),
        "far": float(gap[nearest:].max()),
        "end": float(gap[-1]),
        "last step": float(np.hypot(*(run.positions[-1] - run.positions[-2]))),
        "reached": run.reached,
    }
