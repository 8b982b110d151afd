"""The gradients that the runs of a comparison see: of some rows of the data, noisy, sparse."""

from collections.abc import Callable, Iterable
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from landscapes.rows import mean
from optim.engine import Gradient

if TYPE_CHECKING:
    from comparison.comparison import Comparison

Seed = int | np.random.RandomState
"""A number, or a stream that has just been set to it."""


def seen(scene: "Comparison") -> Gradient:
    """The gradient as a run sees it, for floats."""
    gradient = scene.record.gradient_function(**scene.parameters)
    rows = scene.drawn_rows()
    if rows is not None:
        gradient = _by_turns(scene.record.row_gradients(**scene.parameters), rows.tolist())
    if scene.noise == 0.0 and scene.sparse == 1:
        return gradient
    return disturbed(gradient, noise(scene.steps, scene.noise, scene.seed).tolist(), scene.sparse)


def _by_turns(gradients: tuple[Gradient, ...], rows: Iterable[list[int]]) -> Gradient:
    """At each call the mean of the gradients of the next rows."""
    turn = iter(rows)

    def gradient(x: float, y: float) -> tuple[float, float]:
        gx, gy = mean([gradients[row] for row in next(turn)], x, y)
        return gx, gy

    return gradient


def disturbed(
    gradient: Callable[[Any, Any], tuple[Any, Any]], rows: Iterable[Any], sparse: int
) -> Callable[[Any, Any], tuple[Any, Any]]:
    """The gradient plus a row (x, y) of noise at each call; y only at every `sparse`-th, else 0."""
    row, step = iter(rows), count()

    def disturbed(x: Any, y: Any) -> tuple[Any, Any]:
        gx, gy = gradient(x, y)
        nx, ny = next(row)
        return gx + nx, gy + ny if next(step) % sparse == 0 else 0.0

    return disturbed


def noise(steps: int, scale: float, seed: Seed) -> NDArray[np.float64]:
    """What is added to the gradient at each step, shape (steps, 2)."""
    return scale * _stream(seed).standard_normal((steps, 2))


def drawn(count: int, steps: int, batch: int, seed: Seed) -> NDArray[np.int64]:
    """Which of so many rows each step sees, drawn with replacement, shape (steps, batch)."""
    return _stream(seed).randint(0, count, (steps, batch), dtype=np.int64)


def _stream(seed: Seed) -> np.random.RandomState:
    """NumPy's legacy generator, whose streams are frozen.

    A link gives the same path on every machine and with every later NumPy.
    """
    return seed if isinstance(seed, np.random.RandomState) else np.random.RandomState(seed)
