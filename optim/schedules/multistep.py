"""Multistep: the rate falls by a factor at chosen steps."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.schedule import Schedule
from optim.schedule_parameters import defaults


def multistep(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Multiply the rate by gamma at each milestone."""
    passed = np.searchsorted(s.milestones, t, side="right")
    return np.asarray(s.lr * s.gamma ** passed.astype(float))


MULTISTEP = Schedule(
    key="multistep",
    label="Multistep",
    also="MultiStepLR, milestones",
    group="Constant and steps",
    lr=multistep,
    settings=defaults(milestones=(100, 200), gamma=0.1),
    formula=r"\eta_t = \eta\,\gamma^{\#\{m \le t\}} \quad\text{over the milestones } m",
    source="torch.optim.lr_scheduler.MultiStepLR",
    torch="lr_scheduler.MultiStepLR(optimizer, milestones={milestones}, gamma={gamma})",
)
