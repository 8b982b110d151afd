"""A fair race: what it measures is what single runs do, and it names no winner of a tie."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from comparison import Comparison, Run
from studies import race
from studies.race import drawn

AWAY = {"center_x": 0.7, "center_y": -0.4}
RAVINE = Comparison("quadratic", {"kappa": 100.0, **AWAY}, steps=400)
TURNED = RAVINE.changed(angle=45.0)
NOISY = Comparison("quadratic", {"kappa": 25.0, "angle": 45.0, **AWAY}, steps=100, noise=3.0)
FEW = {"starts": 6, "test_starts": 8}


@pytest.fixture(scope="module")
def result():
    runs = (Run("momentum", lr=1.0), Run("adagrad", lr=1.0), Run("nadam", 1.0, convention="optax"))
    return race(runs, (RAVINE, TURNED, NOISY), **FEW)


def test_a_heat_is_what_single_runs_do(result):
    """At the rate that was chosen, from starts that had no part in choosing it."""
    for event, heats in zip(result.events, result.heats, strict=True):
        field = drawn(event, 14, 0).part(6, 14)
        for run, heat in zip(result.runs, heats, strict=True):
            alone = run.changed(lr=result.rates[heat.best])
            for k, (x, y) in enumerate(field.starts.T):
                seed = int(field.seeds[k])
                scene = event.changed(start=(x, y), seed=seed, runs=(alone,))
                (path,) = scene.trajectories()
                assert heat.arrived[k] == (path.reached is not None)
                assert heat.steps[k] == (event.steps if path.reached is None else path.reached)
                assert heat.loss[k] == pytest.approx(path.loss[-1], rel=1e-9, abs=1e-12)


def test_the_rate_is_chosen_by_the_other_starts(result):
    event, heat = RAVINE, result.heats[0][0]
    field = drawn(event, 14, 0).part(0, 6)
    means = []
    for lr in result.rates[8:17]:
        runs = (Run("momentum", lr=lr),)
        scenes = (event.changed(start=tuple(start), runs=runs) for start in field.starts.T)
        reached = [scene.trajectories()[0].reached for scene in scenes]
        means.append(np.mean([event.steps if step is None else step for step in reached]))
    np.testing.assert_allclose(heat.tuning[8:17], means)
    assert heat.best == heat.tuning.argmin() == 8 + np.argmin(means)


def test_turning_the_ravine_turns_the_ranking(result):
    along, across, _ = result.scores()
    assert along[1] < along[0] / 5.0
    assert across[1] > across[0] * 2.0
    assert result.winners()[:2] == (1, 0)


def test_a_near_second_makes_it_a_tie(result):
    same = race(("momentum", "momentum"), (RAVINE,), **FEW)
    assert same.winners() == (None,)
    assert race(("momentum",), (RAVINE,), **FEW).winners() == (0,)
    assert result.winners(clearly=1e9) == (None, None, None)


def test_with_noise_the_loss_is_the_measure(result):
    heats = result.heats[2]
    np.testing.assert_array_equal(result.scores()[2], [np.median(heat.loss) for heat in heats])


def test_the_table_has_a_row_for_each_start(result):
    table = result.to_frame()
    assert len(table) == 3 * 3 * 8
    own = table[(table.event == 1) & (table.run == 2)]
    np.testing.assert_array_equal(own.steps, result.heats[1][2].steps)
    assert set(own.optimizer) == {"nadam"}
    assert set(own.convention) == {"optax"}
    assert set(own.lr) == {result.rates[result.heats[1][2].best]}


def test_an_executor_comes_to_the_same():
    done = []
    with ThreadPoolExecutor(2) as pool:
        both = race(("adam", "momentum"), ("booth",), **FEW, executor=pool,
                    progress=lambda k, total: done.append((k, total)))  # fmt: skip
    one = race(("adam", "momentum"), ("booth",), **FEW)
    np.testing.assert_array_equal(both.scores(), one.scores())
    assert done == [(1, 2), (2, 2)]


def test_it_is_cancelled_by_its_progress():
    def cancel(done, total):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        race(("adam",), ("booth",), **FEW, progress=cancel)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (((), ("booth",)), "at least one optimizer"),
        ((("adam",), ()), "at least one optimizer and one event"),
        ((("adam",), ("booth",), 0), "must be at least 1"),
    ],
)
def test_what_is_no_race_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        race(*arguments)
