"""The player and the lesson boards as Streamlit components."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from browser.assets import names, publish
from browser.packing import pack
from comparison import Comparison

publish()

_LOADER = """
const files = new URL("app/static/", document.baseURI);
const shown = new WeakMap();
const TRIGGERS = new Set(["start", "chosen", "course"]); // heard once; the rest is state that stays
const AWAY = 100; // milliseconds: where answers come fast Streamlit may unmount and mount at once

// One entry per mounted component; the newest data wait while the files load.
async function open(entry, root, emit) {
  try {
    const [{ mount }] = await Promise.all([import(new URL("FILE", files)), LIBRARY]);
    if (entry.closed) return;
    const first = entry.data;
    const view = await mount(root, first, { Plotly: window.Plotly, emit });
    if (entry.closed) view.destroy();
    else entry.view = view;
    if (entry.data !== first) entry.view?.update(entry.data);
  } catch (error) {
    console.warn("Descent Lab:", error);
    root.textContent =
      "The NAME could not be loaded: a file under app/static is missing. Reload the page; if " +
      "that does not help, restart the server with “make run”, which puts the files there.";
  }
}

function close(entry) {
  entry.closed = true;
  entry.view?.destroy();
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector("[data-testid=NAME]");
  const known = shown.get(parentElement);
  const entry = known?.root === root ? known : { root };
  clearTimeout(known?.leaving);
  entry.data = data;
  entry.emit = (name, value) =>
    TRIGGERS.has(name) ? setTriggerValue(name, value) : setStateValue(name, value);
  if (entry !== known) {
    if (known) close(known);
    shown.set(parentElement, entry);
    open(entry, root, (name, value) => entry.emit(name, value));
  } else if (entry.view) {
    entry.view.retheme();
    entry.view.update(data);
  }
  return () => {
    entry.leaving = setTimeout(() => {
      close(entry);
      shown.delete(parentElement);
    }, AWAY);
  };
}
"""


def _component(name: str, library: str) -> Any:
    """A component whose code is a bundle; `library` is what the loader waits for besides."""
    loader = _LOADER.replace("NAME", name).replace("FILE", names()[name])
    return st.components.v2.component(
        f"descent_lab_{name}",
        html=f'<div data-testid="{name}"></div>',
        js=loader.replace("LIBRARY", library),
        isolate_styles=False,
    )


_player = _component("player", f'window.Plotly ?? import(new URL("{names()["plotly"]}", files))')
_board = _component("board", "null")
_gallery = _component("gallery", "null")


def _unheard(told: Any) -> None:
    """For what a page does not ask."""


def show_player(
    comparison: Comparison,
    opened: int,
    touched: int,
    travelled: int,
    on_start: Callable[[Any], None],
    on_looks: Callable[[Any], None],
    on_travel: Callable[[Any], None],
    key: str = "player",
    phases: bool = False,
    on_course: Callable[[Any], None] | None = None,
    greets: bool = True,
) -> None:
    """Mount the player.

    Args:
        comparison: what to show.
        opened: the number of what was opened in this visit; see `pack`.
        touched: the run that the reader had to do with last, by its place.
        travelled: how often undo or redo was asked for, as far as the page has heard.
        on_start: called with the start that was chosen on the contour.
        on_looks: called with what changed in how the picture is looked at, by name.
        on_travel: called with how often undo or redo was asked for, and what was asked last.
        key: the component's key.
        phases: whether paths have the colours of their schedules' phases.
        on_course: called with the run that is to go on otherwise, by its place, and the step; None:
            no run can be made to.
        greets: whether it says on a first visit what it is.
    """
    looks = st.session_state.get(key, {}).get("looks")
    heard = looks.get("count", 0) if isinstance(looks, dict) else 0
    _player(
        key=key,
        data=pack(
            comparison, opened, heard, touched, travelled, phases, on_course is not None, greets
        ),
        on_start_change=_told(key, "start", on_start),
        on_looks_change=_told(key, "looks", on_looks),
        on_travel_change=_told(key, "travel", on_travel),
        on_course_change=_told(key, "course", on_course or (lambda told: None)),
    )


def show_board(data: bytes, key: str, on_place: Callable[[Any], None]) -> None:
    """Mount a lesson's board, or the course.

    Args:
        data: what `browser.board` packs.
        key: the component's key; its state holds `place`.
        on_place: called with the place when the reader went to another beat, set a control or
            flipped a switch.
    """
    _board(key=key, data=data, on_place_change=_told(key, "place", on_place))


def show_panes(
    data: bytes,
    key: str,
    on_grip: Callable[[Any], None] = _unheard,
    on_seen: Callable[[Any], None] = _unheard,
) -> None:
    """Mount pictures on their own, which follow the player's step or have a playhead.

    Args:
        data: what `browser.board.pack_panes` packs.
        key: the component's key; its state holds `grip` and `seen`.
        on_grip: called with the name of a place that was moved, and where to, x and y.
        on_seen: called with the step at which a playhead of their own was left.
    """
    _board(
        key=key,
        data=data,
        on_grip_change=_told(key, "grip", on_grip),
        on_seen_change=_told(key, "seen", on_seen),
    )


def show_gallery(
    cards: list[dict[str, Any]], key: str, on_chosen: Callable[[Any], None], pictures: bool
) -> Any:
    """Mount a gallery to choose from.

    Args:
        cards: each with key, label, group, also, idea, whether it is present already, and a curve
            from 0 to 1 or None.
        key: the component's key; its trigger is `chosen`, the key of a card.
        on_chosen: called with the key of a card that was chosen.
        pictures: whether the cards are the landscapes, in the registry's order.
    """
    data = {"cards": cards, "pictures": names()["landscapes"] if pictures else None}
    return _gallery(key=key, data=data, on_chosen_change=_told(key, "chosen", on_chosen))


def _told(key: str, name: str, then: Callable[[Any], None]) -> Callable[[], None]:
    """A callback that hands on what a component says; it is hostile until checked."""
    return lambda: then(getattr(st.session_state[key], name))
