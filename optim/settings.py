"""The settings of optimizers, each described once; those of schedules are in their own file.

Names are torch's. A rule says which it takes and where they start:
`settings=defaults(momentum=0.9, weight_decay=0.0)`.
"""

from dataclasses import replace
from typing import Any

from setting import Setting

MAX_STEPS = 5000
"""The longest run, and so the largest value of a setting that counts steps."""

LR = Setting(
    name="lr",
    symbol=r"\eta",
    help="Learning rate. With a schedule it is the peak (torch's max_lr).",
    low=1e-10,
    high=1e4,
    default=0.01,
    slider=(1e-5, 10.0),
    log=True,
)

OPTIMIZER_SETTINGS = (
    Setting(
        name="momentum",
        symbol=r"\mu",
        help="Share of the velocity kept from step to step.",
        low=0.0,
        high=1.0,
    ),
    Setting(
        name="momentum_sequence",
        symbol="",
        help="Nesterov's own coefficient, which grows from 0 towards 1, in place of the momentum.",
        type=bool,
    ),
    Setting(
        name="dampening",
        symbol=r"\tau",
        help="Share of each gradient that does not enter the velocity (from the second step on).",
        low=0.0,
        high=1.0,
    ),
    Setting(
        name="weight_decay",
        symbol=r"\lambda",
        help="Pull towards the origin.",
        low=0.0,
        high=10.0,
        slider=(0.0, 1.0),
    ),
    Setting(
        name="beta1",
        symbol=r"\beta_1",
        help="Memory of the first moment, the running average of the gradient.",
        low=0.0,
        high=0.9999,
    ),
    Setting(
        name="beta2",
        symbol=r"\beta_2",
        help="Memory of the second moment, the running average of the squared gradient.",
        low=0.0,
        high=0.99999,
    ),
    Setting(
        name="eps",
        symbol=r"\epsilon",
        help="Keeps the division finite where gradients vanish.",
        low=0.0,
        high=10.0,
        slider=(1e-12, 1.0),
        log=True,
    ),
    Setting(
        name="bias_correction",
        symbol="",
        help="Correct the moments for having started at zero.",
        type=bool,
    ),
    Setting(
        name="alpha",
        symbol=r"\alpha",
        help="Memory of the running average of the squared gradient.",
        low=0.0,
        high=0.99999,
    ),
    Setting(
        name="lr_decay",
        symbol=r"\delta",
        help="The rate is divided by 1 + (t - 1) times this.",
        low=0.0,
        high=1.0,
    ),
    Setting(
        name="initial_accumulator_value",
        symbol="v_0",
        help="Where the sum of squared gradients starts.",
        low=0.0,
        high=1e6,
        slider=(0.0, 1.0),
    ),
    Setting(
        name="momentum_decay",
        symbol=r"\psi",
        help="How fast the momentum coefficient rises towards beta1.",
        low=0.0,
        high=1.0,
        slider=(0.0, 0.1),
    ),
)

_BY_NAME = {setting.name: setting for setting in (LR, *OPTIMIZER_SETTINGS)}


def defaults(**values: Any) -> tuple[Setting, ...]:
    """The named settings, in this order, each with the default given here."""
    return tuple(replace(_BY_NAME[name], default=value) for name, value in values.items())
