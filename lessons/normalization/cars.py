"""Seven cars and the line through them: the bowl of every scaling, and when a run arrives in it.

The same line has the same loss in every scaling, so a run has arrived here once its loss stays
within a share of the least one; distances in (w, b) would not compare. The bowl is exact, so plain
descent needs no steps to be made, and momentum steps two numbers for each direction.
"""

import math
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from comparison import Comparison, Run, Trajectory
from landscapes.data.seven_cars import MEAN, SEVEN_CARS
from lessons.tables import recorded
from optim.theory import best

Array = NDArray[np.float64]
Point = tuple[float, float]

WEIGHTS, MILES = np.array(SEVEN_CARS.data.rows).T
SPREAD = float(WEIGHTS.std())
UNIT = 1.0 / SPREAD
"""The scale after which the spread is 1."""
START: Point = SEVEN_CARS.start
FLOOR = float(SEVEN_CARS.minima()[0][2])
SHARE = 0.01
"""By so much of the floor the loss may stay above it."""
BETA, LONG = 0.9, 1100
FASTEST = 0.0694
"""The rate with the fewest steps of gradient descent on the raw numbers."""
RATES = 400
MEMORY_RATES = 120


def minimum(shift: float = 0.0, scale: float = 1.0) -> Point:
    """The best line, as (w, b)."""
    x, y, *_ = SEVEN_CARS.minima(shift=shift, scale=scale)[0]
    return x, y


def at(*runs: Run, shift: float = 0.0, scale: float = 1.0, **values: Any) -> Comparison:
    """Runs on the cars, the weight shifted and scaled."""
    parameters = {"shift": shift, "scale": scale}
    return Comparison("seven_cars", parameters, runs=runs, **values)


def plain(lr: float) -> Run:
    """Without memory."""
    return Run("gradient_descent", lr)


def heavy(lr: float, momentum: float = BETA) -> Run:
    """With it."""
    return Run("momentum", lr, momentum=momentum)


def loss(w: float, b: float) -> float:
    """Of a line over the raw numbers."""
    return float(SEVEN_CARS.value(w, b))


def hessian(shift: float = 0.0, scale: float = 1.0) -> Array:
    """Of the loss: it is that of the two columns, the feature and the constant 1."""
    columns = np.column_stack([(WEIGHTS - shift) * scale, np.ones(len(WEIGHTS))])
    return np.asarray(2.0 * columns.T @ columns / len(WEIGHTS))


def kappas(shift: ArrayLike, scale: ArrayLike) -> Array:
    """The condition of the bowl at many shifts or scales, from its trace and determinant."""
    c, s = np.asarray(shift, dtype=float), np.asarray(scale, dtype=float)
    middle = MEAN - c
    trace = s**2 * (SPREAD**2 + middle**2) + 1.0
    root = np.sqrt(trace**2 - 4.0 * s**2 * SPREAD**2)
    return np.asarray((trace + root) / (trace - root))


def curvatures(shift: float = 0.0, scale: float = 1.0) -> tuple[float, float]:
    """The flat and the steep one."""
    flat, steep = np.linalg.eigvalsh(hessian(shift, scale)).tolist()
    return flat, steep


def kappa(shift: float = 0.0, scale: float = 1.0) -> float:
    """How many times as curved the steep direction is as the flat one."""
    flat, steep = curvatures(shift, scale)
    return steep / flat


def limit(shift: float = 0.0, scale: float = 1.0) -> float:
    """The rate from which on gradient descent does not converge."""
    return 2.0 / curvatures(shift, scale)[1]


def arrived(run: Trajectory) -> int | None:
    """The step from which the loss stays within SHARE of the floor."""
    out = np.flatnonzero(~(run.loss <= (1.0 + SHARE) * FLOOR))
    first = int(out[-1]) + 1 if out.size else 0
    return first if first < len(run.loss) else None


def _parts(shift: float, scale: float) -> tuple[Array, Array]:
    """Curvatures (2,), and the parts of the error at the start along their directions (2,)."""
    values, directions = np.linalg.eigh(hessian(shift, scale))
    return values, directions.T @ np.subtract(START, minimum(shift, scale))


def plain_steps(lr: ArrayLike, shift: float = 0.0, scale: float = 1.0, most: int = 2**20) -> Array:
    """When gradient descent arrives at each rate, nan where it does not in `most` steps.

    A part of the error shrinks by the same factor at every step, so the loss only falls, and the
    step is found by halving.
    """
    rates = np.asarray(lr, dtype=float)
    values, error = _parts(shift, scale)
    factors = np.minimum(np.square(1.0 - np.multiply.outer(rates, values)), 1.0)
    weights = 0.5 * values * error**2
    low, high = np.full(rates.shape, -1), np.full(rates.shape, most)
    while (high - low > 1).any():
        middle = (low + high) // 2
        done = (weights * factors ** middle[..., None]).sum(axis=-1) <= SHARE * FLOOR
        low, high = np.where(done, low, middle), np.where(done, middle, high)
    never = (high >= most) | (factors.max(axis=-1) >= 1.0)
    return np.where(never, np.nan, high.astype(float))


def memory_steps(
    lr: ArrayLike,
    momentum: ArrayLike,
    shift: float = 0.0,
    scale: float = 1.0,
    most: int = LONG,
    ahead: bool = False,
) -> Array:
    """The same for momentum, or with `ahead` for NAG."""
    rates, kept = np.broadcast_arrays(np.asarray(lr, float), np.asarray(momentum, float))
    values, error = _parts(shift, scale)
    pace, hold = np.multiply.outer(values, rates), kept[None]
    place = np.multiply.outer(error, np.ones(rates.shape))
    weights = np.reshape(0.5 * values, (2, *[1] * rates.ndim))
    velocity, last = np.zeros_like(place), np.zeros(rates.shape)
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(1, most + 1):
            push = pace * place
            velocity = hold * velocity + push
            place = place - (push + hold * velocity if ahead else velocity)
            out = ~((weights * place * place).sum(axis=0) <= SHARE * FLOOR)
            last[out] = t
    return np.where(last >= most, np.nan, last + 1.0)


@lru_cache(maxsize=256)
def fewest(shift: float = 0.0, scale: float = 1.0) -> tuple[int, float]:
    """The fewest steps of gradient descent at any constant rate, and that rate."""
    top = limit(shift, scale)
    rates = np.linspace(top / RATES, top, RATES, endpoint=False)
    near = 2.0 / sum(curvatures(shift, scale)) * np.linspace(0.98, 1.02, RATES)
    rates = np.concatenate([rates, near])
    steps = plain_steps(rates, shift, scale)
    place = int(np.nanargmin(steps))
    return int(steps[place]), float(rates[place])


@lru_cache(maxsize=128)
def on_raw(momentum: float) -> tuple[int, float]:
    """On the raw numbers: the fewest steps at this momentum, and the rate."""
    if momentum == 0.0:
        return fewest()
    top = 2.0 * (1.0 + momentum) / curvatures()[1]
    near = 1.0 - np.geomspace(1e-4, 0.2, 300)
    rates = np.sort(top * np.concatenate([np.geomspace(0.01, 0.8, 300), near]))
    steps = memory_steps(rates, momentum)
    place = int(np.nanargmin(steps))
    return int(steps[place]), float(rates[place])


@recorded("normalization", at=("momentum", "nesterov"))
def tuned(rule: str) -> dict[str, float]:
    """The fewest steps on a grid of rates and momenta, on the raw numbers."""
    lr, momentum = np.meshgrid(np.arange(20, 270) * 0.0005, np.arange(140, 195) * 0.005)
    steps = memory_steps(lr, momentum, most=250, ahead=rule == "nesterov")
    ties = np.argwhere(steps == np.nanmin(steps))
    place = tuple(ties[len(ties) // 2])
    return {
        "steps": float(steps[place]),
        "lr": float(lr[place]),
        "momentum": float(momentum[place]),
    }


@cache
def in_the_long_run() -> tuple[float, float, int]:
    """Rate and momentum that theory says are best on the raw numbers, and when they arrive."""
    flat, _ = curvatures()
    chosen = best("momentum", kappa())
    steps = memory_steps([chosen.lr / flat], chosen.momentum)
    return chosen.lr / flat, chosen.momentum, int(steps[0])


@cache
def best_unit() -> tuple[float, float]:
    """The scale with the least kappa where nothing is subtracted, and that kappa.

    The two columns are then equally long.
    """
    scale = 1.0 / math.sqrt(float((WEIGHTS**2).mean()))
    return scale, kappa(0.0, scale)


WAYS = {
    "raw": (0.0, 1.0),
    "divided by the spread": (0.0, UNIT),
    "mean subtracted": (MEAN, 1.0),
    "both: standardized": (MEAN, UNIT),
    "best unit": (0.0, best_unit()[0]),
    "divided by the maximum": (0.0, 1.0 / float(WEIGHTS.max())),
    "min-max, to 0 … 1": (float(WEIGHTS.min()), 1.0 / float(np.ptp(WEIGHTS))),
}
"""What one does to a feature -> what is subtracted, and multiplied by."""


def back(points: ArrayLike) -> Array:
    """Standardized (w, b) as (w, b) over the raw numbers: the same lines."""
    w, b = np.asarray(points, dtype=float).T
    return np.column_stack([w * UNIT, b - w * UNIT * MEAN])


@cache
def at_low_rates() -> dict[float, tuple[int, int]]:
    """Low rates, and when gradient descent and momentum arrive on the standardized numbers."""
    rates = 0.01, 0.02, 0.05, 0.1
    bare = plain_steps(rates, MEAN, UNIT).astype(int).tolist()
    own = memory_steps(rates, BETA, MEAN, UNIT).astype(int).tolist()
    return dict(zip(rates, zip(bare, own, strict=True), strict=True))


@lru_cache(maxsize=64)
def memory_by_rate(momentum: float) -> tuple[Array, Array, Array]:
    """Rates, and when gradient descent and this momentum arrive on the standardized numbers."""
    rates = np.geomspace(0.01, 1.5, MEMORY_RATES)
    own = memory_steps(rates, momentum, MEAN, UNIT, most=600)
    return rates, plain_steps(rates, MEAN, UNIT), own


TUNED = heavy(0.124, 0.835)
"""One of the settings with the fewest steps of momentum on the raw numbers."""
