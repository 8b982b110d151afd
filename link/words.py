"""How a value is written in a link."""

from typing import Any


def number(value: float) -> str:
    """The shortest text that reads back as the same float, without a plus sign."""
    return repr(value).replace("e+", "e").replace("e-0", "e-").removesuffix(".0")


def word(value: Any) -> str:
    """A setting's value in a link."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ":".join(map(word, value))
    return value if isinstance(value, str) else number(value)
