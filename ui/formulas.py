"""Formulas of several lines, and how a page shows them."""

from collections.abc import Iterable

import streamlit as st

from optim.rule import Rule


def aligned(lines: Iterable[str]) -> str:
    """One line per assignment, the equals signs below each other; a remark begins there."""
    rows = (line.replace("=", "&=", 1) if "=" in line else f"&{line}" for line in lines)
    body = r" \\ ".join(rows)
    return rf"\begin{{aligned}} {body} \end{{aligned}}"


def show_rule(rule: Rule) -> None:
    """An update, one line per assignment, and where it comes from."""
    st.latex(aligned(rule.formula))
    st.caption(f"Source: {rule.source}")
