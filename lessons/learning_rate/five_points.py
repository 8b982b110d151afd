"""The line through five points, taken apart: its two directions, and many runs at once.

The loss is a bowl over (w, b), and the same everywhere: its Hessian is that of the data alone.
"""

import math
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comparison import Comparison, Run, Trajectory
from comparison.arrivals import arrivals
from landscapes import LANDSCAPES

Array = NDArray[np.float64]
Point = tuple[float, float]

RECORD = LANDSCAPES["five_points"]
START: Point = RECORD.start
BEST: Point = RECORD.global_minima(**RECORD.defaults)[0]
LONG = 1200
"""Steps in which every rate that is worth a look arrives."""


def hessian(scale: float = 1.0) -> Array:
    """Of the loss, with the feature's numbers so many times as large."""
    ones = np.ones(len(RECORD.data))
    columns = np.column_stack([scale * np.array(RECORD.data.rows)[:, 0], ones])
    return np.asarray(2.0 * columns.T @ columns / len(ones))


@cache
def curvatures(scale: float = 1.0) -> tuple[float, float]:
    """The flat and the steep one."""
    flat, steep = np.linalg.eigvalsh(hessian(scale)).tolist()
    return flat, steep


FLAT, STEEP = curvatures()
_DIRECTIONS = np.linalg.eigh(hessian())[1]
KAPPA = STEEP / FLAT
LIMIT = 2.0 / STEEP
"""From here on a constant rate does not converge."""
FASTEST = 2.0 / (STEEP + FLAT)
"""Here both directions are equally slow."""


def at(*rates: float, **values: Any) -> Comparison:
    """Gradient descent at these rates, from the usual start."""
    runs = tuple(Run("gradient_descent", lr=lr) for lr in rates)
    return Comparison("five_points", runs=runs, **values)


def run_at(lr: float, steps: int = LONG, **values: Any) -> Trajectory:
    """One of them."""
    return at(lr, steps=steps, **values).trajectories()[0]


def in_unit(times: float, steps: int, *rates: float) -> Comparison:
    """The usual first line, with the numbers of the feature so many times as large."""
    start = START[0] / times, START[1]
    return at(*rates, steps=steps, parameters={"scale": times}, start=start)


def two_rates(first: float, second: float) -> Comparison:
    """Two steps with rates of their own; the schedule knows them as shares of the larger one."""
    most = max(first, second)
    shares: Any = {"start_factor": first / most, "end_factor": second / most}
    run = Run("gradient_descent", lr=most, schedule="linear", total_iters=1, **shares)
    return Comparison("five_points", steps=2, runs=(run,))


def needed(run: Trajectory) -> float:
    """How many steps it needs to arrive."""
    return math.inf if run.reached is None else run.reached


def angle(a: Point, b: Point) -> float:
    """Between two arrows, in degrees; 0 where one has no length."""
    lengths = math.hypot(*a) * math.hypot(*b)
    return math.degrees(math.acos(np.clip(np.dot(a, b) / lengths, -1.0, 1.0))) if lengths else 0.0


def away(run: Trajectory) -> Array:
    """The distance to the minimum at each position."""
    return np.asarray(np.hypot(*(run.positions - BEST).T))


def parts(run: Trajectory) -> tuple[Array, Array]:
    """The error at each position along the flat and along the steep direction.

    Each direction points so that the usual start has a positive part.
    """
    signs = np.sign(np.subtract(START, BEST) @ _DIRECTIONS)
    flat, steep = ((run.positions - BEST) @ _DIRECTIONS * signs).T
    return flat, steep


def valley() -> tuple[Point, Point]:
    """Two points of the line along the flat direction through the minimum, far apart."""
    far = 10.0 * _DIRECTIONS[:, 0]
    first, second = (np.add(BEST, far * sign).tolist() for sign in (-1.0, 1.0))
    return (first[0], first[1]), (second[0], second[1])


def ellipse(covariance: Array, centre: Point = BEST) -> Array:
    """Two standard deviations around a centre, as a closed curve (points, 2)."""
    spread, directions = np.linalg.eigh(covariance)
    turn = np.linspace(0.0, 2.0 * np.pi, 49)
    circle = np.array([np.cos(turn), np.sin(turn)])
    return np.asarray(centre + 2.0 * (directions * np.sqrt(spread.clip(0.0)) @ circle).T)


@cache
def sweep() -> tuple[Array, Array]:
    """Rates up to well over the limit, and the step at which each arrives; nan: in none."""
    rates = np.round(np.arange(0.005, 0.18, 0.0005), 4)
    scene = at(LIMIT, steps=LONG)
    return rates, arrivals(scene.runs[0], scene, {"lr": rates})
