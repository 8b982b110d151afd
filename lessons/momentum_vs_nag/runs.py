"""The runs the lesson talks about, and what several of its pictures share."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from comparison import Comparison, Run
from lessons.words import number, vector
from optim.theory import Method, stable_below
from pictures import Arrow, Diamond, Dot, Pane, Shape, walk
from pictures.pane import Window
from pictures.paths import playground
from pictures.shape import Point
from pictures.step import plus

KAPPA, LR, MOMENTUM = 25.0, 0.03, 0.9
SAFE, TOO_HIGH = 0.05, 0.056
FLOOR = 0.1
METHODS: tuple[Method, ...] = ("momentum", "nesterov", "gradient_descent")
PICTURE = Comparison(
    "quadratic",
    {"kappa": KAPPA},
    (-4.0, 2.0),
    200,
    runs=(
        Run("momentum", LR, convention="classical", momentum=MOMENTUM),
        Run("nesterov", LR, convention="classical", momentum=MOMENTUM),
        Run("gradient_descent", LR),
    ),
)
"""On f = (x^2 + kappa y^2) / 2; a run's place among the three is its colour."""
TOLERANCE = PICTURE.record.tolerance

MOM, NAG, GD = (walk(PICTURE, place) for place in range(3))
BOTH = MOM, NAG
START, FIRST = MOM.position(0), MOM.position(1)
VELOCITY, COASTING = MOM.velocity(1), MOM.coasting(1)
LOOK_AHEAD = NAG.measured(1)
LIMITS = [stable_below(method, KAPPA, MOMENTUM) for method in METHODS[:2]]
MU, ETA = number(MOMENTUM), number(LR)

FULL = ((-4.7, 1.4), (-2.3, 2.3))
SECOND_STEP = ((-4.9, -2.7), (-1.45, 0.75))

THETA_0, THETA_1 = Dot("theta", START, label="θ₀", left=True), Dot("theta", FIRST, label="θ₁")
MU_V = Arrow("velocity", FIRST, plus(FIRST, COASTING), label="μv₁")
HOLLOW = Diamond(1, LOOK_AHEAD, label="θ₁ + μv₁")


def pane(place: int, window: Window, shapes: Sequence[Shape], *lines: str, **values: Any) -> Pane:
    """A picture of momentum (place 0) or NAG (1); `values` are other attributes of it."""
    picture, name = values.pop("picture", PICTURE), ("Momentum", "NAG")[place]
    link = playground(picture)
    return Pane(tuple(shapes), window, name, place, picture, lines=lines, link=link, **values)


def both(window: Window, shapes: Sequence[Shape], line: str) -> tuple[Pane, Pane]:
    """The same in both pictures."""
    return pane(0, window, shapes, line), pane(1, window, shapes, line)


def beside_momentum(shapes: Sequence[Shape], *lines: str, **values: Any) -> tuple[Pane, Pane]:
    """NAG's second step, beside momentum's when it is done."""
    end, correction = MOM.position(2), MOM.correction(1)
    arrow = Arrow("correction", plus(FIRST, COASTING), end, label="−lr·∇f(θ₁)")
    done = THETA_1, MU_V, arrow, Dot(0, end, label="θ₂")
    line = f"−lr·∇f(θ₁) = −{ETA}·{vector(MOM.gradient(1))} = {vector(correction)}"
    return (
        pane(0, SECOND_STEP, done, line, asked=(line,)),
        pane(1, SECOND_STEP, shapes, *lines, **values),
    )


def second_step(place: int) -> tuple[str, str]:
    """The second step in numbers."""
    run = BOTH[place]
    push = f"{{correction|− {ETA}·{vector(run.gradient(1))}}}"
    velocity = vector(run.velocity(2))
    return (
        f"v₂ = {{velocity|{vector(COASTING)}}} {push} = {velocity}",
        f"θ₂ = {vector(FIRST)} + {velocity} = {vector(run.position(2))}",
    )


def arrives(place: int, lr: float, momentum: float = MOMENTUM) -> float:
    """The step from which a run stays at the minimum."""
    reached = walk(PICTURE.changed(lr=lr, momentum=momentum), place).reached
    return math.inf if reached is None else reached


def gap(points: ArrayLike, others: ArrayLike) -> float:
    """The largest distance between two runs at the same step."""
    return float(np.hypot(*(np.asarray(points) - np.asarray(others)).T).max())


def same(a: Point, b: Point) -> bool:
    """Equal but for rounding."""
    return math.dist(a, b) < 1e-12
