"""The power of the learning rate."""

from ui.lesson import show_lesson

show_lesson("learning_rate")
