"""What the player needs to draw a comparison, as one block of bytes; see `browser/blob.py`.

Positions and losses, which the page shows as numbers, go as float64, what is only drawn as float32
or, the heights of the landscape, as 16-bit levels.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from browser.blob import Arrays, Header, block
from browser.ground import ground
from browser.heights import Window
from browser.numbers import numbers_entry
from browser.twin import twin_entry
from browser.window import window_of
from comparison import Comparison, Run, Trajectory
from comparison.fields import LOOK_NAMES
from comparison.limits import rate_limits
from comparison.reasons import reason
from comparison.run import changes
from comparison.same_path import Same, same_paths
from comparison.view import OVERLAYS

GRID = 120
"""Points of the landscape along each axis."""


def pack(
    comparison: Comparison,
    opened: int = 0,
    heard: int = 0,
    touched: int = 0,
    travelled: int = 0,
    phases: bool = False,
    turns: bool = False,
    greets: bool = True,
) -> bytes:
    """The comparison for the player.

    Args:
        comparison: what to show; its `t` is the frame the player goes to when `opened` changes.
        opened: the number of what was opened in this visit (links, presets), so that the player
            can tell a new picture from a changed setting.
        heard: the number of the last change of looks that the player has told.
        touched: the run that the reader had to do with last, by its place.
        travelled: how often undo or redo was asked for, as far as the page has heard.
        phases: whether paths have the colours of their schedules' phases.
        turns: whether a run can be made to go on otherwise from the step shown.
        greets: whether the player says on a first visit what it is.
    """
    overlays, worked = comparison.overlays, comparison.numbers - 1
    header, body = _picture(comparison.plain, window_of(comparison), overlays, worked, phases)
    looks = {name: getattr(comparison, name) for name in LOOK_NAMES}
    link = replace(comparison, t=0).to_link()
    told = {"link": link, "t": comparison.t, "looks": looks, "turns": turns, "greets": greets}
    counts = {"opened": opened, "heard": heard, "touched": touched, "travelled": travelled}
    return block({**header, **told, **counts}, body)


@lru_cache(maxsize=32)
def _picture(
    comparison: Comparison, window: Window, overlays: tuple[str, ...], worked: int, phases: bool
) -> tuple[Header, bytes]:
    """Everything that takes time, the same for all who look at one link; `worked` < 0: none."""
    arrays = Arrays()
    trajectories = comparison.trajectories()
    same = same_paths(trajectories, comparison.record.view)
    header = {
        "steps": comparison.steps,
        "start": list(comparison.start),
        "tolerance": comparison.record.tolerance,
        "available": _available(comparison),
        "landscape": _landscape(comparison, window, arrays),
        "runs": [
            _run(*run, comparison, overlays, arrays) | _phases(run[1], phases)
            for run in zip(comparison.labels, trajectories, same, strict=True)
        ],
        "numbers": None if worked < 0 else numbers_entry(comparison, worked, arrays),
        "twin": twin_entry(comparison, arrays),
    }
    body = arrays.data()
    digest = blake2b(json.dumps(header).encode() + body, digest_size=8).hexdigest()
    return {"version": digest, **header}, body


def _landscape(comparison: Comparison, window: Window, arrays: Arrays) -> Header:
    record, parameters = comparison.record, comparison.parameters
    floor = record.floor(**parameters)
    return {
        "key": comparison.landscape,
        "label": record.label,
        "view": record.view,
        # A run has left the domain for lower ground: its loss has no logarithm.
        "passed": any(bool((run.loss < floor).any()) for run in comparison.trajectories()),
        **ground(record, dict(parameters), window, GRID).packed(arrays),
    }


def _run(
    label: str,
    trajectory: Trajectory,
    same: Same | None,
    comparison: Comparison,
    overlays: tuple[str, ...],
    arrays: Arrays,
) -> Header:
    ending = trajectory.outcome
    return {
        "label": label,
        "outcome": asdict(ending),
        "why": reason(trajectory, comparison),
        "same": same and same._asdict(),
        "changes": changes(trajectory.run),
        "target": _target(trajectory, comparison),
        "position": arrays.add(trajectory.positions, "f8"),
        "loss": arrays.add(trajectory.loss, "f8"),
        "gradient": arrays.add(np.hypot(*trajectory.gradient.T)),
        "settings": {
            name: arrays.add_or_constant(values)
            for name, values in trajectory.settings.items()
            if name in {"lr", "momentum", "beta1"}
        },
        "overlays": {
            name: arrays.add(values)
            for name, values in _overlays(trajectory).items()
            if name in overlays
        },
        "limit": _limit(trajectory, comparison, arrays),
    }


def _phases(trajectory: Trajectory, shown: bool) -> Header:
    """What the rate did from when to when, where paths are to show it."""
    return {"phases": [[p.kind, p.begin, p.end] for p in trajectory.phases]} if shown else {}


def _limit(trajectory: Trajectory, comparison: Comparison, arrays: Arrays) -> Header | None:
    """The largest stable rates, inf where none is too large; None: not known."""
    limits = rate_limits(trajectory, comparison)
    if limits is None:
        return None
    return arrays.add_or_constant(limits) if np.isfinite(limits[0]) else arrays.add(limits)


def _target(trajectory: Trajectory, comparison: Comparison) -> list[float] | None:
    """What the distance is measured to: where the run ended, or the minimum nearest to that."""
    if trajectory.outcome.point:
        return list(trajectory.outcome.point)
    minima = comparison.record.minima(**comparison.parameters)
    finite = trajectory.positions[np.isfinite(trajectory.positions).all(axis=1)]
    if not minima:
        return None
    return list(min(minima, key=lambda m: np.hypot(*(finite[-1] - m[:2])))[:2])


def _available(comparison: Comparison) -> list[str]:
    """The overlays that some run has something for."""
    kept = {name for run in comparison.runs for name in _kept(run)}
    return [name for name in OVERLAYS if name == "gradient" or name in kept]


def _kept(whole: Run) -> set[str]:
    """What a run's rules keep, without a velocity that is switched off (RMSProp's usually is)."""
    kept: set[str] = set()
    for run in (leg.run for leg in whole.legs):
        names = {internal.name for internal in run.rule.internals}
        off = run.settings.get("momentum") == 0.0 and run.cycled != "momentum"
        kept |= names - {"velocity"} if off else names
    return kept


def _overlays(trajectory: Trajectory) -> Mapping[str, np.ndarray]:
    """Arrows as steps on the landscape: what is in gradient units is multiplied by -lr.

    Of sizes per coordinate only the ratio is drawn: they are shares of the larger one.
    """
    rate = trajectory.settings["lr"][:, None]
    with np.errstate(all="ignore"):
        drawn = {"gradient": -rate * trajectory.gradient}
        for run, part in trajectory.parts:
            for internal in run.rule.internals:
                values = trajectory.internals[internal.name][part]
                if internal.kind == "scale":
                    values = values / values.max(axis=1, keepdims=True)
                whole = drawn.setdefault(internal.name, np.full(trajectory.gradient.shape, np.nan))
                whole[part] = -rate[part] * values if internal.in_gradient_units else values
    return drawn
