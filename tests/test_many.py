"""Many paths at once: the same steps as single runs, in any chunks, watched and cancelled."""

import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comparison import Comparison, Run
from comparison.gradients import noise
from comparison.many import many
from landscapes import LANDSCAPES
from optim import OPTIMIZERS
from optim.engine import descend
from optim.many import CHUNK, NEVER, descend_many
from optim.on_arrays import on_arrays
from optim.rule import PointRule

FORMS = [(key, form) for key, optimizer in OPTIMIZERS.items() for form in optimizer.rules]
TOGETHER = [f for f in FORMS if not isinstance(OPTIMIZERS[f[0]].rules[f[1]], PointRule)]
STEPS = 30
BOX = ((-50.0, 50.0), (-50.0, 50.0))
PLAIN = OPTIMIZERS["gradient_descent"].rules["torch"]


def spread(n, seed=0, reach=4.0):
    """Starts of n particles, (2, n)."""
    return np.random.RandomState(seed).uniform(-reach, reach, (2, n))


def point(starts, k):
    return tuple(starts[:, k].tolist())


def scene(**values):
    return Comparison(**{"landscape": "quadratic", "steps": STEPS, **values})


def recorder(steps, n):
    """Whole paths, (steps + 1, 2, n), and the observer that writes them down."""
    paths = np.full((steps + 1, 2, n), np.nan)

    def observe(part, t, x, y):
        paths[t, :, part] = x, y

    return paths, observe


def bowl(part):
    return lambda x, y: (x, 9.0 * y)


class Replay:
    """The gradients of single runs, so that both sides step from the same points."""

    def __init__(self, paths):
        self.gradients = np.stack([path.gradient.T for path in paths], axis=-1)

    def __call__(self, part):
        rows = iter(self.gradients[:, :, part].transpose(1, 0, 2))
        return lambda x, y: next(rows)


def varied(rule, n):
    """Every number of a rule, other for each particle; a changing rate."""
    rng = np.random.RandomState(3)
    own = {s.name: s.default for s in rule.settings}
    swept = {
        name: np.clip(value * rng.uniform(0.7, 1.0, (1, n)), 0.0, None)
        for name, value in own.items()
        if not isinstance(value, bool)
    }
    lr = 0.002 * np.linspace(1.0, 0.1, STEPS)[:, None] * rng.uniform(0.5, 2.0, n)
    return {**own, **swept, "lr": lr}


def of(values, k):
    """What one particle of `varied` has."""
    return {
        name: v if np.ndim(v) == 0 else v[:, k] if len(v) > 1 else float(v[0, k])
        for name, v in values.items()
    }


@pytest.mark.parametrize("form", TOGETHER, ids=" ".join)
def test_equal_to_single_runs(form):
    """Every setting, each particle its own. Both sides get the single run's gradients, so that
    a last bit that differs between NumPy and math cannot grow through the landscape, and a sign
    is taken of the same number; what is left is the rounding of the rule itself."""
    rule, n = OPTIMIZERS[form[0]].rules[form[1]], 7
    table, starts = varied(rule, n), spread(n)
    gradient = LANDSCAPES["himmelblau"].gradient_function()
    alone = [descend(rule, gradient, point(starts, k), of(table, k), STEPS) for k in range(n)]
    paths, observe = recorder(STEPS, n)
    ends = descend_many(rule, Replay(alone), starts, table, STEPS, observe=observe)
    assert (ends.diverged_at == NEVER).all()
    for k, path in enumerate(alone):
        np.testing.assert_allclose(paths[:, :, k], path.positions, rtol=1e-12, atol=1e-12)
        np.testing.assert_array_equal(ends.positions[:, k], paths[-1, :, k])


@pytest.mark.parametrize("form", TOGETHER, ids=" ".join)
def test_equal_to_single_runs_at_the_defaults(form):
    """Where the rule is written out without what the settings switch off."""
    rule, n = OPTIMIZERS[form[0]].rules[form[1]], 5
    table, starts = Run(form[0], 0.01, convention=form[1]).table(STEPS), spread(n)
    gradient = LANDSCAPES["himmelblau"].gradient_function()
    alone = [descend(rule, gradient, point(starts, k), table, STEPS) for k in range(n)]
    ends = descend_many(rule, Replay(alone), starts, table, STEPS)
    expected = np.transpose([path.positions[-1] for path in alone])
    np.testing.assert_allclose(ends.positions, expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(("kept", "states"), [({}, 1), ({"momentum": 0.5, "centered": True}, 3)])
def test_what_is_switched_off_costs_nothing(kept, states):
    table = Run("rmsprop", lr=0.1, **kept).table(10)
    assert len(on_arrays(OPTIMIZERS["rmsprop"].rules["torch"], table).starts) == states


@pytest.mark.parametrize("form", TOGETHER, ids=" ".join)
def test_one_step_from_a_start_with_the_landscapes_own_gradient(form):
    """Where a rule looks ahead it looks where the single run does."""
    run = Run(form[0], 0.01, convention=form[1])
    starts, here = spread(5), scene(landscape="himmelblau", steps=1)
    ends = many(run, here, starts)
    for k in range(5):
        path = here.changed(start=point(starts, k), runs=(run,)).trajectories()[0]
        np.testing.assert_allclose(ends.positions[:, k], path.positions[-1], rtol=1e-12)


@pytest.mark.parametrize("form", ["classical", "original"])
def test_look_ahead_all_the_way(form):
    run, starts = Run("nesterov", 0.02, "cosine", form), spread(5)
    ends = many(run, scene(), starts)
    for k in range(5):
        path = scene(start=point(starts, k), runs=(run,)).trajectories()[0]
        np.testing.assert_allclose(ends.positions[:, k], path.positions[-1], rtol=1e-10, atol=1e-12)


def test_angles_rates_and_a_schedule():
    n, run = 12, Run("momentum", 0.02, "one_cycle")
    angles, momenta = np.linspace(-90.0, 90.0, n), np.linspace(0.1, 0.9, n)
    lr = run.table(STEPS)["lr"][:, None] * np.linspace(0.5, 2.0, n)
    paths, observe = recorder(STEPS, n)
    own = {"lr": lr, "momentum": momenta[None]}
    many(run, scene(), spread(n), own, {"angle": angles}, observe=observe)
    for k in range(n):
        table = {**run.table(STEPS), "lr": lr[:, k], "momentum": float(momenta[k])}
        gradient = LANDSCAPES["quadratic"].gradient_function(angle=float(angles[k]))
        path = descend(run.rule, gradient, point(spread(n), k), table, STEPS)
        np.testing.assert_allclose(paths[:, :, k], path.positions, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("landscape", [key for key, r in LANDSCAPES.items() if r.parameters])
def test_parameters_may_differ_from_particle_to_particle(landscape):
    record, n = LANDSCAPES[landscape], 9
    (x0, x1), (y0, y1) = record.view
    starts = np.array([np.linspace(x0, x1, n), np.linspace(y1, y0, n)])  # through kinks too
    own = {
        p.name: np.clip(p.default * np.linspace(0.8, 1.2, n), p.low, p.high)
        for p in record.parameters
    }
    run, here = Run("gradient_descent", 1e-3), scene(landscape=landscape, steps=1)
    ends = many(run, here, starts, parameters=own)
    for k in range(n):
        changed = here.changed(
            parameters={name: float(v[k]) for name, v in own.items()},
            start=point(starts, k),
            runs=(run,),
        )
        alone = changed.trajectories()[0].positions[-1]
        np.testing.assert_allclose(ends.positions[:, k], alone, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("sparse", [1, 3])
def test_each_seed_has_its_own_noise(sparse):
    n, run = 6, Run("gradient_descent", 0.01)
    here = scene(noise=0.5, sparse=sparse, seed=4)
    seeds = np.array([0, 1, 7, 7, 2**32 - 1, 4])
    starts = np.repeat(spread(1), n, axis=1)
    ends, common = many(run, here, starts, seeds=seeds), many(run, here, starts)
    for k, seed in enumerate(seeds):
        path = here.changed(seed=int(seed), start=point(starts, k), runs=(run,))
        alone = path.trajectories()[0].positions[-1]
        np.testing.assert_allclose(ends.positions[:, k], alone, rtol=1e-12)
    np.testing.assert_array_equal(common.positions[:, 0], ends.positions[:, 5])


@pytest.mark.parametrize(("batch", "disturbed"), [(1, {}), (3, {"noise": 0.5, "sparse": 2})])
def test_each_seed_draws_its_own_rows(batch, disturbed):
    n, run = 6, Run("momentum", 0.01)
    here = scene(landscape="five_points", batch=batch, seed=4, **disturbed)
    seeds = np.array([0, 1, 7, 7, 2**32 - 1, 4])
    starts, units = np.repeat(spread(1), n, axis=1), np.linspace(0.5, 1.5, n)
    ends = many(run, here, starts, parameters={"scale": units}, seeds=seeds, chunk=4)
    for k, seed in enumerate(seeds):
        alone = here.changed(
            seed=int(seed), start=point(starts, k), scale=float(units[k]), runs=(run,)
        )
        (path,) = alone.trajectories()
        np.testing.assert_allclose(ends.positions[:, k], path.positions[-1], rtol=1e-12)
    common = many(run, here, starts, parameters={"scale": units})
    np.testing.assert_allclose(common.positions[:, 5], ends.positions[:, 5], rtol=1e-12)


def test_noise_of_a_seed_is_the_single_runs():
    here, seeds = scene(noise=0.5), np.array([3, 2**32 - 1])
    paths, observe = recorder(STEPS, 2)
    many(Run("gradient_descent", 1.0), here, np.zeros((2, 2)), None, {"kappa": 1.0}, seeds, observe)
    for k, seed in enumerate(seeds):  # at lr 1 on the round bowl a step ends at minus its noise
        np.testing.assert_allclose(paths[1:, :, k], -noise(STEPS, 0.5, seed), atol=1e-15)


def test_divergence_at_the_same_step():
    rates = np.array([0.1, 0.23, 0.3, 0.5, 5.0, 1e200])
    starts, n = spread(6), 6
    paths, observe = recorder(50, n)
    table = {"lr": rates[None], "weight_decay": 0.0}
    ends = descend_many(PLAIN, bowl, starts, table, 50, BOX, observe)
    for k in range(n):
        own = {"lr": float(rates[k]), "weight_decay": 0.0}
        path = descend(PLAIN, lambda x, y: (x, 9.0 * y), point(starts, k), own, 50, BOX)
        assert ends.diverged_at[k] == (path.diverged_at or NEVER)
        last = path.positions[path.diverged_at or 50]
        np.testing.assert_allclose(ends.positions[:, k], last, rtol=1e-12)
        np.testing.assert_array_equal(paths[ends.diverged_at[k] :, :, k].T[:, 0], paths[-1, :, k])
    assert (ends.diverged_at > 0).tolist() == [False, *[True] * 5]


def test_overflow_is_a_divergence():
    starts = np.array([[1.0, 1.0], [1e300, 1.0]])
    table = {"lr": 1e4, "weight_decay": 0.0}
    ends = descend_many(PLAIN, bowl, starts, table, 50)
    alone = descend(PLAIN, lambda x, y: (x, 9.0 * y), (1.0, 1e300), table, 50)
    assert ends.diverged_at[0] == alone.diverged_at == 3
    assert np.isnan(ends.positions[:, 0]).all()


def test_who_has_left_troubles_nobody():
    """A velocity overflows long after its particle left; no gradient is taken there."""
    rule = OPTIMIZERS["nesterov"].rules["classical"]
    asked = []

    def gradient(part):
        return lambda x, y: (asked.append(np.isfinite([x, y]).all()), (x, 9.0 * y))[1]

    table = {"lr": np.array([[0.02, 5.0]]), "momentum": 0.9}
    ends = descend_many(rule, gradient, spread(2), table, 1000, BOX)
    assert ends.diverged_at[0] == NEVER < ends.diverged_at[1]
    assert len(asked) == 1000
    assert all(asked)


def test_an_observer_finds_when_minima_are_reached():
    run, here, starts = Run("adam", 0.1), scene(landscape="himmelblau", steps=200), spread(8)
    record = LANDSCAPES["himmelblau"]
    minima = np.array([minimum[:2] for minimum in record.minima()])
    since = np.zeros((len(minima), 8), dtype=int)

    def observe(part, t, x, y):
        away = np.hypot(x - minima[:, :1], y - minima[:, 1:]) > record.tolerance
        since[:, part][away] = t + 1

    many(run, here, starts, observe=observe, chunk=3)
    for k in range(8):
        alone = here.changed(start=point(starts, k), runs=(run,)).trajectories()[0]
        assert since[:, k].min() == alone.reached


@given(
    st.sampled_from(TOGETHER), st.integers(1, 40), st.integers(1, 50), st.floats(1e-3, 2.0),
    st.sampled_from(["himmelblau", "quadratic", "ackley", "huber_slope"]),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_chunks_change_nothing(form, n, chunk, lr, landscape):
    run, here = Run(form[0], lr, "cosine", form[1]), scene(landscape=landscape, noise=0.1)
    together = many(run, here, spread(n), seeds=np.arange(n))
    apart = many(run, here, spread(n), seeds=np.arange(n), chunk=chunk)
    np.testing.assert_array_equal(together.positions, apart.positions)
    np.testing.assert_array_equal(together.diverged_at, apart.diverged_at)


def test_settings_by_chunk():
    """A table too large to keep is made for one chunk at a time."""
    rates = np.linspace(0.01, 0.1, 10)
    run = Run("adam", 0.1)
    whole = many(run, scene(), spread(10), {"lr": rates[None]})
    apart = many(run, scene(), spread(10), lambda part: {"lr": rates[None, part]}, chunk=3)
    np.testing.assert_array_equal(whole.positions, apart.positions)


def test_progress_counts_up_to_the_end():
    calls = []
    run, n = Run("adam", 0.1), 40_000
    many(run, scene(steps=100), spread(n), progress=lambda *call: calls.append(call))
    done = [call[0] for call in calls]
    assert len(done) > 2
    assert done == sorted(set(done))
    assert calls[-1] == (100 * n, 100 * n)


def test_a_cancelled_run_ends_at_once():
    """What is raised in `progress` ends the run, which asks every 50 ms of work at the latest."""
    asked = [time.thread_time()]
    long = scene(landscape="ackley", steps=5000)

    def progress(done, total):
        asked.append(time.thread_time())
        if len(asked) > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        many(Run("adam", 0.1), long, spread(1_000_000), progress=progress)
    assert len(asked) == 21
    assert np.median(np.diff(asked)) < 0.05


def beside_the_results(n, *arguments, **watching):
    """Peak bytes of a run from n starts, less its inputs and results."""
    starts = spread(n)
    tracemalloc.start()
    many(*arguments, starts, **watching)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak - 24 * n


@pytest.mark.parametrize("optimizer", ["adam", "rmsprop", "schedule_free_adamw"])
def test_memory_is_bounded(optimizer):
    """A run of a million starts needs what one of a chunk's size does."""
    run, here = Run(optimizer, 0.1), scene(landscape="himmelblau", steps=3)
    for n in (10_000, 100_000, 1_000_000):
        assert beside_the_results(n, run, here) < 250 * min(n, CHUNK) + 1e5


def test_memory_with_seeds_and_a_table_is_bounded():
    n = 20_000
    run, here, seeds = Run("adam", 0.1), scene(noise=0.1, steps=100), np.arange(n)
    rates = np.full((100, n), 0.1)
    assert beside_the_results(n, run, here, seeds=seeds, settings={"lr": rates}) < 12e6
    here = scene(landscape="five_points", batch=5, noise=0.1, steps=100)
    assert beside_the_results(n, run, here, seeds=seeds) < 12e6


@pytest.mark.parametrize("form", [f for f in FORMS if f not in TOGETHER], ids=" ".join)
def test_a_rule_that_needs_both_coordinates_is_refused(form):
    with pytest.raises(ValueError, match="both coordinates"):
        many(Run(form[0], 0.1, convention=form[1]), scene(), spread(2))


def test_a_schedule_that_reads_the_loss_is_refused():
    with pytest.raises(ValueError, match="reads the loss"):
        many(Run("adam", 0.1, "reduce_on_plateau"), scene(), spread(2))


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ({"lr": np.ones(2)}, r"lr is a number, \(30,\)"),
        ({"lr": np.ones((3, 2))}, "lr is a number"),
        ({"lr": np.ones((1, 3))}, "lr is a number"),
        (lambda part: {"lr": np.ones((1, 3))}, "lr is a number"),
        ({"speed": 1.0}, "no speed here"),
        ({"centered": np.array([[True, False]])}, "centered is on or off for all"),
    ],
)
def test_settings_that_do_not_fit_are_refused(own, message):
    with pytest.raises(ValueError, match=message):
        many(Run("rmsprop", 0.1), scene(), spread(2), own)


def test_unknown_parameters_are_refused():
    with pytest.raises(ValueError, match="no tilt here"):
        many(Run("adam", 0.1), scene(), spread(2), parameters={"tilt": 1.0})


@pytest.mark.parametrize("starts", [np.zeros(4), np.zeros((4, 2))])
def test_starts_of_another_shape_are_refused(starts):
    with pytest.raises(ValueError, match=r"Starts are \(2, n\)"):
        many(Run("adam", 0.1), scene(), starts)
