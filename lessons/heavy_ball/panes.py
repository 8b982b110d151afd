"""The pictures of the lesson on momentum that no other lesson needs."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from comparison import Comparison
from lessons.heavy_ball.runs import BETA, KAPPA, Array, alone, pays_below, settled
from lessons.heavy_ball.scans import fewest, tuned_by_kappa
from lessons.words import number
from optim.theory import best, rate, rate_contour
from pictures import (
    Arrow,
    Axis,
    ByStep,
    Dot,
    Pane,
    Shape,
    Trail,
    against,
    around,
    arrows,
    level,
    paths,
    value_map,
    walk,
    waterfall,
)
from pictures.curves import curve


def with_arrows(picture: Comparison, place: int, **values: Any) -> Pane:
    """A run, and at each step the arrows of the move that led there."""
    walked = walk(picture, place)
    moves = (arrows(walked, k, place) for k in range(picture.steps))
    return paths(picture, ByStep(place, ((), *moves)), runs=(place,), role=place, **values)


def loss_curves(picture: Comparison, most: float, **values: Any) -> Pane:
    """The loss of all runs to their ends, whatever the playhead says."""
    losses = [run.loss for run in picture.trajectories()]
    lines = [curve(range(len(loss)), loss, k, order=1) for k, loss in enumerate(losses)]
    window = (0.0, float(picture.steps)), (0.0, most)
    return Pane(tuple(lines), window, "Loss", x=Axis("step"), y=Axis("loss"), **values)


def gradient_steps(picture: Comparison, made: int) -> Pane:
    """A path, the gradient step at each of its points, and the last move."""
    walked = walk(picture)
    run = walked.trajectory
    pushes = run.positions[:-1] - run.settings["lr"][:, None] * run.gradient
    steps = [
        Arrow("correction", walked.position(k), (float(x), float(y)))
        for k, (x, y) in enumerate(pushes[:made])
    ]
    last = Arrow("velocity", walked.position(made - 1), walked.position(made), label="v")
    path = Trail(0, walked.trail(made), dots=True)
    name = "The path and its gradient steps"
    return paths(picture, path, *steps, last, runs=(), window=around(run.positions), name=name)


def sum_of(parts: Array, name: str) -> Pane:
    """How the parts of a velocity, the newest first, add up to it."""
    names, shades = ("newest", "oldest", "v"), tuple(BETA**age for age in range(len(parts)))
    return waterfall(parts, names, Axis(), ("correction", "velocity"), shades, 1, name=name)


def speeds(rows: Sequence[Any], limit: float) -> Pane:
    """Speeds by step, in gradient steps, and the limit of the second."""
    lines = [curve(range(1, len(row) + 1), row, k, order=1) for k, row in enumerate(rows)]
    shapes = (level("y", 0.0), level("y", limit, "1/(1 − β)"), *lines)
    window = (0.0, float(len(rows[0]))), (-15.0, 27.0)
    up = Axis("gradient steps a step")
    return Pane(shapes, window, "Speed", x=Axis("step"), y=up)


def factors(lr: float) -> Pane:
    """The factor per step against r, for several momenta, and where the two directions are."""
    r, momenta = np.geomspace(1e-3, 4.0, 200), {0: 0.0, 3: 0.5, 1: BETA, 2: 0.99}
    here = [
        Dot(1, (at, float(rate("momentum", 1.0, at, BETA))), label=name, order=2)
        for name, at in (("x", lr), ("y", lr * KAPPA))
    ]
    return against(
        r,
        {k: rate("momentum", 1.0, r, b) for k, b in momenta.items()},
        None,
        Axis("r = lr·λ", log=True),
        Axis("factor a step"),
        level("x", pays_below(BETA), "1 − √β"),
        *here,
        limits=(0.0, 1.1),
        order=1,
        name="Factor per step",
        labels={k: number(b) for k, b in momenta.items()},
    )


def envelopes(picture: Comparison, **values: Any) -> Pane:
    """How far from the floor each run still gets, from each step on."""
    heights = [settled(alone(run))[: picture.steps + 1] for run in picture.runs]
    lines = [curve(range(len(y)), y, k, order=1) for k, y in enumerate(heights)]
    window = (0.0, float(picture.steps)), (1e-3, 3.0)
    name = "Largest |y| still to come"
    return Pane(tuple(lines), window, name, x=Axis("step"), y=Axis("|y|", log=True), **values)


def rate_map(lr: float, momentum: float, kappa: float) -> Pane:
    """Rate and momentum as a map of how fast the slower direction shrinks."""
    chosen = best("momentum", kappa)
    lines = [np.column_stack(rate_contour(value, kappa)) for value in (1.0, 0.95, 0.9, 0.8, 0.7)]
    shapes: list[Shape] = [
        *(curve(line[:, 0], line[:, 1], "other") for line in lines if line.size),
        level("y", BETA, number(BETA)),
        Dot(2, (chosen.lr, chosen.momentum), label="best"),
        Dot(1, (lr, momentum)),
    ]
    return value_map(
        lambda x, y: np.maximum(*(rate("momentum", c, x, y) for c in (1.0, kappa))),
        ((2e-4, 4.0), (0.0, 0.99)),
        Axis("learning rate", log=True),
        Axis("β"),
        (0.6, 1.0),
        *shapes,
        sets=("lr", "momentum"),
        name="Factor per step: bright is fast",
    )


def who_wins_by_kappa(kappa: float) -> Pane:
    """The fewest steps against the condition number: without memory, at BETA, and tuned."""
    kappas, tuned = tuned_by_kappa()
    places = np.array(sorted(fewest.at))
    bare, own = np.array([[row[0] for row in fewest(k)] for k in places]).T
    return against(
        places,
        {0: bare, 1: own, 2: np.interp(places, kappas, tuned)},
        kappa,
        Axis("κ", log=True),
        Axis("fewest steps", log=True),
        order=1,
        name="Who wins",
        labels={0: "without", 1: f"β {number(BETA)}", 2: "tuned"},
    )


def circle(radius: float) -> Trail:
    """Around the minimum."""
    turn = np.linspace(0.0, 2.0 * math.pi, 90)
    return curve(radius * np.cos(turn), radius * np.sin(turn), "other", order=1)
