"""A cut through a landscape along x, seen from the side, with a ball for each run."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from comparison import Comparison
from pictures.curves import curve
from pictures.pane import Axis, Pane, Window
from pictures.paths import trail

POINTS = 241


def cut(
    picture: Comparison,
    y: float = 0.0,
    window: Window | None = None,
    runs: Iterable[int] | None = None,
    **values: Any,
) -> Pane:
    """The height of the landscape along x at a y, and each run's ball on it.

    Args:
        picture: what is run; its runs move along x only.
        y: where the cut is.
        window: ((x0, x1), (height, height)); None: the view's x and the heights there.
        runs: the places of those that are shown, the last one on top; None: all.
        values: other attributes of the pane.
    """
    record, parameters = picture.record, picture.parameters
    x = np.linspace(*(window or record.view)[0], POINTS)
    height = record.value(x, y, **parameters)
    room = 0.1 * float(np.ptp(height))
    trajectories = picture.trajectories()
    shown = range(len(trajectories)) if runs is None else runs
    balls = [
        trail(
            np.column_stack([trajectories[k].positions[:, 0], trajectories[k].loss]), k, dots=False
        )
        for k in shown
    ]
    return Pane(
        (curve(x, height, "other"), *balls),
        window or ((float(x[0]), float(x[-1])), (float(height.min()) - room, float(height.max()))),
        x=Axis("x"),
        y=Axis("loss"),
        **values,
    )
