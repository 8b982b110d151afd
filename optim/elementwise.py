"""The few functions an update rule needs, for Python floats and for NumPy arrays alike.

A rule that uses only arithmetic and these functions runs unchanged on one path (floats, where
`math` is several times faster than NumPy) and on a map of many paths (arrays). On floats, bad
input gives nan as NumPy would give it, never an exception.
"""

import math
from typing import Any, TypeAlias

import numpy as np

Value: TypeAlias = Any
"""A float, or an array of float64: every function here and every rule takes either."""


def sqrt(a: Value) -> Value:
    """Square root; nan below zero. A NumPy float stays one, so that dividing by it gives inf."""
    if type(a) is float:
        return math.sqrt(a) if a >= 0.0 else math.nan
    return np.sqrt(a)


def maximum(a: Value, b: Value) -> Value:
    """The larger of the two; nan if either is nan."""
    if isinstance(a, float) and isinstance(b, float):
        return a if a >= b or a != a else b
    return np.maximum(a, b)


def minimum(a: Value, b: Value) -> Value:
    """The smaller of the two; nan if either is nan."""
    if isinstance(a, float) and isinstance(b, float):
        return a if a <= b or a != a else b
    return np.minimum(a, b)


def sign(a: Value) -> Value:
    """-1, 0 or 1; nan for nan."""
    if isinstance(a, float):
        return 1.0 if a > 0.0 else -1.0 if a < 0.0 else a * 0.0
    return np.sign(a)


def where(condition: Value, a: Value, b: Value) -> Value:
    """`a` where the condition holds, `b` elsewhere."""
    if isinstance(condition, bool):
        return a if condition else b
    return np.where(condition, a, b)
