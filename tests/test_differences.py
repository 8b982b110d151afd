"""The table of differences: what the records say, and what the frameworks were recorded doing."""

import numpy as np
import pytest

from comparison.differences import FRAMEWORKS, RATES, differences
from optim import OPTIMIZERS
from test_conventions import FILES, OPTIMIZER_KEYS, form_of
from ui.differences import HEAD, short, table

ROWS = [
    pytest.param(row, id=f"{key} {row.framework}")
    for key in OPTIMIZER_KEYS
    for row in differences(key)
]
RECORDED_AS = {"constant": "constant", "rising": "ramp"}


def recorded(framework, optimizer, kind):
    return np.array(FILES[framework]["table"][optimizer][RECORDED_AS[kind]])


@pytest.mark.parametrize("key", OPTIMIZER_KEYS)
def test_every_framework_has_a_row(key):
    rows = differences(key)
    assert sorted(row.framework for row in rows) == sorted(FRAMEWORKS)
    assert rows[0].form == OPTIMIZERS[key].default_form
    assert rows[0].framework == ("torch" if "torch" in OPTIMIZERS[key].rules else "optax")


@pytest.mark.parametrize("row", ROWS)
def test_who_has_what_and_at_which_rate_is_as_recorded(row):
    default_lr = FILES[row.framework]["default_lr"]
    assert (row.form is not None) == (row.optimizer in default_lr)
    assert row.form == form_of(row.optimizer, row.framework)
    assert row.default_lr == default_lr.get(row.optimizer)


@pytest.mark.parametrize("row", [param for param in ROWS if param.values[0].form])
def test_the_numbers_are_those_of_the_recorded_runs(row):
    """Everything at the framework's own defaults, against the first's: one bowl, the same rates."""
    names = (row.framework, differences(row.optimizer)[0].framework)
    tolerance = 1e-6 if row.framework == "mlx" else 1e-12
    for kind in RATES:
        path, base = (recorded(name, row.optimizer, kind) for name in names)
        apart = np.hypot(*(path - base).T).max()
        assert row.apart[kind] == pytest.approx(apart, rel=tolerance, abs=tolerance)
    path, base = (recorded(name, row.optimizer, "constant") for name in names)
    lengths = [np.hypot(*(positions[1] - positions[0])) for positions in (path, base)]
    assert row.first_step == pytest.approx(lengths[0] / lengths[1], rel=tolerance)


@pytest.mark.parametrize("row", [param for param in ROWS if param.values[0].form])
def test_formulas_and_defaults_are_the_rules_own(row):
    rules = OPTIMIZERS[row.optimizer].rules
    first = differences(row.optimizer)[0]
    rule, base = rules[row.form], rules[first.form]
    own, theirs = ({s.name: s.default for s in r.settings} for r in (rule, base))
    assert row.defaults.items() <= own.items()
    assert set(row.formula) <= set(rule.formula)
    if row.framework != first.framework:
        assert all(theirs.get(name) != value for name, value in row.defaults.items())
        same = own.keys() - row.defaults.keys()
        assert all(own[name] == theirs[name] for name in same)
        assert set(row.formula).isdisjoint(base.formula)
        assert bool(row.formula or row.defaults) == (rule is not base)


@pytest.mark.parametrize(
    ("optimizer", "framework", "first_step"),
    [
        ("adam", "mlx", np.sqrt(0.1**2 / 0.001)),  # (1 - beta1) / sqrt(1 - beta2)
        ("adamax", "mlx", 0.1),  # 1 - beta1
        ("rmsprop", "optax", np.sqrt(0.01 / 0.1)),  # the shares that a new gradient has
    ],
)
def test_first_steps_that_a_formula_gives(optimizer, framework, first_step):
    (row,) = (row for row in differences(optimizer) if row.framework == framework)
    assert row.first_step == pytest.approx(first_step, rel=1e-6)


@pytest.mark.parametrize("key", OPTIMIZER_KEYS)
def test_the_table_has_a_cell_for_everything(key):
    lines = table(differences(key)).splitlines()
    assert len(lines) == 2 + len(FRAMEWORKS)
    assert "\n".join(lines[:2]) == HEAD
    assert {line.count("|") for line in lines} == {8}


def test_the_table_as_it_is_read():
    adam = table(differences("adam"))
    keras, optax, mlx = adam.splitlines()[3:]
    assert "eps 1e-7 | 0.001 | 1 |" in keras
    assert optax == "| optax | the same |  | to be given | 1 | 0 | 0 |"
    assert "bias_correction false | to be given | 3.16 | 3.58 | 3.65 |" in mlx
    assert "| MLX | does not have it | | | | | |" in table(differences("nadam"))


def test_numbers_in_the_table():
    assert [short(value) for value in (0.0, 1e-15, 2.5e-7, 1.2345, 3.0)] == [
        "0", "0", "2.5e-7", "1.23", "3",
    ]  # fmt: skip
