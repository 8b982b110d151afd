"""Schedules: what they do to the rate, and to a path."""

from ui.explorer import explorer
from ui.explorer_page import show_explorer, show_top, title
from ui.page import show_page

show_page(explorer, show_top, show_explorer, title)
