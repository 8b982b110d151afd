"""What no framework has, against its paper in an independent form; what the average averages."""

import numpy as np
import pytest

from comparison import Comparison, Run
from landscapes import LANDSCAPES
from optim import OPTIMIZERS
from optim.engine import descend

STEPS = 60
START = (-0.5, -1.0)
RATES = 0.02 * (1.0 + 0.5 * np.sin(np.arange(STEPS) / 9.0))
HIMMELBLAU = LANDSCAPES["himmelblau"]


def path(optimizer, rates=RATES, **settings):
    run = Run(optimizer, lr=1.0, **settings)
    gradient = HIMMELBLAU.gradient_function()
    table = run.table(STEPS) | {"lr": rates}
    return descend(run.rule, gradient, START, table, STEPS, hessian=HIMMELBLAU.hessian)


def averaged(gradients, beta):
    """The weighted mean of the gradients so far, the latest with weight 1, then beta, beta^2 ..."""
    weights = beta ** np.arange(len(gradients))[::-1, None]
    return (weights * gradients).sum(axis=0) / weights.sum()


def test_everything_without_a_framework_is_here():
    assert {k for k, o in OPTIMIZERS.items() if "paper" in o.rules} == {"qhm", "qhadam", "newton"}


@pytest.mark.parametrize(("beta", "nu"), [(0.999, 0.7), (0.9, 0.5), (0.6, 1.0), (0.8, 0.0)])
def test_qhm(beta, nu):
    """A share nu of every step goes to the gradients before, each by how long ago it was."""
    ours = path("qhm", RATES / 10.0, momentum=beta, nu=nu)
    for t in range(STEPS):
        seen = ours.gradient[: t + 1]
        sums = (1.0 - beta) * (beta ** np.arange(t + 1)[::-1, None] * seen).sum(axis=0)
        step = RATES[t] / 10.0 * ((1.0 - nu) * seen[-1] + nu * sums)
        np.testing.assert_allclose(ours.positions[t] - step, ours.positions[t + 1], rtol=1e-12)


def test_qhm_is_nag_where_both_shares_are_equal():
    """Ma and Yarats: nu = beta gives NAG at the rate (1 - beta) lr."""
    rates = RATES / 2.0
    ours = path("qhm", rates, momentum=0.9, nu=0.9)
    nag = path("nesterov", rates * (1.0 - 0.9), momentum=0.9)
    np.testing.assert_allclose(ours.positions, nag.positions, rtol=1e-9)


@pytest.mark.parametrize(("nu1", "nu2"), [(0.7, 1.0), (0.3, 0.8), (0.0, 0.0)])
def test_qhadam(nu1, nu2):
    """Bias-corrected moments are weighted means; each is mixed with the gradient itself."""
    ours = path("qhadam", beta1=0.9, beta2=0.95, nu1=nu1, nu2=nu2, eps=1e-6)
    for t in range(STEPS):
        seen = ours.gradient[: t + 1]
        top = nu1 * averaged(seen, 0.9) + (1.0 - nu1) * seen[-1]
        size = np.sqrt(nu2 * averaged(seen**2, 0.95) + (1.0 - nu2) * seen[-1] ** 2)
        after = ours.positions[t] - RATES[t] * top / (size + 1e-6)
        np.testing.assert_allclose(after, ours.positions[t + 1], rtol=1e-12)


def test_qhadam_without_mixing_is_adam():
    ours = path("qhadam", beta1=0.9, nu1=1.0, nu2=1.0)
    np.testing.assert_allclose(ours.positions, path("adam").positions, rtol=1e-11)


def test_newton():
    """Each step is the solution of the linear system, noise in its right side only."""
    comparison = Comparison("himmelblau", noise=0.3, steps=STEPS, runs=(Run("newton", lr=0.3),))
    (ours,) = comparison.trajectories()
    for t in range(STEPS):
        fxx, fxy, fyy = HIMMELBLAU.hessian(*ours.positions[t])
        step = np.linalg.solve([[fxx, fxy], [fxy, fyy]], ours.gradient[t])
        after = ours.positions[t] - 0.3 * step
        np.testing.assert_allclose(ours.positions[t + 1], after, rtol=1e-10)


def end(link_landscape, start=None, lr=1.0, optimizer="newton", **parameters):
    comparison = Comparison(link_landscape, parameters, start, 60, runs=(Run(optimizer, lr=lr),))
    return comparison.trajectories()[0]


def test_newton_solves_a_bowl_in_one_step():
    bowl = end("quadratic", kappa=1000.0, angle=20.0)
    assert (bowl.outcome.kind, bowl.outcome.step) == ("minimum", 1)
    np.testing.assert_allclose(bowl.positions[1], (0.0, 0.0), atol=1e-12)


def test_newton_goes_to_saddles_and_ends_where_there_is_no_step():
    assert end("saddle", (1.5, 0.7)).outcome.kind == "saddle"
    flat = end("huber_slope", (-8.0, 0.0))
    assert np.prod(LANDSCAPES["huber_slope"].hessian(-8.0, 0.0)[::2]) == 0.0
    assert (flat.outcome.kind, flat.outcome.step) == ("no step", 0)
    assert flat.positions[0].tolist() == [-8.0, 0.0]
    assert np.isnan(flat.positions[1:]).all()
    assert np.isfinite(flat.gradient[0]).all()


def test_newton_that_leaves_has_diverged():
    outcome = end("bukin_n6").outcome
    assert outcome.kind == "diverged"
    assert outcome.step > 0


def test_newton_stops_where_it_comes_to_level_ground():
    """From a step on the way too: the last place it came to is the last there is."""
    drop = end("drop_wave", (3.0, 3.0))
    step = drop.outcome.step
    assert drop.outcome.kind == "no step"
    assert np.isfinite(drop.positions[: step + 1]).all()
    assert np.isnan(drop.positions[step + 1 :]).all()


def test_lbfgs_finds_the_minimum_of_a_bowl_and_stays():
    bowl = end("quadratic", optimizer="lbfgs", kappa=1000.0)
    assert bowl.outcome.kind == "minimum"
    still = np.flatnonzero((np.diff(bowl.positions, axis=0) == 0.0).all(axis=1))
    assert still.size
    assert np.abs(bowl.gradient[still[0] :]).max() < 1e-3


def test_asgd_averages_the_points_after_t0():
    ours = path("asgd", RATES / 10.0, t0=20.0)
    average = ours.internals["average"]
    np.testing.assert_array_equal(average[:22], ours.positions[1:23])
    for t in range(22, STEPS):
        expected = ours.positions[22 : t + 2].mean(axis=0)
        np.testing.assert_allclose(average[t], expected, rtol=1e-12)


@pytest.mark.parametrize("optimizer", ["schedule_free_sgd", "schedule_free_adamw"])
@pytest.mark.parametrize("power", [0.0, 2.0])
def test_schedule_free_averages_the_base_points(optimizer, power):
    """As the paper has it: the average weighs each z by the largest rate so far to a power."""
    rates = RATES / 10.0
    ours = path(optimizer, rates, beta1=0.8, weight_lr_power=power)
    z, average = ours.internals["base_point"], ours.internals["average"]
    weights = np.maximum.accumulate(rates)[:, None] ** power
    expected = np.cumsum(weights * z, axis=0) / np.cumsum(weights, axis=0)
    np.testing.assert_allclose(average, expected, rtol=1e-10)
    np.testing.assert_allclose(ours.positions[1:], 0.8 * average + 0.2 * z, rtol=1e-12)
