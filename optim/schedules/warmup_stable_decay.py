"""Warmup-stable-decay, WSD: hold the rate, and let it fall only at the end (Hu et al., 2024)."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.phase import Handle, Move, in_turn, peak, share
from optim.schedule import Schedule
from optim.schedule_parameters import defaults

# How much of the fall is over when the share p of its steps is over.
FALLEN: dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
    "linear": lambda p: p,
    "cosine": lambda p: (1.0 - np.cos(np.pi * p)) / 2.0,
    "1-sqrt": np.sqrt,
}
FALLEN_IN_CODE = {
    "linear": "{p}",
    "cosine": "(1 - math.cos(math.pi * {p})) / 2",
    "1-sqrt": "math.sqrt({p})",
}


def warmup_stable_decay(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Hold the rate, then lower it in the last part of the run; the warm-up comes before."""
    begin, length = _fall(s)
    fallen = FALLEN[s.decay_type](np.maximum(t - begin, 0) / length)
    return np.asarray(s.lr * (1.0 - (1.0 - s.min_lr_ratio) * fallen))


def _fall(s: Any) -> tuple[int, int]:
    """The step at which the rate begins to fall, and how many steps that takes (at least 1)."""
    length = round(s.pct_decay * s.steps)
    return s.steps - length, max(length, 1)


def _torch(s: Any) -> str:
    begin, length = _fall(s)
    fallen = FALLEN_IN_CODE[s.decay_type].format(p=f"(max(t - {begin}, 0) / {length})")
    depth = 1.0 - s.min_lr_ratio
    return f"lr_scheduler.LambdaLR(optimizer, lambda t: 1 - {depth} * {fallen})"


def _handles(s: Any) -> list[Handle]:
    begin, _ = _fall(s)
    start = Move("pct_decay", lambda step: min(max((s.steps - round(step)) / s.steps, 0.0), 1.0))
    return [
        peak(s),
        Handle("start of the fall", float(begin), s.lr, start),
        Handle("last rate", float(s.steps), s.lr * s.min_lr_ratio, up=share("min_lr_ratio", s.lr)),
    ]


WARMUP_STABLE_DECAY = Schedule(
    key="warmup_stable_decay",
    label="Warmup-stable-decay",
    also="WSD, trapezoidal",
    group="Warm-up shapes",
    lr=warmup_stable_decay,
    settings=defaults(pct_decay=0.2, decay_type="linear", min_lr_ratio=0.0),
    formula=(
        r"\eta_t = \eta\,\bigl(1-(1-r)\,d(q_t)\bigr),\quad "
        r"q_t = \max\!\left(0, \frac{t-(1-p)N}{pN}\right),\quad "
        r"d(q) = q,\; \tfrac{1-\cos\pi q}{2},\; \sqrt{q}"
    ),
    source=(
        "Hu et al. 2024 (MiniCPM); the shapes of the fall from Hägele et al. 2024, who let it take "
        "a fifth of the steps. torch has none; recorded from optax's joined schedules (linear, "
        "cosine), 1-sqrt is held to Hägele's formula"
    ),
    phases=lambda s: in_turn((_fall(s)[0], s.steps), ("hold", "fall")),
    handles=_handles,
    torch=_torch,
)
