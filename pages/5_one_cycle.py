"""Schedules and 1Cycle."""

from ui.lesson import show_lesson

show_lesson("one_cycle")
