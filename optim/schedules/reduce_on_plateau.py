"""Reduce on plateau: the rate falls when the loss no longer improves.

The one schedule that reads the loss: `optim/feedback.py` says which loss, and when.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.phase import Handle, Move, Phase, peak
from optim.schedule import Rates, Schedule
from optim.schedule_parameters import defaults


def reduce_on_plateau(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Multiply the rate by a factor whenever the loss has not improved for a while."""
    return np.full(t.shape, s.lr)  # as long as the loss improves


def rates(s: Any) -> Rates:
    """The rate of each step, from the losses before the steps so far; torch's algorithm.

    The rate in force is `s.lr`, as torch's is the optimizer's own.
    """
    best, bad, cooldown = math.inf, 0, 0
    while True:
        loss = yield s.lr
        bad += 1
        if loss < (best * (1.0 - s.threshold) if s.threshold_mode == "rel" else best - s.threshold):
            best, bad = loss, 0
        if cooldown:
            cooldown, bad = cooldown - 1, 0
        if bad > s.patience:
            lower = max(s.lr * s.factor, s.min_lr)
            s.lr = lower if s.lr - lower > s.lr_eps else s.lr
            cooldown, bad = s.cooldown, 0


def _handles(s: Any) -> list[Handle]:
    return [peak(s), Handle("lowest rate", float(s.steps), s.min_lr, up=Move("min_lr", float))]


REDUCE_ON_PLATEAU = Schedule(
    key="reduce_on_plateau",
    label="Reduce on plateau",
    also="ReduceLROnPlateau",
    group="Reads the loss",
    lr=reduce_on_plateau,
    reads_loss=rates,
    settings=defaults(
        factor=0.1,
        patience=10,
        threshold=1e-4,
        threshold_mode="rel",
        cooldown=0,
        min_lr=0.0,
        lr_eps=1e-8,
    ),
    formula=(
        r"\eta \leftarrow \max(f\,\eta,\ \eta_\mathrm{min})"
        r"\quad\text{after more than “patience” steps without a better loss}"
    ),
    source=(
        "torch.optim.lr_scheduler.ReduceLROnPlateau; it is shown the landscape's value before "
        "each step, without noise"
    ),
    phases=lambda s: [Phase("hold", 0.0, s.steps)],
    handles=_handles,
    torch=(
        "lr_scheduler.ReduceLROnPlateau(optimizer, factor={factor}, patience={patience}, "
        'threshold={threshold}, threshold_mode="{threshold_mode}", cooldown={cooldown}, '
        "min_lr={min_lr}, eps={lr_eps})"
    ),
)
