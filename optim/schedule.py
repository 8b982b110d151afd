"""Schedules are data: before a run starts, a schedule becomes one array per setting it drives."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from setting import Setting

Curve = Callable[[NDArray[np.int64], Any], NDArray[np.float64]]
"""(t, settings) -> values; t counts the schedule's own steps from 0, shape (steps,)."""


@dataclass(frozen=True)
class Schedule:
    """One schedule of the registry. `key` is its name in a link and its file's name.

    Attributes:
        lr: the learning rate at each step; its docstring is the sentence a page shows. Its
            settings hold `lr` (the peak), `steps` (those after the warm-up) and the schedule's own.
        settings: what it takes besides lr, with defaults.
        formula: the rate at step t as LaTeX.
        source: paper or documentation.
        momentum: the momentum at each step, for a schedule that cycles it.
        torch: code that builds the torch scheduler for `optimizer`, settings in braces.
    """

    key: str
    label: str
    lr: Curve
    formula: str
    source: str
    torch: str = ""
    settings: tuple[Setting, ...] = ()
    momentum: Curve | None = None

    @property
    def idea(self) -> str:
        """What it does, in one sentence."""
        return (inspect.getdoc(self.lr) or "").split("\n")[0]

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
        row = SimpleNamespace(**settings, steps=max(steps - warmup, 1))
        t = np.maximum(np.arange(steps) - warmup, 0)
        ramp = np.minimum((np.arange(steps) + 1) / (warmup + 1), 1.0)
        curves = {"lr": ramp * self.lr(t, row)}
        if cycled and self.momentum and settings.get("cycle_momentum", True):
            curves[cycled] = self.momentum(t, row)
        return curves
