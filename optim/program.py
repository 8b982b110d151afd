"""A rule as programs: what it computes, for those who compute it elsewhere."""

import inspect
from collections.abc import Mapping
from typing import Any, NamedTuple

from expression import reader
from expression.program import Program
from expression.tree import AHEAD, names
from optim.rule import Rule
from optim.worked import worked


class RuleProgram(NamedTuple):
    """A rule, one coordinate of it.

    Attributes:
        look: (x, s, *state) -> (where the gradient is taken,); None: at x.
        step: (x, g, AHEAD, s, *state) -> (x, *state).
        state: name -> where it starts; None: where `start` says. Only what some line uses.
        start: (s,) -> (value,).
    """

    look: Program | None
    step: Program
    state: Mapping[str, float | None]
    start: Program | None


def program(rule: Rule, settings: Mapping[str, Any]) -> RuleProgram:
    """The programs of a rule that steps one coordinate at a time.

    Args:
        rule: the rule.
        settings: name -> the value it keeps, or every value it takes; what they switch off is left
            out. {} for a program that holds whatever the settings are.
    """
    whole = worked(rule, settings)
    lines = whole.lines
    cut = next((number for number, (name, _) in enumerate(lines, 1) if name == AHEAD), 0)
    used = {name for _, tree in lines for name in names(tree)}
    state = {n: v for n, v in zip(rule.state, rule.state_starts, strict=True) if n in used}
    last = {name.rstrip("'"): name for name, _ in lines}
    results = (whole.position, *(last.get(name, name) for name in state))
    return RuleProgram(
        Program(("x", "s", *state), lines[:cut], (AHEAD,)) if cut else None,
        Program(("x", "g", AHEAD, "s", *state), lines[cut:], results),
        state,
        reader.program(rule.start, *inspect.signature(rule.start).parameters)
        if rule.start
        else None,
    )
