"""The range test and what is read off it: libraries' definitions, and numbers of the noisy bowl."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comparison import Comparison, Run, read_link
from studies import blow_up, range_test, smoothed, suggestions
from studies.suggestions import _longest_descent

BOWL = Comparison("quadratic", runs=(Run("gradient_descent", 0.01), Run("momentum", 0.01)))


def median_blow_up(comparison, seeds, **values):
    return np.median(
        [range_test(comparison.changed(seed=seed), **values).blow_up for seed in range(seeds)]
    )


def test_suggestions_are_those_of_the_libraries():
    """Check values of fastai 2.8, read off the slice [10:-5]."""
    lr = 1e-7 * 1e8 ** (np.arange(100) / 100)
    x = np.log10(lr)
    loss = 2.3 - 1.8 / (1.0 + np.exp(-4.0 * (x + 2.5))) + np.exp(3.0 * (x - 0.2))
    assert suggestions(lr, loss) == {
        "valley": pytest.approx(1.58489e-4, rel=1e-5),
        "slide": pytest.approx(1.44544e-5, rel=1e-5),
        "minimum": pytest.approx(5.75440e-3, rel=1e-5),
        "steep": pytest.approx(3.01995e-3, rel=1e-5),
    }


def fastai_descent(losses):
    """As fastai writes it, with every pair of points."""
    lengths, end = [1] * len(losses), 0
    for i in range(1, len(losses)):
        for j in range(i):
            if losses[i] < losses[j] and lengths[i] < lengths[j] + 1:
                lengths[i] = lengths[j] + 1
            if lengths[end] < lengths[i]:
                end = i
    return (end, lengths[end]) if lengths[end] > 1 else (0, 0)


@given(st.lists(st.integers(-5, 5), min_size=2, max_size=30))
@settings(max_examples=200, deadline=None)
def test_the_longest_descent_is_fastais(losses):
    assert _longest_descent(np.array(losses, dtype=float)) == fastai_descent(losses)


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=0, max_size=40), st.integers(0, 12), st.integers(0, 7)
)
@settings(max_examples=200, deadline=None)
def test_suggestions_are_rates_of_the_test(loss, first, last):
    lr = np.geomspace(1e-5, 10.0, max(len(loss), 1))[: len(loss)]
    found = suggestions(lr, loss, first, last)
    assert bool(found) == (len(loss) - first - last >= 2)
    for name, rate in found.items():
        place = rate * (10.0 if name == "minimum" else 1.0)
        assert np.isclose(lr[first : len(lr) - last], place).any()


def test_no_suggestions_from_losses_that_are_not_finite():
    assert suggestions(np.geomspace(1e-5, 1.0, 30), [1.0] * 20 + [np.nan] * 10) == {}


@pytest.mark.parametrize("ramp", ["exponential", "linear"])
def test_a_range_test_is_one_run_with_a_rising_rate(ramp):
    test = range_test(BOWL.changed(noise=1.0, seed=3), 1, 1e-4, 0.1, 50, ramp)
    k = np.arange(50)
    rates = 1e-4 * 1000.0 ** (k / 49) if ramp == "exponential" else 1e-4 + (0.1 - 1e-4) * k / 49
    np.testing.assert_allclose(test.lr, rates)
    np.testing.assert_array_equal(test.loss, test.trajectory.loss[1:])
    assert test.trajectory.run.optimizer == "momentum"
    assert read_link(test.comparison.to_link()) == (test.comparison, [])
    assert (test.comparison.noise, test.comparison.seed) == (1.0, 3)


def test_whatever_schedule_the_run_has_the_test_takes_its_place():
    plain = range_test(BOWL)
    for run in (
        Run("gradient_descent", 0.1, "reduce_on_plateau", warmup=20),
        Run("gradient_descent", 0.1, "one_cycle:20~cosine"),
    ):
        np.testing.assert_array_equal(range_test(BOWL.changed(runs=(run,))).loss, plain.loss)


def test_smoothing_is_the_libraries_running_average():
    np.testing.assert_allclose(smoothed([3.0, 3.0, 3.0]), [3.0] * 3)
    np.testing.assert_allclose(smoothed([1.0, 2.0], 0.5), [1.0, (0.25 + 1.0) / 0.75])
    np.testing.assert_array_equal(smoothed([1.0, 5.0], 0.0), [1.0, 5.0])
    with pytest.raises(ValueError, match="smoothing must be"):
        smoothed([1.0], 1.0)


@pytest.mark.parametrize(
    ("loss", "start", "at"),
    [
        ([2.0, 1.0, 4.0, 4.1], np.inf, 4.0),
        ([2.0, 1.0, 4.0, 3.0], np.inf, None),
        ([9.0, 1.0, 1.0, 1.0], 2.0, 1.0),
        ([2.0, 1.0, np.nan, 1.0], np.inf, 3.0),
        ([2.0, np.inf, 1.0, 1.0], np.inf, 2.0),
        ([-1.0, -2.0, 3.9, 4.1], np.inf, 4.0),  # further above -2 than three times its size
        ([0.0, 0.0, 1e-9, 0.0], np.inf, 3.0),
    ],
)
def test_where_a_loss_blows_up(loss, start, at):
    assert blow_up([1.0, 2.0, 3.0, 4.0], loss, start) == at


def test_the_bowl_blows_up_at_five_times_its_limit():
    """The true limit is 2/25; the steep direction has been squeezed flat before it is reached."""
    test = range_test(BOWL)
    assert test.blow_up == pytest.approx(0.404, abs=5e-4)
    assert test.lr[np.nanargmin(test.loss)] == pytest.approx(0.351, abs=5e-4)
    falls = np.diff(test.loss)
    assert test.lr[1:][np.nanargmin(falls)] == pytest.approx(0.0027, abs=5e-5)
    x, y = test.trajectory.positions[np.searchsorted(test.lr, 0.08) + 1]
    assert abs(x) == pytest.approx(2.02, abs=0.005)
    assert abs(y) == pytest.approx(1e-7, rel=0.1)


@pytest.mark.parametrize(
    ("steps", "exact", "noisy", "momentum"),
    [
        (30, 0.356, 0.221, 0.0049),
        (100, 0.404, 0.132, 0.0071),
        (300, 0.412, 0.068, 0.0102),
        (1000, 0.416, 0.030, 0.0052),
        (3000, 0.413, 0.012, 0.0038),
    ],
)
def test_a_slower_test_is_not_a_better_one(steps, exact, noisy, momentum):
    assert range_test(BOWL, steps=steps).blow_up == pytest.approx(exact, abs=5e-4)
    assert range_test(BOWL, 1, steps=steps).blow_up == pytest.approx(momentum, abs=5e-5)
    found = median_blow_up(BOWL.changed(noise=3), 40, steps=steps)
    assert found == pytest.approx(noisy, rel=0.16)  # to one rate of the test of 100 steps


def test_smiths_linear_ramp_reads_twice_the_limit():
    for steps in (100, 1000):
        found = range_test(BOWL, low=1e-9, high=0.5, steps=steps, ramp="linear").blow_up
        assert found == pytest.approx(0.171, abs=1e-3)


def test_one_curvature_reads_its_limit():
    """The loss falls until 2 is passed: no direction was squeezed flat before the other."""
    test = range_test(BOWL.changed(kappa=1), steps=1000)
    assert test.lr[np.nanargmin(test.loss)] == pytest.approx(2.0, rel=0.01)


def test_smoothing_moves_the_reading():
    for run, exact, noisy in ((0, 0.614, 0.201), (1, 0.242, 0.242)):
        assert range_test(BOWL, run, 1e-7).smoothed_blow_up == pytest.approx(exact, abs=5e-4)
        several = [
            range_test(BOWL.changed(noise=3, seed=seed), run, 1e-7).smoothed_blow_up
            for seed in range(40)
        ]
        assert np.median(several) == pytest.approx(noisy, abs=1e-3)


def test_suggestions_of_a_test_are_read_before_it_blows_up():
    test = range_test(BOWL, low=1e-7)
    assert test.smoothed_blow_up < test.lr[-10]
    end = int(np.searchsorted(test.lr, test.smoothed_blow_up)) + 1
    expected = suggestions(test.lr[:end], test.smoothed[:end] / test.trajectory.loss[0])
    assert test.suggestions == expected
    assert expected.keys() == {"valley", "slide", "minimum", "steep"}


def test_a_test_that_blows_up_at_once_suggests_nothing():
    test = range_test(BOWL, low=1.0, high=10.0)
    assert test.blow_up == 1.0
    assert test.suggestions == {}


@pytest.mark.parametrize("optimizer", ["newton", "lbfgs", "adam"])
@pytest.mark.parametrize("landscape", ["rosenbrock", "peaks", "five_points"])
def test_any_rule_and_landscape(optimizer, landscape):
    test = range_test(Comparison(landscape, runs=(Run(optimizer, 0.1),)))
    assert test.lr.shape == test.loss.shape == test.smoothed.shape == (100,)
    for rate in (test.blow_up, *test.suggestions.values()):
        assert rate is None or 1e-6 <= rate <= 10.0


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"low": 1.0, "high": 0.1}, "rates that rise"),
        ({"low": 1.0, "high": float("nan")}, "rates that rise"),
        ({"low": 0.0}, "start_lr must be"),
        ({"high": 1e9}, "lr must be"),
        ({"ramp": "steep"}, "ramp must be"),
        ({"steps": 0}, "steps must be"),
        ({"smoothing": 1.0}, "smoothing must be"),
    ],
)
def test_what_cannot_be_tested(values, message):
    with pytest.raises(ValueError, match=message):
        range_test(BOWL, **values)
