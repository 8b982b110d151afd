"""Bars: by name, by step, as box plots over seeds; and strips of winners."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from pictures.pane import Axis, Pane
from pictures.shape import Cloud, Columns, Dot, Line, Role, Shape, Trail

WIDE = 0.6
"""Of the room that each bar has."""
FAINT = 0.3
"""How strong a bar is on which marks must be seen."""


def bars(
    values: Mapping[str, float],
    up: Axis,
    roles: Sequence[Role] = (),
    order: int = 0,
    limits: tuple[float, float] | None = None,
    write: Callable[[float], str] | None = None,
    **how: Any,
) -> Pane:
    """A bar for each name, from the axis up, or down where the value is negative.

    Args:
        values: name -> value.
        up: the upright axis; a logarithmic one begins a little below the least value.
        roles: of each bar; (): the run of the same place.
        order: their turn in the beat's animation.
        limits: of the upright axis; None: what the values need.
        write: how its value is written over each bar; None: not at all.
        how: other attributes of the pane.
    """
    heights = list(values.values())
    words = [write(height) if write else "" for height in heights]
    base = (limits[0] if limits else min(heights) / 3.0) if up.log else 0.0
    shapes = [
        Columns(role, (float(k),), (height,), WIDE, base, order=order, label=words[k])
        for k, (role, height) in enumerate(zip(roles or range(len(heights)), heights, strict=True))
    ]
    low, high = min(*heights, base), max(*heights, base)
    room = 4.0 if write else 1.6
    limits = limits or ((low, high * room) if up.log else _roomy(low, high))
    return Pane(tuple(shapes), (_across(len(heights)), limits), x=_named(values), y=up, **how)


def columns(
    heights: ArrayLike, role: Role, shades: Sequence[float] = (), first: int = 0, **values: Any
) -> Columns:
    """A bar for each step from `first` on."""
    tops = [float(h) for h in np.asarray(heights, dtype=float)]
    places = tuple(float(first + k) for k in range(len(tops)))
    return Columns(role, places, tuple(tops), 0.8, 0.0, tuple(shades), **values)


def box_plot(
    samples: Mapping[str, ArrayLike],
    up: Axis,
    roles: Sequence[Role] = (),
    order: int = 0,
    **how: Any,
) -> Pane:
    """For each name the median, the middle half and the range of its samples.

    Args:
        samples: name -> values; the five quantiles that are drawn will do.
        up: the upright axis.
        roles: of each box; (): the run of the same place.
        order: their turn in the beat's animation.
        how: other attributes of the pane.
    """
    shapes: list[Shape] = []
    every = [np.sort(np.asarray(sample, dtype=float)) for sample in samples.values()]
    for k, sample in enumerate(every):
        role = roles[k] if roles else k
        low, first, middle, third, high = np.quantile(sample, (0.0, 0.25, 0.5, 0.75, 1.0)).tolist()
        shapes += [
            Trail(role, ((float(k), low), (float(k), high)), thin=True, order=order),
            Columns(role, (float(k),), (third,), WIDE, first, order=order),
            Cloud("theta", ((float(k), middle),), order=order),
        ]
    low, high = min(s[0] for s in every), max(s[-1] for s in every)
    limits = (low / 1.4, high * 1.4) if up.log else _roomy(low, high)
    return Pane(tuple(shapes), (_across(len(every)), limits), x=_named(samples), y=up, **how)


def ranges(
    rows: Mapping[str, tuple[float, float]],
    marks: Mapping[Role, Sequence[float]],
    along: Axis,
    roles: Sequence[Role] = (),
    order: int = 0,
    **how: Any,
) -> Pane:
    """For each name a level bar from a low to a high value, and marks on its row.

    Args:
        rows: name -> (low, high), from the top down.
        marks: the role of a rule -> where it lies in each row; nan: nowhere.
        along: the level axis.
        roles: of each bar; (): that of other things.
        order: the marks' turn in the beat's animation; the bars are there at once.
        how: other attributes of the pane.
    """
    ends = np.array(list(rows.values()), dtype=float)
    low, high = (np.log10(ends) if along.log else ends).T
    middle = (low + high) / 2.0
    count = len(rows)
    bars_ = tuple(
        Columns(
            roles[k] if roles else "other",
            (float(10.0 ** middle[k] if along.log else middle[k]),),
            (count - 1 - k + WIDE / 2.0,),
            float(high[k] - low[k]),
            count - 1 - k - WIDE / 2.0,
            (FAINT,) if marks else (),
        )
        for k in range(count)
    )
    dots = tuple(
        Dot(role, (float(value), float(count - 1 - k)), order=order)
        for role, values in marks.items()
        for k, value in enumerate(values)
        if np.isfinite(value)
    )
    every = np.concatenate([ends.ravel(), *(np.asarray(v, dtype=float) for v in marks.values())])
    every = every[np.isfinite(every)]
    least, most = float(every.min()), float(every.max())
    window = (least / 2.0, most * 2.0) if along.log else _roomy(least, most)
    names = Axis(ticks=tuple((float(count - 1 - k), name) for k, name in enumerate(rows)))
    return Pane((*bars_, *dots), (window, _across(count)), x=along, y=names, **how)


def strip(x: ArrayLike, winners: Sequence[Role | None], along: Axis, **how: Any) -> Pane:
    """Along a setting, in whose colour each place is; None: nobody's."""
    places = np.asarray(x, dtype=float)
    width = float(np.diff(np.log10(places) if along.log else places).mean())
    shapes = tuple(
        Columns(role, (float(place),), (1.0,), width)
        for place, role in zip(places, winners, strict=True)
        if role is not None
    )
    window = (float(places[0]), float(places[-1])), (0.0, 1.0)
    return Pane(shapes, window, x=along, y=Axis(ticks=((2.0, ""),)), **how)


def zero() -> Line:
    """The line at nothing, from which signed bars go up and down."""
    return Line("other", "y", 0.0)


def _named(values: Mapping[str, Any]) -> Axis:
    return Axis(ticks=tuple((float(k), name) for k, name in enumerate(values)))


def _across(count: int) -> tuple[float, float]:
    return -0.6, count - 0.4


def _roomy(low: float, high: float) -> tuple[float, float]:
    room = 0.1 * (high - low) or 1.0
    return (low - room if low < 0.0 else low), high + room
