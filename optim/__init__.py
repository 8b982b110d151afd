"""Optimizers and schedules: the update rules, the schedules as data, the stepping engine.

`OPTIMIZERS` and `SCHEDULES` map a key (function name, file name, word in a link) to its record.
A new one is a file in `rules/` or `schedules/` and its name here.
"""

from optim.rules.adagrad import ADAGRAD
from optim.rules.adam import ADAM
from optim.rules.adamax import ADAMAX
from optim.rules.adamw import ADAMW
from optim.rules.gradient_descent import GRADIENT_DESCENT
from optim.rules.momentum import MOMENTUM
from optim.rules.nadam import NADAM
from optim.rules.nesterov import NESTEROV
from optim.rules.rmsprop import RMSPROP
from optim.schedules.constant import CONSTANT
from optim.schedules.cosine import COSINE
from optim.schedules.exponential import EXPONENTIAL
from optim.schedules.one_cycle import ONE_CYCLE
from optim.schedules.step import STEP

OPTIMIZERS = {
    optimizer.key: optimizer
    for optimizer in (
        GRADIENT_DESCENT,
        MOMENTUM,
        NESTEROV,
        ADAGRAD,
        RMSPROP,
        ADAM,
        ADAMW,
        NADAM,
        ADAMAX,
    )
}
SCHEDULES = {
    schedule.key: schedule for schedule in (CONSTANT, STEP, EXPONENTIAL, COSINE, ONE_CYCLE)
}
