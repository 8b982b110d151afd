"""After the story: the same two pictures with settings of the reader's own, and the theory."""

import math
from typing import Any

import numpy as np

from comparison import Comparison
from lessons.figure import number
from lessons.momentum_vs_nag.place import Place
from lessons.momentum_vs_nag.runs import METHODS, TOLERANCE, Walk, walk
from lessons.momentum_vs_nag.whole_run import SAFE, TOO_HIGH
from optim.theory import Method, best, damping, effective_momentum, rate, stable_below

STEPS = 150
HIGHEST = 1.1
"""The chart ends here; from 1 on a run does not converge."""
NAMES = {"gradient_descent": "gradient descent", "momentum": "momentum", "nesterov": "NAG"}


def free_play(place: Place) -> dict[str, Any]:
    """Everything the board shows for these settings."""
    start = (place.x, place.y)
    walks = {m: walk(m, place.lr, place.momentum, place.kappa, start, STEPS) for m in METHODS}
    third = [_bare("gradient_descent", walks)] if place.gradient_descent else []
    reach = _reach(place.x, 4.0), _reach(place.y, 2.0)
    return {
        "ground": Comparison("quadratic", {"kappa": place.kappa}),
        "steps": STEPS,
        "titles": ["Momentum", "NAG"],
        "roles": ["momentum", "nesterov"],
        "window": tuple((-1.15 * r, 1.15 * r) for r in reach),
        "movable": True,
        "first": 1,
        "panels": [[*third, _taken_apart(m, walks)] for m in METHODS[:2]],
        "chart": _chart(place),
        "table": _table(place),
        "sentences": _sentences(place, walks),
        "links": [],
    }


def _reach(start: float, usual: float) -> float:
    """How far the picture goes along an axis: the usual, or twice that, or four times ..."""
    return float(usual * 2.0 ** max(0, math.ceil(math.log2(max(abs(start) / usual, 1.0)))))


def _bare(method: Method, walks: dict[Method, Walk]) -> dict[str, Any]:
    return {"role": method, "points": walks[method].trail(STEPS), "thin": True}


def _taken_apart(method: Method, walks: dict[Method, Walk]) -> dict[str, Any]:
    """A run with the parts of each of its steps."""
    run = walks[method]
    points = run.trail(STEPS)
    moves = range(len(points) - 1)
    return {
        "role": method,
        "points": points,
        "coasting": [run.coasting(k) for k in moves],
        "correction": [run.correction(k) for k in moves],
        "measured": [run.measured(k) for k in moves] if method == "nesterov" else None,
        "outcome": _outcome(run),
    }


def _outcome(run: Walk) -> str:
    ending = run.trajectory.outcome
    if ending.kind == "diverged":
        return f"diverged at step {ending.step}"
    if ending.kind == "minimum":
        return f"within {TOLERANCE:g} from step {ending.step}"
    return f"not within {TOLERANCE:g} after {STEPS} steps"


def has_marks(place: Place) -> bool:
    """Whether the marks of the story, .050 and .056, say anything at these settings."""
    return (place.kappa, place.momentum) == (Place.kappa, Place.momentum)


def _chart(place: Place) -> dict[str, Any]:
    """The rate of each method against the learning rate; the slowest direction decides."""
    highest = 1.1 * stable_below("momentum", place.kappa, place.momentum)
    lr = np.linspace(highest / 200.0, highest, 200)
    shown = METHODS if place.gradient_descent else METHODS[:2]
    curves = {m: [_slowest(m, place, float(value)) for value in lr] for m in shown}
    return {
        "title": "Factor per step in the long run",
        "x": lr.tolist(),
        "x_label": "learning rate",
        "limits": (min(0.95, *map(min, curves.values())) - 0.05, HIGHEST),
        "here": place.lr,
        "marks": [SAFE, TOO_HIGH] if has_marks(place) else [],
        "curves": [{"role": method, "y": y} for method, y in curves.items()],
    }


def _slowest(method: Method, place: Place, lr: float) -> float:
    return float(
        max(rate(method, curvature, lr, place.momentum) for curvature in (1.0, place.kappa))
    )


def _table(place: Place) -> dict[str, Any]:
    """Damping and rate of both methods, one row per direction of the bowl."""
    rows = []
    for axis, curvature in (("x", 1.0), ("y", place.kappa)):
        for method in METHODS if place.gradient_descent else METHODS[:2]:
            settings = (curvature, place.lr, place.momentum)
            rows.append(
                [
                    f"{axis}: λ\u00a0=\u00a0{number(curvature)}",
                    f"{{{method}|{NAMES[method]}}}",
                    number(effective_momentum(method, *settings), 3),
                    damping(method, *settings).replace("-", "\u2011"),
                    number(rate(method, *settings), 4),
                ]
            )
    return {"head": ["direction", "", "μ", "damping", "factor"], "rows": rows}


def _sentences(place: Place, walks: dict[Method, Walk]) -> list[str]:
    limits = {m: number(stable_below(m, place.kappa, place.momentum), 3) for m in METHODS}
    tuned = {m: best(m, place.kappa) for m in METHODS}
    lines = [
        "Click a picture to start there. {velocity|Dashed: μv.} {correction|Solid: −lr·∇f.} "
        "Hollow: where NAG takes its gradient.",
        f"Converges for {{momentum|lr < {limits['momentum']} (momentum)}}, "
        f"{{nesterov|lr < {limits['nesterov']} (NAG)}}: lr·λ < 2(1+μ) and 2(1+μ)/(1+2μ).",
        "NAG is momentum with μ(1 − lr·λ) in each direction: the column μ.",
        *(
            f"Best asymptotic rate of {NAMES[m]}: factor {number(tuned[m].rate, 3)} at lr "
            f"{number(tuned[m].lr, 3)}, μ {number(tuned[m].momentum, 3)}."
            for m in METHODS[:2]
        ),
        "These settings are best in the long run; the fewest steps to a tolerance lie elsewhere.",
    ]
    if place.gradient_descent:
        lines.insert(
            1,
            f"{{gradient_descent|Gradient descent}} (thin): {_outcome(walks['gradient_descent'])}; "
            f"it converges for lr < {limits['gradient_descent']}.",
        )
    return lines
