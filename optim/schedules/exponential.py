"""Exponential: the rate falls by the same factor at every step."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.phase import Handle, Move, Phase, peak
from optim.schedule import Schedule
from optim.schedule_parameters import defaults


def exponential(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Multiply the rate by gamma at every step."""
    return np.asarray(s.lr * s.gamma ** t.astype(float))


def _handles(s: Any) -> list[Handle]:
    """The last rate says by which factor each step has to be lower."""
    last = s.steps - 1
    if not last:
        return [peak(s)]
    ends = Move("gamma", lambda rate: min(max(rate / s.lr, 0.0), 1.0) ** (1.0 / last))
    return [peak(s), Handle("last rate", float(last), s.lr * s.gamma**last, up=ends)]


EXPONENTIAL = Schedule(
    key="exponential",
    label="Exponential",
    also="ExponentialLR",
    group="Decay",
    lr=exponential,
    settings=defaults(gamma=0.99),
    formula=r"\eta_t = \eta\,\gamma^{t}",
    source="torch.optim.lr_scheduler.ExponentialLR",
    phases=lambda s: [Phase("fall", 0.0, s.steps)],
    handles=_handles,
    torch="lr_scheduler.ExponentialLR(optimizer, gamma={gamma})",
)
