"""What an optimizer is: its rules under each convention, and the facts a page shows."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, get_args

from optim.internals import LOOK_AHEAD, Internal
from setting import Setting

Step = Callable[..., tuple[Any, ...]]
"""(x, gradient, settings, *state) -> (x, *state): one coordinate, floats or arrays."""

Group = Literal[
    "Gradient and momentum",
    "Adaptive rates",
    "Adam family",
    "Signs of the gradient",
    "Averaging",
    "Second order",
]
GROUPS: tuple[Group, ...] = get_args(Group)
"""The kinds of optimizers, in the order of the registry."""


@dataclass(frozen=True, eq=False)
class Rule:
    """One update rule as one framework or paper runs it. Each is only itself.

    Attributes:
        step: the update, one pure elementwise function; its signature names the state and where
            the state starts, its docstring is the sentence a page shows.
        settings: what the rule takes besides lr, in torch's order, with defaults.
        state: argument of `step` -> what it is called in `Trajectory.internals`.
        formula: the update as LaTeX, one line per assignment.
        source: paper or documentation.
        note: one sentence, what this form is; only where an optimizer has several.
        frameworks: who runs exactly this rule with these defaults -> their own default for lr;
            None: they have none, it has to be given.
        gradient_at: where the gradient is taken, (x, settings, *state) -> x; None: at x.
        derived: what is shown but is no state, (settings, *state after the step) -> value.
        start: for states whose default is None: settings -> start value.
        torch: code that builds the torch optimizer for `[theta]`, settings in braces; empty where
            torch ships none: then the code shown is the rule itself, written out as one.
        torch_setup: code that must stand before it.
        torch_options: settings that its call names only where they differ from the default.
        torch_step: code that makes one step once `theta.grad` is there.
        torch_carried: code that must follow a change of the settings in its braces while the state
            is carried over, where torch reads them when the state starts.
    """

    step: Step
    formula: tuple[str, ...]
    source: str
    settings: tuple[Setting, ...] = ()
    state: Mapping[str, Internal] = field(default_factory=dict)
    gradient_at: Callable[..., Any] | None = None
    derived: Mapping[Internal, Callable[..., Any]] = field(default_factory=dict)
    start: Callable[[Any], float] | None = None
    torch: str = ""
    torch_setup: str = ""
    torch_options: tuple[str, ...] = ()
    torch_step: str = "optimizer.step()"
    torch_carried: str = ""
    note: str = ""
    frameworks: Mapping[str, float | None] = field(default_factory=dict)

    @cached_property
    def state_starts(self) -> tuple[float | None, ...]:
        """The start of each state as the signature says; None: asks `start`."""
        parameters = list(inspect.signature(self.step).parameters.values())[3:]
        return tuple(parameter.default for parameter in parameters[: len(self.state)])

    @property
    def internals(self) -> tuple[Internal, ...]:
        """Everything `Trajectory.internals` holds for this rule."""
        look_ahead = (LOOK_AHEAD,) if self.gradient_at else ()
        return (*self.state.values(), *self.derived, *look_ahead)


@dataclass(frozen=True, eq=False)
class PointRule(Rule):
    """A rule that cannot go one coordinate at a time, because each one's step needs the other.

    Its `step` is (point, gradient, settings, hessian, memory) -> (point, memory), on floats only.
    Points and gradients are pairs; `hessian(x, y)` gives (fxx, fxy, fyy), free of noise; memory is
    None before the first step and never shown. Where such a step has no value it raises
    ArithmeticError, and the run stands there: that is how it ends.
    """


@dataclass(frozen=True)
class Optimizer:
    """One optimizer of the registry: `key` is its name in a link, `also` another name it goes by.

    Its first form is the one a run takes when none is named: torch's wherever torch has one, then
    optax', then the paper's.
    """

    key: str
    label: str
    group: Group
    rules: Mapping[str, Rule]
    also: str = ""

    @property
    def default_form(self) -> str:
        """The convention a run takes when none is named."""
        return next(iter(self.rules))

    def rule(self, convention: str) -> Rule:
        """The rule under a convention ("torch", "keras" ...).

        Raises:
            ValueError: this optimizer has no such form.
        """
        if convention not in self.rules:
            known = " or ".join(self.rules)
            raise ValueError(f"{self.label} has no {convention!r} form; it has {known}.")
        return self.rules[convention]

    @property
    def idea(self) -> str:
        """What it does, in one sentence: the docstring of its first rule."""
        return (inspect.getdoc(self.rules[self.default_form].step) or "").split("\n")[0]
