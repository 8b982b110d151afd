"""Descent Lab, the playground: watch optimizers move over a loss landscape, step by step."""

from ui.changes import playground
from ui.page import show_page
from ui.playground import show_playground
from ui.top import show_top, title

show_page(playground, show_top, show_playground, title)
