"""What studies found: a range test, a sweep of rates, runs over seeds, best peaks."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comparison.phrases import number
from pictures.bars import box_plot
from pictures.curves import against, curve, level, stretches
from pictures.pane import STEP, Axis, Pane
from pictures.shape import Band, Dot, Line, Role, Shape
from studies import BestPeaks, RangeTest, RateSweep, Spread

Array = NDArray[np.float64]

RATE = Axis("learning rate", log=True)
ROOM = 10.0
"""A test's losses are seen up to so many times the first; what blows up leaves the picture."""
OVER = 3.0
"""A run that diverged stands so many times as high as the highest that did not."""
BLOW_UP = "blow-up"
FAR = 1e30
"""Beyond every picture."""


def range_curve(
    test: RangeTest,
    *extra: Shape,
    role: Role = 0,
    sweep: RateSweep | None = None,
    limit: float | None = None,
    read: Mapping[str, float] | None = None,
    order: int = 0,
    **values: Any,
) -> Pane:
    """The loss of a range test against its rate, following the playhead, with what is read off it.

    Args:
        test: the smoothed loss is the run's curve; the loss itself, where it differs, a ghost.
        extra: shapes on top.
        role: of the run.
        sweep: fresh runs at each rate, to see it beside them.
        limit: the largest stable rate, where it is known.
        read: name -> rate, what is marked as read off it; None: what the libraries suggest.
        order: the marks' turn in the beat's animation.
        values: other attributes of the pane.
    """
    rates, first = np.concatenate([test.lr[:1], test.lr]), test.trajectory.loss[:1]
    own, smooth = (np.concatenate([first, loss]) for loss in (test.loss, test.smoothed))
    shapes: list[Shape] = sweep_shapes(sweep, "other", "fresh runs") if sweep else []
    if not np.array_equal(own, smooth, equal_nan=True):
        shapes += [curve(rates, own, "ghost")]
    shapes += [curve(rates, smooth, role, follows=True), *marks(test, order, read)]
    if limit is not None:
        shapes += [level("x", limit, "limit", "correction")]
    axis, limits = _seen(np.concatenate([own, smooth]), float(first[0]))
    window = (float(rates[0]), float(rates[-1])), limits
    told = {"name": "Range test", "x": RATE, "y": axis, "lines": (said(test),), **values}
    return Pane((*shapes, *extra), window, **told)


def marks(test: RangeTest, order: int = 0, read: Mapping[str, float] | None = None) -> list[Shape]:
    """A line at each rate that is read off a test, under its name."""
    return [
        Line("theta" if name == BLOW_UP else "other", "x", rate, label=name, order=order)
        for name, rate in (read_off(test) if read is None else read).items()
    ]


def read_off(test: RangeTest) -> dict[str, float]:
    """Name -> rate of everything that is read off a test, the lowest first."""
    end = test.blow_up
    found = {**test.suggestions, **({} if end is None else {BLOW_UP: end})}
    return dict(sorted(found.items(), key=lambda entry: entry[1]))


def said(test: RangeTest) -> str:
    """The same as a line of words."""
    found = read_off(test)
    if BLOW_UP not in found:
        return " · ".join([*_named(found), f"no {BLOW_UP}"])
    return " · ".join(_named(found))


def _named(rates: Mapping[str, float]) -> list[str]:
    return [f"{name} {number(rate)}" for name, rate in rates.items()]


def sweep_curve(sweep: RateSweep, here: float | None = None, role: Role = 0, **values: Any) -> Pane:
    """The final loss of fresh runs against their rate: the median, and the middle half as a band.

    Args:
        sweep: where a run diverged there is no curve.
        here: a rate that is marked.
        role: of the run.
        values: other attributes of the pane.
    """
    axis, limits = _seen(sweep.quartiles)
    here_too = [level("x", here)] if here is not None else []
    window = (float(sweep.lr[0]), float(sweep.lr[-1])), limits
    told = {"name": "A fresh run at each rate", "x": RATE, "y": axis, **values}
    return Pane((*sweep_shapes(sweep, role), *here_too), window, **told)


def sweep_shapes(sweep: RateSweep, role: Role, label: str = "") -> list[Shape]:
    """The curve of a sweep, with its band where there are several seeds."""
    _, middle, _ = _gaps(sweep.quartiles).T
    lines: list[Shape] = [
        curve(sweep.lr[run], middle[run], role, label="" if k else label)
        for k, run in enumerate(stretches(middle))
    ]
    several = len(sweep.seeds) > 1
    return [*bands(sweep.lr, sweep.quartiles.T, role), *lines] if several else lines


def bands(x: NDArray[Any], quartiles: Array, role: Role) -> list[Shape]:
    """Between the lower and the upper quartile, (3, n); open at the top where that diverged."""
    low, _, high = quartiles
    top = np.where(np.isfinite(high), high, FAR)
    return [
        Band(role, *(tuple(v[run].tolist()) for v in (x, low, top)))
        for run in stretches(_gaps(low))
    ]


def spread_boxes(spread: Spread, names: Sequence[str] = (), **values: Any) -> Pane:
    """The final losses of runs over seeds: median, middle half and range.

    Args:
        spread: a run that diverged stands above all that did not.
        names: of the runs; (): as in the player.
        values: other attributes of the pane.
    """
    finite = spread.loss[np.isfinite(spread.loss)]
    axis, _ = _seen(spread.loss)
    top = float(finite.max(initial=0.0)) or 1.0
    drawn = np.where(np.isfinite(spread.loss), spread.loss, top * OVER)
    samples = dict(zip(names or spread.comparison.labels, drawn, strict=True))
    return box_plot(samples, axis, **{"name": f"{len(spread.seeds)} seeds", **values})


def spread_bands(spread: Spread, **values: Any) -> Pane:
    """The loss of runs over seeds by step: medians, and the middle half as a band."""
    shapes: list[Shape] = []
    for k, found in enumerate(spread.by_step):
        middle = curve(spread.steps, _gaps(found[1]), k)
        shapes += [*bands(spread.steps, found, k), middle]
    axis, limits = _seen(spread.by_step)
    window = (0.0, float(spread.steps[-1])), limits
    told = {"name": f"{len(spread.seeds)} seeds", "x": STEP, "y": axis, **values}
    return Pane(tuple(shapes), window, **told)


def peak_curves(found: BestPeaks, **values: Any) -> Pane:
    """The median final loss of every run against its peak, with a dot at the best.

    Peaks above all at which some run does not diverge are left out.
    """
    medians = _gaps(found.tuning)
    last = int(np.flatnonzero(np.isfinite(medians).any(axis=0)).max(initial=1))
    dots = [
        Dot(k, (float(found.peaks[best]), float(loss[best])))
        for k, (best, loss) in enumerate(zip(found.best, medians, strict=True))
        if np.isfinite(loss[best])
    ]
    axis, limits = _seen(medians)
    told: Any = {"name": "Best peaks", "limits": limits, **values}
    shown: dict[Role, Array] = {k: loss[: last + 1] for k, loss in enumerate(medians)}
    along = Axis("peak", log=True)
    return against(found.peaks[: last + 1], shown, None, along, axis, *dots, **told)


def _gaps(losses: Array) -> Array:
    """Nan where a run diverged: nothing is drawn there."""
    return np.where(np.isfinite(losses), losses, np.nan)


def _seen(losses: Array, first: float = np.inf) -> tuple[Axis, tuple[float, float]]:
    """The axis of losses, logarithmic if all are above 0, and its limits: not far above `first`."""
    every = losses[np.isfinite(losses)]
    if not every.size:
        return Axis("loss"), (0.0, 1.0)
    low, high = float(every.min()), float(every.max())
    if low > 0.0:
        return Axis("loss", log=True), (low / 1.4, max(min(high * 1.4, first * ROOM), low * 2.0))
    high = min(high, first + abs(first - low))
    room = 0.08 * (high - low) or 1.0
    return Axis("loss"), (low - room, high + room)
