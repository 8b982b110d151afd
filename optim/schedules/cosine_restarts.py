"""Cosine with warm restarts (SGDR): anneal, jump back up, again (Loshchilov and Hutter, 2017)."""

from itertools import chain, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.phase import Handle, Move, Phase, in_turn, peak, way, whole
from optim.schedule import Schedule
from optim.schedule_parameters import defaults


def cosine_restarts(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Lower the rate along half a cosine, then start again at the top, each time for longer."""
    starts = _starts(s, t[-1])
    cycle = np.searchsorted(starts, t, side="right") - 1
    lengths = s.T_0 * float(s.T_mult) ** cycle
    wave = 1.0 + np.cos(np.pi * (t - np.take(starts, cycle)) / lengths)
    return np.asarray(s.eta_min + (s.lr - s.eta_min) * wave / 2.0)


def _starts(s: Any, last: int) -> list[int]:
    """The steps up to the last one at which it begins at the top."""
    starts, length = [0], s.T_0
    while starts[-1] + length <= last:
        starts.append(starts[-1] + length)
        length *= s.T_mult
    return starts


def _phases(s: Any) -> list[Phase]:
    ends = map(float, [*_starts(s, s.steps - 1)[1:], s.steps])
    return in_turn(ends, chain((way(s.lr, s.eta_min),), repeat("restart")))


def _handles(s: Any) -> list[Handle]:
    end = Move("T_0", whole, 1.0)
    return [peak(s), Handle("first restart", float(s.T_0), s.eta_min, end, Move("eta_min", float))]


COSINE_RESTARTS = Schedule(
    key="cosine_restarts",
    label="Cosine with restarts",
    also="SGDR, warm restarts",
    group="Cycles",
    lr=cosine_restarts,
    settings=defaults(T_0=100, T_mult=1, eta_min=0.0),
    formula=(
        r"\eta_t = \eta_\mathrm{min} + \tfrac12(\eta-\eta_\mathrm{min})"
        r"\left(1+\cos\frac{\pi\, t_\mathrm{cur}}{T_i}\right),\quad T_{i+1} = m\,T_i"
    ),
    source="torch.optim.lr_scheduler.CosineAnnealingWarmRestarts",
    phases=_phases,
    handles=_handles,
    torch=(
        "lr_scheduler.CosineAnnealingWarmRestarts(optimizer, T_0={T_0}, T_mult={T_mult}, "
        "eta_min={eta_min})"
    ),
)
