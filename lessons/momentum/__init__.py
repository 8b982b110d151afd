"""Momentum: when a run that remembers arrives sooner, and when later."""

from lessons.momentum.beats import MOMENTUM

__all__ = ["MOMENTUM"]
