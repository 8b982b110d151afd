"""What a schedule does from when to when, and which of its places a hand can move.

Both are data of a schedule's record, functions of its settings (`Schedule.phases`,
`Schedule.handles`), in the schedule's own steps; `optim/phases.py` puts them into a run.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["warm-up", "rise", "fall", "annihilation", "hold", "restart"]
MEANS: dict[Kind, str] = {
    "warm-up": "the rate comes up to the schedule's first value, in a straight line",
    "rise": "the rate goes up",
    "fall": "the rate goes down",
    "annihilation": "a last, short fall to almost nothing",
    "hold": "the rate stays where it is",
    "restart": "the rate has jumped back to where it began and goes the same way again",
}
"""What each kind of phase is, for a page."""


@dataclass(frozen=True)
class Phase:
    """From step `begin` to step `end`, which may lie between two steps as torch's do."""

    kind: Kind
    begin: float
    end: float


@dataclass(frozen=True)
class Move:
    """What moving a handle along one axis sets.

    Attributes:
        setting: its name; "lr" is the peak.
        value: where the handle is moved to, a step or a rate -> what the setting then is.
        low, high: the steps between which it can be moved.
    """

    setting: str
    value: Callable[[float], Any]
    low: float = 0.0
    high: float = float("inf")


@dataclass(frozen=True)
class Handle:
    """A place of the curve that can be moved.

    Attributes:
        name: what it is: the peak, the end of the fall.
        at: its step.
        rate: the rate there; None: it stands at the foot of the picture.
        along: what moving it to another step sets.
        up: what moving it to another rate sets.
    """

    name: str
    at: float
    rate: float | None = None
    along: Move | None = None
    up: Move | None = None


Phases = Callable[[Any], Sequence[Phase]]
"""Settings of a schedule, none of them empty -> its phases, one after another."""
Handles = Callable[[Any], Sequence[Handle]]
"""The same -> what can be moved."""


def in_turn(ends: Iterable[float], kinds: Iterable[Kind]) -> list[Phase]:
    """Phases from 0 to the first end, from there to the next ...; those of no length left out."""
    found, begin = [], 0.0
    for end, kind in zip(ends, kinds, strict=False):
        if end > begin:
            found.append(Phase(kind, begin, end))
            begin = end
    return found


def way(begin: float, end: float) -> Kind:
    """What a rate does that goes from one value to another."""
    return "rise" if end > begin else "fall" if end < begin else "hold"


def peak(s: Any, at: float = 0.0, along: Move | None = None) -> Handle:
    """Where the rate is highest: moved up and down it sets the peak."""
    return Handle("peak", at, s.lr, along, Move("lr", float))


def whole(step: float) -> int:
    """A number of steps, at least 1."""
    return max(round(step), 1)


def share(setting: str, of: float) -> Move:
    """Moved up and down it sets a share of a rate, at most all of it."""
    return Move(setting, lambda rate: min(max(rate / of, 0.0), 1.0))
