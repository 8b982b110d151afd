"""The phases of every schedule, and what moving a place of its curve sets."""

import numpy as np
import pytest
from hypothesis import given, settings

from comparison import Comparison, Run
from optim import SCHEDULES
from optim.phase import MEANS
from optim.phases import MOST, held
from strategies import runs

WAYS = {
    "rise": lambda change: change >= 0.0,
    "fall": lambda change: change <= 0.0,
    "annihilation": lambda change: change <= 0.0,
    "restart": lambda change: (change <= 0.0) | (change >= 0.0).all(),
    "hold": lambda change: change == 0.0,
    "warm-up": lambda change: change >= 0.0,
}


def run(schedule, **own):
    return Run("momentum", 0.1, schedule, **own)


def phases(schedule, steps=100, **own):
    return [(p.kind, p.begin, p.end) for p in run(schedule, **own).phases(steps)]


@pytest.mark.parametrize(
    ("schedule", "own", "expected"),
    [
        ("constant", {}, [("hold", 0, 100)]),
        ("constant", {"warmup": 9}, [("warm-up", 0, 9), ("hold", 9, 100)]),
        ("step", {"step_size": 60}, [("hold", 0, 60), ("hold", 60, 100)]),
        (
            "multistep",
            {"milestones": (20, 20, 70)},
            [("hold", 0, 20), ("hold", 20, 70), ("hold", 70, 100)],
        ),
        ("linear", {"total_iters": 40}, [("rise", 0, 40), ("hold", 40, 100)]),
        ("linear", {"start_factor": 1.0, "end_factor": 0.0}, [("fall", 0, 100)]),
        ("cosine", {"T_max": 40}, [("fall", 0, 40), ("rise", 40, 80), ("fall", 80, 100)]),
        (
            "cosine_restarts",
            {"T_0": 30, "T_mult": 2},
            [("fall", 0, 30), ("restart", 30, 90), ("restart", 90, 100)],
        ),
        ("one_cycle", {}, [("rise", 0, 29), ("fall", 29, 100)]),
        (
            "one_cycle",
            {"three_phase": True},
            [("rise", 0, 29), ("fall", 29, 58), ("annihilation", 58, 100)],
        ),
        (
            "cyclic",
            {"step_size_up": 30, "step_size_down": 50},
            [("rise", 0, 30), ("fall", 30, 80), ("rise", 80, 100)],
        ),
        (
            "warmup_stable_decay",
            {"warmup": 10},
            [("warm-up", 0, 10), ("hold", 10, 82), ("fall", 82, 100)],
        ),
        (
            "linear:30~cosine",
            {"warmup": 5},
            [("warm-up", 0, 5), ("rise", 5, 35), ("fall", 35, 100)],
        ),
        (
            "one_cycle:40~constant",
            {},
            [("rise", 0, 11), ("fall", 11, 40), ("hold", 40, 100)],
        ),
    ],
)
def test_phases_by_name(schedule, own, expected):
    assert phases(schedule, **own) == expected


def test_more_phases_than_can_be_told_apart_end_in_one():
    many = phases("step", step_size=1)
    assert len(many) == MOST
    assert many[-1] == ("hold", MOST - 1, 100)


def test_every_kind_is_explained():
    assert MEANS.keys() == WAYS.keys()


@given(runs())
@settings(max_examples=100, deadline=None)
def test_phases_cover_a_run_and_are_what_they_are_called(one):
    steps, one = 60, one.changed(then=())
    found = one.phases(steps)
    assert [p.begin for p in found] == [0.0, *(p.end for p in found[:-1])]
    assert found[-1].end == steps
    rates = one.table(steps)["lr"]
    if len(found) == MOST or one.schedule_record.reads_loss or one.settings.get("gamma", 1) < 1:
        return  # the last one is several, or the rates follow the loss, or shrink within a rise
    for phase in found:
        change = np.diff(rates[int(np.ceil(phase.begin)) : int(phase.end) + 1])
        if phase.end == int(phase.end):  # the next one may begin with a jump
            change = change[:-1]
        slack = 1e-12 * max(one.lr, 1e-300)
        change = np.where(np.abs(change) <= slack, 0.0, change)
        assert WAYS[phase.kind](change).all(), (one, phase)


def test_the_phases_of_a_run_that_changes_its_schedule_on_the_way():
    turns = run("one_cycle", then=((50, {"schedule": "constant"}), (80, {"schedule": "cosine"})))
    (path,) = Comparison("quadratic", steps=100, runs=(turns,)).trajectories()
    found = [(p.kind, p.begin, p.end) for p in path.phases]
    assert found == [
        ("rise", 0.0, 29.0), ("fall", 29.0, 50.0), ("hold", 50.0, 80.0), ("fall", 80.0, 100.0),
    ]  # fmt: skip


@given(runs())
@settings(max_examples=100, deadline=None)
def test_a_handle_that_is_moved_to_its_own_place_stays_there(one):
    steps = 60
    for handle in one.handles(steps):
        assert 0.0 <= handle.at <= steps
        if handle.along and handle.at > 0.0:
            value = handle.along.value(handle.at)
            after = one.changed(**{handle.along.setting: value})
            places = [h.at for h in after.handles(steps) if h.name == handle.name]
            assert any(abs(at - handle.at) <= 1.0 for at in places), (one, handle)


@pytest.mark.parametrize(
    ("schedule", "name", "step", "changes"),
    [
        ("one_cycle", "peak", 49, {"pct_start": 0.5}),
        ("cosine", "end of the fall", 40.4, {"T_max": 40}),
        ("cyclic", "peak", 20, {"step_size_up": 20}),
        ("cyclic", "end of the cycle", 80, {"step_size_down": 30}),
        ("warmup_stable_decay", "start of the fall", 30, {"pct_decay": 0.7}),
        ("linear:30~cosine", "end of part 1", 45, {"schedule": "linear:45~cosine"}),
        ("multistep", "milestone 1", 400, {"milestones": (100, 100)}),
        ("cosine", "end of the warm-up", 12.3, {"warmup": 12}),
    ],
)
def test_what_moving_a_handle_sets(schedule, name, step, changes):
    own = {"milestones": (50, 100)} if schedule == "multistep" else {}
    (handle,) = [h for h in run(schedule, **own).handles(100) if h.name == name]
    assert {handle.along.setting: handle.along.value(step)} == changes


@pytest.mark.parametrize("schedule", [key for key in SCHEDULES if key != "reduce_on_plateau"])
def test_a_rate_that_is_moved_is_the_rate_there(schedule):
    """Twice as high, or half: the curve of the run with that setting goes through the place."""
    before = run(schedule)
    for handle in before.handles(100):
        if handle.up is None or handle.rate == 0.0 or handle.at >= 99.5:
            continue
        for rate in (0.9 * handle.rate, handle.rate):
            after = before.changed(**{handle.up.setting: handle.up.value(rate)})
            step = round(handle.at)
            curve = after.table(100)["lr"]
            assert min(abs(curve[step] - rate), abs(curve[step - 1] - rate)) <= 0.04 * rate, handle


def test_rates_that_a_run_came_to_hold_between_changes():
    found = held(np.array([1.0, 1.0, 0.1, 0.1, 0.1]))
    assert [(p.kind, p.begin, p.end) for p in found] == [("hold", 0, 2), ("hold", 2, 5)]
