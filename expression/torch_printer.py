"""Lines of a rule as statements for torch, which treats tensors and numbers differently."""

from collections.abc import Iterator, Sequence

from expression.tree import AHEAD, COMPARISONS, Tree, names

Lines = Sequence[tuple[str, Tree]]

WIDTH = 64
"""The longest expression on one line."""

_STRENGTH = {**dict.fromkeys(COMPARISONS, 1), "+": 2, "-": 2, "*": 3, "/": 3}
_CONDITIONAL, _SIGN, _POWER, _ATOM = 0, 4, 5, 6


class Printer:
    """Prints the lines of one step.

    The point is the parameter theta, which the last line about it changes in place; on the way
    there it is x. A name is bound anew; it is called `new_...` if a later line needs the old one.
    """

    def __init__(self, lines: Lines) -> None:
        """Find out what is a tensor and what is called how."""
        self._tensors = {"x", "g", AHEAD}
        for _ in lines:  # a state can become a tensor in a line after the one that uses it
            for name, tree in lines:
                if self.is_tensor(tree):
                    self._tensors |= {name, name.rstrip("'")}
        self._latest = {name.rstrip("'"): name for name, _ in lines}
        self._called = {"x": "theta"}
        for number, (name, _) in enumerate(lines):
            plain = "theta" if name == self._latest.get("x") else name.rstrip("'")
            later = {used for _, tree in lines[number + 1 :] for used in names(tree)}
            self._called[name] = f"new_{plain}" if name[:-1] in later else plain

    def is_tensor(self, tree: Tree) -> bool:
        """Whether it has a value per coordinate."""
        return not self._tensors.isdisjoint(names(tree))

    def name(self, name: str) -> str:
        """What a name of the rule is called in the code."""
        return self._called.get(name, name.removeprefix("s."))

    def latest(self, name: str) -> str:
        """What the last value of a name is called."""
        return self.name(self._latest.get(name, name))

    def statements(self, lines: Lines) -> Iterator[str]:
        """The code of some of the lines."""
        for name, tree in lines:
            called = self.name(name)
            if name == AHEAD:
                yield from self._statement("return ", tree)
            elif called == "theta":
                yield from self._statement("theta.copy_", tree)
            else:
                yield from self._statement(f"{called} = ", tree)

    def _statement(self, head: str, tree: Tree) -> list[str]:
        """On one line, or one line a term where that gets too long."""
        code = self.code(tree)
        if len(code) <= WIDTH or not isinstance(tree, list):
            return [f"{head}({code})" if head.endswith("_") else head + code]
        if len(tree) == 2 and _strength(tree) == _ATOM:
            return self._statement(head + code.partition("(")[0], tree[1])
        terms = self._terms(tree, _strength(tree))
        return [f"{head}(", *(f"    {term}" for term in terms), ")"]

    def _terms(self, tree: Tree, strength: int) -> list[str]:
        """The parts of a sum or a product, each but the first with its sign before it."""
        match tree:
            case [str() as sign, a, b] if _strength(tree) == strength < _ATOM:
                return [*self._terms(a, strength), f"{sign} {self.code(b, strength + 1)}"]
        return [self.code(tree, strength)]

    def code(self, tree: Tree, least: int = _CONDITIONAL) -> str:
        """An expression, in brackets where it binds less than `least`."""
        code, strength = self._printed(tree)
        return code if strength >= least else f"({code})"

    def _printed(self, tree: Tree) -> tuple[str, int]:  # noqa: PLR0911
        """The code of an expression and how strongly it binds."""
        match tree:
            case str() as name:
                return self.name(name), _ATOM
            case int() | float() as number:
                return repr(int(number) if number == int(number) else number), _ATOM
            case ["neg", a]:
                return f"-{self.code(a, _SIGN)}", _SIGN
            case ["**", a, b]:
                space = " " if isinstance(a, list) or isinstance(b, list) else ""
                return f"{self.code(a, _ATOM)}{space}**{space}{self.code(b, _POWER)}", _POWER
            case [str() as sign, a, b] if sign in _STRENGTH:
                strength = _STRENGTH[sign]
                left, right = self.code(a, strength), self.code(b, strength + 1)
                return f"{left} {sign} {right}", strength
            case ["if", condition, a, b] if not self.is_tensor(condition):
                parts = (self.code(part, _CONDITIONAL + 1) for part in (a, condition, b))
                return "{} if {} else {}".format(*parts), _CONDITIONAL
            case [str() as function, *operands]:
                return self._call(function, operands), _ATOM
        raise ValueError(f"expression/torch_printer.py cannot print {tree!r}.")

    def _call(self, function: str, operands: Sequence[Tree]) -> str:
        """A function of numbers, of tensors, or of both."""
        tensors = [self.is_tensor(operand) for operand in operands]
        codes = [self.code(operand) for operand in operands]
        if function == "abs":
            return f"abs({codes[0]})"
        if function == "if":
            return f"torch.where({', '.join(codes)})"
        if function in {"maximum", "minimum"} and not all(tensors):
            if not any(tensors):
                return f"{function[:3]}({', '.join(codes)})"
            tensor, number = codes if tensors[0] else reversed(codes)
            limit = {"maximum": "min", "minimum": "max"}[function]
            return f"torch.clamp({tensor}, {limit}={number})"
        return f"{'torch' if any(tensors) else 'math'}.{function}({', '.join(codes)})"


def _strength(tree: list[Tree]) -> int:
    """How strongly a sum or a product binds; everything else is a whole."""
    return _STRENGTH.get(str(tree[0]), _ATOM)
