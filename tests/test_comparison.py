"""Comparisons: construction, trajectories, noise, outcomes, table, tuned rates, changes."""

import re
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings

from comparison import Comparison, Run, Settings, read_link, tuned_lr
from comparison.course import BEGIN, STATE
from comparison.fields import FIELDS
from comparison.gradients import noise
from comparison.run import RUN_FIELDS
from landscapes import LANDSCAPES
from optim import OPTIMIZERS, SCHEDULES
from optim.schedule_parameters import WARMUP
from strategies import comparisons


def end(link, index=0):
    return read_link(link)[0].trajectories()[index].outcome


def test_defaults_are_filled_in():
    comparison = Comparison()
    assert comparison.start == (-1.5, 2.0)
    assert comparison.parameters == {"a": 1.0, "b": 100.0}
    assert comparison.runs[0].settings["beta2"] == 0.999


def test_equal_pictures_are_equal_objects():
    plain = Comparison("rosenbrock", runs=(Run("adam", lr=1),))
    spelt = Comparison(
        "rosenbrock",
        {"b": 100, "a": 1},
        [-1.5, 2],
        300,
        runs=[Run("adam", lr=1.0, eps=1e-8, beta1=0.9)],
    )
    assert plain == spelt
    assert hash(plain) == hash(spelt)
    assert plain != Comparison("rosenbrock", {"b": 99}, runs=(Run("adam", lr=1),))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Run("adam", lr=0), "lr must be between"),
        (lambda: Run("adam", lr=float("nan")), "lr must be a number"),
        (lambda: Run("adam", lr="0.1"), "lr must be a number"),
        (lambda: Run("adam", lr=True), "lr must be a number"),
        (lambda: Run("adam", lr=1, beta1=1.0), "beta1 must be between"),
        (lambda: Run("adam", lr=1, gamma=0.5), "no setting 'gamma'"),
        (lambda: Run("adam", 1, "step", step_size=2.5), "whole number"),
        (lambda: Run("adam", 1, "one_cycle", three_phase=1), "true or false"),
        (lambda: Run("adam", 1, "one_cycle", anneal_strategy="sin"), "cos or linear"),
        (lambda: Run("adam", 1, "multistep", milestones=(200, 50)), "order, not 200, 50.$"),
        (lambda: Run("adam", 1, "multistep", milestones="abc"), "numbers, not “abc”.$"),
        (lambda: Run("adam", 1, "multistep", milestones=("abc",)), "number, not “abc”.$"),
        (lambda: Run("adam", 1, "multistep", milestones="a" * 99), "not “a{40}…”.$"),
        (lambda: Run("adam", 1, "multistep", milestones=()), "numbers, not an empty list.$"),
        (lambda: Run("adam", 1, "linear:x~step"), "length must be a whole number, not “x”.$"),
        (lambda: Run("adam", 1, "linear~step"), "its length, not “linear~step”.$"),
        (lambda: Run("adamant", lr=1), "Unknown optimizer"),
        (lambda: Run("adam", 1, "often"), "Unknown schedule"),
        (lambda: Run("adam", 1, convention="classical"), "no 'classical' form"),
        (lambda: Comparison("nowhere"), "Unknown landscape"),
        (lambda: Comparison(parameters={"c": 1}), "no parameter 'c'"),
        (lambda: Comparison(parameters={"b": -1}), "b must be between"),
        (lambda: Comparison(start=(1,)), "two numbers"),
        (lambda: Comparison(start=(1, np.inf)), "start y must be a number"),
        (lambda: Comparison(start=(1e6, 0)), "start x must be between"),
        (lambda: Comparison(steps=0), "steps must be between"),
        (lambda: Comparison(t=301), "t must be between 0 and 300"),
        (lambda: Comparison(runs=()), "1 to 8 runs"),
        (lambda: Comparison(runs=(Run("adam", lr=1),) * 9), "1 to 8 runs"),
        (lambda: Comparison(runs=("adam",)), "must be a Run"),
        (lambda: Comparison(seed=-1), "seed must be"),
        (lambda: Comparison(batch=1), "batch must be 0: Rosenbrock has no rows of data"),
        (lambda: Comparison("five_points", batch=6), "batch must be between 0 and 5"),
        (lambda: Comparison("five_points", batch=1.5), "batch must be a whole number"),
    ],
)
def test_bad_values_are_refused_with_a_sentence(make, said):
    with pytest.raises(ValueError, match=said):
        make()


def test_trajectory_shapes_and_rows():
    comparison = Comparison(steps=50, runs=(Run("adam", lr=0.1), Run("momentum", lr=0.001)))
    first, second = comparison.trajectories()
    assert first.positions.shape == (51, 2)
    assert first.positions.dtype == np.float64
    assert first.loss.shape == (51,)
    assert first.gradient.shape == first.internals["m_hat"].shape == (50, 2)
    assert first.settings["lr"].shape == (50,)
    record = LANDSCAPES["rosenbrock"]
    np.testing.assert_array_equal(first.loss, record.value(*first.positions.T))
    np.testing.assert_allclose(
        first.gradient, np.transpose(record.gradient(*first.positions[:-1].T)), rtol=1e-12
    )
    np.testing.assert_allclose(
        second.positions[1:],
        second.positions[:-1] - 0.001 * second.internals["velocity"],
        rtol=1e-15,
    )
    with pytest.raises(ValueError, match="read-only"):
        first.positions[0, 0] = 1.0


def test_shown_quantities_follow_from_the_state():
    (trajectory,) = Comparison(steps=50, runs=(Run("adam", lr=0.1, beta2=0.9),)).trajectories()
    inside = trajectory.internals
    move = -inside["effective_lr"] * inside["m_hat"]
    np.testing.assert_allclose(np.diff(trajectory.positions, axis=0), move, rtol=1e-9, atol=1e-13)


def test_noise_is_frozen():
    """The first draws, from NumPy's frozen stream: the same on every machine, for ever."""
    np.testing.assert_array_equal(
        noise(2, 1.0, 0),
        [
            [1.764052345967664, 0.4001572083672233],
            [0.9787379841057392, 2.240893199201458],
        ],
    )


def test_every_run_meets_the_same_noise():
    comparison = Comparison(
        "quadratic",
        noise=0.5,
        seed=4,
        steps=20,
        runs=(Run("adam", lr=0.1), Run("momentum", lr=0.01)),
    )
    expected = noise(20, 0.5, 4)
    for trajectory in comparison.trajectories():
        clean = np.transpose(LANDSCAPES["quadratic"].gradient(*trajectory.positions[:-1].T))
        np.testing.assert_allclose(trajectory.gradient - clean, expected, rtol=1e-9, atol=1e-12)
    assert not np.array_equal(noise(20, 0.5, 4), noise(20, 0.5, 5))


def test_sparse_gradients():
    comparison = Comparison("quadratic", sparse=10, steps=35, noise=0.1)
    (trajectory,) = comparison.trajectories()
    seen = np.arange(35) % 10 == 0
    assert (trajectory.gradient[~seen, 1] == 0.0).all()
    assert (trajectory.gradient[seen, 1] != 0.0).all()
    assert (trajectory.gradient[:, 0] != 0.0).all()


def test_outcomes():
    ravine = "landscape=quadratic&start=-4,2&run="
    reached = end(ravine + "momentum,lr=0.03")
    assert (reached.kind, reached.step, reached.point) == ("minimum", 80, (0.0, 0.0))
    assert end(ravine + "nesterov,lr=0.03,convention=classical").step == 63
    assert end(ravine + "gradient_descent,lr=0.03").step == 144
    assert end(ravine + "gradient_descent,lr=0.0769230769").step == 57
    assert end(ravine + "gradient_descent,lr=1e-4").kind == "moving"
    gone = end(ravine + "gradient_descent,lr=0.5")
    assert (gone.kind, gone.step, gone.point) == ("diverged", 4, None)


def test_reached_means_staying():
    """The step counts from the last time outside, not from the first touch."""
    comparison = read_link("landscape=quadratic&start=-4,2&run=momentum,lr=0.03")[0]
    (trajectory,) = comparison.trajectories()
    near = np.hypot(*trajectory.positions.T) <= comparison.record.tolerance
    step = trajectory.outcome.step
    assert comparison.record.tolerance == 0.05
    assert near[step:].all()
    assert not near[step - 1]
    assert near[:step].any()


def test_outcome_local_minimum_saddle_plateau():
    wells = "landscape=two_wells&run=gradient_descent,lr=0.01"
    assert end(wells).kind == "local minimum"
    assert end("landscape=saddle&start=-2,0&run=gradient_descent,lr=0.1").kind == "saddle"
    unlisted = end("landscape=ackley&start=-3.3,2.6&run=gradient_descent,lr=0.01")
    assert unlisted.kind == "local minimum"
    assert np.hypot(*LANDSCAPES["ackley"].gradient(*unlisted.point)) < 1e-9
    plateau = end("landscape=two_wells&start=0,0&run=adagrad,lr=1e-10")
    assert plateau.kind == "moving"  # it does not move, but the ground is steep
    assert end("landscape=saddle,c=0&run=gradient_descent,lr=0.2").kind == "diverged"


def test_outcome_on_a_circle_of_minima():
    """The Hessian is singular along the circle; Newton goes across it only."""
    ring = end("landscape=drop_wave&start=-1.15,0.56&run=gradient_descent,lr=0.02")
    assert ring.kind == "local minimum"
    assert np.hypot(*LANDSCAPES["drop_wave"].gradient(*ring.point)) < 1e-9


def test_outcome_beside_a_minimum_on_the_border():
    """There is no resting there: the slope leads on, out of the domain."""
    ((x, y),) = LANDSCAPES["eggholder"].border()
    assert end(f"landscape=eggholder&start={x},{y}&run=gradient_descent,lr=0.0001").kind == "moving"


def test_outcome_at_a_minimum_outside_the_domain():
    trapped = end("landscape=freudenstein_roth&steps=3000&run=momentum,lr=0.001")
    assert trapped.kind == "local minimum"
    assert trapped.point == pytest.approx((11.412779, -0.896805))


def tuned_path(optimizer, landscape, start=None):
    """The path at the tuned rate, in view widths from the view's lower left corner."""
    record = LANDSCAPES[landscape]
    start = start or record.start
    lr = tuned_lr(optimizer, landscape, Settings(record.defaults), start)
    (trajectory,) = Comparison(landscape, start=start, runs=(Run(optimizer, lr),)).trajectories()
    low, high = np.transpose(record.view)
    return lr, trajectory, (trajectory.positions - low) / (high - low)


@pytest.mark.parametrize("landscape", LANDSCAPES)
def test_a_tuned_path_moves_and_stays_in_the_picture(landscape):
    for optimizer in ("gradient_descent", "momentum", "rmsprop", "adam", "adamw", "adamax"):
        _, trajectory, path = tuned_path(optimizer, landscape)
        assert trajectory.loss.min() >= LANDSCAPES[landscape].floor()
        assert path.min() >= -0.1
        assert path.max() <= 1.1
        assert np.hypot(*(path - path[0]).T).max() >= 0.02


@pytest.mark.parametrize(
    ("optimizer", "landscape"),
    [
        ("schedule_free_sgd", "quadratic"),
        ("adagrad", "quadratic"),
        ("nadam", "rosenbrock"),
        ("amsgrad", "rastrigin"),
        ("lion", "levy_n13"),
        ("asgd", "schaffer_n2"),
    ],
)
def test_a_tuned_path_does_not_end_well_by_way_of_far_outside(optimizer, landscape):
    _, _, path = tuned_path(optimizer, landscape)
    assert path.min() >= -0.1
    assert path.max() <= 1.1


def test_a_tuned_rate_where_no_rate_qualifies():
    assert tuned_path("adadelta", "eggholder")[0] == 10.0  # the farthest it gets: 1.5 %
    assert tuned_path("rprop", "monkey_saddle")[0] == 0.01  # at every rate it leaves
    assert tuned_path("gradient_descent", "quadratic", (1e-300, 0.0))[0] >= 1e-5


def test_a_tuned_path_from_beside_a_minimum_comes_to_rest_there():
    _, trajectory, path = tuned_path("adam", "rastrigin", (0.005, 0.0))
    assert trajectory.outcome.kind == "minimum"
    assert np.hypot(*(path - path[0]).T).max() < 0.02


def test_a_tuned_path_from_outside_the_view():
    _, trajectory, _ = tuned_path("adam", "quadratic", (60.0, -20.0))
    assert trajectory.outcome.kind == "minimum"


@pytest.mark.parametrize("landscape", ["cliff", "eggholder", "huber_slope", "rosenbrock"])
def test_newton_takes_full_steps(landscape):
    assert tuned_path("newton", landscape)[0] == 1.0


def test_plateau(monkeypatch):
    from comparison import trajectory
    from landscapes.landscape import Landscape

    flat = Landscape(
        "flat", "Flat", "", "1 - 1/(1 + exp(-40*(x - 3)))", ((-5, 5), (-5, 5)), ((-5, 5), (-5, 5)),
        (-4.0, 0.0), "", "For teaching",
    )  # fmt: skip
    from optim.engine import descend

    rule = OPTIMIZERS["gradient_descent"].rules["torch"]
    path = descend(
        rule, flat.gradient_function(), (-4.0, 0.0), {"lr": 0.1, "weight_decay": 0.0}, 50
    )
    assert trajectory.outcome(path, flat, Settings({})).kind == "plateau"


def test_huber_slope_facts():
    """AdaGrad stalls at -8 + 0.1 * sum(1 / sqrt(t)) on a slope of 1."""
    link = "landscape=huber_slope&start=-8,0&run=adagrad,lr=0.1&run=rmsprop,lr=0.1,alpha=0.9"
    adagrad, rmsprop = read_link(link)[0].trajectories()
    expected = -8.0 + 0.1 * (1.0 / np.sqrt(np.arange(1, 301))).sum()
    assert adagrad.positions[-1, 0] == pytest.approx(expected, abs=1e-9)
    assert adagrad.positions[-1, 0] == pytest.approx(-4.68, abs=0.01)
    assert np.abs(rmsprop.positions[-20:, 0]).max() == pytest.approx(0.05, abs=0.002)


def test_two_wells_basin():
    """58 % of the square lies in the deep well's basin: gradient flow from a 41 x 41 grid."""
    record = LANDSCAPES["two_wells"]
    x, y = np.meshgrid(np.linspace(-2, 2, 41), np.linspace(-2, 2, 41))
    for _ in range(8000):
        gx, gy = record.gradient(x, y)
        x, y = x - 0.002 * gx, y - 0.002 * gy
    assert (x < -0.9).mean() == pytest.approx(0.58, abs=0.01)


def test_table():
    comparison = Comparison(
        steps=20,
        runs=(Run("adam", lr=0.1), Run("adam", lr=0.2), Run("momentum", 0.01, "one_cycle")),
    )
    frame = comparison.to_frame()
    assert len(frame) == 3 * 21
    assert list(frame.columns[:9]) == [
        "run", "optimizer", "step", "x", "y", "loss", "lr", "gradient_x", "gradient_y",
    ]  # fmt: skip
    assert list(frame["run"].unique()) == ["Adam (lr 0.1)", "Adam (lr 0.2)", "Momentum"]
    second = frame[frame["run"] == "Adam (lr 0.2)"]
    trajectory = comparison.trajectories()[1]
    np.testing.assert_array_equal(second[["x", "y"]], trajectory.positions)
    np.testing.assert_array_equal(second["loss"], trajectory.loss)
    np.testing.assert_array_equal(second["gradient_x"][:-1], trajectory.gradient[:, 0])
    np.testing.assert_array_equal(second["m_hat_y"][:-1], trajectory.internals["m_hat"][:, 1])
    assert second[["lr", "gradient_x", "m_hat_y"]].iloc[-1].isna().all()
    third = frame[frame["run"] == "Momentum"]
    np.testing.assert_array_equal(
        third["momentum"][:-1], comparison.trajectories()[2].settings["momentum"]
    )


@pytest.mark.parametrize(
    ("runs", "labels"),
    [
        ((Run("adam", lr=1), Run("momentum", lr=1)), ("Adam", "Momentum")),
        ((Run("adam", lr=1), Run("adam", lr=2)), ("Adam (lr 1)", "Adam (lr 2)")),
        ((Run("adam", lr=1), Run("adam", lr=1)), ("Adam #1", "Adam #2")),
        (
            (Run("momentum", lr=1), Run("momentum", lr=1, convention="classical")),
            ("Momentum", "Momentum, classical"),
        ),
        (
            (
                Run("nesterov", 1, convention="original"),
                Run("nesterov", 1, convention="original", momentum_sequence=False),
            ),
            ("NAG, original (momentum_sequence true)", "NAG, original (momentum_sequence false)"),
        ),
        (
            (Run("adam", lr=1), Run("adam", 1, "cosine")),
            ("Adam (Constant)", "Adam (Cosine)"),
        ),
        (
            (Run("momentum", 1, "one_cycle"), Run("momentum", 1, "cosine"), Run("momentum", 1)),
            ("Momentum (1Cycle)", "Momentum (Cosine)", "Momentum (Constant)"),
        ),
        (
            (Run("momentum", 1, "cosine", eta_min=0.1), Run("momentum", 1)),
            ("Momentum (Cosine, eta_min 0.1)", "Momentum (Constant)"),
        ),
        (
            (Run("momentum", 1, momentum=0.5), Run("momentum", 1), Run("momentum", 1, "one_cycle")),
            (
                "Momentum (Constant, momentum 0.5)",
                "Momentum (Constant, momentum 0.9)",
                "Momentum (1Cycle)",
            ),
        ),
        (
            (
                Run("adam", 1, "one_cycle", beta1=0.5),
                Run("adam", 1, "one_cycle"),
                Run("adam", 1, "one_cycle", cycle_momentum=False),
            ),
            (
                "Adam (cycle_momentum true) #1",
                "Adam (cycle_momentum true) #2",
                "Adam (cycle_momentum false)",
            ),
        ),
    ],
)
def test_labels(runs, labels):
    assert Comparison(runs=runs).labels == labels


@settings(max_examples=100, deadline=None)
@given(comparisons())
def test_what_a_schedule_drives_is_what_moves_besides_the_rate(comparison):
    for leg in (leg for run in comparison.runs for leg in run.legs):
        run = leg.run
        arrays = {
            name for name, value in run.table(comparison.steps).items() if np.ndim(value) == 1
        }
        assert arrays - {"lr"} == {run.driven} - {None}


@settings(max_examples=200, deadline=None)
@given(comparisons())
def test_labels_differ(comparison):
    assert len(set(comparison.labels)) == len(comparison.runs)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_tuned_rate_is_the_best_of_its_grid(optimizer):
    """No other rate in the picture ends lower, nor as low and sooner."""
    _, trajectory, _ = tuned_path(optimizer, "quadratic")
    end, mean = np.median(trajectory.loss[-30:]), trajectory.loss.mean()
    rounding = 1e-9 * trajectory.loss[0]
    for lr in (1e-4, 0.01, 0.05, 0.1, 1.0):
        (other,) = Comparison("quadratic", runs=(Run(optimizer, lr=lr),)).trajectories()
        low, high = np.transpose(LANDSCAPES["quadratic"].bounds(0.6))
        if ((other.positions >= low) & (other.positions <= high)).all():
            ending = np.median(other.loss[-30:])
            assert end <= ending + rounding
            assert ending > end + rounding or mean <= other.loss.mean()


def test_a_run_without_a_convention_takes_the_first_form():
    for key, optimizer in OPTIMIZERS.items():
        run = Run(key, lr=0.1)
        assert run.convention == next(iter(optimizer.rules))
        assert run.convention == "torch" or "torch" not in optimizer.rules
        assert run == Run(key, lr=0.1, convention=run.convention)
        assert "convention" not in Comparison(runs=(run,)).to_link()
        assert Comparison(runs=(run,)).labels == (optimizer.label,)
    with pytest.raises(ValueError, match="no 'torch' form; it has optax"):
        Run("lion", lr=0.1, convention="torch")
    assert Run("lion", lr=0.1).changed(optimizer="yogi").convention == "optax"
    assert Run("lion", lr=0.1).changed(optimizer="lbfgs").convention == "torch"


def test_another_optimizer_brings_its_own_defaults():
    assert Run("adagrad", lr=0.1).changed(optimizer="adam") == Run("adam", lr=0.1)
    assert Run("momentum", lr=0.1).changed(optimizer="qhm").settings["momentum"] == 0.999
    kept = Run("adam", lr=0.1, eps=1e-3).changed(optimizer="yogi")
    assert kept.settings["eps"] == 1e-3


def test_a_momentum_that_is_off_is_not_cycled():
    off = Run("rmsprop", 0.1, "one_cycle")
    assert off.cycled is None
    assert off.table(10)["momentum"] == 0.0
    on = off.changed(momentum=0.5)
    assert on.cycled == "momentum"
    assert np.ptp(on.table(10)["momentum"]) > 0.0
    assert Run("momentum", 0.1, "one_cycle", momentum=0.0).cycled == "momentum"


def test_changing_the_optimizer_keeps_what_fits():
    run = Run("momentum", 0.1, "cosine", "classical", momentum=0.8, eta_min=0.01)
    assert run.changed(optimizer="nesterov") == Run(
        "nesterov", 0.1, "cosine", "classical", momentum=0.8, eta_min=0.01
    )
    assert run.changed(optimizer="adam") == Run("adam", 0.1, "cosine", eta_min=0.01)
    assert run.changed(schedule="step", lr=0.2) == Run(
        "momentum", 0.2, "step", "classical", momentum=0.8
    )


@settings(max_examples=60, deadline=None)
@given(comparisons())
def test_any_comparison_runs(comparison):
    """Whatever a link can say runs without a warning and ends in an outcome."""
    small = comparison.changed(steps=min(comparison.steps, 60))
    for trajectory in small.trajectories():
        assert trajectory.positions.shape == (small.steps + 1, 2)
        assert np.isfinite(trajectory.positions[0]).all()
        assert (trajectory.outcome.kind in {"diverged", "no step"}) == (
            not np.isfinite(trajectory.positions).all() or _outside(small, trajectory)
        )


def _outside(comparison, trajectory):
    bounds = np.array(comparison.record.bounds(1000.0))
    last = trajectory.positions[-1]
    return not ((bounds[:, 0] <= last) & (last <= bounds[:, 1])).all()


# Changes by name

PAIR = read_link("landscape=quadratic,kappa=9&steps=60&run=momentum,lr=0.02&run=adam,lr=0.1&t=40")[
    0
]


def test_the_table_has_every_field():
    assert {field.name for field in FIELDS} == {field.name for field in fields(Comparison)}


def test_a_name_means_one_thing():
    """A control's name is its path, so no field, parameter, setting may share one."""
    own = {field.name for field in FIELDS}
    parameters = {entry.name for record in LANDSCAPES.values() for entry in record.parameters}
    rules = [rule for optimizer in OPTIMIZERS.values() for rule in optimizer.rules.values()]
    kept = [*rules, *SCHEDULES.values()]
    settings = {entry.name for record in kept for entry in record.settings}
    runs = {*settings, *RUN_FIELDS, WARMUP.name}
    assert not settings & {BEGIN.name, STATE.name}
    columns = {name for record in LANDSCAPES.values() for name in record.data.columns}
    assert not columns & {*own, *parameters, "x", "y", "pi"}
    assert not own & parameters
    assert not own & runs
    assert not parameters & runs


def test_a_field_a_parameter_and_settings_change_by_name():
    changed = PAIR.changed(noise=2, kappa=30, lr=0.5, momentum=0.8, schedule="step", step_size=7)
    assert (changed.noise, changed.parameters["kappa"], changed.t) == (2.0, 30.0, 40)
    assert [run.lr for run in changed.runs] == [0.5, 0.5]
    assert [run.schedule for run in changed.runs] == ["step", "step"]
    assert [run.settings["step_size"] for run in changed.runs] == [7, 7]
    assert changed.runs[0].settings["momentum"] == 0.8
    assert "momentum" not in changed.runs[1].settings
    assert changed.start == PAIR.start
    assert PAIR.parameters["kappa"] == 9.0


def test_another_landscape_brings_its_own():
    himmelblau = PAIR.changed(landscape="himmelblau")
    assert (himmelblau.start, himmelblau.t) == (LANDSCAPES["himmelblau"].start, 0)
    assert himmelblau.runs == PAIR.runs
    banana = PAIR.changed(landscape="rosenbrock", b=10, start=(0, 0), t=5)
    assert banana.parameters == {"a": 1.0, "b": 10.0}
    assert (banana.start, banana.t) == ((0.0, 0.0), 5)
    assert PAIR.changed(landscape="quadratic") == PAIR


def test_another_landscape_has_other_rows():
    five = PAIR.changed(landscape="five_points", batch=2)
    assert (five.batch, five.changed(shift=1).batch) == (2, 2)
    assert five.changed(landscape="quadratic") == PAIR.changed(landscape="five_points").changed(
        landscape="quadratic"
    )


def test_fewer_steps_take_the_frame_along():
    assert PAIR.changed(steps=30).t == 30
    assert PAIR.changed(steps=50).t == 40


def test_a_setting_of_one_form_changes_with_its_form():
    changed = PAIR.changed(optimizer="adam", convention="keras", eps=1e-3)
    assert [(run.convention, run.settings["eps"]) for run in changed.runs] == [("keras", 1e-3)] * 2


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"gravity": 1}, "no field, parameter or setting 'gravity'"),
        ({"b": 1}, "'b'"),  # Rosenbrock's, not the bowl's
        ({"step_size": 3}, "'step_size'"),  # of a schedule that no run has
        ({"lr": -1}, "lr must be between"),
        ({"kappa": "steep"}, "kappa must be a number"),
        ({"landscape": "nowhere"}, "Unknown landscape"),
        ({"landscape": ["quadratic"]}, "Unknown landscape"),
        ({"batch": 1}, "batch must be 0: Quadratic bowl has no rows of data"),
        ({"optimizer": "sgd"}, "Unknown optimizer"),
        ({"schedule": "sometimes"}, "Unknown schedule"),
        ({"steps": "many"}, "steps must be a whole number"),
        ({"steps": 30, "t": 40}, "t must be between 0 and 30"),
    ],
)
def test_a_change_that_cannot_be_is_refused(values, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        PAIR.changed(**values)


@given(comparisons())
@settings(max_examples=40, deadline=None)
def test_changing_to_what_is_there_changes_nothing(comparison):
    values = {field.name: getattr(comparison, field.name) for field in FIELDS}
    assert comparison.changed(**values) == comparison
    assert comparison.changed(**comparison.parameters) == comparison
    (run,) = comparison.runs[:1]
    one = comparison.changed(runs=(run,))
    own = {name: getattr(run, name) for name in RUN_FIELDS}
    assert one.changed(**own, **run.settings) == one


def test_reached_is_the_step_from_which_it_stays():
    runs = "run=gradient_descent,lr=0.1&run=gradient_descent,lr=0.3&run=gradient_descent,lr=1e-6"
    there, away, short = read_link(f"landscape=quadratic,kappa=9&{runs}")[0].trajectories()
    step, tolerance = there.reached, LANDSCAPES["quadratic"].tolerance
    distance = np.hypot(*there.positions.T)
    assert distance[step - 1] > tolerance
    assert (distance[step:] <= tolerance).all()
    assert away.outcome.kind == "diverged"
    assert away.reached is None
    assert short.reached is None


def test_a_local_minimum_is_reached_too_and_a_saddle_is_not():
    wells = read_link("landscape=two_wells&run=gradient_descent,lr=0.02")[0].trajectories()[0]
    assert wells.outcome.kind == "local minimum"
    assert wells.reached == wells.outcome.step
    ridge = read_link("landscape=saddle&start=1,0&run=gradient_descent,lr=0.05")[0]
    (resting,) = ridge.trajectories()
    assert resting.outcome.kind == "saddle"
    assert resting.reached is None
