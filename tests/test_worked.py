"""The lines shown for a step are those that ran: worked out again, they give the next position."""

import json
import math
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings

from browser import pack
from comparison import Comparison, Run
from expression.tree import AHEAD
from optim import OPTIMIZERS
from optim.elementwise import maximum, minimum, sign, sqrt, where
from optim.internals import VELOCITY
from optim.rule import PointRule, Rule
from optim.worked import worked
from strategies import runs
from test_packing import unpack

RULES = [
    (key, form)
    for key, optimizer in OPTIMIZERS.items()
    for form, rule in optimizer.rules.items()
    if not isinstance(rule, PointRule)
]
OPERATIONS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "**": lambda a, b: a**b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "neg": lambda a: -a,
    "not": lambda a: not a,
    "if": lambda condition, a, b: a if condition else b,
    "sqrt": np.sqrt,
    "abs": abs,
    "maximum": np.maximum,
    "minimum": np.minimum,
    "sign": np.sign,
}


def evaluate(tree, values):
    if isinstance(tree, str):
        return values[tree]
    if not isinstance(tree, list):
        return np.float64(tree)
    operation, *operands = tree
    return OPERATIONS[operation](*(evaluate(operand, values) for operand in operands))


def numbers_at(header, t):
    """The lines of the leg that moves on from a step, as the player finds them."""
    numbers = header["numbers"]
    later = [leg for leg in numbers.get("later", ()) if leg["from"] <= t]
    return {**numbers, "whole": False, **later[-1]} if later else numbers


def worked_out(header, array, t, axis):
    """Every name of a step, from what the browser is sent."""
    numbers = numbers_at(header, t)

    def at(entry):
        return array(entry)[2 * t + axis]

    values = {
        "x": at(header["runs"][numbers["run"]]["position"]),
        "g": at(numbers["gradient"]),
        "s.t": np.float64(t + 1 - numbers["born"]),
        **{name: at(entry) for name, entry in numbers["state"].items()},
    }
    for name, entry in numbers["settings"].items():
        value = entry["constant"] if "constant" in entry else array(entry)[t]
        values[f"s.{name}"] = np.float64(value)
    with np.errstate(all="ignore"):
        for name, tree in numbers["lines"]:
            values[name] = evaluate(tree, values)
    return values


def check(comparison):
    (trajectory,) = comparison.trajectories()
    header, array = unpack(pack(comparison.changed(numbers=1)))
    if all(isinstance(run.rule, PointRule) for run, _ in trajectory.parts):
        assert header["numbers"] == {"run": 0, "whole": True}
        return
    for t, axis in product(range(comparison.steps), (0, 1)):
        run, _ = trajectory.in_force(t)
        assert bool(numbers_at(header, t).get("whole")) == isinstance(run.rule, PointRule)
        if not isinstance(run.rule, PointRule):
            kinds = run.rule.state
            values = worked_out(header, array, t, axis)
            before, after = trajectory.positions[t : t + 2, axis]
            if not math.isfinite(after):
                return
            new = values[numbers_at(header, t)["position"]]
            assert abs(new - after) <= 1e-12 * max(abs(before), abs(after))
            if AHEAD in values:
                assert values[AHEAD] == trajectory.internals["look_ahead"][t, axis]
            for name in kinds.keys() & {name.rstrip("'") for name in values if name[-1] == "'"}:
                state = trajectory.internals[kinds[name].name][t, axis]
                assert values[f"{name}'"] == pytest.approx(state, rel=1e-12)


@pytest.mark.parametrize(("key", "form"), RULES)
@pytest.mark.parametrize("schedule", ["constant", "one_cycle"])
def test_the_lines_of_every_rule_give_its_next_position(key, form, schedule):
    run = Run(key, 0.002, schedule, form)
    check(Comparison("rosenbrock", steps=40, noise=0.1, sparse=3, runs=(run,)))


@settings(max_examples=60, deadline=None)
@given(runs(6))
def test_with_any_settings(run):
    check(Comparison("himmelblau", steps=6, runs=(run.changed(then=()),)))


@pytest.mark.parametrize(("key", "form"), RULES)
def test_every_name_has_a_symbol(key, form):
    comparison = Comparison(runs=(Run(key, 0.1, convention=form),))
    numbers = unpack(pack(comparison.changed(numbers=1)))[0]["numbers"]
    lines = numbers["lines"]
    names = {name for name, _ in lines} | set(json.dumps(lines).replace('"', " ").split())
    used = {name.rstrip("'") for name in names if name.rstrip("'").replace(".", "").isidentifier()}
    operations = {"neg", "not", "if", "sqrt", "abs", "maximum", "minimum", "sign"}
    assert used - operations <= set(numbers["symbols"])


def lines(key, form="torch", **values):
    rule = OPTIMIZERS[key].rules[form]
    constants = {setting.name: setting.default for setting in rule.settings}
    return dict(worked(rule, {**constants, **values}).lines)


def test_what_the_settings_switch_off_is_left_out():
    assert lines("gradient_descent") == {"x'": ["-", "x", ["*", "s.lr", "g"]]}
    assert lines("gradient_descent", weight_decay=0.1) == {
        "g'": ["+", "g", ["*", "s.weight_decay", "x"]],
        "x'": ["-", "x", ["*", "s.lr", "g'"]],
    }
    assert lines("momentum")["v'"] == ["+", ["*", "s.momentum", "v"], "g"]
    assert lines("momentum", momentum=0.0) == lines("gradient_descent")
    assert lines("adagrad")["x'"] == [
        "-", "x", ["/", ["*", "s.lr", "g"], ["+", ["sqrt", "v'"], "s.eps"]]
    ]  # fmt: skip
    assert list(lines("adamw")) == ["x'", "m'", "v'", "denominator", "x''"]
    assert list(lines("adamw", weight_decay=0.0)) == ["m'", "v'", "denominator", "x'"]


def test_a_call_is_written_out_and_a_point_that_has_a_name_keeps_it():
    grown = ["/", ["+", 1.0, ["sqrt", ["+", ["*", ["*", 4.0, "a"], "a"], 1.0]]], 2.0]
    assert lines("nesterov", "original", momentum_sequence=True) == {
        "mu": ["/", ["-", "a", 1.0], grown],
        "x_ahead": ["+", "x", ["*", "mu", "v"]],
        "x'": ["-", "x_ahead", ["*", "s.lr", "g"]],
        "v'": ["-", "x'", "x"],
        "a'": grown,
    }
    assert list(lines("nesterov", "original", momentum_sequence=False)) == ["x_ahead", "x'", "v'"]


def test_the_first_gradient_without_dampening_is_a_branch():
    """Before it there is no velocity: it is nan."""
    dampened = ["+", ["*", "s.momentum", "v"], ["*", ["-", 1.0, "s.dampening"], "g"]]
    assert lines("momentum", dampening=0.5)["v'"] == ["if", ["==", "v", "v"], dampened, "g"]


def test_a_momentum_that_a_schedule_takes_to_zero_is_a_branch_and_only_there():
    plain = ["+", ["*", "s.momentum", "v"], "g"]
    for form in ("torch", "mlx"):
        assert lines("momentum", form, momentum=np.array([0.9, 0.8]))["v'"] == plain
        branch = lines("momentum", form, momentum=np.array([0.9, 0.0]))["v'"]
        assert (branch[0], branch[2:]) == ("if", [plain, "v"])


def rule_of(step, **more):
    return Rule(step, formula=(), source="", torch="", **more)


def everything(x, g, s, v=0.0):
    """Each construct once."""
    size = sqrt(maximum(abs(g), 0.5)) if s.rooted else minimum(g, 2)
    turned = where(g * v < 0.0, -sign(g), g if not s.t >= 2 else 1.0)
    step = turned * size ** (1 / s.t)
    return x - step, v + step


@pytest.mark.parametrize("rooted", [True, False])
@pytest.mark.parametrize("t", [1, 2, 3])
@pytest.mark.parametrize("v", [0.0, 1.5, -1.5])
def test_every_construct(rooted, t, v):
    rule = rule_of(everything, state={"v": VELOCITY})
    step = worked(rule, {"rooted": rooted})
    assert "if" not in dict(step.lines)["size"]
    values = {"x": 3.0, "g": 1.25, "v": v, "s.t": t, "s.rooted": rooted}
    for name, tree in step.lines:
        values[name] = evaluate(tree, values)
    x, v_after = everything(3.0, 1.25, SimpleNamespace(rooted=rooted, t=t), v)
    assert (values[step.position], values["v'"]) == (x, v_after)


def swapped(x, g, s, v=0.0):
    return x - v, v + g


def test_what_is_returned_uses_the_old_state():
    step = worked(rule_of(swapped, state={"v": VELOCITY}), {})
    assert step.lines == (("v'", ["+", "v", "g"]), ("x'", ["-", "x", "v"]))


def with_a_loop(x, g, s):
    for _ in range(3):
        x = x - s.lr * g
    return (x,)


def with_a_remainder(x, g, s):
    return (x - s.lr * (g % 2.0),)


def with_a_stranger(x, g, s):
    return (x - s.lr * math.tanh(g),)


@pytest.mark.parametrize("step", [with_a_loop, with_a_remainder, with_a_stranger])
def test_what_cannot_be_read_is_named(step):
    with pytest.raises(ValueError, match=r"reader.py cannot read '.*(for _|%|tanh)"):
        worked(rule_of(step), {})
