"""Contract of every landscape in the registry."""

import itertools
import warnings
from pathlib import Path

import numpy as np
import pytest

import landscapes
from landscapes import LANDSCAPES, data
from landscapes.groups import GROUPS

CASES = [
    pytest.param(record, parameters, id=f"{key} {parameters or ''}".strip())
    for key, record in LANDSCAPES.items()
    for parameters in (
        {},
        *({p.name: value} for p in record.parameters for value in (p.slider or (p.low, p.high))),
    )
]

# Every dent, whole circles, 75 hollows: only the best of these are declared.
TOO_MANY = {"ackley", "drop_wave", "eggholder"}


def grid(record, count=31):
    (x0, x1), (y0, y1) = record.domain
    # Odd offsets keep the points away from kinks on the axes and the diagonals.
    x = np.linspace(x0, x1, count)[:-1] + (x1 - x0) * 0.0113
    y = np.linspace(y0, y1, count)[:-1] + (y1 - y0) * 0.0071
    return np.meshgrid(x, y)


def central(function, x, y, along):
    """Fourth-order central difference of a function of (x, y)."""
    h = 1e-4

    def at(k):
        return function(x + k * h, y) if along == "x" else function(x, y + k * h)

    return (8.0 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12.0 * h)


def close(actual, expected, scale):
    """Close for almost all points: a difference straddling a kink may be off."""
    error = np.abs(actual - expected) <= 1e-5 * (np.abs(expected) + scale)
    return error.mean() > 0.99


def test_every_file_is_registered():
    tools = {"groups", "landscape", "points", "rows", "symbolic", "printing"}
    files = {path.stem for path in Path(landscapes.__file__).parent.rglob("[!_]*.py")}
    assert files - tools == set(LANDSCAPES)
    assert all(key == record.key for key, record in LANDSCAPES.items())
    over_data = {key for key, record in LANDSCAPES.items() if record.data}
    assert {path.stem for path in Path(data.__file__).parent.glob("[!_]*.py")} == over_data


def test_landscapes_are_listed_by_group():
    groups = [record.group for record in LANDSCAPES.values()]
    assert [group for group, _ in itertools.groupby(groups)] == list(GROUPS)


@pytest.mark.parametrize(("record", "parameters"), CASES)
def test_gradient_equals_differences(record, parameters):
    x, y = grid(record)
    value = lambda x, y: record.value(x, y, **parameters)  # noqa: E731
    for component, along in zip(record.gradient(x, y, **parameters), "xy", strict=True):
        assert close(component, central(value, x, y, along), 1e-4 * np.ptp(component) + 1e-9)


@pytest.mark.parametrize(("record", "parameters"), CASES)
def test_hessian_equals_differences(record, parameters):
    x, y = grid(record)
    hxx, hxy, hyy = record.hessian(x, y, **parameters)
    for component, k, along in ((hxx, 0, "x"), (hxy, 0, "y"), (hxy, 1, "x"), (hyy, 1, "y")):
        slope = lambda x, y, k=k: record.gradient(x, y, **parameters)[k]  # noqa: E731
        scale = 1e-4 * np.ptp(component) + 1e-6 * np.abs(slope(x, y)).max()
        assert close(component, central(slope, x, y, along), scale)


@pytest.mark.parametrize(("record", "parameters"), CASES)
def test_minima_are_minima(record, parameters):
    minima = record.minima(**parameters)
    (x0, x1), (y0, y1) = record.domain
    rng = np.random.RandomState(0)
    x, y = rng.uniform(x0, x1, 20_000), rng.uniform(y0, y1, 20_000)
    values = record.value(x, y, **parameters)
    scale = np.ptp(values)
    for px, py, value, kind in minima:
        gx, gy = record.gradient(px, py, **parameters)
        on_border = (px, py) in record.border()
        assert on_border or np.hypot(gx, gy) <= 1e-9 * scale
        assert value == record.value(px, py, **parameters)
        near_x, near_y = px + rng.uniform(-1, 1, 2000) * 1e-3, py + rng.uniform(-1, 1, 2000) * 1e-3
        if on_border:
            near_x, near_y = np.clip(near_x, x0, x1), np.clip(near_y, y0, y1)
        near = record.value(near_x, near_y, **parameters)
        assert near.min() >= value - 1e-12 * scale
        if kind == "global":
            assert values.min() >= value - 1e-12 * scale
            assert value == pytest.approx(record.lowest(**parameters), abs=1e-12 * scale)
        else:
            assert value > record.lowest(**parameters) + 1e-9 * scale


@pytest.mark.parametrize(("record", "parameters"), CASES)
def test_saddles_are_saddles(record, parameters):
    for x, y in record.saddles(**{**record.defaults, **parameters}):
        gx, gy = record.gradient(x, y, **parameters)
        hxx, hxy, hyy = record.hessian(x, y, **parameters)
        assert np.hypot(gx, gy) < 1e-9
        if (hxx, hxy, hyy) == (0.0, 0.0, 0.0):  # the monkey's: both higher and lower around it
            angle = np.linspace(0.0, 2.0 * np.pi, 60)
            around = record.value(x + 1e-3 * np.cos(angle), y + 1e-3 * np.sin(angle), **parameters)
            assert around.min() < record.value(x, y, **parameters) < around.max()
        else:
            assert hxx * hyy - hxy**2 < 0


@pytest.mark.parametrize("record", LANDSCAPES.values(), ids=LANDSCAPES)
def test_all_minima_in_the_view_are_declared(record):
    """Newton from a grid finds no minimum in the view and the domain that is not listed."""
    if record.key in TOO_MANY:
        return
    (x0, x1), (y0, y1) = record.view
    x, y = map(np.ravel, np.meshgrid(np.linspace(x0, x1, 60), np.linspace(y0, y1, 60)))
    with np.errstate(all="ignore"):
        for _ in range(60):
            gx, gy = record.gradient(x, y)
            hxx, hxy, hyy = record.hessian(x, y)
            d = hxx * hyy - hxy**2
            x, y = x - (hyy * gx - hxy * gy) / d, y - (hxx * gy - hxy * gx) / d
        gx, gy = record.gradient(x, y)
        hxx, hxy, hyy = record.hessian(x, y)
        found = (np.hypot(gx, gy) < 1e-9) & (hxx > 0) & (hxx * hyy - hxy**2 > 0)
        for (x0, x1), (y0, y1) in (record.view, record.domain):
            found &= (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)
    known = np.array([minimum[:2] for minimum in record.minima()])
    for px, py in zip(x[found], y[found], strict=True):
        assert np.hypot(*(known - (px, py)).T).min() < 1e-6


@pytest.mark.parametrize("record", LANDSCAPES.values(), ids=LANDSCAPES)
def test_facts(record):
    def inside(point, box):
        return all(low <= c <= high for c, (low, high) in zip(point, box, strict=True))

    assert inside(record.start, record.view)
    for x, y in record.border():
        assert x in record.domain[0] or y in record.domain[1]
    for x, y, *_ in record.minima():
        assert inside((x, y), record.domain)
    assert record.idea.endswith((".", "?"))
    assert record.source.endswith(".")
    gx, gy = record.gradient(*record.start)
    assert np.hypot(gx, gy) > 0
    for parameter in record.parameters:
        assert parameter.check(parameter.default) == parameter.default


@pytest.mark.parametrize("record", LANDSCAPES.values(), ids=LANDSCAPES)
def test_any_shape(record):
    for x, y in [
        (np.zeros(()), np.zeros(())),
        (np.linspace(-1, 1, 5), 0.5),
        (np.linspace(-1, 1, 4)[:, None], np.linspace(-1, 1, 3)),
        (np.zeros((0,)), 1.0),
    ]:
        shape = np.broadcast_shapes(np.shape(x), np.shape(y))
        outputs = (record.value(x, y), *record.gradient(x, y), *record.hessian(x, y))
        for output in outputs:
            assert np.shape(output) == shape
    for output in (record.value(1, 2), *record.gradient(1, 2), *record.hessian(0.3, -0.2)):
        assert type(output) is float


@pytest.mark.parametrize("record", LANDSCAPES.values(), ids=LANDSCAPES)
def test_scalar_equals_array(record):
    x, y = (a.ravel()[::7] for a in grid(record))
    for what in ("value", "gradient", "hessian"):
        arrays = np.atleast_2d(getattr(record, what)(x, y))
        for k in range(len(x)):
            scalars = np.atleast_1d(getattr(record, what)(float(x[k]), float(y[k])))
            np.testing.assert_allclose(scalars, arrays[:, k], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("record", LANDSCAPES.values(), ids=LANDSCAPES)
def test_overflow_and_nan_are_quiet(record):
    extremes = [0.0, -0.0, 1e8, -1e160, 1e308, float("inf"), float("-inf"), float("nan")]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for x, y in itertools.product(extremes, extremes):
            for what in ("value", "gradient", "hessian"):
                getattr(record, what)(x, y)
                getattr(record, what)(np.array([x]), np.array([y]))


def test_the_gradient_is_zero_at_a_kink():
    assert LANDSCAPES["ackley"].gradient(0.0, 0.0) == (0.0, 0.0)
    gx, gy = LANDSCAPES["ackley"].gradient(np.zeros(2), np.array([0.0, 1.3]))
    assert gx[0] == gy[0] == 0.0
    assert gy[1] != 0.0


def test_unknown_parameter():
    with pytest.raises(ValueError, match="no parameter zeta"):
        LANDSCAPES["rosenbrock"].value(0.0, 0.0, zeta=1.0)


def test_parameters_move_the_minimum():
    ((x, y, value, kind),) = LANDSCAPES["rosenbrock"].minima(a=-0.5)
    assert (x, y, value, kind) == (-0.5, 0.25, 0.0, "global")
    assert LANDSCAPES["saddle"].minima(c=0.0) == ()
    assert LANDSCAPES["saddle"].lowest(c=0.0) is None
