"""The course: `LESSONS` maps a key (file name, address) to its Lesson, in teaching order.

A lesson is a file here, a page of three lines and its name below.
"""

from lessons.lesson import Lesson
from lessons.momentum import MOMENTUM
from lessons.momentum_vs_nag import MOMENTUM_VS_NAG

_ALL: tuple[Lesson, ...] = (MOMENTUM, MOMENTUM_VS_NAG)

LESSONS = {lesson.key: lesson for lesson in _ALL}
