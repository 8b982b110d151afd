"""AdaGrad: every coordinate measured in a unit of its own, and what that wins and costs."""

from lessons.adagrad.beats import ADAGRAD_LESSON

__all__ = ["ADAGRAD_LESSON"]
