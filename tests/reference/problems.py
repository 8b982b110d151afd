"""What the recorders share: losses for any framework, and the cases of momentum and NAG."""

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent


def quadratic(x, y):
    return (x**2 + 25.0 * y**2) / 2.0


def rosenbrock(x, y):
    return (1.0 - x) ** 2 + 100.0 * (y - x**2) ** 2


def himmelblau(x, y):
    return (x**2 + y - 11.0) ** 2 + (x + y**2 - 7.0) ** 2


LOSSES = {
    "quadratic": (quadratic, (-4.0, 2.0)),
    "rosenbrock": (rosenbrock, (-1.5, 2.0)),
    "himmelblau": (himmelblau, (-0.5, -1.0)),
}

SGD_STEPS = 40
SGD_RATES = {"quadratic": (0.005, 0.06), "himmelblau": (0.001, 0.01)}


def rates(low: float, high: float) -> dict[str, list[float]]:
    """Learning rates at which the forms of momentum agree, and two at which they part."""
    half = SGD_STEPS // 2
    return {
        "constant": [(low + high) / 2.0] * SGD_STEPS,
        "ramp": np.linspace(low, high, SGD_STEPS).tolist(),
        "jump": [low] * half + [high] * half,
    }


def record_sgd(name: str, version: str, run: Callable[..., list[list[float]]]) -> None:
    """Run momentum and NAG with a framework and write sgd_<name>.json.

    `run` takes loss, start, rates, momentum and nesterov; it returns the steps + 1 positions.
    """
    cases = []
    for landscape, momentum, nesterov in product(SGD_RATES, (0.6, 0.9), (False, True)):
        loss, start = LOSSES[landscape]
        for kind, lr in rates(*SGD_RATES[landscape]).items():
            case = {
                "optimizer": "nesterov" if nesterov else "momentum",
                "landscape": landscape,
                "momentum": momentum,
                "rates": kind,
                "lr": lr,
                "path": run(loss, start, lr, momentum, nesterov),
            }
            cases.append(case)
    write(f"sgd_{name}.json", {name: version, "cases": cases})


def write(name: str, data: dict) -> None:
    text = json.dumps(data, indent=None, separators=(",", ":"), allow_nan=False)
    (HERE / name).write_text(text + "\n")
