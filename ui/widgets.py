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
    sent = _sent()
    heard = st.session_state.get(key, _NOTHING)
    values = sent.get(key, []) if key in st.session_state else []  # it may have been away
    values = values[values.index(heard) :] if heard in values else [heard]
    if values[-1] != value:  # each assignment looks through all widgets
        st.session_state[key] = value
        values.append(value)
    sent[key] = values
    widget(key=key, on_change=_changed, args=(key, apply), **how)


def _sent() -> dict[str, list[Any]]:
    """For each widget what the browser last said it shows, and what it was sent since then."""
    sent: dict[str, list[Any]] = st.session_state.setdefault("sent", {})
    return sent


def _changed(key: str, apply: Callable[[Any], None]) -> None:
    """Keep what a widget says until all is heard that the browser said with it."""
    st.session_state.setdefault("reports", []).append((key, apply))


def hear() -> None:
    """At the start of a run: apply what widgets said before it, unless it is only late.

    The browser says with each change what all widgets show. While a reader does one thing after
    the other quickly, they still show what they were sent before: that is no wish of the reader's.
    So nothing that they say counts beside what changes the picture by a button or a key, and what
    one was sent before does not count beside another way to look at the picture, or another widget
    that really moved.
    """
    reports = st.session_state.pop("reports", [])
    acted = st.session_state.pop("acted", None)  # noted by `ui/visit.py`
    if acted != "changed":
        wishes = [(key, apply) for key, apply in reports if _is_wish(key, acted)]
        for key, apply in wishes:
            apply(st.session_state[key])
    st.session_state.pop("acted", None)


def _is_wish(key: str, acted: str | None) -> bool:
    late = acted or any(map(_moved, _sent())) or _is_behind(key)
    return _moved(key) or not late


def _is_behind(key: str) -> bool:
    """Whether other widgets were sent something, too, and none of them shows it yet."""
    waiting = [
        st.session_state[other] == values[-1]
        for other, values in _sent().items()
        if other != key and other in st.session_state and len(values) > 1
    ]
    return bool(waiting) and not any(waiting)


def _moved(key: str) -> bool:
    """Whether a widget shows what it was never sent."""
    return key in st.session_state and st.session_state[key] not in _sent()[key]
