"""What runs in the browser: the animated player and the boards of the lessons."""

from browser.board import AtRest, pack_board, pack_course, pack_lesson, pack_panes
from browser.component import show_board, show_gallery, show_panes, show_player
from browser.packing import pack

__all__ = [
    "AtRest",
    "pack",
    "pack_board",
    "pack_course",
    "pack_lesson",
    "pack_panes",
    "show_board",
    "show_gallery",
    "show_panes",
    "show_player",
]
