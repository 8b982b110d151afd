"""A program as a Python function again."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from expression.program import Program
from expression.tree import Tree


def function(program: Program, scope: Mapping[str, Any]) -> Callable[..., Any]:
    """The function again; it gives its results as a tuple.

    Args:
        program: its lines.
        scope: the functions that expressions call, by name; `where` for conditions.
    """
    body = "".join(f"    {_variable(name)} = {code(tree)}\n" for name, tree in program.lines)
    given = "".join(f"{code(tree)}, " for tree in program.results)
    head = ", ".join(map(_variable, program.arguments))
    names = dict(scope)
    exec(_compiled(f"def step({head}):\n{body}    return ({given})\n"), names)
    return names["step"]  # type: ignore[no-any-return]


@cache
def _compiled(source: str) -> Any:
    return compile(source, "<program>", "exec")  # nothing but names of our own rules is in it


def code(tree: Tree) -> str:  # noqa: PLR0911
    """An expression as Python writes it."""
    match tree:
        case str() as name:
            return _variable(name)
        case int() | float() as number:
            return repr(number)
        case ["neg", a]:
            return f"(-{code(a)})"
        case ["not", a]:
            return f"(not {code(a)})"
        case ["if", condition, a, b]:
            return f"where({code(condition)}, {code(a)}, {code(b)})"
        case [str() as operation, a, b] if not operation.isalpha():
            return f"({code(a)} {operation} {code(b)})"
        case [str() as called, *operands]:
            return f"{called}({', '.join(map(code, operands))})"
    raise ValueError(f"expression/python_printer.py cannot print {tree!r}.")


def _variable(name: str) -> str:
    """A name with a prime for each value it was given before: x'' is x_2."""
    plain = name.rstrip("'")
    return f"{plain}_{len(name) - len(plain)}" if plain != name else name
