"""A comparison: everything that is needed to reproduce one picture."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from comparison import fields
from comparison.changing import changed
from comparison.checking import MAX_RUNS, NOISE, SEED, SPARSE, STEPS
from comparison.gradients import drawn, seen
from comparison.reading import DEFAULT_LANDSCAPE, DEFAULT_RUNS
from comparison.run import Run, Settings, labels
from comparison.table import to_frame
from comparison.trajectory import ESCAPE_WIDTHS, Trajectory, outcome
from comparison.view import CURVE, CURVE_AXIS, HEIGHT, LOSS_AXIS, Camera, Zoom
from landscapes import LANDSCAPES
from landscapes.landscape import Landscape, Point
from optim.engine import travel

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Comparison:
    """Runs side by side on one landscape. Equal pictures are equal objects.

    Attributes:
        landscape: key in LANDSCAPES.
        parameters: of the landscape; those left out take their defaults.
        start: (x, y); None: the landscape's own.
        steps: how many steps every run makes.
        noise: standard deviation of the Gaussian noise on each component of the gradient.
        seed: of the noise and the rows; every run meets the same at the same step.
        runs: one to eight.
        t: the frame shown, 0 to steps.
        sparse: the y component of the gradient is seen only at steps 0, k, 2k ... (1: always).
        batch: how many rows of the landscape's data a step sees, drawn with replacement; 0: all.
        overlays: what is drawn of each step besides the path, some of `comparison.view.OVERLAYS`.
        hidden: the runs that are not shown, counted from 1.
        zoom: the part of the landscape in sight, (x from, x to, y from, y to); None: its view.
        curve: what the panel beside the loss shows: "lr", "share" (of the largest stable rate),
            "distance", "gradient", "momentum" or "step".
        loss_axis, curve_axis, height: "log", "linear", or "auto" for what suits the picture.
        camera: where the surface is seen from, (x, y, z); None: from where the paths are seen.
        numbers: the run whose steps are worked out in numbers, counted from 1; 0: none.

    Raises:
        ValueError: unknown name or value out of range; the message says what is allowed.
    """

    landscape: str = DEFAULT_LANDSCAPE
    parameters: Mapping[str, float] = Settings({})
    start: Point = None  # type: ignore[assignment]
    steps: int = STEPS.default
    noise: float = NOISE.default
    seed: int = SEED.default
    runs: tuple[Run, ...] = DEFAULT_RUNS
    t: int = 0
    sparse: int = SPARSE.default
    batch: int = 0
    overlays: tuple[str, ...] = ()
    hidden: tuple[int, ...] = ()
    zoom: Zoom | None = None
    curve: str = CURVE.default
    loss_axis: str = LOSS_AXIS.default
    curve_axis: str = CURVE_AXIS.default
    height: str = HEIGHT.default
    camera: Camera | None = None
    numbers: int = 0

    def __post_init__(self) -> None:
        """Check everything and fill in the defaults."""
        for field in fields.FIELDS:
            value = field.check(getattr(self, field.name), self)
            object.__setattr__(self, field.name, value)

    @property
    def record(self) -> Landscape:
        """The landscape's entry in the registry."""
        return LANDSCAPES[self.landscape]

    @property
    def noisy(self) -> bool:
        """Whether chance takes part in the gradients, so that no run settles."""
        return self.noise > 0.0 or self.batch > 0

    @property
    def plain(self) -> "Comparison":
        """The same runs, at t = 0 and looked at as by default."""
        return replace(self, **_PLAIN)

    @property
    def labels(self) -> tuple[str, ...]:
        """A short name for each run, different for runs that differ."""
        return labels(self.runs)

    def drawn_rows(self) -> NDArray[np.int64] | None:
        """Which rows of the data each step sees, (steps, batch), counted from 0; None: all."""
        if not self.batch:
            return None
        return drawn(len(self.record.data), self.steps, self.batch, self.seed)

    def trajectories(self) -> tuple[Trajectory, ...]:
        """Every run as arrays, in order. The arrays are shared and cannot be written to."""
        scene = replace(self.plain, runs=DEFAULT_RUNS)
        return tuple(_trajectory(run, scene) for run in self.runs)

    def changed(self, **values: Any) -> "Comparison":
        """A copy with other values, each found by its name.

        A name is that of a field, of a parameter of the landscape, or of something that runs have
        (lr, schedule, optimizer, convention, a setting): it changes in every run that has it.
        Another landscape comes with its own parameters and start, at t = 0 and in whole, unless
        they are given too; with fewer steps t is the last of them at most, and no run changes its
        course after them; with fewer runs none is hidden or worked out in numbers that is gone.
        What a run has is what it has from the start: a later change of its course that names the
        same stays as it is (`then=()` takes all of them away).

        Raises:
            ValueError: nothing here has that name, or a value is out of range.
        """
        return replace(self, **changed(self, values))

    def to_link(self) -> str:
        """The query string (without "?") that `read_link` turns back into this comparison."""
        return fields.write(self)

    def to_frame(self) -> "pd.DataFrame":
        """All runs as one tidy table: see `comparison.table.to_frame`."""
        return to_frame(self)


_PLAIN: dict[str, Any] = {name: getattr(Comparison, name) for name in ("t", *fields.LOOK_NAMES)}


@lru_cache(maxsize=32 * MAX_RUNS)
def _trajectory(run: Run, scene: Comparison) -> Trajectory:
    """A run in a scene, whose own runs do not count; computed once while it is in use."""
    record, parameters = scene.record, Settings(scene.parameters)
    path = travel(
        run.course(scene.steps, partial(record.value, **parameters)),
        seen(scene),
        scene.start,
        record.bounds(ESCAPE_WIDTHS),
        partial(record.hessian, **parameters),
    )
    loss = record.value(*path.positions.T, **parameters)
    for array in (path.positions, path.gradient, loss, *path.internals.values()):
        array.flags.writeable = False
    ending = outcome(path, record, parameters, scene.noisy)
    return Trajectory(
        run, path.positions, loss, path.gradient, path.settings, path.internals, ending
    )
