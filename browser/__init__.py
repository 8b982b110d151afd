"""What runs in the browser: the animated player and the boards of the lessons."""

from browser.board import AtRest, pack_board, pack_course, pack_lesson
from browser.component import show_board, show_gallery, show_player
from browser.packing import pack

__all__ = [
    "AtRest",
    "pack",
    "pack_board",
    "pack_course",
    "pack_lesson",
    "show_board",
    "show_gallery",
    "show_player",
]
