"""Choosing from a list: in the registry's order, searched by typing, explained in a sentence."""

from collections.abc import Callable, Mapping
from typing import Protocol

import streamlit as st

from ui.widgets import bound


class Entry(Protocol):
    """A landscape, an optimizer or a schedule."""

    @property
    def label(self) -> str:
        """Its name."""

    @property
    def idea(self) -> str:
        """What it is about, in one sentence."""


def show_choice(
    entries: Mapping[str, Entry],
    chosen: str,
    key: str,
    apply: Callable[[str], None],
    label: str,
    brief: bool = False,
    beside: Callable[[], None] | None = None,
) -> None:
    """The control of a choice; typing into it finds a name.

    Args:
        entries: key -> what can be chosen, in the order of the list.
        chosen: the key of what is chosen now.
        key: of the widget.
        apply: called with another key.
        label: of the control.
        brief: nothing but the control, for a phone's narrow line.
        beside: shows what stands beside it.
    """
    with st.container(horizontal=True, wrap=False, gap="small", vertical_alignment="bottom"):
        bound(
            st.selectbox,
            key,
            chosen,
            apply,
            label=label,
            options=list(entries),
            format_func=lambda name: entries[name].label,
            label_visibility="collapsed" if brief else "visible",
        )
        if beside:
            beside()
    if not brief:
        st.caption(entries[chosen].idea)
