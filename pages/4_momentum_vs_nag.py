"""Momentum vs NAG: the lesson a teacher projects."""

from ui.lesson import show_lesson

show_lesson("momentum_vs_nag")
