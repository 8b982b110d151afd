"""The theory against the engine: rates, stability limits, damping on a quadratic."""

import numpy as np
import pytest

from comparison import Comparison, Run
from optim.theory import best, damping, effective_momentum, rate, stable_below

METHODS = ("gradient_descent", "momentum", "nesterov")
SETTINGS = [(0.03, 0.9), (0.05, 0.5), (0.01, 0.95), (0.02, 0.0)]


def distances(method, curvature, lr, momentum, steps=400):
    """Distance along one direction of curvature `curvature`, from 1."""
    run = (
        Run(method, lr=lr)
        if method == "gradient_descent"
        else Run(method, lr=lr, convention="classical", momentum=momentum)
    )
    comparison = Comparison("quadratic", {"kappa": curvature}, (0.0, 1.0), steps, runs=(run,))
    return comparison.trajectories()[0].positions[:, 1]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("lr", "momentum"), SETTINGS)
@pytest.mark.parametrize("curvature", [1.0, 25.0])
def test_rate_is_what_runs_show(method, lr, momentum, curvature):
    path = np.abs(distances(method, curvature, lr, momentum))
    envelope = np.maximum.accumulate(path[::-1])[::-1]
    late = envelope[(envelope > 1e-250) & (np.arange(len(path)) >= 40)]
    if late.size < 60:
        pytest.skip("at rest too soon to measure")
    measured = (late[-1] / late[0]) ** (1.0 / (late.size - 1))
    assert measured == pytest.approx(rate(method, curvature, lr, momentum), rel=0.02)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("curvature", [1.0, 25.0])
def test_stability_limit(method, momentum, curvature):
    limit = stable_below(method, curvature, momentum)
    assert rate(method, curvature, 0.999 * limit, momentum) < 1.0
    assert rate(method, curvature, 1.001 * limit, momentum) > 1.0
    assert damping(method, curvature, 1.001 * limit, momentum) == "diverges"
    assert damping(method, curvature, 0.999 * limit, momentum) != "diverges"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kappa", [2.0, 25.0, 400.0])
def test_best_settings_are_not_beaten(method, kappa):
    chosen = best(method, kappa)

    def slowest(lr, momentum):
        return max(rate(method, curvature, lr, momentum) for curvature in (1.0, kappa))

    assert slowest(chosen.lr, chosen.momentum) == pytest.approx(chosen.rate, abs=1e-6)
    rng = np.random.default_rng(0)
    for lr, momentum in zip(
        chosen.lr * rng.uniform(0.3, 3.0, 400), rng.uniform(0.0, 1.0, 400), strict=True
    ):
        assert slowest(lr, momentum) >= chosen.rate - 1e-9


def test_nag_is_momentum_with_less_momentum():
    """Step by step: x(t+1) = x(t) + m (x(t) - x(t-1)) - lr lambda x(t) with the effective m."""
    lr, curvature = 0.03, 25.0
    m = effective_momentum("nesterov", curvature, lr, 0.9)
    assert m == pytest.approx(0.225)
    x = distances("nesterov", curvature, lr, 0.9, 30)
    predicted = x[1:-1] + m * (x[1:-1] - x[:-2]) - lr * curvature * x[1:-1]
    np.testing.assert_allclose(x[2:], predicted, rtol=1e-12, atol=1e-15)


def test_damping_words():
    assert damping("momentum", 1.0, 0.03, 0.9) == "under-damped"
    assert damping("momentum", 1.0, 0.0001, 0.9) == "over-damped"
    assert damping("momentum", 1.0, (1.0 - 0.9**0.5) ** 2, 0.9) == "critically damped"
    assert damping("gradient_descent", 25.0, 0.06, 0.0) == "alternating"
    assert damping("gradient_descent", 25.0, 0.09, 0.0) == "diverges"
    assert damping("momentum", 1.0, 1.0, 0.0) == "critically damped"  # there in one step


def test_at_lr_one_over_lambda_nag_stops_a_direction_in_one_step():
    assert distances("nesterov", 25.0, 0.04, 0.9, 2)[1] == 0.0
    assert rate("nesterov", 25.0, 0.04, 0.9) == 0.0


@pytest.mark.parametrize("method", METHODS)
def test_rates_on_arrays_are_those_of_numbers(method):
    """And they are the larger root of z^2 - (1 + m - r) z + m."""
    lr, momentum = np.meshgrid(np.geomspace(1e-4, 4.0, 40), np.linspace(0.0, 0.99, 34))
    together = rate(method, 2.0, lr, momentum)
    for place in np.ndindex(lr.shape):
        own = float(lr[place]), float(momentum[place])
        assert together[place] == rate(method, 2.0, *own)
        m = effective_momentum(method, 2.0, *own)
        roots = np.roots([1.0, -(1.0 + m - 2.0 * own[0]), m])
        assert together[place] == pytest.approx(np.abs(roots).max(), abs=1e-4)
