"""Cosine annealing: fast in the middle, gentle at both ends (Loshchilov and Hutter, 2017)."""

from itertools import cycle
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.phase import Handle, Move, Phase, in_turn, peak, way, whole
from optim.schedule import Schedule
from optim.schedule_parameters import defaults


def cosine(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Lower the rate along half a cosine; beyond T_max it comes back up, as torch has it."""
    return np.asarray(s.eta_min + (s.lr - s.eta_min) * (1.0 + np.cos(np.pi * t / s.T_max)) / 2.0)


def _phases(s: Any) -> list[Phase]:
    """Down in T_max steps, up again in as many, and so on."""
    ends = range(s.T_max, s.steps + s.T_max, s.T_max)
    return in_turn(map(float, ends), cycle((way(s.lr, s.eta_min), way(s.eta_min, s.lr))))


def _handles(s: Any) -> list[Handle]:
    end = Move("T_max", whole, 1.0)
    return [
        peak(s),
        Handle("end of the fall", float(s.T_max), s.eta_min, end, Move("eta_min", float)),
    ]


COSINE = Schedule(
    key="cosine",
    label="Cosine",
    also="cosine annealing",
    group="Decay",
    lr=cosine,
    settings=defaults(T_max=None, eta_min=0.0),
    empty={"T_max": lambda s: s.steps},
    formula=(
        r"\eta_t = \eta_\mathrm{min} + \tfrac12(\eta-\eta_\mathrm{min})"
        r"\left(1+\cos\frac{\pi t}{T_\mathrm{max}}\right)"
    ),
    source="torch.optim.lr_scheduler.CosineAnnealingLR",
    phases=_phases,
    handles=_handles,
    torch=("lr_scheduler.CosineAnnealingLR(optimizer, T_max={T_max}, eta_min={eta_min})"),
)
