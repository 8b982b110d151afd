"""Cyclic: the rate goes up and down between two values, the momentum mirrors it (Smith, 2017)."""

from itertools import accumulate, cycle
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.phase import Handle, Move, Phase, in_turn, peak, way, whole
from optim.schedule import Schedule
from optim.schedule_parameters import defaults


def cyclic(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Raise the rate from base to peak and lower it again, over and over, on straight lines."""
    return np.asarray(s.base_lr + (s.lr - s.base_lr) * _height(t, s))


def cyclic_momentum(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Lower the momentum while the rate rises, and raise it again."""
    return np.asarray(s.max_momentum - (s.max_momentum - s.base_momentum) * _height(t, s))


def _height(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Where the cycle stands, 0 at its foot and 1 at its top, in torch's order of operations."""
    length = float(s.step_size_up + s.step_size_down)
    cycle = np.floor(1.0 + t / length)
    x = 1.0 + t / length - cycle
    top = s.step_size_up / length
    height = np.where(x <= top, x / top, (x - 1.0) / (top - 1.0))
    scale = {
        "triangular": 1.0,
        "triangular2": 2.0 ** (1.0 - cycle),
        "exp_range": s.gamma ** t.astype(float),
    }
    return np.asarray(height * scale[s.mode])


def _phases(s: Any) -> list[Phase]:
    """Up and down until the run is over."""
    lengths = [s.step_size_up, s.step_size_down] * (
        s.steps // (s.step_size_up + s.step_size_down) + 1
    )
    return in_turn(
        map(float, accumulate(lengths)), cycle((way(s.base_lr, s.lr), way(s.lr, s.base_lr)))
    )


def _handles(s: Any) -> list[Handle]:
    up = Move("step_size_up", whole, 1.0)
    down = Move("step_size_down", lambda step: whole(step - s.step_size_up), s.step_size_up + 1.0)
    foot = Move("base_lr", float)
    return [
        Handle("start", 0.0, s.base_lr, up=foot),
        peak(s, float(s.step_size_up), up),
        Handle("end of the cycle", float(s.step_size_up + s.step_size_down), s.base_lr, down, foot),
    ]


CYCLIC = Schedule(
    key="cyclic",
    label="Cyclic",
    also="CLR, triangular",
    group="Cycles",
    lr=cyclic,
    momentum=cyclic_momentum,
    settings=defaults(
        base_lr=None,
        step_size_up=50,
        step_size_down=None,
        mode="triangular",
        gamma=0.99,
        cycle_momentum=True,
        base_momentum=0.8,
        max_momentum=0.9,
    ),
    empty={
        "base_lr": lambda s: s.lr / 4.0,
        "step_size_down": lambda s: s.step_size_up,
    },
    formula=(
        r"\eta_t = \eta_\mathrm{base} + (\eta-\eta_\mathrm{base})\, h_t,\quad h_t:\; "
        r"0 \to 1 \text{ in } u \text{ steps},\; 1 \to 0 \text{ in } d \text{ steps}"
    ),
    source=(
        "torch.optim.lr_scheduler.CyclicLR; its step_size_up is 2000 and its gamma 1 (no decay) "
        "unless they are given"
    ),
    phases=_phases,
    handles=_handles,
    torch=(
        "lr_scheduler.CyclicLR(optimizer, base_lr={base_lr}, max_lr={lr}, "
        "step_size_up={step_size_up}, step_size_down={step_size_down}, "
        'mode="{mode}", gamma={gamma}, cycle_momentum={cycle_momentum}, '
        "base_momentum={base_momentum}, max_momentum={max_momentum})"
    ),
)
