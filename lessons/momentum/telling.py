"""Sentences and tables of the lesson on momentum that depend on where its controls stand."""

from collections.abc import Mapping

import numpy as np

from comparison import Trajectory
from lessons.beat import Table
from lessons.momentum.runs import BOWL, Array, gap
from lessons.words import number, vector


def remembered(momentum: float, rises: int) -> str:
    """What memory makes of the loss, which rises in so many steps."""
    if momentum == 0.0:
        return f"At β = {number(momentum)} nothing is kept: both runs are the same."
    said = f"The slope says stop, the memory says go on. At β = {number(momentum)} the loss rises"
    if not rises:
        return f"{said} in none of the first {BOWL.steps} steps."
    told = f"{said} in {rises} of the first {BOWL.steps} steps."
    return f"{told} That is no error. It is what memory looks like."


def added(parts: Array) -> str:
    """What the parts of a velocity, the newest first, make together in x and in y."""
    if len(parts) == 1:
        return "After one step it is that gradient step."
    return " ".join(_along(axis, part) for axis, part in zip("xy", parts.T, strict=True))


def _along(axis: str, parts: Array) -> str:
    """What they make along one axis."""
    whole, left = np.abs(parts).sum(), abs(parts.sum())
    if np.isclose(whole, left):
        times = f", {number(parts.sum() / parts[0], 3)} times the newest" if parts[0] else ""
        return (
            f"In {axis} the {len(parts)} gradient steps agree: together they make "
            f"{number(parts.sum())}{times}."
        )
    return (
        f"In {axis} the gradient steps pull both ways: of {number(whole)} in all, {number(left)} "
        "is left."
    )


def smoothed(momentum: float, step: float, bare: float) -> str:
    """How long the steps of an average are, against those without memory."""
    if momentum == 0.0:
        return f"At β = {number(momentum)} the average is of one gradient: both runs are the same."
    return (
        f"At β = {number(momentum)} a step is {number(step, 3)} long in each coordinate, without "
        f"memory {number(bare, 3)}. The more memory, the smoother the path."
    )


def beyond(highest: float, shown: float) -> str:
    """That a run goes on outside of its picture, if it does."""
    return "" if highest <= shown else f"; goes on outside, to |y| = {number(highest, 3)}"


def first_steps(runs: Mapping[str, Trajectory], last: int) -> Table:
    """Where each run is at its first steps, and its loss there."""
    rows = [
        (f"{name}, {which}", *(number(value) for value in values[: last + 1]))
        for which, run in runs.items()
        for name, values in (*zip("xy", run.positions.T, strict=True), ("loss", run.loss))
    ]
    return Table(("", *(f"t = {t}" for t in range(last + 1))), tuple(rows))


def in_forms(made: Mapping[str, Trajectory]) -> Table:
    """The forms of momentum beside the sum."""
    rows = [
        (
            name,
            number(run.run.lr),
            vector(run.positions[1]),
            "–" if run.reached is None else str(run.reached),
            number(gap(run, made["sum"]), 2),
        )
        for name, run in made.items()
    ]
    return Table(("", "lr", "first point", "arrives at", "gap to the sum"), tuple(rows))
