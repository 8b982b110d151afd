"""Range tests of the lesson: what is read off them, and what they should have read."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from comparison import Comparison, Run
from lessons.one_cycle.runs import BOWL, HIMMELBLAU, ROSENBROCK, run_in
from lessons.one_cycle.seeds import DECADE, last_losses
from lessons.tables import recorded
from studies import RangeTest, range_test

QUIET = BOWL.changed(noise=0.0)
KAPPA = 25.0
LIMIT = 2.0 / KAPPA
"""The highest stable rate of plain gradient descent on the bowl."""
SLOW = (30, 100, 300, 1000, 3000)
"""Steps of slower and slower tests."""
SEEDS, OVER = 40, 400
ENOUGH = 10.0
"""A peak is good if its loss is within so many times the best."""
CASES = {
    "gradient descent, noisy bowl": ("gradient_descent", BOWL),
    "momentum, noisy bowl": ("momentum", BOWL),
    "Adam, noisy bowl": ("adam", BOWL),
    "momentum, Rosenbrock": ("momentum", ROSENBROCK),
    "Adam, Rosenbrock": ("adam", ROSENBROCK),
    "momentum, Himmelblau": ("momentum", HIMMELBLAU),
    "Adam, Himmelblau": ("adam", HIMMELBLAU),
}


class Reading(NamedTuple):
    """Three rates read off a range test; the last two may be the end of its ramp."""

    steepest: float
    lowest: float
    blow_up: float


def ramp_of(
    optimizer: str = "gradient_descent", scene: Comparison = QUIET, **values: Any
) -> RangeTest:
    """A range test, not smoothed unless it says so."""
    own = scene.changed(runs=(Run(optimizer, 1.0),))
    return range_test(own, **{"smoothing": 0.0, **values})


def smooth_test(optimizer: str, scene: Comparison) -> RangeTest:
    """As fastai makes it."""
    return ramp_of(optimizer, scene, low=1e-7, smoothing=0.98)


def read(test: RangeTest) -> Reading:
    """From the smoothed loss, up to where it is 4 times its least."""
    end = test.smoothed_blow_up
    count = len(test.lr) if end is None else int(np.searchsorted(test.lr, end))
    loss = test.smoothed[:count]
    steepest, lowest = int(np.gradient(loss).argmin()), int(loss.argmin())
    return Reading(float(test.lr[steepest]), float(test.lr[lowest]), end or float(test.lr[-1]))


@cache
def never_ending(ramp: str) -> float:
    """The blow-up of an infinitely slow test on the bowl, from a start with x and y alike.

    A slow ramp makes many steps near each rate u, and each multiplies x by 1 - u and y by 1 - κ u.
    y is as large as x again where the sums of the logarithms are equal.
    """
    count = 400_000
    edges = np.geomspace(1e-8, 1.0, count) if ramp == "exponential" else np.linspace(0, 1, count)
    u = (edges[1:] + edges[:-1]) / 2.0
    weight = np.diff(np.log(edges)) if ramp == "exponential" else np.diff(edges)
    gap = np.cumsum((np.log(np.abs(1.0 - KAPPA * u)) - np.log(1.0 - u)) * weight)
    return float(u[np.flatnonzero((gap > 0.0) & (u > LIMIT))[0]])


@recorded("one_cycle", at=("no noise", "linear", "momentum", "noise"))
def slower(kind: str) -> list[float]:
    """The blow-up of tests of each number of steps in SLOW; with noise the median over seeds."""
    if kind == "noise":
        tests = [[ramp_of(scene=BOWL.changed(seed=k), steps=n) for k in range(SEEDS)] for n in SLOW]
        return [float(np.median([_blow_up(test) for test in row])) for row in tests]
    how: dict[str, Any] = {}
    if kind == "linear":
        how = {"low": 5e-10, "high": 0.5, "ramp": "linear"}
    optimizer = "momentum" if kind == "momentum" else "gradient_descent"
    return [_blow_up(ramp_of(optimizer, steps=n, **how)) for n in SLOW]


def _blow_up(test: RangeTest) -> float:
    return test.blow_up or float(test.lr[-1])


@recorded("one_cycle", at=("gradient_descent", "momentum"))
def smooth_with_noise(optimizer: str) -> float:
    """The blow-up of a smoothed test, the median over seeds."""
    tests = (smooth_test(optimizer, BOWL.changed(seed=k)) for k in range(SEEDS))
    return float(np.median([read(test).blow_up for test in tests]))


@recorded("one_cycle", at=tuple(reversed(CASES)))
def readings(case: str) -> dict[str, float]:
    """What is read in a case (with noise the median over seeds), and 1Cycle's good peaks."""
    optimizer, scene = CASES[case]
    seeds = range(SEEDS if scene.noise else 1)
    read_off = [read(smooth_test(optimizer, scene.changed(seed=k))) for k in seeds]
    peaks = 10.0 ** (np.arange(-4 * DECADE, DECADE + 1) / DECADE)
    run = run_in(optimizer, "one_cycle")
    losses = last_losses(scene, run, range(OVER if scene.noise else 1), peaks)
    medians = np.median(losses, axis=1)
    good = peaks[medians <= ENOUGH * medians.min()]
    steepest, lowest, blow_up = np.median(read_off, axis=0).tolist()
    return {
        "steepest": steepest,
        "lowest": lowest,
        "blow_up": blow_up,
        "best": float(peaks[medians.argmin()]),
        "low": float(good.min()),
        "high": float(good.max()),
    }


RULES = {
    "steepest": "the steepest slope",
    "lowest": "the lowest point",
    "tenth": "a tenth of the lowest point",
    "quarter": "a quarter of the blow-up",
    "fifth": "a fifth of the blow-up",
    "tenth_blow": "a tenth of the blow-up",
}


def suggested(rule: str) -> list[float]:
    """What a rule of thumb says in each case."""
    part, share = {
        "steepest": ("steepest", 1.0), "lowest": ("lowest", 1.0), "tenth": ("lowest", 0.1),
        "quarter": ("blow_up", 0.25), "fifth": ("blow_up", 0.2), "tenth_blow": ("blow_up", 0.1),
    }[rule]  # fmt: skip
    return [readings(case)[part] * share for case in CASES]


def lands(rule: str) -> list[bool]:
    """Whether that is a good peak, in each case."""
    known = [readings(case) for case in CASES]
    return [
        known_case["low"] * (1.0 - 1e-9) <= lr <= known_case["high"] * (1.0 + 1e-9)
        for known_case, lr in zip(known, suggested(rule), strict=True)
    ]


def at_the_limit(test: RangeTest, limit: float) -> tuple[float, float]:
    """|x| and |y| after the step that is the first over a rate."""
    place = int(np.searchsorted(test.lr, limit)) + 1
    x, y = np.abs(test.trajectory.positions[min(place, len(test.lr))]).tolist()
    return x, y


def marks(reading: Reading) -> dict[str, float]:
    """Under the words that stand in a picture."""
    return {"steepest": reading.steepest, "lowest": reading.lowest, "blow-up": reading.blow_up}
