"""Curves: what a run does step by step, and anything against a setting."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from comparison import Comparison, Trajectory
from comparison.limits import rate_limits
from pictures.pane import STEP, Axis, Pane
from pictures.paths import MOST_POINTS, parts_of, trail
from pictures.shape import Dot, Fence, Line, Role, Shape, Trail

What = Literal["loss", "distance", "lr", "momentum", "reach", "x", "y"]
LABELS: Mapping[What, str] = {
    "loss": "loss",
    "distance": "distance to the minimum",
    "lr": "learning rate",
    "momentum": "momentum",
    "reach": "lr/(1 − β)",
    "x": "x",
    "y": "y",
}
FLOOR = 1e-12
"""On a logarithmic axis nothing is drawn below this."""
ROOM = 1.5
"""An axis of rates makes room for limits so far away, as a share of its length."""


def curves(
    picture: Comparison,
    what: What,
    *extra: Shape,
    log: bool | None = None,
    runs: Sequence[int] | None = None,
    limits: tuple[float, float] | None = None,
    above: float = 0.0,
    steps: int | None = None,
    order: int = 0,
    dots: bool = False,
    limit: bool = False,
    **values: Any,
) -> Pane:
    """A quantity of every run by step, with a dot at the playhead's step.

    Args:
        picture: what is run.
        what: the quantity.
        extra: shapes on top.
        log: whether its axis is logarithmic; None: for loss and distance.
        runs: the places of those that are shown; None: all.
        limits: of the axis; None: what the runs need.
        above: what is taken from each value: the loss above the least possible one.
        steps: the last step that is shown; None: all.
        order: their turn in the beat's animation.
        dots: whether there is one at each step.
        limit: whether the largest stable rate of each run is drawn too, where one is known; of
            rates only.
        values: other attributes of the pane.
    """
    logarithmic = what in ("loss", "distance") if log is None else log
    last = picture.steps if steps is None else steps
    shown = range(len(picture.runs)) if runs is None else runs
    trajectories = picture.trajectories()
    series = {k: by_step(trajectories[k], what, picture)[: last + 1] - above for k in shown}
    drawn: Any = {"order": order, "dots": dots, "follows": True}
    lines = [curve(np.arange(len(y)), y, k, **drawn) for k, y in series.items()]
    limits = limits or _limits(series.values(), logarithmic)
    fences = [
        fence for k in shown if limit for fence in fences_of(trajectories[k], picture, k, last)
    ]
    if fences:
        fences[0] = replace(fences[0], label="limit")
        limits = room_for(fences, limits, logarithmic)
    return Pane(
        (*fences, *lines, *extra),
        ((0.0, float(last)), limits),
        x=STEP,
        y=Axis(LABELS[what], logarithmic),
        link=values.pop("link", ""),
        **{"name": LABELS[what].capitalize(), **values},
    )


def by_step(trajectory: Trajectory, what: What, picture: Comparison) -> NDArray[np.float64]:
    """A quantity at every position of a run, (steps + 1,); of a setting at every move, (steps,).

    The momentum is that of a rule that adds its gradients up, or its beta1; 0 where it has neither.
    The reach is how long a step becomes where all gradients agree, as a multiple of them:
    lr/(1 − momentum), and lr where they are not added up, but averaged as with beta1.
    """
    if what == "loss":
        return trajectory.loss
    if what in ("lr", "momentum", "reach"):
        return _setting(trajectory.settings, what)
    if what == "distance":
        minima = picture.record.minima(**picture.parameters)
        gaps = [np.hypot(*(trajectory.positions - minimum[:2]).T) for minimum in minima]
        return np.asarray(min(gaps, key=lambda gap: float(np.nan_to_num(gap[-1], nan=np.inf))))
    return trajectory.positions[:, "xy".index(what)]


def _setting(settings: Mapping[str, NDArray[np.float64]], what: What) -> NDArray[np.float64]:
    lr = settings["lr"]
    kept = settings.get("momentum", np.zeros(len(lr)))
    if what == "momentum":
        return settings.get("beta1", kept)
    return lr / (1.0 - kept) if what == "reach" else lr


def cycle(
    picture: Comparison,
    run: int = 0,
    order: int = 0,
    **values: Any,
) -> Pane:
    """A schedule as it is used: rate, momentum, and what they make of a step, on one axis of time.

    The rate and the reach are shares of their highest value, the momentum is itself; the rate's
    ink says what its schedule does.

    Args:
        picture: what is run.
        run: its place.
        order: the reach's turn in the beat's animation.
        values: other attributes of the pane.
    """
    trajectory = picture.trajectories()[run]
    rate, momentum, reach = (
        by_step(trajectory, what, picture) for what in ("lr", "momentum", "reach")
    )
    time = np.arange(len(rate)) / len(rate)
    how: Any = {"follows": True}
    lines = (
        curve(time, momentum, "velocity", **how),
        curve(time, reach / reach.max(), "other", order=order, **how),
        curve(time, rate / rate.max(), run, parts=parts_of(trajectory), **how),
    )
    told = f"{{velocity|β}}, {{{run}|lr}}"
    return Pane(
        lines,
        ((0.0, 1.0), (0.0, 1.09)),
        x=Axis("share of the run"),
        y=Axis(),
        lines=(f"{told} and {{other|lr/(1 − β)}}, as shares of their peaks",),
        asked=(f"{told} as a share of its peak",),
        **{"name": "Rate and momentum", **values},
    )


def curve(x: ArrayLike, y: ArrayLike, role: Role, follows: bool = False, **values: Any) -> Trail:
    """A curve through (x, y), of at most MOST_POINTS points; it ends where y is not finite."""
    points = np.column_stack([np.asarray(x, dtype=float), np.asarray(y, dtype=float)])
    return trail(points, role, **{"dots": False, "follows": follows, "thin": True, **values})


def fences_of(trajectory: Trajectory, picture: Comparison, role: int, last: int) -> list[Fence]:
    """The limit of a run's rate up to a step, in pieces between which there is none."""
    limits = rate_limits(trajectory, picture)
    if limits is None:
        return []
    steps = np.arange(0, min(last + 1, len(limits)), -(-last // MOST_POINTS) or 1)
    return [
        Fence(role, tuple(zip(steps[piece].tolist(), limits[steps[piece]].tolist(), strict=True)))
        for piece in stretches(limits[steps])
    ]


def room_for(
    fences: Sequence[Fence], limits: tuple[float, float], log: bool
) -> tuple[float, float]:
    """An axis that shows limits too, but for those so far off that they would flatten the rates."""
    low, high = np.log10(limits) if log else limits
    every = np.concatenate([np.array(fence.points)[:, 1] for fence in fences])
    every = np.log10(every) if log else every
    far = ROOM * (high - low)
    near = every[(every > low - far) & (every < high + far)]
    if not near.size:
        return limits
    margin = 0.08 * (max(high, near.max()) - min(low, near.min()))
    wide = min(low, near.min() - margin), max(high, near.max() + margin)
    return tuple(float(10.0**end if log else end) for end in wide)  # type: ignore[return-value]


def level(
    axis: Literal["x", "y"],
    at: float,
    label: str = "",
    role: Role = "other",
    order: int = 0,
    along: float = 0.0,
) -> Line:
    """A line across a pane at a value; its label begins at a share `along` of its width."""
    return Line(role, axis, at, along, label=label, order=order)


def against(
    x: ArrayLike,
    ys: Mapping[Role, ArrayLike],
    here: float | None,
    along: Axis,
    up: Axis,
    *extra: Shape,
    limits: tuple[float, float] | None = None,
    order: int = 0,
    labels: Mapping[Role, str] | None = None,
    **values: Any,
) -> Pane:
    """Anything against a setting, with a dot on each curve where the setting is now.

    Args:
        x: the setting's values, in increasing order.
        ys: for each role what it comes to; nan where it comes to nothing.
        here: the setting's value now; None: no dot.
        along: the level axis.
        up: the upright axis.
        extra: shapes on top.
        limits: of the upright axis; None: what the curves need.
        order: the curves' turn in the beat's animation.
        labels: what stands at the curves.
        values: other attributes of the pane.
    """
    places, series = np.asarray(x, dtype=float), {r: np.asarray(y, float) for r, y in ys.items()}
    lines = [
        piece
        for role, y in series.items()
        for piece in _pieces(places, y, role, order, (labels or {}).get(role, ""))
    ]
    dots: list[Shape] = []
    if here is not None:
        dots = [level("x", here)]
        for role, y in series.items():
            at = float(np.interp(here, places, y))
            if np.isfinite(at):
                dots.append(Dot(role, (here, at), order=order))
    return Pane(
        (*lines, *dots, *extra),
        ((float(places[0]), float(places[-1])), limits or _limits(series.values(), up.log)),
        x=along,
        y=up,
        **values,
    )


def _pieces(
    x: NDArray[np.float64], y: NDArray[np.float64], role: Role, order: int, label: str
) -> list[Trail]:
    """The parts of a curve between which it comes to nothing; the first one is labelled."""
    return [
        curve(x[run], y[run], role, order=order, label="" if k else label)
        for k, run in enumerate(stretches(y))
    ]


def stretches(y: NDArray[np.float64]) -> list[NDArray[np.int64]]:
    """The places of values that are finite, by stretches without a gap, of two and more."""
    finite = np.flatnonzero(np.isfinite(y))
    runs = np.split(finite, np.flatnonzero(np.diff(finite) > 1) + 1)
    return [run for run in runs if len(run) > 1]


def _limits(series: Any, log: bool) -> tuple[float, float]:
    """The range of an axis that holds these values; on a logarithmic one from FLOOR up."""
    every = np.concatenate([np.ravel(y) for y in series])
    every = every[np.isfinite(every) & ((every > FLOOR) if log else True)]
    if not every.size:
        return (FLOOR, 1.0) if log else (0.0, 1.0)
    low, high = float(every.min()), float(every.max())
    if log:
        return low / 1.4, max(high * 1.4, low * 2.0)
    room = 0.08 * (high - low) or 0.08 * abs(high) or 1.0
    return low - room, high + room
