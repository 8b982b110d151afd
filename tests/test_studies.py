"""Runs at many rates and with many seeds: the same as single runs, in shapes that say what is what.

The numbers of the noisy bowl are those of the lesson on schedules.
"""

import time
from dataclasses import replace

import numpy as np
import pytest

from comparison import Comparison, Run
from optim.many import NEVER
from studies import PEAKS, best_peaks, over_seeds, range_test, rate_sweep
from studies.ends import ends, quartiles, tries

SCHEDULES = (
    Run("momentum", 0.03),
    Run("momentum", 0.03, "exponential", gamma=0.97),
    Run("momentum", 0.03, "cosine"),
    Run("momentum", 0.03, "one_cycle", cycle_momentum=False),
    Run("momentum", 0.03, "one_cycle"),
)
NOISY = Comparison("quadratic", steps=150, noise=3.0, runs=SCHEDULES)
CALM = NOISY.changed(noise=0.0)
RATES = (1e-3, 0.02, 0.2, 5.0)
RUNS = {
    "constant": Run("gradient_descent", 0.01),
    "one_cycle": Run("adam", 0.01, "one_cycle", warmup=5),
    "smallest rate": Run("momentum", 0.01, "cosine", eta_min=0.001),
    "newton": Run("newton", 0.01, "cosine"),
    "lbfgs": Run("lbfgs", 0.01),
    "plateau": Run("momentum", 0.01, "reduce_on_plateau", patience=3),
}
SCENES = {
    "bowl": Comparison("quadratic", steps=40, noise=0.5, seed=7),
    "minima": Comparison("himmelblau", steps=40, noise=0.1, sparse=2),
    "data": Comparison("five_points", steps=40, batch=2),
}


def ends_of(path):
    """Final loss and the step at which it diverged, as a study says it."""
    gone = path.outcome.kind == "diverged"
    finite = np.isfinite(path.loss[-1]) and not gone
    return path.loss[-1] if finite else np.inf, path.outcome.step if gone else NEVER


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("kind", RUNS)
def test_a_sweep_is_single_runs(kind, scene):
    here = SCENES[scene].changed(runs=(Run("rmsprop", 0.1), RUNS[kind]))
    sweep = rate_sweep(here, 1, RATES, steps=30, seeds=3)
    assert sweep.loss.shape == sweep.reached.shape == sweep.diverged_at.shape == (4, 3)
    np.testing.assert_array_equal(sweep.lr, RATES)
    np.testing.assert_array_equal(sweep.seeds, here.seed + np.arange(3))
    for (k, rate), (j, seed) in [(a, b) for a in enumerate(RATES) for b in enumerate(sweep.seeds)]:
        single = here.changed(lr=rate, seed=int(seed), steps=30)
        loss, diverged_at = ends_of(single.trajectories()[1])
        assert sweep.loss[k, j] == pytest.approx(loss, rel=1e-8)
        assert sweep.diverged_at[k, j] == diverged_at


@pytest.mark.parametrize(("kind", "landscape"), [("constant", "himmelblau"), ("newton", "peaks")])
def test_a_sweep_says_when_a_minimum_is_reached(kind, landscape):
    here = Comparison(landscape, start=(0.3, -1.2), runs=(RUNS[kind],))
    sweep = rate_sweep(here, rates=(1e-3, 0.01, 0.05, 1.0), steps=200)
    singles = [here.changed(lr=rate, steps=200).trajectories()[0].reached for rate in sweep.lr]
    assert sweep.reached[:, 0].tolist() == [NEVER if step is None else step for step in singles]
    assert (sweep.reached >= 0).any()


def test_without_chance_all_seeds_are_one_run():
    sweep = rate_sweep(CALM, rates=RATES, steps=50, seeds=4)
    assert sweep.loss.shape == (4, 4)
    assert (sweep.loss == sweep.loss[:, :1]).all()
    alone = rate_sweep(CALM, rates=RATES, steps=50)
    np.testing.assert_array_equal(sweep.loss[:, :1], alone.loss)
    spread = over_seeds(CALM, 100)
    assert (len(spread.seeds), spread.loss.shape[1]) == (1, 1)
    assert len(best_peaks(CALM, (1e-3, 2e-3), tuning=3, seeds=20).spread.seeds) == 1


def test_tries_may_start_apart():
    starts = np.array([[-4.0, 1.0, 2.0], [2.0, -1.0, 0.5]])
    sweep = rate_sweep(CALM, rates=(0.01, 0.02), steps=50, seeds=3, starts=starts)
    spread = over_seeds(CALM.changed(steps=50, lr=0.02), 3, starts)
    for j, start in enumerate(starts.T):
        path = CALM.changed(start=tuple(start), lr=0.02, steps=50).trajectories()[0]
        assert sweep.loss[1, j] == pytest.approx(path.loss[-1], rel=1e-9)
        assert spread.loss[0, j] == pytest.approx(path.loss[-1], rel=1e-9)


def test_seeds_go_round_at_the_largest():
    last = 2**32 - 1
    assert tries(NOISY.changed(seed=last), 2).seeds.tolist() == [last, 0]
    assert tries(NOISY, [5, 3]).seeds.tolist() == [5, 3]


@pytest.mark.parametrize("seeds", [0, -1, [], [1.5], [-1], [2**32], [[1]], "12"])
def test_seeds_that_are_none(seeds):
    with pytest.raises(ValueError, match="seed"):
        over_seeds(NOISY, seeds)


@pytest.mark.parametrize("starts", [np.zeros((2, 3)), np.zeros(3), np.zeros((3, 4))])
def test_starts_that_do_not_fit(starts):
    with pytest.raises(ValueError, match="a start for each"):
        over_seeds(NOISY, 4, starts)


def test_rates_are_checked():
    with pytest.raises(ValueError, match="lr must be"):
        rate_sweep(NOISY, rates=(0.1, -1.0))


def test_over_seeds_is_single_runs():
    here = SCENES["bowl"].changed(runs=(*RUNS.values(), Run("gradient_descent", 0.2)))
    spread = over_seeds(here, [9, 4, 4])
    paths = [here.changed(seed=seed).trajectories() for seed in (9, 4, 4)]
    losses = np.array([[path.loss for path in seed] for seed in paths])
    assert spread.steps.tolist() == list(range(41))
    for k in range(6):
        np.testing.assert_allclose(spread.loss[k], losses[:, k, -1], rtol=1e-8)
        middle = np.median(losses[:, k], axis=0)
        np.testing.assert_allclose(spread.by_step[k, 1], middle, rtol=1e-8, atol=1e-14)
    assert np.isinf(spread.loss[6]).all()
    assert spread.diverged.tolist() == [0.0] * 6 + [1.0]
    step = paths[0][6].outcome.step
    assert np.isfinite(spread.by_step[6, :, : step - 1]).all()
    assert np.isinf(spread.by_step[6, :, -1]).all()


def test_a_long_run_is_kept_at_some_steps():
    spread = over_seeds(NOISY.changed(steps=1000), 2)
    assert spread.steps[[0, -1]].tolist() == [0, 1000]
    assert len(spread.steps) == spread.by_step.shape[2] == 201


def test_quartiles_hold_what_diverged():
    found = quartiles(np.array([[4.0, 1.0, 2.0, 3.0, 5.0], [np.inf, 1.0, 2.0, np.inf, np.inf]]))
    assert found.tolist() == [[2.0, 3.0, 4.0], [2.0, np.inf, np.inf]]


def test_same_peak_for_all_with_noise():
    """The lesson's median final losses, from fewer seeds: what counts is a low rate at the end."""
    spread = over_seeds(NOISY, 4000)
    medians = spread.quartiles[:, 1]
    np.testing.assert_allclose(medians, [1.06, 0.035, 0.074, 0.102, 0.136], rtol=0.05)
    np.testing.assert_allclose(spread.quartiles[4], [0.053, 0.136, 0.285], rtol=0.05)
    assert spread.lowest == (1,)


def test_differences_within_the_luck_of_the_seeds_are_ties():
    few, many = over_seeds(NOISY, 30), over_seeds(NOISY, 4000)
    cosine, one_cycle = 2, 3
    assert not few.lower[cosine, one_cycle]
    assert many.lower[cosine, one_cycle]
    assert not many.lower[one_cycle, cosine]
    twice = over_seeds(NOISY.changed(runs=(SCHEDULES[2], SCHEDULES[2], SCHEDULES[0])), 100)
    assert twice.lowest == (0, 1)
    assert twice.lower.tolist() == [[False, False, True], [False, False, True], [False] * 3]


def test_ties_are_rarely_called_differences():
    """Two runs on noise of their own are alike: one is called lower in about one of 20 tries."""
    alone = NOISY.changed(runs=(SCHEDULES[2],), steps=10)
    found = over_seeds(alone, 80 * 200).loss[0].reshape(80, 2, 100)
    spread = over_seeds(alone, 1)
    called = sum(replace(spread, loss=pair).lower.any() for pair in found)
    assert called <= 9


def test_each_schedule_at_its_own_best_peak():
    found = best_peaks(NOISY, tuning=400, seeds=4000)
    peaks = [run.lr for run in found.comparison.runs]
    assert peaks == [0.00178, 0.01, 0.00422, 0.00316, 0.00422]
    medians = found.spread.quartiles[:, 1]
    np.testing.assert_allclose(medians, [0.069, 0.025, 0.029, 0.035, 0.042], rtol=0.07)
    assert found.spread.lowest == (1,)
    assert not found.at_an_end.any()
    assert found.tuning.shape == (5, len(PEAKS))
    assert found.spread.seeds.tolist() == list(range(400, 4400))


def test_a_best_peak_at_the_end_of_those_tried_is_said_to_be_one():
    found = best_peaks(CALM, (1e-4, 2e-4, 5e-4), tuning=3, seeds=2)
    assert found.best.tolist() == [2] * 5
    assert found.at_an_end.all()


@pytest.mark.parametrize("counts", [{"tuning": 0}, {"seeds": 0}])
def test_best_peaks_needs_seeds(counts):
    with pytest.raises(ValueError, match="seed"):
        best_peaks(NOISY, **counts)


def test_a_hundred_seeds_take_less_than_a_second():
    over_seeds(NOISY, 2)
    begin = time.thread_time()
    assert over_seeds(NOISY, 100).lowest
    assert time.thread_time() - begin < 1.0


@pytest.mark.parametrize("kind", ["constant", "newton"])
@pytest.mark.parametrize(
    "study",
    [
        lambda here, told: rate_sweep(here, 0, RATES, 40, 3, progress=told),
        lambda here, told: over_seeds(here, 3, progress=told),
        lambda here, told: best_peaks(here, RATES, 3, 5, told),
    ],
)
def test_progress_counts_up_to_the_end(kind, study):
    calls = []
    here = SCENES["bowl"].changed(runs=(RUNS[kind], RUNS["one_cycle"]))
    study(here, lambda *call: calls.append(call))
    done = [call[0] for call in calls]
    assert done == sorted(set(done))
    assert calls[-1][0] == calls[-1][1]
    assert len({total for _, total in calls}) == 1

    def cancel(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        study(here, cancel)


def test_equal_seeds_share_their_noise():
    """A sweep's rates meet the same noise; drawn once, it is what each would draw alone."""
    run, own = Run("gradient_descent", 0.01), tries(NOISY, [3, 3, 8, 3])
    found = ends(run, NOISY, (0.01, 0.02), own).loss
    np.testing.assert_array_equal(found[:, 0], found[:, 1])
    np.testing.assert_array_equal(found[:, 0], found[:, 3])
    for k, rate in enumerate((0.01, 0.02)):
        path = NOISY.changed(runs=(run,), lr=rate, seed=8).trajectories()[0]
        assert found[k, 2] == pytest.approx(path.loss[-1], rel=1e-9)


def test_a_run_that_changes_its_course_is_studied_path_by_path():
    turns = Run("momentum", 0.03, then=((20, {"lr": 0.01}), (40, {"optimizer": "adam"})))
    scene = Comparison("quadratic", steps=60, noise=1.0, runs=(turns,))
    found = over_seeds(scene, 3)
    alone = [scene.changed(seed=seed).trajectories()[0].loss[-1] for seed in range(3)]
    np.testing.assert_allclose(found.loss[0], alone, rtol=1e-12)
    assert rate_sweep(scene, rates=(0.01, 0.02), steps=60, seeds=2).loss.shape == (2, 2)
    assert range_test(scene).trajectory.run.then == ()
