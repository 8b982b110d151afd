"""Schedules as pictures: rate, momentum, lr/(1 − β) by step, phases shaded, places to move."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comparison import Comparison, Run, Trajectory
from comparison.phrases import number
from optim.phase import Handle
from pictures.curves import curve, fences_of, room_for
from pictures.grip import Grip
from pictures.pane import STEP, Axis, Pane
from pictures.shape import Shape, Span

HEADROOM = 1.3
"""Over the highest rate there is room to pull it up."""
OVER = 1.1
"""Over a limit there is room for the names of the phases: so many times the axis."""
DECADES = 6.0
"""A logarithmic axis of rates reaches so far down; 1Cycle's last ones lie below."""
KEEPS_VELOCITY = ("momentum", "nesterov")
"""Rules whose velocity adds up gradients, so that a constant gradient moves lr/(1 − β) a step."""


def schedule_panes(picture: Comparison, chosen: int = 0, log: bool = False) -> tuple[Pane, ...]:
    """Rate, momentum and lr/(1 − β) of all runs on one time axis, as far as runs have them.

    Args:
        picture: what is run.
        chosen: the run, by its place, whose phases are shaded, whose limit is drawn where it is
            known, and whose places can be moved.
        log: whether rates have a logarithmic axis.
    """
    trajectories = picture.trajectories()
    found = [_rates(picture, trajectories, chosen, log)]
    momenta = {k: v for k, t in enumerate(trajectories) if (v := momentum(t)) is not None}
    if momenta:
        names = {trajectories[k].run.cycled for k in momenta}
        name = "Momentum" if names == {"momentum"} else "β₁" if names == {"beta1"} else "β"
        found.append(_pane(picture, momenta, name, _spans(trajectories[chosen], "")))
    lengths = {k: v for k, t in enumerate(trajectories) if (v := effective(t)) is not None}
    if lengths:
        found.append(_pane(picture, lengths, "lr / (1 − β)", _spans(trajectories[chosen], ""), 0.0))
    return tuple(found)


def momentum(trajectory: Trajectory) -> NDArray[np.float64] | None:
    """The momentum, or β₁, of each step; None: the rule has none that a schedule could move."""
    name = trajectory.run.cycled
    return trajectory.settings[name] if name else None


def effective(trajectory: Trajectory) -> NDArray[np.float64] | None:
    """lr/(1 − β) of each step, of a rule that adds gradients up to a velocity."""
    run, settings = trajectory.run, trajectory.settings
    if run.optimizer not in KEEPS_VELOCITY or run.cycled != "momentum":
        return None
    weight = 1.0 - settings.get("dampening", np.zeros(1))
    return np.asarray(settings["lr"] * weight / (1.0 - settings["momentum"]))


def _rates(picture: Comparison, trajectories: Sequence[Trajectory], chosen: int, log: bool) -> Pane:
    rates = {k: t.settings["lr"] for k, t in enumerate(trajectories)}
    top = HEADROOM * max(float(v.max()) for v in rates.values()) or 1.0
    low = top / 10.0**DECADES if log else 0.0
    run = trajectories[chosen].run
    spans = _spans(trajectories[chosen])
    fences = fences_of(trajectories[chosen], picture, chosen, picture.steps)
    wide = room_for(fences, (low, top), log)[1] if fences else top
    if wide > top:
        top = low * (wide / low) ** OVER if log else wide * OVER
    fences = [fence for fence in fences if min(rate for _, rate in fence.points) < top]
    if fences:
        fences[0] = replace(fences[0], label="limit")
    grips = [_grip(handle, run, picture.steps, (low, top)) for handle in run.handles(picture.steps)]
    pane = _pane(picture, rates, "Learning rate", (*spans, *fences), low, top, log)
    return pane.adding(grips=tuple(grips), says=_told(picture.labels[chosen], trajectories[chosen]))


def _pane(
    picture: Comparison,
    series: dict[int, NDArray[np.float64]],
    name: str,
    behind: Sequence[Shape],
    low: float | None = None,
    top: float | None = None,
    log: bool = False,
) -> Pane:
    every = np.concatenate(list(series.values()))
    least, most = float(every.min()), float(every.max())
    room = 0.12 * (most - least) or 0.1 * most or 0.1
    window = (
        (0.0, float(picture.steps)),
        (least - room if low is None else low, most + room if top is None else top),
    )
    lines = [curve(np.arange(len(y)), y, k, follows=True) for k, y in series.items()]
    return Pane((*behind, *lines), window, name, x=STEP, y=Axis(log=log))


def _spans(trajectory: Trajectory, label: str | None = None) -> list[Span]:
    return [
        Span(phase.kind, (phase.begin, phase.end), label=phase.kind if label is None else label)
        for phase in trajectory.phases
    ]


def _grip(handle: Handle, run: Run, steps: int, rates: tuple[float, float]) -> Grip:
    """A handle of the schedule within the picture."""
    along, up, (low, top) = handle.along, handle.up, rates
    foot = handle.rate is None
    rate = low if handle.rate is None else min(max(handle.rate, low), top)
    reach = along and (max(along.low, 0.0), min(along.high, float(steps)))
    moves = [move.setting for move in (along, up) if move and move.setting != "schedule"]
    values: dict[str, Any] = {**run.settings, "lr": run.lr}
    said = [f"{name} {_value(values[name])}" for name in moves]
    return Grip(
        handle.name,
        (handle.at, rate),
        reach if reach and reach[1] > reach[0] else None,
        (low, top) if up else None,
        ", ".join(said) or f"step {number(handle.at)}",
        foot,
    )


def _value(value: Any) -> str:
    if value is None:
        return "not set"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else number(value)


def _told(label: str, trajectory: Trajectory) -> str:
    """The phases in a sentence."""
    spans = trajectory.phases
    parts = [f"{p.kind} from step {number(p.begin)} to {number(p.end)}" for p in spans]
    return f"Learning rate of {label}: {', '.join(parts)}"
