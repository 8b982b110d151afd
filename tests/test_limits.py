"""The largest stable rate along a run, against runs that just do and just do not come in."""

import timeit
from types import SimpleNamespace

import numpy as np
import pytest

from comparison import Comparison, Run, read_link
from comparison.limits import JUST, rate_limits, shares, sharpness
from optim import OPTIMIZERS
from optim.internals import EFFECTIVE_LR
from optim.stability import MIXES, SCALAR, scaled_sharpness, strain
from test_stability import CASES, CURVATURE, NEAR, grows

ANGLE = 30.0
STEEP = (-np.sin(np.deg2rad(ANGLE)), np.cos(np.deg2rad(ANGLE)))
"""The way in which the turned bowl is steepest."""
SWING = 30


def one(landscape="quadratic", steps=200, **values):
    """A comparison of one run, and the run."""
    comparison = Comparison(landscape, steps=steps, **values)
    return comparison, *comparison.trajectories()


def turned(optimizer, convention, values, lr):
    """Down the steepest way of a turned bowl; a large eps keeps rates per coordinate still."""
    known = {setting.name for setting in OPTIMIZERS[optimizer].rules[convention].settings}
    still = {"eps": 10.0, "beta2": 0.9}
    values = {name: v for name, v in {**still, **values}.items() if name in known}
    runs = (Run(optimizer, lr=lr, convention=convention, **values),)
    start = tuple(NEAR * np.array(STEEP))
    return one(parameters={"kappa": CURVATURE, "angle": ANGLE}, start=start, runs=runs)


@pytest.mark.parametrize(("optimizer", "convention", "values"), CASES)
def test_a_run_just_below_its_limit_comes_in_and_one_just_above_does_not(
    optimizer, convention, values
):
    comparison, quiet = turned(optimizer, convention, values, 1e-3)
    limit = rate_limits(quiet, comparison)[-1]
    for share in (0.99, 1.01):
        comparison, run = turned(optimizer, convention, values, share * limit)
        assert grows(run) == (share > 1.0)
        if share < 1.0:  # what grows changes its rates in the end
            assert shares(run, comparison)[-1] == pytest.approx(share, rel=1e-3)


@pytest.mark.parametrize(
    ("optimizer", "convention", "values"), [case for case in CASES if case[0] in SCALAR]
)
def test_where_a_rising_rate_crosses_its_limit_a_run_turns_back(optimizer, convention, values):
    """It comes nearer for as long as the rate is below, and from there on goes away."""
    comparison, quiet = turned(optimizer, convention, values, 1e-3)
    limit = rate_limits(quiet, comparison)[-1]
    ramp = {"schedule": "linear", "start_factor": 0.9 / 1.1, "total_iters": 400}
    rising = Run(optimizer, lr=1.1 * limit, convention=convention, **values, **ramp)
    comparison, run = one(
        steps=400,
        parameters={"kappa": CURVATURE, "angle": ANGLE},
        start=tuple(np.array(STEEP)),
        runs=(rising,),
    )
    crossed = int(np.argmax(shares(run, comparison) > 1.0))
    # It swings: how near it comes is seen over some steps.
    far = np.lib.stride_tricks.sliding_window_view(np.abs(run.positions @ STEEP), SWING).max(axis=1)
    nearest = int(np.nanargmin(far)) + SWING // 2
    assert 150 < crossed < 250
    assert abs(nearest - crossed) < 25


FROZEN = [
    (optimizer, convention, values)
    for optimizer in sorted(MIXES.keys() - SCALAR - {"adadelta"})  # its rates follow its steps
    for convention in OPTIMIZERS[optimizer].rules
    if (optimizer, convention) != ("nadam", "torch")
    for values in (
        {},
        *([{"momentum": 0.8}] if optimizer == "rmsprop" else []),
        *([{"weight_decay": 0.3}] if convention == "keras" or optimizer == "adamw" else []),
    )
]
HESSIAN = np.array([[7.0, -3.0], [-3.0, 2.0]])


def frozen(optimizer, convention, values):
    """A rule long after its start, with an endless memory: its second moment stays as it is."""
    rule = OPTIMIZERS[optimizer].rule(convention)
    settings = {setting.name: setting.default for setting in rule.settings} | values
    endless = {"alpha": 1.0 - 1e-12, "beta2": 1.0 - 1e-12, "rho": 1.0 - 1e-12}
    settings |= {name: value for name, value in endless.items() if name in settings}
    s = SimpleNamespace(t=1e15, lr=1.0, **settings)
    kept = {"scale": np.array([4.0, 0.25]), "vector": np.zeros(2)}
    state = [
        kept.get(kind.kind, np.full(2, start or 0.0))
        for kind, start in zip(rule.state.values(), rule.state_starts, strict=True)
    ]
    return rule, s, state


def steps_of(rule, s, state, x, count):
    """How far out it is after each step, with the gradient of the Hessian."""
    away = []
    for _ in range(count):
        x, *state = rule.step(x, HESSIAN @ x, s, *state)
        away.append(np.hypot(*x))
    return np.array(away)


@pytest.mark.parametrize(("optimizer", "convention", "values"), FROZEN)
def test_a_limit_is_that_of_the_preconditioned_hessian(optimizer, convention, values):
    """Each coordinate has a rate of its own, and neither lies along a way of the bowl."""
    rule, s, state = frozen(optimizer, convention, values)
    scales = rule.derived[EFFECTIVE_LR](s, *state)
    assert scales[0] != pytest.approx(scales[1])
    (fxx, fxy), (_, fyy) = HESSIAN
    curvature = scaled_sharpness((fxx, fxy, fyy), tuple(scales))
    limit = 1.0 / strain(optimizer, convention, vars(s), curvature)
    for share in (0.99, 1.01):
        s.lr = share * limit
        away = steps_of(rule, s, state, np.array([3e-30, 2e-30]), 600)
        assert (away[-50:].max() > away[-300:-250].max()) == (share > 1.0)


@pytest.mark.parametrize("angle", [0.0, 30.0])
@pytest.mark.parametrize("optimizer", ["rmsprop", "adadelta"])
def test_rules_that_adapt_settle_at_their_limit(optimizer, angle):
    """The adaptive edge of stability: near the minimum they grow their rates until they bounce."""
    lr = {"rmsprop": 0.05, "adadelta": 1.0}[optimizer]
    comparison, run = one(steps=2000, parameters={"angle": angle}, runs=(Run(optimizer, lr=lr),))
    borne = shares(run, comparison)
    assert borne[:100].max() < 0.2
    assert np.median(borne[-200:]) == pytest.approx(1.0, rel=0.02)


def test_a_limit_follows_the_momentum_of_a_schedule():
    comparison, run = one(runs=(Run("momentum", lr=0.02, schedule="one_cycle"),))
    mu = run.settings["momentum"]
    assert np.ptp(mu) > 0.05
    np.testing.assert_allclose(rate_limits(run, comparison), 2.0 * (1.0 + mu) / 25.0)


def test_where_the_ground_does_not_curve_up_there_is_no_limit():
    comparison, run = one("peaks", start=(0.2, 1.2), runs=(Run("gradient_descent", lr=0.01),))
    sharp, limits, borne = (found(run, comparison) for found in (sharpness, rate_limits, shares))
    down = sharp <= 0.0
    assert down.any()
    assert (~down).any()
    np.testing.assert_array_equal(np.isinf(limits), down)
    np.testing.assert_array_equal(borne <= 0.0, down)
    np.testing.assert_allclose(limits[~down], 2.0 / sharp[~down])


def test_sharpness_is_the_largest_eigenvalue_of_the_hessian():
    comparison, run = one("himmelblau", steps=20, runs=(Run("adam", lr=0.1),))
    fxx, fxy, fyy = comparison.record.hessian(*run.positions[:-1].T)
    largest = [
        np.linalg.eigvalsh([[a, b], [b, c]])[-1] for a, b, c in zip(fxx, fxy, fyy, strict=True)
    ]
    np.testing.assert_allclose(sharpness(run, comparison), largest)


def test_without_a_rate_there_is_a_limit_all_the_same():
    comparison, run = one(steps=20, runs=(Run("gradient_descent", lr=0.1, warmup=10),))
    np.testing.assert_allclose(rate_limits(run, comparison), 0.08)
    zero = Run("gradient_descent", lr=0.1, schedule="linear", end_factor=0.0, total_iters=10)
    comparison, run = one(steps=20, runs=(zero,))
    assert run.settings["lr"][-1] == 0.0
    np.testing.assert_allclose(rate_limits(run, comparison), 0.08)
    np.testing.assert_allclose(shares(run, comparison), run.settings["lr"] / 0.08)


@pytest.mark.parametrize(
    "link",
    [
        "landscape=quadratic&run=lion,lr=0.1",
        "landscape=quadratic&run=newton,lr=1",
        "landscape=quadratic&run=adam,lr=0.1,weight_decay=0.1",
        "landscape=quadratic&sparse=2&run=gradient_descent,lr=0.01",
        "landscape=five_points&batch=1&run=gradient_descent,lr=0.01",
    ],
)
def test_where_no_limit_is_known_there_is_none(link):
    comparison, problems = read_link(link)
    assert problems == []
    (run,) = comparison.trajectories()
    assert rate_limits(run, comparison) is None
    assert shares(run, comparison) is None
    assert "limit" not in comparison.to_frame()
    assert comparison.to_frame()["sharpness"][:-1].notna().all()


def test_the_table_has_the_limit_of_every_move():
    comparison, run = one("rosenbrock", steps=30, runs=(Run("adam", lr=0.1), Run("lion", lr=0.1)))[
        :2
    ]
    frame = comparison.to_frame()
    adam, lion = (frame[frame["optimizer"] == key] for key in ("adam", "lion"))
    np.testing.assert_array_equal(adam["limit"][:-1], rate_limits(run, comparison))
    assert np.isnan(adam["limit"].iloc[-1])
    assert lion["limit"].isna().all()


def test_a_diverged_run_has_limits_for_as_long_as_it_is_there():
    comparison, run = one("rosenbrock", steps=40, runs=(Run("gradient_descent", lr=0.01),))
    assert run.outcome.kind == "diverged"
    there = np.isfinite(run.positions[:-1]).all(axis=1)
    limits = rate_limits(run, comparison)
    assert np.isnan(limits[~there]).all()
    assert limits[0] > 0.0
    assert shares(run, comparison)[run.outcome.step] > 1.0 + JUST


def test_limits_of_a_picture_are_quick():
    link = "landscape=rosenbrock&steps=300" + "".join(
        f"&run={key},lr=0.001"
        for key in ("gradient_descent", "momentum", "nesterov", "rmsprop", "adam")
    )
    comparison, _ = read_link(link)
    runs = comparison.trajectories()

    def limits():
        return [rate_limits(run, comparison) for run in runs]

    assert min(timeit.repeat(limits, number=1, repeat=20)) < 5e-3
