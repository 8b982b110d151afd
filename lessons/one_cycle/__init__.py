"""Schedules and 1Cycle: what a rising rate does, and what is said of it."""

from lessons.one_cycle.beats import ONE_CYCLE_LESSON

__all__ = ["ONE_CYCLE_LESSON"]
