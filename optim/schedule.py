"""Schedules are data: before a run starts, a schedule becomes one array per setting it drives.

One of them cannot: it reads the loss on the way. It says so (`reads_loss`), its array is what it
would be if the loss always improved, and `optim/feedback.py` writes over it while the run goes.
"""

import inspect
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from optim.phase import Handles, Phases
from setting import Setting

Curve = Callable[[NDArray[np.int64], Any], NDArray[np.float64]]
"""(t, settings) -> values; t counts the schedule's own steps from 0, shape (steps,)."""
Rates = Generator[float, float, None]
"""Yields the rate of a step and is sent the loss before that step."""
Group = Literal[
    "Constant and steps",
    "Decay",
    "Cycles",
    "Warm-up shapes",
    "To find a rate",
    "Reads the loss",
    "One after another",  # what `optim/chain.py` joins; none of these is in the registry
]


@dataclass(frozen=True)
class Schedule:
    """One schedule of the registry. `key` is its name in a link and its file's name.

    Attributes:
        lr: the learning rate at each step; its docstring is the sentence a page shows. Its
            settings hold `lr` (the peak), `steps` (those after the warm-up) and the schedule's own.
        group: where a list of all schedules shows it.
        settings: what it takes besides lr, with defaults.
        empty: name of a setting that may be None -> what it then is, given the others.
        formula: the rate at step t as LaTeX.
        source: paper or documentation.
        phases: what the rate does from when to when, given the settings.
        handles: which places of the curve can be moved, and what that sets.
        momentum: the momentum at each step, for a schedule that cycles it.
        reads_loss: the rates of a schedule that follows the loss, as a generator.
        torch: code that builds the torch scheduler for `optimizer`: settings in braces, or a
            function of the settings.
        also: another name it goes by.
    """

    key: str
    label: str
    lr: Curve
    group: Group
    formula: str
    source: str
    phases: Phases
    handles: Handles
    torch: str | Callable[[Any], str] = ""
    settings: tuple[Setting, ...] = ()
    empty: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    momentum: Curve | None = None
    reads_loss: Callable[[Any], Rates] | None = None
    also: str = ""

    @property
    def idea(self) -> str:
        """What it does, in one sentence."""
        return (inspect.getdoc(self.lr) or "").split("\n")[0]

    def cycles(self, settings: Mapping[str, Any]) -> bool:
        """Whether it moves the momentum (or beta1) too."""
        return self.momentum is not None and bool(settings.get("cycle_momentum", True))

    def row(self, settings: Mapping[str, Any], steps: int) -> Any:
        """The settings as a curve reads them, none of its own empty; `steps` is its length."""
        row = SimpleNamespace(**{**settings, "steps": steps})
        for name, value in self.empty.items():
            if getattr(row, name) is None:
                setattr(row, name, value(row))
        return row

    def curves(
        self, settings: Mapping[str, Any], steps: int, cycled: str | None = None
    ) -> dict[str, NDArray[np.float64]]:
        """The value of every driven setting at every step.

        Args:
            settings: lr, warmup and this schedule's own settings. The first `warmup` steps rise
                linearly, lr(t) = first value * (t + 1) / (warmup + 1); then the schedule begins.
            steps: length of the run.
            cycled: the setting a cycling schedule moves besides lr ("momentum" or "beta1").

        Returns:
            name -> float64 array of shape (steps,).
        """
        warmup = settings["warmup"]
        row = self.row(settings, max(steps - warmup, 1))
        t = np.maximum(np.arange(steps) - warmup, 0)
        ramp = np.minimum((np.arange(steps) + 1) / (warmup + 1), 1.0)
        curves = {"lr": ramp * self.lr(t, row)}
        if cycled and self.momentum and self.cycles(settings):
            curves[cycled] = self.momentum(t, row)
        return curves
