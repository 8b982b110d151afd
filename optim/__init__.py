"""Optimizers and schedules: the update rules, the schedules as data, the stepping engine.

`OPTIMIZERS` and `SCHEDULES` map a key (function name, file name, word in a link) to its record.
A new one is a file in `rules/` or `schedules/` and its name here. Both are in the order of their
groups, OPTIMIZERS then by age; `optim/chain.py` joins several schedules, one after another.
"""

from optim.rules.adabelief import ADABELIEF
from optim.rules.adadelta import ADADELTA
from optim.rules.adagrad import ADAGRAD
from optim.rules.adam import ADAM
from optim.rules.adamax import ADAMAX
from optim.rules.adamw import ADAMW
from optim.rules.amsgrad import AMSGRAD
from optim.rules.asgd import ASGD
from optim.rules.gradient_descent import GRADIENT_DESCENT
from optim.rules.lbfgs import LBFGS
from optim.rules.lion import LION
from optim.rules.momentum import MOMENTUM
from optim.rules.nadam import NADAM
from optim.rules.nesterov import NESTEROV
from optim.rules.newton import NEWTON
from optim.rules.qhadam import QHADAM
from optim.rules.qhm import QHM
from optim.rules.radam import RADAM
from optim.rules.rmsprop import RMSPROP
from optim.rules.rprop import RPROP
from optim.rules.schedule_free_adamw import SCHEDULE_FREE_ADAMW
from optim.rules.schedule_free_sgd import SCHEDULE_FREE_SGD
from optim.rules.signsgd import SIGNSGD
from optim.rules.yogi import YOGI
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
from optim.schedules.range_test import RANGE_TEST
from optim.schedules.reduce_on_plateau import REDUCE_ON_PLATEAU
from optim.schedules.step import STEP
from optim.schedules.warmup_stable_decay import WARMUP_STABLE_DECAY

OPTIMIZERS = {
    optimizer.key: optimizer
    for optimizer in (
        GRADIENT_DESCENT,
        MOMENTUM,
        NESTEROV,
        QHM,
        ADAGRAD,
        ADADELTA,
        RMSPROP,
        ADAM,
        ADAMAX,
        NADAM,
        AMSGRAD,
        YOGI,
        ADAMW,
        QHADAM,
        RADAM,
        ADABELIEF,
        RPROP,
        SIGNSGD,
        LION,
        ASGD,
        SCHEDULE_FREE_SGD,
        SCHEDULE_FREE_ADAMW,
        NEWTON,
        LBFGS,
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
        RANGE_TEST,
        REDUCE_ON_PLATEAU,
    )
}
