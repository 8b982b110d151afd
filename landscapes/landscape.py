"""A landscape: a formula plus the facts about it.

Value, gradient, Hessian, LaTeX and framework code all follow from the formula (see `symbolic`);
they are built when first asked for, so registering a landscape costs nothing.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Literal

import numpy as np

from landscapes.groups import Group
from landscapes.rows import NO_DATA, Data, Mean, mean
from landscapes.symbolic import Compiled
from setting import Setting

Range = tuple[tuple[float, float], tuple[float, float]]
"""((x0, x1), (y0, y1))."""
Minimum = tuple[float, float, float, Literal["global", "local"]]
"""(x, y, value, kind)."""
Point = tuple[float, float]
Points = Callable[..., tuple[Point, ...]]


def fixed(*points: Point) -> Points:
    """Points that do not depend on any parameter."""
    return lambda **parameters: points


_none = fixed()


@dataclass(frozen=True)
class Landscape:
    """A 2-D loss f(x, y).

    Attributes:
        key: snake_case of the usual name; its word in a link.
        label: the usual name.
        idea: what makes it worth a look, in one sentence.
        formula: SymPy's syntax in x, y and the parameters' names; over data that of one row, in
            the columns' names too.
        domain: where the literature studies it.
        view: where the picture opens.
        start: a start from which something instructive happens.
        source: who published it, and what was settled by computation.
        group: its heading in the list of landscapes.
        global_minima, local_minima, saddles: parameters -> points (x, y).
        border: global minima on the border of the domain, where the slope need not vanish:
            marked and measured like the others, but a run cannot come to rest there.
        parameters: what can be changed, with ranges.
        kinks: the gradient jumps at a declared minimum, so it need not vanish there.
        also: another name for it or for its kind.
        data: the rows over which the formula is averaged; without any it is the loss itself.
    """

    key: str
    label: str
    idea: str
    formula: str
    domain: Range
    view: Range
    start: Point
    source: str
    group: Group
    global_minima: Points = _none
    local_minima: Points = _none
    saddles: Points = _none
    border: Points = _none
    parameters: tuple[Setting, ...] = field(default=())
    kinks: bool = False
    also: str = ""
    data: Data = NO_DATA

    @cached_property
    def defaults(self) -> dict[str, float]:
        """The parameters as the landscape opens."""
        return {parameter.name: parameter.default for parameter in self.parameters}

    @cached_property
    def row(self) -> Compiled:
        """The functions of the formula as it stands; over data the columns are parameters too."""
        return Compiled(self.formula, (*self.defaults, *self.data.columns))

    @cached_property
    def compiled(self) -> Compiled:
        """The functions of the loss, on first use."""
        return Mean(self.row, self.data) if self.data else self.row

    @property
    def latex(self) -> str:
        """The formula as LaTeX, with the parameters' symbols; over data as a mean of rows i."""
        return self._latex(())

    def latex_at(self, **parameters: float) -> str:
        """The same without what a parameter of 0 switches off."""
        values = self._complete(parameters)
        return self._latex(tuple(name for name, value in values.items() if value == 0.0))

    @cached_property
    def _latex(self) -> Callable[[tuple[str, ...]], str]:
        return cache(self._write)

    def _write(self, off: tuple[str, ...]) -> str:
        import sympy

        symbols, count = self.row.symbols, ""
        expression = self.row.expression.subs({symbols[name]: 0 for name in off})
        names = {symbols[parameter.name]: parameter.symbol for parameter in self.parameters}
        if self.data:
            names |= {symbols[name]: rf"\mathrm{{{name}}}_{{i}}" for name in self.data.columns}
            expression = sympy.Sum(expression, (sympy.Symbol("i"), 1, len(self.data)))
            count = rf"\frac{{1}}{{{len(self.data)}}} "
        orders = (None, "none")  # SymPy's own, and as its arguments stand
        texts = (str(sympy.latex(expression, symbol_names=names, order=o)) for o in orders)
        return count + min(texts, key=lambda text: text.count(r"\left(-"))  # x - c, not -c + x

    def value(self, x: Any, y: Any, rows: Any = None, **parameters: float) -> Any:
        """f(x, y): a float for floats, else an array of the broadcast shape.

        Like gradient and hessian over data also of some `rows` only, which may be there more than
        once: each is a number, counted from 0, or an array of x's shape with a row for each point.
        """
        return self._evaluate("value", x, y, rows, parameters)[0]

    def gradient(self, x: Any, y: Any, rows: Any = None, **parameters: float) -> tuple[Any, Any]:
        """(df/dx, df/dy), each of the broadcast shape. At a kink a component is 0."""
        gx, gy = self._evaluate("gradient", x, y, rows, parameters)
        return gx, gy

    def hessian(
        self, x: Any, y: Any, rows: Any = None, **parameters: float
    ) -> tuple[Any, Any, Any]:
        """(fxx, fxy, fyy), each of the broadcast shape."""
        hxx, hxy, hyy = self._evaluate("hessian", x, y, rows, parameters)
        return hxx, hxy, hyy

    def _evaluate(
        self, what: str, x: Any, y: Any, rows: Any, parameters: Mapping[str, float]
    ) -> tuple[Any, ...]:
        values, alone = self._complete(parameters), np.ndim(x) == np.ndim(y) == 0
        if rows is not None:
            functions = [self.row.array(what, {**values, **self.data.at(row)}) for row in rows]
            with np.errstate(all="ignore"):
                means = mean(functions, x, y)
            return tuple(map(float, means)) if alone else means
        if alone:
            return self.compiled.scalar(what, values)(float(x), float(y))
        return self.compiled.array(what, values)(x, y)

    def gradient_function(self, **parameters: float) -> Callable[[float, float], Point]:
        """The gradient for floats with the parameters filled in: what the engine steps with."""
        return self.compiled.scalar("gradient", self._complete(parameters))

    def row_gradients(self, **parameters: float) -> tuple[Callable[[float, float], Point], ...]:
        """The same of each row alone; their mean is the gradient."""
        values = self._complete(parameters)
        return tuple(self.row.scalar("gradient", {**values, **row}) for row in self.data)

    def minima(self, **parameters: float) -> tuple[Minimum, ...]:
        """The known minima: (x, y, value, "global" or "local").

        One that a parameter has moved beyond all floats is no longer known.
        """
        values = self._complete(parameters)
        kinds: tuple[tuple[Points, Literal["global", "local"]], ...] = (
            (self.global_minima, "global"),
            (self.border, "global"),
            (self.local_minima, "local"),
        )
        found = (
            (x, y, self.value(x, y, **values), kind)
            for points, kind in kinds
            for x, y in points(**values)
        )
        return tuple(minimum for minimum in found if all(map(math.isfinite, minimum[:3])))

    @property
    def tolerance(self) -> float:
        """How near a run must come, and stay, to count as having reached a point: view / 200."""
        return max(high - low for low, high in self.view) / 200.0

    def bounds(self, widths: float) -> Range:
        """The box that many view widths to every side of the view's centre."""
        (x0, x1), (y0, y1) = self.view
        x, y, dx, dy = (x0 + x1) / 2.0, (y0 + y1) / 2.0, widths * (x1 - x0), widths * (y1 - y0)
        return (x - dx, x + dx), (y - dy, y + dy)

    def lowest(self, **parameters: float) -> float | None:
        """The least value in the domain; None where it is not known or does not exist."""
        return min((minimum[2] for minimum in self.minima(**parameters)), default=None)

    def floor(self, **parameters: float) -> float:
        """A value under this is lower than `lowest`, and not by rounding; -inf without one."""
        lowest = self.lowest(**parameters)
        return -np.inf if lowest is None else lowest - 1e-9 * (1.0 + abs(lowest))

    def _complete(self, parameters: Mapping[str, float]) -> dict[str, float]:
        unknown = parameters.keys() - self.defaults.keys()
        if unknown:
            raise ValueError(f"{self.label} has no parameter {', '.join(sorted(unknown))}.")
        return {**self.defaults, **parameters}
