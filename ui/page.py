"""The frame of every page: title, way between the pages, top row, notices, address."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from link.query import Remark
from ui import address
from ui.navigation import PAGES, go_where_meant, show_navigation
from ui.startup import settle
from ui.style import set_up_page
from ui.visit import Visit
from ui.widgets import hear


def show_page(
    visit: Visit[Any],
    show_top: Callable[[], None],
    show: Callable[[], None],
    title: Callable[[Any], str] | None = None,
    alone: bool = False,
) -> None:
    """A whole page: all that its script does.

    Args:
        visit: what the session shows on it.
        show_top: fills the row at the top.
        show: draws what stands below.
        title: what is shown, for the browser's tab; None: the page's label.
        alone: whether nothing but `show` needs to run again after a change that it makes.
    """
    page = PAGES[visit.page]
    go_where_meant()
    visit.arrive()
    hear()
    what = title(visit.state) if title else page.label
    set_up_page(f"{what} · Descent Lab", page.sidebar)
    show_navigation(visit.page if alone else "")
    with _top_row():
        show_top()
    show_problems(visit.shown.problems)
    if alone:
        st.fragment(_show_state)(visit, show)
    else:
        _show_state(visit, show)
    settle()


def _show_state(visit: Visit[Any], show: Callable[[], None]) -> None:
    """What is shown, and its link."""
    show()
    address.write(visit.page, visit.state.to_link(), visit.shown.entries)


def show_plain_page(name: str, show_top: Callable[[], None], show: Callable[[], None]) -> None:
    """A page that shows the same to everyone: no link leads to a part of it.

    Args:
        name: its key in PAGES.
        show_top: fills the row at the top.
        show: draws what stands below.
    """
    page = PAGES[name]
    go_where_meant()
    set_up_page(f"{page.label} · Descent Lab", page.sidebar)
    show_navigation()
    with _top_row():
        show_top()
    show()
    address.write(name, "", 0)
    settle()


def _top_row() -> Any:
    return st.container(key="top", horizontal=True, vertical_alignment="center", gap="small")


def show_problems(problems: Sequence[str]) -> None:
    """What had to be repaired or could not be done; apart from it, what is only to be known."""
    remarks = [text for text in problems if isinstance(text, Remark)]
    repairs = [text for text in problems if not isinstance(text, Remark)]
    for texts, show in ((remarks, st.info), (repairs, st.warning)):
        if texts:
            show("  \n".join(map(_plain, texts)), icon=":material/info:")


def _plain(text: str) -> str:
    """Text from a link or a box, shown as it is: no character of it is Markdown."""
    return re.sub(r"([!-/:-@[-`{-~])", r"\\\1", text)
