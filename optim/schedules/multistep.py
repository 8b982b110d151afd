"""Multistep: the rate falls by a factor at chosen steps."""

from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.phase import Handle, Move, Phase, in_turn, peak
from optim.schedule import Schedule
from optim.schedule_parameters import defaults


def multistep(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Multiply the rate by gamma at each milestone."""
    passed = np.searchsorted(s.milestones, t, side="right")
    return np.asarray(s.lr * s.gamma ** passed.astype(float))


def _phases(s: Any) -> list[Phase]:
    """It holds between two milestones."""
    return in_turn(map(float, [*s.milestones, s.steps]), repeat("hold"))


def _handles(s: Any) -> list[Handle]:
    drops = [
        Handle(
            f"milestone {k + 1}",
            float(milestone),
            s.lr * s.gamma ** (k + 1),
            _milestone(s.milestones, k, s.steps),
        )
        for k, milestone in enumerate(s.milestones)
    ]
    return [peak(s), *drops]


def _milestone(milestones: tuple[int, ...], k: int, steps: int) -> Move:
    """One of them, between its neighbours."""
    before, after = milestones[:k], milestones[k + 1 :]
    low = before[-1] if before else 1
    high = after[0] if after else max(steps, milestones[k])

    def moved(step: float) -> tuple[int, ...]:
        return (*before, min(max(round(step), low), high), *after)

    return Move("milestones", moved, low, high)


MULTISTEP = Schedule(
    key="multistep",
    label="Multistep",
    also="MultiStepLR, milestones",
    group="Constant and steps",
    lr=multistep,
    settings=defaults(milestones=(100, 200), gamma=0.1),
    formula=r"\eta_t = \eta\,\gamma^{\#\{m \le t\}} \quad\text{over the milestones } m",
    source="torch.optim.lr_scheduler.MultiStepLR",
    phases=_phases,
    handles=_handles,
    torch="lr_scheduler.MultiStepLR(optimizer, milestones={milestones}, gamma={gamma})",
)
