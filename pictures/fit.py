"""Data, the line of each step through them, and how far it misses each point."""

from typing import Any

import numpy as np

from comparison import Comparison
from pictures.pane import Axis, Pane
from pictures.paths import trail
from pictures.shape import Cloud, Fit

MARGIN = 0.25


def fit(picture: Comparison, run: int = 0, order: int = 0, **values: Any) -> Pane:
    """The rows of a landscape of lines, y = wx + b, and a run's line at each step.

    Args:
        picture: a comparison on a landscape with data; its x is the weight w, its y the bias b.
        run: its place.
        order: the line's turn in the beat's animation; the points are there at once.
        values: other attributes of the pane, such as its axes.
    """
    data = np.array(picture.record.data.rows)
    feature = (data[:, 0] - picture.parameters["shift"]) * picture.parameters["scale"]
    target = data[:, 1]
    followed = trail(picture.trajectories()[run].positions, run)
    drawn = picture.drawn_rows()
    lit = () if drawn is None else tuple(drawn[:: followed.every, 0].tolist())
    points = tuple(zip(feature.tolist(), target.tolist(), strict=True))
    lines = Fit(run, points, followed.points, followed.every, followed.steps, lit, order=order)
    wide, tall = MARGIN * float(np.ptp(feature)), MARGIN * float(np.ptp(target))
    window = (
        (float(feature.min()) - wide, float(feature.max()) + wide),
        (float(target.min()) - tall, float(target.max()) + tall),
    )
    shapes = (Cloud("theta", points), lines) if order else (lines,)
    how: Any = {"name": "Data", "x": Axis("x"), "y": Axis("y"), **values}
    return Pane(shapes, window, **how)
