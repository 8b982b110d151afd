"""The stepping loop, written out for one rule.

A loop that does not know how many values a rule keeps has to pack and unpack them at every step,
and that takes as long as the arithmetic. So the loop is a template, filled in with the names of a
rule's state and of the settings that change on the way, and compiled once for each combination.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

_TEMPLATE = """
def walk(step, look, gradient, careful, rows, s, start, state, bounds, records):
    (left, right), (bottom, top) = bounds
    x, y = start
    {begin}
    for {row} in rows:
        {look}
        gx, gy = gradient(px, py)
        try:
            (x, {x_state}), (y, {y_state}) = step(x, gx, s, {x_state}), step(y, gy, s, {y_state})
        except ArithmeticError:
            x, {x_state} = careful(step, x, gx, s, {x_state})
            y, {y_state} = careful(step, y, gy, s, {y_state})
        records.append((x, y, gx, gy, px, py, {x_state} {y_state}))
        if not (left <= x <= right and bottom <= y <= top):
            break
"""


@cache
def written_out(
    states: tuple[str, ...], driven: tuple[str, ...], looks: bool
) -> Callable[..., Any]:
    """The loop for a rule that keeps these states, while these settings change at every step.

    Args:
        states: names of the rule's state.
        driven: names of the settings that `rows` supplies, one tuple a step.
        looks: whether the gradient is taken elsewhere than at x.

    Returns:
        walk(step, look, gradient, careful, rows, s, start, state, bounds, records), which appends
        one record a step, the last where the run ends or leaves the bounds. `state` is that of x
        and that of y before the first. A record is x, y after the step, the gradient it used, the
        point where that was taken, the state of x and of y.
    """
    x_state = "".join(f"{name}_x, " for name in states)
    y_state = "".join(f"{name}_y, " for name in states)
    source = _TEMPLATE.format(
        begin=f"({x_state}), ({y_state}) = state" if states else "",
        row=", ".join(f"s.{name}" for name in driven) + ",",
        look=f"px, py = look(x, s, {x_state}), look(y, s, {y_state})" if looks else "px, py = x, y",
        x_state=x_state,
        y_state=y_state,
    )
    names: dict[str, Any] = {}
    exec(source, names)  # nothing but the names of our own rules goes into it
    return names["walk"]  # type: ignore[no-any-return]


@cache
def on_floats(step: Callable[..., Any]) -> Callable[..., Any]:
    """A step for floats only: `where(c, a, b)` becomes `a if c else b`, which costs no call."""
    if "where" not in step.__code__.co_names:
        return step
    tree = _Inline().visit(ast.parse(textwrap.dedent(inspect.getsource(step))))
    names = dict(step.__globals__)
    exec(compile(ast.fix_missing_locations(tree), step.__code__.co_filename, "exec"), names)
    return names[step.__name__]  # type: ignore[no-any-return]


class _Inline(ast.NodeTransformer):
    """Writes every call of `where` as a conditional."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Name(id="where"), args=[condition, a, b]):
                return ast.IfExp(condition, a, b)
        return node


def careful(step: Any, x: float, g: float, s: Any, *state: float) -> tuple[float, ...]:
    """A step that Python floats refuse (a division by zero), with NumPy's inf and nan."""
    row = type(s)()
    for name, value in vars(s).items():
        setattr(row, name, np.array([value]))
    with np.errstate(all="ignore"):
        values = step(*np.array([[x], [g]]), row, *np.array(state)[:, None])
        return tuple(float(value[0]) for value in values)
