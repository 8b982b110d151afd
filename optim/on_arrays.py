"""A rule as it steps on arrays: its own lines, without what the settings switch off."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from expression.python_printer import function
from expression.tree import AHEAD, names
from optim import elementwise
from optim.rule import Rule
from optim.worked import worked

FUNCTIONS = {
    "abs": np.abs,
    "sqrt": elementwise.sqrt,
    "maximum": elementwise.maximum,
    "minimum": elementwise.minimum,
    "sign": elementwise.sign,
    "where": elementwise.where,
}


class ArrayRule(NamedTuple):
    """A rule for arrays of one shape.

    Attributes:
        step: (x, gradient, where that was taken, settings, *state) -> (x, *state).
        look: (x, settings, *state) -> (where the gradient is taken,); None: at x.
        starts: of each state that some line uses, a number, or settings -> value.
    """

    step: Callable[..., tuple[Any, ...]]
    look: Callable[..., tuple[Any]] | None
    starts: tuple[Any, ...]


def on_arrays(rule: Rule, settings: Mapping[str, Any]) -> ArrayRule:
    """The rule while these settings are in force.

    Args:
        rule: not one that steps with both coordinates at once.
        settings: name -> a number, or an array; of (steps,) every value counts.
    """
    shared = {name: value for name, value in settings.items() if np.ndim(value) < 2}
    whole = worked(rule, shared)
    lines = whole.lines
    cut = next((number for number, (name, _) in enumerate(lines, 1) if name == AHEAD), 0)
    used = {name for _, tree in lines for name in names(tree)}
    starts = {n: v for n, v in zip(rule.state, rule.state_starts, strict=True) if n in used}
    last = {name.rstrip("'"): name for name, _ in lines}
    results = (whole.position, *(last.get(name, name) for name in starts))
    look = function(("x", "s", *starts), lines[:cut], (AHEAD,), FUNCTIONS) if cut else None
    return ArrayRule(
        function(("x", "g", AHEAD, "s", *starts), lines[cut:], results, FUNCTIONS),
        look,
        tuple(rule.start if start is None else start for start in starts.values()),
    )
