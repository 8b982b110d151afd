"""Numbers and the comparison of a rate with its limit, as the sentences on a run say them."""

import math

import numpy as np
from numpy.typing import NDArray

from comparison.limits import JUST, Load
from comparison.trajectory import Trajectory
from setting import compact

SYMBOLS = {"μ": "momentum", "ν": "nu", "τ": "dampening", "β₁": "beta1"}
NOTHING = 1e-12
"""A coordinate below this is a rounded 0."""


def number(value: float) -> str:
    """In three digits, with a true minus."""
    return compact(float(f"{value:.3g}")).replace("-", "−")


def times(factor: float) -> str:
    """A factor, in so many digits that it differs from 1."""
    text = number(factor)
    if text != "1":
        return text
    return repr(round(factor, 1 - math.floor(math.log10(abs(factor - 1.0)))))


def point_text(point: NDArray[np.float64]) -> str:
    """(x, y)."""
    x, y = (number(0.0 if abs(value) < NOTHING else value) for value in point)
    return f"({x}, {y})"


def from_step(step: int) -> str:
    """Since when."""
    return f"From step {step} on" if step else "From the start"


def compared(trajectory: Trajectory, load: Load, place: str) -> str:
    """The rate beside its limit for the steepest curvature at a place."""
    word = "over" if load.share > 1.0 + JUST else "just" if load.share > 1.0 - JUST else "below"
    scaled = " as its rates scale it" if load.per_coordinate else ""
    if not load.formula:
        return (
            f"the steepest curvature {place}{scaled}, λ = {number(load.curvature)}, is {word} "
            f"{number(load.curvature / load.share)}, the limit at lr {number(load.lr)} with this "
            "weight decay"
        )
    given = [f"{symbol} = {number(load.settings[name])}" for symbol, name in SYMBOLS.items()
             if symbol in load.formula]  # fmt: skip
    values = ", ".join([f"λ = {number(load.curvature)}", *given])
    return (
        f"lr {number(load.lr)} is {word} {load.formula} = {number(load.lr / load.share)} for the "
        f"steepest curvature {place}{scaled} ({values})"
    )
