"""Reads the source of a function, a rule's or one that SymPy has written: lines of plain data."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from numpy.typing import ArrayLike

from expression.program import Program
from expression.tree import CONSTANTS, Tree, simplified

_OPERATIONS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.USub: "neg", ast.Not: "not",
}  # fmt: skip
_FUNCTIONS = {
    "sqrt", "abs", "maximum", "minimum", "sign", "copysign", "sin", "cos", "tanh", "exp", "pow",
}  # fmt: skip

Known = Mapping[tuple[Callable[..., Any], tuple[Tree, ...]], str]


class Reader:
    """Reads one function.

    Attributes:
        names: each variable -> what it is called by now.
        lines: (name, expression) for each assignment that changes something.
    """

    def __init__(
        self,
        names: Mapping[str, Tree],
        settings: str,
        constants: Mapping[str, ArrayLike],
        known: Known | None = None,
    ) -> None:
        """Begin.

        Args:
            names: what the function's arguments are called.
            settings: the argument that holds the settings.
            constants: names of settings -> the value they keep, or every value they take.
            known: calls, each with its arguments, whose values have a name already.
        """
        self.names = dict(names)
        self.settings = settings
        self.constants = constants
        self.known = known or {}
        self.lines: list[tuple[str, Tree]] = []
        self.heirs: dict[str, str] = {}
        self.scope: Mapping[str, Any] = {}

    def body(self, function: Callable[..., Any], arguments: Sequence[str] = ()) -> list[Tree]:
        """Note every assignment; gives what is returned: the new values of these arguments."""
        self.scope = inspect.getclosurevars(function).globals
        *assignments, last = _statements(function)
        if not isinstance(last, ast.Return) or last.value is None:
            raise _unknown(last)
        returned = last.value.elts if isinstance(last.value, ast.Tuple) else [last.value]
        for argument, value in zip(arguments, returned, strict=False):
            if isinstance(value, ast.Name) and value.id not in self.names:
                self.heirs[value.id] = argument
        for statement in assignments:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    self.assign(name, self.read(value))
                case _:
                    raise _unknown(statement)
        return [self.read(value) for value in returned]

    def assign(self, name: str, tree: Tree) -> None:
        """Note a line, unless it leaves everything as it was.

        A variable that is returned as the new value of an argument is called like that one, a
        second name for something like the first.
        """
        before = self.names.get(name, self.names.get(self.heirs.get(name, "")))
        if tree == before or (before is None and isinstance(tree, str)):
            self.names[name] = tree
        else:
            self.names[name] = f"{before}'" if before else name
            self.lines.append((str(self.names[name]), tree))

    def end(self, argument: str, tree: Tree) -> None:
        """Note what an argument has become, unless a line says so already."""
        if tree == f"{self.names[argument]}'" and tree in dict(self.lines):
            self.names[argument] = tree
        else:
            self.assign(argument, tree)

    def read(self, node: ast.AST) -> Tree:  # noqa: PLR0911
        """An expression."""
        match node:
            case ast.Constant(value=int() | float() as number):
                return number
            case ast.Name(id=name) if name in self.names:
                return self.names[name]
            case ast.Attribute(value=ast.Name(id=self.settings), attr=name):
                return f"s.{name}"
            case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="math"), attr=name) if (
                name in CONSTANTS
            ):
                return name
            case ast.BinOp(left=a, op=sign, right=b) if type(sign) in _OPERATIONS:
                return self.operation(_OPERATIONS[type(sign)], a, b)
            case ast.UnaryOp(op=sign, operand=a) if type(sign) in _OPERATIONS:
                return self.operation(_OPERATIONS[type(sign)], a)
            case ast.Compare(left=a, ops=[sign], comparators=[b]) if type(sign) in _OPERATIONS:
                return self.operation(_OPERATIONS[type(sign)], a, b)
            case ast.IfExp(test=condition, body=a, orelse=b):
                return self.operation("if", condition, a, b)
            case ast.Call(func=ast.Name(id="where"), args=[condition, a, b], keywords=[]):
                return self.operation("if", condition, a, b)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS:
                return self.operation(name, *args)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in self.scope:
                return self.called(self.scope[name], args)
        raise _unknown(node)

    def operation(self, name: str, *operands: ast.AST) -> Tree:
        """An operation on operands that are read first."""
        return simplified([name, *map(self.read, operands)], self.constants)

    def called(self, function: Callable[..., Any], arguments: Sequence[ast.AST]) -> Tree:
        """A call of another function: its name if it has one, else what it returns, written out."""
        names: dict[str, Tree] = {}
        settings = ""
        parameters = inspect.signature(function).parameters
        for parameter, argument in zip(parameters, arguments, strict=True):
            if isinstance(argument, ast.Name) and argument.id == self.settings:
                settings = parameter
            else:
                names[parameter] = self.read(argument)
        for (other, values), name in self.known.items():
            if function is other and values == tuple(names.values()):
                return name
        reader = Reader(names, settings, self.constants)
        (tree,) = reader.body(function)
        if reader.lines:
            raise ValueError(f"{function.__name__} is called by a rule and has more than one line.")
        return tree


def program(function: Callable[..., Any], settings: str = "") -> Program:
    """All of a function.

    Args:
        function: it consists of assignments and a return.
        settings: the argument that holds the settings, if one does.

    Raises:
        ValueError: its source uses something else.
    """
    arguments = tuple(inspect.signature(function).parameters)
    reader = Reader({name: name for name in arguments if name != settings}, settings, {})
    results = reader.body(function)
    takes = tuple("s" if name == settings else name for name in arguments)
    return Program(takes, tuple(reader.lines), tuple(results))


@cache
def _statements(function: Callable[..., Any]) -> tuple[ast.stmt, ...]:
    """The statements of a function, without its docstring."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    if not isinstance(definition, ast.FunctionDef):
        raise _unknown(definition)
    return tuple(definition.body[1:] if ast.get_docstring(definition) else definition.body)


def _unknown(node: ast.AST) -> ValueError:
    return ValueError(f"expression/reader.py cannot read {ast.unparse(node)!r}.")
