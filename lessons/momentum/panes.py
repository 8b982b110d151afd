"""The pictures of the lesson on momentum that no other lesson needs."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from comparison import Comparison
from lessons.momentum.runs import BETA, Array, alone, settled
from lessons.words import number
from pictures import (
    STEP,
    Arrow,
    Axis,
    ByStep,
    Cloud,
    Dot,
    Line,
    Pane,
    Trail,
    around,
    arrows,
    bars,
    level,
    paths,
    walk,
    waterfall,
)
from pictures.curves import curve


def with_arrows(picture: Comparison, place: int, **values: Any) -> Pane:
    """A run, and at each step the arrows of the move that led there."""
    walked = walk(picture, place)
    moves = (arrows(walked, k, place) for k in range(picture.steps))
    return paths(picture, ByStep(place, ((), *moves)), runs=(place,), role=place, **values)


def loss_curves(picture: Comparison, most: float, played: int) -> Pane:
    """The loss of all runs to their ends, with dots at the first steps, which are played."""
    losses = [run.loss for run in picture.trajectories()]
    lines = [curve(range(len(loss)), loss, k, order=1) for k, loss in enumerate(losses)]
    frames = [
        tuple(Dot(k, (float(t), float(loss[t]))) for k, loss in enumerate(losses))
        for t in range(played + 1)
    ]
    window = (0.0, float(picture.steps)), (0.0, most)
    shapes = (*lines, ByStep("other", tuple(frames), order=1))
    return Pane(shapes, window, "Loss", x=STEP, y=Axis("loss"))


def gradient_steps(picture: Comparison, made: int) -> Pane:
    """A path, the gradient step at each of its points, and the last move."""
    walked = walk(picture, 1)
    run = walked.trajectory
    pushes = run.positions[:-1] - run.settings["lr"][:, None] * run.gradient
    steps = [
        Arrow("correction", walked.position(k), (float(x), float(y)))
        for k, (x, y) in enumerate(pushes[:made])
    ]
    last = Arrow("velocity", walked.position(made - 1), walked.position(made), label="v")
    path = Trail(1, walked.trail(made), dots=True)
    name = "The path and its gradient steps"
    return paths(picture, path, *steps, last, runs=(), window=around(run.positions), name=name)


def sum_of(parts: Array, name: str) -> Pane:
    """How the parts of a velocity, the newest first, add up to it."""
    names, shades = ("newest", "oldest", "v"), tuple(BETA**age for age in range(len(parts)))
    return waterfall(parts, names, Axis(), ("correction", "velocity"), shades, 1, name=name)


def speeds(rows: Sequence[Any], limit: float) -> Pane:
    """Speeds by step, in gradient steps, and the limit of the second."""
    lines = [curve(range(1, len(row) + 1), row, k, order=1) for k, row in enumerate(rows)]
    bound = Line("other", "y", limit, label="1/(1 − β)", order=1, along=0.45)
    shapes = (level("y", 0.0), *lines, bound)
    window = (0.0, float(len(rows[0]))), (-25.0, 28.0)
    return Pane(shapes, window, "Speed, in gradient steps", x=STEP)


def envelopes(picture: Comparison) -> Pane:
    """How far from the floor each run still gets, from each step on."""
    heights = [settled(alone(run))[: picture.steps + 1] for run in picture.runs]
    lines = [curve(range(len(y)), y, k, order=1) for k, y in enumerate(heights)]
    window = (0.0, float(picture.steps)), (1e-3, 3.0)
    momenta = {k: run.settings.get("momentum", 0.0) for k, run in enumerate(picture.runs)}
    name, lines_under = "Largest |y| still to come", (legend(momenta),)
    y = Axis("|y|", log=True)
    return Pane(tuple(lines), window, name, x=STEP, y=y, lines=lines_under)


def legend(momenta: Mapping[int, float]) -> str:
    """Each momentum in the colour of its run."""
    ordered = sorted(momenta.items(), key=lambda item: item[1])
    return "β: " + ", ".join(f"{{{k}|{number(b)}}}" for k, b in ordered)


def wandered(picture: Comparison, place: int) -> Cloud:
    """Where a run has been, every second step."""
    points = picture.trajectories()[place].positions[::2].tolist()
    return Cloud(place, tuple((x, y) for x, y in points), order=1)


def compared(found: Mapping[str, Mapping[float, float]], momentum: float) -> Pane:
    """Bars of what was found for each momentum: without memory, and with this one."""
    sides = {"without": 0.0, "with β": momentum}
    heights = {
        f"{what} {side}": by_momentum[b]
        for what, by_momentum in found.items()
        for side, b in sides.items()
    }
    return bars(heights, Axis(), (0, 1) * len(found), order=1, name="In each coordinate")


def circle(radius: float) -> Trail:
    """Around the minimum."""
    turn = np.linspace(0.0, 2.0 * math.pi, 90)
    return curve(radius * np.cos(turn), radius * np.sin(turn), "other", order=1)
