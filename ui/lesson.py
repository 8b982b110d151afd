"""The lesson "Momentum vs NAG": its state in the session, its controls, its board."""

from dataclasses import asdict
from functools import partial
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
from ui.address import arrived
from ui.session import bound
from ui.setting_control import show_setting
from ui.tabs import show_rule

PAGE = "momentum_vs_nag"
LABELS = {
    "lr": "Learning rate",
    "momentum": "Momentum",
    "kappa": "Condition",
    "x": "Start",
    "y": "Start",
}


def open_lesson() -> None:
    """Read the address if there is something new in it."""
    query = arrived(PAGE)
    state = st.session_state
    if query is not None and (query or PAGE not in state):
        place, problems = read_place(query)
        opened = state[PAGE]["opened"] + 1 if PAGE in state else 1
        state[PAGE] = {"place": place, "problems": problems, "opened": opened, "shown": place}


def current() -> Place:
    """Where the reader is."""
    place: Place = st.session_state[PAGE]["place"]
    return place


def show_lesson() -> None:
    """The part that was chosen, with its controls."""
    {"story": _show_story, "play": _show_play, "forms": _show_forms}[current().part]()


def show_parts() -> None:
    """Walkthrough, free play or forms."""
    bound(
        st.segmented_control,
        "part",
        current().part,
        _show_part,
        label="Part",
        options=list(PARTS),
        format_func=PARTS.__getitem__,
        required=True,
        label_visibility="collapsed",
    )


def _show_story() -> None:
    """The board goes on by itself from where it was opened: its data are sent once."""
    place = asdict(st.session_state[PAGE]["shown"])
    _board({**story(), "place": {name: place[name] for name in STORY_FIELDS}})


def _show_play() -> None:
    place = current()
    with st.container(key="play_controls"):
        columns = st.columns(len(PLAY_FIELDS), gap="small")
        for column, field in zip(columns, PLAY_FIELDS, strict=True):
            with column:
                value = getattr(place, field.name)
                apply = partial(_change_one, field.name)
                show_setting(field, value, f"play_{field.name}", apply, LABELS[field.name])
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            bound(
                st.toggle,
                "third_path",
                place.gradient_descent,
                lambda on: _change(gradient_descent=on),
                label="Gradient descent too",
            )
            for lr, said in ((SAFE, "both converge"), (TOO_HIGH, "NAG leaves")):
                st.button(f"lr {lr:g}: {said}", key=f"rate_{lr}", on_click=_try_rate, args=(lr,))
            st.button("Back to the story's settings", key="play_reset", on_click=_reset_play,
                      type="tertiary", icon=":material/undo:")  # fmt: skip
    _board(free_play(place))


def _show_forms() -> None:
    place = current()
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        for name, choices, label in (
            ("form", FORMS, "Form"),
            ("rate", RATES, "Learning rate"),
        ):
            bound(
                st.segmented_control,
                f"forms_{name}",
                getattr(place, name),
                partial(_change_one, name),
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
    part = current().part
    data = {**data, "opened": st.session_state[PAGE]["opened"]}
    show_board(pack_board(data), f"board_{part}", _moved, _started)


def _moved() -> None:
    """The board went to another beat, flipped a switch, or asked for another part."""
    told = st.session_state["board_story"].place
    if isinstance(told, dict):
        _change(**{name: told[name] for name in STORY_FIELDS if name in told})
        if told.get("part") in PARTS:
            _show_part(told["part"])


def _started() -> None:
    """A start was clicked in a picture."""
    x, y = st.session_state["board_play"].start
    _change(x=x, y=y)


def _show_part(part: str) -> None:
    """Another part; the story goes on where it was left."""
    _change(part=part)
    st.session_state[PAGE]["shown"] = current()


def _try_rate(lr: float) -> None:
    """A rate of the story, at the story's momentum and bowl."""
    _change(lr=lr, momentum=Place.momentum, kappa=Place.kappa)


def _reset_play() -> None:
    _change(**{field.name: field.default for field in PLAY_FIELDS})


def _change_one(name: str, value: Any) -> None:
    _change(**{name: value})


def _change(**values: Any) -> None:
    """Replace fields; a refused value becomes a notice and changes nothing."""
    state = st.session_state[PAGE]
    try:
        state["place"], state["problems"] = current().changed(**values), []
    except (ValueError, KeyError, TypeError) as error:
        state["problems"] = [str(error)]
