"""A comparison: everything that is needed to reproduce one picture."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from comparison.run import Run, Settings, labels
from comparison.trajectory import Trajectory, outcome
from comparison.writing import write
from landscapes import LANDSCAPES
from landscapes.landscape import Landscape, Point
from optim.engine import Gradient, descend
from optim.hyperparameters import MAX_STEPS
from setting import Setting

if TYPE_CHECKING:
    import pandas as pd

MAX_RUNS = 8
START_WIDTHS = 100.0
"""A start lies at most this many view widths from the view's centre."""
ESCAPE_WIDTHS = 1000.0
"""A run that gets this many view widths away has diverged."""

STEPS = Setting("steps", "n", "How many steps each run makes.", 1, MAX_STEPS, 300, int)
NOISE = Setting(
    name="noise",
    symbol=r"\sigma",
    help="Standard deviation of the Gaussian noise added to each gradient component.",
    low=0.0,
    high=1e6,
    default=0.0,
    slider=(0.0, 10.0),
)
SPARSE = Setting(
    name="sparse",
    symbol="k",
    help="Show the y component of the gradient only every k-th step; in between it is 0.",
    low=1,
    high=MAX_STEPS,
    default=1,
    type=int,
    slider=(1, 50),
)
SEED = Setting("seed", "", "Which noise. The same seed gives the same noise.", 0, 2**32 - 1, 0, int)


@dataclass(frozen=True)
class Comparison:
    """Runs side by side on one landscape. Equal pictures are equal objects.

    Attributes:
        landscape: key in LANDSCAPES.
        parameters: of the landscape; those left out take their defaults.
        start: (x, y); None: the landscape's own.
        steps: how many steps every run makes.
        noise: standard deviation of the Gaussian noise on each component of the gradient.
        seed: of the noise; every run meets the same noise at the same step.
        runs: one to eight.
        t: the frame shown, 0 to steps.
        sparse: the y component of the gradient is seen only at steps 0, k, 2k ... (1: always).

    Raises:
        ValueError: unknown name or value out of range; the message says what is allowed.
    """

    landscape: str = "rosenbrock"
    parameters: Mapping[str, float] = Settings({})
    start: Point = None  # type: ignore[assignment]
    steps: int = 300
    noise: float = 0.0
    seed: int = 0
    runs: tuple[Run, ...] = (Run("adam", lr=0.05),)
    t: int = 0
    sparse: int = 1

    def __post_init__(self) -> None:
        """Check everything and fill in the defaults."""
        if self.landscape not in LANDSCAPES:
            raise ValueError(
                f"Unknown landscape {self.landscape!r}; there are {', '.join(LANDSCAPES)}."
            )
        for name, value in {
            "parameters": _checked_parameters(self.record, self.parameters),
            "start": _checked_start(self.record, self.start),
            "steps": STEPS.check(self.steps),
            "noise": NOISE.check(self.noise),
            "seed": SEED.check(self.seed),
            "runs": _checked_runs(self.runs),
            "sparse": SPARSE.check(self.sparse),
        }.items():
            object.__setattr__(self, name, value)
        frame = Setting("t", "t", "", 0, self.steps, 0, int)
        object.__setattr__(self, "t", frame.check(self.t))

    @property
    def record(self) -> Landscape:
        """The landscape's entry in the registry."""
        return LANDSCAPES[self.landscape]

    @property
    def labels(self) -> tuple[str, ...]:
        """A short name for each run, different for runs that differ."""
        return labels(self.runs)

    def trajectories(self) -> tuple[Trajectory, ...]:
        """Every run as arrays, in order. The arrays are shared and cannot be written to."""
        scene = replace(self, runs=Comparison.runs, t=0)
        return tuple(_trajectory(run, scene) for run in self.runs)

    def to_link(self) -> str:
        """The query string (without "?") that `read_link` turns back into this comparison."""
        return write(self)

    def to_frame(self) -> "pd.DataFrame":
        """All runs as one tidy table: see `comparison.table.to_frame`."""
        from comparison.table import to_frame

        return to_frame(self)


@lru_cache(maxsize=32 * MAX_RUNS)
def _trajectory(run: Run, scene: Comparison) -> Trajectory:
    """A run in a scene, whose own runs do not count; computed once while it is in use."""
    record, parameters = scene.record, Settings(scene.parameters)
    path = descend(
        run.rule,
        _disturbed(record.gradient_function(**parameters), scene),
        scene.start,
        run.table(scene.steps),
        scene.steps,
        record.bounds(ESCAPE_WIDTHS),
        hessian=partial(record.hessian, **parameters),
        feedback=run.feedback(partial(record.value, **parameters)),
    )
    loss = record.value(*path.positions.T, **parameters)
    for array in (path.positions, path.gradient, loss, *path.internals.values()):
        array.flags.writeable = False
    ending = outcome(path, record, parameters)
    return Trajectory(
        run, path.positions, loss, path.gradient, path.settings, path.internals, ending
    )


def _disturbed(gradient: Gradient, comparison: Comparison) -> Gradient:
    """The gradient as a mini-batch would show it: noisy, or with y seen only now and then."""
    if comparison.noise == 0.0 and comparison.sparse == 1:
        return gradient
    rows = iter(noise(comparison.steps, comparison.noise, comparison.seed).tolist())
    step = count()

    def disturbed(x: float, y: float) -> Point:
        gx, gy = gradient(x, y)
        nx, ny = next(rows)
        return gx + nx, gy + ny if next(step) % comparison.sparse == 0 else 0.0

    return disturbed


def noise(steps: int, scale: float, seed: int) -> NDArray[np.float64]:
    """What is added to the gradient at each step, shape (steps, 2).

    Drawn from NumPy's legacy generator, whose stream is frozen: a link gives the same path on
    every machine and with every later NumPy.
    """
    return scale * np.random.RandomState(seed).standard_normal((steps, 2))


def _checked_parameters(record: Landscape, given: Mapping[str, float]) -> Settings:
    known = {parameter.name: parameter for parameter in record.parameters}
    for name in given:
        if name not in known:
            has = f"it has {', '.join(known)}" if known else "it has none"
            raise ValueError(f"{record.label} has no parameter {name!r}; {has}.")
    return Settings(
        {name: known[name].check(given.get(name, known[name].default)) for name in known}
    )


def coordinates(record: Landscape) -> tuple[Setting, Setting]:
    """The settings "start x" and "start y" of a landscape, with its own start as default."""
    return tuple(  # type: ignore[return-value]
        Setting(f"start {axis}", axis, "Where every run starts.", low, high, default, slider=view)
        for axis, (low, high), default, view in zip(
            "xy", record.bounds(START_WIDTHS), record.start, record.view, strict=True
        )
    )


def _checked_start(record: Landscape, start: Point | None) -> Point:
    try:
        x, y = record.start if start is None else start
    except (TypeError, ValueError):
        raise ValueError(f"start must be two numbers, not {start!r}.") from None
    along_x, along_y = coordinates(record)
    return along_x.check(x), along_y.check(y)


def _checked_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    runs = tuple(runs)
    if not 1 <= len(runs) <= MAX_RUNS:
        raise ValueError(f"A comparison has 1 to {MAX_RUNS} runs, not {len(runs)}.")
    if not all(isinstance(run, Run) for run in runs):
        raise ValueError("Each run must be a Run.")
    return runs
