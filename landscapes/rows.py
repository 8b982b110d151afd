"""A loss over data: the formula of one row, with the columns as arguments, averaged over rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import add
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from landscapes.symbolic import Compiled, Function

if TYPE_CHECKING:
    import sympy


@dataclass(frozen=True)
class Data:
    """Rows of numbers.

    Attributes:
        columns: their names in the formula.
        rows: one number per column each; counted from 0.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[float, ...], ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, float]]:
        """Each row: column -> its number."""
        return map(self.at, range(len(self)))

    def at(self, row: Any) -> dict[str, Any]:
        """Column -> its number in a row, or in an array of rows, in that array's shape."""
        numbers = self.table[:, row] if np.ndim(row) else self.rows[row]
        return dict(zip(self.columns, numbers, strict=True))

    @cached_property
    def table(self) -> NDArray[np.float64]:
        """Every number, (columns, rows)."""
        return np.array(self.rows, dtype=float).T


NO_DATA = Data()


class Mean(Compiled):
    """The functions of the mean over all rows."""

    def __init__(self, row: Compiled, data: Data) -> None:
        """Remember the functions of one row, whose last parameters are the columns."""
        super().__init__(row.formula, row.parameters[: -len(data.columns)])
        self.row = row
        self.data = data

    @cached_property
    def expression(self) -> "sympy.Expr":
        """The mean, each row with its numbers put in."""
        import sympy

        symbols = self.row.symbols
        rows = ({symbols[name]: _exact(value) for name, value in row.items()} for row in self.data)
        return sympy.Add(*map(self.row.expression.subs, rows)) / len(self.data)


def _exact(value: float) -> float:
    """A whole number as one, so that the formula stays as it is written."""
    return int(value) if value == int(value) else value


def mean(functions: Sequence[Function], x: Any, y: Any) -> tuple[Any, ...]:
    """The mean of what functions give at a point, component by component."""
    total = functions[0](x, y)
    for function in functions[1:]:
        total = tuple(map(add, total, function(x, y)))
    return tuple([component / len(functions) for component in total])
