"""What runs in the browser: the animated player and the boards of the lessons."""

from browser.board import pack_board
from browser.component import show_board, show_gallery, show_player
from browser.packing import pack

__all__ = ["pack", "pack_board", "show_board", "show_gallery", "show_player"]
