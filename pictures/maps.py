"""Maps: a value over two settings as ground, on which a click sets both."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pictures.pane import Axis, Image, Pane, Window
from pictures.shape import Shape

GRID = 64
"""Points along each axis."""


def value_map(
    value: Callable[[NDArray[np.float64], NDArray[np.float64]], Any],
    window: Window,
    along: Axis,
    up: Axis,
    shades: tuple[float, float],
    *shapes: Shape,
    sets: tuple[str, str] | None = None,
    **values: Any,
) -> Pane:
    """A value over two settings.

    Args:
        value: takes two arrays (GRID, GRID) and gives a third; nan: nothing is known there.
        window: the ranges of both settings.
        along: the level axis; on a logarithmic one the grid is even in the logarithm.
        up: the upright axis, likewise.
        shades: the values that the brightest and the darkest ground stand for.
        shapes: on top.
        sets: the controls that a click sets.
        values: other attributes of the pane.
    """
    x, y = np.meshgrid(*map(_places, window, (along, up)))
    image = Image(np.asarray(value(x, y), dtype=float), *shades)
    return Pane(shapes, window, image=image, x=along, y=up, sets=sets, **values)


def _places(ends: tuple[float, float], axis: Axis) -> NDArray[np.float64]:
    return np.geomspace(*ends, GRID) if axis.log else np.linspace(*ends, GRID)
