"""The course page: the lessons there are, each with its picture and what it asks."""

from functools import cache
from typing import Any

import streamlit as st

from browser import pack_course, show_board
from lessons import LESSONS
from ui.navigation import PAGES


def show_top() -> None:
    """The title, and the way home."""
    st.markdown("#### The course")
    home = PAGES["playground"]
    with st.container(horizontal=True, horizontal_alignment="right", key="around"):
        st.page_link(home.file, label=home.label, icon=home.icon)


def show_course() -> None:
    """What the course is, and a card for each lesson."""
    st.markdown(
        "Each lesson asks you to predict what an optimizer does next, then shows it step by step. "
        "All numbers come from the same engine as the playground's."
    )
    show_board(_packed(), "course", lambda place: None)


@cache
def _packed() -> bytes:
    return pack_course([_card(key) for key in LESSONS])


def _card(key: str) -> dict[str, Any]:
    lesson = LESSONS[key]
    return {
        "key": key,
        "label": lesson.label,
        "idea": lesson.idea,
        "day": lesson.day,
        "minutes": lesson.minutes,
        "beats": lesson.names,
        "address": key,
        "pane": lesson.picture.data(),
    }
