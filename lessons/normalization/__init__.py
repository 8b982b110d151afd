"""Momentum vs normalization: mend the map, or mend the walker?"""

from lessons.normalization.beats import NORMALIZATION

__all__ = ["NORMALIZATION"]
