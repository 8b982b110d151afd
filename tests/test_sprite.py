"""The small pictures in the gallery are those of the landscapes there are."""

import numpy as np
import pytest
from PIL import Image

from browser.assets import PICTURES
from browser.sprite import HEIGHT, WIDTH, tile
from landscapes import LANDSCAPES


@pytest.fixture(scope="module")
def tiles():
    pixels = np.asarray(Image.open(PICTURES).convert("L"), float)
    assert pixels.shape == (len(LANDSCAPES) * HEIGHT, WIDTH)
    return dict(zip(LANDSCAPES, np.split(pixels, len(LANDSCAPES)), strict=True))


@pytest.mark.parametrize("key", LANDSCAPES)
def test_tile(key, tiles):
    """Or else: `python -m browser.sprite`. The file's compression may be off by a little."""
    assert np.abs(tiles[key] - tile(LANDSCAPES[key])).mean() < 4.0
