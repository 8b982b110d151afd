"""What the fields of a comparison may be: settings of the numbers, checks of the others."""

from collections.abc import Iterable, Mapping
from typing import Any

from comparison.run import Run, Settings
from landscapes import LANDSCAPES
from landscapes.landscape import Landscape, Point
from optim.hyperparameters import MAX_STEPS
from setting import Setting

MAX_RUNS = 8
START_WIDTHS = 100.0
"""A start lies at most this many view widths from the view's centre."""

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
SEED = Setting(
    "seed", "", "Which draws of chance. The same seed draws the same.", 0, 2**32 - 1, 0, int
)


def frame(steps: int) -> Setting:
    """The frame shown, of a run of so many steps."""
    return Setting("t", "t", "", 0, steps, 0, int)


def batch(record: Landscape) -> Setting:
    """How many rows of a landscape's data a step sees; 0 is all there is where it has none."""
    help_text = "How many rows of the data each step sees, drawn with replacement; 0: all of them."
    return Setting("batch", "", help_text, 0, len(record.data), 0, int)


def coordinates(record: Landscape) -> tuple[Setting, Setting]:
    """The settings "start x" and "start y" of a landscape, with its own start as default."""
    return tuple(  # type: ignore[return-value]
        Setting(f"start {axis}", axis, "Where every run starts.", low, high, default, slider=view)
        for axis, (low, high), default, view in zip(
            "xy", record.bounds(START_WIDTHS), record.start, record.view, strict=True
        )
    )


def checked_landscape(key: Any) -> str:
    """The key of a landscape.

    Raises:
        ValueError: there is no such landscape.
    """
    if isinstance(key, str) and key in LANDSCAPES:
        return key
    raise ValueError(f"Unknown landscape {key!r}; there are {', '.join(LANDSCAPES)}.")


def checked_parameters(record: Landscape, given: Mapping[str, float]) -> Settings:
    """Every parameter of a landscape: the value given, or its default.

    Raises:
        ValueError: it has no such parameter, or a value is out of range.
    """
    known = {parameter.name: parameter for parameter in record.parameters}
    for name in given:
        if name not in known:
            has = f"it has {', '.join(known)}" if known else "it has none"
            raise ValueError(f"{record.label} has no parameter {name!r}; {has}.")
    return Settings(
        {name: known[name].check(given.get(name, known[name].default)) for name in known}
    )


def checked_batch(record: Landscape, value: Any) -> int:
    """How many rows a step sees.

    Raises:
        ValueError: more than there are, or no number of rows.
    """
    if not record.data and value != 0:
        raise ValueError(f"batch must be 0: {record.label} has no rows of data.")
    checked: int = batch(record).check(value)
    return checked


def checked_start(record: Landscape, start: Point | None) -> Point:
    """The start as two floats; None: the landscape's own.

    Raises:
        ValueError: not two numbers, or too far away.
    """
    try:
        x, y = record.start if start is None else start
    except (TypeError, ValueError):
        raise ValueError(f"start must be two numbers, not {start!r}.") from None
    along_x, along_y = coordinates(record)
    return along_x.check(x), along_y.check(y)


def checked_runs(runs: Iterable[Run], steps: int) -> tuple[Run, ...]:
    """The runs as a tuple.

    Raises:
        ValueError: too few, too many, one that is no Run, or that changes after the last step.
    """
    runs = tuple(runs)
    if not 1 <= len(runs) <= MAX_RUNS:
        raise ValueError(f"A comparison has 1 to {MAX_RUNS} runs, not {len(runs)}.")
    if not all(isinstance(run, Run) for run in runs):
        raise ValueError("Each run must be a Run.")
    late = [begin for run in runs for begin, _ in run.then if begin >= steps]
    if late:
        raise ValueError(f"A run of {steps} steps cannot change at step {late[0]}.")
    return runs
