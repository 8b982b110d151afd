"""A rule's step as data: its lines, read from its own source, so that a page can put numbers in.

A name that is given a new value gets a prime: `v = s.momentum * v + g` becomes the line
("v'", ["+", ["*", "s.momentum", "v"], "g"]). The position is x, the gradient g, a setting s.lr.
"""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass

from numpy.typing import ArrayLike

from expression.reader import Known, Reader
from expression.tree import AHEAD, Tree, names
from optim.rule import Rule


@dataclass(frozen=True)
class Worked:
    """The lines of a step, in order, each a name and its value.

    Attributes:
        lines: (name, expression); the point AHEAD comes before the step itself.
        position: the name of the new position.
    """

    lines: tuple[tuple[str, Tree], ...]
    position: str

    @property
    def names(self) -> set[str]:
        """Every name that an expression uses."""
        return {name for _, tree in self.lines for name in names(tree)}


def worked(rule: Rule, settings: Mapping[str, ArrayLike]) -> Worked:
    """The step of a rule, without what its settings switch off.

    Args:
        rule: the rule.
        settings: the value that a setting keeps over the run, or every value it takes. A term
            multiplied by one that is 0 is left out, so is a branch that is never taken, and a line
            that then does nothing.

    Raises:
        ValueError: the source uses something that `expression/reader.py` cannot read.
    """
    constants = {f"s.{name}": value for name, value in settings.items()}
    lines: list[tuple[str, Tree]] = []
    known: Known = {}
    if rule.gradient_at:
        x, s, *own = inspect.signature(rule.gradient_at).parameters
        reader = Reader({x: "x", **dict(zip(own, rule.state, strict=True))}, s, constants)
        (ahead,) = reader.body(rule.gradient_at)
        lines = [*reader.lines, (AHEAD, ahead)]
        known = {(rule.gradient_at, ("x", *rule.state)): AHEAD}
    x, g, s, *own = inspect.signature(rule.step).parameters
    arguments = {x: "x", g: "g", **dict(zip(own, rule.state, strict=True))}
    reader = Reader(arguments, s, constants, known)
    position, *states = reader.body(rule.step, (x, *own))
    for name, tree in zip([*own, x], [*states, position], strict=True):
        reader.end(name, tree)
    end = str(reader.names[x])
    points = {f"{name}'" for name, state in rule.state.items() if state.kind == "point"}
    return Worked(_needed([*lines, *reader.lines], {end, AHEAD, *points}), end)


def _needed(lines: list[tuple[str, Tree]], wanted: set[str]) -> tuple[tuple[str, Tree], ...]:
    """The lines without those of a state that is not wanted and that no other line depends on."""

    def is_needed(line: str) -> bool:
        used = {name for other, tree in lines if other != line for name in names(tree)}
        return line in wanted or line in used or line.rstrip("'") in used

    return tuple((name, tree) for name, tree in lines if is_needed(name))
