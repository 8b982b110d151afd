"""Runs on their landscape: in one pane, or each in its own."""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from comparison import Comparison, Trajectory
from pictures.pane import Pane, Window
from pictures.shape import Dot, Role, Shape, Trail

MOST_POINTS = 500
"""A line has no more: a board is a phone's width."""
DOTTED = 60
"""A run of fewer steps has a dot at each."""
MARGIN = 0.12
"""Free room around what must be seen, as a share of it."""


def paths(
    picture: Comparison,
    *extra: Shape,
    window: Window | None = None,
    runs: Iterable[int] | None = None,
    order: int = 0,
    phases: bool = False,
    thin: bool = False,
    **values: Any,
) -> Pane:
    """The runs of a comparison on its landscape, following the playhead.

    Args:
        picture: what is run.
        extra: shapes on top.
        window: what is seen; None: the landscape's view.
        runs: the places of those that are shown; None: all.
        order: their turn in the beat's animation.
        phases: whether their ink says what their schedule does.
        thin: whether they are thin lines, where many steps cross.
        values: other attributes of the pane.
    """
    shown = range(len(picture.runs)) if runs is None else tuple(runs)
    trajectories = picture.trajectories()
    trails = [
        trail(
            trajectories[k].positions,
            k,
            order=order,
            thin=thin,
            parts=parts_of(trajectories[k]) if phases else (),
        )
        for k in shown
    ]
    start = Dot("theta", picture.start)  # on top, or the last run's first dot would hide it
    return Pane(
        (*trails, *extra, start),
        window or picture.record.view,
        ground=picture,
        link=playground(picture),
        **values,
    )


def parts_of(trajectory: Trajectory) -> tuple[tuple[int, Role], ...]:
    """The phases of a run's schedule as the parts of a Trail: the step each begins at, its kind."""
    return tuple((math.ceil(phase.begin), phase.kind) for phase in trajectory.phases)


def side_by_side(picture: Comparison, window: Window | None = None, **values: Any) -> list[Pane]:
    """Small multiples: each run of a comparison in a pane of its own, named as in the player."""
    return [
        paths(picture, window=window, runs=(k,), name=label, role=k, **values)
        for k, label in enumerate(picture.labels)
    ]


def trail(
    points: ArrayLike, role: Role, dots: bool | None = None, follows: bool = True, **values: Any
) -> Trail:
    """A path as arrays, (steps + 1, 2), up to a divergence; at most MOST_POINTS of its points."""
    positions = np.asarray(points, dtype=float)
    finite = np.isfinite(positions).all(axis=1)
    count = len(positions) if finite.all() else int(finite.argmin())
    last = max(count - 1, 0)
    every = -(-last // MOST_POINTS) or 1
    kept = [*range(0, last, every), last]
    return Trail(
        role,
        tuple((x, y) for x, y in positions[kept].tolist()),
        dots=last <= DOTTED if dots is None else dots,
        every=every if follows else 0,
        steps=last if follows else 0,
        **values,
    )


def playground(picture: Comparison) -> str:
    """The address of a picture in the playground, from a page of the app."""
    return f"./?{picture.to_link()}"


def around(*points: ArrayLike, least: float = 1e-9) -> Window:
    """The window that holds all these points, (n, 2) each, with a margin."""
    every = np.vstack([np.reshape(np.asarray(p, dtype=float), (-1, 2)) for p in points])
    every = every[np.isfinite(every).all(axis=1)]
    low, high = every.min(axis=0), every.max(axis=0)
    room = np.maximum(high - low, least) * MARGIN
    return tuple(zip((low - room).tolist(), (high + room).tolist(), strict=True))  # type: ignore[return-value]
