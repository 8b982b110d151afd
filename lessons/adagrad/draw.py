"""The pictures of the lesson on AdaGrad."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from comparison import Comparison, Trajectory
from lessons.adagrad import regrets
from lessons.adagrad.runs import (
    BOWL,
    ON_SLOPE,
    Array,
    adagrad,
    plain,
    rates,
    root,
    steps_of_descent,
    turned,
)
from lessons.adagrad.scans import CELLS, DIAL, dial, rarely, whole_matrix
from lessons.words import number, thousands, vector
from pictures import (
    STEP,
    Arrow,
    Axis,
    ByStep,
    Cloud,
    Pane,
    Role,
    Shape,
    against,
    around,
    bars,
    cell_map,
    columns,
    curves,
    cut,
    level,
    paths,
    walk,
)
from pictures.bars import zero
from pictures.curves import curve
from pictures.shape import Columns

RATE = Axis("rate lr/√G", log=True)
STEPS = Axis("steps", log=True)
LATE = Axis("step", log=True)
PARTS: tuple[Role, Role] = ("velocity", "correction")
"""The inks of x and y."""
NAMED_APART = math.log(1.5)
"""How far apart two curves must end, or one's name would lie on the other's."""
LEFT = 1.46
"""What 2√t is more than the sum of all 1/√k up to t, in the long run."""
CUT = "dotted: −∇f at the start, cut to length 1"
SHOWN = 20
"""Terms of the lemma that are drawn."""


def with_parts(picture: Comparison, place: int, name: str, lines: Sequence[str]) -> Pane:
    """A run and, at each step, the move that led there as its x part and its y part."""
    points = walk(picture, place).trail(picture.steps)
    frames: list[tuple[Shape, ...]] = [()]
    for (x0, y0), (x1, y1) in pairwise(points):
        along, up = Arrow("velocity", (x0, y0), (x1, y0)), Arrow("correction", (x1, y0), (x1, y1))
        frames.append((along, up))
    gx, gy = picture.trajectories()[place].gradient[0]
    long, start = float(np.hypot(gx, gy)), points[0]
    tip = (start[0] - float(gx) / long, start[1] - float(gy) / long)
    ghost = Arrow("ghost", start, tip)
    parts = ByStep(place, tuple(frames), order=1)
    window = around(*points, tip, (start[0] + 2.6, start[1]), (-4.6, 0.0))
    return paths(
        picture, ghost, parts, runs=(place,), role=place, window=window, name=name,
        step_lines=tuple((line, CUT) for line in lines), asked=(CUT,),
    )  # fmt: skip


def step_words(run: Trajectory, root_of: Array | None, lr: float) -> list[str]:
    """The formula of each step with its numbers, x and y one after the other."""
    said = [f"start at {vector(run.positions[0])}, gradient {vector(run.gradient[0])}"]
    for k, (x, g) in enumerate(zip(run.positions, run.gradient, strict=False)):
        after = run.positions[k + 1]
        by = ["", ""] if root_of is None else [f"/{number(v)}" for v in root_of[k]]
        said.append(
            " · ".join(
                f"{{{PARTS[i]}|{name}: {number(x[i])} − {number(lr)}·({number(g[i])}){by[i]} = "
                f"{number(after[i])}}}"
                for i, name in enumerate("xy")
            )
        )
    return said


def rates_by_step(run: Trajectory, guide: bool, order: int = 1, **values: Any) -> Pane:
    """The rate of each coordinate against the step, both by powers of ten."""
    own, count = rates(run), len(run.gradient)
    at = np.unique(np.geomspace(1, count, 160).round()).astype(int)
    apart = abs(math.log(own[-1, 0] / own[-1, 1])) > NAMED_APART
    lines: list[Shape] = [
        curve(at, own[at - 1, i], PARTS[i], order=order, label="xy"[i] if apart else "")
        for i in range(2)
    ]
    if guide:
        lines.append(curve(at, own[-1, 1] * 2.5 * np.sqrt(count / at), "ghost", order=order))
    low, high = float(own.min()), float(own.max())
    told = "{velocity|rate in x} and {correction|in y}" + (" · dotted: ∝ 1/√t" if guide else "")
    return Pane(
        tuple(lines), ((1.0, float(count)), (low / 2.0, high * 2.0)), x=LATE, y=RATE,
        lines=(told,), asked=(told,), **{"name": "Both rates", **values},
    )  # fmt: skip


def arrivals(kappa: float, steps: int) -> Pane:
    """When AdaGrad and gradient descent arrive, as bars."""
    heights = {"AdaGrad": float(steps), "gradient descent": float(steps_of_descent(kappa))}
    least, most = 0.7, 6000.0
    bars_ = tuple(
        Columns(k, (float(k),), (height,), 0.6, least, order=1, label=thousands(height))
        for k, height in enumerate(heights.values())
    )
    names = Axis(ticks=tuple((float(k), name) for k, name in enumerate(heights)))
    return Pane(bars_, ((-0.6, 1.6), (least, most)), "Steps to arrive", x=names, y=STEPS)


def turning(picture: Comparison, place: int, name: str) -> Pane:
    """One run on the turned bowl, with the axes as they stay."""
    window = ((-5.0, 5.0), (-5.0, 5.0))
    return paths(
        picture, level("x", 0.0), level("y", 0.0), runs=(place,), role=place, window=window,
        name=name,
    )  # fmt: skip


def by_angle(angle: float) -> Pane:
    """The fewest steps of all rules against the angle, each at its best rate."""
    roles = {"adagrad": 0, "gradient_descent": 1, "momentum": 2, "adam": 3}
    lines: Mapping[Role, Any] = {
        role: [steps for steps, _ in dial(name)] for name, role in roles.items()
    }
    whole = [whole_matrix(100.0)[0][0]] * len(DIAL)
    flat = curve(DIAL, whole, "brake", order=2)
    said = "{0|AdaGrad} · {1|GD} · {2|momentum} · {3|Adam} · {brake|AdaGrad, whole matrix}"
    return against(
        DIAL, lines, angle, Axis("angle φ in degrees"), STEPS, flat,
        limits=(3.0, 500.0), order=1, name="Fewest steps over all rates", lines=(said,),
    )  # fmt: skip


def rare_path(picture: Comparison, every: int) -> Pane:
    """AdaGrad and gradient descent, with a mark wherever y is seen."""
    window = around((3.4, -2.2), (-3.4, 2.2))
    seen = [
        Cloud(k, tuple((x, y) for x, y in run.positions[::every].tolist()[:40]), order=1)
        for k, run in enumerate(picture.trajectories()[:2])
    ]
    return paths(
        picture, *seen, runs=(0, 1), window=window, name="Dots: here y is seen",
        lines=("{0|AdaGrad} and {1|gradient descent}",),
    )  # fmt: skip


def by_cell(every: int, curvature: int) -> Pane:
    """The fewest steps of gradient descent in every cell."""
    table = [[found["gradient_descent"][0] for found in rarely(k)] for k in CELLS]
    names = [str(value) for value in CELLS]
    told = "across: curvature c of x · up: y is seen every k-th step · press a cell"
    return cell_map(
        table, names, names, number, 1, (CELLS.index(curvature), CELLS.index(every)), 1,
        sets=("curvature", "every"), name="Gradient descent: fewest steps",
        lines=(told,), asked=(told.replace(" · press a cell", ""),),
    )  # fmt: skip


def steps_on_slope(run: Trajectory, count: int = 60) -> Pane:
    """The lengths of the first steps."""
    lengths = np.diff(run.positions[: count + 1, 0])
    shape = columns(lengths, 0, first=1, order=1)
    return Pane(
        (zero(), shape), ((0.0, count + 1.0), (0.0, 1.1 * ON_SLOPE)),
        "Lengths of the first steps", x=STEP,
    )  # fmt: skip


def down_the_slope(picture: Comparison, halfway: int) -> Pane:
    """How far both have come, with the curve 2√t."""
    t = np.arange(picture.steps + 1)
    guide = curve(t, picture.start[0] + ON_SLOPE * (2.0 * np.sqrt(t) - LEFT), "ghost", order=1)
    half = level("x", halfway, "half of the way")
    pane = curves(
        picture, "x", level("y", 0.0, "minimum", along=0.5), half, limits=(-8.5, 2.5),
        name="Way by step", lines=("{0|AdaGrad} and {1|GD} · dotted: "
            f"{number(picture.start[0])} + {number(ON_SLOPE)}·(2√t − {number(LEFT)})",),
        asked=("{0|AdaGrad} and {1|gradient descent}",),
    )  # fmt: skip
    return replace(pane, shapes=(*pane.shapes, guide), wide=1.4)


def two_walkers(picture: Comparison, begins: int) -> tuple[Pane, ...]:
    """The cliff from the side, x by step, and √G of both where the second starts afresh."""
    first, second = picture.trajectories()
    shown = picture if begins else picture.changed(runs=picture.runs[:1])
    window = ((-6.0, 4.5), (-1.0, 11.5))
    own: Any = {"runs": (1, 0) if begins else (0,)}  # the way of both is the first one's
    side = cut(shown, window=window, name="The cliff from the side", wide=1.2, **own)
    way = curves(
        shown, "x", level("y", 3.0, "x = 3"), limits=(-5.5, 4.4), name="Way by step",
        lines=("{0|remembers all}" + (" · {1|starts afresh}" if begins else ""),), **own,
    )  # fmt: skip
    at = begins or 416
    heights = {"remembers all": float(root(first)[at, 0]), "afresh": float(root(second)[at, 0])}
    if not begins:
        heights["afresh"] = float(abs(first.gradient[at, 0]))
    return side, way, bars(heights, Axis("√G", log=True), order=1, name=f"√G after step {at + 1}",
                            write=lambda v: number(v, 3))  # fmt: skip


def paid_by_step(lr: float) -> Pane:
    """The regret so far, and the bound on it, growing with t."""
    regret, _, bound = regrets.paid(lr)
    t = np.arange(1, len(regret) + 1)
    lines = (
        curve(t, regret, 0, order=1),
        curve(t, bound, "other", order=1),
    )
    told = "{0|regret} and {other|bound}"
    window = (1.0, float(len(regret))), (float(regret[0]) / 2.0, float(bound.max()) * 2.0)
    return Pane(
        lines, window, f"Regret at lr {number(lr)}", x=LATE, y=Axis("sum", log=True),
        lines=(told,), asked=(told,),
    )  # fmt: skip


def paid_by_rate(lr: float) -> Pane:
    """Regret and bound after all steps, against the rate."""
    grid, regret, bound = regrets.paid_by_rate()
    lines: Mapping[Role, Any] = {0: regret, "other": bound}
    return against(
        grid, lines, lr, Axis("learning rate", log=True), Axis("sum", log=True),
        order=1, name=f"After {regrets.STEPS} steps", lines=("{0|regret} and {other|bound}",),
    )  # fmt: skip


def lemma(name: str) -> Pane:
    """The terms of a sequence, each on top of the last, between √G and 2√G."""
    terms, size = (values[:SHOWN] for values in regrets.lemma(name))
    ends, t = np.cumsum(terms).tolist(), np.arange(1.0, SHOWN + 1.0)
    at, faint = tuple(t.tolist()), (0.15,) * SHOWN
    below = Columns("theta", at, tuple(ends), 0.8, 0.0, faint, order=1)
    stacked = Columns("theta", at, tuple(ends), 0.8, (0.0, *ends[:-1]), order=1)
    lines = (curve(t, size, "ghost", order=1), curve(t, 2.0 * size, "other", order=1))
    top = 2.2 * float(size[-1])
    return Pane(
        (zero(), below, stacked, *lines), ((0.3, SHOWN + 0.7), (0.0, top)),
        "The lemma: terms g²/√G, stacked", x=Axis("t"),
        lines=("upper line: 2√G · lower line: √G",),
    )  # fmt: skip


def by_weights(d: int) -> Pane:
    """The ratio of the bounds against the number of weights, over its floor."""
    sizes, found = regrets.ratios()
    floor = curve(sizes, 1.0 / np.sqrt(sizes), "other", order=1)
    return against(
        sizes, {0: found}, float(d), Axis("weights d", log=True), Axis("ratio", log=True),
        floor, limits=(8e-4, 1.5), order=1, name="AdaGrad’s bound / gradient descent’s",
        lines=("{0|here} · {other|the least it can be, 1/√d}",), asked=("",),
    )  # fmt: skip


def of_words(how: str) -> Pane:
    """The regret of the methods by the number of weights, in groups of bars."""
    roles: tuple[Role, ...] = (2, 1, 0)
    shapes: list[Shape] = []
    high = 0.0
    for k, d in enumerate(regrets.SIZES):
        for j, value in enumerate(regrets.of_words(d)[how]):
            shapes.append(Columns(roles[j], (k + 0.27 * (j - 1),), (value,), 0.25, order=1))
            high = max(high, value)
    told = ("{2|constant rate} · {1|rate ∝ 1/√t} · {0|AdaGrad}",)
    ticks = tuple((float(k), number(d)) for k, d in enumerate(regrets.SIZES))
    return Pane(
        (zero(), *shapes), ((-0.6, 3.6), (0.0, 1.1 * high)), "Regret",
        x=Axis("weights d", ticks=ticks), lines=told, asked=told, wide=1.1,
    )  # fmt: skip


@lru_cache(maxsize=256)
def at_best(angle: int) -> Comparison:
    """The turned bowl with AdaGrad and gradient descent, each at its best rate."""
    runs = (adagrad(dial("adagrad")[angle][1]), plain(dial("gradient_descent")[angle][1]))
    return turned(float(angle)).changed(runs=runs)


def distance(picture: Comparison, most: int) -> Pane:
    """How far a run is from the minimum, and where it has to be by when."""
    near = level("y", BOWL.record.tolerance, "arrived", along=0.8)
    return curves(
        picture.changed(steps=300), "distance", near, level("x", float(most), "goal"),
        limits=(0.005, 10.0), name="Distance to the minimum",
    )  # fmt: skip
