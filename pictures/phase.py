"""Position against velocity along one direction: where a swing is a spiral."""

from typing import Any, Literal

import numpy as np

from comparison import Comparison
from pictures.curves import level
from pictures.pane import Axis, Pane
from pictures.paths import around, trail
from pictures.shape import Dot


def phase(picture: Comparison, along: Literal["x", "y"] = "x", **values: Any) -> Pane:
    """The orbit of every run in (position, velocity); its velocity is its last move.

    Args:
        picture: what is run.
        along: the direction.
        values: other attributes of the pane.
    """
    axis = "xy".index(along)
    orbits = []
    for run in picture.trajectories():
        x = run.positions[:, axis]
        orbits.append(np.column_stack([x, np.diff(x, prepend=x[0])]))
    trails = [trail(orbit, k, dots=False) for k, orbit in enumerate(orbits)]
    rest = Dot("other", (0.0, 0.0))
    return Pane(
        (level("x", 0.0), level("y", 0.0), rest, *trails),
        around(*orbits),
        x=Axis(f"position {along}"),
        y=Axis("velocity"),
        **values,
    )
