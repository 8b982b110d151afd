"""When many runs arrive is when each of them does."""

import numpy as np

from comparison import Comparison, Run
from comparison.arrivals import arrivals

SCENE = Comparison("quadratic", {"kappa": 25.0}, (-4.0, 2.0), 120)


def reached(lr, momentum, kappa):
    run = Run("momentum", lr, convention="classical", momentum=momentum)
    return SCENE.changed(kappa=kappa, runs=(run,)).trajectories()[0].reached


def test_as_each_run_alone():
    lr, momentum = np.meshgrid((0.001, 0.03, 0.1, 0.2), (0.0, 0.5, 0.9))
    kappa = np.linspace(10.0, 40.0, 12).reshape(3, 4)
    run = Run("momentum", 1.0, convention="classical")
    together = arrivals(run, SCENE, {"lr": lr, "momentum": momentum}, {"kappa": kappa})
    alone = [
        reached(*map(float, own)) for own in zip(*map(np.ravel, (lr, momentum, kappa)), strict=True)
    ]
    assert {None} < set(alone)
    np.testing.assert_array_equal(together.ravel(), np.array(alone, dtype=float))


def test_a_number_is_one_run():
    assert arrivals(Run("gradient_descent", 1.0), SCENE, {"lr": 0.04}) == 108.0
