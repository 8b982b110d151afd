"""Linear: the rate moves along a straight line from one share of the peak to another."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.schedule import Schedule
from optim.schedule_parameters import defaults


def linear(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Move the rate along a straight line, up or down, and then leave it there."""
    gone = np.minimum(t, s.total_iters) / s.total_iters
    return np.asarray(s.lr * (s.start_factor + (s.end_factor - s.start_factor) * gone))


LINEAR = Schedule(
    key="linear",
    label="Linear",
    also="LinearLR, ramp",
    group="Decay",
    lr=linear,
    settings=defaults(start_factor=1.0 / 3.0, end_factor=1.0, total_iters=None),
    empty={"total_iters": lambda s: s.steps},
    formula=r"\eta_t = \eta \left(a + (e - a)\,\frac{\min(t, T)}{T}\right)",
    source="torch.optim.lr_scheduler.LinearLR; its total_iters is 5 unless it is given",
    torch=(
        "lr_scheduler.LinearLR(optimizer, start_factor={start_factor}, "
        "end_factor={end_factor}, total_iters={total_iters})"
    ),
)
