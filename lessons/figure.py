"""What a lesson shows: beats, and the shapes a beat draws on its panels.

A shape says where it lies and which role it plays; colours, dashes and animation follow from the
role on the blackboard. Points are (x, y) on the landscape, in float64, straight from the engine.

Text may carry marks: `{velocity|μv}` is written in the colour of that role's arrow.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Point = tuple[float, float]
Window = tuple[Point, Point]
"""((x0, x1), (y0, y1)): what must be seen; the panel shows a little more, at equal scales."""
Role = Literal[
    "theta", "velocity", "correction", "brake", "ghost",
    "momentum", "nesterov", "gradient_descent", "other",
]  # fmt: skip
Panels = Literal["both", "left", "right"]


@dataclass(frozen=True)
class Shape:
    """Something drawn. `order` is its turn in the beat's animation; what has 0 is there at once."""

    role: Role
    label: str = field(default="", kw_only=True)
    order: int = field(default=0, kw_only=True)

    def data(self) -> dict[str, Any]:
        """For the blackboard."""
        return {"kind": type(self).__name__.lower(), **asdict(self)}


@dataclass(frozen=True)
class Arrow(Shape):
    """From a foot to a tip. With `shrinks_from` the tip starts there and moves to its place."""

    foot: Point
    tip: Point
    shrinks_from: Point | None = None


@dataclass(frozen=True)
class Dot(Shape):
    """A position."""

    at: Point


@dataclass(frozen=True)
class Diamond(Shape):
    """A hollow mark: where a gradient is taken without the run being there."""

    at: Point


@dataclass(frozen=True)
class Letter(Shape):
    """One of a question's choices, in the picture."""

    at: Point


@dataclass(frozen=True)
class Trail(Shape):
    """A path; it grows while the beat is animated if it has a turn."""

    points: tuple[Point, ...]
    dots: bool = False
    thin: bool = False


@dataclass(frozen=True)
class Bars(Shape):
    """Signed numbers as bars beside the path; `names` under them, full height is `scale`."""

    names: tuple[str, ...]
    values: tuple[float, ...]
    scale: float


@dataclass(frozen=True)
class Panel:
    """One of the two pictures: its shapes and the update with this step's numbers."""

    shapes: tuple[Shape, ...] = ()
    formula: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """For the blackboard."""
        return {"shapes": [shape.data() for shape in self.shapes], "formula": self.formula}


@dataclass(frozen=True)
class Question:
    """A prediction. What gives the answer away stays hidden until it is made.

    Attributes:
        ask: what is asked.
        choices: two or three, lettered from A.
        answer: index of the right choice.
        because: the arithmetic that settles it.
        points: a place in the picture for each choice, for an answer by a click; the distance of
            the click to the right one is told.
        on: the panel in which the points lie.
        by_panel: a click on the left panel is the first choice, on the right the second.
    """

    ask: str
    choices: tuple[str, ...]
    answer: int
    because: str
    points: tuple[Point, ...] = ()
    on: Panels = "both"
    by_panel: bool = False

    def __post_init__(self) -> None:
        """Refuse what could not be answered."""
        if not 2 <= len(self.choices) <= 3 or not 0 <= self.answer < len(self.choices):
            raise ValueError("A question has two or three choices, and one of them is right.")
        if self.points and len(self.points) != len(self.choices):
            raise ValueError("Each choice needs its point.")


@dataclass(frozen=True)
class Beat:
    """One moment of the story.

    Attributes:
        title: a few words.
        text: what is to be seen, in a sentence or two.
        lead: what stands in its place while the question is open; "": the text gives nothing away.
        window: the part of the landscape to look at.
        left, right: the panels, as they are when the beat is over.
        asked: the panels while the question is open; None: the same.
        question: the prediction to make first, if any.
        focus: the panel this beat is about; a phone shows that one.
        notes: for the teacher.
        short: whether the beat belongs to the short path.
        links: (label, address) to go on with.
    """

    title: str
    text: str
    window: Window
    left: Panel
    right: Panel
    notes: str
    asked: tuple[Panel, Panel] | None = None
    question: Question | None = None
    focus: Panels = "both"
    short: bool = False
    links: tuple[tuple[str, str], ...] = ()
    lead: str = ""

    def data(self) -> dict[str, Any]:
        """For the blackboard."""
        return {
            "title": self.title,
            "text": self.text,
            "lead": self.lead or self.text,
            "window": self.window,
            "panels": [self.left.data(), self.right.data()],
            "asked": [panel.data() for panel in self.asked] if self.asked else None,
            "question": asdict(self.question) if self.question else None,
            "focus": self.focus,
            "notes": self.notes,
            "short": self.short,
            "links": self.links,
        }


def number(value: float, digits: int = 4) -> str:
    """A number for a sentence: significant digits without zeros at the end, true minus."""
    return (
        f"{value + 0.0:.{digits}g}".replace("e-0", "e-").replace("e+0", "e").replace("-", "\u2212")
    )


def vector(values: Sequence[float], digits: int = 4) -> str:
    """Two numbers as a point or vector."""
    return f"({', '.join(number(value, digits) for value in values)})"
