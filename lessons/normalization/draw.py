"""The pictures of the lesson on normalization."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from comparison import Comparison, Run, Trajectory
from landscapes.data.seven_cars import MEAN
from lessons.normalization import cars, features
from lessons.normalization.cars import FLOOR, MILES, SHARE, UNIT, WEIGHTS, Array, Point
from lessons.words import number
from pictures import (
    Arrow,
    Axis,
    Cloud,
    Dot,
    Fit,
    Pane,
    Role,
    Shape,
    Trail,
    against,
    around,
    bars,
    curves,
    fit,
    level,
    paths,
    trail,
)
from pictures.curves import curve
from pictures.pane import Window
from pictures.paths import playground

RAW = Axis("weight, 1000 lb")
MILEAGE = Axis("miles per gallon")
RATE = Axis("learning rate", log=True)
STEPS = Axis("steps to arrive", log=True)
CONDITION = Axis("κ", log=True)
KNOBS: Window = ((-8.0, -1.0), (29.0, 36.0))
"""What the two knobs of a line cover, around the best one."""
ROUND: Window = ((-10.0, 8.0), (-2.0, 38.0))
"""What is seen of the lines over standardized weights."""
FEW = 12
"""Steps that are seen of a run in a bowl."""
FAR = 1e4
"""Further out nothing is drawn of a path."""


def data(picture: Comparison, run: int = 0, **values: Any) -> Pane:
    """The cars, a run's line at each step, and how far it misses them."""
    says = "Seven cars as points, the line of this step, and how far it misses each car."
    named = {"x": RAW, "y": MILEAGE, "name": "Seven cars", "says": says}
    return fit(picture, run, **{**named, **values})


def plane(picture: Comparison, *extra: Shape, **values: Any) -> Pane:
    """The plane of all lines with the paths of the runs."""
    says = "The plane of all lines with the path of each run; the star is the best line."
    return paths(picture, *extra, **{"name": "Lines (w, b)", "says": says, **values})


def above_floor(picture: Comparison, *extra: Shape, **values: Any) -> Pane:
    """The loss above the least one by step, and where a run has arrived."""
    near = level("y", SHARE * FLOOR, "arrived", along=0.75)
    how: Any = {"above": FLOOR, "limits": (2e-3, 5e3), "name": "Loss above the least", **values}
    return curves(picture, "loss", near, *extra, **how)


def line(w: float, b: float, role: Role, label: str, back: bool = False) -> Trail:
    """A line through the cars; its name stands at its right end, or with `back` at its left."""
    x = np.linspace(4.8, 2.2, 29) if back else np.linspace(2.0, 4.8, 29)
    y = w * x + b
    seen = (y > 11.5) & (y < 26.5)
    return curve(x[seen], y[seen], role, label=label, order=1)


def knobs(w: float, b: float, changes: Mapping[str, Point], pivot: float) -> tuple[Pane, Pane]:
    """The line of two knobs among its changes: through the cars, and in the plane."""
    best = cars.minimum()
    points = tuple(zip(WEIGHTS.tolist(), MILES.tolist(), strict=True))
    moved = {name: (best[0] + by[0], best[1] + by[1]) for name, by in changes.items()}
    lines = [line(*at, k, name, back=k == 1) for k, (name, at) in enumerate(moved.items(), 1)]
    scene = cars.at(cars.plain(cars.FASTEST))
    hinge = Dot("other", (pivot, best[0] * pivot + best[1]), order=2)
    window = (2.0, 4.8), (11.5, 26.5)
    through = Pane(
        (Fit("theta", points, ((w, b),)), *lines, hinge),
        window,
        "Seven cars",
        x=RAW,
        y=MILEAGE,
        lines=("About the large dot the line turns along the ravine.",),
        says="Seven cars as points, your line, and how far it misses each car.",
    )
    arrows = [
        Arrow(k, best, at, label=name, order=1) for k, (name, at) in enumerate(moved.items(), 1)
    ]
    flat = np.array([[-1.0, pivot], [1.0, -pivot]]) * 2.0 + best
    floor = trail(flat, "other", dots=False, follows=False, thin=True, order=2)
    ground = Pane(
        (floor, *arrows, Dot("theta", (w, b))),
        KNOBS,
        "Lines (w, b)",
        ground=scene,
        link=playground(scene.changed(start=(w, b))),
        sets=("w", "b"),
        says="The plane of all lines around the best one, and where three changes lead.",
    )
    return through, ground


def condition(shift: float, scale: float) -> tuple[Pane, Pane]:
    """κ against what is subtracted, and against what the rest is multiplied by."""
    shifts, scales = np.linspace(0.0, 5.0, 201), np.geomspace(0.1, 10.0, 121)
    here = cars.kappa(shift, scale)
    how: Any = {"order": 1, "limits": (0.8, 1e5)}
    dots = (Dot("theta", (x, here), order=1) for x in (shift, scale))
    marks = level("x", MEAN, "mean", order=1), level("x", UNIT, "1/spread", order=1)
    along = Axis("subtracted, 1000 lb"), Axis("multiplied by", log=True)
    grids = (
        (shifts, cars.kappas(shifts, scale), "κ against the shift"),
        (scales, cars.kappas(shift, scales), "κ against the scale"),
    )
    first, second = (
        against(x, {"theta": y}, None, axis, CONDITION, mark, dot, name=name, **how)
        for (x, y, name), axis, mark, dot in zip(grids, along, marks, dots, strict=True)
    )
    return first, second


def scaled(shift: float, scale: float, rate: float) -> Pane:
    """The plane of a scaling, with a run from the level line at zero to the best one."""
    picture = cars.at(cars.plain(rate), shift=shift, scale=scale, steps=FEW)
    start, best = np.array(cars.START), np.array(cars.minimum(shift, scale))
    (run,) = picture.trajectories()
    window = around(start, best, run.positions)
    return plane(picture, window=window, thin=True, name=f"The bowl, and {FEW} steps in it")


def downhill(picture: Comparison, share: float, order: int = 0) -> Arrow:
    """So much of minus the gradient at the start."""
    (x, y), slope = picture.start, picture.trajectories()[0].gradient[0]
    return Arrow(
        "correction",
        (x, y),
        (float(x - share * slope[0]), float(y - share * slope[1])),
        order=order,
    )


def both_planes(standard: Comparison, share: float) -> tuple[Pane, Pane]:
    """The same lines as dots over the raw and over the standardized numbers."""
    (run,) = standard.trajectories()
    raw = cars.at(cars.plain(0.01), steps=1)
    mapped = trail(cars.back(run.positions), 0)
    left = plane(
        raw, mapped, downhill(raw, share), runs=(), name="Raw weight",
        window=((-8.0, 10.0), (-2.0, 38.0)),
    )  # fmt: skip
    right = plane(
        standard, downhill(standard, share, order=1), name="Standardized weight",
        window=ROUND,
    )  # fmt: skip
    return replace(left, link=""), right


def wide_swings(picture: Comparison) -> Pane:
    """The plane with all of the tuned run, which swings out and lies under the others."""
    return plane(picture, window=((-14.0, 22.0), (-6.0, 42.0)), runs=(2, 0, 1), thin=True)


def ladder(steps: Mapping[str, int]) -> Pane:
    """Fewest steps as bars."""
    roles: tuple[Role, ...] = (0, 1, 2, "theta")
    says = "Bars: " + ", ".join(f"{name} {value}" for name, value in steps.items())
    how: Any = {"name": "Steps to arrive", "says": says}
    return bars(steps, STEPS, roles, order=1, write=number, **how)


def number_lines(picture: Comparison, names: tuple[str, str]) -> Pane:
    """Where two runs are along x, each on a line of its own."""
    rows = []
    for k, run in enumerate(picture.trajectories()):
        x = run.positions[:, 0]
        rows.append(trail(np.column_stack([x, np.full(len(x), 1.0 - k)]), k, dots=True))
    lines = [level("y", 1.0), level("y", 0.0), level("x", 0.0, "minimum")]
    ticks = tuple((1.0 - k, name) for k, name in enumerate(names))
    return Pane(
        (*lines, *rows), ((-1.1, 1.1), (-0.6, 1.6)), "Where w is", x=Axis("w"), y=Axis(ticks=ticks)
    )


def by_rate(lr: float, momentum: float) -> Pane:
    """Steps on the standardized numbers against the rate."""
    rates, bare, own = cars.memory_by_rate(momentum)
    return against(
        rates, {0: bare, 1: own}, lr, RATE, STEPS, order=1, limits=(0.8, 600.0),
        name="Steps to arrive", lines=("{0|without}, {1|with memory}",),
    )  # fmt: skip


def cloud(correlation: float) -> Pane:
    """Two features of a correlation; which is drawn, not measured."""
    points = tuple((x, y) for x, y in features.correlated(correlation).tolist())
    return Pane(
        (Cloud("theta", points),),
        ((-3.6, 3.6), (-3.6, 3.6)),
        "Two standardized features",
        x=Axis("weight"),
        y=Axis("displacement"),
        lines=("points drawn at random, with this correlation",),
    )


def by_correlation(correlation: float) -> Pane:
    """Steps of gradient descent and of tuned momentum at some correlations, against κ."""
    shown = [c for c in features.SHOWN if c]
    kappas = [features.kappa(c) for c in shown]
    rows = np.array([features.needed(c) for c in shown], dtype=float).T
    here = features.kappa(correlation)
    inside = [level("x", here, order=1)] if kappas[0] <= here <= kappas[-1] else []
    dots = [
        Dot(k, (at, float(steps)))
        for k, row in enumerate(rows)
        for at, steps in zip(kappas, row, strict=True)
    ]
    dots = [Dot(dot.role, dot.at, order=1) for dot in dots]
    along = Axis("κ", log=True)
    return against(
        kappas, {0: rows[0], 1: rows[1]}, None, along, STEPS, *inside, *dots, order=1,
        name="Steps to arrive", lines=("{0|without}, {1|with tuned memory}",),
    )  # fmt: skip


def veiled(picture: Comparison, **values: Any) -> Pane:
    """A plane whose ground is hidden while the question is open, and the paths on it."""
    return paths(picture, order=1, veiled=True, thin=True, **values)


def near(run: Trajectory, role: Role) -> Trail:
    """A path up to where it has left every picture."""
    far = np.flatnonzero(~(np.abs(run.positions) < FAR).all(axis=1))
    last = int(far[0]) if far.size else len(run.positions) - 1
    points = run.positions[: last + 1]
    return trail(points[np.abs(points).max(axis=1) < 1e30], role)


def rays(picture: Comparison, role: int, **values: Any) -> Pane:
    """A plane with a path that may leave it."""
    (run,) = picture.trajectories()
    return paths(picture, near(run, role), runs=(), role=role, **values)


def length_and_angle(run: Trajectory) -> Pane:
    """How long the weights are and how far their direction is off, by step."""
    steps = np.arange(len(run.positions))
    long, turned = features.lengths(run), features.off(run.positions.T)
    kept = np.unique(np.geomspace(1, len(steps) - 1, 200).astype(int))
    series: dict[Role, Array] = {"velocity": long[kept], "correction": turned[kept]}
    shapes = [curve(kept, y, role, order=1) for role, y in series.items()]
    name, told = "Length and angle by step", ("{velocity|length of w}, {correction|angle in rad}",)
    low = float(min(1e-4, *np.maximum(turned[kept], 1e-12)))
    window = (1.0, float(kept[-1])), (max(low / 2.0, 1e-7), max(10.0, 2.0 * float(long.max())))
    floor = level("y", features.NEAR, "arrived", order=1)
    return Pane(
        (floor, *shapes), window, name, x=Axis("step", log=True), y=Axis(log=True), lines=told
    )


def bog(lr: float) -> Pane:
    """Steps to the best direction against the rate, on the bowl and behind a normalization."""
    shapes: list[Shape] = []
    for role, key in ((0, "batch_norm"), (1, "two_features")):
        rates, steps = features.told(key)
        inside = np.isfinite(steps)
        shapes.append(curve(rates[inside], steps[inside], role, order=1))
    cliff = level("x", features.cliff(), "limit of the bowl")
    here = [level("x", lr, order=1)] if 0.01 <= lr <= 4.0 else []
    return Pane(
        (*shapes, cliff, *here), ((0.01, 4.0), (30.0, 2e4)), "Steps to the best direction",
        x=RATE, y=STEPS, lines=("{1|the bowl}, {0|behind a batch normalization}",),
    )  # fmt: skip


def alone(run: Run, shift: float, steps: int) -> tuple[Pane, Pane, Pane]:
    """The line, the plane and the loss of one run on shifted numbers."""
    picture = cars.at(run, shift=shift, steps=steps)
    best = np.array(cars.minimum(shift))
    window = around(np.array(cars.START), best, np.array([[-8.0, 0.0], [8.0, 0.0]]))
    axis = Axis(f"weight − {number(shift)}") if shift else RAW
    return (
        data(picture, x=axis),
        plane(picture, window=window, thin=True),
        above_floor(picture, dots=True),
    )
