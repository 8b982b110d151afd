"""A form written out for torch does what the rule does, whatever the settings.

That torch itself runs these classes is recorded (tests/reference); here NumPy stands in for it, so
that every form can be tried with any settings.
"""

import math
from collections import defaultdict
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import assume, given, reject, settings

from comparison import Run
from expression.torch_printer import Printer
from optim import OPTIMIZERS
from optim.engine import start_state
from optim.torch_class import torch_class
from strategies import runs

WRITTEN_OUT = [
    (key, form)
    for key, optimizer in OPTIMIZERS.items()
    for form, rule in optimizer.rules.items()
    if not rule.torch
]
POINTS = np.array([[-4.0, 2.0], [-3.5, 1.0], [-3.0, -0.5], [-2.5, -0.1], [-2.0, 0.3]])


class Tensor(np.ndarray):
    """An array with what the classes need of a tensor; hashed as itself, as torch does."""

    grad = None
    __hash__ = object.__hash__

    def copy_(self, other):
        self[...] = other


class Optimizer:
    """The part of torch's base class that counts."""

    def __init__(self, params, defaults):
        self.param_groups = [{"params": params, **defaults}]
        self.state = defaultdict(dict)


TORCH = SimpleNamespace(
    optim=SimpleNamespace(Optimizer=Optimizer),
    no_grad=lambda: lambda function: function,
    clamp=lambda tensor, min=-np.inf, max=np.inf: np.minimum(np.maximum(tensor, min), max),
    **{
        name: getattr(np, name)
        for name in ("zeros_like", "full_like", "sqrt", "sign", "where", "maximum", "minimum")
    },
)


def as_written(run):
    """Where each of the POINTS leads, with the class written out for the run."""
    entry = OPTIMIZERS[run.optimizer]
    constants = {s.name: run.settings[s.name] for s in run.rule.settings if s.name != run.cycled}
    code, call = torch_class(run.rule, entry.label, "form", constants)
    theta = POINTS[0].copy().view(Tensor)
    names = {"torch": TORCH, "math": math, "theta": theta}
    exec(code, names)
    optimizer = eval(call.format(lr=run.lr, **run.settings), names)
    path = []
    for point in POINTS:
        theta.copy_(point)
        at = optimizer.look_ahead(theta) if run.rule.gradient_at else theta
        theta.grad = np.array(at) * (1.0, 25.0)
        optimizer.step()
        path.append(theta.tolist())
    return path


def as_ruled(run):
    """The same with the rule."""
    rule, row = run.rule, {**run.settings, "lr": run.lr}
    states = [start_state(rule, row)] * 2
    path = []
    for t, point in enumerate(POINTS.tolist(), 1):
        s = SimpleNamespace(t=t, **row)
        for axis, curvature in enumerate((1.0, 25.0)):
            x = np.float64(point[axis])
            at = rule.gradient_at(x, s, *states[axis]) if rule.gradient_at else x
            point[axis], *states[axis] = rule.step(x, at * curvature, s, *states[axis])
        path.append(point)
    return path


def check(run):
    """The same as long as it is finite: 0 times what a state was is left out, be it infinite."""
    with np.errstate(all="ignore"):
        written, ruled = np.array(as_written(run)), np.array(as_ruled(run))
    same = np.isfinite(ruled).cumprod(axis=0) == 1
    np.testing.assert_allclose(written[same], ruled[same], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("key", "form"), WRITTEN_OUT)
def test_every_form_at_its_defaults(key, form):
    check(Run(key, 0.1, convention=form))


@settings(max_examples=200, deadline=None)
@given(runs().filter(lambda run: not run.rule.torch))
def test_any_settings(run):
    assume(run.lr < 1.0)
    try:
        check(run)
    except ArithmeticError:  # a setting at its limit: numbers divided by 0 in both
        reject()


@pytest.mark.parametrize(
    ("tree", "code"),
    [
        (["-", "x", ["-", "g", ["*", "s.lr", "g"]]], "theta - (g - lr * g)"),
        (["/", ["*", "g", 2.0], ["*", "s.lr", 0.5]], "g * 2 / (lr * 0.5)"),
        (["*", ["+", "g", 1.0], ["neg", "g"]], "(g + 1) * -g"),
        (["**", ["neg", "g"], ["+", "s.t", 1.0]], "(-g) ** (t + 1)"),
        (["**", "s.beta2", "s.t"], "beta2**t"),
        (["neg", ["*", "g", "g"]], "-(g * g)"),
        (["*", 2.0, ["if", [">", "s.t", 1.0], "g", 0.0]], "2 * (g if t > 1 else 0)"),
        (["if", [">", "g", 0.0], "g", 0.0], "torch.where(g > 0, g, 0)"),
        (["maximum", "g", ["abs", "x"]], "torch.maximum(g, abs(theta))"),
        (["minimum", "s.lr", "g"], "torch.clamp(g, max=lr)"),
        (["maximum", "s.lr", 0.0], "max(lr, 0)"),
        (["sqrt", "s.beta2"], "math.sqrt(beta2)"),
        (["sqrt", "g"], "torch.sqrt(g)"),
    ],
)
def test_expressions(tree, code):
    assert Printer([]).code(tree) == code


def test_a_name_that_is_still_needed_is_kept():
    lines = [("x'", ["-", "x", "g"]), ("v'", ["-", "x'", "x"])]
    assert list(Printer(lines).statements(lines)) == [
        "new_theta = theta - g",
        "v = new_theta - theta",
    ]


def test_what_is_too_long_stands_on_several_lines():
    name = "g_of_a_rather_long_name_indeed"
    lines = [("v'", ["+", ["*", "s.momentum", name], ["-", name, ["*", name, "g"]]])]
    assert list(Printer(lines).statements(lines)) == [
        "v = (",
        f"    momentum * {name}",
        f"    + ({name} - {name} * g)",
        ")",
    ]
