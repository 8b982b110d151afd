"""A setting of an optimizer, a schedule or a landscape: name, symbol, range, default, help."""

import math
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Setting:
    """One setting: what it is called and which values it may take.

    Attributes:
        name: its name in code and in a link.
        symbol: LaTeX.
        help: one sentence for the control.
        low, high: the values allowed, both included.
        default: a value, or None where it follows from the run (`T_max`: all remaining steps).
        type: float, int, bool or str.
        slider: the narrower range a slider shows; None: (low, high).
        log: a slider moves in powers of ten.
        choices: for `str`, the words allowed.
    """

    name: str
    symbol: str
    help: str
    low: float = -math.inf
    high: float = math.inf
    default: Any = None
    type: type = float
    slider: tuple[float, float] | None = None
    log: bool = False
    choices: tuple[str, ...] = ()

    def check(self, value: Any) -> Any:
        """The value in this setting's type.

        Raises:
            ValueError: a sentence saying what was wrong and what is allowed.
        """
        if value is None and self.default is None:
            return None
        if self.type is bool:
            if isinstance(value, bool):
                return value
            raise ValueError(f"{self.name} must be true or false, not {value!r}.")
        if self.type is str:
            if value in self.choices:
                return value
            raise ValueError(f"{self.name} must be {' or '.join(self.choices)}, not {value!r}.")
        return self._check_number(value)

    def _check_number(self, value: Any) -> float:
        kind = "a whole number" if self.type is int else "a number"
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if isinstance(value, (bool, str)) or not math.isfinite(number):
            raise ValueError(f"{self.name} must be {kind}, not {value!r}.")
        if self.type is int and number != int(number):
            raise ValueError(f"{self.name} must be {kind}, not {value!r}.")
        if not self.low <= number <= self.high:
            raise ValueError(
                f"{self.name} must be between {self.low:g} and {self.high:g}, not {number:g}."
            )
        return int(number) if self.type is int else number + 0.0  # no -0.0
