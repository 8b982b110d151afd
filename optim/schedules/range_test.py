"""Range test: the rate rises from far too low to far too high within one run (Smith, 2017)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.phase import Handle, Move, Phase, way
from optim.schedule import Schedule
from optim.schedule_parameters import defaults

LOWEST = 1e-6
"""Where no start is given: this share of the end, as from 1e-5 to 10."""


def range_test(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Raise the rate from far too low up to lr, to see at which rates the loss falls and jumps."""
    gone = np.minimum(t, _last(s)) / _last(s)
    if s.ramp == "linear":
        return np.asarray(s.start_lr + (s.lr - s.start_lr) * gone)
    return np.asarray(s.start_lr * (s.lr / s.start_lr) ** gone)


def _last(s: Any) -> int:
    """The step at which the end is reached."""
    return max(int(s.steps) - 1, 1)


def _torch(s: Any) -> str:
    """As shares of the end, the optimizer's own rate."""
    first, gone = float(f"{s.start_lr / s.lr:.14g}"), f"min(t, {_last(s)}) / {_last(s)}"
    linear = f"{first} + {1.0 - first} * {gone}"
    share = linear if s.ramp == "linear" else f"{first} ** (1 - {gone})"
    return f"lr_scheduler.LambdaLR(optimizer, lambda t: {share})"


def _handles(s: Any) -> list[Handle]:
    """Both ends of the ramp."""
    return [
        Handle("start", 0.0, s.start_lr, up=Move("start_lr", float)),
        Handle("end of the ramp", float(_last(s)), s.lr, up=Move("lr", float)),
    ]


RANGE_TEST = Schedule(
    key="range_test",
    label="Range test",
    also="lr_find, LR finder",
    group="To find a rate",
    lr=range_test,
    settings=defaults(start_lr=None, ramp="exponential"),
    empty={"start_lr": lambda s: LOWEST * s.lr},
    formula=(
        r"\eta_t = \eta_0 \left(\frac{\eta}{\eta_0}\right)^{\frac{t}{N-1}}"
        r"\quad\text{or}\quad \eta_0 + (\eta-\eta_0)\,\frac{t}{N-1}"
    ),
    source=(
        "Smith 2017 (section 3.3), whose ramp is linear; the exponential one is fastai's (Gugger "
        "2018). torch has none; recorded from optax's exponential_decay and linear_schedule"
    ),
    phases=lambda s: [Phase(way(s.start_lr, s.lr), 0.0, s.steps)],
    handles=_handles,
    torch=_torch,
)
