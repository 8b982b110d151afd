"""What runs of the lesson on the learning rate do, as parts of its sentences."""

import math

import numpy as np

from comparison import Trajectory
from lessons.learning_rate.five_points import BEST, FLAT, RECORD, STEEP, Point, away, needed, parts
from lessons.words import ending, number, vector
from pictures.step import minus

NOTHING = 1e-9
"""A shorter way is rounding."""
NEAR = number(RECORD.tolerance)
ARRIVED = f"A run has arrived when it is within {NEAR} of the minimum and stays there."
FOR_GOOD = f"(Arrived: within {NEAR} of the minimum, for good.)"
"""The same for those who have not read it a beat before."""


def first_step(start: Point, end: Point, slope: Point, off: float) -> str:
    """What it does, and how long the gradient is; nothing where the start is the minimum."""
    far, (x, y), (w, b) = minus(start, slope), start, end
    distance, before, after = math.dist(start, BEST), abs(y - BEST[1]), abs(b - BEST[1])
    if distance < NOTHING:
        return (
            "This is the best line. Its gradient is zero, and a step of any rate stays at "
            f"{vector(BEST)}, where the loss is {number(RECORD.value(*BEST))}."
        )
    turned = "nearer to" if after < before else "further from"
    if math.isclose(before, after, abs_tol=NOTHING):
        turned = "no nearer to"
    return (
        f"w goes from {number(x)} to {number(w)} and b from {number(y)} to {number(b)}, {turned} "
        f"the best {number(BEST[1])}. {{correction|The step}} points {number(off, 3)}° off the "
        f"way to the minimum. Nor does the gradient say how far that is: it is {vector(slope)}, "
        f"{number(math.hypot(*slope))} long, and the minimum is {number(distance)} away. The "
        f"dashed arrow is minus the gradient, a step of lr {number(1.0)}. It would end at "
        f"{vector(far)}, and turn a loss of {number(RECORD.value(*start))} into "
        f"{number(RECORD.value(*far))}."
    )


def flat_way(run: Trajectory, t: int) -> str:
    """Why its curve is flat, where the ravine is what is left to go at a step."""
    across, along = (c * part[t] ** 2 for c, part in zip((FLAT, STEEP), parts(run), strict=True))
    if needed(run) <= t or not along < 0.1 * across:
        return ""
    return "Its curve is flat because the way is flat, not because the run is done. "


def course(run: Trajectory) -> str:
    """How its loss goes."""
    rises = np.diff(run.loss) > 1e-12
    return "rises" if rises.all() else "turns" if rises.any() else "falls at every step"


def gone(run: Trajectory) -> str:
    """How far it is in the end."""
    if run.outcome.kind == "diverged":
        return "has run out of the picture for good"
    return f"is {number(away(run)[-1], 3)} away from the minimum"


def dip(run: Trajectory) -> str:
    """Whether its loss warns in time."""
    dips, over = int(np.nanargmin(run.loss)), np.flatnonzero(run.loss > run.loss[0])
    if not over.size:
        return f"The loss of {{0|lr {number(run.run.lr)}}} never passes its start."
    if not dips:
        return f"The loss of {{0|lr {number(run.run.lr)}}} rises from the first step on."
    return (
        f"The loss of {{0|lr {number(run.run.lr)}}} falls to {number(run.loss[dips])} at step "
        f"{dips} and passes its start at step {over[0]}: a loss that falls does not prove that "
        "the rate is safe."
    )


def fate(run: Trajectory) -> str:
    """Whether it arrives; a minimum out of sight is one too."""
    if run.outcome.kind == "diverged":
        return f"has diverged by step {run.outcome.step}"
    last = len(run.positions) - 1
    return f"has not arrived after {last} steps" if run.reached is None else ending(run)
