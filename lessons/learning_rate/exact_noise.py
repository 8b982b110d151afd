"""What gradient descent does on average where each step sees some rows of the data.

On a bowl over data the gradient of a row i is linear in the error e = (x, y) - minimum,

    g_i = H_i e + g_i(minimum),    so with z = (e, 1) a step is    z' = (I - lr B) z,

where B is the mean of B_i = [[H_i, g_i(minimum)], [0, 0]] over the rows that were drawn. Then the
mean of z z', over all there is to draw, follows from step to step without any drawing:

    E[z' z''] = Z - lr (B Z + Z B') + lr^2 E[B Z B'],    Z = E[z z'].

With b rows a step E[B Z B'] is 1/b times the mean of B_i Z B_i' and (1 - 1/b) times that of all
rows together. The mean loss over the least one is half the trace of H E[e e'].
"""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from comparison import Comparison
from landscapes import LANDSCAPES

Array = NDArray[np.float64]
ERROR = (0, 1, 3, 4)
"""The places of e e' in z z', as they lie in memory."""
ONE = 8
"""The place of 1."""


def moments(picture: Comparison, rates: ArrayLike) -> Array:
    """E[z z'] of a run from the picture's start, (..., steps + 1, 3, 3).

    Args:
        picture: the landscape and its parameters, the start and the batch; its runs do not count.
        rates: (..., steps), the learning rate of each step of one or many runs.
    """
    every = np.asarray(rates, dtype=float)
    first, second = _of(picture)
    minimum = picture.record.minima(**picture.parameters)[0][:2]
    z = np.append(np.subtract(picture.start, minimum), 1.0)
    now = np.broadcast_to(np.kron(z, z), (*every.shape[:-1], 9))
    states = [now]
    for lr in np.moveaxis(every, -1, 0)[..., None]:
        now = now - lr * (now @ first.T) + lr * lr * (now @ second.T)
        states.append(now)
    return np.stack(states, axis=-2).reshape(*every.shape[:-1], -1, 3, 3)


def at_rest(picture: Comparison, lr: float) -> Array:
    """E[e e'] in the long run at a constant rate below `limit`, (2, 2)."""
    first, second = _of(picture)
    step = lr * lr * second - lr * first
    still = np.linalg.solve(-step[np.ix_(ERROR, ERROR)], step[ERROR, ONE])
    return np.asarray(still.reshape(2, 2))


def limit(picture: Comparison) -> float:
    """The constant rate from which on the mean loss has no bound; with all rows 2 / lambda."""
    first, second = (o[np.ix_(ERROR, ERROR)] for o in _of(picture))
    return float(1.0 / np.linalg.eigvals(np.linalg.solve(first, second)).real.max())


def excess(picture: Comparison, second_moments: Array) -> Array:
    """The mean loss over the least one, for E[e e'] or E[z z'] of shape (..., n, n)."""
    hessian = _hessian(picture.landscape, picture.parameters)
    return np.asarray(0.5 * np.einsum("ij,...ij->...", hessian, second_moments[..., :2, :2]))


def _of(picture: Comparison) -> tuple[Array, Array]:
    return _operators(picture.landscape, picture.parameters, picture.batch)


@lru_cache(maxsize=32)
def _operators(landscape: str, parameters: Mapping[str, float], batch: int) -> tuple[Array, Array]:
    """What lr and lr^2 are multiplied with, for z z' as a vector of nine."""
    record = LANDSCAPES[landscape]
    minimum = record.minima(**parameters)[0][:2]
    each = np.zeros((len(record.data), 3, 3))
    for k in range(len(each)):
        each[k, :2, :2] = _hessian(landscape, parameters, k)
        each[k, :2, 2] = record.gradient(*minimum, (k,), **parameters)
    whole, one = each.mean(axis=0), np.eye(3)
    alone = np.mean([np.kron(b, b) for b in each], axis=0)
    share = 1.0 / batch if batch else 0.0
    return (
        np.kron(one, whole) + np.kron(whole, one),
        share * alone + (1.0 - share) * np.kron(whole, whole),
    )


@lru_cache(maxsize=64)
def _hessian(landscape: str, parameters: Mapping[str, float], row: int | None = None) -> Array:
    rows = None if row is None else (row,)
    xx, xy, yy = LANDSCAPES[landscape].hessian(0.0, 0.0, rows, **parameters)
    return np.array([[xx, xy], [xy, yy]])
