"""What the examples say is what the engine shows: a test each, named after it."""

import re

import numpy as np
import pytest

from comparison import read_link
from comparison.limits import shares
from ui.presets import PRESETS


def example(title):
    (preset,) = (preset for preset in PRESETS if preset.title == title)
    return read_link(preset.link)[0]


def shown(title):
    return example(title).trajectories()


def endings(runs):
    return [run.outcome.kind for run in runs]


def step_lengths(run):
    return np.hypot(*np.diff(run.positions, axis=0).T)


def test_every_example_has_a_test():
    names = {re.sub(r"\W+", "_", preset.title.lower()).strip("_") for preset in PRESETS}
    assert {f"test_{name}" for name in names} <= globals().keys()


def test_a_curved_valley():
    """On its floor y is x squared; the minimum is at (1, 1)."""
    runs = shown("A curved valley")
    for run in runs:
        x, y = run.positions[:30].T
        assert np.abs(y - x**2).min() < 0.02
    ends = {run.run.optimizer: np.hypot(*(run.positions[-1] - 1.0)) for run in runs}
    assert {name for name, away in ends.items() if away < 0.5} == {"momentum", "nesterov"}


def test_momentum_vs_nag_in_a_ravine():
    momentum, nag, _ = runs = shown("Momentum vs NAG in a ravine")
    same = [(run.run.lr, run.run.settings["momentum"]) for run in runs[:2]]
    assert same[0] == same[1]
    assert momentum.positions[:, 1].min() < -1.8  # far up the other wall
    assert nag.positions[:, 1].min() > -0.22
    assert nag.outcome.step < momentum.outcome.step


def test_adam_vs_rmsprop_vs_adagrad():
    adagrad, rmsprop, adam = shown("Adam vs RMSProp vs AdaGrad")
    assert adagrad.positions[-1, 0] < -4.0
    assert step_lengths(adagrad)[-1] < 0.05 * step_lengths(adagrad)[0]
    assert np.abs(rmsprop.positions[-20:]).min() > 0.04
    assert np.abs(rmsprop.positions[-20:]).max() < 0.06
    assert adam.positions[:, 0].max() > 0.3
    assert np.abs(adam.positions[-20:]).max() < 1e-4


def test_too_high_a_learning_rate():
    comparison = example("Too high a learning rate")
    assert np.max(comparison.record.hessian(0.0, 0.0, **comparison.parameters)) == 25.0
    below, at, above = comparison.trajectories()
    assert [below.run.lr < 2 / 25, at.run.lr == 2 / 25, above.run.lr > 2 / 25] == [True] * 3
    assert endings([below, at, above]) == ["minimum", "bouncing", "leaving"]
    assert at.outcome.period == 2
    np.testing.assert_allclose(np.abs(at.positions[:, 1]), 2.0)
    assert (np.diff(np.abs(above.positions[:, 1])) > 0.0).all()


def test_1cycle_on_himmelblau():
    constant, cosine, one_cycle = runs = shown("1Cycle on Himmelblau")
    assert {(run.run.optimizer, run.run.lr) for run in runs} == {("momentum", 0.01)}
    assert endings(runs) == ["minimum"] * 3
    assert constant.outcome.point == cosine.outcome.point != one_cycle.outcome.point


def test_noise_and_a_falling_rate():
    constant, *falling = shown("Noise and a falling rate")
    assert len(falling) == 3
    assert np.ptp(constant.positions[-15:], axis=0).max() > 1.0
    for run in falling:
        assert np.ptp(run.positions[-15:], axis=0).max() < 0.1
        assert np.hypot(*run.positions[-15:].T).max() < 0.1


def test_away_from_a_saddle():
    """The ridge is y = 0."""
    runs = shown("Away from a saddle")
    assert abs(runs[0].positions[0, 1]) < 0.01
    left = {run.run.optimizer: int(np.argmax(np.abs(run.positions[:, 1]) > 1.0)) for run in runs}
    assert 0 < max(left["rmsprop"], left["adam"]) < 20
    assert left["gradient_descent"] > 70


def test_a_shallow_well_in_the_way():
    runs = shown("A shallow well in the way")
    low, high = (run for run in runs if run.run.optimizer == "adam")
    assert low.run.changed(lr=high.run.lr) == high.run
    assert endings([low, high]) == ["local minimum", "minimum"]


def test_a_ravine_turned_by_45_degrees():
    comparison = example("A ravine turned by 45 degrees")
    straight = comparison.changed(angle=0.0)
    for turned, along in zip(comparison.trajectories(), straight.trajectories(), strict=True):
        if turned.run.optimizer in {"adagrad", "rmsprop"}:
            assert turned.outcome.kind == "moving"
            assert along.outcome.step <= 25
    adam, adam_along = comparison.trajectories()[-1], straight.trajectories()[-1]
    assert adam_along.outcome.step < adam.outcome.step


def test_a_change_of_course():
    same, turned = shown("A change of course")
    assert (same.positions[:101] == turned.positions[:101]).all()
    assert turned.loss[110:].mean() < 0.25 * same.loss[110:].mean()


def test_the_edge_of_stability():
    comparison = example("The edge of stability")
    (run,) = comparison.trajectories()
    share = shares(run, comparison)
    assert np.abs(share[20:] - 1.0).max() < 0.2
    assert np.abs(share[-100:] - 1.0).max() < 0.05
    assert run.outcome.kind not in {"minimum", "local minimum"}
    assert comparison.curve == "share"


def test_a_rare_feature():
    descent, adagrad, rmsprop = runs = shown("A rare feature")
    for run in runs:
        assert np.count_nonzero(run.gradient[:, 1]) == 20  # of 200
    rate_x, rate_y = adagrad.internals["effective_lr"][-1]
    assert rate_y > 50.0 * rate_x
    assert adagrad.outcome.kind == "minimum"
    assert endings([descent, rmsprop]) == ["moving", "bouncing"]


def test_one_adam_three_frameworks():
    torch, keras, mlx = (run.positions for run in shown("One Adam, three frameworks"))
    np.testing.assert_allclose(torch, keras, atol=1e-6)
    first = [np.hypot(*(path[1] - path[0])) for path in (torch, mlx)]
    assert first[1] / first[0] == pytest.approx(3.16, abs=0.01)


def test_a_plateau_then_a_cliff():
    descent, _, _, adam, rprop = (run.outcome for run in shown("A plateau, then a cliff"))
    assert descent.kind == "moving"
    assert [adam.kind, rprop.kind] == ["minimum", "minimum"]
    assert rprop.step < adam.step
    path = shown("A plateau, then a cliff")[0].positions
    assert path[adam.step, 0] < -2.0


def test_a_sharp_and_a_flat_minimum():
    low, middle, high = shown("A sharp and a flat minimum")
    assert [low.outcome.kind, high.outcome.kind] == ["minimum", "minimum"]
    assert low.outcome.point[0] < 0.0 < high.outcome.point[0]
    assert (middle.outcome.kind, middle.outcome.period) == ("bouncing", 2)
    assert np.hypot(*(middle.positions - low.outcome.point).T).max() < 0.6
    record = read_link("landscape=sharp_and_flat")[0].record
    (sharp, _, _) = record.hessian(*low.outcome.point)
    assert sharp == pytest.approx(44.7, abs=0.05)


def test_newton_goes_to_whatever_is_near():
    newton, lbfgs, descent = (run.outcome.kind for run in shown("Newton goes to whatever is near"))
    assert [newton, lbfgs, descent] == ["maximum", "minimum", "minimum"]
