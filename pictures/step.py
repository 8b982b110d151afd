"""Exact arrows of a step: what it keeps of the velocity, what the gradient adds."""

from dataclasses import dataclass
from functools import cached_property

from comparison import Comparison, Trajectory
from pictures.shape import Arrow, Diamond, Point, Role, Shape


@dataclass(frozen=True)
class Walk:
    """A run step by step. Step k is the move from position k to position k + 1.

    For the classical forms of momentum and NAG, where the velocity is itself a step, and for
    gradient descent, which has none:
    position(k) + coasting(k) + correction(k) = position(k + 1).
    """

    trajectory: Trajectory

    def position(self, k: int) -> Point:
        """The point theta after k moves."""
        return _point(self.trajectory.positions[k])

    def velocity(self, k: int) -> Point:
        """The velocity after k moves; zero at the start, and where there is none."""
        kept = self.trajectory.internals.get("velocity")
        return _point(kept[k - 1]) if k and kept is not None else (0.0, 0.0)

    def coasting(self, k: int) -> Point:
        """What step k keeps of the velocity, mu v."""
        momentum = self.trajectory.settings.get("momentum")
        return (0.0, 0.0) if momentum is None else scaled(float(momentum[k]), self.velocity(k))

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

    @cached_property
    def moves(self) -> int:
        """How many moves there are up to a divergence."""
        return len(self.trail(len(self.trajectory.positions))) - 1


def walk(picture: Comparison, place: int = 0) -> Walk:
    """One run of a comparison, step by step."""
    return Walk(picture.trajectories()[place])


def arrows(walked: Walk, k: int, role: Role) -> tuple[Shape, ...]:
    """The move from position k: what is kept of the velocity, then the push of the gradient.

    Where the gradient is taken ahead of the run, that point is marked.
    """
    if k >= walked.moves:
        return ()
    here, kept = walked.position(k), walked.coasting(k)
    carried, end = plus(here, kept), walked.position(k + 1)
    shapes: list[Shape] = [Arrow("velocity", here, carried)] if kept != (0.0, 0.0) else []
    if walked.measured(k) != here:
        shapes.append(Diamond(role, walked.measured(k)))
    return (*shapes, Arrow("correction", carried, end))


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
