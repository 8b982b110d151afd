"""Landscapes against the literature: formulas written out again, in another form, and minima.

The reference functions take a vector v of shape (2, n), mostly in the sums and products of the
d-dimensional definitions, and share nothing with the formulas in `landscapes`.
"""

import numpy as np
import pytest

from landscapes import LANDSCAPES

I = np.array([[1.0], [2.0]])  # noqa: E741 - the index of a coordinate in the papers' sums


def schaffer(v):
    """The denominator of both."""
    return np.square(1.0 + np.sum(v * v, axis=0) / 1000.0)


def dixon_price(v):
    return (v[0] - 1.0) ** 2 + np.sum(I[1:] * (2.0 * v[1:] ** 2 - v[:-1]) ** 2, axis=0)


def zakharov(v):
    s = np.sum(0.5 * I * v, axis=0)
    return np.sum(v**2, axis=0) + s**2 + s**4


def branin(v):
    a, b, c, r, s, t = 1.0, 5.1 / (4.0 * np.pi**2), 5.0 / np.pi, 6.0, 10.0, 1.0 / (8.0 * np.pi)
    return a * (v[1] - b * v[0] ** 2 + c * v[0] - r) ** 2 + s * (1.0 - t) * np.cos(v[0]) + s


def goldstein_price(v):
    x, y = v
    s, d = x + y, 2.0 * x - 3.0 * y
    left = 1.0 + (s + 1.0) ** 2 * (3.0 * s**2 - 14.0 * s + 19.0)
    right = 30.0 + d**2 * (3.0 * d**2 - 16.0 * d + 18.0)
    return left * right


def freudenstein_roth(v):
    x, y = v
    first = x - 13.0 + 5.0 * y**2 - y**3 - 2.0 * y
    second = x - 29.0 + y**3 + y**2 - 14.0 * y
    return first**2 + second**2


def peaks(v):
    x, y = v
    r2 = np.hypot(x, y) ** 2
    hill = 3.0 * np.square(1.0 - x) * np.exp(-r2 - 2.0 * y - 1.0)
    middle = (10.0 * (x**3 + y**5) - 2.0 * x) * np.exp(-r2)
    return hill + middle - np.exp(-r2 - 2.0 * x - 1.0) / 3.0


def eggholder(v):
    x, y = v[0], v[1] + 47.0
    return -y * np.sin(np.abs(y + x / 2.0) ** 0.5) - x * np.sin(np.abs(y - x) ** 0.5)


def cross_in_tray(v):
    wave = np.abs(np.prod(np.sin(v), axis=0)) * np.exp(np.abs(100.0 - np.hypot(*v) / np.pi))
    return -1e-4 * np.power(wave + 1.0, 0.1)


def holder_table(v):
    wave = np.sin(v[0]) * np.sin(v[1] + np.pi / 2.0)
    return -np.abs(wave) * np.exp(np.abs(np.hypot(*v) / np.pi - 1.0))


def sharp_and_flat(v):
    def well(depth, centre, width):
        return depth * np.exp(-0.5 * np.square(np.hypot(v[0] - centre, v[1]) / width))

    bowl = 0.05 * np.hypot(*v) ** 2
    return bowl - well(1.0056381661561984, -1.5, 0.15) - well(1.0, 1.5, 0.8)


REFERENCES = {
    "sphere": lambda v: np.hypot(*v) ** 2,
    "matyas": lambda v: np.einsum("in,ij,jn->n", v, [[0.26, -0.24], [-0.24, 0.26]], v),
    "zakharov": zakharov,
    "dixon_price": dixon_price,
    "monkey_saddle": lambda v: np.real((v[0] + 1j * v[1]) ** 3),
    "three_hump_camel": lambda v: (
        np.polyval([1.0 / 6.0, 0.0, -1.05, 0.0, 2.0, 0.0, 0.0], v[0]) + v[1] * (v[0] + v[1])
    ),
    "branin": branin,
    "mccormick": lambda v: (
        np.sin(v.sum(axis=0)) + np.diff(v, axis=0)[0] ** 2 + [-1.5, 2.5] @ v + 1.0
    ),
    "peaks": peaks,
    "freudenstein_roth": freudenstein_roth,
    "goldstein_price": goldstein_price,
    "egg_crate": lambda v: np.sum(v**2 + 12.5 * (1.0 - np.cos(2.0 * v)), axis=0),
    "bohachevsky_1": lambda v: (
        v[0] ** 2
        + 2.0 * v[1] ** 2
        + 0.3 * (1.0 - np.cos(3.0 * np.pi * v[0]))
        + 0.4 * (1.0 - np.cos(4.0 * np.pi * v[1]))
    ),
    "griewank": lambda v: (
        np.sum(v**2, axis=0) / 4000.0 - np.prod(np.cos(v / np.sqrt(I)), axis=0) + 1.0
    ),
    "drop_wave": lambda v: (
        -(1.0 + np.cos(12.0 * np.hypot(*v))) / (0.5 * np.sum(v**2, axis=0) + 2.0)
    ),
    "levy_n13": lambda v: (
        np.sin(3.0 * np.pi * v[0]) ** 2
        + (v[0] - 1.0) ** 2 * (1.5 - 0.5 * np.cos(6.0 * np.pi * v[1]))
        + (v[1] - 1.0) ** 2 * (1.5 - 0.5 * np.cos(4.0 * np.pi * v[1]))
    ),
    "schaffer_n2": lambda v: 0.5 + (np.sin((v[0] + v[1]) * (v[0] - v[1])) ** 2 - 0.5) / schaffer(v),
    "schaffer_n4": lambda v: (
        0.5 + 0.5 * np.cos(2.0 * np.sin((v[0] + v[1]) * (v[0] - v[1]))) / schaffer(v)
    ),
    "schwefel": lambda v: np.sum(418.9828872724337 - v * np.sin(np.abs(v) ** 0.5), axis=0),
    "eggholder": eggholder,
    "easom": lambda v: -np.prod(np.cos(v) * np.exp(-((v - np.pi) ** 2)), axis=0),
    "michalewicz": lambda v: -np.sum(np.sin(v) * np.sin(I * v * v / np.pi) ** 20, axis=0),
    "cross_in_tray": cross_in_tray,
    "holder_table": holder_table,
    "bukin_n6": lambda v: (
        100.0 * np.abs(v[1] - 0.01 * v[0] ** 2) ** 0.5 + 0.01 * np.abs(v[0] + 10.0)
    ),
    "sharp_and_flat": sharp_and_flat,
    "five_points": lambda v: (2.0 * v[0] + v[1] - 3.0) ** 2 + 2.0 * (v[0] - 0.8) ** 2 + 0.72,
    "seven_cars": lambda v: (
        (v[0] * 25.204 / 7.0 + v[1] - 120.0 / 7.0) ** 2
        + 0.4014768163265306 * (v[0] + 4.566202618048345) ** 2
        + 1.465860229101089
    ),
    "two_features": lambda v: (
        0.3010332
        + np.hypot(
            v[0] + 0.6258831 + 0.9329944 * (v[1] + 0.2211815),
            (1.0 - 0.9329944**2) ** 0.5 * (v[1] + 0.2211815),
        )
        ** 2
    ),
    "batch_norm": lambda v: (
        2.0
        + 2.0
        * (0.8322442008836 * v[0] + 0.8051269273546401 * v[1])
        / np.hypot(v[0] + 0.9329944 * v[1], (1.0 - 0.9329944**2) ** 0.5 * v[1])
    ),
    "cliff": lambda v: (
        10.0 / (1.0 + np.exp(8.0 * (v[0] - 1.0))) + 0.005 * (v[0] - 3.0) ** 2 + 0.2 * v[1] ** 2
    ),
    "wall_and_valley": lambda v: np.square(v[1] ** 2 / 2.0) + np.hypot(0.2 * v[0], 0.1) - 0.1,
}

# The literature's least values, computed to ten digits, and at how many points.
LEAST = {
    "matyas": (0.0, 1),
    "zakharov": (0.0, 1),
    "dixon_price": (0.0, 2),
    "three_hump_camel": (0.0, 1),
    "himmelblau": (0.0, 4),
    "branin": (5.0 / (4.0 * np.pi), 3),
    "styblinski_tang": (-78.33233141, 1),
    "six_hump_camel": (-1.031628453, 2),
    "mccormick": (-(3.0**0.5) / 2.0 - np.pi / 3.0, 1),
    "peaks": (-6.551133333, 1),
    "freudenstein_roth": (0.0, 1),
    "goldstein_price": (3.0, 1),
    "griewank": (0.0, 1),
    "drop_wave": (-1.0, 1),
    "levy_n13": (0.0, 1),
    "schaffer_n2": (0.0, 1),
    "schaffer_n4": (0.292578632, 4),
    "schwefel": (0.0, 1),
    "eggholder": (-959.6406627, 1),
    "easom": (-1.0, 1),
    "michalewicz": (-1.80130341, 1),
    "cross_in_tray": (-2.062611871, 4),
    "holder_table": (-19.20850257, 4),
    "bukin_n6": (0.0, 1),
    "sharp_and_flat": (-0.8942873432, 2),
    "five_points": (0.72, 1),
    "seven_cars": (1.465860229, 1),
    "two_features": (0.3010332, 1),
    "wall_and_valley": (0.0, 1),
}


@pytest.mark.parametrize("key", REFERENCES)
def test_value_equals_the_formula_written_otherwise(key):
    record = LANDSCAPES[key]
    rng = np.random.RandomState(1)
    for box in (record.domain, record.view):
        v = np.array([rng.uniform(low, high, 40) for low, high in box])
        expected = REFERENCES[key](v)
        np.testing.assert_allclose(record.value(*v), expected, rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize("key", LEAST)
def test_least_value(key):
    value, places = LEAST[key]
    found = [minimum[2] for minimum in LANDSCAPES[key].minima() if minimum[3] == "global"]
    assert len(found) == places
    np.testing.assert_allclose(found, value, rtol=5e-10, atol=1e-12)


def test_schwefel_with_the_usual_constant():
    ((x, _, value, _),) = [m for m in LANDSCAPES["schwefel"].minima() if m[3] == "global"]
    assert value == 0.0
    assert 2.0 * 418.9829 - 2.0 * x * np.sin(np.sqrt(x)) == pytest.approx(2.5e-5, abs=5e-7)


def test_eggholder_is_lowest_on_its_border():
    """The slope leads out of the domain, where it is lower; inside nothing is."""
    record = LANDSCAPES["eggholder"]
    ((x, y),) = record.border()
    gx, gy = record.gradient(x, y)
    assert x == record.domain[0][1]
    assert gx == pytest.approx(-3.3856, abs=1e-4)
    assert abs(gy) < 1e-10
    assert record.value(x + 1.0, y) < record.lowest() < record.value(x - 1.0, y)


def test_mccormick_is_lower_outside():
    record = LANDSCAPES["mccormick"]
    x, y, value, _ = record.minima()[0]
    assert record.value(x - np.pi, y - np.pi) == pytest.approx(value - np.pi)


def test_easom_has_no_gradient_far_away():
    assert LANDSCAPES["easom"].gradient(35.0, 3.0) == (0.0, 0.0)
    assert LANDSCAPES["easom"].gradient(29.0, 3.0)[0] != 0.0


def test_freudenstein_roth_has_a_minimum_outside_its_domain():
    record = LANDSCAPES["freudenstein_roth"]
    x, y = 11.412778986902094, -0.8968052532744765
    assert record.value(x, y) == pytest.approx(48.98425, abs=1e-5)
    assert np.hypot(*record.gradient(x, y)) < 1e-10
    assert x > record.domain[0][1]


@pytest.mark.parametrize(
    ("key", "points"),
    {
        "bukin_n6": [(-10.0, 1.0), (-5.0, 0.25)],
        "cross_in_tray": [(0.0, 0.0), (0.0, 1.0), (2.0, 0.0)],
        "holder_table": [(0.0, 0.0), (0.0, 1.0)],
        "schwefel": [(0.0, 0.0)],
        "eggholder": [(0.0, -47.0)],
        "drop_wave": [(0.0, 0.0)],
    }.items(),
)
def test_kinks_follow_the_convention(key, points):
    """At a kink the value is finite and the gradient too; floats and arrays agree."""
    record = LANDSCAPES[key]
    for point in points:
        gradient = record.gradient(*point)
        assert np.isfinite([record.value(*point), *gradient]).all()
        np.testing.assert_array_equal(record.gradient(*np.array(point)), gradient)


def test_wells_of_equal_depth_and_different_width():
    record = LANDSCAPES["sharp_and_flat"]
    sharp, flat = record.minima()
    assert sharp[2] == pytest.approx(flat[2], abs=1e-15)
    curvature = [record.hessian(*well[:2])[2] for well in (sharp, flat)]
    np.testing.assert_allclose(curvature, [44.7, 1.66], rtol=0.02)


def test_the_monkey_saddle_can_be_given_a_floor():
    record = LANDSCAPES["monkey_saddle"]
    assert record.lowest() is None
    minima = record.minima(c=0.25)
    assert [np.hypot(x, y) for x, y, *_ in minima] == pytest.approx([3.0] * 3)
    assert [value for *_, value, _ in minima] == pytest.approx([-6.75] * 3)
