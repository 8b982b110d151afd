"""AdaGrad."""

from ui.lesson import show_lesson

show_lesson("adagrad")
