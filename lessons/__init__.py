"""The course: `LESSONS` maps a key (file name, address) to its Lesson, in teaching order.

A lesson is a package here, a page of three lines and its name below.
"""

from lessons.adagrad import ADAGRAD_LESSON
from lessons.adam_family import ADAM_FAMILY
from lessons.adaptive_rates import ADAPTIVE_RATES
from lessons.learning_rate import LEARNING_RATE
from lessons.momentum import MOMENTUM
from lessons.momentum_vs_nag import MOMENTUM_VS_NAG
from lessons.normalization import NORMALIZATION
from lessons.one_cycle import ONE_CYCLE_LESSON

LESSONS = {
    lesson.key: lesson
    for lesson in (
        LEARNING_RATE,
        MOMENTUM,
        NORMALIZATION,
        MOMENTUM_VS_NAG,
        ADAGRAD_LESSON,
        ADAPTIVE_RATES,
        ADAM_FAMILY,
        ONE_CYCLE_LESSON,
    )
}
