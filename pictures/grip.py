"""A place of a pane that a hand takes hold of and moves, by mouse, finger or keys."""

from dataclasses import asdict, dataclass
from typing import Any

from pictures.shape import Point


@dataclass(frozen=True)
class Grip:
    """A place on the pane's own axes.

    Attributes:
        name: what it is, for those who do not see it, and for whoever hears that it was moved.
        at: where it is.
        x: the range in which it can be moved along; None: it cannot.
        y: the range in which it can be moved up and down; None: it cannot.
        says: what it stands for, such as “pct_start 0.3”.
        foot: it stands under the level axis, not on a curve.
    """

    name: str
    at: Point
    x: Point | None = None
    y: Point | None = None
    says: str = ""
    foot: bool = False

    def data(self) -> dict[str, Any]:
        """For the board."""
        return asdict(self)
