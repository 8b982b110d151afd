"""What each framework stores as the parameter, and what a changing learning rate does to it.

Momentum and NAG are written in several forms. At a constant rate they are the same run; some
store the point theta, some the look-ahead point theta + mu v. When the rate changes on the way,
it matters whether it stands inside the velocity or multiplies all of it.
"""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comparison import Run
from landscapes import LANDSCAPES
from lessons.figure import number
from lessons.momentum_vs_nag.runs import BOWL, KAPPA, LR, MOMENTUM
from optim import OPTIMIZERS
from optim.engine import Path, descend
from optim.rule import Rule

STEPS = 40
SLOW, FAST = 0.005, 0.06
START = (-4.0, 2.0)
REACH = 6.0
"""How far the picture goes at most; a diverging run leaves it."""

RATES = {
    "constant": np.full(STEPS, LR),
    "ramp": np.linspace(SLOW, FAST, STEPS),
    "jump": np.repeat((SLOW, FAST), STEPS // 2),
}
SAID = {
    "constant": f"The learning rate is {LR:g} at every step.",
    "ramp": f"The learning rate rises from {SLOW:g} to {FAST:g} over {STEPS} steps.",
    "jump": f"The learning rate is {SLOW:g}, and {FAST:g} from step {STEPS // 2} on.",
}
STORED = {
    "classical": "θ is stored, lr stands inside the velocity: v is the last step.",
    "torch": "For NAG θ + μv is stored. lr multiplies the whole velocity, so a new rate also "
    "rescales what was collected at the old one. optax and MLX do the same.",
    "keras": "For NAG θ + μv is stored, lr stands inside the velocity: always the classical "
    "run, seen one velocity ahead.",
    "original": "Two points a step: θ, and y = θ + μ(θ − previous θ), where the gradient is "
    "taken. With the same μ it is the classical form; Nesterov let μ grow.",
}


def rule(method: str, form: str) -> Rule:
    """The update of a method in a form; momentum has no form of Nesterov's own."""
    rules = OPTIMIZERS[method].rules
    return rules[form] if form in rules else rules["classical"]


@lru_cache(maxsize=32)
def path(method: str, form: str, rate: str) -> Path:
    """A method in a form at one of RATES, on the lesson's bowl."""
    update = rule(method, form)
    convention = form if form in OPTIMIZERS[method].rules else "classical"
    constant: dict[str, Any] = (
        {"momentum_sequence": False} if form == "original" == convention else {}
    )
    run = Run(method, lr=LR, convention=convention, momentum=MOMENTUM, **constant)
    landscape = LANDSCAPES["quadratic"]
    return descend(
        update,
        landscape.gradient_function(kappa=KAPPA),
        START,
        {**run.table(STEPS), "lr": RATES[rate]},
        STEPS,
        landscape.bounds(1000.0),
    )


def look_ahead(method: str, rate: str) -> NDArray[np.float64]:
    """The classical run's theta + mu v at every position, shape (steps + 1, 2)."""
    classical = path(method, "classical", rate)
    velocity = np.vstack([(0.0, 0.0), classical.internals["velocity"]])
    return np.asarray(classical.positions + MOMENTUM * velocity)


def gap(method: str, form: str, rate: str, to: str) -> float:
    """The largest distance to the classical "theta" or "look-ahead" points at the same step."""
    points = (
        path(method, "classical", rate).positions if to == "theta" else look_ahead(method, rate)
    )
    return float(np.hypot(*(path(method, form, rate).positions - points).T).max())


def forms(form: str, rate: str) -> dict[str, Any]:
    """Everything the board shows for a form at a learning rate."""
    return {
        "ground": BOWL,
        "steps": STEPS,
        "titles": ["Momentum", "NAG"],
        "roles": ["momentum", "nesterov"],
        "window": _window(form, rate),
        "movable": False,
        "panels": [_panel(method, form, rate) for method in ("momentum", "nesterov")],
        "formula": [[_gaps(method, form, rate)] for method in ("momentum", "nesterov")],
        "sentences": [
            SAID[rate],
            STORED[form],
            "Thick: what is stored. Thin and dotted: the classical θ. Hollow: the classical "
            "look-ahead points θ + μv. In the formulas η is lr; λ and τ are 0 here.",
        ],
        "chart": {
            "title": "Learning rate at step t",
            "x": list(range(STEPS)),
            "x_label": "t",
            "limits": (0.0, 1.1 * FAST),
            "follows": True,
            "marks": [],
            "curves": [{"role": "other", "y": RATES[rate].tolist()}],
        },
        "room": 190,
        "links": [],
    }


def _panel(method: str, form: str, rate: str) -> list[dict[str, Any]]:
    ahead = look_ahead(method, rate).tolist() if method == "nesterov" else None
    classical = {
        "role": "ghost",
        "points": path(method, "classical", rate).positions.tolist(),
        "thin": True,
        "stored": ahead,
    }
    own = {"role": method, "points": path(method, form, rate).positions.tolist()}
    return [classical, own]


def _gaps(method: str, form: str, rate: str) -> str:
    distance = gap(method, form, rate, "theta")
    if distance < 1e-9:
        return "the same points as the classical θ"
    if method == "nesterov" and gap(method, form, rate, "look-ahead") < 1e-9:
        return f"the classical look-ahead points, up to {number(distance, 3)} from θ"
    if method == "momentum":
        return f"up to {number(distance, 3)} from the classical θ"
    ahead = number(gap(method, form, rate, "look-ahead"), 3)
    return f"up to {number(distance, 3)} from the classical θ, {ahead} from its look-ahead points"


def _window(form: str, rate: str) -> tuple[tuple[float, float], ...]:
    points = np.vstack(
        [path(m, f, rate).positions for m in ("momentum", "nesterov") for f in {form, "classical"}]
    )
    shown = points[(np.abs(points) <= REACH).all(axis=1)]
    low, high = shown.min(axis=0) - 0.4, shown.max(axis=0) + 0.4
    return tuple(zip(low.tolist(), high.tolist(), strict=True))
