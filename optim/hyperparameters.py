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
        name="rho",
        symbol=r"\rho",
        help="Memory of the running averages of squared gradients and squared steps.",
        low=0.0,
        high=0.99999,
    ),
    Setting(
        name="centered",
        symbol="",
        help="Divide by the spread of the gradient, its mean taken off, not by its size.",
        type=bool,
    ),
    Setting(
        name="decoupled_weight_decay",
        symbol="",
        help="Shrink the parameters themselves; otherwise the decay is part of the gradient.",
        type=bool,
    ),
    Setting(
        name="eps_root",
        symbol=r"\epsilon_r",
        help="Added to the second moment at each step.",
        low=0.0,
        high=10.0,
        slider=(1e-16, 1.0),
        log=True,
    ),
    Setting(
        name="nu",
        symbol=r"\nu",
        help="Share of the running average in each step; the rest is the gradient itself.",
        low=0.0,
        high=1.0,
    ),
    Setting(
        name="nu1",
        symbol=r"\nu_1",
        help="Share of the first moment in each step; the rest is the gradient itself.",
        low=0.0,
        high=1.0,
    ),
    Setting(
        name="nu2",
        symbol=r"\nu_2",
        help="Share of the second moment in the divisor; the rest is the squared gradient itself.",
        low=0.0,
        high=1.0,
    ),
    Setting(
        name="etaminus",
        symbol=r"\eta_-",
        help="Factor of the step size when the gradient's sign has changed.",
        low=0.001,
        high=0.999,
    ),
    Setting(
        name="etaplus",
        symbol=r"\eta_+",
        help="Factor of the step size while the gradient keeps its sign.",
        low=1.001,
        high=10.0,
        slider=(1.001, 2.0),
    ),
    Setting(
        name="step_size_min",
        symbol="h_-",
        help="The smallest step size.",
        low=0.0,
        high=1e4,
        slider=(1e-10, 1.0),
        log=True,
    ),
    Setting(
        name="step_size_max",
        symbol="h_+",
        help="The largest step size.",
        low=0.0,
        high=1e4,
        slider=(1e-3, 100.0),
        log=True,
    ),
    Setting(
        name="lambd",
        symbol=r"\lambda_d",
        help="How fast the rate falls, and the share of it by which the parameters shrink.",
        low=0.0,
        high=10.0,
        slider=(0.0, 1.0),
    ),
    Setting(
        name="t0",
        symbol="t_0",
        help="The step after which averaging begins; until then the average is the point itself.",
        low=0.0,
        high=1e9,
        slider=(0.0, MAX_STEPS),
    ),
    Setting(
        name="weight_lr_power",
        symbol="p",
        help="A step weighs in the average as the largest rate so far to this power.",
        low=0.0,
        high=10.0,
    ),
    Setting(
        name="history_size",
        symbol="k",
        help="How many of the last steps the estimate of the curvature is made from.",
        low=1,
        high=100,
        type=int,
    ),
    Setting(
        name="tolerance_grad",
        symbol=r"\epsilon_g",
        help="No step is made where both gradient components are at most this.",
        low=0.0,
        high=1.0,
        slider=(1e-12, 1e-2),
        log=True,
    ),
    Setting(
        name="tolerance_change",
        symbol=r"\epsilon_d",
        help="No step is made where the slope along it is not at least this much downhill.",
        low=0.0,
        high=1.0,
        slider=(1e-12, 1e-2),
        log=True,
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


def explained(settings: tuple[Setting, ...], **helps: str) -> tuple[Setting, ...]:
    """The same settings where a rule uses some of them in another way: name -> what it says."""
    return tuple(replace(entry, help=helps.get(entry.name, entry.help)) for entry in settings)
