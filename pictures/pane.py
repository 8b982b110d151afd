"""A pane: shapes on a landscape, on a map or on plain axes."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comparison import Comparison
from pictures.grip import Grip
from pictures.shape import ByStep, Fit, Point, Role, Shape, Trail

Window = tuple[Point, Point]
"""((x0, x1), (y0, y1)): what must be seen. On a landscape both axes have the same scale, so that
the pane shows a little more of one of them."""


@dataclass(frozen=True)
class Axis:
    """An axis of a pane that is no landscape.

    Attributes:
        label: what it counts.
        log: whether equal ratios are equally far apart.
        ticks: (place, words) in place of numbers.
    """

    label: str = ""
    log: bool = False
    ticks: tuple[tuple[float, str], ...] = ()


STEP = Axis("step")
"""Counts the steps: a press on a pane with it goes to one."""


@dataclass(frozen=True, eq=False)
class Image:
    """Values under a map, (rows, columns) on an even grid over its axes from the lowest y up.

    `low` and `high` are the values that the first and the last of the ground's shades stand for.
    """

    values: NDArray[np.float64]
    low: float
    high: float


@dataclass(frozen=True)
class Pane:
    """One picture.

    Attributes:
        shapes: what is drawn, the last on top.
        window: what is seen of it.
        name: over it.
        role: of the run it is about, whose colour the name has.
        ground: the comparison whose landscape lies under it; the pane's runs are its runs.
        image: values that lie under it in place of a landscape.
        x, y: the axes of a pane without a landscape.
        lines: under it, such as the update with this step's numbers.
        step_lines: in their place at each step of the playhead; after the last they stay.
        asked: what stands there in place of `lines` while the beat's question is open.
        sets: the controls that a click sets to its x and y; None in place of one: it sets none.
        link: opens its picture in the playground; "": it has none.
        says: what it shows, for those who do not see it; "": its name does.
        wide: its share of the board's width.
        grips: the places of it that can be moved.
        veiled: whether its ground is hidden while the beat's question is open.
    """

    shapes: tuple[Shape, ...]
    window: Window
    name: str = ""
    role: Role | None = None
    ground: Comparison | None = None
    image: Image | None = None
    x: Axis = field(default=Axis())
    y: Axis = field(default=Axis())
    lines: tuple[str, ...] = ()
    step_lines: tuple[tuple[str, ...], ...] = ()
    asked: tuple[str, ...] = ()
    sets: tuple[str | None, str | None] | None = None
    link: str = ""
    says: str = ""
    wide: float = 1.0
    grips: tuple[Grip, ...] = ()
    veiled: bool = False

    @property
    def steps(self) -> int:
        """The last step that a playhead can go to; 0: it needs none."""
        ends = (
            (len(shape.steps) - 1 if isinstance(shape, ByStep) else shape.steps)
            for shape in self.shapes
            if isinstance(shape, ByStep | Fit | Trail)
        )
        return max(ends, default=0)

    def adding(self, *shapes: Shape, **values: Any) -> "Pane":
        """A copy with more shapes on top, and other values."""
        return replace(self, shapes=(*self.shapes, *shapes), **values)

    def _upright(self) -> str:
        """What the upright axis counts, unless the name of the pane says it."""
        words, said = (
            set(text.lower().replace(",", " ").split()) for text in (self.y.label, self.name)
        )
        return "" if words <= said else self.y.label

    def data(self) -> dict[str, Any]:
        """For the board."""
        plain = (
            "window", "name", "role", "ground", "lines", "asked", "step_lines", "sets", "link",
            "says", "wide",
        )  # fmt: skip
        told: dict[str, Any] = {name: getattr(self, name) for name in plain}
        told["shapes"] = [shape.data() for shape in self.shapes]
        told["seeks"] = self.ground is None and self.x == STEP
        if self.ground is None:
            told["axes"] = [
                {"label": label, "log": axis.log, "ticks": axis.ticks}
                for axis, label in ((self.x, self.x.label), (self.y, self._upright()))
            ]
        if self.veiled:
            told["veiled"] = True
        if self.grips:
            told["grips"] = [grip.data() for grip in self.grips]
        if self.image is not None:
            told["image"] = {
                "values": self.image.values, "low": self.image.low, "high": self.image.high
            }  # fmt: skip
        return told
