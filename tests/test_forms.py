"""How the forms relate: the same where they should be, apart where not; from one to another."""

import itertools
import math

import numpy as np
import pytest

from comparison import Comparison, Run
from landscapes import LANDSCAPES
from optim import OPTIMIZERS
from optim.engine import descend

START = (-4.0, 2.0)
STEPS = 40
SETTINGS = {"momentum": 0.9, "dampening": 0.0, "weight_decay": 0.0, "momentum_sequence": True}
RATES = {
    "constant": np.full(STEPS, 0.03),
    "ramp": np.linspace(0.005, 0.06, STEPS),
    "jump": np.repeat([0.005, 0.06], STEPS // 2),
}


def path(optimizer, form, rates, **settings):
    """The bowl of curvatures 1 and 25."""
    rule = OPTIMIZERS[optimizer].rules[form]
    gradient = LANDSCAPES["quadratic"].gradient_function(kappa=25.0, angle=0.0)
    values = {setting.name: SETTINGS[setting.name] for setting in rule.settings}
    return descend(rule, gradient, START, values | settings | {"lr": rates}, len(rates))


def ahead(classical, momentum=0.9):
    """The look-ahead point after each step of a classical path, the start first."""
    return np.vstack([START, classical.positions[1:] + momentum * classical.internals["velocity"]])


def gap(a, b):
    """The largest difference of a coordinate."""
    return np.abs(a - b).max()


def test_one_rule():
    momentum, nag = OPTIMIZERS["momentum"].rules, OPTIMIZERS["nesterov"].rules
    assert momentum["classical"].step is nag["classical"].step


@pytest.mark.parametrize("rates", RATES.values(), ids=RATES)
def test_keras_is_the_classical_form_at_any_rate(rates):
    """Momentum: the same points. NAG: what Keras stores is the classical look-ahead point."""
    keras, classical = (path("momentum", form, rates) for form in ("keras", "classical"))
    assert gap(keras.positions, classical.positions) == 0.0
    keras, classical = (path("nesterov", form, rates) for form in ("keras", "classical"))
    np.testing.assert_allclose(keras.positions, ahead(classical), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(keras.gradient, classical.gradient, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    ("kind", "momentum", "nag"),
    [("constant", 0.0, 0.0), ("ramp", 1.26, 1.01), ("jump", 3.84, 55.47)],
)
def test_torch_is_the_classical_form_at_a_constant_rate_only(kind, momentum, nag):
    rates = RATES[kind]
    torch, classical = (path("momentum", form, rates) for form in ("torch", "classical"))
    assert gap(torch.positions, classical.positions) == pytest.approx(momentum, abs=0.005)
    torch, classical = (path("nesterov", form, rates) for form in ("torch", "classical"))
    assert gap(torch.positions, ahead(classical)) == pytest.approx(nag, abs=0.005)


@pytest.mark.parametrize("rates", RATES.values(), ids=RATES)
def test_nesterovs_form_with_a_constant_momentum_is_the_classical_one(rates):
    original = path("nesterov", "original", rates, momentum_sequence=False)
    classical = path("nesterov", "classical", rates)
    for name in ("velocity", "look_ahead"):
        np.testing.assert_allclose(
            original.internals[name], classical.internals[name], rtol=1e-12, atol=1e-12
        )
    np.testing.assert_allclose(original.positions, classical.positions, rtol=1e-12, atol=1e-12)


def test_nesterovs_own_sequence():
    """As the paper has it: y_0 = theta_0, a_1 = 1, so y_1 = theta_1; then it grows."""
    ours = path("nesterov", "original", RATES["constant"])
    theta, y, a = np.array(START), np.array(START), 1.0
    shares = []
    for k in range(STEPS):
        np.testing.assert_allclose(ours.internals["look_ahead"][k], y, rtol=1e-12, atol=1e-12)
        before, theta = theta, y - 0.03 * np.array([1.0, 25.0]) * y
        np.testing.assert_allclose(ours.positions[k + 1], theta, rtol=1e-12, atol=1e-12)
        assert ours.internals["nesterov_a"][k].tolist() == [a, a]
        share, a = a - 1.0, (1.0 + math.sqrt(4.0 * a * a + 1.0)) / 2.0
        shares.append(share / a)
        y = theta + shares[-1] * (theta - before)
    np.testing.assert_allclose(shares[:4], [0.0, 0.2818, 0.4340, 0.5311], atol=5e-5)
    assert 0.9 < shares[-1] < 1.0


@pytest.mark.parametrize("steps", [0.1, 0.5, 1.0])
def test_nesterovs_bound(steps):
    """The theorem of 1983: f - f* <= 2 |theta_0 - theta*|^2 / (lr (t + 1)^2) for lr <= 1/L."""
    lr = steps / 25.0
    ours = path("nesterov", "original", np.full(500, lr))
    loss = (ours.positions**2 * [1.0, 25.0]).sum(axis=1)[1:] / 2.0
    t = np.arange(1, 501)
    assert (loss <= 2.0 * np.dot(START, START) / (lr * (t + 1) ** 2)).all()


def test_the_sequence_takes_the_place_of_the_momentum():
    """A value without effect is in no table and no schedule moves it."""
    own = Run("nesterov", 0.03, "one_cycle", "original")
    assert own.cycled is None
    assert "momentum" not in own.table(10)
    constant = own.changed(momentum_sequence=False)
    assert constant.cycled == "momentum"
    assert np.ptp(constant.table(10)["momentum"]) > 0.0
    assert "momentum" not in Comparison("quadratic", runs=(own,)).to_frame()


def test_another_form_keeps_the_rate_and_what_both_have():
    run = Run("nesterov", 0.02, "cosine", momentum=0.7, weight_decay=0.1, eta_min=0.001, warmup=5)
    for forms in itertools.permutations(OPTIMIZERS["nesterov"].rules):
        now = run
        for number, form in enumerate(forms, 1):
            now = now.changed(convention=form)
            decays = {"torch", "keras"}.issuperset(forms[:number])
            assert now == Run(
                "nesterov", 0.02, "cosine", form, momentum=0.7, eta_min=0.001, warmup=5,
                **({"weight_decay": 0.1} if decays else {}),
            )  # fmt: skip
            assert now.changed(optimizer="momentum").settings["momentum"] == 0.7
    assert run.changed(convention="original", momentum_sequence=False).changed(
        optimizer="momentum"
    ) == Run("momentum", 0.02, "cosine", momentum=0.7, eta_min=0.001, warmup=5)


def test_what_was_left_at_its_default_follows_the_form():
    """Adam's eps is 1e-8 in torch and 1e-7 in Keras; AdamW's decay is another everywhere."""
    run = Run("adamw", 0.02, "cosine", beta1=0.8)
    keras = run.changed(convention="keras")
    assert keras == Run("adamw", 0.02, "cosine", "keras", beta1=0.8, eps=1e-7, weight_decay=0.004)
    assert keras.changed(convention="torch") == run
    for forms in itertools.permutations(OPTIMIZERS["adamw"].rules):
        now = run
        for form in forms:
            now = now.changed(convention=form)
            assert now == Run("adamw", 0.02, "cosine", form, beta1=0.8)


def test_what_was_changed_stays_in_every_form():
    run = Run("adamw", 0.02, eps=1e-3, weight_decay=0.2)
    for form in OPTIMIZERS["adamw"].rules:
        now = run.changed(convention=form)
        assert now == Run("adamw", 0.02, convention=form, eps=1e-3, weight_decay=0.2)
        assert now.changed(convention="torch") == run


def test_another_optimizer_brings_its_own_defaults():
    assert Run("adam", 0.1).changed(optimizer="adamw") == Run("adamw", 0.1)
    assert Run("adam", 0.1, eps=1e-3).changed(optimizer="adagrad") == Run("adagrad", 0.1, eps=1e-3)
    mlx = Run("adam", 0.1, convention="mlx", bias_correction=True)
    assert mlx.changed(optimizer="rmsprop") == Run("rmsprop", 0.1)
    assert mlx.changed(optimizer="adamw").settings["bias_correction"] is True
