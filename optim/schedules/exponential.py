"""Exponential: the rate falls by the same factor at every step."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.schedule import Schedule
from optim.schedule_parameters import defaults


def exponential(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Multiply the rate by gamma at every step."""
    return np.asarray(s.lr * s.gamma ** t.astype(float))


EXPONENTIAL = Schedule(
    key="exponential",
    label="Exponential",
    also="ExponentialLR",
    group="Decay",
    lr=exponential,
    settings=defaults(gamma=0.99),
    formula=r"\eta_t = \eta\,\gamma^{t}",
    source="torch.optim.lr_scheduler.ExponentialLR",
    torch="lr_scheduler.ExponentialLR(optimizer, gamma={gamma})",
)
