"""The pages, and the way between them at the top of every page's sidebar.

Each link carries what the session shows on the page, so that leaving a page and coming back loses
nothing.
"""

from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import parse_qsl

import streamlit as st

from lessons import LESSONS
from ui.address import meant

FOLDER = Path(__file__).parents[1] / "pages"


class Page(NamedTuple):
    """A page of the app.

    Attributes:
        file: its script; Streamlit takes its address from the name.
        label: how the navigation calls it.
        icon: beside the label.
        sidebar: whether it is open at first.
    """

    file: str
    label: str
    icon: str
    sidebar: Literal["auto", "collapsed"] = "auto"


def _file(key: str) -> str:
    """The script of a lesson's page; the number before its key gives the order."""
    (path,) = FOLDER.glob(f"[0-9]*_{key}.py")
    return f"pages/{path.name}"


PAGES = {
    "playground": Page("app.py", "Playground", ":material/landscape:"),
    "course": Page("pages/0_course.py", "Course", ":material/school:", "collapsed"),
    **{
        key: Page(_file(key), lesson.label, ":material/arrow_right:", "collapsed")
        for key, lesson in LESSONS.items()
    },
    "schedules": Page("pages/90_schedules.py", "Schedules", ":material/show_chart:"),
}
"""By the name under which the session keeps what is shown (`ui/visit.py`)."""


def go_where_meant() -> None:
    """To the page whose name is in the address in other letters."""
    name = meant(PAGES)
    if name:
        query = [(key, text) for key in st.query_params for text in st.query_params.get_all(key)]
        st.switch_page(PAGES[name].file, query_params=query)


def show_navigation(bare: str = "") -> None:
    """The links, in the sidebar.

    Args:
        bare: the page whose link says only its name, which opens nothing else while one is there.
    """
    with st.sidebar, st.container(key="navigation", gap=None):
        st.markdown("#### Descent Lab")
        for name, page in PAGES.items():
            query = parse_qsl("" if name == bare else _link(name), keep_blank_values=True)
            st.page_link(page.file, label=page.label, icon=page.icon, query_params=query or None)


def _link(name: str) -> str:
    """What the session shows on a page; nothing where it has not been."""
    shown = st.session_state.get(name)
    return shown.state.to_link() if shown else ""
