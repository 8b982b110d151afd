"""Contract of every optimizer in the registry."""

import inspect
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import optim
from optim import OPTIMIZERS, elementwise, internals
from optim.engine import descend, start_state
from optim.loop import on_floats
from optim.rule import GROUPS, PointRule

RULES = [
    pytest.param(rule, id=f"{key} {form}")
    for key, optimizer in OPTIMIZERS.items()
    for form, rule in optimizer.rules.items()
]
ELEMENTWISE = [param for param in RULES if not isinstance(param.values[0], PointRule)]
VOCABULARY = [v for v in vars(internals).values() if isinstance(v, internals.Internal)]


def row(rule, t, **changes):
    values = {"lr": 0.05, **{s.name: s.default for s in rule.settings}, **changes}
    return SimpleNamespace(t=t, **values)


def bowl(x, y):
    return x, 9.0 * y


def bowl_hessian(x, y):
    return 1.0, 0.0, 9.0


def test_every_file_is_registered():
    files = {path.stem for path in (Path(optim.__file__).parent / "rules").glob("[!_]*.py")}
    assert files == set(OPTIMIZERS)
    assert all(key == optimizer.key for key, optimizer in OPTIMIZERS.items())


@pytest.mark.parametrize("rule", RULES)
def test_record_equals_signature(rule):
    names = list(inspect.signature(rule.step).parameters)
    assert names[:3] == ["x", "g", "s"]
    own = ["hessian", "memory"] if isinstance(rule, PointRule) else list(rule.state)
    assert names[3:] == own
    assert all(internal in VOCABULARY for internal in rule.internals)
    if isinstance(rule, PointRule):
        assert not rule.internals
        return
    assert (None in rule.state_starts) == (rule.start is not None)


@pytest.mark.parametrize("rule", RULES)
def test_defaults_are_allowed_and_described(rule):
    for setting in rule.settings:
        assert setting.check(setting.default) == setting.default
        assert setting.help.endswith(".")
    assert rule.step.__doc__.endswith(".")
    assert rule.formula
    assert rule.source


def test_the_registry_stands_by_group():
    groups = [optimizer.group for optimizer in OPTIMIZERS.values()]
    assert groups == sorted(groups, key=GROUPS.index)
    assert set(groups) == set(GROUPS)


def test_forms_are_told_apart():
    for optimizer in OPTIMIZERS.values():
        notes = [rule.note for rule in optimizer.rules.values()]
        assert len(set(notes)) == len(notes)
        assert len(notes) == 1 or all(note.endswith(".") for note in notes)


@pytest.mark.parametrize("rule", ELEMENTWISE)
def test_arrays_equal_floats_step_by_step(rule):
    """From the same state, one step on an array is the same as on each of its floats."""
    rng = np.random.RandomState(1)
    x, g = rng.standard_normal((2, 50))
    settings = row(rule, 3)
    states = [np.abs(rng.standard_normal(50)) * 0.3 for _ in rule.state]
    together = rule.step(x, g, settings, *states)
    for k in range(50):
        alone = rule.step(float(x[k]), float(g[k]), settings, *(float(s[k]) for s in states))
        for array, value in zip(together, alone, strict=True):
            np.testing.assert_allclose(np.broadcast_to(array, 50)[k], value, rtol=1e-12)


@pytest.mark.parametrize("rule", ELEMENTWISE)
def test_a_step_without_calls_of_where_is_the_same(rule):
    rng = np.random.RandomState(2)
    quick = on_floats(rule.step)
    assert "where" not in quick.__code__.co_names
    for momentum in (0.9, 0.0):
        settings = row(rule, 3, momentum=momentum)
        x, g, *state = np.abs(rng.standard_normal(2 + len(rule.state))).tolist()
        assert quick(x, g, settings, *state) == rule.step(x, g, settings, *state)


@pytest.mark.parametrize("rule", ELEMENTWISE)
def test_a_step_is_pure(rule):
    state = start_state(rule, vars(row(rule, 1)))
    x, g = np.array([1.0, 2.0]), np.array([0.5, -3.0])
    first = rule.step(x, g, row(rule, 1), *state)
    assert x.tolist() == [1.0, 2.0]
    assert g.tolist() == [0.5, -3.0]
    for a, b in zip(first, rule.step(x, g, row(rule, 1), *state), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("rule", RULES)
def test_goes_downhill_and_records_everything(rule):
    settings = {"lr": 0.05, **{s.name: s.default for s in rule.settings}}
    path = descend(rule, bowl, (2.0, 1.0), settings, 200, hessian=bowl_hessian)
    assert path.positions.shape == (201, 2)
    assert path.gradient.shape == (200, 2)
    assert set(path.internals) == {internal.name for internal in rule.internals}
    for values in path.internals.values():
        assert np.shape(values) == (200, 2)
        assert np.isfinite(values).all()
    heights = (path.positions**2 * [1.0, 9.0]).sum(axis=1)
    assert heights[-1] < heights[0]
    assert path.diverged_at is None


@pytest.mark.parametrize("rule", RULES)
def test_bad_numbers_do_not_raise(rule):
    """A gradient of 0, inf or nan and a division by zero give numbers, never an exception."""
    settings = {"lr": 0.05, **{s.name: s.default for s in rule.settings}}
    for name in ("eps", "weight_decay", "beta1", "beta2", "alpha"):
        if name in settings:
            settings[name] = 0.0
    for slope in (0.0, -0.0, 1e200, 1e308, float("inf"), float("nan")):
        path = descend(
            rule,
            lambda x, y, slope=slope: (slope, 1.0),
            (1.0, 1.0),
            settings,
            5,
            hessian=bowl_hessian,
        )
        assert path.positions.shape == (6, 2)


def test_divergence_is_found_and_padded():
    rule = OPTIMIZERS["gradient_descent"].rules["torch"]
    path = descend(
        rule, bowl, (1.0, 1.0), {"lr": 0.5, "weight_decay": 0.0}, 50, ((-100, 100), (-100, 100))
    )
    k = path.diverged_at  # y is multiplied by -3.5 each step
    assert k == 4
    assert path.positions[k].tolist() == [0.5**4, 3.5**4]
    assert np.isnan(path.positions[k + 1 :]).all()
    assert np.isfinite(path.positions[: k + 1]).all()
    assert np.isnan(path.gradient[k:]).all()


def test_overflow_is_a_divergence():
    rule = OPTIMIZERS["gradient_descent"].rules["torch"]
    path = descend(rule, bowl, (1.0, 1e300), {"lr": 1e4, "weight_decay": 0.0}, 50)
    assert path.diverged_at == 3
    assert np.isnan(path.positions[3:]).all()


def test_scheduled_settings_reach_the_rule():
    rule = OPTIMIZERS["gradient_descent"].rules["torch"]
    rates = np.array([0.1, 0.0, 0.2])
    path = descend(rule, lambda x, y: (1.0, 0.0), (0.0, 0.0), {"lr": rates, "weight_decay": 0.0}, 3)
    np.testing.assert_allclose(path.positions[:, 0], [0.0, -0.1, -0.1, -0.3])
    assert path.settings["lr"].tolist() == rates.tolist()


def test_look_ahead_is_where_the_gradient_was_taken():
    rule = OPTIMIZERS["nesterov"].rules["classical"]
    path = descend(rule, bowl, (2.0, 1.0), {"lr": 0.05, "momentum": 0.9}, 40)
    ahead = path.internals["look_ahead"]
    np.testing.assert_allclose(path.gradient, ahead * [1.0, 9.0], rtol=1e-15)
    v = path.internals["velocity"]
    np.testing.assert_allclose(ahead[1:], path.positions[1:-1] + 0.9 * v[:-1], rtol=1e-15)
    np.testing.assert_allclose(path.positions[1:], path.positions[:-1] + v, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("name", ["sqrt", "sign", "maximum", "minimum", "where"])
def test_elementwise_floats_equal_arrays(name):
    function = getattr(elementwise, name)
    values = [0.0, -0.0, 1.5, -2.0, 1e-320, float("inf"), float("-inf"), float("nan")]
    with np.errstate(all="ignore"):
        for a in values:
            for b in values:
                arguments = {"sqrt": (a,), "sign": (a,), "where": (a > b, a, b)}.get(name, (a, b))
                array = function(*(np.array([v]) for v in arguments))[0]
                scalar = function(*arguments)
                np.testing.assert_array_equal(np.array(scalar), array)
                assert type(scalar) is float
