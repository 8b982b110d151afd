"""How a formula is written as Python: for `math`, for NumPy and for the framework snippets."""

from collections.abc import Iterable
from typing import Any

import sympy
from sympy.printing.numpy import NumPyPrinter
from sympy.printing.pycode import PythonCodePrinter

PLAIN = {"fully_qualified_modules": False, "inline": True, "allow_unknown_functions": False}
LARGEST_PRODUCT = 4


def _product(expr: "sympy.Pow") -> str | None:
    """x**3 as x*x*x: faster than a power, and too large a float is inf instead of an error."""
    if expr.base.is_Symbol and expr.exp.is_Integer and 2 <= expr.exp <= LARGEST_PRODUCT:
        return "(" + "*".join([expr.base.name] * int(expr.exp)) + ")"
    return None


class MathPrinter(PythonCodePrinter):
    """Floats: every result is a float, and a root of a negative number an error, not complex."""

    def _print_Pow(self, expr: "sympy.Pow", rational: bool = False) -> str:
        if expr.exp.is_integer or abs(expr.exp) == sympy.S.Half:
            return _product(expr) or str(super()._print_Pow(expr, rational=rational))
        name = self._module_format("math.pow")
        return f"{name}({self._print(expr.base)}, {self._print(expr.exp)})"

    def _print_Integer(self, expr: "sympy.Integer") -> str:
        return f"{int(expr)}.0"


class ArrayPrinter(NumPyPrinter):
    """Arrays."""

    def _print_Pow(self, expr: "sympy.Pow", rational: bool = False) -> str:
        return _product(expr) or str(super()._print_Pow(expr, rational=rational))


def printer(form: str) -> Any:
    """The printer of a compiled form, "math" or "numpy"."""
    return MathPrinter(PLAIN) if form == "math" else ArrayPrinter(PLAIN)


class TorchPrinter(PythonCodePrinter):
    """torch: its functions for what depends on tensors, `math` for what is a plain number."""

    def __init__(self, columns: Iterable[str]) -> None:
        """Remember the tensors: x, y and the columns of data."""
        super().__init__({"fully_qualified_modules": True})
        self.tensors = {"x", "y", *columns}

    def _print_Function(self, expr: "sympy.Function") -> str:
        module = "torch" if self._varies(expr) else "math"
        name = {"Abs": "abs", "sign": "sign"}.get(expr.func.__name__, expr.func.__name__)
        return f"{module}.{name}({', '.join(map(self._print, expr.args))})"

    def _print_Pow(self, expr: "sympy.Pow", rational: bool = False) -> str:
        root = "torch.sqrt" if self._varies(expr) else "math.sqrt"
        return str(self._hprint_Pow(expr, rational=rational, sqrt=root))

    def _print_Piecewise(self, expr: "sympy.Piecewise") -> str:
        *branches, (otherwise, _) = expr.args
        code = self._print(otherwise)
        for value, condition in reversed(branches):
            code = f"torch.where({self._print(condition)}, {self._print(value)}, {code})"
        return str(code)

    def _varies(self, expr: "sympy.Expr") -> bool:
        return bool(self.tensors & {symbol.name for symbol in expr.free_symbols})

    _print_Abs = _print_sign = _print_exp = _print_sin = _print_cos = _print_tanh = _print_Function
