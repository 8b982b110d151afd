"""The course: `LESSONS` maps a key (file name, address) to its Lesson, in teaching order.

A lesson is a file here, a page of three lines and its name below.
"""

from lessons.lesson import Lesson
from lessons.momentum import MOMENTUM

_ALL: tuple[Lesson, ...] = (MOMENTUM,)

LESSONS = {lesson.key: lesson for lesson in _ALL}
