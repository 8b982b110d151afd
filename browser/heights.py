"""How high the landscape is drawn: a scale on which the valley floor shows.

With a known least value f_min the height is log10(f - f_min + floor): even steps of height are
even steps of the logarithm far up, and of f itself near the bottom. Without one it is a signed
logarithm, asinh(f / unit) / ln 10.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Window = tuple[tuple[float, float], tuple[float, float]]

STEEP = 100.0
"""From this ratio of high to low ground on, the surface opens on the logarithmic scale."""


def heights(f: NDArray[np.float64], lowest: float | None) -> tuple[NDArray[np.float64], Any]:
    """The height of each value, and the scale: what the player needs to turn it back into f.

    Args:
        f: values on a grid; inf and nan become nan.
        lowest: the least value of the landscape, or None.
    """
    f = np.where(np.isfinite(f), f, np.nan)
    if not np.isfinite(f).any():
        return f, {"kind": "signed", "unit": 1.0, "steep": False}
    with np.errstate(all="ignore"):
        if lowest is None:
            size = np.abs(f - np.nanmedian(f))
            unit = max(float(np.nanquantile(size, 0.1)), float(np.nanmax(size)) * 1e-6, 1e-300)
            height = np.arcsinh(f / unit) / np.log(10.0)
            return height, {"kind": "signed", "unit": unit, "steep": False}
        gap = np.maximum(f - lowest, 0.0)
        floor = max(float(np.nanquantile(gap, 0.02)), float(np.nanmax(gap)) * 1e-9, 1e-300)
        scale = {
            "kind": "log",
            "lowest": lowest,
            "floor": floor,
            "steep": bool(np.nanquantile(gap, 0.98) / floor > STEEP),
        }
        return np.log10(gap + floor), scale
