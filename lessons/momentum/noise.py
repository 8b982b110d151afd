"""How far noise drives momentum in a round bowl of curvature 1: exactly, and as runs show it."""

import math

import numpy as np

from comparison import Comparison, Run
from comparison.many import many
from lessons.momentum.runs import Array

NOISE = 3.0
NOISY = Comparison("quadratic", {"kappa": 1.0}, (0.0, 0.0), 1000, noise=NOISE)


def cloud(lr: float, momentum: float) -> float:
    """How far noise drives each coordinate in a round bowl, its standard deviation, exactly."""
    return NOISE * math.sqrt(
        lr * (1.0 + momentum) / ((1.0 - momentum) * (2.0 * (1.0 + momentum) - lr))
    )


def jitter(lr: float, momentum: float) -> float:
    """How long its steps are in each coordinate, exactly."""
    return cloud(lr, momentum) * math.sqrt(2.0 * lr / (1.0 + momentum))


def measured(run: Run, seeds: int = 60) -> tuple[float, float]:
    """The same two from runs with noise, once they have forgotten their start."""
    seen: list[Array] = []

    def observe(_: slice, t: int, x: Array, y: Array) -> None:
        if t >= 0.3 * NOISY.steps:
            seen.append(np.array([x, y]))

    many(run, NOISY, np.zeros((2, seeds)), seeds=np.arange(seeds), observe=observe)
    path = np.array(seen)
    return float(path.std()), float(np.diff(path, axis=0).std())
