"""How fast many paths step together, as ratios against torch measured in the same run.

Run by `make bench`, in the environment that has torch. One thread each. The two sides take turns,
and each figure is the best of several rounds, since the machine may be doing other work.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

from comparison import Comparison, Run
from comparison.many import many
from optim.many import Array

REACH = 5.0
RATES = {"adam": 0.1, "momentum": 0.005}
SIZES = [10**k for k in range(7)]
PARTICLE_STEPS = 10_000_000
"""Of a round: more steps where there are fewer particles."""
MAP, STEPS, ROUNDS = 65_536, 300, 7


def starts(n: int) -> Array:
    """Starts all over the landscape."""
    return np.random.RandomState(0).uniform(-REACH, REACH, (2, n))


def ours(key: str, n: int, steps: int) -> Callable[[], object]:
    """A function that runs an optimizer from n starts on Himmelblau."""
    scene, begin = Comparison("himmelblau", steps=steps), starts(n)
    return lambda: many(Run(key, lr=RATES[key]), scene, begin)


def himmelblau_gradient(theta: torch.Tensor) -> torch.Tensor:
    """The gradient at each row, written with tensors as a user of torch would."""
    x, y = theta[:, 0], theta[:, 1]
    a, b = x**2 + y - 11, x + y**2 - 7
    return torch.stack((4 * x * a + 2 * b, 2 * a + 4 * y * b), dim=1)


def torch_adam() -> torch.Tensor:
    """The same map by torch.optim.Adam, the gradient given by the analytic formula."""
    theta = torch.tensor(starts(MAP).T.copy(), requires_grad=True)
    optimizer = torch.optim.Adam([theta], lr=RATES["adam"])
    for _ in range(STEPS):
        with torch.no_grad():
            theta.grad = himmelblau_gradient(theta)
        optimizer.step()
    return theta


def seconds(function: Callable[[], object]) -> float:
    """How long a call takes; the processor's time, which other work does not count in."""
    begin = time.thread_time()
    function()
    return time.thread_time() - begin


def best(*functions: Callable[[], object], rounds: int) -> list[float]:
    """The shortest time of each, taking turns."""
    times = [[seconds(function) for function in functions] for _ in range(rounds)]
    return [min(column) for column in zip(*times, strict=True)]


def main() -> None:
    """Print the times and the ratio."""
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    print("Many paths on Himmelblau, ns per particle-step, one thread")
    print(f"{'starts':>10}" + "".join(f"{key:>12}" for key in RATES))
    for n in SIZES:
        steps = min(max(PARTICLE_STEPS // n, 10), STEPS)
        times = best(*(ours(key, n, steps) for key in RATES), rounds=3)
        print(f"{n:>10}" + "".join(f"{taken / n / steps * 1e9:>12.1f}" for taken in times))
    mine, theirs = best(ours("adam", MAP, STEPS), torch_adam, rounds=ROUNDS)
    print(
        f"Adam, {MAP} starts x {STEPS} steps: {mine:.2f} s, torch with the analytic gradient "
        f"{theirs:.2f} s: {theirs / mine:.2f} x (goal 1)"
    )


if __name__ == "__main__":
    main()
