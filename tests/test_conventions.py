"""Equal to Keras, optax and MLX: every optimizer in each framework's form against recorded runs."""

import json
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from comparison import Run
from landscapes import LANDSCAPES
from optim import OPTIMIZERS
from optim.engine import descend, start_state

HERE = Path(__file__).parent / "reference"
FRAMEWORKS = ("torch", "keras", "optax", "mlx")
FILES = {
    name: json.loads((HERE / f"conventions_{name}.json").read_text())
    for name in (*FRAMEWORKS, "mlx_float32")
}
CASES = [
    pytest.param(
        name, case, id=" ".join([name, *map(str, [case[k] for k in ("optimizer", "rates")])])
    )
    for name, file in FILES.items()
    for case in file["cases"]
]
OPTIMIZER_KEYS = list(dict.fromkeys(key for name in FRAMEWORKS for key in FILES[name]["table"]))


def form_of(optimizer, framework):
    """The form in which a framework runs an optimizer; None: it does not have it."""
    forms = OPTIMIZERS[optimizer].rules.items()
    return next((form for form, rule in forms if framework in rule.frameworks), None)


@cache
def gradient_of(landscape):
    return LANDSCAPES[landscape].gradient_function()


def prepared(name, case):
    """Rule, settings and positions of a case; MLX rounds a learning rate to float32."""
    framework = name.split("_", maxsplit=1)[0]
    form = form_of(case["optimizer"], framework)
    run = Run(case["optimizer"], 1.0, convention=form, **case["settings"])
    driven = {key: np.array(case[key]) for key in ("lr", "beta1") if key in case}
    if framework == "mlx":
        driven["lr"] = driven["lr"].astype(np.float32).astype(float)
    settings = {setting.name: run.settings[setting.name] for setting in run.rule.settings}
    return run.rule, {**settings, **driven}, np.array(case["path"])


def precision(name, case, double):
    """MLX works in float32, and corrects the bias in float32 whatever it works in."""
    if case["settings"].get("bias_correction"):
        return 2e-6
    return 5e-7 if name == "mlx_float32" else double


@pytest.mark.parametrize(("name", "case"), CASES)
def test_each_step_from_where_the_framework_stood(name, case):
    rule, settings, expected = prepared(name, case)
    gradient = gradient_of(case["landscape"])
    states = [start_state(rule, settings)] * 2
    tolerance = precision(name, case, 1e-14)
    for k, here in enumerate(expected[:-1].tolist()):
        row = SimpleNamespace(
            t=k + 1, **{n: v[k] if isinstance(v, np.ndarray) else v for n, v in settings.items()}
        )
        slope = gradient(*here)
        for axis in (0, 1):
            x, *states[axis] = rule.step(here[axis], slope[axis], row, *states[axis])
            assert x == pytest.approx(expected[k + 1][axis], rel=tolerance, abs=tolerance)


@pytest.mark.parametrize(
    ("name", "case"), [case for case in CASES if case.values[0] != "mlx_float32"]
)
def test_whole_path(name, case):
    """In float64 nothing needs to be re-synchronised, but what MLX corrects in float32."""
    rule, settings, expected = prepared(name, case)
    gradient = gradient_of(case["landscape"])
    path = descend(rule, gradient, tuple(expected[0]), settings, len(expected) - 1)
    tolerance = 5e-5 if precision(name, case, 0.0) else 1e-10
    np.testing.assert_allclose(path.positions, expected, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_every_rule_says_who_runs_it_and_at_which_default_rate(framework):
    """A framework has the optimizers it was recorded with, each in one form, and no other."""
    recorded = FILES[framework]["default_lr"]
    ours = {
        key: rule.frameworks[framework]
        for key in OPTIMIZER_KEYS
        for rule in OPTIMIZERS[key].rules.values()
        if framework in rule.frameworks
    }
    assert ours == recorded
    for key in OPTIMIZER_KEYS:
        assert sum(framework in rule.frameworks for rule in OPTIMIZERS[key].rules.values()) <= 1
        assert framework not in OPTIMIZERS[key].rules or form_of(key, framework) == framework


@pytest.mark.parametrize("framework", FRAMEWORKS[1:])
def test_every_form_is_recorded_at_its_defaults_and_at_others(framework):
    cases = FILES[framework]["cases"]
    for key in OPTIMIZER_KEYS:
        if framework in OPTIMIZERS[key].rules:
            settings = [case["settings"] for case in cases if case["optimizer"] == key]
            assert settings[0] == ({"momentum": 0.9} if key in {"momentum", "nesterov"} else {})
            names = {name for given in settings for name in given}
            assert names == {s.name for s in OPTIMIZERS[key].rules[framework].settings}


def test_optax_adagrad_does_not_move_where_no_gradient_was_seen():
    """Sum and eps are 0 there: others would divide 0 by 0."""
    expected = FILES["optax"]["no_gradient_in_y"]
    run = Run("adagrad", 0.1, convention="optax", initial_accumulator_value=0.0, eps=0.0)
    steps = len(expected) - 1
    path = descend(run.rule, gradient_of("quadratic"), (-4.0, 0.0), run.table(steps), steps)
    np.testing.assert_allclose(path.positions, expected, rtol=1e-10)
    assert set(path.positions[:, 1]) == {0.0}


ZERO_CASES = json.loads((HERE / "zero_momentum.json").read_text())["cases"]


def from_zero_momentum(case):
    """The recorded path, and ours."""
    form = form_of(case["optimizer"], case["framework"])
    run = Run(case["optimizer"], 1.0, convention=form, **case["settings"])
    settings = {setting.name: run.settings[setting.name] for setting in run.rule.settings}
    lr = np.float32(case["lr"]) if case["framework"] == "mlx" else case["lr"]
    settings |= {"lr": float(lr), "momentum": np.array(case["momentum"])}
    expected = np.array(case["path"])
    steps = len(expected) - 1
    path = descend(run.rule, gradient_of("himmelblau"), tuple(expected[0]), settings, steps)
    return expected, path.positions


@pytest.mark.parametrize(
    "case", ZERO_CASES, ids=lambda c: " ".join([c["framework"], c["optimizer"], c["zero"]])
)
def test_a_momentum_that_is_exactly_zero(case):
    expected, ours = from_zero_momentum(case)
    if case["framework"] == "optax" and case["optimizer"] != "rmsprop" and any(case["momentum"]):
        assert np.abs(ours - expected).max() > 0.01  # said in optim/rules/momentum.py
    else:
        np.testing.assert_allclose(ours, expected, rtol=1e-12, atol=1e-12)


def test_dampening_spares_the_first_gradient_in_torch_only():
    settings = {"momentum": 0.9, "dampening": 0.5, "weight_decay": 0.0, "lr": 0.01}
    first = {}
    for form in ("torch", "mlx"):
        rule = OPTIMIZERS["momentum"].rules[form]
        state = start_state(rule, settings)
        first[form] = rule.step(1.0, 2.0, SimpleNamespace(t=1, **settings), *state)
    assert first == {"torch": (0.98, 2.0), "mlx": (0.99, 1.0)}
