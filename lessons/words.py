"""How a lesson writes what the engine found."""

import re
from collections.abc import Iterable, Mapping, Sequence

from comparison import Trajectory

MARK = re.compile(r"\{(\w+)\|([^}]*)\}")
"""`{velocity|μv}` is written in the ink of that role, `{0|momentum}` in the colour of a run."""


def number(value: float, digits: int = 4) -> str:
    """A number for a sentence: significant digits without zeros at the end, true minus."""
    return (
        f"{value + 0.0:.{digits}g}".replace("e-0", "e-").replace("e+0", "e").replace("-", "\u2212")
    )


def thousands(value: float) -> str:
    """A number for a sentence, large ones whole, from ten thousand on in groups of three."""
    if abs(value) < 1000.0:
        return number(value)
    return f"{value:,.0f}".replace(",", " ") if abs(value) >= 1e4 else f"{value:.0f}"


def vector(values: Sequence[float], digits: int = 4) -> str:
    """Two numbers as a point or vector."""
    return f"({', '.join(number(value, digits) for value in values)})"


def few(values: Iterable[float]) -> str:
    """Numbers one after the other."""
    return ", ".join(map(number, values))


def each(steps: Mapping[float, int], *values: float) -> str:
    """Steps at some values: “73 at 0.3, 49 at 0.5”."""
    return ", ".join(f"{steps[value]} at {number(value)}" for value in values)


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: a, b and c."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def ending(run: Trajectory, steps: int | None = None) -> str:
    """How a run ends, as the end of a sentence: “arrives at step 53”."""
    if run.reached is not None:
        return f"arrives at step {run.reached}"
    if run.outcome.kind == "diverged":
        return f"diverges at step {run.outcome.step}"
    if run.outcome.kind == "leaving":
        return "runs away"
    last = len(run.positions) - 1 if steps is None else steps
    return f"has not arrived after {last} steps"


def plain(text: str) -> str:
    """The text without its marks."""
    return MARK.sub(r"\2", text)
