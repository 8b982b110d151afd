"""The lesson "Momentum vs NAG": its state in the session, its controls, its board."""

from contextlib import suppress
from dataclasses import asdict
from typing import Any

import streamlit as st

from browser import pack_board, show_board
from lessons.momentum_vs_nag.forms import forms, rule
from lessons.momentum_vs_nag.free_play import free_play
from lessons.momentum_vs_nag.place import (
    FORMS,
    PARTS,
    PLAY_FIELDS,
    RATES,
    STORY_FIELDS,
    Place,
    read_place,
)
from lessons.momentum_vs_nag.story import story
from lessons.momentum_vs_nag.whole_run import SAFE, TOO_HIGH
from ui.formulas import show_rule
from ui.navigation import PAGES
from ui.setting_control import show_setting
from ui.visit import Visit
from ui.widgets import bound, named

lesson = Visit("momentum_vs_nag", read_place)
LABELS = {
    "lr": "Learning rate",
    "momentum": "Momentum",
    "kappa": "Condition",
    "x": "Start",
    "y": "Start",
}


def show_lesson() -> None:
    """The part that was chosen, with its controls."""
    {"story": _show_story, "play": _show_play, "forms": _show_forms}[lesson.state.part]()


def show_top() -> None:
    """The title, and the parts: walkthrough, free play or forms."""
    st.markdown(f"#### {PAGES[lesson.page].label}")
    bound(
        st.segmented_control,
        "part",
        lesson.state.part,
        lambda part: _go(part=part),
        label="Part",
        options=list(PARTS),
        format_func=PARTS.__getitem__,
        required=True,
        label_visibility="collapsed",
    )


def _show_story() -> None:
    """The board goes on by itself from where it was opened: its data are sent once."""
    place = asdict(lesson.aside.setdefault("walked_from", lesson.state))
    _board({**story(), "place": {name: place[name] for name in STORY_FIELDS}})


def _show_play() -> None:
    place = lesson.state
    with st.container(key="play_controls"):
        columns = st.columns(len(PLAY_FIELDS), gap="small")
        for column, field in zip(columns, PLAY_FIELDS, strict=True):
            with column:
                value = getattr(place, field.name)
                apply = named(lesson.change, field.name)
                show_setting(field, value, f"play_{field.name}", apply, LABELS[field.name])
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            bound(
                st.toggle,
                "third_path",
                place.gradient_descent,
                lambda on: lesson.change(gradient_descent=on),
                label="Gradient descent too",
            )
            for lr, said in ((SAFE, "both converge"), (TOO_HIGH, "NAG leaves")):
                st.button(f"lr {lr:g}: {said}", key=f"rate_{lr}", on_click=_try_rate, args=(lr,))
            st.button("Back to the story's settings", key="play_reset", on_click=_reset_play,
                      type="tertiary", icon=":material/undo:")  # fmt: skip
    _board(free_play(place))


def _show_forms() -> None:
    place = lesson.state
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        for name, choices, label in (
            ("form", FORMS, "Form"),
            ("rate", RATES, "Learning rate"),
        ):
            bound(
                st.segmented_control,
                f"forms_{name}",
                getattr(place, name),
                named(lesson.change, name),
                label=label,
                options=list(choices),
                format_func=choices.__getitem__,
                required=True,
            )
    _board(forms(place.form, place.rate))
    left, right = st.columns(2)
    for column, method in ((left, "momentum"), (right, "nesterov")):
        with column:
            show_rule(rule(method, place.form))


def _board(data: dict[str, Any]) -> None:
    data = {**data, "opened": lesson.shown.now.opened}
    show_board(pack_board(data), f"board_{lesson.state.part}", _moved, _started)


def _moved(place: Any) -> None:
    """The board went to another beat, flipped a switch, or asked for another part."""
    if isinstance(place, dict):
        with suppress(ValueError):
            lesson.look(**{name: place[name] for name in STORY_FIELDS if name in place})
        if "part" in place:
            _go(part=place["part"])


def _started(start: Any) -> None:
    """A start was clicked in a picture."""
    x, y = start
    lesson.change(x=x, y=y)


def _go(**values: Any) -> None:
    """To another place; after another part the story goes on where it was left."""
    lesson.change(**values)
    if "part" in values:
        lesson.aside.pop("walked_from", None)


def _try_rate(lr: float) -> None:
    """A rate of the story, at the story's momentum and bowl."""
    lesson.change(lr=lr, momentum=Place.momentum, kappa=Place.kappa)


def _reset_play() -> None:
    lesson.change(**{field.name: field.default for field in PLAY_FIELDS})
