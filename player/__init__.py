"""What runs in the browser: the animated player and the boards of the lessons."""

from player.component import show_board, show_gallery, show_player
from player.packing import pack
from player.window import visible_window

__all__ = ["pack", "show_board", "show_gallery", "show_player", "visible_window"]
