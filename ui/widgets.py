"""A widget that shows what is so, whoever changed it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

_NOTHING = object()


def named(apply: Callable[..., None], name: str) -> Callable[[Any], None]:
    """What applies a value under a name."""
    return lambda value: apply(**{name: value})


def bound(
    widget: Callable[..., Any], key: str, value: Any, apply: Callable[[Any], None], **how: Any
) -> None:
    """A widget that shows a value and applies what the reader makes of it.

    Args:
        widget: a Streamlit widget.
        key: of the widget.
        value: what is so; the widget shows it on every run.
        apply: called with the widget's new value.
        how: the widget's other arguments.
    """
    if st.session_state.get(key, _NOTHING) != value:  # each assignment looks through all widgets
        st.session_state[key] = value
    widget(key=key, on_change=lambda: apply(st.session_state[key]), **how)
