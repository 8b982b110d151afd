"""How much curvature a rule can stand, against runs that just do and just do not come in."""

import re

import numpy as np
import pytest

from comparison import Comparison, Run
from optim import OPTIMIZERS
from optim.internals import EFFECTIVE_LR
from optim.stability import MIXES, SCALAR, limit_formula, scaled_sharpness, stable_curvature

CURVATURE = 25.0
NEAR = 1e-30
"""So near that no gradient shows beside eps."""
STEPS = 200
SYMBOLS = {"μ": "momentum", "ν": "nu", "τ": "dampening", "β₁": "beta1", "λ": "curvature"}
LIMITED = (
    "rmsprop", "adagrad", "adadelta", "adam", "adamw", "amsgrad", "adamax", "nadam", "radam",
)  # fmt: skip
CASES = [
    ("gradient_descent", "torch", {}),
    ("gradient_descent", "torch", {"weight_decay": 3.0}),
    ("momentum", "torch", {}),
    ("momentum", "torch", {"momentum": 0.0, "dampening": 0.5}),
    ("momentum", "torch", {"momentum": 0.5, "dampening": 0.3, "weight_decay": 3.0}),
    ("momentum", "mlx", {"momentum": 0.8, "dampening": 0.3, "weight_decay": 3.0}),
    ("momentum", "keras", {"weight_decay": 3.0}),
    ("momentum", "classical", {"momentum": 0.6}),
    ("nesterov", "torch", {"weight_decay": 3.0}),
    ("nesterov", "keras", {"weight_decay": 3.0}),
    ("nesterov", "classical", {"momentum": 0.6}),
    ("nesterov", "original", {}),
    ("nesterov", "original", {"momentum_sequence": False, "momentum": 0.5}),
    ("qhm", "paper", {"momentum": 0.9, "nu": 0.7}),
    ("qhm", "paper", {"momentum": 0.8, "nu": 0.1}),
    *(
        (optimizer, convention, values)
        for optimizer in LIMITED
        for convention in OPTIMIZERS[optimizer].rules
        if (optimizer, convention) != ("nadam", "torch")
        for values in [{}, {"weight_decay": 3.0}][: 1 + (convention == "keras")]
    ),
    ("rmsprop", "torch", {"momentum": 0.8}),
    ("rmsprop", "optax", {"momentum": 0.8}),
    ("amsgrad", "torch", {"weight_decay": 3.0, "decoupled_weight_decay": True}),
    ("adamw", "torch", {"weight_decay": 3.0}),
    ("adamw", "optax", {"weight_decay": 3.0}),
    ("adam", "mlx", {"bias_correction": True}),
    ("adam", "torch", {"beta1": 0.5}),
    ("adabelief", "optax", {}),
    ("yogi", "optax", {"beta1": 0.5}),
]


def run(optimizer, convention, values, lr):
    """Along one direction of the bowl, with a large eps, which keeps rates per coordinate still."""
    known = {setting.name for setting in OPTIMIZERS[optimizer].rules[convention].settings}
    still = {"eps": 10.0, "beta2": 0.9}
    values = {name: v for name, v in {**still, **values}.items() if name in known}
    runs = (Run(optimizer, lr=lr, convention=convention, **values),)
    bowl = Comparison("quadratic", {"kappa": CURVATURE}, (0.0, NEAR), STEPS, runs=runs)
    return bowl.trajectories()[0]


def limit(optimizer, convention, values):
    """The largest lr at which the curvature, seen with the rates of a quiet run, is stable."""
    quiet = run(optimizer, convention, values, 1e-3)
    rates = quiet.internals.get("effective_lr")
    seen = CURVATURE if rates is None else CURVATURE * rates[-1, 1] / 1e-3
    low, high = 1e-4, 1e3
    for _ in range(60):
        lr = (low * high) ** 0.5
        last = {name: v[-1] for name, v in quiet.settings.items()} | {"lr": lr}
        stable = stable_curvature(optimizer, convention, last)
        low, high = (lr, high) if stable > seen else (low, lr)
    return low


def grows(trajectory):
    """In the long run; at first Adam's correction makes every step longer."""
    away = np.abs(trajectory.positions[:, 1])
    return not away[-50:].max() < away[-100:-50].max()


@pytest.mark.parametrize(("optimizer", "convention", "values"), CASES)
def test_a_run_just_below_the_limit_comes_in_and_one_just_above_does_not(
    optimizer, convention, values
):
    lr = limit(optimizer, convention, values)
    below, above = (run(optimizer, convention, values, share * lr) for share in (0.99, 1.01))
    assert not grows(below)
    assert grows(above)


@pytest.mark.parametrize(("optimizer", "convention", "values"), CASES)
def test_the_formula_is_the_limit(optimizer, convention, values):
    """With a curvature of 1 the formula is a number, and so is the largest lr."""
    last = {n: v[-1] for n, v in run(optimizer, convention, values, 1e-3).settings.items()}
    formula = limit_formula(optimizer, convention, last)
    assert bool(formula) != bool(last.get("weight_decay"))
    if formula:
        python = re.sub(r"(?<=[\dμν)])(?=[μνβ(λ])", "*", formula)
        for symbol, name in SYMBOLS.items():
            python = python.replace(symbol, str(last.get(name, 1.0)))
        lr = last["lr"] * stable_curvature(optimizer, convention, last)
        assert eval(python.replace("−", "-")) == pytest.approx(lr)


def test_a_limit_can_be_drawn_along_a_run():
    made = Run("momentum", lr=0.02, schedule="one_cycle")
    runs = Comparison("quadratic", steps=60, runs=(made,)).trajectories()
    settings = runs[0].settings
    along = stable_curvature("momentum", "torch", settings)
    assert along.shape == (60,)
    lr, mu = settings["lr"][7], settings["momentum"][7]
    assert along[7] == pytest.approx(2.0 * (1.0 + mu) / lr)


def test_no_limit_is_claimed_where_none_is_known():
    for optimizer, convention, values in [
        ("nadam", "torch", {}),
        ("lion", "optax", {}),
        ("newton", "paper", {}),
        ("adam", "torch", {"weight_decay": 0.1, "beta1": 0.9}),
    ]:
        settings = {"lr": 0.1, **values}
        assert stable_curvature(optimizer, convention, settings) is None


def test_every_rule_with_a_limit_and_rates_per_coordinate_shows_them():
    for optimizer in MIXES.keys() - SCALAR:
        for rule in OPTIMIZERS[optimizer].rules.values():
            assert EFFECTIVE_LR in rule.derived


def test_sharpness_is_the_largest_eigenvalue():
    rng = np.random.default_rng(0)
    for fxx, fxy, fyy, x, y in rng.uniform(0.1, 3.0, (20, 5)):
        matrix = np.diag([x, y]) @ [[fxx, -fxy], [-fxy, fyy]]
        largest = np.linalg.eigvals(matrix).max()
        assert scaled_sharpness((fxx, -fxy, fyy), (x, y)) == pytest.approx(largest)
