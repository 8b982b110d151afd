"""The pictures of the lesson on AdaGrad, RMSProp and Adam."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from comparison import Comparison, Trajectory
from lessons.adaptive_rates import rates, runs, samples
from lessons.adaptive_rates.runs import (
    ADAGRAD,
    ADAM,
    AMSGRAD,
    BETA2,
    BOWL,
    FLOOR,
    GD,
    LIMIT,
    LR,
    RMSPROP,
    SIGN,
    SLOPE,
    WELLS,
    Array,
)
from lessons.words import number
from pictures import (
    STEP,
    Arrow,
    Axis,
    Band,
    Cloud,
    Dot,
    Line,
    Pane,
    Role,
    against,
    bars,
    columns,
    curves,
    cut,
    level,
    moves,
    number_line,
    paths,
    ranges,
    trail,
)
from pictures.curves import curve

TINY = 1e-300
"""What is 0 is drawn here on a logarithmic axis: far below it."""
FIRST = 12
LAST = 6
THREE = "{0|AdaGrad} · {1|RMSProp} · {2|Adam}"
ROWS: tuple[Role, ...] = (ADAGRAD, RMSPROP, ADAM)
RATE = Axis("learning rate", log=True)
BEYOND = 400.0
"""A rate beyond all that were tried."""
PLACE = Axis("x")


def _told(line: str) -> dict[str, Any]:
    """The same line before and after the answer."""
    return {"lines": (line,), "asked": (line,)}


def on_the_slope() -> tuple[Pane, Pane]:
    """The three from the side, and x by step with the floor as a band."""
    steps = float(SLOPE.steps)
    floor = Band("other", (0.0, steps), (-FLOOR, -FLOOR), (FLOOR, FLOOR))
    return (
        cut(SLOPE, window=((-8.6, 1.2), (-1.0, 8.4)), name="The loss along x",
            **_told(THREE)),
        curves(SLOPE, "x", floor, limits=(-8.4, 1.0), name="x by step",
               **_told(f"{THREE} · band: the floor")),
    )  # fmt: skip


def three_divisors(alpha: float) -> Pane:
    """What each rule divides by, by powers of ten."""
    t = np.geomspace(1.0, 300.0, 121)
    lines = [
        curve(t, values, role, order=1)
        for role, values in zip(ROWS, runs.divisors(alpha, t), strict=True)
    ]
    window = (1.0, 300.0), (0.08, 22.0)
    axes: Any = {"x": Axis("step t", log=True), "y": Axis(log=True)}
    return Pane(tuple(lines), window, "What it divides by", **axes, **_told(THREE))


def first_moves(alpha: float) -> Pane:
    """The first moves of the three, to scale."""
    rows = {
        name: run.positions[: FIRST + 1, 0]
        for name, run in zip(("AdaGrad", "RMSProp", "Adam"), runs.on_slope(alpha), strict=True)
    }
    name = f"The first {FIRST} steps, to scale"
    return moves(rows, ROWS, PLACE, limits=(-8.0, -2.0), order=1, name=name, wide=1.5)


def uncorrected_steps(beta2: float) -> Pane:
    """The first steps without the corrections, in units of lr."""
    heights = runs.uncorrected(beta2, np.arange(1, 41))
    line = Line("theta", "y", 1.0, label="corrected", along=0.7)
    window = (0.0, 41.0), (0.0, max(1.12 * float(heights.max()), 1.3))  # or the label is cut
    name = "Steps without correction, in units of lr"
    shapes = (columns(heights, ADAM, first=1, order=1), line)
    return Pane(shapes, window, name, x=Axis("step"))


def two_wells() -> Pane:
    """One rule, corrected and not."""
    names = ("PyTorch", "MLX")
    told = " · ".join(f"{{{k}|{name}}}" for k, name in enumerate(names))
    return paths(WELLS, order=1, name="Adam of two frameworks, lr 0.1", **_told(told))


def to_the_floor(alpha: float, steps: int) -> Pane:
    """|x| by step, by powers of ten, and half a rate."""
    found = runs.on_slope(alpha, steps)
    lines = [
        curve(range(steps + 1), np.maximum(np.abs(found[role].positions[:, 0]), TINY), role,
              follows=True)
        for role in (ADAM, RMSPROP)
    ]  # fmt: skip
    half = Line("theta", "y", LR / 2.0, label="lr/2", order=1, along=0.5)
    window = (0.0, float(steps)), (1e-16, 20.0)
    y, told = Axis("|x|", log=True), _told("{1|RMSProp} · {2|Adam}")
    return Pane((*lines, half), window, "Distance from the minimum", x=STEP, y=y, **told)


def on_the_floor(alpha: float, steps: int) -> Pane:
    """The last moves of RMSProp."""
    run = runs.on_slope(alpha, steps)[RMSPROP].positions[:, 0]
    rows = {
        f"{steps - LAST + k + 1}": run[steps - LAST + k : steps - LAST + k + 2] for k in range(LAST)
    }
    middle = Line("other", "x", 0.0)
    name = f"RMSProp's last {LAST} steps"
    return moves(
        rows, (RMSPROP,) * LAST, PLACE, middle, limits=(-LR, LR), order=1, starts=False, name=name
    )  # fmt: skip


REMEDY_ROLES: Mapping[str, Role] = {"none": ADAM, "amsgrad": AMSGRAD, "eps": GD, "cosine": 4}
REMEDY_NAMES = {
    "none": "Adam", "amsgrad": "AMSGrad", "eps": f"Adam, ε = {runs.EPS:g}",
    "cosine": "Adam with a cosine",
}  # fmt: skip


TENS = (0, -20, -40, -60)


def far_and_near(found: Mapping[str, Trajectory]) -> Pane:
    """The distance from the minimum by step, from 1e-72 up.

    As powers of ten: a board has its numbers in 32 bits, which end at 1e-45.
    """
    lines = [
        curve(range(BOWL.steps + 1), np.log10(np.maximum(runs.distance(run), TINY)),
              REMEDY_ROLES[name], follows=True)
        for name, run in found.items()
    ]  # fmt: skip
    window = (0.0, float(BOWL.steps)), (-72.0, 4.0)
    y = Axis(ticks=tuple((float(power), f"1e{power}" if power else "1") for power in TENS))
    legend = " · ".join(f"{{{REMEDY_ROLES[name]}|{REMEDY_NAMES[name]}}}" for name in found)
    name = "Distance from the minimum"
    return Pane(tuple(lines), window, name, x=STEP, y=y, **_told(legend))


def how_nervous(run: Trajectory, role: Role) -> Pane:
    """Rate times curvature in both directions, and what Adam can stand."""
    values = runs.sharpness(run)
    steps = np.arange(1, len(values) + 1)
    roles: tuple[Role, Role] = ("velocity", "correction")
    lines = [curve(steps, values[:, k], roles[k], follows=True) for k in (0, 1)]
    limit = Line("theta", "y", LIMIT, label=f"limit {number(LIMIT)}", along=0.3)
    window = (0.0, float(BOWL.steps)), (0.05, 300.0)
    told = "rate × curvature in {velocity|x} and {correction|y}"
    return Pane(
        (*lines, limit), window, "Rate × curvature", role, x=STEP, y=Axis(log=True), **_told(told)
    )  # fmt: skip


def good_rates(found: Mapping[str, Any], name: str, **values: Any) -> Pane:
    """The rates at which each rule arrives; an arrow where the grid ended."""
    shown = {rule: entry for rule, entry in found.items() if entry}
    rows = {rates.RULES[rule][0]: (entry["low"], entry["high"]) for rule, entry in shown.items()}
    pane = ranges(rows, {}, RATE, [rates.RULES[rule][2] for rule in shown], name=name, **values)
    ends = [
        Arrow(rates.RULES[rule][2], (entry["high"], row), (BEYOND, row))
        for row, (rule, entry) in zip(range(len(shown))[::-1], shown.items(), strict=True)
        if entry["open"]
    ]
    window = (1e-5, BEYOND), pane.window[1]
    return pane.adding(*ends, window=window)


def fewest_steps(found: Mapping[str, Any], order: int = 1) -> Pane:
    """The steps of each rule at its own best rate."""
    shown = {rule: entry for rule, entry in found.items() if entry}
    heights = {SHORT_NAMES[rule]: float(entry["fewest"]) for rule, entry in shown.items()}
    roles = [rates.RULES[rule][2] for rule in shown]
    name = "Fewest steps, each at its best rate"
    return bars(heights, Axis("steps"), roles, order=order, name=name)


SHORT_NAMES = {
    "gradient_descent": "GD", "nesterov": "NAG", "momentum": "mom.", "adagrad": "AdaGrad",
    "rmsprop": "RMS 0.99", "rmsprop 0.9": "RMS 0.9", "adam": "Adam",
}  # fmt: skip


def ten_numbers(beta2: float) -> Pane:
    """The ten numbers, and the steps they make where they cancel."""
    here = samples.rest(beta2)
    marks = {"mean": samples.MEAN}
    named = {samples.MEDIAN: "median 0"}
    ticks = tuple((float(at), named.get(at, number(at))) for at in range(0, 11, 2))
    told = "{1|line: where it rests · arrows: the step each number makes there, in units of lr}"
    return number_line(
        samples.NUMBERS, samples.circle_steps(beta2, here), here, RMSPROP, marks,
        Axis("answer", ticks=ticks), order=1, name="A row for each number", lines=(told,), wide=1.3,
    )  # fmt: skip


def going_round(walked: Array) -> Pane:
    """The answer by step."""
    line = curve(range(len(walked)), walked, RMSPROP, follows=True)
    mean = Line("other", "y", samples.MEAN, label="mean", along=0.6)
    window = (0.0, len(walked) - 1.0), (-0.15, 1.25)
    return Pane((line, mean), window, "The answer by step", x=STEP)


def by_memory(beta2: float) -> Pane:
    """Where it rests against how many steps the divisor remembers."""
    memory, places = samples.MEMORIES, samples.rest_by_memory("ten numbers")
    along = Axis("memory 1/(1 − β2), in steps", log=True)
    mean = Line("other", "y", samples.MEAN, label="mean", along=0.05)
    return against(
        memory, {RMSPROP: places}, 1.0 / (1.0 - beta2), along, Axis(), mean,
        limits=(-0.15, 1.25), order=1, name="Where it rests",
    )  # fmt: skip


DOTTED = 6
"""Of so many points of a curve one is a dot."""


def the_law(count: int, beta2: float) -> Pane:
    """The answer against n (1 - beta2): a line for one memory, dots for two others on it."""
    line = np.array(samples.law_curve(BETA2))
    shown: Mapping[Role, float] = {"velocity": 0.99, "correction": 0.9}
    found = {role: np.array(samples.law_curve(b))[::DOTTED] for role, b in shown.items()}
    lines = [
        curve(line[:, 0], line[:, 1], ADAM, order=1),
        *(
            Cloud(role, tuple((x, y) for x, y in law.tolist()), order=1)
            for role, law in found.items()
        ),
    ]
    here = count * (1.0 - beta2)
    dots = [level("x", here), Dot("theta", (here, samples.rare_rest(count, beta2)), order=1)]
    dotted = " and ".join(f"{{{role}|{number(b)}}}" for role, b in shown.items())
    told = f"β2 = {{{ADAM}|{number(BETA2)}}}, and dots for {dotted}"
    window = (0.001, 1000.0), (-0.06, 1.1)
    axis = Axis("n (1 − β2)", log=True)
    return Pane((*lines, *dots), window, "The answer", x=axis, y=Axis(), **_told(told))


WALKER_ROLES: Mapping[str, Role] = {
    "adam": ADAM, "amsgrad": AMSGRAD, "gradient_descent": GD, "defaults": SIGN,
}  # fmt: skip
WALKER_NAMES = {
    "adam": "Adam", "amsgrad": "AMSGrad", "gradient_descent": "gradient descent",
    "defaults": "Adam at its defaults",
}  # fmt: skip


def straight_lines() -> tuple[Pane, Pane]:
    """The paper's example: the mean line with its walkers, and where they are by step."""
    slope = float(np.mean(samples.SLOPES))
    ends = [samples.walker(name) for name in WALKER_ROLES]
    roles = list(WALKER_ROLES.values())
    line = curve((-1.0, 1.0), (-slope, slope), "other")
    walkers = [
        trail(np.column_stack([x, slope * x]), role, dots=False, order=1)
        for role, x in zip(roles[:2], ends[:2], strict=True)
    ]
    told = " · ".join(f"{{{WALKER_ROLES[name]}|{said}}}" for name, said in WALKER_NAMES.items())
    window = (-1.15, 1.15), (-0.85, 0.85)
    by_step = [
        curve(range(len(x)), x, role, follows=True, order=1)
        for role, x in zip(roles, ends, strict=True)
    ]
    return (
        Pane((line, *walkers), window, "The paper’s mean loss", x=PLACE, y=Axis("loss")),
        Pane(tuple(by_step), ((0.0, float(samples.STEPS)), (-1.3, 1.3)), "x by step", x=STEP,
             lines=(told,)),
    )  # fmt: skip


def picture_of(names: Sequence[str]) -> Comparison:
    """The bowl with some of the remedies."""
    return BOWL.changed(runs=tuple(runs.REMEDIES[name] for name in names))
