"""The animated player: packed data, browser files, and the Streamlit component that mounts it."""

from player.component import show_player
from player.packing import OVERLAYS, pack
from player.window import visible_window

__all__ = ["OVERLAYS", "pack", "show_player", "visible_window"]
