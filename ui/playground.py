"""The playground: a comparison with everything that can be done to it."""

from browser import show_player
from ui.changes import change, playground
from ui.controls import show_controls, show_quick_controls
from ui.tabs import show_tabs


def show_playground() -> None:
    """The sidebar's controls, the player, and what stands under it."""
    show_controls()
    show_quick_controls()
    show_player(playground.state, playground.shown.opened, lambda start: change(start=start))
    show_tabs(playground.state)
