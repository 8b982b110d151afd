"""Two standardized features, and the same behind a batch normalization."""

import math
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comparison import Comparison, Run, Trajectory
from comparison.arrivals import arrivals
from comparison.many import many
from landscapes import LANDSCAPES
from landscapes.two_features import BEST, CORRELATION
from lessons.tables import recorded
from optim.theory import best

Array = NDArray[np.float64]

START = (1.0, -1.0)
HALF = 0.5
"""Both curvatures are 2 where nothing is correlated."""
NEAR = 0.01
"""Radians within which a direction has arrived."""
PATIENCE = 5000
ROWS = 392
"""Cars in the whole table, those with a gap left out."""
SHOWN = (0.0, 0.5, 0.9, CORRELATION, 0.99, 0.999)
RULES = ("adam", "adagrad", "rmsprop")


def at(*runs: Run, correlation: float = CORRELATION, **values: Any) -> Comparison:
    """Runs on two features."""
    return Comparison("two_features", {"correlation": correlation}, runs=runs, **values)


def kappa(correlation: float) -> float:
    """Of the bowl."""
    return (1.0 + correlation) / (1.0 - correlation)


def memory(correlation: float) -> Run:
    """Momentum at the settings that theory says are best."""
    chosen = best("momentum", kappa(correlation))
    flat = 2.0 * (1.0 - correlation)
    return Run("momentum", chosen.lr / flat, momentum=chosen.momentum)


@recorded("normalization", at=SHOWN)
def needed(correlation: float) -> list[int]:
    """When gradient descent at its best rate and tuned momentum arrive."""
    runs = Run("gradient_descent", HALF), memory(correlation)
    made = at(*runs, correlation=correlation, steps=PATIENCE).trajectories()
    return [run.reached or 0 for run in made]


@recorded("normalization", at=("adam", "adagrad", "rmsprop"))
def of_coordinates(rule: str) -> list[float]:
    """The fewest steps of a rule with rates per coordinate, over fifty rates, and the rate."""
    rates = np.geomspace(0.001, 3.0, 50)
    steps = arrivals(Run(rule, 0.1), at(Run(rule, 0.1), steps=2000), {"lr": rates})
    place = int(np.nanargmin(steps))
    return [float(steps[place]), float(rates[place])]


@recorded("normalization", at=("momentum",))
def quickest(rule: str) -> dict[str, float]:
    """The fewest steps of momentum on a grid of rates and momenta."""
    lr, momentum = np.meshgrid(np.arange(30, 100) * 0.01, np.arange(30, 80) * 0.01)
    steps = arrivals(
        Run(rule, 0.1), at(Run(rule, 0.1), steps=200), {"lr": lr, "momentum": momentum}
    )
    place = np.unravel_index(np.nanargmin(steps), steps.shape)
    return {
        "steps": float(steps[place]),
        "lr": float(lr[place]),
        "momentum": float(momentum[place]),
    }


@cache
def cloud() -> Array:
    """Two features without a correlation: mean 0 and spread 1, exactly (2, 160)."""
    drawn = np.random.RandomState(7).normal(size=(2, 160))
    drawn -= drawn.mean(axis=1, keepdims=True)
    factor = np.linalg.inv(np.linalg.cholesky(np.cov(drawn, bias=True)))
    return np.asarray(factor @ drawn)


def correlated(correlation: float) -> Array:
    """The same with one, (160, 2)."""
    first, second = cloud()
    return np.column_stack([first, correlation * first + math.sqrt(1.0 - correlation**2) * second])


def normalized(lr: float, steps: int = PATIENCE, start: tuple[float, float] = START) -> Comparison:
    """Gradient descent behind a batch normalization."""
    return Comparison("batch_norm", start=start, steps=steps, runs=(Run("gradient_descent", lr),))


def lengths(run: Trajectory) -> Array:
    """Of the weights at each position."""
    return np.asarray(np.hypot(*run.positions.T))


def off(positions: Array) -> Array:
    """The angle between each of the weights and the best direction, in radians; (2, ...)."""
    x, y = positions
    cross, dot = x * BEST[1] - y * BEST[0], x * BEST[0] + y * BEST[1]
    return np.asarray(np.abs(np.arctan2(cross, dot)))


RATES = (0.03, 0.1, 0.25, 1.0, 2.0)
BOWL = (0.5, 0.52)
"""Rates whose steps are told, behind the normalization and on the bowl."""


@recorded("normalization", at=("batch_norm", "two_features"))
def by_rate(landscape: str) -> list[list[float | None]]:
    """Rates, and from which step on the direction of each run is the best one, within NEAR."""
    known, ends = (RATES, (0.0275, 2.25)) if landscape == "batch_norm" else (BOWL, (0.01, 0.5173))
    rates = np.sort([*known, *np.geomspace(*ends, 40)])
    last = np.zeros(rates.shape)

    def observe(part: slice, t: int, x: Array, y: Array) -> None:
        last[part][~(off(np.array([x, y])) <= NEAR)] = t + 1

    run = Run("gradient_descent", HALF)
    scene = Comparison(landscape, start=START, steps=PATIENCE, runs=(run,))
    starts = np.repeat(np.reshape(START, (2, 1)), len(rates), axis=1)
    many(run, scene, starts, {"lr": rates[None]}, observe=observe)
    return [rates.tolist(), [None if v > PATIENCE else float(v) for v in last]]


def told(landscape: str) -> tuple[Array, Array]:
    """The same as arrays."""
    rates, steps = by_rate(landscape)
    return np.array(rates, dtype=float), np.array(steps, dtype=float)


def cliff(correlation: float = CORRELATION) -> float:
    """The rate from which on gradient descent does not converge on the bowl."""
    return 1.0 / (1.0 + correlation)


def floor() -> float:
    """The least loss behind a normalization, on the ray through the best weights."""
    return float(LANDSCAPES["batch_norm"].value(*BEST))
