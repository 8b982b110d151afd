"""Weight decay, inside and outside of the gradient, and the loss times a hundred: beats 7 to 9."""

import math
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from comparison import Comparison, Run
from lessons.adam_family.runs import BETA2, BOWL, ROLE, Point, ran

BOOTH = Comparison("booth", start=(-4.0, 4.0), steps=1000)


# Beats 7 to 9: weight decay.
def decayed(key: str, decay: float, **values: Any) -> Run:
    """A run with weight decay, as these beats make it."""
    if key == "momentum":
        return Run(key, lr=0.01, weight_decay=decay)
    return Run(key, **{"lr": 0.03, "beta2": 0.95, "weight_decay": decay, **values})


def pulled(decay: float) -> Point:
    """Where the loss with L2, λ/2 of the squares, is lowest: every optimizer's end."""
    fxx, fxy, fyy = BOOTH.record.hessian(0.0, 0.0)
    gx, gy = BOOTH.record.gradient(0.0, 0.0)
    x, y = np.linalg.solve([[fxx + decay, fxy], [fxy, fyy + decay]], [-gx, -gy]).tolist()
    return x, y


def walled(decay: float) -> Point:
    """The lowest point of Booth inside the square |x|, |y| ≤ 1/λ."""
    wall = 1.0 / decay if decay else math.inf
    (x, y), (fxx, fxy, _) = BOOTH.record.minima()[0][:2], BOOTH.record.hessian(0.0, 0.0)
    if y <= wall:
        return x, y
    gx, _ = BOOTH.record.gradient(0.0, 0.0)
    return min(wall, (-gx - fxy * wall) / fxx), wall


def walls() -> Mapping[str, float]:
    """1/λ at each framework's default."""
    from optim import OPTIMIZERS

    rules = OPTIMIZERS["adamw"].rules
    return {
        form: 1.0 / next(s.default for s in rule.settings if s.name == "weight_decay")
        for form, rule in rules.items()
    }


TIMES = 100.0


@cache
def slow_end() -> Point:
    """Where AdamW is after 5000 steps with its default β2 and λ 0.3."""
    run = decayed("adamw", 0.3, beta2=BETA2)
    (path,) = BOOTH.changed(steps=5000, runs=(run,)).trajectories()
    x, y = path.positions[-1].tolist()
    return x, y


def pulled_times(way: float) -> float:
    """The λ with which L2 moves its end so far."""
    minimum = np.array(BOOTH.record.minima()[0][:2])
    decays = np.linspace(0.0, 3.0, 601)
    ways = [float(np.hypot(*(np.array(pulled(d)) - minimum))) for d in decays]
    return float(np.interp(way, ways, decays))


@cache
def moved_by(key: str, factor: float) -> float:
    """How far a path in the bowl gets from itself when the loss is multiplied; inf: it leaves."""
    run = BOWL.runs[ROLE[key]]
    one, other = (ran(run, BOWL, by).positions for by in (1.0, factor))
    if not np.isfinite(other).all():
        return math.inf
    return float(np.hypot(*(one - other).T).max())


@cache
def leaves(factor: float) -> int | None:
    """The step at which NAG has left the bowl when the loss is multiplied."""
    return ran(BOWL.runs[ROLE["nesterov"]], BOWL, factor).diverged_at
