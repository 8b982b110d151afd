"""Polynomial: the rate falls to zero along a power of the share of steps that is left."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.phase import Handle, Move, in_turn, peak, whole
from optim.schedule import Schedule
from optim.schedule_parameters import defaults


def polynomial(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Lower the rate to zero: along a straight line for power 1, along a curve otherwise."""
    return np.asarray(s.lr * (1.0 - np.minimum(t, s.total_iters) / s.total_iters) ** s.power)


def _handles(s: Any) -> list[Handle]:
    end = Move("total_iters", whole, 1.0)
    return [peak(s), Handle("end of the fall", float(s.total_iters), 0.0, end)]


POLYNOMIAL = Schedule(
    key="polynomial",
    label="Polynomial",
    also="poly decay",
    group="Decay",
    lr=polynomial,
    settings=defaults(total_iters=None, power=1.0),
    empty={"total_iters": lambda s: s.steps},
    formula=r"\eta_t = \eta \left(1-\frac{\min(t, T)}{T}\right)^{p}",
    source="torch.optim.lr_scheduler.PolynomialLR; its total_iters is 5 unless it is given",
    phases=lambda s: in_turn((s.total_iters, s.steps), ("fall", "hold")),
    handles=_handles,
    torch="lr_scheduler.PolynomialLR(optimizer, total_iters={total_iters}, power={power})",
)
