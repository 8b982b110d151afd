"""The part of the landscape that is computed for what is in sight."""

from browser.heights import Window
from comparison import Comparison
from comparison.trajectory import ESCAPE_WIDTHS

MARGIN = 0.25
"""The landscape reaches this share of the zoom beyond it, so that small moves show no edge."""


def window_of(comparison: Comparison) -> Window:
    """The view, or what was zoomed to with its margin, as far as runs may get."""
    record = comparison.record
    if comparison.zoom is None:
        return record.view
    x0, x1, y0, y1 = comparison.zoom
    (left, right), (bottom, top) = record.bounds(ESCAPE_WIDTHS)
    mx, my = MARGIN * (x1 - x0), MARGIN * (y1 - y0)
    return (
        (max(x0 - mx, left), min(x1 + mx, right)),
        (max(y0 - my, bottom), min(y1 + my, top)),
    )
