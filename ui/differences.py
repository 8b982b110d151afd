"""The table of how the frameworks differ, built when it is opened."""

from collections.abc import Iterable

import streamlit as st

from comparison import Comparison
from comparison.differences import FRAMEWORKS, Difference, differences
from link.words import word
from optim import OPTIMIZERS
from setting import compact
from ui.formulas import aligned

HEAD = (
    "| framework | update | defaults | default rate "
    "| first step | apart, constant rate | apart, rising rate |\n"
    "|---|---|---|---|---|---|---|"
)
ROUNDING = 1e-12
"""Two paths this close are the same."""


def show_differences(comparison: Comparison) -> None:
    """A panel with a table for each optimizer of the comparison, or for all of them."""
    with st.expander("How frameworks differ", key="differences", on_change="rerun") as panel:
        if not panel.open:
            return
        st.caption(
            "Each framework beside PyTorch (beside the first in the table, where PyTorch does not "
            "have the optimizer): the lines of the update and the defaults that differ; "
            "a weight decay λ that is 0 by default and bends the gradient is left out. "
            "Then what that does with every setting at its default (momentum and NAG at 0.9), on "
            "the bowl with curvatures 1 and 25 from (−4, 2): the length of the first step, "
            "the first row's being 1, and how far the paths part within 40 steps, at the rate 0.03 "
            "and at one that rises from 0.005 to 0.055."
        )
        every = st.toggle("All optimizers", key="all_differences")
        legs = [leg for run in comparison.runs for leg in run.legs]
        for key in OPTIMIZERS if every else dict.fromkeys(leg.run.optimizer for leg in legs):
            rows = differences(key)
            if rows:
                st.markdown(f"**{OPTIMIZERS[key].label}**\n\n{table(rows)}")


def table(rows: Iterable[Difference]) -> str:
    """The rows of an optimizer as a table in Markdown."""
    return "\n".join([HEAD, *map(_line, rows)])


def _line(row: Difference) -> str:
    name = FRAMEWORKS[row.framework]
    if row.form is None:
        return f"| {name} | does not have it | | | | | |"
    cells = [
        name,
        _cell(row.formula) or "the same",
        ", ".join(f"{setting} {word(value)}" for setting, value in row.defaults.items()),
        "to be given" if row.default_lr is None else word(row.default_lr),
        short(row.first_step),
        *(short(value) for value in row.apart.values()),
    ]
    return f"| {' | '.join(cells)} |"


def _cell(formula: tuple[str, ...]) -> str:
    """Lines of LaTeX in one cell, which a bar would end."""
    return f"${aligned(formula)}$".replace("|", r"\vert ") if formula else ""


def short(value: float) -> str:
    """Three digits; 0 for what is rounding."""
    return "0" if value < ROUNDING else compact(value, 3)
