"""Runs that take the same path."""

import numpy as np

from comparison import read_link
from comparison.same_path import PIXEL, same_paths

BOWL = "landscape=quadratic&steps=60&start=-4,2"


def same(runs, bowl=BOWL):
    comparison, problems = read_link(f"{bowl}{runs}")
    assert problems == []
    trajectories = comparison.trajectories()
    return same_paths(trajectories, comparison.record.view), trajectories


def test_the_same_optimizer_under_two_names_takes_exactly_the_same_path():
    found, _ = same("&run=adam,lr=0.3&run=adamw,lr=0.3,weight_decay=0&run=momentum,lr=0.03")
    assert found == [None, (0, 0.0), None]


def test_the_gap_is_the_largest_at_any_step():
    found, (torch, classical) = same("&run=momentum,lr=0.03&run=momentum,lr=0.03001")
    gap = np.hypot(*(torch.positions - classical.positions).T).max()
    assert 0.0 < gap < 6.0 * PIXEL
    assert found == [None, (0, gap)]


def test_paths_a_pixel_apart_are_two():
    found, (one, other) = same("&run=momentum,lr=0.03&run=momentum,lr=0.0301")
    assert np.abs(one.positions - other.positions)[:, 1].max() > 6.0 * PIXEL
    assert found == [None, None]


def test_several_are_all_told_of_the_first():
    run = "&run=momentum,lr=0.03"
    assert same(3 * run)[0] == [None, (0, 0.0), (0, 0.0)]


def test_runs_that_diverge_together_are_the_same_and_others_are_not():
    found, _ = same("&run=gradient_descent,lr=0.2&run=momentum,lr=0.2,momentum=0&run=adam,lr=0.3")
    assert found == [None, (0, 0.0), None]
    apart, _ = same("&run=gradient_descent,lr=0.2&run=gradient_descent,lr=0.3")
    assert apart == [None, None]
