"""How the frameworks differ: a table made from the records of the rules and from runs of them.

Nothing in it is written by hand. What differs in formulas and defaults is what two records do not
share; how far that leads is measured: every framework's form, all settings at its own defaults, on
one bowl from one start, at the same learning rates.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comparison.run import Run
from landscapes import LANDSCAPES
from optim import OPTIMIZERS
from optim.engine import descend
from optim.rule import Rule

FRAMEWORKS = {"torch": "PyTorch", "keras": "Keras", "optax": "optax", "mlx": "MLX"}

LANDSCAPE = "quadratic"
STEPS = 40
RATES = {
    "constant": np.full(STEPS, 0.03),
    "rising": np.linspace(0.005, 0.055, STEPS),
}
PLAIN = (r"g_t = \nabla f(\theta_{t-1})",)
"""A line that says nothing: PyTorch's has a weight decay besides, which is 0 by default."""


@dataclass(frozen=True)
class Difference:
    """One optimizer as one framework runs it, beside the framework of its first form.

    That is PyTorch wherever PyTorch has it.

    Attributes:
        optimizer: its key.
        framework: one of `FRAMEWORKS`.
        form: the convention it runs; None: it has no such optimizer, the rest says nothing.
        default_lr: the framework's own default; None: it has to be given.
        defaults: settings -> their defaults, where those differ from the first framework's; for
            that one itself, where another's do.
        formula: the lines of the update that the first framework's does not have; all of its own.
        first_step: the length of the first step, that of the first framework's being 1.
        apart: rates -> the largest distance between the two paths.
    """

    optimizer: str
    framework: str
    form: str | None = None
    default_lr: float | None = None
    defaults: Mapping[str, Any] = field(default_factory=dict)
    formula: tuple[str, ...] = ()
    first_step: float = 1.0
    apart: Mapping[str, float] = field(default_factory=lambda: dict.fromkeys(RATES, 0.0))


@cache
def differences(optimizer: str) -> tuple[Difference, ...]:
    """A row for each framework, the one that the others are compared with first.

    Empty where the records do not say who runs what.
    """
    forms = OPTIMIZERS[optimizer].rules
    rows = [
        Difference(optimizer, framework, form, rule.frameworks[framework])
        for framework in FRAMEWORKS
        for form, rule in forms.items()
        if framework in rule.frameworks
    ]
    if not rows:
        return ()
    first = next(row for row in rows if row.form == OPTIMIZERS[optimizer].default_form)
    others = [_compared(row, first) for row in rows if row is not first]
    named = {name for row in others for name in row.defaults}
    rule = forms[str(first.form)]
    own = {name: value for name, value in _defaults(rule).items() if name in named}
    absent = FRAMEWORKS.keys() - {row.framework for row in rows}
    return (
        replace(first, defaults=own, formula=rule.formula),
        *others,
        *(Difference(optimizer, framework) for framework in FRAMEWORKS if framework in absent),
    )


def _compared(row: Difference, first: Difference) -> Difference:
    """The row of a framework, filled in."""
    forms = [str(row.form), str(first.form)]
    rule, base = (OPTIMIZERS[row.optimizer].rules[form] for form in forms)
    theirs = _defaults(base)
    paths = {kind: [_path(row.optimizer, form, kind) for form in forms] for kind in RATES}
    steps = [np.hypot(*(path[1] - path[0])) for path in paths["constant"]]
    return replace(
        row,
        defaults={k: v for k, v in _defaults(rule).items() if k not in theirs or theirs[k] != v},
        formula=tuple(line for line in rule.formula if line not in (*base.formula, *PLAIN)),
        first_step=float(steps[0] / steps[1]),
        apart={kind: float(np.hypot(*(a - b).T).max()) for kind, (a, b) in paths.items()},
    )


def _defaults(rule: Rule) -> dict[str, Any]:
    return {setting.name: setting.default for setting in rule.settings}


@cache
def _path(optimizer: str, form: str, kind: str) -> NDArray[np.float64]:
    """The positions of a form, everything at its defaults."""
    run = Run(optimizer, lr=1.0, convention=form)
    record = LANDSCAPES[LANDSCAPE]
    settings = run.table(STEPS) | {"lr": RATES[kind]}
    gradient = record.gradient_function(**record.defaults)
    return descend(run.rule, gradient, record.start, settings, STEPS).positions
