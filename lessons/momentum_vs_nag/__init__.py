"""Momentum vs NAG: the difference made visible, step by step."""

from lessons.lesson import Lesson
from lessons.momentum_vs_nag import two_steps as two
from lessons.momentum_vs_nag import whole_run as run
from lessons.momentum_vs_nag.forms import forms
from lessons.momentum_vs_nag.free_play import free_play
from lessons.momentum_vs_nag.runs import PICTURE

MOMENTUM_VS_NAG = Lesson(
    key="momentum_vs_nag",
    label="Momentum vs NAG",
    idea="Both keep a velocity. What changes when the gradient is taken where it leads?",
    day=36,
    minutes=20,
    beats=(
        two.one_start, two.first_step, two.remembered, two.friction, two.momentum_step,
        two.look_ahead, two.which_way, two.two_signs, two.nag_step, two.brake,
        run.three_steps_later, run.less_momentum, run.race, run.too_high, run.stored,
        run.last_question, free_play, forms,
    ),
    short=(
        two.one_start, two.remembered, two.momentum_step, two.which_way, two.nag_step,
        run.too_high,
    ),
    controls=PICTURE.record.parameters,
    known={"part=story": "", "part=play": "free_play", "part=forms": "forms"},
)  # fmt: skip
