"""Losses over data: a mean over rows in every form, and steps that see some of the rows only."""

import dataclasses

import numpy as np
import pytest

from comparison import Comparison, Run
from comparison.gradients import drawn
from comparison.many import many
from comparison.unsettled import unsettled
from landscapes import LANDSCAPES
from landscapes.rows import Data, mean
from snippets import torch_code

OVER_DATA = {key: record for key, record in LANDSCAPES.items() if record.data}
FIVE = LANDSCAPES["five_points"]
WHAT = ("value", "gradient", "hessian")


def points(record, count=50):
    rng = np.random.RandomState(2)
    return [rng.uniform(low, high, count) for low, high in record.view]


def chosen(record, what, x, y, rows, **parameters):
    return np.array(getattr(record, what)(x, y, rows, **parameters))


@pytest.mark.parametrize("record", OVER_DATA.values(), ids=OVER_DATA)
def test_names_of_columns_are_free(record):
    assert "rows" not in record.defaults  # see Landscape.value
    taken = {"x", "y", "pi", "i", *record.defaults}
    code = {"loss", "theta", "optimizer", "scheduler", "path", "step", "rows", "batch", "rng"}
    assert all(name.isidentifier() for name in record.data.columns)
    assert not {"noise", "value", "warmup", *taken, *code} & {*record.data.columns}
    assert all(len(row) == len(record.data.columns) for row in record.data.rows)


@pytest.mark.parametrize("what", WHAT)
@pytest.mark.parametrize("record", OVER_DATA.values(), ids=OVER_DATA)
def test_the_loss_is_the_mean_over_the_rows(record, what):
    x, y = points(record)
    whole, each = chosen(record, what, x, y, None), range(len(record.data))
    rows = [chosen(record, what, x, y, [k]) for k in each]
    np.testing.assert_allclose(np.mean(rows, axis=0), whole, rtol=1e-11, atol=1e-11)
    np.testing.assert_allclose(chosen(record, what, x, y, each), whole, rtol=1e-11, atol=1e-11)
    some = chosen(record, what, x, y, (1, 0, 1))
    np.testing.assert_allclose(some, (2.0 * rows[1] + rows[0]) / 3.0, rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize("what", WHAT)
@pytest.mark.parametrize("record", OVER_DATA.values(), ids=OVER_DATA)
def test_rows_of_one_point_and_of_each(record, what):
    x, y = points(record, 6)
    own = np.array([[0, 1, 1, 0, 1, 0], [1, 1, 0, 0, 0, 1]])
    together = chosen(record, what, x, y, own)
    for k in range(6):
        alone = getattr(record, what)(float(x[k]), float(y[k]), own[:, k])
        np.testing.assert_allclose(alone, together[..., k], rtol=1e-12, atol=1e-12)
        assert {type(part) for part in np.atleast_1d(alone).tolist()} == {float}


@pytest.mark.parametrize("record", OVER_DATA.values(), ids=OVER_DATA)
def test_the_gradients_of_rows_on_floats(record):
    x, y = (float(c[0]) for c in points(record, 1))
    each = record.row_gradients()
    assert len(each) == len(record.data)
    whole = mean(each, x, y)
    np.testing.assert_allclose(whole, record.gradient_function()(x, y), rtol=1e-12)
    assert each[1](x, y) == pytest.approx(record.gradient(x, y, (1,)), rel=1e-14)


def test_no_rows_no_mean():
    sphere = LANDSCAPES["sphere"]
    assert sphere.row is sphere.compiled
    assert (len(sphere.data), sphere.row_gradients()) == (0, ())


def test_the_formula_is_a_mean():
    assert FIVE.latex == (
        r"\frac{1}{5} \sum_{i=1}^{5} \left(s x \left(\mathrm{feature}_{i} - c\right) "
        r"- \mathrm{target}_{i} + y\right)^{2}"
    )
    odd = Data(columns=("u",), rows=((0.1,), (2.5,)))
    sums = dataclasses.replace(FIVE, formula="u*x**2 + y", data=odd, parameters=())
    assert sums.latex == r"\frac{1}{2} \sum_{i=1}^{2} \left(\mathrm{u}_{i} x^{2} + y\right)"
    assert sums.value(2.0, 1.0) == pytest.approx(1.3 * 4.0 + 1.0, rel=1e-15)


def test_what_a_parameter_of_0_switches_off_is_not_in_the_formula():
    bowl = LANDSCAPES["quadratic"]
    assert bowl.latex_at() == r"\frac{\kappa y^{2}}{2} + \frac{x^{2}}{2}"
    assert r"\left(x - c_x\right)" in bowl.latex_at(center_x=1.0, angle=30.0)
    assert bowl.latex_at(angle=30.0, center_x=1.0, center_y=1.0) == bowl.latex
    assert FIVE.latex_at(shift=2.0) == FIVE.latex


# Five points


@pytest.mark.parametrize(("shift", "scale"), [(0.0, 1.0), (2.0, 1.0), (-1.5, 0.1), (3.6, 40.0)])
def test_five_points_is_its_closed_formula(shift, scale):
    x, y = points(FIVE)
    level = (x * (2.0 - shift) * scale + y - 3.0) ** 2
    closed = level + 2.0 * (scale * x - 0.8) ** 2 + 0.72
    np.testing.assert_allclose(FIVE.value(x, y, shift=shift, scale=scale), closed, rtol=1e-12)
    ((best_x, best_y, least, _),) = FIVE.minima(shift=shift, scale=scale)
    assert (best_x, best_y) == pytest.approx((0.8 / scale, 1.4 + 0.8 * shift), rel=1e-15)
    assert least == pytest.approx(0.72, rel=1e-12)


def test_curvatures_of_five_points():
    xx, xy, yy = FIVE.hessian(0.3, -0.7)
    assert (xx, xy, yy) == pytest.approx((12.0, 4.0, 2.0), rel=1e-14)
    flat, steep = np.linalg.eigvalsh([[xx, xy], [xy, yy]])
    assert (steep, flat) == pytest.approx((13.4031, 0.59688), rel=1e-5)
    assert FIVE.tolerance == pytest.approx(0.03)


@pytest.mark.parametrize(
    ("lr", "reached"), [(0.01, 772), (0.0746, 102), (0.1, 76), (0.14, 53), (0.1428, 53)]
)
def test_when_gradient_descent_arrives(lr, reached):
    scene = Comparison("five_points", steps=1200, runs=(Run("gradient_descent", lr),))
    assert scene.trajectories()[0].reached == reached


def test_the_limit_of_gradient_descent():
    """At 2/λ the steep part of the error stays as long as it is, for ever."""
    limit = 2.0 / np.linalg.eigvalsh([[12.0, 4.0], [4.0, 2.0]])[1]
    rates = (0.148, limit, 0.15)
    runs = tuple(Run("gradient_descent", lr) for lr in rates)
    paths = Comparison("five_points", steps=200, runs=runs).trajectories()
    away = [np.hypot(*(path.positions[-1] - (0.8, 1.4))) for path in paths]
    assert away == pytest.approx([0.0311, 0.838, 6.73], rel=2e-3)


# Some rows a step


def test_rows_are_drawn_from_a_frozen_stream():
    """The first draws, the same on every machine, for ever."""
    assert drawn(5, 10, 1, 0).ravel().tolist() == [4, 0, 3, 3, 3, 1, 3, 2, 4, 0]
    for seed, batch in ((0, 1), (3, 1), (7, 4)):
        scene = Comparison("five_points", steps=200, batch=batch, seed=seed)
        expected = np.random.RandomState(seed).randint(0, 5, (200, batch))
        np.testing.assert_array_equal(scene.drawn_rows(), expected)
    one = Comparison("five_points", batch=1, seed=9).drawn_rows()[:, 0]
    np.testing.assert_array_equal(one, np.random.RandomState(9).randint(0, 5, 300))
    assert Comparison("five_points").drawn_rows() is None


@pytest.mark.parametrize("batch", [1, 2, 5])
def test_a_step_uses_the_gradient_of_its_rows(batch):
    runs = (Run("gradient_descent", 0.03), Run("nesterov", 0.01, convention="classical"))
    scene = Comparison("five_points", {"shift": 1.0}, steps=40, batch=batch, seed=2, runs=runs)
    plain, ahead = scene.trajectories()
    rows = scene.drawn_rows()
    for path, at in ((plain, plain.positions[:-1]), (ahead, ahead.internals["look_ahead"])):
        expected = FIVE.gradient(*at.T, rows.T, shift=1.0)
        np.testing.assert_allclose(path.gradient, np.transpose(expected), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(np.diff(plain.positions, axis=0), -0.03 * plain.gradient, atol=1e-15)
    np.testing.assert_array_equal(plain.loss, FIVE.value(*plain.positions.T, shift=1.0))


def test_noise_and_rows_together():
    scene = Comparison("five_points", steps=20, batch=2, noise=0.5, sparse=3, seed=6)
    (path,) = scene.trajectories()
    clean = np.transpose(FIVE.gradient(*path.positions[:-1].T, scene.drawn_rows().T))
    added = 0.5 * np.random.RandomState(6).standard_normal((20, 2))
    seen = np.arange(20) % 3 == 0
    np.testing.assert_allclose(path.gradient[:, 0], (clean + added)[:, 0], rtol=1e-12)
    np.testing.assert_allclose(path.gradient[seen, 1], (clean + added)[seen, 1], rtol=1e-12)
    assert (path.gradient[~seen, 1] == 0.0).all()


@pytest.mark.parametrize("seed", [2, 4, 9])
def test_what_chance_keeps_going_is_no_circling(seed):
    runs = (Run("gradient_descent", 0.03),)
    (path,) = Comparison("five_points", batch=1, seed=seed, runs=runs).trajectories()
    assert unsettled(path.positions, FIVE.view, FIVE.tolerance) is not None
    assert path.outcome.kind == "moving"


def excess(lr, batch, seeds=600, steps=1000):
    """The mean height over the least loss that is left, over the later half of the steps."""
    heights = []

    def observe(part, t, x, y):
        if t > steps / 2:
            heights.append(FIVE.value(x, y).mean() - 0.72)

    scene = Comparison("five_points", steps=steps, batch=batch)
    starts = np.tile([[0.8], [1.4]], seeds)
    many(Run("gradient_descent", lr), scene, starts, seeds=np.arange(seeds), observe=observe)
    return np.mean(heights)


@pytest.mark.parametrize(("lr", "left"), [(0.03, 0.2558), (0.02, 0.1427), (0.01, 0.0614)])
def test_what_a_row_a_step_leaves(lr, left):
    assert excess(lr, 1) == pytest.approx(left, rel=0.02)


def test_more_rows_leave_less():
    left = [excess(0.03, batch, seeds=100) for batch in (1, 2, 3, 5)]
    assert left == sorted(left, reverse=True)
    assert left[0] > 4.0 * left[-1]


def test_code_draws_the_same_rows():
    code = torch_code(Comparison("five_points", batch=2, seed=4, steps=50))
    assert "rows = np.random.RandomState(4).randint(0, 5, (50, 2))" in code
    assert "loss(*theta, feature[batch], target[batch]).backward()" in code
    assert "rows" not in torch_code(Comparison("five_points"))


# Seven cars


CARS = LANDSCAPES["seven_cars"]


@pytest.mark.parametrize(("shift", "scale"), [(0.0, 1.0), (3.6, 1.0), (-1.5, 0.1), (2.0, 40.0)])
def test_seven_cars_is_its_closed_formula(shift, scale):
    x, y = points(CARS)
    level = (x * (25.204 / 7.0 - shift) * scale + y - 120.0 / 7.0) ** 2
    closed = level + 0.4014768163265306 * (scale * x + 4.566202618048345) ** 2 + 1.465860229101089
    np.testing.assert_allclose(CARS.value(x, y, shift=shift, scale=scale), closed, rtol=1e-10)
    ((best_x, best_y, least, _),) = CARS.minima(shift=shift, scale=scale)
    np.testing.assert_allclose(
        CARS.gradient(best_x, best_y, shift=shift, scale=scale), 0.0, atol=1e-10 * scale
    )
    assert least == pytest.approx(1.465860229101089, rel=1e-10)


@pytest.mark.parametrize(
    ("shift", "scale", "kappa"),
    [
        (0.0, 1.0, 512.0),
        (0.0, 1.578228, 1174.0),
        (3.6005714, 1.0, 2.491),
        (3.6005714, 1.578228, 1.0),
    ],
)
def test_subtracting_rounds_the_bowl_of_the_seven_cars_and_dividing_does_not(shift, scale, kappa):
    xx, xy, yy = CARS.hessian(0.0, 0.0, shift=shift, scale=scale)
    flat, steep = np.linalg.eigvalsh([[xx, xy], [xy, yy]])
    assert steep / flat == pytest.approx(kappa, rel=1e-3)
