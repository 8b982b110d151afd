"""Inverse square root: the decay of the Transformer, endless (Vaswani et al., 2017)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.phase import Handle, Move, Phase, peak, whole
from optim.schedule import Schedule
from optim.schedule_parameters import defaults


def inverse_sqrt(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Lower the rate with the square root of the steps; after a warm-up it is the Transformer's."""
    return np.asarray(s.lr * np.sqrt(s.timescale / (s.timescale + t)))


HALVED = 3.0
"""After so many times the timescale the rate is half of the peak."""


def _handles(s: Any) -> list[Handle]:
    half = Move("timescale", lambda step: whole(step / HALVED), HALVED)
    return [peak(s), Handle("half of the peak", HALVED * s.timescale, s.lr / 2.0, half)]


INVERSE_SQRT = Schedule(
    key="inverse_sqrt",
    label="Inverse square root",
    also="Noam, Transformer",
    group="Warm-up shapes",
    lr=inverse_sqrt,
    settings=defaults(timescale=30),
    formula=r"\eta_t = \eta \sqrt{\frac{s}{s+t}}",
    source=(
        "Vaswani et al. 2017, equation 3, after the warm-up, if timescale and warm-up are equal; "
        "in the form of Hugging Face's get_inverse_sqrt_schedule. torch has none; the tests hold "
        "it to the paper's equation"
    ),
    phases=lambda s: [Phase("fall", 0.0, s.steps)],
    handles=_handles,
    torch=(
        "lr_scheduler.LambdaLR(optimizer, lambda t: math.sqrt({timescale} / ({timescale} + t)))"
    ),
)
