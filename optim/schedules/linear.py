"""Linear: the rate moves along a straight line from one share of the peak to another."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.phase import Handle, Move, Phase, in_turn, share, way, whole
from optim.schedule import Schedule
from optim.schedule_parameters import defaults


def linear(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Move the rate along a straight line, up or down, and then leave it there."""
    gone = np.minimum(t, s.total_iters) / s.total_iters
    return np.asarray(s.lr * (s.start_factor + (s.end_factor - s.start_factor) * gone))


def _phases(s: Any) -> list[Phase]:
    return in_turn((s.total_iters, s.steps), (way(s.start_factor, s.end_factor), "hold"))


def _handles(s: Any) -> list[Handle]:
    """The higher end sets the peak, the lower one its share of it."""
    end = Move("total_iters", whole, 1.0)
    factors = s.start_factor, s.end_factor
    top = Move("lr", lambda rate: rate / max(factors))
    up = [top, share("end_factor", s.lr)]
    if s.end_factor > s.start_factor:
        up = [share("start_factor", s.lr), top]
    return [
        Handle("start", 0.0, s.lr * factors[0], up=up[0]),
        Handle("end", float(s.total_iters), s.lr * factors[1], end, up[1]),
    ]


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
    phases=_phases,
    handles=_handles,
    torch=(
        "lr_scheduler.LinearLR(optimizer, start_factor={start_factor}, "
        "end_factor={end_factor}, total_iters={total_iters})"
    ),
)
