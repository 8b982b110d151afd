"""Optimizers and schedules: the update rules, the schedules as data, the stepping engine.

`OPTIMIZERS` and `SCHEDULES` map a key (function name, file name, word in a link) to its record.
A new one is a file in `rules/` or `schedules/` and its name here. SCHEDULES is in the order of its
groups; `optim/chain.py` joins several of them, one after another.
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
from optim.schedules.cosine_restarts import COSINE_RESTARTS
from optim.schedules.cyclic import CYCLIC
from optim.schedules.exponential import EXPONENTIAL
from optim.schedules.inverse_sqrt import INVERSE_SQRT
from optim.schedules.linear import LINEAR
from optim.schedules.multistep import MULTISTEP
from optim.schedules.one_cycle import ONE_CYCLE
from optim.schedules.polynomial import POLYNOMIAL
from optim.schedules.reduce_on_plateau import REDUCE_ON_PLATEAU
from optim.schedules.step import STEP
from optim.schedules.warmup_stable_decay import WARMUP_STABLE_DECAY

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
    schedule.key: schedule
    for schedule in (
        CONSTANT,
        STEP,
        MULTISTEP,
        EXPONENTIAL,
        POLYNOMIAL,
        LINEAR,
        COSINE,
        COSINE_RESTARTS,
        ONE_CYCLE,
        CYCLIC,
        INVERSE_SQRT,
        WARMUP_STABLE_DECAY,
        REDUCE_ON_PLATEAU,
    )
}
