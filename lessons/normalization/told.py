"""Sentences of the lesson on normalization that depend on where its controls stand."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from comparison import Trajectory
from lessons.beat import Table
from lessons.normalization import cars, features
from lessons.normalization.cars import FLOOR, SHARE, Array
from lessons.words import listed, number

ARRIVED = f"A run has arrived when its loss stays within {number(100.0 * SHARE)} % of the least."
FOR_GOOD = f"(Arrived: within {number(100.0 * SHARE)} % of the least loss, for good.)"
"""The same for those who have not read it a beat before."""


def steps(value: float | None, most: int = 0) -> str:
    """“arrives at step 93”."""
    if value is None or math.isnan(value):
        return f"has not arrived after {most} steps" if most else "does not arrive"
    return f"arrives at step {value:.0f}"


def turned(run: Trajectory, t: int) -> str:
    """Which way the line tilts after t steps."""
    slope = number(float(run.positions[t, 0]))
    if run.positions[t, 0] > 0.0:
        return f"After {t} steps w is {slope}: the line rises while the cloud falls."
    return f"After {t} steps w is {slope}: the sign is right at last."


def cost(w: float, b: float) -> str:
    """What the line of the two knobs costs above the floor."""
    return (
        f"With w = {number(w)} and b = {number(b)} the loss is {number(cars.loss(w, b))}, "
        f"{number(cars.loss(w, b) - FLOOR, 3)} above the least one."
    )


def at_rate(lr: float, share: float) -> str:
    """How a run on the standardized numbers comes in."""
    when = cars.plain_steps([lr], *cars.WAYS["both: standardized"])[0]
    if math.isclose(share, 1.0):
        return "goes all the way, in every direction at once: one step, and the run is there"
    how = "past the minimum" if share > 1.0 else "of the way"
    past = f"{number(100.0 * (share - 1.0), 3)} %" if share > 1.0 else f"{number(100 * share, 3)} %"
    return f"goes {past} {how}, and the run {steps(when)}"


def nearer(own: Array, bare: Array) -> str:
    """The steps at which one run is nearer than another."""
    where = np.flatnonzero(own < bare - 1e-12)
    if not where.size:
        return "It is never nearer than gradient descent on the way."
    return f"It is nearer than gradient descent only at {named(where.tolist())}."


def named(where: Sequence[int]) -> str:
    """“steps 2, 3 and 10”."""
    return f"step{'s' if len(where) > 1 else ''} {listed([str(k) for k in where])}"


def together(momentum: float, lr: float, best: Mapping[str, int]) -> str:
    """What memory does on the round bowl at these settings."""
    own = float(cars.memory_steps([lr], momentum, *cars.WAYS["both: standardized"])[0])
    bare = float(cars.plain_steps([lr], *cars.WAYS["both: standardized"])[0])
    said = f"At lr {number(lr)} gradient descent {steps(bare)}"
    if momentum == 0.0:
        return f"{said}. β = {number(momentum)} keeps nothing: both runs are the same."
    return (
        f"{said}, β = {number(momentum)} {steps(own)}. "
        f"Over all rates the fewest are {best['bare']} and {best['own']}."
    )


def shape(correlation: float) -> str:
    """Of the bowl of two features."""
    kappa = features.kappa(correlation)
    if correlation == 0.0:
        return "Without a correlation the bowl is round: κ = 1."
    return (
        f"At correlation {number(correlation)} κ = (1 + {number(correlation)})/(1 − "
        f"{number(correlation)}) = {number(kappa)}, and the ravine lies along the diagonal."
    )


def jump(run: Trajectory) -> str:
    """What the first step behind a normalization does, and all others after it."""
    length = features.lengths(run)
    angle = np.degrees(features.off(run.positions.T))
    last = len(length) - 1
    grown = f"the first step takes |w| from {number(length[0])} to {number(length[1])}"
    return (
        f"{grown}, and the loss from {number(run.loss[0])} to {number(run.loss[1])}. The direction "
        f"is then {number(angle[1])}° off. {last - 1} steps later it is {number(angle[-1])}° off."
    )


def first_steps(runs: Mapping[str, Trajectory], lr: float, last: int) -> Table:
    """Gradient, velocity and place of each run at its first steps, in x."""
    rows = []
    for name, run in runs.items():
        w = run.positions[:, 0]
        for t in range(last):
            v = "–" if name == "plain" else number(float(w[t] - w[t + 1]) / lr)
            found = number(float(run.gradient[t, 0])), v, number(float(w[t + 1]))
            rows.append((f"{name}, step {t + 1}", *found))
    return Table(("", "gradient", "v", "w"), tuple(rows))


def walkers() -> Table:
    """Gradient descent, momentum and NAG on the raw numbers, each at settings of its own."""
    (bare, rate), (own, at) = cars.fewest(), cars.on_raw(cars.BETA)
    lr, momentum, long = cars.in_the_long_run()
    nag, sharp = cars.tuned("nesterov"), cars.TUNED
    rows = (
        ("plain, its best", number(rate, 3), "–", str(bare)),
        ("momentum, its best", number(at, 2), number(cars.BETA), number(own)),
        ("momentum, tuned", number(sharp.lr), number(sharp.settings["momentum"]),
         number(cars.tuned("momentum")["steps"])),
        ("best in the long run", number(lr), number(momentum, 3), str(long)),
        ("NAG, tuned", number(nag["lr"]), number(nag["momentum"]), number(nag["steps"])),
    )  # fmt: skip
    return Table(("", "lr", "β", "arrives at"), rows)
