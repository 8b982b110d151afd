"""Contract of every schedule, and the corners of their definitions."""

from pathlib import Path

import numpy as np
import pytest

import optim
from comparison import Run
from optim import OPTIMIZERS, SCHEDULES


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


def test_names_of_optimizer_and_schedule_settings_are_apart():
    """Both share a run's entry in a link, for every pair."""
    for optimizer in OPTIMIZERS.values():
        for rule in optimizer.rules.values():
            for schedule in SCHEDULES.values():
                own = {s.name for s in rule.settings} | {"lr", "schedule", "convention", "warmup"}
                assert own.isdisjoint(s.name for s in schedule.settings)
