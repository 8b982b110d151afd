"""The pictures of the lesson on Adam's family."""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from comparison import Comparison, Run
from lessons.adam_family import seeds
from lessons.adam_family.runs import (
    BOOTH,
    BOWL,
    FAMILY,
    LABELS,
    LR,
    RARE,
    ROLE,
    THROWN,
    TIMES,
    Point,
    by_form,
    decayed,
    divisor,
    first_steps,
    forms,
    mu,
    named,
    pulled,
    ran,
    ratio,
    slope_steps,
    stands,
    thrown,
    walked,
)
from lessons.words import number
from pictures import (
    STEP,
    Arrow,
    Axis,
    Cloud,
    Columns,
    Diamond,
    Dot,
    Fence,
    Pane,
    Role,
    Shape,
    Trail,
    around,
    bars,
    box_plot,
    curves,
    level,
    paths,
    trail,
)
from pictures.curves import curve
from pictures.paths import playground

ZOOM = 0.25
LEAST = 1e-16
"""Nothing smaller is drawn of |y|."""
SHOWN = 60
"""So many steps after a single gradient are drawn."""


def square(half: float, center: Point = (0.0, 0.0), label: str = "", order: int = 0) -> Trail:
    """The square of half-side `half` around a point."""
    corners = ((1, 1), (-1, 1), (-1, -1), (1, -1), (1, 1))
    points = [(center[0] + half * x, center[1] + half * y) for x, y in corners]
    return trail(points, "other", dots=False, follows=False, thin=True, label=label, order=order)


def first_arrows(chosen: str) -> Pane:
    """The first steps from the start, close up, in a square of half-side lr."""
    x, y = BOWL.start
    found = first_steps()
    shapes: list[Shape] = [square(LR, BOWL.start)]
    for key in sorted(FAMILY, key=lambda one: one == chosen):
        dx, dy = found[key]
        label = LABELS[key] if key == chosen else ""
        if key == "nesterov" and key == chosen:
            label = f"NAG: {number(math.hypot(dx, dy), 3)} long"
        if key == chosen or key != "nesterov":
            shapes.append(Arrow(ROLE[key], (x, y), (x + dx, y + dy), label=label, order=1))
    return Pane(
        (*shapes, Dot("theta", BOWL.start, label="start", left=True)),
        ((x - ZOOM, x + ZOOM), (y - ZOOM, y + ZOOM)),
        "The first step, close up",
        ground=BOWL,
        link=playground(BOWL),
    )


def first_bars(chosen: str) -> Pane:
    """The first step of one in units of lr."""
    dx, dy = (abs(d) / LR for d in first_steps()[chosen])
    tall = {"along x": dx, "along y": dy}
    pane = bars(tall, Axis("step / lr", log=True), (ROLE[chosen],) * 2, order=1, wide=0.5)
    window = pane.window[0], (0.3, 200.0)
    return Pane(pane.shapes, window, f"{LABELS[chosen]}, in lr", ROLE[chosen], x=pane.x, y=pane.y,
                wide=0.5)  # fmt: skip


def floor(picture: Comparison) -> Pane:
    """The end of the slope, where the floor is round."""
    return paths(picture, window=((-2.4, 1.6), (-1.2, 1.2)), name="Near the floor")


def over_time(picture: Comparison, last: int) -> Pane:
    """How far along the slope."""
    return curves(picture, "x", level("y", 0.0), steps=last, name="x by step", wide=0.9)


def parts_of_a_step(share: float) -> Pane:
    """Of what a step is made at first: the bare gradient and the average."""
    shapes = (
        Columns("velocity", (0.0,), (1.0,), 0.6, order=1),
        Columns("velocity", (1.0,), (share,), 0.6, order=1),
        Columns("correction", (1.0,), (1.0,), 0.6, share, order=1),
    )
    names = Axis(ticks=((0.0, "Adam"), (1.0, "NAdam")))
    told = (f"{{velocity|average m {number(share, 2)}}}, {{correction|bare g "
            f"{number(1.0 - share, 2)}}}",)  # fmt: skip
    window = (-0.6, 1.6), (0.0, 1.05)
    return Pane(shapes, window, "A step is made of", x=names, y=Axis(), lines=told, wide=0.45)


def heights(picture: Comparison, crossing: int | None) -> Pane:
    """|y| by step."""
    lines = [
        curve(np.arange(len(run.positions)), np.maximum(np.abs(run.positions[:, 1]), LEAST), k,
              follows=True)
        for k, run in enumerate(picture.trajectories())
    ]  # fmt: skip
    window = (0.0, float(picture.steps)), (LEAST, 30.0)
    extra = _crossing(crossing)
    return Pane((*lines, *extra), window, "|y| by step", x=STEP, y=Axis("|y|", log=True),
                link=playground(picture))  # fmt: skip


def strains(picture: Comparison, crossing: int | None) -> Pane:
    """lr·λ/√v̂ across the bowl, and what each can stand."""
    adam, nadam = (ratio(run) for run in picture.trajectories())
    steps = np.arange(picture.steps)
    every = steps[:: max(picture.steps // 100, 1)]
    limit = tuple((float(t), float(stands(mu(t + 1)))) for t in every)
    shapes = (
        level("y", float(stands(1.0)), "Adam stands", 0),
        level("y", float(stands(0.9)), "NAdam at μ = β1", "other"),
        Fence(1, limit),
        curve(steps, adam, 0, follows=True),
        curve(steps, nadam, 1, follows=True),
        *_crossing(crossing),
    )
    window = (0.0, float(picture.steps)), (0.05, 80.0)
    told = ("{1|With ticks: what NAdam stands}",)
    return Pane(shapes, window, "lr·λ/√v̂ in y", x=STEP, y=Axis(log=True), lines=told, asked=told)


def _crossing(at: int | None) -> list[Shape]:
    """The step from which NAdam's ratio is beyond what it stands."""
    return [] if at is None else [level("x", float(at), role="correction", order=1)]


def form_paths(key: str) -> Pane:
    """The paths of one optimizer's forms."""
    return paths(by_form(key), name=f"{LABELS[key]} three times" if len(forms(key)) == 3 else
                 f"{LABELS[key]} four times", order=1)  # fmt: skip


def form_bars(key: str, names: Mapping[str, str]) -> Pane:
    """The first step of each form in lr."""
    tall = {names[form]: float(slope_steps(key, form)[0]) for form in forms(key)}
    pane = bars(tall, Axis("first step / lr", log=True), order=1)
    return Pane(pane.shapes, (pane.window[0], (0.05, 6.0)), "First step, in lr", x=pane.x,
                y=pane.y, wide=0.7)  # fmt: skip


def form_steps(key: str) -> Pane:
    """The steps of each form down a constant slope."""
    times = np.unique(np.geomspace(1, 3000, 200).astype(int))
    lines = [
        curve(times, slope_steps(key, form)[times - 1], k, order=1)
        for k, form in enumerate(forms(key))
    ]
    window = (1.0, 3000.0), (0.08, 9.0)
    return Pane(tuple(lines), window, "Steps on a slope of 1, in lr", x=Axis("step", log=True),
                y=Axis(log=True), wide=0.8)  # fmt: skip


def momenta() -> Pane:
    """NAdam's μ by step in the three forms."""
    times = np.unique(np.geomspace(1, 10_000, 200).astype(int))
    rows = (mu(times), mu(times, 1.0), np.full(len(times), 0.9))
    lines = [curve(times, row, k, order=1) for k, row in enumerate(rows)]
    return Pane(tuple(lines), ((1.0, 1e4), (0.4, 0.95)), "NAdam’s μ by step",
                x=Axis("step", log=True), y=Axis(), wide=0.8)  # fmt: skip


def after_silence(silence: int) -> tuple[Pane, Pane]:
    """Each step after the one gradient, and how far they have come."""
    three = ("adam", "nadam", "adamax")
    sums = {key: walked(key, silence)[: SHOWN + 1] for key in three}
    width = 0.27
    steps = [
        Columns(ROLE[key], tuple(k + 1 + (place - 1) * width for k in range(15)),
                tuple(np.diff(sums[key])[:15].tolist()), width, order=1)
        for place, key in enumerate(three)
    ]  # fmt: skip
    sum_lines = [
        curve(np.arange(SHOWN + 1), sums[key], ROLE[key], order=2, label=LABELS[key])
        for key in three
    ]
    high, far = max(np.diff(s).max() for s in sums.values()), max(s.max() for s in sums.values())
    after = Axis("step after the slope of 1")
    return (
        Pane(tuple(steps), ((0.3, 15.7), (0.0, 1.1 * float(high))), "Each step, in lr", x=after,
             y=Axis(), wide=0.8),
        Pane(tuple(sum_lines), ((0.0, float(SHOWN)), (0.0, 1.1 * float(far))),
             "Walked, in lr", x=after, y=Axis(), wide=0.8),
    )  # fmt: skip


def rare_paths() -> Pane:
    """Both in a bowl whose steep slope is seen once in a hundred steps."""
    adam, adamax = RARE.trajectories()
    shapes = (
        trail(adam.positions, ROLE["adam"], thin=True, dots=False, order=1),
        trail(adamax.positions, ROLE["adamax"], thin=True, dots=False, order=1),
        Dot("theta", RARE.start),
    )
    return Pane(shapes, ((-0.6, 3.6), (-2.6, 2.9)), "A rare slope in y", ground=RARE,
                link=playground(RARE), wide=0.8)  # fmt: skip


THREE = ("adam", "adamax", "momentum")


def thrown_paths(factor: float) -> Pane:
    """X by step, with one gradient too large."""
    found = {key: thrown(key, factor).positions[:, 0] for key in THREE}
    lines = [
        curve(np.arange(THROWN.steps + 1), x, ROLE[key], follows=True) for key, x in found.items()
    ]
    high = max(float(x.max()) for x in found.values())
    window = (0.0, float(THROWN.steps)), (-9.0, max(1.15 * high, 3.0))
    plain = THROWN.changed(runs=tuple(Run(key, lr=LR) for key in THREE))
    shapes = (level("y", 0.0), *lines)
    told = (", ".join(named(key) for key in THREE),)
    how: Any = {"lines": told, "asked": told, "link": playground(plain)}
    return Pane(shapes, window, "x by step", x=STEP, y=Axis(), **how)


def thrown_divisors(factor: float) -> Pane:
    """√v̂ and u by step."""
    lines = [
        curve(np.arange(THROWN.steps), np.maximum(divisor(key, factor), 1e-3), ROLE[key],
              follows=True, label=label)
        for key, label in (("adam", "√v̂"), ("adamax", "u"))
    ]  # fmt: skip
    return Pane(tuple(lines), ((0.0, float(THROWN.steps)), (0.05, 2000.0)),
                "What the step is divided by", x=STEP, y=Axis(log=True))  # fmt: skip


BOOTH_SEEN = ((-4.6, 4.6), (-1.4, 5.2))


def behind_the_wall(decay: float) -> Pane:
    """Paths, the square of half-side 1/λ, and where the runs end at every λ."""
    trajectories = booth(decay).trajectories()
    adamw, adam = (np.array(seeds.ends(key)) for key in ("adamw", "adam"))
    wall = [square(1.0 / decay, label="1/λ", order=2)] if decay else []
    shapes = (
        *wall,
        trail(trajectories[1].positions, ROLE["adam"], thin=True, dots=False, order=1),
        trail(trajectories[0].positions, ROLE["adamw"], thin=True, dots=False, order=1),
        trail(adam, ROLE["adam"], dots=False, follows=False, order=3),
        trail(adamw, ROLE["adamw"], dots=False, follows=False, order=3),
        *(Dot(ROLE[key], _last(run), order=3)
          for key, run in zip(("adamw", "adam"), trajectories[:2], strict=True)),
        Dot("theta", BOOTH.start),
    )  # fmt: skip
    told = (
        f"{named('adamw')} and {named('adam', 'Adam with L2')}: a path, and its ends at every λ",
    )
    return Pane(shapes, BOOTH_SEEN, "Booth’s function", ground=BOOTH, lines=told,
                link=playground(booth(decay)))  # fmt: skip


def booth(decay: float) -> Comparison:
    """The three runs with weight decay."""
    runs = tuple(decayed(key, decay) for key in ("adamw", "adam", "momentum"))
    return BOOTH.changed(runs=runs)


def by_decay(decay: float) -> Pane:
    """How far from the minimum each ends, against λ."""
    minimum = np.array(BOOTH.record.minima()[0][:2])
    gaps = {key: np.hypot(*(np.array(seeds.ends(key)) - minimum).T) for key in ("adamw", "adam")}
    lines = [
        curve(seeds.DECAYS, gap, ROLE[key], order=3, label=label)
        for (key, gap), label in zip(gaps.items(), ("AdamW", "L2"), strict=True)
    ]
    return Pane((*lines, level("x", decay)), ((0.0, 1.0), (0.0, 2.3)),
                "How far its end has moved", x=Axis("λ"), y=Axis(), wide=0.7)  # fmt: skip


def cloud(sigma: str) -> Pane:
    """Where AdamW ends with noise, and L2's ends."""
    points = seeds.clouds(sigma)
    means = {s: np.mean(seeds.clouds(s), axis=0) for s in ("0", "1", "3", "10")}
    decays = np.linspace(0.0, 1.0, 60)
    line = [pulled(float(d)) for d in decays]
    marks = [pulled(seeds.CLOUD_DECAY * float(s)) for s in means]
    own = means[sigma].tolist()
    shapes = (
        trail(line, ROLE["adam"], dots=False, follows=False, thin=True, order=2),
        *(Diamond(ROLE["adam"], mark, order=2) for mark in marks),
        Dot("theta", (own[0], own[1]), label="mean", order=1),
        Cloud(ROLE["adamw"], tuple((x, y) for x, y in points), order=1),
    )
    told = (f"{named('adam', 'Where L2 ends')}, with marks at λσ for each σ",)
    window = around([(x, y) for s in ("0", "1", "3", "10") for x, y in seeds.clouds(s)])
    return Pane(shapes, window, f"AdamW’s ends, σ = {sigma}", ROLE["adamw"], BOOTH, lines=told)


def pull_by_noise(sigma: str) -> Pane:
    """How far the mean of the ends has moved, against the noise."""
    minimum = np.array(BOOTH.record.minima()[0][:2])
    tall = {
        f"σ = {s}": float(np.hypot(*(np.mean(seeds.clouds(s), axis=0) - minimum)))
        for s in ("0", "1", "3", "10")
    }
    roles: Sequence[Role] = [3 if name == f"σ = {sigma}" else "ghost" for name in tall]
    return bars(tall, Axis(), roles, order=2, name="How far the mean has moved", wide=0.6)


def scaled_loss(factor: float) -> tuple[Pane, Pane]:
    """Paths on the loss, and as dots on so many times the loss."""
    panes = []
    for keys, name in ((FAMILY[:4], "Adam and three relatives"), (FAMILY[4:], "NAG")):
        shapes: list[Shape] = []
        for key in keys:
            run = BOWL.runs[ROLE[key]]
            own, other = (ran(run, BOWL, by).positions for by in (1.0, factor))
            shapes.append(trail(own, ROLE[key], thin=True, dots=False))
            seen = other[np.isfinite(other).all(axis=1)]
            dots = tuple((float(a), float(b)) for a, b in seen[:60] if abs(b) < 50.0)
            shapes.append(Cloud(ROLE[key], dots, order=1))
        shapes.append(Dot("theta", BOWL.start))
        panes.append(Pane(tuple(shapes), ((-4.6, 1.6), (-2.6, 2.6)), name, ground=BOWL,
                          link=playground(BOWL)))  # fmt: skip
    return panes[0], panes[1]


def scaled_booth(factor: float) -> Pane:
    """Where AdamW and Adam with L2 end on the loss and on so many times the loss."""
    shapes: list[Shape] = [square(2.0, label="1/λ")]
    for key in ("adamw", "adam"):
        one, many = booth_ends(key, factor)
        label = LABELS[key] if key == "adamw" else "L2"
        shapes += [Dot(ROLE[key], one, label=label), Cloud(ROLE[key], (many,), order=1)]
    return Pane(tuple(shapes), ((0.2, 2.9), (1.4, 3.4)), "Ends in Booth, λ = 0.5", ground=BOOTH,
                wide=0.8)  # fmt: skip


@cache
def booth_ends(key: str, factor: float = TIMES) -> tuple[Point, Point]:
    """Where a run with decay 0.5 ends on the loss, and on so many times the loss."""
    one, other = (ran(decayed(key, 0.5), BOOTH, by).positions[-1].tolist() for by in (1.0, factor))
    return (one[0], one[1]), (other[0], other[1])


def boxes(event: str, steps: int) -> Pane:
    """The test starts of every runner in one event."""
    told = seeds.raced(event, steps)
    samples = dict(zip(SHORT, (heat["kept"] for heat in told["heats"]), strict=True))
    up = Axis("loss left" if event == "noisy" else "steps to arrive", log=True)
    floor = {name: np.maximum(kept, 1e-6) for name, kept in samples.items()}
    return box_plot(floor, up, seeds.PLACES, order=1, name="200 test starts", wide=1.2)


SHORT = ("Adam", "NAdam", "Keras’", "optax’", "AdaMax", "AdamW", "NAG")


def event_paths(event: str, steps: int) -> Pane:
    """One start of each runner at its own best rate."""
    heats = seeds.raced(event, steps)["heats"]
    runs = [
        run.changed(lr=float(f"{heat['lr']:.3g}"))
        for run, heat in zip(seeds.RACERS.values(), heats, strict=True)
    ]
    scene = seeds.EVENTS[event]
    picture = scene.changed(steps=seeds.NOISY_STEPS if scene.noisy else steps, runs=tuple(runs))
    shapes = [
        trail(run.positions, place, thin=True, dots=False, order=1)
        for run, place in zip(picture.trajectories(), seeds.PLACES, strict=True)
    ]
    drawn = (*shapes, Dot("theta", picture.start))
    name = "One start, each at its best rate"
    return Pane(drawn, scene.record.view, name, ground=picture, link=playground(picture))


def _last(run: Any) -> Point:
    x, y = run.positions[-1].tolist()
    return x, y
