"""AdaGrad with the full matrix, stepped by the lesson itself, for many rates at once.

G is the sum of all g gᵀ, and a step is lr times the inverse root of G times g. Along a direction
in which there has been no gradient, where G has a zero eigenvalue, it makes no step.
"""

import numpy as np

from comparison import Comparison
from lessons.adagrad.runs import Array

NOTHING = 1e-12
"""An eigenvalue is zero below this share of the larger one."""


def full_matrix(scene: Comparison, lr: Array, steps: int) -> Array:
    """Where runs at several rates are after each step, (steps + 1, 2, rates)."""
    gradient = scene.record.compiled.array("gradient", dict(scene.parameters))
    at = np.repeat(np.reshape(scene.start, (2, 1)), len(lr), axis=1)
    total, path = np.zeros((len(lr), 2, 2)), [at]
    for _ in range(steps):
        g = np.array(gradient(*at)).T
        total = total + g[:, :, None] * g[:, None, :]
        at = at - lr * (inverse_root(total) @ g[:, :, None])[:, :, 0].T
        path.append(at)
    return np.array(path)


def inverse_root(matrices: Array) -> Array:
    """Of symmetric matrices (n, 2, 2), on what they do not take to zero."""
    values, vectors = np.linalg.eigh(matrices)
    known = values > NOTHING * values[:, -1:]
    scale = np.where(known, 1.0 / np.sqrt(np.where(known, values, 1.0)), 0.0)
    return np.asarray(vectors @ (scale[:, :, None] * vectors.transpose(0, 2, 1)))


def arrivals_of(path: Array, tolerance: float) -> Array:
    """The step from which each run stays near the minimum at the origin, nan where none does."""
    away = np.hypot(path[:, 0], path[:, 1]) > tolerance
    last = len(away) - 1 - np.argmax(away[::-1], axis=0)
    arrived = np.where(away.any(axis=0), last + 1.0, 0.0)
    return np.where(arrived < len(away), arrived, np.nan)
