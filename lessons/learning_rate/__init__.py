"""The power of the learning rate: five points and a line, and who says how far to go."""

from lessons.learning_rate.beats import LEARNING_RATE

__all__ = ["LEARNING_RATE"]
