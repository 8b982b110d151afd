"""Maps: a value over two settings, on which a click sets both: as ground, or cell by cell."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pictures.pane import Axis, Image, Pane, Window
from pictures.shape import Cells, Role, Shape

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


def cell_map(
    cells: ArrayLike,
    across: Sequence[str],
    upwards: Sequence[str],
    words: Callable[[float], str],
    role: Role = "other",
    lit: tuple[int, int] | None = None,
    order: int = 0,
    sets: tuple[str, str] | None = None,
    **values: Any,
) -> Pane:
    """A value in each cell of a table, the larger, the stronger, by powers of ten.

    Args:
        cells: (rows, columns) from the lowest row up, all above 0.
        across: what stands under the columns.
        upwards: what stands at the rows.
        words: what is written of a value.
        role: of the cells.
        lit: the (column, row) that is framed.
        order: their turn in the beat's animation.
        sets: the choices among words that a press sets: each column, each row is a word.
        values: other attributes of the pane.
    """
    table = np.log10(np.asarray(cells, dtype=float))
    shares = (table - table.min()) / (np.ptp(table) or 1.0)
    written = tuple(tuple(words(float(v)) for v in row) for row in np.asarray(cells))
    shades = tuple(tuple(row) for row in shares.tolist())
    return Pane(
        (Cells(role, written, shades, lit, order=order),),
        ((-0.5, len(across) - 0.5), (-0.5, len(upwards) - 0.5)),
        x=Axis(values.pop("along", ""), ticks=tuple(enumerate(across))),
        y=Axis(ticks=tuple(enumerate(upwards))),
        sets=sets,
        **values,
    )
