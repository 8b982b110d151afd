"""An expression of a rule or a landscape as plain data, for those who show it or check it.

It is a number, a name, or a list of an operation and its operands: `x - s.lr * g` is
["-", "x", ["*", "s.lr", "g"]]; `a if c else b` and `where(c, a, b)` are ["if", c, a, b].

Some names mean the same in every rule: x is the position, g the gradient, s.lr the setting lr, and
AHEAD the point at which a rule that looks ahead takes its gradient. In a landscape x and y are the
coordinates of a point. CONSTANTS are the same everywhere.
"""

import math
import operator
from collections.abc import Iterator, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Tree: TypeAlias = "float | str | list[Tree]"

AHEAD = "x_ahead"

CONSTANTS = {"pi": math.pi, "e": math.e, "nan": math.nan}

COMPARISONS = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def names(tree: Tree) -> Iterator[str]:
    """Every name in it."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, list):
        for operand in tree[1:]:
            yield from names(operand)


def leaves(tree: Tree) -> int:
    """How many numbers and names are in it."""
    return sum(map(leaves, tree[1:])) if isinstance(tree, list) else 1


def simplified(tree: list[Tree], settings: Mapping[str, ArrayLike]) -> Tree:  # noqa: PLR0911
    """The same without what is switched off: terms that are 0, factors 1, branches not taken.

    Args:
        tree: an operation whose operands are simplified already.
        settings: names -> the value they keep, or every value they take.
    """

    def is_zero(part: Tree) -> bool:
        return part == 0 or (isinstance(part, str) and not np.any(settings.get(part, 1.0)))

    match tree:
        case ["+", a, b] if is_zero(a):
            return b
        case ["+" | "-", a, b] if is_zero(b):
            return a
        case ["-", a, b] if is_zero(a):
            return ["neg", b]
        case ["*", a, b] if is_zero(a) or is_zero(b):
            return 0.0
        case ["*", 1, b]:
            return b
        case ["*" | "/", a, 1]:
            return a
        case ["**", _, exponent] | ["cos", exponent] if is_zero(exponent):
            return 1.0
        case ["/", a, _] | ["sin" | "neg", a] if is_zero(a):
            return 0.0
        case ["if", _, a, b] if a == b:
            return a
        case ["if", str() as setting, a, b] if setting in settings:
            return _taken(tree, np.asarray(settings[setting], dtype=bool))
        case ["if", [str() as comparison, str() as setting, int() | float() as number], a, b] if (
            setting in settings and comparison in COMPARISONS
        ):
            return _taken(tree, COMPARISONS[comparison](np.asarray(settings[setting]), number))
    return tree


def without(tree: Tree, settings: Mapping[str, ArrayLike]) -> Tree:
    """All of a tree `simplified`, from its leaves up."""
    if not isinstance(tree, list):
        return tree
    name, *operands = tree
    return simplified([name, *(without(operand, settings) for operand in operands)], settings)


def _taken(tree: list[Tree], condition: NDArray[np.bool_]) -> Tree:
    """The branch of an "if" that is always taken; all of it where that differs."""
    _, _, a, b = tree
    return a if condition.all() else tree if condition.any() else b
