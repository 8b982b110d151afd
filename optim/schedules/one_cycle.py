"""1Cycle: the rate rises and falls once, the momentum mirrors it (Smith and Topin, 2018)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.phase import Handle, Kind, Move, Phase, in_turn, peak
from optim.schedule import Schedule
from optim.schedule_parameters import defaults


def one_cycle(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Raise the rate to its peak, then let it fall to almost nothing."""
    first = s.lr / s.div_factor
    last = first / s.final_div_factor
    values = (first, s.lr, first, last) if s.three_phase else (first, s.lr, last)
    return _anneal(t, s, values)


def one_cycle_momentum(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """Lower the momentum while the rate rises, and raise it again."""
    low, high = s.base_momentum, s.max_momentum
    return _anneal(t, s, (high, low, high, high) if s.three_phase else (high, low, high))


def _ends(s: Any) -> tuple[float, ...]:
    """Where torch's phases end, which may lie between two steps."""
    top, last = s.pct_start * s.total_steps - 1.0, s.total_steps - 1.0
    return (top, 2.0 * top, last) if s.three_phase else (top, last)


def _phases(s: Any) -> list[Phase]:
    ways: tuple[Kind, ...] = ("rise", "fall")
    if s.three_phase:
        ways = ("rise", "fall", "annihilation")
    return in_turn((*_ends(s)[:-1], s.total_steps, s.steps), (*ways, "hold"))


def _handles(s: Any) -> list[Handle]:
    """Start, peak, end of the cycle and, with three phases, where the last one begins."""
    first, count = s.lr / s.div_factor, s.total_steps
    ends, last = _ends(s), count - 1.0
    top = Move("pct_start", lambda step: _share((step + 1.0) / count), 0.0, last)
    start = Move("div_factor", lambda rate: s.lr / rate if rate > 0.0 else s.div_factor)
    found = [
        Handle("start", 0.0, first, up=start),
        peak(s, max(ends[0], 0.0), top),
        Handle(
            "end of the cycle",
            last,
            first / s.final_div_factor,
            Move("total_steps", lambda step: max(round(step) + 1, 1)),
        ),
    ]
    if s.three_phase:
        way = Move("pct_start", lambda step: _share((step / 2.0 + 1.0) / count), 0.0, last)
        found.append(Handle("start of the annihilation", max(ends[1], 0.0), first, way))
    return found


def _share(value: float) -> float:
    """A share to three digits."""
    return min(max(float(f"{value:.3g}"), 0.0), 1.0)


def _anneal(t: NDArray[np.int64], s: Any, values: tuple[float, ...]) -> NDArray[np.float64]:
    """The curve through the values at the ends of torch's phases."""
    ends: tuple[float, ...] = (0.0, *_ends(s))
    t = np.minimum(t, s.total_steps - 1)
    curve = np.full(t.shape, np.nan)
    for k in reversed(range(1, len(ends))):
        here = (t <= ends[k]) | (k == len(ends) - 1)
        length = ends[k] - ends[k - 1]
        q = (t - ends[k - 1]) / length if length else np.ones(t.shape)
        own = _between(values[k - 1], values[k], np.asarray(q), s.anneal_strategy)
        curve = np.where(here, own, curve)
    return curve


def _between(start: float, end: float, q: NDArray[np.float64], shape: str) -> NDArray[np.float64]:
    """From start (q = 0) to end (q = 1), in torch's order of operations."""
    if shape == "linear":
        return (end - start) * q + start
    return end + (start - end) / 2.0 * (np.cos(np.pi * q) + 1.0)


ONE_CYCLE = Schedule(
    key="one_cycle",
    label="1Cycle",
    also="OneCycleLR, super-convergence",
    group="Cycles",
    lr=one_cycle,
    momentum=one_cycle_momentum,
    settings=defaults(
        total_steps=None,
        pct_start=0.3,
        anneal_strategy="cos",
        cycle_momentum=True,
        base_momentum=0.85,
        max_momentum=0.95,
        div_factor=25.0,
        final_div_factor=1e4,
        three_phase=False,
    ),
    empty={"total_steps": lambda s: s.steps},
    formula=r"\frac{\eta}{d} \;\to\; \eta \;\to\; \frac{\eta}{d\, d_\mathrm{final}}",
    source="torch.optim.lr_scheduler.OneCycleLR",
    phases=_phases,
    handles=_handles,
    torch=(
        "lr_scheduler.OneCycleLR(optimizer, max_lr={lr}, total_steps={total_steps}, "
        'pct_start={pct_start}, anneal_strategy="{anneal_strategy}", '
        "cycle_momentum={cycle_momentum}, base_momentum={base_momentum}, "
        "max_momentum={max_momentum}, div_factor={div_factor}, "
        "final_div_factor={final_div_factor}, three_phase={three_phase})"
    ),
)
