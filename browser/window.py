"""The part of the landscape that the reader has zoomed or panned to."""

import math
from collections.abc import Mapping
from typing import Any

from browser.heights import Window
from comparison import Comparison
from comparison.trajectory import ESCAPE_WIDTHS

MARGIN = 0.25
"""The landscape reaches this share of the window beyond it, so that small moves show no edge."""
SMALLEST = 1e-9
"""A window narrower than this share of the view would show rounding, not landscape."""


def visible_window(state: Mapping[str, Any], comparison: Comparison, opened: int) -> Window | None:
    """What the player last said it shows, if that is still the picture; None: the whole view."""
    wanted = state.get("window")
    if not isinstance(wanted, dict) or wanted.get("scene") != f"{comparison.landscape} {opened}":
        return None
    record = comparison.record
    try:
        (x, y) = [
            _widened(float(low), float(high), bounds, SMALLEST * (view[1] - view[0]))
            for (low, high), bounds, view in zip(
                wanted["axes"], record.bounds(ESCAPE_WIDTHS), record.view, strict=True
            )
        ]
    except (KeyError, TypeError, ValueError):
        return None
    return None if _is_view((x, y), record.view) else (x, y)


def _widened(
    low: float, high: float, bounds: tuple[float, float], smallest: float
) -> tuple[float, float]:
    """The range with its margin, inside the bounds.

    Raises:
        ValueError: not a range.
    """
    if not (math.isfinite(low) and math.isfinite(high) and high - low >= smallest):
        raise ValueError("not a range")
    margin = MARGIN * (high - low)
    widened = max(low - margin, bounds[0]), min(high + margin, bounds[1])
    if widened[1] - widened[0] < smallest:
        raise ValueError("outside")
    return widened


def _is_view(window: Window, view: Window) -> bool:
    """Whether these are the axes of the view with the usual margin."""
    return all(
        math.isclose(w[0], v[0] - MARGIN * (v[1] - v[0]), abs_tol=1e-6 * (v[1] - v[0]))
        and math.isclose(w[1], v[1] + MARGIN * (v[1] - v[0]), abs_tol=1e-6 * (v[1] - v[0]))
        for w, v in zip(window, view, strict=True)
    )
