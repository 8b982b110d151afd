"""Rules and landscapes as programs: they compute what the engine computes, to the last bit."""

import math
import operator
from types import SimpleNamespace

import numpy as np
import pytest

from expression.reader import program as read
from expression.tree import AHEAD, CONSTANTS
from landscapes import LANDSCAPES
from optim import OPTIMIZERS
from optim.elementwise import maximum, minimum, sign, sqrt
from optim.engine import start_state
from optim.loop import on_floats
from optim.program import program
from optim.rule import PointRule
from setting import Setting

FORMS = [
    (key, form)
    for key, optimizer in OPTIMIZERS.items()
    for form, rule in optimizer.rules.items()
    if not isinstance(rule, PointRule)
]
OPERATIONS = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "**": operator.pow, "==": operator.eq, "!=": operator.ne, "<": operator.lt,
    "<=": operator.le, ">": operator.gt, ">=": operator.ge, "neg": operator.neg,
    "not": operator.not_, "abs": abs, "maximum": maximum, "minimum": minimum, "sign": sign,
    **{name: getattr(math, name) for name in ("copysign", "sin", "cos", "tanh", "exp", "pow")},
}  # fmt: skip
STATES = 40


def evaluate(tree, values, root):
    """The value of a tree; `root` is the square root, which rules and formulas take differently."""
    if isinstance(tree, str):
        return values[tree]
    if not isinstance(tree, list):
        return tree
    operation, *operands = tree
    if operation == "if":
        condition, a, b = operands
        return evaluate(a if evaluate(condition, values, root) else b, values, root)
    known = {**OPERATIONS, "sqrt": root}
    return known[operation](*(evaluate(operand, values, root) for operand in operands))


def run(program, values, root=sqrt):
    """The results of a program."""
    values = {**CONSTANTS, **values}
    for name, tree in program.lines:
        values[name] = evaluate(tree, values, root)
    return tuple(evaluate(tree, values, root) for tree in program.results)


def settings_of(rule, rng):
    """Any settings that the rule takes."""

    def value(setting: Setting):
        if setting.choices:
            return setting.choices[rng.randint(len(setting.choices))]
        if setting.type is bool:
            return bool(rng.randint(2))
        low, high = setting.slider or (setting.low, setting.high)
        drawn = rng.choice([setting.default, rng.uniform(low, high), low])
        return setting.check(setting.type(drawn))

    own = {setting.name: value(setting) for setting in rule.settings}
    return {"lr": float(10.0 ** rng.uniform(-4, 0)), **own, "t": int(rng.randint(1, 300))}


@pytest.mark.parametrize(("key", "form"), FORMS)
def test_a_rule_steps_as_its_program_says(key, form):
    rule = OPTIMIZERS[key].rules[form]
    whole = program(rule, {})
    assert set(whole.state) <= set(rule.state)
    rng = np.random.RandomState(3)
    for _ in range(STATES):
        settings = settings_of(rule, rng)
        s = SimpleNamespace(**settings)
        x, g = rng.standard_normal(2).tolist()
        state = [abs(value) for value in rng.standard_normal(len(rule.state)).tolist()]
        values = {f"s.{name}": value for name, value in settings.items()}
        values |= {"x": x, "g": g, **dict(zip(rule.state, state, strict=True))}
        if rule.gradient_at:
            (values[AHEAD],) = run(whole.look, values)
            assert values[AHEAD] == rule.gradient_at(x, s, *state)
        try:
            after = on_floats(rule.step)(x, g, s, *state)
        except ArithmeticError:
            continue  # the twin goes on with inf and nan, as the engine's arrays do
        kept = [True, *(name in whole.state for name in rule.state)]
        expected = [value for value, known in zip(after, kept, strict=True) if known]
        np.testing.assert_array_equal(run(whole.step, values), expected)


@pytest.mark.parametrize(("key", "form"), FORMS)
def test_a_state_starts_where_its_program_says(key, form):
    rule = OPTIMIZERS[key].rules[form]
    whole = program(rule, {})
    rng = np.random.RandomState(4)
    for _ in range(STATES):
        settings = settings_of(rule, rng)
        values = {f"s.{name}": value for name, value in settings.items()}
        expected = dict(zip(rule.state, start_state(rule, settings), strict=True))
        for name, start in whole.state.items():
            told = run(whole.start, values)[0] if start is None else start
            np.testing.assert_array_equal(told, expected[name])


def points(record, count=60):
    (x0, x1), (y0, y1) = record.domain
    rng = np.random.RandomState(1)
    return zip(
        rng.uniform(x0, x1, count).tolist(), rng.uniform(y0, y1, count).tolist(), strict=True
    )


def root(a):
    return math.sqrt(a)


@pytest.mark.parametrize("key", LANDSCAPES)
@pytest.mark.parametrize("what", ["value", "gradient"])
def test_a_landscape_is_what_its_program_says(key, what):
    record = LANDSCAPES[key]
    rng = np.random.RandomState(2)
    for x, y in points(record):
        parameters = {
            setting.name: float(rng.uniform(*(setting.slider or (setting.low, setting.high))))
            for setting in record.parameters
        }
        values = {"x": x, "y": y, **parameters}
        expected = record.compiled.scalar(what, parameters)(x, y)
        np.testing.assert_array_equal(run(record.compiled.program(what), values, root), expected)
        for row in record.data:
            expected = record.row.scalar(what, {**parameters, **row})(x, y)
            program = record.row.program(what)
            np.testing.assert_array_equal(run(program, {**values, **row}, root), expected)


def test_what_cannot_be_read_is_said():
    def loops(x):
        for _ in range(3):
            x = x + 1.0
        return x

    with pytest.raises(ValueError, match="cannot read"):
        read(loops)
