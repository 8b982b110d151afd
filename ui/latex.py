"""Formulas of several lines."""

from collections.abc import Iterable


def aligned(lines: Iterable[str]) -> str:
    """One line per assignment, the equals signs below each other; a remark begins there."""
    rows = (line.replace("=", "&=", 1) if "=" in line else f"&{line}" for line in lines)
    body = r" \\ ".join(rows)
    return rf"\begin{{aligned}} {body} \end{{aligned}}"
