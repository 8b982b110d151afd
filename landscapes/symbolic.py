"""From a formula to functions: value, gradient and Hessian, for floats and for arrays.

SymPy differentiates; two forms are compiled. The float form uses `math` and is what one path
steps with; where it would raise, it answers as the array form does (inf or nan). The array form
uses NumPy and broadcasts every output. SymPy is imported when the first landscape is used.
"""

from collections.abc import Callable, Mapping
from functools import cache, cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from expression import reader, sympy_reader
from expression.program import Program
from expression.tree import Tree, leaves

if TYPE_CHECKING:
    import sympy

_ONE_AT_A_TIME = Lock()
"""SymPy makes no promise about threads, and every visitor's script runs in its own."""

Function = Callable[[Any, Any], tuple[Any, ...]]


class Compiled:
    """The functions of one formula in x, y and named parameters, each built on first use."""

    def __init__(self, formula: str, parameters: tuple[str, ...]) -> None:
        """Remember the formula; nothing is built yet."""
        self.formula = formula
        self.parameters = parameters
        self.raw = cache(self._build)
        self.expressions = cache(self._differentiate)

    @cached_property
    def symbols(self) -> "dict[str, sympy.Symbol]":
        """x, y and the parameters, as real symbols."""
        import sympy

        return {name: sympy.Symbol(name, real=True) for name in ("x", "y", *self.parameters)}

    @cached_property
    def expression(self) -> "sympy.Expr":
        """The formula as SymPy sees it."""
        import sympy

        return sympy.sympify(self.formula, locals=self.symbols)

    def _differentiate(self, what: str) -> "tuple[sympy.Expr, ...]":
        """The value, the two components of the gradient or the three of the Hessian."""
        import sympy

        f, x, y = self.expression, self.symbols["x"], self.symbols["y"]
        if what == "value":
            return (f,)
        orders = ((x,), (y,)) if what == "gradient" else ((x, x), (x, y), (y, y))
        # The derivative of a jump is a Dirac delta: zero everywhere but at the kink itself.
        return tuple(f.diff(*by).replace(sympy.DiracDelta, lambda *_: 0) for by in orders)

    @cached_property
    def slopes(self) -> tuple[Tree, ...]:
        """The gradient as trees: as SymPy gives it, or by common factors if that is shorter."""
        import sympy

        with _ONE_AT_A_TIME:
            forms = ((slope, sympy.factor_terms(slope)) for slope in self.expressions("gradient"))
            return tuple(min(map(sympy_reader.read, both), key=leaves) for both in forms)

    def program(self, what: str) -> Program:
        """What the function of floats does, as its code has it: in the engine's own order."""
        return reader.program(self.raw(what, "math"))

    def _build(self, what: str, form: str) -> Callable[..., tuple[Any, ...]]:
        """The compiled function of (x, y, *parameters) in the form "math" or "numpy"."""
        import sympy

        from landscapes.printing import printer

        with _ONE_AT_A_TIME:
            arguments = list(self.symbols.values())
            expressions = self.expressions(what)
            function: Callable[..., tuple[Any, ...]] = sympy.lambdify(
                arguments, expressions, modules=form, printer=printer(form), cse=True
            )
        return function

    def scalar(self, what: str, parameters: Mapping[str, float]) -> Function:
        """The function of two floats; never raises."""
        raw = self.raw(what, "math")
        values = tuple(parameters[name] for name in self.parameters)

        def function(x: float, y: float) -> tuple[float, ...]:
            try:
                result = raw(x, y, *values)
                if result[0] == result[0] and result[-1] == result[-1]:  # not nan
                    return result
            except (ArithmeticError, ValueError):
                pass
            return tuple(float(component) for component in self.array(what, parameters)(x, y))

        return function

    def array(self, what: str, parameters: Mapping[str, float]) -> Function:
        """The function of two arrays; every output has their broadcast shape."""
        raw = self.raw(what, "numpy")
        values = tuple(parameters[name] for name in self.parameters)

        def function(x: Any, y: Any) -> tuple[Any, ...]:
            x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
            shape = np.broadcast_shapes(x.shape, y.shape)
            with np.errstate(all="ignore"):
                result = tuple(_full(component, shape) for component in raw(x, y, *values))
                if what == "gradient":
                    result = self._flat_at_kinks(result, x, y, parameters)
            return result

        return function

    def _flat_at_kinks(
        self, gradient: tuple[Any, ...], x: Any, y: Any, parameters: Mapping[str, float]
    ) -> tuple[Any, ...]:
        """A component that is nan where the value is finite becomes 0: the kink convention."""
        if not any(np.isnan(component).any() for component in gradient):
            return gradient
        (value,) = self.array("value", parameters)(x, y)
        return tuple(np.where(np.isnan(g) & np.isfinite(value), 0.0, g) for g in gradient)


def _full(component: Any, shape: tuple[int, ...]) -> Any:
    """A component that came out constant, in the shape of the others."""
    if isinstance(component, np.ndarray) and component.shape == shape:
        return component
    return np.broadcast_to(component, shape).astype(float)
