"""Everything there is to choose from as cards, to look through and to search."""

from collections.abc import Callable, Collection, Mapping
from typing import Protocol

import streamlit as st

from browser import show_gallery
from ui.choices import Entry


class Card(Entry, Protocol):
    """An entry that stands under a heading and may go by another name as well."""

    @property
    def group(self) -> str:
        """The heading."""

    @property
    def also(self) -> str:
        """The other name, or nothing."""


def open_gallery(
    title: str,
    entries: Mapping[str, Card],
    present: Collection[str],
    apply: Callable[[str], None],
    pictures: bool = False,
    curves: Mapping[str, list[float]] | None = None,
) -> None:
    """Lay the cards over the page; a choice closes them.

    Args:
        title: of the dialog.
        entries: key -> what can be chosen, in the order of the registry.
        present: the keys of what is in the comparison already.
        apply: called with the key of what was chosen.
        pictures: whether the entries are the landscapes, of which there are pictures.
        curves: key -> the curve that its card shows, from 0 to 1.
    """
    key = f"gallery_{title}"

    def chosen(name: str) -> None:
        if name in entries:
            apply(name)

    @st.dialog(title, width="large")
    def gallery() -> None:
        cards = [
            {
                "key": name,
                "label": entry.label,
                "group": entry.group,
                "also": entry.also,
                "idea": entry.idea,
                "present": name in present,
                "curve": curves[name] if curves else None,
            }
            for name, entry in entries.items()
        ]
        if show_gallery(cards, key, chosen, pictures).chosen:
            st.rerun()

    gallery()
