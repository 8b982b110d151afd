"""A function as data: lines, in order, that make results of arguments."""

from dataclasses import dataclass

from expression.tree import Tree, names


@dataclass(frozen=True)
class Program:
    """What a function does.

    Attributes:
        arguments: names of what it takes; settings are the attributes of one called s.
        lines: (name, expression), in order.
        results: expressions of what it gives.
    """

    arguments: tuple[str, ...]
    lines: tuple[tuple[str, Tree], ...]
    results: tuple[Tree, ...]

    @property
    def names(self) -> set[str]:
        """Every name that an expression uses."""
        trees = (*(tree for _, tree in self.lines), *self.results)
        return {name for tree in trees for name in names(tree)}
