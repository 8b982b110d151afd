"""At how many rates each rule arrives, recorded by `make tables`.

A rate works if a run is near a global minimum (near any, where it says so) when it ends. Tried are
40 rates for every factor of ten, and five times as many for the fewest steps. The loss may be given
in other units: then every gradient is multiplied.
"""

import math
from typing import Any

import numpy as np

from comparison import Comparison, Run
from lessons.adaptive_rates.runs import (
    ADAGRAD,
    ADAM,
    GD,
    MOMENTUM,
    NAG,
    RMSPROP,
    Array,
)
from lessons.tables import recorded
from optim.engine import EVERYWHERE
from optim.many import descend_many

LOWEST, HIGHEST, DECADE, FINER = -5, 2, 40, 5
RATES = 10.0 ** (
    np.arange(LOWEST * DECADE * FINER, HIGHEST * DECADE * FINER + 1) / (DECADE * FINER)
)
"""Every fifth of them is counted."""
WITHIN = 0.05
"""So near is near, but where the app's own tolerance is smaller."""
STEPS = 300

RULES: dict[str, tuple[str, Run, int]] = {
    "gradient_descent": ("gradient descent", Run("gradient_descent", 1.0), GD),
    "nesterov": ("NAG", Run("nesterov", 1.0), NAG),
    "momentum": ("momentum", Run("momentum", 1.0), MOMENTUM),
    "adagrad": ("AdaGrad", Run("adagrad", 1.0), ADAGRAD),
    "rmsprop": ("RMSProp, α 0.99", Run("rmsprop", 1.0), RMSPROP),
    "rmsprop 0.9": ("RMSProp, α 0.9", Run("rmsprop", 1.0, alpha=0.9), RMSPROP),
    "adam": ("Adam", Run("adam", 1.0), ADAM),
}
"""Key -> its name, the run at a rate of 1, whose colour it has."""
OTHERS = {
    "adam keras": Run("adam", 1.0, convention="keras"),
    "adam 0": Run("adam", 1.0, beta1=0.0),
    "adam 0.5": Run("adam", 1.0, beta1=0.5),
}
HALF = math.sqrt(0.5)
START = Comparison("quadratic").start
TURNED = Comparison(
    "quadratic",
    parameters={"angle": 45.0},
    start=(
        round(HALF * (START[0] - START[1]), 3),
        round(HALF * (START[0] + START[1]), 3),
    ),
    steps=STEPS,
)
"""The bowl turned with its start."""
SCENES: dict[str, tuple[str, Comparison]] = {
    "bowl": ("bowl", Comparison("quadratic", steps=STEPS)),
    "turned": ("bowl, turned", TURNED),
    "rosenbrock": ("Rosenbrock", Comparison("rosenbrock", steps=1000)),
    "himmelblau": ("Himmelblau", Comparison("himmelblau", steps=STEPS)),
    "slope": ("long slope", Comparison("huber_slope", steps=STEPS)),
}
EVERY_MINIMUM = ("himmelblau",)


def arrivals(run: Run, scene: Comparison, times: float = 1.0, any_minimum: bool = False) -> Array:
    """The step from which a run at each of RATES stays near a minimum; nan: it does not."""
    minima = [m for m in scene.record.minima(**scene.parameters) if any_minimum or m[3] == "global"]
    slope, near = scene.record.gradient, min(WITHIN, scene.record.tolerance)
    last_out = np.full((len(minima), len(RATES)), -1.0)

    def gradient(x: Array, y: Array) -> tuple[Array, Array]:
        gx, gy = slope(x, y, **scene.parameters)
        return times * gx, times * gy

    def observe(_: slice, step: int, x: Array, y: Array) -> None:
        for k, minimum in enumerate(minima):
            out = ~(np.hypot(x - minimum[0], y - minimum[1]) <= near)
            last_out[k, out] = step

    starts = np.tile(np.reshape(scene.start, (2, 1)), len(RATES))
    settings = {**run.table(scene.steps), "lr": RATES[None, :]}
    descend_many(run.rule, lambda _: gradient, starts, settings, scene.steps, EVERYWHERE, observe)
    first = last_out.min(axis=0) + 1.0
    return np.where(first <= scene.steps, first, np.nan)


def _found(run: Run, scene: Comparison, times: float = 1.0, any_minimum: bool = False) -> Any:
    """How many rates work, the lowest, the highest, the fewest steps, and how many in between."""
    steps = arrivals(run, scene, times, any_minimum)
    counted, rates = steps[::FINER], RATES[::FINER]
    works = np.flatnonzero(np.isfinite(counted))
    if not works.size:
        return None
    return {
        "count": len(works),
        "low": float(rates[works[0]]),
        "high": float(rates[works[-1]]),
        "open": bool(works[-1] == len(rates) - 1),
        "gaps": int(works[-1] - works[0] + 1 - len(works)),
        "fewest": int(np.nanmin(steps)),
        "at": float(RATES[np.nanargmin(steps)]),
    }


@recorded("adaptive_rates", at=tuple(f"{rule} {scene}" for scene in SCENES for rule in RULES))
def works(which: str) -> Any:
    """A rule on a landscape."""
    rule, scene = which.rsplit(maxsplit=1)
    return _found(RULES[rule][1], SCENES[scene][1], any_minimum=scene in EVERY_MINIMUM)


@recorded("adaptive_rates", at=tuple(RULES))
def works_times_100(rule: str) -> Any:
    """A rule on the bowl whose loss is multiplied by 100."""
    return _found(RULES[rule][1], SCENES["bowl"][1], times=100.0)


@recorded("adaptive_rates", at=("adam", "adam keras"))
def works_tiny(rule: str) -> Any:
    """On the bowl whose loss is multiplied by 1e-10."""
    run = OTHERS[rule] if rule in OTHERS else RULES[rule][1]
    return _found(run, SCENES["bowl"][1], times=1e-10)


@recorded("adaptive_rates", at=("adam 0", "adam 0.5"))
def works_with_beta1(rule: str) -> Any:
    """Adam on the bowl with less momentum."""
    return _found(OTHERS[rule], SCENES["bowl"][1])


@recorded("adaptive_rates", at=("rmsprop", "adam"))
def works_long(rule: str) -> Any:
    """On the bowl, in ten times as many steps."""
    return _found(RULES[rule][1], SCENES["bowl"][1].changed(steps=10 * STEPS))


def decades(found: Any) -> float:
    """Over how many factors of ten the rates that work are spread, gaps left out."""
    return float(found["count"] / DECADE)
