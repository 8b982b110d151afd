"""NAdam, AdaMax, AdamW, NAG: what one changed line of Adam does to a path."""

from lessons.adam_family.beats import ADAM_FAMILY

__all__ = ["ADAM_FAMILY"]
