"""NAdam, AdaMax, AdamW, NAG."""

from ui.lesson import show_lesson

show_lesson("adam_family")
