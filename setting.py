"""A setting of an optimizer, a schedule or a landscape: name, symbol, range, default, help."""

import math
from dataclasses import dataclass, replace
from typing import Any

LONGEST_LIST = 20
"""A list setting holds at most this many numbers."""
LONGEST_SHOWN = 40
"""A refused value is quoted up to this many characters."""


def typed(value: Any) -> str:
    """A value as a reader types it, fit for a sentence: 200, 50 for a list, “abc” for a text."""
    text = ", ".join(map(str, value)) if isinstance(value, (tuple, list)) else str(value)
    if len(text) > LONGEST_SHOWN:
        text = text[:LONGEST_SHOWN] + "…"
    return f"“{text}”" if isinstance(value, str) else text or "an empty list"


def compact(value: float, digits: int = 6) -> str:
    """A number as it is shown, in at most so many digits: 0.05, 1e-5."""
    return f"{value:.{digits}g}".replace("e-0", "e-").replace("e+0", "e")


@dataclass(frozen=True)
class Setting:
    """One setting: what it is called and which values it may take.

    Attributes:
        name: its name in code and in a link.
        symbol: LaTeX.
        help: one sentence for the control.
        low, high: the values allowed, both included.
        default: a value, or None where it follows from the run (`T_max`: all remaining steps).
        type: float, int, bool, str, or tuple for a list of whole numbers that never decreases.
        slider: the narrower range a slider shows; None: (low, high).
        log: a slider moves in powers of ten.
        choices: for `str`, the words allowed.
        empty: what an empty control says, where the default is None.
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
    empty: str = "all steps"

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
            raise ValueError(f"{self.name} must be true or false, not {typed(value)}.")
        if self.type is str:
            if value in self.choices:
                return value
            raise ValueError(
                f"{self.name} must be {' or '.join(self.choices)}, not {typed(value)}."
            )
        if self.type is tuple:
            return self._check_list(value)
        return self._check_number(value)

    @property
    def entry(self) -> "Setting":
        """For a list: what each of its numbers must be."""
        return replace(self, default=0, type=int)

    def _check_list(self, value: Any) -> tuple[int, ...]:
        numbers = value if isinstance(value, (tuple, list)) else ()
        if not 1 <= len(numbers) <= LONGEST_LIST:
            raise ValueError(
                f"{self.name} must be 1 to {LONGEST_LIST} whole numbers, not {typed(value)}."
            )
        checked = tuple(self.entry.check(number) for number in numbers)
        if list(checked) != sorted(checked):
            raise ValueError(f"{self.name} must be in increasing order, not {typed(checked)}.")
        return checked

    def _check_number(self, value: Any) -> float:
        kind = "a whole number" if self.type is int else "a number"
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if isinstance(value, (bool, str)) or not math.isfinite(number):
            raise ValueError(f"{self.name} must be {kind}, not {typed(value)}.")
        if self.type is int and number != int(number):
            raise ValueError(f"{self.name} must be {kind}, not {typed(value)}.")
        if not self.low <= number <= self.high:
            raise ValueError(
                f"{self.name} must be between {self.low:g} and {self.high:g}, not {number:g}."
            )
        return int(number) if self.type is int else number + 0.0  # no -0.0
