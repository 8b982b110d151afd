"""Runs that come to no rest: what is said of them, and from which step on."""

import numpy as np
import pytest

from comparison import read_link
from comparison.unsettled import FEWEST, unsettled

VIEW = ((-5.0, 5.0), (-3.0, 3.0))
STEPS = 200
K = np.arange(STEPS + 1.0)


def path(x, y):
    return np.stack(np.broadcast_arrays(x, y), axis=1).astype(float)


def motion(x, y, tolerance=0.05):
    return unsettled(path(x, y), VIEW, tolerance)


def outcome(link, index=0):
    return read_link(link)[0].trajectories()[index].outcome


def test_to_and_fro_is_bouncing_with_its_period():
    found = motion(0.0, 2.0 * (-1.0) ** K)
    assert (found.kind, found.step, found.period) == ("bouncing", 0, 2)


def test_a_slow_swing_along_a_line_is_bouncing_too():
    found = motion(2.0 * np.sin(2.0 * np.pi * K / 12.0), 0.0)
    assert (found.kind, found.period) == ("bouncing", 12)


def test_round_and_round_is_circling():
    angle = 2.0 * np.pi * K / 10.0
    found = motion(np.cos(angle), np.sin(angle))
    assert (found.kind, found.step, found.period) == ("circling", 0, 10)
    wandering = motion(np.cos(K), np.sin(K) * np.cos(0.37 * K))
    assert (wandering.kind, wandering.period) == ("circling", None)


def test_it_begins_where_the_run_has_come_near():
    """A swing of 1 around 0, after a walk in from x = 4 that takes fifty steps."""
    found = motion(np.maximum(4.0 - 0.08 * K, 0.0), (-1.0) ** K)
    assert found.kind == "bouncing"
    assert 40 <= found.step <= 50


def test_out_of_the_view_and_ever_farther_is_leaving():
    found = motion(0.0, 0.01 * (-1.05) ** K)
    first_outside = int(np.argmax(0.01 * 1.05**K > 3.0))
    assert (found.kind, found.step) == ("leaving", first_outside)
    assert motion(0.1 * K, 0.0).kind == "leaving"


@pytest.mark.parametrize(
    ("x", "y"),
    [
        (4.0 * 0.99**K, 0.0),  # on its way
        (0.0, 2.0 * (-0.99) ** K),  # swings, ever less
        (4.0 - 0.03 * K, 0.2 * (-1.0) ** K),  # zigzags down a valley
        (0.01 * K, 0.0),  # goes far, but is still in view
        (8.0 + 0.001 * (-1.0) ** K, 0.0),  # outside, at rest
    ],
)
def test_others_are_simply_on_their_way(x, y):
    assert motion(x, y) is None


def test_a_swing_outside_the_view_that_does_not_grow_is_no_leaving():
    assert motion(0.0, 38.0 * (-1.0) ** K).kind == "bouncing"


def test_short_runs_say_too_little():
    swing = path(0.0, 2.0 * (-1.0) ** K)
    assert unsettled(swing[:FEWEST], VIEW, 0.05) is None
    assert unsettled(swing[: FEWEST + 1], VIEW, 0.05)


def test_gradient_descent_at_and_above_its_limit():
    """On the bowl of curvature 25 it is 2/25 = 0.08."""
    bowl = "landscape=quadratic&steps=60&run=gradient_descent,lr="
    at, above = outcome(bowl + "0.08"), outcome(bowl + "0.083")
    assert (at.kind, at.period) == ("bouncing", 2)
    assert above.kind == "leaving"
    positions = read_link(bowl + "0.083")[0].trajectories()[0].positions
    assert abs(positions[above.step, 1]) > 3.0 >= abs(positions[above.step - 1, 1])


def test_saddle_without_a_floor():
    assert outcome("landscape=saddle,c=0&steps=100&run=gradient_descent,lr=0.05").kind == "leaving"


def test_noise_is_not_taken_for_the_runs_own_motion():
    noisy = "landscape=quadratic&steps=150&noise=3&run=momentum,lr=0.03"
    assert outcome(noisy).kind == "moving"
    away = "landscape=quadratic&steps=60&noise=0.1&run=gradient_descent,lr=0.085"
    assert outcome(away).kind == "leaving"


def test_towards_a_minimum_out_of_the_view_is_no_leaving():
    """In this unit of the data the best weight is 8, and the picture ends at 3."""
    towards = "landscape=five_points,scale=0.1&steps=200&run=gradient_descent,lr="
    assert outcome(f"{towards}0.5").kind == "moving"
    assert outcome(f"{towards}0.965").kind == "leaving"
