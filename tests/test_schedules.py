"""Contract of every schedule, and the corners of their definitions."""

from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from hypothesis import example, given, settings

import optim
from comparison import Comparison, Run
from comparison.run import run_settings
from optim import OPTIMIZERS, SCHEDULES
from optim.schedule import Group
from strategies import runs


def rates(schedule, steps=100, **settings):
    return Run("momentum", lr=1.0, schedule=schedule, **settings).table(steps)


def test_every_file_is_registered():
    files = {path.stem for path in (Path(optim.__file__).parent / "schedules").glob("[!_]*.py")}
    assert files == set(SCHEDULES)
    assert all(key == schedule.key for key, schedule in SCHEDULES.items())


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("steps", [1, 2, 3, 100, 5000])
@pytest.mark.parametrize("warmup", [0, 1, 7, 200])
def test_curves_are_sound(schedule, steps, warmup):
    table = rates(schedule, steps, warmup=warmup)
    assert table["lr"].shape == (steps,)
    assert np.isfinite(table["lr"]).all()
    assert (table["lr"] >= 0.0).all()
    assert table["lr"].max() <= 1.0 + 1e-12


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_described(schedule):
    record = SCHEDULES[schedule]
    assert record.idea.endswith(".")
    assert record.formula
    assert all(s.default is None or s.check(s.default) == s.default for s in record.settings)


def test_warm_up_rises_linearly_to_the_first_value_and_then_the_schedule_starts():
    table = rates("cosine", 50, warmup=9)
    np.testing.assert_allclose(table["lr"][:10], np.arange(1, 11) / 10.0)
    np.testing.assert_allclose(table["lr"][9:], rates("cosine", 41)["lr"])


def test_warm_up_longer_than_the_run():
    np.testing.assert_allclose(rates("constant", 3, warmup=9)["lr"], [0.1, 0.2, 0.3])


def test_cosine_comes_back_up_beyond_t_max():
    lr = rates("cosine", 41, T_max=20)["lr"]
    assert lr[20] == pytest.approx(0.0, abs=1e-15)
    assert lr[40] == pytest.approx(1.0)


def test_one_cycle_check_values():
    table = rates("one_cycle", 100)
    for k, lr, momentum in [
        (0, 0.04, 0.95),
        (10, 0.295164, 0.923420),
        (29, 1.0, 0.85),
        (64, 0.500002, 0.9),
        (98, 0.000507, 0.949950),
        (99, 4e-6, 0.95),
    ]:
        assert table["lr"][k] == pytest.approx(lr, abs=1e-6)
        assert table["momentum"][k] == pytest.approx(momentum, abs=1e-6)


def test_one_cycle_three_phases_linear():
    lr = rates("one_cycle", 100, three_phase=True, anneal_strategy="linear")["lr"]
    assert lr[58] == pytest.approx(0.04)
    assert lr[80] == pytest.approx(0.0185387, abs=1e-7)


def test_one_cycle_holds_its_last_value_and_never_goes_negative():
    table = rates("one_cycle", 100, total_steps=40, anneal_strategy="linear")
    np.testing.assert_allclose(table["lr"][39:], 4e-6)
    assert (table["momentum"][39:] == 0.95).all()


@pytest.mark.parametrize("steps", [1, 2, 4, 5, 10])
@pytest.mark.parametrize("pct_start", [0.0, 0.1, 0.2, 0.25, 0.5, 1.0])
@pytest.mark.parametrize("three_phase", [True, False])
def test_one_cycle_phases_of_no_length(steps, pct_start, three_phase):
    """torch divides by zero where pct_start * steps is 1; the limit is a start at the peak."""
    table = rates("one_cycle", steps, pct_start=pct_start, three_phase=three_phase)
    assert np.isfinite(table["lr"]).all()
    if pct_start * steps == 1.0:
        assert table["lr"][0] == 1.0


def test_one_cycle_drives_what_the_optimizer_has():
    def driven(optimizer, **settings):
        table = Run(optimizer, lr=0.1, schedule="one_cycle", **settings).table(10)
        return {name for name, value in table.items() if isinstance(value, np.ndarray)}

    assert driven("momentum") == {"lr", "momentum"}
    assert driven("adam") == {"lr", "beta1"}
    assert driven("rmsprop") == {"lr"}
    assert driven("adam", cycle_momentum=False) == {"lr"}


def test_schedules_are_in_the_order_of_their_groups():
    groups = [schedule.group for schedule in SCHEDULES.values()]
    assert list(dict.fromkeys(groups)) == list(get_args(Group))[:-1]
    assert Run("adam", 0.1, "step:5~cosine").schedule_record.group == get_args(Group)[-1]
    assert groups == sorted(groups, key=get_args(Group).index)


def test_milestones_that_stand_twice_count_twice():
    lr = rates("multistep", 100, milestones=[10, 50, 50], gamma=0.1)["lr"]
    np.testing.assert_allclose(lr[[9, 10, 49, 50, 99]], [1.0, 0.1, 0.1, 1e-3, 1e-3])


@pytest.mark.parametrize("milestones", [(), (3, 2), (0,), (1.5,), "30:80", 30, (1,) * 21, None])
def test_milestones_are_checked(milestones):
    with pytest.raises(ValueError, match="milestones must be"):
        Run("adam", 0.1, "multistep", milestones=milestones)


def test_inverse_sqrt_is_the_transformers():
    """Vaswani et al. 2017, equation 3, for any size of model: its peak is at step `warmup`."""
    warmup, steps = 40, 300
    step = np.arange(1, steps + 1)
    paper = np.minimum(step**-0.5, step * warmup**-1.5)
    lr = rates("inverse_sqrt", steps, warmup=warmup - 1, timescale=warmup)["lr"]
    np.testing.assert_allclose(lr, paper * warmup**0.5, rtol=1e-12)


def test_warmup_stable_decay_one_minus_root():
    """Hägele et al. 2024: f(n, N, N_decay) = 1 - sqrt((n - (N - N_decay)) / N_decay)."""
    lr = rates("warmup_stable_decay", 100, decay_type="1-sqrt", pct_decay=0.3)["lr"]
    assert (lr[:71] == 1.0).all()
    for n in range(70, 100):
        assert lr[n] == pytest.approx(1.0 - ((n - (100 - 30)) / 30) ** 0.5)


def test_a_range_test_rises_from_its_start_to_lr_by_equal_factors_or_amounts():
    """torch-lr-finder's ramps: start * (end / start)**(k / (N - 1)), start + k / (N - 1) * ..."""
    k = np.arange(100)
    np.testing.assert_allclose(rates("range_test")["lr"], 10.0 ** (6.0 * (k / 99.0 - 1.0)))
    linear = rates("range_test", start_lr=0.01, ramp="linear")["lr"]
    np.testing.assert_allclose(linear, 0.01 + 0.99 * k / 99.0)
    chain = rates("range_test:30~constant", start_lr=0.01)["lr"]
    np.testing.assert_array_equal(chain[:30], rates("range_test", 30, start_lr=0.01)["lr"])
    assert (chain[30:] == 1.0).all()


def test_cyclic_without_numbers_follows_the_peak_and_the_way_up():
    lr = rates("cyclic", 41, step_size_up=10)["lr"]
    np.testing.assert_allclose(lr[[0, 10, 20, 30, 40]], [0.25, 1.0, 0.25, 1.0, 0.25])


def test_one_after_another_starts_each_part_at_its_own_step_0():
    chain = rates("linear:30~cosine:20~step", 100, T_max=20, step_size=10)
    parts = [
        rates("linear", 30),
        rates("cosine", 20, T_max=20),
        rates("step", 50, step_size=10),
    ]
    np.testing.assert_array_equal(chain["lr"], np.concatenate([part["lr"] for part in parts]))
    assert chain["momentum"] == 0.9


def test_empty_settings_of_a_part_follow_its_own_length():
    np.testing.assert_array_equal(
        rates("cosine:30~linear", 100)["lr"],
        np.concatenate([rates("cosine", 30)["lr"], rates("linear", 70)["lr"]]),
    )


def test_momentum_between_parts_stays_where_it_was():
    momentum = rates("step:10~one_cycle:20~constant:10~cyclic", 60)["momentum"]
    assert (momentum[:10] == 0.95).all()  # torch's constructors set it at once
    np.testing.assert_array_equal(momentum[10:30], rates("one_cycle", 20)["momentum"])
    assert (momentum[30:40] == momentum[29]).all()


def test_parts_share_settings_and_the_first_ones_default_counts():
    run = Run("adam", 0.1, "exponential:10~step", gamma=0.5)
    assert (run.settings["gamma"], run.settings["step_size"]) == (0.5, 100)
    assert Run("adam", 0.1, "exponential:10~step").settings["gamma"] == 0.99


def test_a_chain_longer_than_the_run_and_with_a_warm_up():
    lr = rates("linear:300~cosine", 20, start_factor=0.5, warmup=4)["lr"]
    np.testing.assert_allclose(lr[:5], 0.5 * np.arange(1, 6) / 5.0)
    assert lr[19] == pytest.approx(0.5 + 0.5 * 15 / 300)


def test_another_schedule_brings_its_own_defaults():
    run = Run("adam", 0.1, "step")
    assert run.changed(schedule="exponential").settings["gamma"] == 0.99
    assert run.changed(gamma=0.7, schedule="exponential").settings["gamma"] == 0.7
    assert run.changed(gamma=0.7).changed(schedule="exponential").settings["gamma"] == 0.7
    assert run.changed(schedule="step:5~exponential").settings["gamma"] == 0.1


def test_words_for_one_schedule_are_one_word():
    assert Run("adam", 0.1, "linear:030~cosine") == Run("adam", 0.1, "linear:30~cosine")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("linear~cosine", "needs its length"),
        ("linear:3~cosine:4", "needs its length"),
        ("linear:3", "needs its length"),
        ("linear:0~cosine", "between 1 and 5000"),
        ("linear:1.5~cosine", "whole number"),
        ("linear:3~often", "Unknown schedule 'often'"),
        ("linear:3~reduce_on_plateau", "reads the loss"),
        ("step:3~" * 4 + "cosine", "At most 4"),
        ("", "Unknown schedule"),
        (None, "Unknown schedule"),
        (["step"], "Unknown schedule"),
    ],
)
def test_words_that_are_no_schedule(word, said):
    with pytest.raises(ValueError, match=said):
        Run("adam", 0.1, word)


def plateau(loss="quadratic", steps=100, optimizer="gradient_descent", **settings):
    run = Run(optimizer, schedule="reduce_on_plateau", **settings)
    (trajectory,) = Comparison(loss, steps=steps, runs=(run,)).trajectories()
    return trajectory


def test_the_rates_a_plateau_made_are_written_down():
    """Each is what the losses before it make: shown again, they give the same rates."""
    trajectory = plateau(lr=0.07, warmup=8, patience=2, factor=0.5, optimizer="momentum")
    lr = trajectory.settings["lr"]
    np.testing.assert_allclose(lr[:9], 0.07 * np.arange(1, 10) / 9.0)
    rates = trajectory.run.feedback(lambda x, y: 0.0).rates()
    again = [next(rates), *(rates.send(loss) for loss in trajectory.loss[8:-2])]
    np.testing.assert_array_equal(lr[8:], again)
    assert len(set(lr[8:])) > 1
    np.testing.assert_array_equal(
        Comparison("quadratic", steps=100, runs=(trajectory.run,)).to_frame()["lr"][:-1], lr
    )


def test_a_plateau_does_not_see_the_noise():
    run = Run("gradient_descent", 0.01, "reduce_on_plateau", patience=2)
    (trajectory,) = Comparison("quadratic", noise=20.0, runs=(run,)).trajectories()
    rates = run.feedback(lambda x, y: 0.0).rates()
    again = [next(rates), *(rates.send(loss) for loss in trajectory.loss[:-2])]
    np.testing.assert_array_equal(trajectory.settings["lr"], again)


def test_a_plateau_after_a_divergence_keeps_its_last_rate():
    trajectory = plateau(lr=5.0, steps=50)
    assert trajectory.outcome.kind == "diverged"
    assert np.isfinite(trajectory.settings["lr"]).all()
    assert (trajectory.settings["lr"][trajectory.outcome.step :] <= 5.0).all()


def test_negative_losses_fool_the_relative_threshold():
    """torch's trap: best * (1 - threshold) lies above a negative best."""
    losses = -5.0 + 1e-5 * np.arange(50)

    def last(**settings):
        rates = Run("adam", 0.1, "reduce_on_plateau", **settings).feedback(lambda x, y: 0.0).rates()
        next(rates)
        return [rates.send(loss) for loss in losses][-1]

    assert last() == 0.1
    assert last(threshold_mode="abs") < 0.001


def test_names_of_optimizer_and_schedule_settings_are_apart():
    """Both share a run's entry in a link, for every pair."""
    for optimizer in OPTIMIZERS.values():
        for rule in optimizer.rules.values():
            for schedule in SCHEDULES.values():
                own = {s.name for s in rule.settings} | {"lr", "schedule", "convention", "warmup"}
                assert own.isdisjoint(s.name for s in schedule.settings)


@settings(max_examples=150, deadline=None)
@given(runs())
@example(
    Run(
        "signsgd",
        0.1,
        "constant:1~one_cycle",
        "optax",
        then=((1, {"optimizer": "adam"}),),
    )
)
def test_idle_settings_decide_nothing(run):
    for name in run.idle:
        default = next(
            entry.default
            for entry in run_settings(run.optimizer, run.schedule, run.convention)
            if entry.name == name
        )
        table, other = run.table(40), run.changed(**{name: default}).table(40)
        assert table.keys() == other.keys()
        for key in table:
            np.testing.assert_array_equal(table[key], other[key])
