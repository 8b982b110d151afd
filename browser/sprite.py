"""The small pictures of all landscapes, in one file: `python -m browser.sprite` draws it again.

Drawing them takes every landscape's formula, which is too slow for a page: the file is kept beside
the code and a test holds it up to date. It has one tile under the other, in the registry's order;
a pixel is the height of the ground, from 0 for the lowest to 255, in as many bands as a contour
has. The page colours it as its theme does.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from browser.assets import PICTURES
from browser.heights import heights
from landscapes import LANDSCAPES
from landscapes.landscape import Landscape

WIDTH, HEIGHT = 128, 96
BANDS = 16
FINER = 2
"""Each pixel is the mean of so many squared points, which smooths the edges of the bands."""


def tile(record: Landscape) -> NDArray[np.uint8]:
    """One landscape's view at its parameters' defaults: (HEIGHT, WIDTH), the first row on top."""
    (x0, x1), (y0, y1) = record.view
    points = np.meshgrid(np.linspace(x0, x1, WIDTH * FINER), np.linspace(y1, y0, HEIGHT * FINER))
    height, _ = heights(record.value(*points, **record.defaults), record.lowest(**record.defaults))
    low, high = np.nanmin(height), np.nanmax(height)
    share = np.nan_to_num((height - low) / (high - low), nan=1.0)
    bands = np.minimum(np.floor(share * BANDS), BANDS - 1) / (BANDS - 1)
    means = bands.reshape(HEIGHT, FINER, WIDTH, FINER).mean(axis=(1, 3))
    pixels: NDArray[np.uint8] = np.round(means * 255.0).astype(np.uint8)
    return pixels


def sprite() -> NDArray[np.uint8]:
    """All tiles."""
    return np.vstack([tile(record) for record in LANDSCAPES.values()])


if __name__ == "__main__":
    Image.fromarray(sprite()).save(PICTURES, quality=80, method=6)
