"""Descent Lab, the playground: watch optimizers move over a loss landscape, step by step."""

import streamlit as st

from browser import pack, show_player, visible_window
from ui import address
from ui.controls import show_controls, show_quick_controls
from ui.navigation import remember, show_navigation
from ui.session import change, current, open_page
from ui.startup import settle
from ui.style import set_up_page
from ui.tabs import show_tabs
from ui.top import show_top

set_up_page("Descent Lab")
open_page("playground")
show_navigation()
show_controls()


def start_chosen() -> None:
    """The contour was clicked, or the ring dragged: every run starts there."""
    change(start=tuple(st.session_state["player"].start))


show_top()
show_quick_controls()
comparison = current()
state = st.session_state.get("player", {})
opened = st.session_state["opened"]
data = pack(
    comparison,
    visible_window(state, comparison, opened),
    state.get("overlays") or (),
    opened,
    state.get("numbers"),
)
show_player(data, "player", start_chosen)
show_tabs(comparison)
link = comparison.to_link()
remember("playground", link)
address.write(link)
settle()
