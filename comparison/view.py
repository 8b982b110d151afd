"""How a picture is looked at: the fields of a comparison that change none of its runs."""

import math
from collections.abc import Collection, Iterable
from typing import Any

from comparison.trajectory import ESCAPE_WIDTHS
from landscapes.landscape import Landscape
from setting import Setting, typed

Zoom = tuple[float, float, float, float]
"""The part of the landscape in sight: x from, to, y from, to."""
Camera = tuple[float, float, float]
"""Where the surface is seen from, in units of its box."""

OVERLAYS = ("gradient", "velocity", "look_ahead", "average", "base_point", "effective_lr")
SMALLEST = 1e-9
"""A zoom narrower than this share of the view would show rounding, not landscape."""
FARTHEST = 20.0
"""A camera farther away than this would show a dot."""

CURVE = Setting(
    "curve",
    "",
    "What the panel beside the loss shows.",
    default="lr",
    type=str,
    choices=("lr", "share", "distance", "gradient", "momentum", "step"),
)
LOSS_AXIS, CURVE_AXIS, HEIGHT = (
    Setting(name, "", help_text, default="auto", type=str, choices=("auto", "log", "linear"))
    for name, help_text in (
        ("loss_axis", "The scale of the loss."),
        ("curve_axis", "The scale of the curve beside it."),
        ("height", "The scale of the surface's height."),
    )
)


def numbers(runs: int) -> Setting:
    """The run whose steps are worked out in numbers, counted from 1; 0: none."""
    return Setting("numbers", "", "", 0, runs, 0, int)


def checked_zoom(zoom: Any, record: Landscape) -> Zoom | None:
    """The part of a landscape in sight; None: its whole view.

    Raises:
        ValueError: not two ranges, or too small or too far away.
    """
    if zoom is None:
        return None
    x0, x1, y0, y1 = _floats("zoom", "four numbers, x from and to and y from and to", zoom, 4)
    for low, high, view, (left, right) in zip(
        (x0, y0), (x1, y1), record.view, record.bounds(ESCAPE_WIDTHS), strict=True
    ):
        if not (left <= low and high <= right and high - low >= SMALLEST * (view[1] - view[0])):
            raise ValueError(
                "zoom must be x from and to, then y from and to, growing and not far from the "
                f"landscape, not {typed(zoom)}."
            )
    return None if ((x0, x1), (y0, y1)) == record.view else (x0, x1, y0, y1)


def checked_camera(camera: Any) -> Camera | None:
    """Where the surface is seen from; None: from where start and paths are seen.

    Raises:
        ValueError: not three numbers, too far away, or in the middle.
    """
    if camera is None:
        return None
    x, y, z = _floats("camera", "three numbers, x and y and z", camera, 3)
    if not 1e-3 <= math.hypot(x, y, z) <= FARTHEST:
        raise ValueError(f"camera must be at most {FARTHEST:g} away, not {typed(camera)}.")
    return x, y, z


def checked_some(name: str, values: Any, known: Iterable[Any]) -> tuple[Any, ...]:
    """Some of what is known, each once, in its order.

    Raises:
        ValueError: one of them is not known.
    """
    known = tuple(known)
    given = list(values) if isinstance(values, Collection) else [values]
    if isinstance(values, str) or not all(value in known for value in given):
        said = ", ".join(map(str, known))
        raise ValueError(f"{name} must be some of {said}, not {typed(values)}.")
    return tuple(value for value in known if value in given)


def _floats(name: str, what: str, values: Any, count: int) -> tuple[float, ...]:
    try:
        found = tuple(map(float, values))
    except (TypeError, ValueError, OverflowError):
        found = ()
    if len(found) != count or not all(map(math.isfinite, found)):
        raise ValueError(f"{name} must be {what}, not {typed(values)}.")
    return tuple(value + 0.0 for value in found)  # no -0.0
