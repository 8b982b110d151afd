"""The mean over all draws is what many drawn runs come to, and without chance it is the run."""

import numpy as np
import pytest

from comparison import Comparison
from comparison.many import many
from landscapes import LANDSCAPES
from lessons.learning_rate import five_points
from lessons.learning_rate.chance import SEEDS, covariance, descent, mean_loss, over_seeds, states
from lessons.learning_rate.exact_noise import at_rest, excess, limit, moments
from lessons.learning_rate.five_points import at

FIVE = LANDSCAPES["five_points"]
BEST = FIVE.minima()[0][:2]


def constant(lr, steps):
    return np.full(steps, lr)


@pytest.mark.parametrize("lr", [0.01, 0.1, 0.15])
def test_with_all_rows_it_is_the_run(lr):
    picture = at(lr, steps=80)
    (run,) = picture.trajectories()
    exact = moments(picture, constant(lr, 80))
    np.testing.assert_allclose(exact[:, :2, 2], run.positions - BEST, atol=1e-10)
    np.testing.assert_allclose(excess(picture, exact), run.loss - 0.72, rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize("schedule", ["constant", "cosine"])
def test_on_average_many_draws_agree(schedule):
    run = descent(schedule)
    drawn, exact = over_seeds(run), mean_loss(run)
    error = drawn.std(axis=1) / np.sqrt(SEEDS)
    assert (np.abs(drawn.mean(axis=1) - exact) <= 4.0 * error + 1e-12).all()


@pytest.mark.parametrize("batch", [1, 3])
def test_where_many_runs_are_in_the_end(batch):
    steps, seeds, lr = 200, 3000, 0.05
    scene = at(lr, steps=steps, batch=batch)
    starts = np.tile(np.reshape(scene.start, (2, 1)), seeds)
    ends = many(scene.runs[0], scene, starts, seeds=np.arange(seeds)).positions
    exact = moments(scene, constant(lr, steps))[-1]
    np.testing.assert_allclose(np.cov(ends), covariance(exact), rtol=0.15, atol=2e-3)
    np.testing.assert_allclose(ends.mean(axis=1) - BEST, exact[:2, 2], atol=0.02)


@pytest.mark.parametrize(("batch", "scale"), [(1, 1.0), (2, 1.0), (1, 3.0)])
def test_at_rest_is_where_the_moments_go(batch, scale):
    picture = Comparison("five_points", {"scale": scale}, batch=batch)
    lr = 0.3 * limit(picture)
    last = moments(picture, constant(lr, 20_000))[-1]
    np.testing.assert_allclose(at_rest(picture, lr), last[:2, :2], rtol=1e-6)


def test_the_limit():
    assert limit(at(0.1)) == pytest.approx(five_points.LIMIT, rel=1e-12)
    limits = [limit(at(0.1, batch=batch)) for batch in (1, 2, 3, 5)]
    assert limits == sorted(limits)
    assert limits[-1] < five_points.LIMIT
    for share, grows in ((0.99, False), (1.01, True)):
        rates = constant(share * limits[0], 4000)
        mean = excess(at(0.1, batch=1), moments(at(0.1, batch=1), rates))
        assert (mean[-1] > mean[2000]) == grows


def test_many_rates_at_once_are_each_alone():
    rates = np.array([constant(0.01, 50), np.linspace(0.05, 0.0, 50)])
    picture = at(0.1, batch=1)
    together = moments(picture, rates)
    for k in range(2):
        np.testing.assert_allclose(together[k], moments(picture, rates[k]), rtol=1e-12)


def test_larger_batches_leave_less():
    left = [excess(at(0.1), at_rest(at(0.1, batch=batch), 0.01)) for batch in (1, 2, 4)]
    assert left[0] / left[1] == pytest.approx(2.0, rel=0.05)
    assert left[1] / left[2] == pytest.approx(2.0, rel=0.05)


def test_the_spread_is_that_of_the_states():
    state = states(descent())[-1]
    assert np.linalg.eigvalsh(covariance(state)).min() > 0.0
    curve = five_points.ellipse(covariance(state))
    away = np.linalg.solve(covariance(state), (curve - BEST).T)
    np.testing.assert_allclose(np.einsum("ij,ji->i", curve - BEST, away), 4.0, rtol=1e-9)


@pytest.mark.parametrize("scale", [0.1, 1.0, 100.0])
def test_the_hessian_of_the_data_is_that_of_the_landscape(scale):
    xx, xy, yy = FIVE.hessian(0.3, -0.7, scale=scale)
    np.testing.assert_allclose(five_points.hessian(scale), [[xx, xy], [xy, yy]], rtol=1e-12)


def test_the_parts_of_the_error():
    (run,) = at(0.1, steps=20).trajectories()
    flat, steep = five_points.parts(run)
    assert (flat[0], steep[0]) == pytest.approx((3.049, 0.838), rel=1e-3)
    np.testing.assert_allclose(flat**2 + steep**2, five_points.away(run) ** 2, rtol=1e-10)
    powers = np.arange(21)
    for part, curvature in ((flat, five_points.FLAT), (steep, five_points.STEEP)):
        np.testing.assert_allclose(part, part[0] * (1.0 - 0.1 * curvature) ** powers, atol=1e-12)


def test_two_rates_are_the_rates():
    for pair in ((0.1, 1.5), (1.5, 0.1), (0.2, 0.2)):
        (run,) = five_points.two_rates(*pair).trajectories()
        assert run.settings["lr"] == pytest.approx(pair, rel=1e-12)
