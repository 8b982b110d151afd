"""The runs the walkthrough talks about, and the parts of each of their steps."""

from dataclasses import dataclass
from functools import lru_cache

from comparison import Comparison, Run, Trajectory
from lessons.figure import Point
from optim.theory import Method

KAPPA = 25.0
LR = 0.03
MOMENTUM = 0.9
STEPS = 200
METHODS: tuple[Method, ...] = ("momentum", "nesterov", "gradient_descent")
BOWL = Comparison("quadratic", {"kappa": KAPPA})
"""The ground of every picture, f = (x^2 + kappa y^2) / 2."""
TOLERANCE = BOWL.record.tolerance
"""Reached at n: from step n on the distance to the minimum stays within this."""


@dataclass(frozen=True)
class Walk:
    """A run step by step. Step k is the move from position k to position k + 1.

    For the classical forms, where the velocity is itself a step:
    position(k) + coasting(k) + correction(k) = position(k + 1).
    """

    trajectory: Trajectory

    def position(self, k: int) -> Point:
        """The point theta after k moves."""
        return _point(self.trajectory.positions[k])

    def velocity(self, k: int) -> Point:
        """The velocity after k moves; zero at the start."""
        return _point(self.trajectory.internals["velocity"][k - 1]) if k else (0.0, 0.0)

    def coasting(self, k: int) -> Point:
        """What step k keeps of the velocity, mu v."""
        return scaled(float(self.trajectory.settings["momentum"][k]), self.velocity(k))

    def gradient(self, k: int) -> Point:
        """The gradient step k used, taken at `measured(k)`."""
        return _point(self.trajectory.gradient[k])

    def measured(self, k: int) -> Point:
        """Where step k takes its gradient: the look-ahead point, or the position."""
        points = self.trajectory.internals.get("look_ahead")
        return self.position(k) if points is None else _point(points[k])

    def correction(self, k: int) -> Point:
        """-lr times the gradient."""
        return scaled(-float(self.trajectory.settings["lr"][k]), self.gradient(k))

    def trail(self, last: int, first: int = 0) -> tuple[Point, ...]:
        """Positions from `first` to `last`, up to a divergence."""
        points = self.trajectory.positions[first : last + 1].tolist()
        return tuple((x, y) for x, y in points if x == x and y == y)

    @property
    def reached(self) -> int | None:
        """The step from which the run stays at the minimum; None: it does not get there."""
        return self.trajectory.reached

    def floor(self, height: float) -> int:
        """The first step from which |y| stays within `height`."""
        y = self.trajectory.positions[:, 1]
        away = [k for k, value in enumerate(y.tolist()) if not abs(value) <= height]
        return away[-1] + 1 if away else 0


@lru_cache(maxsize=64)
def walk(
    method: Method,
    lr: float = LR,
    momentum: float = MOMENTUM,
    kappa: float = KAPPA,
    start: Point = (-4.0, 2.0),
    steps: int = STEPS,
) -> Walk:
    """Momentum or NAG in the classical form, or gradient descent, on f = (x^2 + kappa y^2) / 2."""
    if method == "gradient_descent":
        run = Run(method, lr=lr)
    else:
        run = Run(method, lr=lr, convention="classical", momentum=momentum)
    comparison = Comparison("quadratic", {"kappa": kappa}, start, steps, runs=(run,))
    return Walk(comparison.trajectories()[0])


def playground(*methods: Method, steps: int = 120, lr: float = LR) -> str:
    """The address of these runs in the playground, seen from a page of the app."""
    runs = tuple(walk(method, lr).trajectory.run for method in methods)
    link = Comparison("quadratic", {"kappa": KAPPA}, (-4.0, 2.0), steps, runs=runs).to_link()
    return f"./?{link}"


def plus(a: Point, b: Point) -> Point:
    """The sum."""
    return a[0] + b[0], a[1] + b[1]


def minus(a: Point, b: Point) -> Point:
    """The difference."""
    return a[0] - b[0], a[1] - b[1]


def scaled(factor: float, a: Point) -> Point:
    """The multiple."""
    return factor * a[0], factor * a[1]


def _point(row: object) -> Point:
    x, y = row.tolist()  # type: ignore[attr-defined]
    return x, y
