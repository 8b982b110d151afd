"""A rule as it steps on arrays: its own lines, without what the settings switch off."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from expression.python_printer import function
from optim import elementwise
from optim.program import program
from optim.rule import Rule

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
    parts = program(rule, shared)
    return ArrayRule(
        function(parts.step, FUNCTIONS),
        function(parts.look, FUNCTIONS) if parts.look else None,
        tuple(rule.start if start is None else start for start in parts.state.values()),
    )
