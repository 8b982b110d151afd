"""The scenes, schedules and runs of the lesson on 1Cycle, and what is read off them."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comparison import Comparison, Run, Trajectory
from optim.theory import stable_below

Array = NDArray[np.float64]

N = 150
BOWL = Comparison("quadratic", steps=N, noise=3.0)
"""The noisy bowl, kappa 25."""
TURNED = BOWL.changed(
    angle=45.0, start=(round(-6.0 / math.sqrt(2.0), 3), round(-2.0 / math.sqrt(2.0), 3))
)
"""The same with its start, turned by 45 degrees: no favour to what works along the axes."""
WELLS = Comparison("sharp_and_flat", start=(-1.3, 0.2), steps=300)
SHARP, FLAT = ((x, y) for x, y, *_ in WELLS.record.minima())
SHARP_WELL, FLAT_WELL = "in the sharp well", "in the flat well"
NEAR, EDGE = 0.3, 0.4
"""How near a run is to a minimum when it is in its well, and where the sharp well ends."""
WALL = Comparison("wall_and_valley", start=(-10.0, 2.0))
ROSENBROCK = Comparison("rosenbrock", start=(-1.5, 2.0), steps=N)
HIMMELBLAU = Comparison("himmelblau", start=(0.5, 4.5), steps=N)

OPTIMIZERS = {"gradient_descent": "gradient descent", "momentum": "momentum", "adam": "Adam"}
FORMS = {
    "constant": "constant",
    "exponential": "exponential",
    "cosine": "cosine",
    "warm-up": "warm-up + cosine",
    "fixed": "1Cycle, β fixed",
    "one_cycle": "1Cycle",
}
"""Schedules, in the order of their colours."""
PAPER: Mapping[str, Any] = {
    "pct_start": 0.45, "div_factor": 10.0, "anneal_strategy": "linear", "three_phase": True,
}  # fmt: skip
"""Smith's own form, from a tenth of its peak, as torch draws it."""
CYCLES: Mapping[str, Mapping[str, Any]] = {
    "cycled": {},
    "upside": {"base_momentum": 0.95, "max_momentum": 0.85},
    "0.85": {"cycle_momentum": False, "momentum": 0.85},
    "0.9": {"cycle_momentum": False, "momentum": 0.9},
    "0.95": {"cycle_momentum": False, "momentum": 0.95},
}
"""What the momentum does while 1Cycle's rate goes up and down."""
HEIGHTS = tuple(k / 4.0 for k in range(2, 13))
HIGHS = (
    0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8,
    1.0, 1.2, 1.5, 2.0, 3.0,
)  # fmt: skip
"""Peaks at which a run may leave the sharp well."""


def run_in(optimizer: str, form: str, lr: float = 0.03, steps: int = N) -> Run:
    """An optimizer with a schedule made for so many steps."""
    settings: dict[str, dict[str, Any]] = {
        "constant": {},
        "exponential": {"schedule": "exponential", "gamma": 0.01 ** (1.0 / steps)},
        "cosine": {"schedule": "cosine"},
        "warm-up": {"schedule": "cosine", "warmup": max(steps // 10, 1)},
        "fixed": {"schedule": "one_cycle", "cycle_momentum": False},
        "one_cycle": {"schedule": "one_cycle"},
        "paper": {"schedule": "one_cycle", **PAPER},
    }
    return Run(optimizer, lr, **settings[form])


def hovering(lr: float, betas: Iterable[float]) -> Comparison:
    """Runs with momentum on the noisy bowl that have come down and hover at the noise."""
    runs = tuple(Run("momentum", lr, momentum=beta) for beta in betas)
    return BOWL.changed(steps=10 * N, runs=runs)


def growth(run: Trajectory) -> tuple[float, float, Array]:
    """How many times rate and reach rise, and the reach lr/(1 − β) in units of the peak."""
    rate = run.settings["lr"] / run.run.lr
    reach = rate / (1.0 - run.settings["momentum"])
    return float(rate.max() / rate[0]), float(reach.max() / reach[0]), reach


def curvatures() -> tuple[float, float]:
    """The largest curvature in the sharp and in the flat minimum."""
    sharp, flat = (WELLS.record.hessian(*at) for at in (SHARP, FLAT))
    return max(sharp[0], sharp[2]), max(flat[0], flat[2])


def sharp_limit(optimizer: str) -> float | None:
    """The highest rate at which a run can rest in the sharp well; None: no one knows for Adam."""
    if optimizer == "adam":
        return None
    momentum = 0.9 if optimizer == "momentum" else 0.0
    return float(stable_below("momentum", curvatures()[0], momentum))


def fate(run: Trajectory) -> str:
    """Where a run ends."""
    for well, at in ((SHARP_WELL, SHARP), (FLAT_WELL, FLAT)):
        if math.dist(run.positions[-1], at) < NEAR:
            return well
    return "in neither well"


def leaves(run: Trajectory) -> int | None:
    """The step from which on a run is out of the sharp well; None: it stays."""
    inside = np.flatnonzero(np.hypot(*(run.positions - SHARP).T) < EDGE)
    last = int(inside[-1]) + 1 if inside.size else 0
    return last if last < len(run.positions) else None


def on_wall(lr: float, steps: int, form: str = "one_cycle") -> float:
    """The last loss of plain gradient descent from the wall, nan if it diverges."""
    run = run_in("gradient_descent", form, lr, steps)
    return float(WALL.changed(steps=steps, runs=(run,)).trajectories()[0].loss[-1])
