"""The derivatives that the numbers panel shows: those of the engine, as formulas."""

import json

import numpy as np
import pytest
import sympy

from browser import pack
from comparison import Comparison
from expression.program import Program
from expression.python_printer import function
from expression.sympy_reader import read
from expression.tree import leaves, names
from landscapes import LANDSCAPES
from test_landscapes import CASES
from test_packing import unpack

SCOPE = {
    "where": np.where, "abs": np.abs,
    **{name: getattr(np, name) for name in ("sqrt", "exp", "sin", "cos", "tanh", "sign")},
}  # fmt: skip
KINKS = {
    "ackley": (0.0, 0.0), "drop_wave": (0.0, 0.0), "schwefel": (0.0, 0.0), "bukin_n6": (-10.0, 1.0),
    "eggholder": (0.0, -47.0), "holder_table": (0.0, 0.0), "cross_in_tray": (0.0, 0.0),
}  # fmt: skip


def slopes(record, x, y, parameters):
    """The formulas with values put in; over data the mean over the rows."""
    values = {**record.defaults, **parameters}
    lines = list(zip(("gx", "gy"), record.row.slopes, strict=True))
    names = ["x", "y", "pi", *values, *record.data.columns]
    worked = function(Program(tuple(names), tuple(lines), ("gx", "gy")), SCOPE)
    with np.errstate(all="ignore"):
        rows = [row.values() for row in record.data] or [()]
        return np.mean([worked(x, y, np.pi, *values.values(), *row) for row in rows], axis=0)


@pytest.mark.parametrize(("record", "parameters"), CASES)
def test_the_formulas_give_the_gradient(record, parameters):
    (x0, x1), (y0, y1) = record.domain
    rng = np.random.RandomState(1)
    x, y = rng.uniform(x0, x1, 2000), rng.uniform(y0, y1, 2000)
    gradient = record.gradient(x, y, **parameters)
    for shown, used in zip(slopes(record, x, y, parameters), gradient, strict=True):
        np.testing.assert_allclose(shown, used, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("key", KINKS)
def test_at_a_kink_a_formula_is_no_number_or_the_gradient(key):
    record, (x, y) = LANDSCAPES[key], KINKS[key]
    shown = slopes(record, np.float64(x), np.float64(y), {})
    assert np.isnan(shown).any()
    np.testing.assert_array_equal(np.nan_to_num(shown), record.gradient(x, y))


@pytest.mark.parametrize("record", LANDSCAPES.values(), ids=LANDSCAPES)
def test_a_formula_fits_the_panel(record):
    trees = record.row.slopes
    assert max(map(leaves, trees)) <= 120
    assert len(json.dumps(trees)) < 10_000
    used = {name for tree in trees for name in names(tree)}
    assert used <= {"x", "y", "pi", *record.defaults, *record.data.columns}


def formula(text):
    symbols = {name: sympy.Symbol(name, real=True) for name in "xyb"}
    return read(sympy.sympify(text, locals=symbols))


def test_how_an_expression_is_read():
    assert formula("-3") == ["neg", 3]
    assert formula("y - x**2 - 5") == ["-", ["-", "y", ["**", "x", 2]], 5]
    assert formula("-x - y") == ["-", ["neg", "x"], "y"]
    assert formula("-4*x/3") == ["neg", ["/", ["*", 4, "x"], 3]]
    assert formula("0.5*x") == ["*", 0.5, "x"]
    assert formula("2*b*x/sqrt(y)") == ["/", ["*", ["*", 2, "b"], "x"], ["sqrt", "y"]]
    assert formula("(1 + y)**-3") == ["/", 1, ["**", ["+", "y", 1], 3]]
    assert formula("exp(-x)*pi") == ["*", "pi", ["exp", ["neg", "x"]]]
    assert formula("sign(x)*Abs(y)") == ["*", ["abs", "y"], ["sign", "x"]]
    assert formula("Piecewise((-1, x < b), (x/b, True))") == [
        "if", [">", "b", "x"], ["neg", 1], ["/", "x", "b"]
    ]  # fmt: skip


def test_what_cannot_be_read_is_named():
    with pytest.raises(ValueError, match="cannot read gamma"):
        formula("gamma(x)")


def test_the_shorter_form_is_shown():
    """Rosenbrock's with 2 as a common factor, Booth's as SymPy gives it."""
    rosenbrock, booth = (LANDSCAPES[key].compiled.slopes[0] for key in ("rosenbrock", "booth"))
    valley = ["*", ["*", ["*", 2, "b"], "x"], ["-", "y", ["**", "x", 2]]]
    assert rosenbrock == ["*", 2, ["-", ["-", "x", "a"], valley]]
    assert booth == ["-", ["+", ["*", 10, "x"], ["*", 8, "y"]], 34]


def derivative_of(picture):
    return unpack(pack(picture.changed(numbers=1)))[0]["numbers"]["derivative"]


def test_the_browser_gets_the_formulas_and_the_parameters():
    everything = {"kappa": 30.0, "angle": 20.0, "center_x": 1.0, "center_y": -1.0}
    derivative = derivative_of(Comparison("quadratic", everything))
    assert derivative["trees"] == list(LANDSCAPES["quadratic"].compiled.slopes)
    symbols = {"pi": "π", "kappa": "κ", "angle": "φ", "center_x": "c_x", "center_y": "c_y"}
    assert derivative["symbols"] == symbols
    assert derivative["parameters"] == everything
    assert (derivative["data"], derivative["drawn"]) == ([], None)


def test_what_a_parameter_of_0_switches_off_is_left_out():
    derivative = derivative_of(Comparison("quadratic", {"kappa": 30.0}))
    assert derivative["trees"] == ["x", ["*", "kappa", "y"]]
    assert derivative["symbols"] == {"pi": "π", "kappa": "κ"}
    assert derivative["parameters"] == {"kappa": 30.0}
    moved = derivative_of(Comparison("quadratic", {"center_y": 2.0}))
    assert moved["trees"] == ["x", ["*", "kappa", ["-", "y", "center_y"]]]


def test_over_data_the_browser_gets_the_rows_and_which_a_step_sees():
    drawn = Comparison("five_points", steps=7, batch=2, seed=5)
    header, array = unpack(pack(drawn.changed(numbers=1)))
    derivative = header["numbers"]["derivative"]
    assert derivative["data"][3] == {"feature": 3.0, "target": 5.0}
    assert derivative["symbols"]["feature"] == "feature_i"
    assert derivative["batch"] == 2
    np.testing.assert_array_equal(array(derivative["drawn"]), drawn.drawn_rows().ravel())
