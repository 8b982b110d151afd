"""The ground of a picture: a landscape's heights on a grid, with its minima and saddles.

A player's ground is what is in view. A board's reaches beyond the window a lesson asks for, since
a panel shows more of one axis than was asked (both have the same scale), and it has shades: the
scale of its colours and level lines, which is the same in all windows of a landscape.
"""

from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from browser.blob import Arrays, Header
from browser.heights import Window, heights
from landscapes import LANDSCAPES
from landscapes.landscape import Landscape

Parameters = tuple[tuple[str, float], ...]

BOARD_GRID = 64
"""Points along each axis of a board's ground."""
NARROWEST, WIDEST = 0.75, 3.2
"""The panels there are, from a phone held upright to two side by side: width / height."""
SPAN = 7500.0
"""Colours and lines of a board begin at this part of the highest ground in view."""


class Ground(NamedTuple):
    """Heights on a square grid over a window, row by row from the lowest y, and what goes along."""

    height: NDArray[np.float64]
    header: Header

    def packed(self, arrays: Arrays) -> Header:
        """The entry for a header, its heights in 16 bits."""
        return {**self.header, "height": arrays.add_levels(self.height)}


def ground(record: Landscape, parameters: dict[str, float], window: Window, grid: int) -> Ground:
    """The landscape over a window, on a grid of so many points along each axis."""
    height, scale = heights(_values(record, parameters, window, grid), record.lowest(**parameters))
    header = {
        "id": blake2b(height.tobytes(), digest_size=8).hexdigest(),
        "window": [list(axis) for axis in window],
        "grid": grid,
        "scale": scale,
        "minima": [list(minimum) for minimum in record.minima(**parameters)],
        "saddles": [list(point) for point in record.saddles(**parameters)],
    }
    return Ground(height, header)


@lru_cache(maxsize=64)
def board_ground(landscape: str, parameters: Parameters, window: Window) -> Ground:
    """What a board needs around a window, whatever the shape of its panels."""
    record, given = LANDSCAPES[landscape], dict(parameters)
    height, header = ground(record, given, reach(window), BOARD_GRID)
    if header["scale"]["kind"] == "log" and is_parabola(record, given, reach(window)):
        header["scale"] = {**header["scale"], "parabola": True}
    place = blake2b(height.tobytes() + repr(window).encode(), digest_size=8).hexdigest()
    return Ground(height, {**header, "id": place, "shades": shades(record, given)})


def is_parabola(record: Landscape, parameters: dict[str, float], window: Window) -> bool:
    """Whether cubics through the values give the landscape back, and through heights would not."""
    f = _values(record, parameters, window, BOARD_GRID)
    bends = (np.diff(f, 3, axis=axis) for axis in (0, 1))
    return all(bool((np.abs(bend) <= 1e-9 * np.abs(f).max()).all()) for bend in bends)


def reach(window: Window) -> Window:
    """The window, widened by what a panel may show beside, above and below it."""
    (x0, x1), (y0, y1) = window
    wide = max(x1 - x0, WIDEST * (y1 - y0)) / 2.0
    tall = max(y1 - y0, (x1 - x0) / NARROWEST) / 2.0
    x, y = (x0 + x1) / 2.0, (y0 + y1) / 2.0
    return (x - wide, x + wide), (y - tall, y + tall)


def shades(record: Landscape, parameters: dict[str, float]) -> Header:
    """A height scale for colours and lines, and its lowest and highest value in the view."""
    f, lowest = _values(record, parameters, record.view, BOARD_GRID), record.lowest(**parameters)
    height, scale = heights(f, lowest)
    if lowest is not None and np.isfinite(f).any():
        above = float(np.nanmax(np.where(np.isfinite(f), f - lowest, np.nan)))
        scale = {**scale, "floor": above / SPAN or 1.0}
        height = np.log10([scale["floor"], above + scale["floor"]])
    return {"scale": scale, "range": _extent(height)}


def _values(
    record: Landscape, parameters: dict[str, float], window: Window, grid: int
) -> NDArray[np.float64]:
    x, y = np.meshgrid(*(np.linspace(low, high, grid) for low, high in window))
    values: Any = record.value(x, y, **parameters)
    return np.asarray(values, dtype=float)


def _extent(height: NDArray[np.float64]) -> list[float]:
    finite = height[np.isfinite(height)]
    return [float(finite.min()), float(finite.max())] if finite.size else [0.0, 1.0]
