"""The scenes and runs of the lesson on Adam's family, and how it steps itself.

Where a gradient is given as a list, or multiplied, the lesson calls the engine's `descend` with a
gradient of its own; nothing else about the run changes.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comparison import Comparison, Run
from comparison.trajectory import ESCAPE_WIDTHS
from optim.engine import Gradient, Path, descend
from optim.stability import Mix

Array = NDArray[np.float64]
Point = tuple[float, float]

LABELS = {
    "adam": "Adam", "nadam": "NAdam", "adamax": "AdaMax", "adamw": "AdamW", "nesterov": "NAG",
    "momentum": "momentum",
}  # fmt: skip
ROLE = {key: place for place, key in enumerate(LABELS)}
"""Each optimizer's colour, the same in all beats but those that compare frameworks."""
FAMILY = ("adam", "nadam", "adamax", "adamw", "nesterov")
FRAMEWORKS = {"torch": "PyTorch", "keras": "Keras", "optax": "optax", "mlx": "MLX"}
BETA1, BETA2 = 0.9, 0.999

LR, NAG_LR = 0.1, 0.03
BOWL = Comparison(
    "quadratic",
    steps=100,
    runs=tuple(Run(key, lr=NAG_LR if key == "nesterov" else LR) for key in FAMILY),
)
KAPPA = BOWL.parameters["kappa"]
SLOPE = Comparison("huber_slope")
RARE = Comparison(
    "quadratic", {"kappa": 50.0, "angle": 90.0}, (3.0, -2.0), 1000, sparse=100,
    runs=(Run("adam", lr=0.3), Run("adamax", lr=0.3)),
)  # fmt: skip
SPIKE = 51
"""The step whose gradient is multiplied."""
AFTER = 200
"""So long after a single gradient nothing moves any more."""


def named(key: str, words: str = "") -> str:
    """An optimizer's name, or other words, in its colour."""
    return f"{{{ROLE[key]}|{words or LABELS[key]}}}"


def fed(run: Run, gradients: Iterable[float], start: float = 0.0) -> Path:
    """A run along x that meets these gradients one after the other, wherever it is."""
    values = [float(g) for g in gradients]
    steps, following = len(values), iter(values)
    return descend(
        run.rule, lambda x, y: (next(following), 0.0), (start, 0.0), run.table(steps), steps
    )


def multiplied(gradient: Gradient, by: float, step: int | None = None) -> Gradient:
    """A gradient times a factor, at one step (counted from 1) or at all of them."""
    calls = 0

    def own(x: float, y: float) -> Point:
        nonlocal calls
        calls += 1
        gx, gy = gradient(x, y)
        factor = by if step in (None, calls) else 1.0
        return gx * factor, gy * factor

    return own


def ran(
    run: Run, scene: Comparison, by: float = 1.0, step: int | None = None, steps: int | None = None
) -> Path:
    """A run in a scene whose gradient is multiplied."""
    count = scene.steps if steps is None else steps
    gradient = scene.record.gradient_function(**scene.parameters)
    return descend(
        run.rule, multiplied(gradient, by, step), scene.start, run.table(count), count,
        scene.record.bounds(ESCAPE_WIDTHS),
    )  # fmt: skip


def first_steps(lr: float = LR) -> dict[str, Point]:
    """The first step of each in the bowl, and of NAG's classical form."""
    runs = {key: Run(key, lr=lr) for key in FAMILY}
    runs["classical"] = Run("nesterov", lr=lr, convention="classical")
    found = {}
    for key, run in runs.items():
        first, second = ran(run, BOWL, steps=1).positions
        found[key] = (float(second[0] - first[0]), float(second[1] - first[1]))
    return found


def arrival(positions: Array, scene: Comparison) -> int | None:
    """The first step from which a path stays within the tolerance of the scene's minimum."""
    minima = scene.record.minima(**scene.parameters)
    gaps = np.min([np.hypot(*(positions - m[:2]).T) for m in minima], axis=0)
    far = np.flatnonzero(~(gaps <= scene.record.tolerance))
    last = int(far[-1]) + 1 if far.size else 0
    return last if last < len(positions) else None


# Beat 2: the slope, and how far a run goes past its floor.
def on_slope(key: str, lr: float = LR, convention: str = "torch", steps: int = 300) -> Any:
    """How far a run gets in x past the floor, and when it arrives."""
    picture = SLOPE.changed(steps=steps, runs=(Run(key, lr=lr, convention=convention),))
    (run,) = picture.trajectories()
    return float(np.nanmax(run.positions[:, 0])), run.reached


# Beat 3: what a rate comes to where the bowl is steep, and what each can stand.
def ratio(path: Any) -> Array:
    """lr·λ/√v̂ across the bowl, at each step."""
    return np.asarray(path.internals["effective_lr"][:, 1] * KAPPA)


def mu(t: Any, decay: float = 0.004) -> Any:
    """NAdam's momentum at step t: torch's, or with `decay` 1 that of Keras."""
    return BETA1 * (1.0 - 0.5 * 0.96 ** (np.asarray(t, dtype=float) * decay))


def stands(share: Any) -> Any:
    """The largest lr·λ/√v̂ of a step that is `share` m and for the rest the bare gradient."""
    return 2.0 * Mix(BETA1, 1.0 - share, share * (1.0 - BETA1), "").share


@cache
def long_run(lr: float, steps: int = 3000) -> Comparison:
    """Adam and NAdam in the bowl for long."""
    return Comparison("quadratic", steps=steps, runs=(Run("adam", lr=lr), Run("nadam", lr=lr)))


def burst(positions: Array, least: float = 0.05, quiet: int = 100) -> int | None:
    """The step at which |y|, after `quiet` steps within `least`, is above it; None: it is not."""
    high = np.abs(positions[:, 1]) > least
    below = 0
    for k, out in enumerate(high.tolist()):
        if out and below >= quiet:
            return k
        below = 0 if out else below + 1
    return None


# Beat 4: one name in several frameworks.
def forms(key: str) -> tuple[str, ...]:
    """The forms of an optimizer that the beat compares: torch's first."""
    return {
        "adam": ("torch", "keras", "mlx"),
        "nadam": ("torch", "keras", "optax"),
        "adamax": ("torch", "keras", "mlx"),
        "adamw": ("torch", "keras", "optax", "mlx"),
    }[key]


@cache
def by_form(key: str) -> Comparison:
    """The bowl with each form of an optimizer."""
    lr = 0.03 if key == "adam" else LR
    runs = tuple(Run(key, lr=lr, convention=form) for form in forms(key))
    return Comparison("quadratic", steps=120, runs=runs)


@cache
def slope_steps(key: str, form: str, count: int = 3000) -> Array:
    """The lengths of the steps down a constant slope of 1, in lr."""
    return np.abs(np.diff(fed(Run(key, lr=1.0, convention=form), [1.0] * count).positions[:, 0]))


# Beat 5: one gradient after a long silence.
@lru_cache(64)
def walked(key: str, silence: int) -> Array:
    """How far it has walked, in lr, from one gradient of 1 after `silence` steps of 0 on."""
    path = fed(Run(key, lr=1.0), [0.0] * silence + [1.0] + [0.0] * AFTER)
    return np.abs(path.positions[silence:, 0])


def bound() -> float:
    """The longest step of AdaMax, in lr, as its paper bounds it."""
    return (1.0 - BETA1) / (1.0 - BETA1 / BETA2)


# Beat 6: one gradient that is far too large.
FACTORS = (1, 10, 100, 1000)
THROWN = SLOPE.changed(start=(-8.0, 0.0), steps=2000)


@cache
def thrown(key: str, factor: float) -> Path:
    """A run down the slope whose gradient is multiplied once."""
    return ran(Run(key, lr=LR), THROWN, factor, SPIKE)


def home(key: str, factor: float) -> int | None:
    """The step from which it stays at the floor."""
    return arrival(thrown(key, factor).positions, THROWN)


def divisor(key: str, factor: float) -> Array:
    """What its step is divided by in x."""
    internals = thrown(key, factor).internals
    if key == "adamax":
        return np.asarray(internals["infinity_norm"][:, 0])
    return np.sqrt(internals["v_hat"][:, 0])


def thrown_on_slope(key: str, factor: float, steps: int = 6000) -> Array:
    """The same on a slope without end: its places, in lr."""
    slopes = np.ones(steps)
    slopes[SPIKE - 1] = factor
    return -fed(Run(key, lr=1.0), slopes).positions[:, 0]


@cache
def slow_for(key: str, factor: float = 100.0, share: float = 0.9) -> int:
    """So many steps after the spike its steps are `share` lr long again."""
    steps = np.diff(thrown_on_slope(key, factor))
    return int(np.flatnonzero(steps < share)[-1]) + 2 - SPIKE


def crossings(path: Any) -> tuple[int | None, int | None]:
    """Since when NAdam's ratio is above what it stands at its first μ, and at its own."""
    over = ratio(path)
    limits = float(stands(mu(1))), stands(mu(np.arange(1, len(over) + 1)))
    first, own = (np.flatnonzero(over > limit) for limit in limits)
    return (int(first[0]) if first.size else None), (int(own[0]) if own.size else None)


def longest_by_fading_slopes(steps: int = 2000) -> float:
    """AdaMax' longest step, in lr, where each slope is β2 times the last one."""
    path = fed(Run("adamax", lr=1.0), BETA2 ** np.arange(steps))
    return float(np.abs(np.diff(path.positions[:, 0])).max())


LINK = Comparison(
    "quadratic", {"kappa": 100.0, "angle": 45.0, "center_x": 1.0, "center_y": 1.0}, steps=1000,
    runs=(
        Run("adam", lr=1.78), Run("nadam", lr=0.178), Run("adamax", lr=5.62),
        Run("nesterov", lr=0.01),
    ),
)  # fmt: skip
"""The turned ravine, each at its best rate."""
