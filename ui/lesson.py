"""A lesson's page: where the session is in it, its title, its board."""

from contextlib import suppress
from functools import cache, partial
from typing import Any

import streamlit as st

from browser import AtRest, pack_board, pack_lesson, show_board
from lessons import LESSONS
from lessons.lesson import SWITCHES, Lesson, Place, read_place
from ui.navigation import PAGES
from ui.page import show_page
from ui.visit import Visit


@cache
def visit(key: str) -> Visit[Place]:
    """What a session shows of a lesson."""
    return Visit(key, partial(read_place, LESSONS[key]))


@cache
def at_rest(lesson: Lesson) -> AtRest:
    """The lesson as all readers load it; built for the first of them."""
    return pack_lesson(lesson.data())


def show_lesson(key: str) -> None:
    """The whole page of a lesson."""
    show_page(visit(key), lambda: _show_top(key), lambda: _show_board(visit(key)), alone=True)


def _show_top(key: str) -> None:
    """The title, and the way to the lessons before and after it."""
    keys = list(LESSONS)
    place = keys.index(key)
    st.markdown(f"#### {LESSONS[key].label}")
    with st.container(horizontal=True, horizontal_alignment="right", gap="small", key="around"):
        for step, icon in ((-1, ":material/arrow_back:"), (1, ":material/arrow_forward:")):
            if 0 <= place + step < len(keys):
                other = keys[place + step]
                st.page_link(PAGES[other].file, label=LESSONS[other].label, icon=icon)


def _show_board(lesson: Visit[Place]) -> None:
    """The board goes on by itself from where it was opened: all it is told is what it asked for."""
    place = lesson.state
    opened = lesson.aside.setdefault("opened_at", place)
    rest = at_rest(place.lesson)
    data = pack_board(
        rest,
        {} if rest.file else place.lesson.data(),
        _told(opened),
        lesson.shown.now.opened,
        _live(place),
    )
    show_board(data, f"board_{place.lesson.key}", partial(_moved, lesson))


def _live(place: Place) -> dict[str, Any] | None:
    """The beat at the reader's values, if they differ from how it opens."""
    return place.lesson.beat_data(place.beat, place.values) if place.values else None


def _told(place: Place) -> dict[str, Any]:
    """A place for the board."""
    switches = {name: getattr(place, name) for name in SWITCHES}
    return {"beat": place.beat, "values": dict(place.values), **switches}


def _moved(lesson: Visit[Place], place: Any) -> None:
    """The board went to another beat, set a control or flipped a switch."""
    names = ("beat", "values", *SWITCHES)
    if isinstance(place, dict):
        with suppress(ValueError, TypeError, AttributeError):
            lesson.look(**{name: place[name] for name in names if name in place})
