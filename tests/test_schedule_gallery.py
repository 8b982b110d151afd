"""The cards of the schedules: what they are called, what their curves show, what they do."""

import numpy as np
import pytest

from comparison import Run
from optim import SCHEDULES
from ui.schedule_gallery import ENTRIES, POINTS, STEPS, _curves, open_schedules

EVERY = np.linspace(0, STEPS - 1, POINTS).round().astype(int)


@pytest.fixture
def choose(monkeypatch):
    """choose(key, word, warmup, steps): what a card changes, and which are marked as present."""

    def chosen(key, word, warmup=0, steps=300):
        changes, marked = {}, []

        def opened(title, entries, present, apply, curves):
            marked.extend(present)
            apply(key)

        monkeypatch.setattr("ui.schedule_gallery.open_gallery", opened)
        open_schedules(word, warmup, steps, changes.update)
        return changes, set(marked)

    return chosen


@pytest.mark.parametrize("key", [key for key in SCHEDULES if key != "reduce_on_plateau"])
def test_a_curve_is_the_rate_that_a_run_would_use(key):
    rates = Run("adam", 1.0, key).table(STEPS)["lr"]
    np.testing.assert_allclose(_curves()[key], rates[EVERY], atol=1e-3)


def test_a_curve_stands_between_zero_and_one_and_shows_more_than_the_constant_rate():
    assert _curves().keys() == ENTRIES.keys()
    flat = [key for key, curve in _curves().items() if min(curve) == max(curve)]
    assert flat == ["constant"]
    assert all(0.0 <= value <= 1.0 for curve in _curves().values() for value in curve)


def test_reduce_on_plateau_falls_once_the_loss_stands():
    curve = np.array(_curves()["reduce_on_plateau"])
    assert set(curve[EVERY < 100]) == {1.0}
    assert curve[EVERY >= 150].max() < 0.01


def test_warm_up_and_chain():
    warmup, chain = np.array(_curves()["warmup"]), np.array(_curves()["one_after_another"])
    assert set(warmup[EVERY >= STEPS // 10]) == {1.0}
    assert (np.diff(warmup[EVERY < STEPS // 10]) > 0.0).all()
    assert EVERY[chain.argmax()] == pytest.approx(30, abs=3)


def test_every_schedule_has_another_name_that_is_not_its_own():
    for entry in ENTRIES.values():
        assert entry.also
        assert entry.also.lower() != entry.label.lower()


@pytest.mark.parametrize(
    ("key", "word", "changes", "present"),
    [
        ("cosine", "constant", {"schedule": "cosine"}, {"constant"}),
        ("cosine", "cosine", {}, {"cosine"}),
        ("one_after_another", "step", {"schedule": "linear:30~step"}, {"step"}),
        ("one_after_another", "step:5~cosine", {}, {"one_after_another"}),
        ("warmup", "cosine", {"warmup": 30}, {"cosine"}),
    ],
)
def test_what_a_card_changes(choose, key, word, changes, present):
    assert choose(key, word) == (changes, present)


def test_a_warm_up_is_a_tenth_of_the_steps_and_at_least_one(choose):
    assert choose("warmup", "step", warmup=7, steps=5) == ({"warmup": 1}, {"step", "warmup"})
