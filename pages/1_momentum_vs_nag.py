"""Momentum vs NAG: the lesson a teacher projects."""

from ui.lesson import lesson, show_lesson, show_top
from ui.page import show_page

show_page(lesson, show_top, show_lesson)
