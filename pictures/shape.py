"""What a pane draws. A shape says where it lies and which part it plays, never how it looks.

Points are (x, y) on the pane's axes, in float64, straight from the engine. Colour and dash follow
from the role: a number is the place of a run among its comparison's runs, the same everywhere.
"""

from dataclasses import dataclass, field, fields
from typing import Any, Literal

import numpy as np

from optim.phase import Kind

Point = tuple[float, float]
Role = int | Literal["theta", "velocity", "correction", "brake", "ghost", "other"] | Kind
"""A run by its place, or what any run has: its point, the parts of a step; ghost and other are of
another run or form than the one the pane is about; a Kind is a phase of a schedule."""


@dataclass(frozen=True)
class Shape:
    """Something drawn. `order` is its turn in a beat's animation; what has 0 is there at once."""

    role: Role
    label: str = field(default="", kw_only=True)
    order: int = field(default=0, kw_only=True)

    def data(self) -> dict[str, Any]:
        """For the board."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        told = {
            name: value for name, value in values.items() if value not in ("", 0) or name == "role"
        }
        return {"kind": type(self).__name__.lower(), **told}


@dataclass(frozen=True)
class Arrow(Shape):
    """From a foot to a tip. With `shrinks_from` the tip starts there and moves to its place."""

    foot: Point
    tip: Point
    shrinks_from: Point | None = None


@dataclass(frozen=True)
class Dot(Shape):
    """A position; its label stands on its right or its left."""

    at: Point
    left: bool = False


@dataclass(frozen=True)
class Diamond(Shape):
    """A hollow mark: where a gradient is taken without the run being there."""

    at: Point


@dataclass(frozen=True)
class Cloud(Shape):
    """Many small dots; `lit` is one of them that stands out, by its place."""

    points: tuple[Point, ...]
    lit: int | None = None

    def data(self) -> dict[str, Any]:
        """For the board, its points as one array (points, 2)."""
        return {**super().data(), "points": np.array(self.points, dtype=float).reshape(-1, 2)}


@dataclass(frozen=True)
class Line(Shape):
    """A straight line across the whole pane at a value of one axis.

    The label of a level one begins at a share `along` of the width.
    """

    axis: Literal["x", "y"]
    at: float
    along: float = 0.0


@dataclass(frozen=True)
class Span(Shape):
    """What lies between two places of the level axis, shaded: a phase, by its name."""

    x: Point


@dataclass(frozen=True)
class Trail(Shape):
    """A path or a curve; it grows while the beat is animated if it has a turn.

    With `every` it follows the playhead: its k-th point belongs to step k * every, the last one to
    the last step `steps`. A path that is a run says which, by its role. `parts` are (step, role):
    from that step on it has the ink of that role, before the first of them its own.
    """

    points: tuple[Point, ...]
    dots: bool = False
    thin: bool = False
    every: int = 0
    steps: int = 0
    parts: tuple[tuple[int, Role], ...] = ()

    def data(self) -> dict[str, Any]:
        """For the board, its points as one array (points, 2)."""
        told = super().data()
        if not self.parts:
            del told["parts"]
        return {**told, "points": np.array(self.points, dtype=float).reshape(-1, 2)}


@dataclass(frozen=True)
class Fence(Shape):
    """A limit by step: a thin line, with ticks on its upper side, beyond which is too much.

    While a question is open it ends at the playhead.
    """

    points: tuple[Point, ...]

    def data(self) -> dict[str, Any]:
        """For the board, its points as one array (points, 2)."""
        return {**super().data(), "points": np.array(self.points, dtype=float).reshape(-1, 2)}


@dataclass(frozen=True)
class Band(Shape):
    """What lies between two curves over x: a spread over seeds."""

    x: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    def data(self) -> dict[str, Any]:
        """For the board, as arrays."""
        arrays = {name: np.array(getattr(self, name)) for name in ("x", "low", "high")}
        return {**super().data(), **arrays}


@dataclass(frozen=True)
class Bars(Shape):
    """Signed numbers as bars beside a path; `names` under them, full height is `scale`."""

    names: tuple[str, ...]
    values: tuple[float, ...]
    scale: float


@dataclass(frozen=True)
class Columns(Shape):
    """Upright bars on the pane's own axes, from `base` to `heights`, `width` wide around `x`.

    With `shades` each is as strong as its share from 0 to 1: the newer, the stronger.
    """

    x: tuple[float, ...]
    heights: tuple[float, ...]
    width: float
    base: tuple[float, ...] | float = 0.0
    shades: tuple[float, ...] = ()


@dataclass(frozen=True)
class Cells(Shape):
    """A grid of cells, a unit wide and high around whole numbers, row by row from the lowest.

    Attributes:
        words: what stands in each.
        shades: how strong each is, from 0 to 1.
        lit: the (column, row) of one that is framed.
    """

    words: tuple[tuple[str, ...], ...]
    shades: tuple[tuple[float, ...], ...]
    lit: tuple[int, int] | None = None


PLACES = ("foot", "tip", "at")
"""What is a point of a shape at a step."""


@dataclass(frozen=True)
class ByStep(Shape):
    """Other shapes at each step of the playhead; after the last ones they stay."""

    steps: tuple[tuple[Shape, ...], ...]

    def data(self) -> dict[str, Any]:
        """For the board: how shapes look, which looks each step has, and where, as one array."""
        looks: list[dict[str, Any]] = []
        steps, places = list[list[int]](), list[float]()
        for shapes in self.steps:
            steps.append([])
            for shape in shapes:
                look = shape.data()
                names = [name for name in PLACES if isinstance(look.get(name), tuple)]
                for name in names:
                    places.extend(look.pop(name))
                look["places"] = names
                if look not in looks:
                    looks.append(look)
                steps[-1].append(looks.index(look))
        return {**super().data(), "looks": looks, "steps": steps, "at": np.array(places)}


@dataclass(frozen=True)
class Fit(Shape):
    """Points, the line of each step through them, and how far it misses them.

    Attributes:
        points: (x, y) of each row of the data.
        lines: (slope, intercept) at every `every`-th step up to `steps`, as in a Trail.
        lit: the row that each of these steps has drawn; (): all of them.
    """

    points: tuple[Point, ...]
    lines: tuple[Point, ...]
    every: int = 0
    steps: int = 0
    lit: tuple[int, ...] = ()

    def data(self) -> dict[str, Any]:
        """For the board, the lines as one array (lines, 2)."""
        return {**super().data(), "lines": np.array(self.lines, dtype=float).reshape(-1, 2)}
