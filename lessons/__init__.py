"""The course: `LESSONS` maps a key (file name, address) to its Lesson, in teaching order.

A lesson is a file here, a page of three lines and its name below.
"""

from lessons import learning_rate
from lessons.lesson import Lesson

_ALL: tuple[Lesson, ...] = (learning_rate.LESSON,)

LESSONS = {lesson.key: lesson for lesson in _ALL}
