"""What is known of gradient descent, momentum and NAG on a quadratic, one curvature at a time.

On f = lambda x^2 / 2 every step of these methods is linear, so a run is decided by the roots of
z^2 - (1 + m - r) z + m, the characteristic polynomial of momentum m at r = lr * lambda:

    gradient descent   m = 0
    momentum           m = momentum
    NAG                m = momentum * (1 - r), and nothing else (Sutskever et al., ICML 2013)

A bowl with several curvatures is one such run per curvature; the slowest decides.
Sources: Goh, Why Momentum Really Works, Distill 2017; Lessard, Recht and Packard, SIAM J. Optim.
2016, for the best rates. What other rules can stand is in `optim.stability`.
"""

import cmath
import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from optim.elementwise import Value
from optim.stability import MIXES

Method = Literal["gradient_descent", "momentum", "nesterov"]
Damping = Literal["under-damped", "critically damped", "over-damped", "alternating", "diverges"]

CRITICAL = 1e-9
"""A discriminant this small counts as zero."""


@dataclass(frozen=True)
class Best:
    """The settings with the best asymptotic rate on curvatures from 1 to kappa."""

    lr: float
    momentum: float
    rate: float


def effective_momentum(method: Method, curvature: Value, lr: Value, momentum: Value) -> Value:
    """The momentum of the plain momentum run that makes the same steps in this direction."""
    share = {"gradient_descent": 0.0, "momentum": 1.0, "nesterov": 1.0 - lr * curvature}
    return momentum * share[method]


def rate(method: Method, curvature: Value, lr: Value, momentum: Value) -> Value:
    """The factor by which the distance shrinks per step in the long run; above 1 it grows.

    Of numbers or of arrays.
    """
    middle, square = _equation(method, curvature, lr, momentum)
    root = np.sqrt(np.abs(square))
    return np.where(square >= 0.0, np.abs(middle) + root, np.hypot(middle, root))[()]


def damping(method: Method, curvature: float, lr: float, momentum: float) -> Damping:
    """How the run comes in: swinging, as fast as it can without, creeping, jumping across."""
    first, second = _roots(method, curvature, lr, momentum)
    slowest = max(first, second, key=lambda root: (abs(root), -root.real))
    if abs(slowest) >= 1.0:
        return "diverges"
    if slowest.imag:
        return "under-damped"
    if slowest.real < 0.0:
        return "alternating"
    return "critically damped" if first == second else "over-damped"


def stable_below(method: Method, curvature: float, momentum: Value) -> Value:
    """The learning rate from which on the run no longer converges in this direction."""
    return 2.0 * MIXES[method]({"momentum": momentum}).share / curvature


def best(method: Method, kappa: float) -> Best:
    """The learning rate and momentum with the smallest rate on curvatures from 1 to kappa.

    Best in the long run; the fewest steps to a given tolerance lie at other settings.
    """
    if method == "gradient_descent":
        return Best(2.0 / (kappa + 1.0), 0.0, (kappa - 1.0) / (kappa + 1.0))
    if method == "momentum":
        root = math.sqrt(kappa)
        share = (root - 1.0) / (root + 1.0)
        return Best(4.0 / (root + 1.0) ** 2, share**2, share)
    root = math.sqrt(3.0 * kappa + 1.0)
    return Best(4.0 / (3.0 * kappa + 1.0), (root - 2.0) / (root + 2.0), 1.0 - 2.0 / root)


def _roots(method: Method, curvature: float, lr: float, momentum: float) -> tuple[complex, complex]:
    middle, square = _equation(method, curvature, lr, momentum)
    root = cmath.sqrt(square)
    return middle + root, middle - root


def _equation(
    method: Method, curvature: Value, lr: Value, momentum: Value
) -> tuple[Value, NDArray[np.float64]]:
    """The middle of the two roots, and the square of how far they are from it."""
    m = effective_momentum(method, curvature, lr, momentum)
    middle = (1.0 + m - lr * curvature) / 2.0
    square = middle * middle - m
    return middle, np.where(np.abs(square) > CRITICAL, square, 0.0)
