"""Number lines: what lies on an axis, and the moves along it, one row above the other."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from pictures.pane import Axis, Pane
from pictures.shape import Arrow, Cloud, Dot, Line, Role, Shape

NO_TICKS = Axis(ticks=((-10.0, ""),))
"""An upright axis that is only room."""
LEAST = 1e-3
"""An arrow shorter than this share of the axis is a dot."""


def number_line(
    numbers: Sequence[float],
    steps: ArrayLike,
    here: float,
    role: Role,
    marks: Mapping[str, float],
    along: Axis,
    order: int = 0,
    **values: Any,
) -> Pane:
    """Numbers, each in a row of its own, an answer between them, and the step each makes of it.

    Args:
        numbers: where they lie, from the bottom up.
        steps: (numbers,), from the answer, on the same axis.
        here: the answer.
        role: of the answer and its steps.
        marks: words -> where they stand.
        along: the axis.
        order: the steps' turn in the beat's animation.
        values: other attributes of the pane.
    """
    lengths = np.asarray(steps, dtype=float).tolist()
    ends = [here + length for length in lengths]
    lines = [Line("other", "x", at, label=name) for name, at in marks.items()]
    dots = Cloud("theta", tuple((float(at), float(row)) for row, at in enumerate(numbers)))
    moves = [
        Arrow(role, (here, float(row)), (end, float(row)), order=order)
        for row, end in enumerate(ends)
    ]
    answer = Line(role, "x", here, order=order)
    low, high = min(*numbers, *ends), max(*numbers, *ends)
    room = 0.06 * (high - low)
    window = (low - room, high + room), (-0.8, len(numbers) + 2.6)
    return Pane((answer, *moves, *lines, dots), window, x=along, y=NO_TICKS, **values)


def moves(
    rows: Mapping[str, ArrayLike],
    roles: Sequence[Role],
    along: Axis,
    *extra: Shape,
    limits: tuple[float, float] | None = None,
    order: int = 0,
    starts: bool = True,
    **values: Any,
) -> Pane:
    """For each name where it is step by step, with an arrow for each move, from the top down.

    Args:
        rows: name -> positions on the axis, in order.
        roles: of each row.
        along: the axis.
        extra: shapes on top.
        limits: of the axis; None: what the moves need.
        order: the arrows' turn in the beat's animation.
        starts: whether the first positions are there at once.
        values: other attributes of the pane.
    """
    series = [np.asarray(places, dtype=float).tolist() for places in rows.values()]
    every = [place for places in series for place in places]
    low, high = limits or (min(every), max(every))
    room = 0.05 * (high - low) or 1.0
    shapes: list[Shape] = []
    for row, places in enumerate(series):
        y = float(len(series) - 1 - row)
        shapes.append(Dot(roles[row], (places[0], y), order=0 if starts else order))
        for a, b in pairwise(places):
            if abs(b - a) > LEAST * (high - low):
                shapes.append(Arrow(roles[row], (a, y), (b, y), order=order))
    names = Axis(ticks=tuple((float(len(rows) - 1 - k), name) for k, name in enumerate(rows)))
    window = (low - room, high + room), (-0.6, len(rows) - 0.4)
    return Pane((*shapes, *extra), window, x=along, y=names, **values)
