"""What the player needs to draw a comparison, as one deterministic block of bytes.

Layout: u32 length of the header (little-endian), the header (JSON, padded with spaces so that the
arrays start at a multiple of 8), the arrays. In the header an array is {"at": byte offset from the
first array, "count": numbers, "type": "f4", "f8" or "u2"}.

Positions and losses, which the page shows as numbers, go as float64. The heights of the landscape,
which are only drawn, go as 65 535 levels between the lowest and the highest ("low", "step").
"""

import json
import struct
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from browser.heights import Window, heights
from browser.numbers import chosen_run, numbers_entry
from comparison import Comparison, Run, Trajectory

GRID = 120
"""Points of the landscape along each axis."""
NO_LEVEL = 65_535
OVERLAYS = ("gradient", "velocity", "look_ahead", "average", "base_point", "effective_lr")

Header = dict[str, Any]


class Arrays:
    """Collects arrays and says where each one lies."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.size = 0

    def add_levels(self, values: NDArray[np.float64]) -> Header:
        """Append an array as 16-bit levels; nan is the level that is not used otherwise."""
        finite = values[np.isfinite(values)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
        step = (high - low) / (NO_LEVEL - 1) or 1.0
        levels = np.where(np.isfinite(values), np.round((values - low) / step), NO_LEVEL)
        return {**self.add(levels, "u2"), "low": low, "step": step}

    def add(self, values: ArrayLike, kind: str = "f4") -> Header:
        """Append an array; returns its entry for the header. Beyond float32 lies inf."""
        with np.errstate(over="ignore"):
            data = np.ascontiguousarray(values, dtype="<" + kind)
        raw = data.tobytes()
        raw += b"\0" * (-len(raw) % 8)
        entry = {"at": self.size, "count": data.size, "type": kind}
        self.parts.append(raw)
        self.size += len(raw)
        return entry


def pack(
    comparison: Comparison,
    window: Window | None = None,
    overlays: Iterable[str] = (),
    opened: int = 0,
    numbers: Any = None,
) -> bytes:
    """The comparison for the player.

    Args:
        comparison: what to show; its `t` is the frame the player goes to when `opened` changes.
        window: the part of the landscape to show; None: its view.
        overlays: which of OVERLAYS to include.
        opened: counts the pictures opened in this visit (links, presets), so that the player can
            tell a new picture from a changed setting.
        numbers: the run whose steps the numbers panel works out, by its place; None: closed.
    """
    shown = tuple(name for name in OVERLAYS if name in set(overlays))
    worked = chosen_run(numbers, comparison)
    header, body = _picture(replace(comparison, t=0), window, shown, worked)
    text = json.dumps({**header, "t": comparison.t, "opened": opened}, allow_nan=False)
    text += " " * (-(len(text) + 4) % 8)
    return struct.pack("<I", len(text)) + text.encode("ascii") + body


@lru_cache(maxsize=32)
def _picture(
    comparison: Comparison, window: Window | None, overlays: tuple[str, ...], worked: int | None
) -> tuple[Header, bytes]:
    """Everything but the frame: the same for all who look at one link."""
    arrays = Arrays()
    header = {
        "link": comparison.to_link(),
        "steps": comparison.steps,
        "start": list(comparison.start),
        "tolerance": comparison.record.tolerance,
        "overlays": list(overlays),
        "available": _available(comparison),
        "landscape": _landscape(comparison, window, arrays),
        "runs": [
            _run(label, trajectory, comparison, overlays, arrays)
            for label, trajectory in zip(comparison.labels, comparison.trajectories(), strict=True)
        ],
        "numbers": None if worked is None else numbers_entry(comparison, worked, arrays.add),
    }
    body = b"".join(arrays.parts)
    digest = blake2b(json.dumps(header).encode() + body, digest_size=8).hexdigest()
    return {"version": digest, **header}, body


def _landscape(comparison: Comparison, window: Window | None, arrays: Arrays) -> Header:
    record, parameters = comparison.record, comparison.parameters
    (x0, x1), (y0, y1) = window or record.view
    x, y = np.meshgrid(np.linspace(x0, x1, GRID), np.linspace(y0, y1, GRID))
    height, scale = heights(record.value(x, y, **parameters), record.lowest(**parameters))
    floor = record.floor(**parameters)
    return {
        "id": blake2b(height.tobytes(), digest_size=8).hexdigest(),
        "key": comparison.landscape,
        "label": record.label,
        "view": record.view,
        "window": [[x0, x1], [y0, y1]],
        "grid": GRID,
        "height": arrays.add_levels(height),
        "scale": scale,
        # A run has left the domain for lower ground: its loss has no logarithm.
        "passed": any(bool((run.loss < floor).any()) for run in comparison.trajectories()),
        "minima": [list(minimum) for minimum in record.minima(**parameters)],
        "saddles": [list(point) for point in record.saddles(**parameters)],
    }


def _run(
    label: str,
    trajectory: Trajectory,
    comparison: Comparison,
    overlays: tuple[str, ...],
    arrays: Arrays,
) -> Header:
    ending = trajectory.outcome
    return {
        "label": label,
        "outcome": {"kind": ending.kind, "step": ending.step, "point": ending.point},
        "target": _target(trajectory, comparison),
        "position": arrays.add(trajectory.positions, "f8"),
        "loss": arrays.add(trajectory.loss, "f8"),
        "gradient": arrays.add(np.hypot(*trajectory.gradient.T)),
        "settings": {
            name: _constant(values) or arrays.add(values)
            for name, values in trajectory.settings.items()
            if name in {"lr", "momentum", "beta1"}
        },
        "overlays": {
            name: arrays.add(values)
            for name, values in _overlays(trajectory).items()
            if name in overlays
        },
    }


def _constant(values: np.ndarray) -> Header | None:
    """A setting that stays the same needs one number, not an array."""
    return {"constant": float(values[0])} if (values == values[0]).all() else None


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


def _kept(run: Run) -> set[str]:
    """What a run's rule keeps, without a velocity that is switched off (RMSProp's usually is)."""
    names = {internal.name for internal in run.rule.internals}
    off = run.settings.get("momentum") == 0.0 and run.cycled != "momentum"
    return names - {"velocity"} if off else names


def _overlays(trajectory: Trajectory) -> Mapping[str, np.ndarray]:
    """Arrows as steps on the landscape: what is in gradient units is multiplied by -lr.

    Of sizes per coordinate only the ratio is drawn: they are shares of the larger one.
    """
    rate = trajectory.settings["lr"][:, None]
    with np.errstate(all="ignore"):
        drawn = {"gradient": -rate * trajectory.gradient}
        for internal in trajectory.run.rule.internals:
            values = trajectory.internals[internal.name]
            if internal.kind == "scale":
                values = values / values.max(axis=1, keepdims=True)
            drawn[internal.name] = -rate * values if internal.in_gradient_units else values
    return drawn
