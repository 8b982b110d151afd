"""Momentum vs normalization."""

from ui.lesson import show_lesson

show_lesson("normalization")
