"""Rules that see one sample a step: ten numbers in a circle, a rare one, the paper's lines.

The loss of a sample is half the square of its distance, so its gradient is x less the number. The
rest of a rule with beta1 = 0 is where its steps over one circle cancel, for ever smaller rates.
"""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle, islice
from types import SimpleNamespace
from typing import Any

import numpy as np

from comparison import Run
from lessons.adaptive_rates.runs import BETA2, Array
from lessons.tables import recorded
from optim.engine import EVERYWHERE, Path, descend, start_state

NUMBERS = (0.0,) * 9 + (10.0,)
MEAN, MEDIAN = float(np.mean(NUMBERS)), float(np.median(NUMBERS))
SMALL = 0.01
"""The rate at which the engine goes round."""
BETAS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999)
RARE = (10, 100, 1000, 3000, 10_000)
PRODUCTS = (0.1, 0.3, 1.0, 3.0, 10.0)
"""Values of n (1 - beta2)."""
HALVINGS = 60
STEPS = 3000
REDDI: dict[str, Any] = {"beta1": 0.0, "beta2": 1.0 / 17.0}
"""The settings of Reddi, Kale and Kumar's example in straight lines."""
SLOPES = (4.0, -1.0, -1.0)
WALKERS: dict[str, tuple[str, dict[str, Any]]] = {
    "adam": ("adam", REDDI),
    "amsgrad": ("amsgrad", REDDI),
    "gradient_descent": ("gradient_descent", {}),
    "defaults": ("adam", {}),
}


def divisors_in_circle(beta2: float, slopes: Array) -> Array:
    """The roots of v, as they come back after each circle of slopes, by the slope just seen."""
    count = len(slopes)
    ages = np.arange(count)
    kept = beta2**ages * (1.0 - beta2) / (1.0 - beta2**count)
    before = slopes[(np.arange(count)[:, None] - ages) % count]
    return np.asarray(np.sqrt((before**2 * kept).sum(axis=1)))


def circle_steps(beta2: float, x: float, numbers: Any = NUMBERS) -> Array:
    """The step of each number at x, in units of lr."""
    slopes = x - np.asarray(numbers)
    roots = divisors_in_circle(beta2, slopes)
    return -slopes / np.where(roots > 0.0, roots, 1.0)


@cache
def rest(beta2: float) -> float:
    """Where ever smaller steps over the ten numbers come to rest."""
    return _balance(lambda x: float(circle_steps(beta2, x).sum()), 0.0, max(NUMBERS))


def _balance(pull: Callable[[float], float], low: float, high: float) -> float:
    """Where a pull that goes up on the left and down on the right turns, by halving."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if pull(middle) > 0.0 else (low, middle)
    return 0.0 if high < 1e-12 else (low + high) / 2.0


@cache
def rare_rest(count: int, beta2: float) -> float:
    """The same for one number n among n - 1 zeros, whose mean is 1."""
    faded = beta2 ** np.arange(count)

    def pull(x: float) -> float:
        rare = (count - x) ** 2
        after = x**2 + faded * (1.0 - beta2) * (rare - x**2) / (1.0 - beta2**count)
        roots = np.sqrt(after)
        return float((count - x) / roots[0] - (x / roots[1:]).sum())

    return _balance(pull, 0.0, 2.0)


def going_round(run: Run, steps: int, numbers: Any = NUMBERS, start: float = MEAN) -> Path:
    """A run that sees one number a step, in a circle."""
    return _fed(run, cycle(numbers), steps, start)


def _fed(run: Run, numbers: Iterator[float], steps: int, start: float) -> Path:
    def gradient(x: float, _: float) -> tuple[float, float]:
        return x - next(numbers), 0.0

    return descend(run.rule, gradient, (start, 0.0), run.table(steps), steps, EVERYWHERE)


def last_circle(path: Path, count: int = len(NUMBERS)) -> float:
    """The mean over a run's last time round."""
    return float(path.positions[-count:, 0].mean())


ENGINE = {
    "rmsprop 0.9": Run("rmsprop", SMALL, alpha=0.9),
    "rmsprop 0.99": Run("rmsprop", SMALL, alpha=0.99),
    "adam": Run("adam", SMALL),
    "amsgrad": Run("amsgrad", SMALL),
    "gradient descent": Run("gradient_descent", SMALL),
    "signSGD": Run("signsgd", SMALL),
}


@recorded("adaptive_rates", at=tuple(ENGINE))
def goes_to(which: str) -> float:
    """Where the engine's run round the ten numbers is, after 20 000 steps."""
    return last_circle(going_round(ENGINE[which], 20_000))


SHUFFLED = {
    "rmsprop 0.9": Run("rmsprop", 0.001, alpha=0.9),
    "rmsprop 0.99": Run("rmsprop", 0.001, alpha=0.99),
    "gradient descent": Run("gradient_descent", 0.001),
}


@recorded("adaptive_rates", at=tuple(SHUFFLED))
def in_random_order(which: str) -> float:
    """The mean over the second half of 40 000 steps with numbers drawn at random."""
    steps = 40_000
    drawn = np.random.RandomState(0).choice(NUMBERS, size=steps)
    path = _fed(SHUFFLED[which], iter(drawn.tolist()), steps, MEAN)
    return float(path.positions[steps // 2 :, 0].mean())


@recorded("adaptive_rates", at=(1000,))
def rare_by_engine(count: int) -> list[float]:
    """The least, the largest and the mean answer in the last 20 of 200 circles of Adam's."""
    numbers = (*(0.0,) * (count - 1), float(count))
    path = going_round(Run("adam", 0.003, beta1=0.0), 200 * count, numbers)
    ends = path.positions[-20 * count :, 0]
    return [float(ends.min()), float(ends.max()), float(ends.mean())]


def on_a_box(run: Run, slopes: Any, steps: int, rate: float = 0.5) -> Array:
    """A rule on straight lines, whose step is cut off at -1 and 1, at a rate falling as 1/sqrt(t).

    Starts in the middle; (steps + 1,).
    """
    row = SimpleNamespace(**{**run.settings, "lr": run.lr})
    state, x, out = start_state(run.rule, vars(row)), 0.0, [0.0]
    for t, slope in enumerate(islice(cycle(slopes), steps), 1):
        row.t, row.lr = t, rate / t**0.5
        x, *state = run.rule.step(x, slope, row, *state)  # type: ignore[assignment]
        x = min(max(x, -1.0), 1.0)
        out.append(x)
    return np.array(out)


@cache
def walker(name: str) -> Array:
    """One of WALKERS on the paper's straight lines."""
    optimizer, settings = WALKERS[name]
    return on_a_box(Run(optimizer, 0.5, **settings), SLOPES, STEPS)


@cache
def unboxed(optimizer: str) -> float:
    """The same lines without a box, at a constant rate: where a run ends."""
    slopes = cycle(SLOPES)
    run = Run(optimizer, SMALL, **REDDI)
    path = descend(
        run.rule, lambda *_: (next(slopes), 0.0), (0.0, 0.0), run.table(STEPS), STEPS, EVERYWHERE
    )
    return float(path.positions[-1, 0])


@recorded("adaptive_rates", at=("adam", "amsgrad"))
def in_101(optimizer: str) -> float:
    """The paper's other example: slope 1010 once in 101 steps, -10 else, 20 000 steps."""
    run = Run(optimizer, 0.5, beta2=0.99)
    return float(on_a_box(run, (1010.0, *(-10.0,) * 100), 20_000)[-1])


MEMORIES = tuple(np.geomspace(1.0, 2000.0, 81).tolist())


@recorded("adaptive_rates", at=("ten numbers",))
def rest_by_memory(_: str) -> list[float]:
    """Where the ten numbers' answer rests, for each of MEMORIES."""
    return [rest(1.0 - 1.0 / memory) for memory in MEMORIES]


@recorded("adaptive_rates", at=(0.9, 0.99, 0.999))
def law_curve(beta2: float) -> list[list[float]]:
    """For rarities n: n (1 - beta2) and the answer there."""
    counts = sorted({round(p / (1.0 - beta2)) for p in np.geomspace(0.02, 30.0, 61)} - {0, 1})
    return [[count * (1.0 - beta2), rare_rest(count, beta2)] for count in counts]


def law(product: float, beta2: float = BETA2) -> float:
    """The answer for n (1 - beta2) = product."""
    return rare_rest(round(product / (1.0 - beta2)), beta2)
