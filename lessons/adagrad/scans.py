"""Many runs of the lesson on AdaGrad, recorded: the fewest steps over all rates."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from comparison import Comparison, Run
from comparison.many import many
from lessons.adagrad.full import arrivals_of, full_matrix
from lessons.adagrad.runs import BOWL, LR, NAMES, TOLERANCE, Array, adagrad, alone, rare, turned
from lessons.tables import recorded
from optim.engine import descend
from optim.many import NEVER

LESSON = "adagrad"
RATES = np.array([float(f"{lr:.4g}") for lr in np.geomspace(1e-3, 100.0, 251)])
"""So many, evenly by powers of ten, are tried everywhere."""
DIAL = tuple(range(91))
SOME = (0, 10, 30, 45)
"""Angles, in whole degrees."""
CELLS = (1, 5, 10, 20, 50)
"""How rarely y is seen, and how steep x is."""


def best_by_angle(optimizer: str, kappa: float, angles: Iterable[int], steps: int) -> Any:
    """At each angle the fewest steps over all rates, and the rate: (steps, rate) each."""
    every = tuple(angles)
    scenes = [turned(float(angle), kappa) for angle in every]
    count = len(RATES)
    starts = np.repeat(np.array([scene.start for scene in scenes]).T, count, axis=1)
    turns = np.repeat(np.array(every, dtype=float), count)
    arrived = when_there(
        Run(optimizer, LR), scenes[0].changed(steps=steps), starts, np.tile(RATES, len(every)),
        {"angle": turns},
    ).reshape(len(every), count)  # fmt: skip
    return [_least(row) for row in arrived]


def when_there(
    run: Run,
    scene: Comparison,
    starts: Array,
    lr: Array,
    parameters: dict[str, Array] | None = None,
) -> Array:
    """When runs from several starts, at a rate each, are at the minimum to stay; nan: never."""
    arrived = np.zeros(len(lr))

    def observe(part: slice, t: int, x: Array, y: Array) -> None:
        arrived[part][np.hypot(x, y) > TOLERANCE] = t + 1

    ends = many(run, scene, starts, {"lr": lr[None]}, parameters or {}, observe=observe)
    arrived[(arrived > scene.steps) | (ends.diverged_at != NEVER)] = np.nan
    return arrived


def _least(arrived: Array) -> list[float]:
    place = int(np.nanargmin(arrived))
    return [int(arrived[place]), float(RATES[place])]


@recorded(LESSON, at=tuple(NAMES))
def dial(optimizer: str) -> list[list[float]]:
    """(fewest steps, rate) at each whole degree, at κ = 100."""
    return best_by_angle(optimizer, 100.0, DIAL, 1000)  # type: ignore[no-any-return]


@recorded(LESSON, at=(25.0, 1000.0))
def elsewhere(kappa: float) -> dict[str, list[list[float]]]:
    """The same at some degrees and other κ.

    Adam has a thousand steps: in more of them it leaves again, and other rates are best.
    """
    steps = {name: 1000 if name == "adam" else max(1000, int(4 * kappa)) for name in NAMES}
    return {name: best_by_angle(name, kappa, SOME, steps[name]) for name in NAMES}


@recorded(LESSON, at=(25.0, 100.0, 1000.0))
def whole_matrix(kappa: float) -> list[list[float]]:
    """The same with the full matrix."""
    return [
        _least(arrivals_of(full_matrix(turned(float(angle), kappa), RATES, 100), TOLERANCE))
        for angle in SOME
    ]


@recorded(LESSON, at=CELLS)
def rarely(every: int) -> list[dict[str, list[float]]]:
    """For each curvature of x the fewest steps of each rule, and AdaGrad's at LR."""
    found = []
    for curvature in CELLS:
        scene = rare(every, float(curvature))
        steps = min(100 + 5 * every * max(curvature, 10), 5000)
        starts = np.repeat(np.reshape(scene.start, (2, 1)), len(RATES), axis=1)
        entry = {
            name: _least(when_there(Run(name, LR), scene.changed(steps=steps), starts, RATES))
            for name in ("gradient_descent", "momentum")
        }
        found.append({**entry, "adagrad": [alone(adagrad(), scene).reached or 0, LR]})
    return found


@recorded(LESSON, at=(0.01,))
def patience(lr: float) -> int:
    """When AdaGrad arrives on the bowl at a rate that is far too low."""
    run, steps = adagrad(lr), 200_000
    gradient = BOWL.record.gradient_function(**BOWL.parameters)
    path = descend(run.rule, gradient, BOWL.start, run.table(steps), steps).positions
    return int(np.flatnonzero(np.hypot(*path.T) > TOLERANCE)[-1]) + 1
