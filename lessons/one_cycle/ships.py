"""One cycle as libraries ship it: rate and momentum at each step, in shares of the peak.

torch's forms are the schedule `one_cycle`; fastai's and optax' are written out here, after
fastai 2.8 (callback/schedule.py: fit_one_cycle, combined_cos) and optax 0.2
(schedules/_schedule.py: cosine_onecycle_schedule).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from comparison import Comparison, Run
from lessons.one_cycle.runs import PAPER, Array
from optim.engine import descend

Curves = Callable[[int], tuple[Array, Array | None]]
"""steps -> the rate in shares of the peak, and the momentum, None: it is left alone."""


@dataclass(frozen=True)
class Form:
    """What a library ships.

    Attributes:
        name: of the function.
        shape: in words.
        curves: what it does.
    """

    name: str
    shape: str
    curves: Curves


def _cos(start: float, end: float, q: Array) -> Array:
    return np.asarray(end + (start - end) / 2.0 * (1.0 + np.cos(np.pi * q)))


def _two(values: tuple[float, float, float], q: Array, peak: float) -> Array:
    """From the first value to the second at q = peak, and on to the third at q = 1."""
    first, middle, last = values
    up, down = _cos(first, middle, q / peak), _cos(middle, last, (q - peak) / (1.0 - peak))
    return np.where(q < peak, up, down)


def _torch(steps: int, **settings: Any) -> tuple[Array, Array]:
    table = Run("momentum", 1.0, schedule="one_cycle", **settings).table(steps)
    return table["lr"], table["momentum"]


def _fastai(steps: int) -> tuple[Array, Array]:
    q = np.arange(steps) / steps
    return _two((1.0 / 25.0, 1.0, 1e-5), q, 0.25), _two((0.95, 0.85, 0.95), q, 0.25)


def _optax(steps: int) -> tuple[Array, None]:
    peak = int(0.3 * steps) / steps
    return _two((1.0 / 25.0, 1.0, 1.0 / 250_000.0), np.arange(steps) / steps, peak), None


SHIPPED = {
    "torch": Form("torch OneCycleLR", "cosine, 2 phases (3, or linear, on request)", _torch),
    "fastai": Form("fastai fit_one_cycle", "cosine, 2 phases", _fastai),
    "optax": Form("optax cosine_onecycle", "cosine, 2 phases (linear_onecycle: 3)", _optax),
    "paper": Form(
        "Smith’s paper",
        "linear up from a tenth, linear down, a short fall",
        lambda steps: _torch(steps, **PAPER),
    ),
}


def path(form: str, scene: Comparison, peak: float) -> Array:
    """Momentum on a landscape with a library's cycle, (steps + 1, 2); nan after a divergence."""
    run = Run("momentum", peak)
    rate, momentum = SHIPPED[form].curves(scene.steps)
    table = {**run.table(scene.steps), "lr": peak * rate}
    if momentum is not None:
        table["momentum"] = momentum
    bounds = ((-math.inf, math.inf), (-math.inf, math.inf))
    gradient = scene.record.gradient_function(**scene.parameters)
    return np.asarray(
        descend(run.rule, gradient, scene.start, table, scene.steps, bounds).positions
    )
