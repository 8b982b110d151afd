"""A place of a pane that a hand takes hold of and moves, by mouse, finger or keys."""

from dataclasses import asdict, dataclass
from typing import Any

from pictures.shape import Point


@dataclass(frozen=True)
class Pull:
    """What moving a grip along one axis sets in a lesson.

    Attributes:
        control: of the beat.
        plus: added to the place.
        inverse: whether the control is 1 / place.
    """

    control: str
    plus: float = 0.0
    inverse: bool = False


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
        step: how far a key moves it along.
        pulls: in a lesson, what moving it along and up sets; None: nothing.
    """

    name: str
    at: Point
    x: Point | None = None
    y: Point | None = None
    says: str = ""
    foot: bool = False
    step: float = 1.0
    pulls: tuple[Pull | None, Pull | None] = (None, None)

    def data(self) -> dict[str, Any]:
        """For the board."""
        return asdict(self)
