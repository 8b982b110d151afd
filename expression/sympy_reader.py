"""Reads a SymPy expression: its terms and factors as trees, in the order that SymPy prints."""

from functools import reduce
from typing import Any

from expression.tree import Tree

_FUNCTIONS = {"Abs": "abs", **{name: name for name in ("sign", "sin", "cos", "tanh", "exp")}}


def read(expression: Any) -> Tree:  # noqa: PLR0911
    """The tree of an expression; a number below zero is the "neg" of one above."""
    import sympy

    match expression:
        case sympy.Symbol(name=name):
            return str(name)
        case sympy.pi:
            return "pi"
        case sympy.Add():
            return _sum([read(term) for term in expression.as_ordered_terms()])
        case sympy.Integer() if expression >= 0:
            return int(expression)
        case sympy.Float() if expression >= 0:
            return float(expression)
        case sympy.Pow(base=base, exp=sympy.S.Half):
            return ["sqrt", read(base)]
        case sympy.Pow(base=base, exp=exponent) if exponent.is_positive:
            return ["**", read(base), read(exponent)]
        case sympy.Number() | sympy.Mul() | sympy.Pow():
            return _product(expression)
        case sympy.Piecewise():
            *branches, (otherwise, _) = expression.args
            return reduce(_either, reversed(branches), read(otherwise))
        case sympy.core.relational.Relational(lhs=a, rhs=b, rel_op=sign):
            return [sign, read(a), read(b)]
        case sympy.Function(func=function, args=args) if function.__name__ in _FUNCTIONS:
            return [_FUNCTIONS[function.__name__], *map(read, args)]
    raise ValueError(f"expression/sympy_reader.py cannot read {expression}.")


def _sum(terms: list[Tree]) -> Tree:
    """The terms one after the other, one without a minus first if there is one."""
    first = min(terms, key=_is_negative)
    return reduce(_plus, (term for term in terms if term is not first), first)


def _plus(a: Tree, b: Tree) -> Tree:
    match b:
        case ["neg", positive]:
            return ["-", a, positive]
    return ["+", a, b]


def _is_negative(tree: Tree) -> bool:
    return isinstance(tree, list) and tree[0] == "neg"


def _product(expression: Any) -> Tree:
    """A product as one fraction, its number first."""
    import sympy

    number, rest = expression.as_coeff_Mul()
    sides = zip(sympy.fraction(abs(number)), sympy.fraction(rest, exact=True), strict=True)
    top, bottom = (_times([side, *product.as_ordered_factors()]) for side, product in sides)
    tree = top if bottom == 1 else ["/", top, bottom]
    return ["neg", tree] if number < 0 else tree


def _times(factors: list[Any]) -> Tree:
    trees = [read(factor) for factor in factors if factor != 1]
    return reduce(lambda a, b: ["*", a, b], trees) if trees else 1


def _either(otherwise: Tree, branch: Any) -> Tree:
    value, condition = branch
    return ["if", read(condition), read(value), otherwise]
