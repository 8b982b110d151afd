"""AdaGrad, RMSProp, Adam."""

from ui.lesson import show_lesson

show_lesson("adaptive_rates")
