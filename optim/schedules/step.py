"""Step: the rate falls by a factor at regular intervals."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.schedule import Schedule
from optim.schedule_parameters import defaults


def step(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Multiply the rate by gamma every step_size steps."""
    return np.asarray(s.lr * s.gamma ** (t // s.step_size).astype(float))


STEP = Schedule(
    key="step",
    label="Step",
    also="staircase, StepLR",
    group="Constant and steps",
    lr=step,
    settings=defaults(step_size=100, gamma=0.1),
    formula=r"\eta_t = \eta\,\gamma^{\lfloor t/s \rfloor}",
    source="torch.optim.lr_scheduler.StepLR",
    torch="lr_scheduler.StepLR(optimizer, step_size={step_size}, gamma={gamma})",
)
