"""How fast the stepping engine is, as ratios against torch measured in the same run.

Run by `make bench`, in the environment that has torch. One thread each; both sides record every
position; both follow a cosine schedule. Each figure is the best of several rounds.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

from comparison import Comparison, Run
from comparison.comparison import _trajectory
from landscapes import LANDSCAPES
from optim.engine import descend

STEPS = 300
ROUNDS = 7
START = (-0.5, -1.0)
RATES = {
    "gradient_descent": 0.005,
    "momentum": 0.005,
    "nesterov": 0.005,
    "adagrad": 0.5,
    "rmsprop": 0.02,
    "adam": 0.1,
    "adamw": 0.1,
    "nadam": 0.1,
    "adamax": 0.1,
}


def best(function: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The shortest of several runs, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


def himmelblau(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """The loss for autograd."""
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def himmelblau_gradient(theta: torch.Tensor) -> torch.Tensor:
    """Its gradient, written with tensors as a user of torch would."""
    x, y = theta
    a, b = x**2 + y - 11, x + y**2 - 7
    return torch.stack((4 * x * a + 2 * b, 2 * a + 4 * y * b))


def torch_run(key: str, analytic: bool) -> list[list[float]]:
    """A run of torch.optim: the gradient by autograd, or given by the analytic formula."""
    theta = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    run = Run(key, lr=RATES[key])
    optimizer = eval(run.rule.torch.format(lr=run.lr, **run.settings))
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=STEPS)
    path = [theta.tolist()]
    for _ in range(STEPS):
        if analytic:
            with torch.no_grad():
                theta.grad = himmelblau_gradient(theta)
        else:
            optimizer.zero_grad()
            himmelblau(theta[0], theta[1]).backward()
        optimizer.step()
        scheduler.step()
        path.append(theta.tolist())
    return path


def comparison(*keys: str) -> Comparison:
    """Our side of the same runs."""
    runs = tuple(Run(key, lr=RATES[key], schedule="cosine") for key in keys)
    return Comparison("himmelblau", start=START, steps=STEPS, runs=runs)


def path(key: str) -> Callable[[], object]:
    """A function that makes the schedule and walks the path, positions and internals recorded."""
    run, record = Run(key, lr=RATES[key], schedule="cosine"), LANDSCAPES["himmelblau"]
    gradient = record.gradient_function()
    return lambda: descend(
        run.rule, gradient, START, run.table(STEPS), STEPS, record.bounds(1000.0)
    )


def trajectories(*keys: str) -> Callable[[], object]:
    """A function that computes whole trajectories anew: paths, losses, how they ended."""
    wanted = comparison(*keys)
    return lambda: [_trajectory.__wrapped__(run, wanted) for run in wanted.runs]


def main() -> None:
    """Print the ratios."""
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    print(f"Himmelblau, {STEPS} steps, cosine schedule, positions recorded, one thread")
    print(f"{'':18}{'ours, µs/step':>14}{'torch autograd':>16}{'torch analytic':>16}")
    for key in RATES:
        mine = best(path(key), 20)
        autograd = best(partial(torch_run, key, analytic=False), 3)
        analytic = best(partial(torch_run, key, analytic=True), 3)
        print(
            f"{key:18}{mine / STEPS * 1e6:14.2f}{autograd / mine:14.0f} x{analytic / mine:14.0f} x"
        )
    eight, last = list(RATES)[:8], list(RATES)[8:]
    first, rest = trajectories(*eight), trajectories(*last)
    together = best(lambda: (first(), rest()))
    print(f"The {len(RATES)} classic optimizers x {STEPS} steps: {together * 1e3:.1f} ms (goal 10)")


if __name__ == "__main__":
    main()
