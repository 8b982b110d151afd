"""Step: the rate falls by a factor at regular intervals."""

from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.phase import Handle, Move, Phase, in_turn, peak, share, whole
from optim.schedule import Schedule
from optim.schedule_parameters import defaults


def step(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Multiply the rate by gamma every step_size steps."""
    return np.asarray(s.lr * s.gamma ** (t // s.step_size).astype(float))


def _phases(s: Any) -> list[Phase]:
    """It holds between two drops."""
    ends = range(s.step_size, s.steps + s.step_size, s.step_size)
    return in_turn(map(float, ends), repeat("hold"))


def _handles(s: Any) -> list[Handle]:
    drop = Move("step_size", whole, 1.0)
    return [
        peak(s),
        Handle("first drop", float(s.step_size), s.lr * s.gamma, drop, share("gamma", s.lr)),
    ]


STEP = Schedule(
    key="step",
    label="Step",
    also="staircase, StepLR",
    group="Constant and steps",
    lr=step,
    settings=defaults(step_size=100, gamma=0.1),
    formula=r"\eta_t = \eta\,\gamma^{\lfloor t/s \rfloor}",
    source="torch.optim.lr_scheduler.StepLR",
    phases=_phases,
    handles=_handles,
    torch="lr_scheduler.StepLR(optimizer, step_size={step_size}, gamma={gamma})",
)
