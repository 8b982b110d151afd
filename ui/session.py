"""The comparison of this browser session: the one truth that all controls show and change."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from comparison import Comparison, read_link
from comparison.run import Run
from ui.address import arrived
from ui.presets import PRESETS

_NOTHING = object()


def open_page(page: str) -> None:
    """Read the address if there is something new in it."""
    query = arrived(page)
    if query is None:
        return
    if query:
        show(query)
    elif "comparison" not in st.session_state:
        show(PRESETS[0].link)


def show(link: str) -> None:
    """Open a link: its picture, and a notice of what had to be repaired."""
    comparison, problems = read_link(link)
    state = st.session_state
    state["comparison"], state["problems"] = comparison, problems
    state["opened"] = state.get("opened", 0) + 1
    state["opened_link"] = link
    state["own_schedules"], state["open_run"] = False, None


def reset() -> None:
    """Back to the picture as it was opened."""
    show(st.session_state["opened_link"])


def current() -> Comparison:
    """What is shown."""
    comparison: Comparison = st.session_state["comparison"]
    return comparison


def change(**fields: Any) -> None:
    """Replace fields of the comparison; a refused value becomes a notice and changes nothing."""
    try:
        st.session_state["comparison"] = replace(current(), **{"t": 0, **fields})
        st.session_state["problems"] = []
    except ValueError as error:
        st.session_state["problems"] = [str(error)]


def change_run(index: int, **fields: Any) -> None:
    """Replace fields of one run."""
    runs = list(current().runs)
    try:
        runs[index] = runs[index].changed(**fields)
    except ValueError as error:
        st.session_state["problems"] = [str(error)]
        return
    change(runs=tuple(runs))


def add_run(run: Run) -> None:
    """Append a run."""
    change(runs=(*current().runs, run))


def remove_run(index: int) -> None:
    """Take a run out; the last one stays."""
    change(runs=tuple(run for k, run in enumerate(current().runs) if k != index))


def bound(
    widget: Callable[..., Any], key: str, value: Any, apply: Callable[[Any], None], **how: Any
) -> None:
    """A widget that shows a value of the comparison and applies what the reader makes of it.

    Args:
        widget: a Streamlit widget.
        key: of the widget.
        value: what the comparison says; the widget shows it on every run.
        apply: called with the widget's new value.
        how: the widget's other arguments.
    """
    if st.session_state.get(key, _NOTHING) != value:  # each assignment looks through all widgets
        st.session_state[key] = value
    widget(key=key, on_change=lambda: apply(st.session_state[key]), **how)
