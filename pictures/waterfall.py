"""A sum as bars: each begins where the last one ended, and their end is the sum."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from pictures.bars import zero
from pictures.pane import Axis, Pane
from pictures.shape import Columns, Line, Role

WIDTH = 0.8


def waterfall(
    parts: ArrayLike,
    names: tuple[str, str, str],
    up: Axis,
    roles: tuple[Role, Role],
    shades: tuple[float, ...] = (),
    order: int = 0,
    **values: Any,
) -> Pane:
    """What each part adds to a sum, and the sum itself as the last bar.

    Args:
        parts: signed numbers, in order.
        names: under the first part, under the last one, under the sum.
        up: the upright axis.
        roles: of the parts, and of the sum.
        shades: how strong each part is, from 0 to 1.
        order: the parts' turn in the beat's animation; the sum comes after them.
        values: other attributes of the pane.
    """
    ends = np.cumsum(np.asarray(parts, dtype=float)).tolist()
    count, total = len(ends), ends[-1]
    at = tuple(map(float, range(count)))
    steps = Columns(roles[0], at, tuple(ends), WIDTH, (0.0, *ends[:-1]), shades, order=order)
    whole = Columns(roles[1], (float(count),), (total,), WIDTH, order=order + 1 if order else 0)
    reached = Line("other", "y", total, order=whole.order)
    low, high = min(0.0, *ends), max(0.0, *ends)
    room = 0.1 * (high - low) or 1.0
    last = ((count - 1.0, names[1]),) if count > 1 else ()
    return Pane(
        (zero(), reached, steps, whole),
        ((-0.7, count + 0.7), (low - room, high + room)),
        x=Axis(ticks=((0.0, names[0]), *last, (float(count), names[2]))),
        y=up,
        **values,
    )
