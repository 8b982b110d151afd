"""The pictures of the lesson on the learning rate."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from comparison import Comparison, Run, Trajectory
from lessons.learning_rate.chance import (
    DROPS,
    STEPS,
    covariance,
    mean_loss,
    over_seeds,
    rest,
    states,
)
from lessons.learning_rate.exact_noise import Array
from lessons.learning_rate.five_points import (
    BEST,
    FLAT,
    STEEP,
    Point,
    curvatures,
    ellipse,
    parts,
    sweep,
)
from lessons.words import number
from pictures import (
    Axis,
    Band,
    Cloud,
    Columns,
    Dot,
    Pane,
    Role,
    Shape,
    Trail,
    against,
    curves,
    level,
    paths,
    trail,
)
from pictures.curves import curve
from pictures.pane import Window

RATE = Axis("learning rate")
MAGNITUDE = Axis("", log=True)
NEAR: Any = {"window": ((-0.3, 1.9), (0.6, 2.2)), "name": "Lines (w, b), close up"}
"""The plane around the minimum."""
SCALES = np.geomspace(0.1, 100.0, 31)


def plane(picture: Comparison, *extra: Shape, below: tuple[Shape, ...] = (), **values: Any) -> Pane:
    """The plane of all lines, with shapes on top of its paths and below them."""
    says = "The plane of all lines with the path of each run; the star is the best line."
    pane = paths(picture, *extra, **{"name": "Lines (w, b)", "says": says, **values})
    return replace(pane, shapes=(*below, *pane.shapes))


def thin(run: Trajectory, role: Role, last: int, order: int = 0) -> Trail:
    """The path of a run up to a step, as a thin line."""
    return trail(run.positions[: last + 1], role, dots=False, thin=True, order=order)


def inside(run: Trajectory, role: Role, window: Window) -> Trail:
    """The path of a run as a thin line, up to the first step out of a window."""
    low, high = np.transpose(window)
    out = np.flatnonzero(((run.positions < low) | (run.positions > high)).any(axis=1))
    return thin(run, role, int(out[0]) if out.size else len(run.positions) - 1)


def arc(corner: Point, first: Point, second: Point, degrees: float) -> tuple[Trail, ...]:
    """The angle between two arrows from a corner, as far out as the second of them goes halfway."""
    begins, ends = (math.atan2(y, x) for x, y in (first, second))
    turn = (ends - begins + math.pi) % (2.0 * math.pi) - math.pi
    along = begins + turn * np.linspace(0.0, 1.0, 9)
    radius = 0.35 * math.hypot(*second)
    if radius < 0.05 or abs(turn) < 0.02:
        return ()
    points = np.add(corner, radius * np.column_stack([np.cos(along), np.sin(along)]))
    how: Any = {"dots": False, "follows": False, "thin": True, "order": 2}
    return (trail(points, "theta", label=f"{number(degrees, 3)}°", **how),)


def crossings(run: Trajectory, most: int = 40) -> Trail:
    """Where the path of a run crosses the floor of the ravine."""
    _, across = parts(run)
    places = np.flatnonzero(across[:-1] * across[1:] < 0.0)[:most]
    share = across[places] / (across[places] - across[places + 1])
    points = run.positions[places] + share[:, None] * np.diff(run.positions, axis=0)[places]
    return trail(points, "other", dots=True, follows=False, thin=True, order=1)


def losses(picture: Comparison, **values: Any) -> Pane:
    """The loss of each run; the usual start has 8.2."""
    return curves(picture, "loss", log=False, **{"limits": (0.0, 9.0), **values})


def directions(run: Trajectory, last: int) -> Pane:
    """The two parts of the error at each step, side by side and with their signs."""
    roles: tuple[Role, Role] = ("velocity", "correction")
    bars = []
    for role, side, part in zip(roles, (0.2, -0.2), parts(run), strict=True):
        shown = part[: last + 1][np.isfinite(part[: last + 1])]
        at = tuple((np.arange(len(shown)) + side).tolist())
        bars.append(Columns(role, at, tuple(shown.tolist()), 0.36))
    return Pane(
        (*bars, level("y", 0.0)),
        ((-0.6, last + 0.6), (-3.5, 3.5)),
        "Parts of the error",
        x=Axis("step"),
        lines=("{correction|steep} and {velocity|flat}",),
        says="Bars up and down: the steep and the flat part of the error at each step.",
    )


def factors(lr: float) -> Pane:
    """How much of each part a step leaves, against the rate."""
    grid = np.linspace(0.0, 0.18, 181)
    left: Mapping[Role, Array] = {
        "correction": np.abs(1.0 - grid * STEEP),
        "velocity": np.abs(1.0 - grid * FLAT),
    }
    edge = level("y", 1.0, "no progress")
    name = "|1 − lr·λ|: the upper decides"
    return against(grid, left, lr, RATE, Axis(), edge, limits=(0.0, 1.2), order=1, name=name)


def needs(lr: float, some: Mapping[float, float]) -> Pane:
    """The steps to the minimum against the rate; some of them stand out."""
    rates, steps = sweep()
    dots = [Dot("ghost", end, label=number(end[1]), order=2) for end in some.items()]
    how: Any = {"limits": (30.0, 2000.0), "order": 1, "name": "Steps to arrive"}
    return against(rates, {"theta": steps}, lr, RATE, Axis("steps", log=True), *dots, **how)


def highest(times: float) -> Pane:
    """The highest rate that works against the unit of the data."""
    limits = [2.0 / curvatures(scale)[1] for scale in SCALES.tolist()]
    along, name = Axis("numbers of x, times", log=True), "The highest rate that works"
    return against(SCALES, {"theta": limits}, times, along, MAGNITUDE, order=1, name=name)


def remains(lr: float) -> Pane:
    """The mean excess loss that one point a step leaves, against the rate."""
    rates = np.linspace(0.005, 0.05, 46)
    left = [rest(rate) for rate in rates.tolist()]
    return against(rates, {0: left}, lr, RATE, Axis(), order=1, name="Mean excess, long run")


def cloud(points: Array) -> Cloud:
    """Where a run has been."""
    return Cloud("other", tuple((w, b) for w, b in points.tolist()), order=1)


def spread(second_moments: Array, role: Role, order: int) -> Trail:
    """Two standard deviations around the minimum, or around the middle of a run."""
    whole = second_moments.shape == (3, 3)
    middle = np.add(BEST, second_moments[:2, 2]) if whole else np.array(BEST)
    around = covariance(second_moments) if whole else second_moments
    points = ellipse(around, (float(middle[0]), float(middle[1])))
    return trail(points, role, dots=False, follows=False, thin=True, order=order)


def means(runs: tuple[Run, ...], batch: int, limits: tuple[float, float], *extra: Shape) -> Pane:
    """The mean loss of runs above the least, by step, over all draws."""
    series = [mean_loss(run, batch) for run in runs]
    lines = [curve(np.arange(STEPS + 1), y, k, follows=True) for k, y in enumerate(series)]
    name = "Mean loss above the least" if batch else "Loss above the least"
    window = (0.0, float(STEPS)), limits
    return Pane((*extra, *lines), window, name, x=Axis("step"), y=MAGNITUDE)


def band(run: Run, role: int) -> Band:
    """Where four in five of the seeds are, at every third step."""
    steps = np.arange(0, STEPS + 1, 3)
    low, high = np.quantile(over_seeds(run)[steps], (0.1, 0.9), axis=1).tolist()
    return Band(role, tuple(map(float, steps)), tuple(low), tuple(high), order=1)


def cooled(picture: Comparison, drop: int) -> Pane:
    """A run, and where all runs are at the drop and in the end."""
    every = states(picture.runs[0])
    at_drop, ends = spread(every[drop], "other", 0), spread(every[-1], "theta", 1)
    return plane(picture, at_drop, ends, **NEAR)


def timing(ends: Array, drop: int) -> Pane:
    """What is left in the end against the step of the drop."""
    along, name = Axis("drop at step"), f"Mean excess at step {STEPS}"
    return against(DROPS, {0: ends}, float(drop), along, MAGNITUDE, order=2, name=name)
