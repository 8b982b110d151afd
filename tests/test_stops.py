"""The stops of a logarithmic slider."""

import itertools
import math

import pytest

from optim.hyperparameters import LR
from setting import compact
from ui.stops import HELD, middle, stops

LOW, HIGH = LR.slider


@pytest.mark.parametrize("value", [0.08, 0.1, 0.0123, 3e-4, 1e-5, 10.0])
def test_a_key_changes_the_value_by_one_or_two_per_cent(value):
    near = [stop for stop in stops(LOW, HIGH, value, value) if value / 2 <= stop <= value * 2]
    ratios = [after / before for before, after in itertools.pairwise(near)]
    assert max(ratios) <= 1.026
    assert len(near) > 40


@pytest.mark.parametrize("value", [0.08, 0.1, 0.3])
def test_every_value_of_two_digits_is_a_stop(value):
    found = stops(LOW, HIGH, value, value)
    low, high = value / 2.5, value * 2.5
    both = [float(f"{n}e{power}") for n in range(10, 100) for power in (-4, -3, -2, -1)]
    assert {number for number in both if low <= number <= high} <= set(found)


def test_the_whole_range_is_within_reach():
    found = stops(LOW, HIGH, 0.1, 0.1)
    assert (found[0], found[-1]) == (LOW, HIGH)
    assert max(after / before for before, after in itertools.pairwise(found)) < 1.4
    assert len(found) < 230  # a page is sent again with every change


@pytest.mark.parametrize("value", [0.0, 1000.0, 0.123456789, 0.1000001])
def test_any_value_is_a_stop_and_no_two_look_the_same(value):
    found = stops(LOW, HIGH, value, value)
    assert value in found
    assert found == sorted(found)
    assert len({compact(stop) for stop in found}) == len(found)
    assert all(LOW <= stop <= HIGH for stop in found if stop != value)


def test_the_fine_stops_follow_only_a_value_that_has_gone_far():
    assert middle(0.1, None) == 0.1
    for value in (0.1 / HELD, 0.15, 0.1 * HELD):
        assert middle(value, 0.1) == 0.1
    for value in (0.0, 0.04, 0.21, math.inf):
        assert middle(value, 0.1) == value
    assert middle(0.1, 0.0) == 0.1
