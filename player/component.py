"""The player as a Streamlit component."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from player.assets import names, publish

publish()

_LOADER = """
const files = new URL("app/static/", document.baseURI);
const players = new WeakMap();

// One entry per mounted component; the newest bytes wait while the files load.
async function open(entry, root, emit) {
  try {
    const [{ mount }] = await Promise.all([
      import(new URL("PLAYER", files)),
      window.Plotly ?? import(new URL("PLOTLY", files)),
    ]);
    if (!entry.closed) entry.player = mount(root, entry.bytes, { Plotly: window.Plotly, emit });
  } catch (error) {
    console.warn("Descent Lab:", error);
    root.textContent =
      "The player could not be loaded: a file under app/static is missing. Reload the page; if " +
      "that does not help, restart the server with “make run”, which puts the files there.";
  }
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector("[data-testid=player]");
  const entry = players.get(parentElement) ?? {};
  entry.bytes = data;
  if (!players.has(parentElement)) {
    players.set(parentElement, entry);
    const emit = (name, value) =>
      name === "start" ? setTriggerValue(name, value) : setStateValue(name, value);
    open(entry, root, emit);
  } else if (entry.player) {
    entry.player.retheme();
    entry.player.update(data);
  }
  return () => {
    entry.closed = true;
    entry.player?.destroy();
    players.delete(parentElement);
  };
}
"""

_component = st.components.v2.component(
    "descent_lab_player",
    html='<div data-testid="player"></div>',
    js=_LOADER.replace("PLAYER", names()["player"]).replace("PLOTLY", names()["plotly"]),
    isolate_styles=False,
)


def show_player(data: bytes, key: str, on_start: Callable[[], None]) -> Any:
    """Mount the player.

    Args:
        data: what `pack` made.
        key: the component's key; its state holds `overlays` and `window`, its trigger `start`.
        on_start: called when a start was chosen on the contour.
    """
    return _component(
        key=key,
        data=data,
        on_start_change=on_start,
        on_overlays_change=_nothing,
        on_window_change=_nothing,
    )


def _nothing() -> None:
    """A value shows in the component's state only if it has a callback."""
