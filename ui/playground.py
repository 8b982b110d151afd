"""The playground: a comparison with everything that can be done to it."""

from functools import partial

from browser import show_player
from ui.changes import ask_for_course, change, look, playground, touched, travel, travelled
from ui.controls import show_controls, show_quick_controls
from ui.course_change import show_turning
from ui.tabs import show_tabs
from ui.top import show_rates_notice


def show_playground() -> None:
    """The sidebar's controls, the player, and what stands under it."""
    show_controls()
    show_rates_notice()
    show_quick_controls()
    show_player(
        playground.state,
        playground.shown.now.opened,
        touched(),
        travelled(playground),
        lambda start: change(start=start),
        partial(look, playground),
        partial(travel, playground),
        on_course=ask_for_course,
    )
    show_turning()
    show_tabs(playground.state)
