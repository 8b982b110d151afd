"""The lesson's counts over seeds and starts, recorded by `make tables`.

"Tuned" is the best of the rates a sixteenth of a decade apart, on seeds of its own; what is said of
it comes from other seeds.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from comparison import Comparison, Run
from comparison.many import many
from lessons.one_cycle.runs import (
    BOWL,
    CYCLES,
    FLAT,
    FORMS,
    HEIGHTS,
    HIGHS,
    NEAR,
    OPTIMIZERS,
    SHARP,
    TURNED,
    WALL,
    WELLS,
    Array,
    run_in,
)
from lessons.tables import recorded

SEEDS, TUNING = 20_000, 1_000
SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""What is kept of many last losses: nine in ten, the middle half, the median."""
DECADE = 16
SPANS = {"gradient_descent": (-2.5, -0.5), "momentum": (-3.5, -1.5), "adam": (-1.5, 0.5)}
"""The decades in which the best rates lie."""
PEAK = 0.03
COUNTS = (
    8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 72, 80, 96, 112, 128, 160, 192, 224, 256,
    320, 384, 448, 512, 640, 768, 896, 1024,
)  # fmt: skip
"""Numbers of steps that are tried."""
LOW = 0.02
"""The loss to come down to on the wall."""
STARTS = 40
GRID = (61, 41)
"""Starts over the view of the two wells."""
COUNTED = {"exponential": range(50, 176, 25), "constant": range(250, 451, 25)}
"""Numbers of steps in which another schedule may come as low as 1Cycle."""


def last_losses(scene: Comparison, run: Run, seeds: ArrayLike, rates: ArrayLike) -> Array:
    """The last loss for each peak rate and seed, (rates, seeds); inf where a run diverged."""
    own, peaks = np.asarray(seeds), np.asarray(rates, dtype=float)
    start = np.reshape(scene.start, (2, 1))
    return _losses(scene, run, np.tile(start, len(own)), peaks, own)


def _losses(scene: Comparison, run: Run, starts: Array, peaks: Array, seeds: Any = None) -> Array:
    """The last loss for each peak rate and start; with seeds each start has its own."""
    count = starts.shape[1]
    shape = np.broadcast_to(run.table(scene.steps)["lr"] / run.lr, scene.steps)
    found = many(
        run,
        scene,
        np.tile(starts, len(peaks)),
        {"lr": shape[:, None] * np.repeat(peaks, count)},
        seeds=None if seeds is None else np.tile(seeds, len(peaks)),
    )
    loss = scene.record.value(*found.positions, **scene.parameters)
    gone = ~np.isfinite(loss) | (found.diverged_at >= 0)
    return np.where(gone, np.inf, loss).reshape(len(peaks), count)


def _kept(scene: Comparison, run: Run, lr: float) -> list[float]:
    """The shares of the last losses at a rate, over the seeds that nothing was tuned on."""
    loss = last_losses(scene, run, np.arange(TUNING, TUNING + SEEDS), [lr])
    return [float(value) for value in np.quantile(loss, SHARES)]


def _best(scene: Comparison, run: Run) -> float:
    """The rate with the lowest median on the seeds for tuning."""
    low, high = SPANS[run.optimizer]
    rates = 10.0 ** (np.arange(low * DECADE, high * DECADE + 1) / DECADE)
    medians = np.median(last_losses(scene, run, np.arange(TUNING), rates), axis=1)
    return float(rates[medians.argmin()])


@recorded("one_cycle", at=("constant", "exponential", "cosine", "fixed", "one_cycle"))
def same_peak(form: str) -> list[float]:
    """Last losses where all have the same peak."""
    return _kept(BOWL, run_in("momentum", form, PEAK), PEAK)


@recorded("one_cycle", at=tuple(CYCLES))
def by_cycle(cycle: str) -> dict[str, Any]:
    """1Cycle's rate with another momentum, tuned: its rate and last losses."""
    run = Run("momentum", PEAK, schedule="one_cycle", **CYCLES[cycle])
    lr = _best(BOWL, run)
    return {"lr": lr, "ends": _kept(BOWL, run, lr)}


@recorded(
    "one_cycle", at=tuple(f"{optimizer} {form}" for optimizer in OPTIMIZERS for form in FORMS)
)
def tuned(which: str) -> dict[str, Any]:
    """An optimizer with a schedule on the turned bowl, tuned: its rate and last losses."""
    optimizer, form = which.split()
    run = run_in(optimizer, form)
    lr = _best(TURNED, run)
    return {"lr": lr, "ends": _kept(TURNED, run, lr)}


@recorded("one_cycle", at=tuple(f"{optimizer} {form} {steps}" for form, counts in COUNTED.items()
                                for steps in counts for optimizer in OPTIMIZERS))  # fmt: skip
def after(which: str) -> float:
    """The median last loss of a schedule made for so many steps, tuned."""
    optimizer, form, steps = which.split()
    scene = TURNED.changed(steps=int(steps))
    run = run_in(optimizer, form, steps=int(steps))
    return _kept(scene, run, _best(scene, run))[SHARES.index(0.5)]


def same_level(optimizer: str, form: str) -> int:
    """In how many steps a schedule comes down to what 1Cycle comes to."""
    level = tuned(f"{optimizer} one_cycle")["ends"][SHARES.index(0.5)]
    return next(n for n in COUNTED[form] if after(f"{optimizer} {form} {n}") <= level)


@recorded("one_cycle", at=tuple(OPTIMIZERS), within=0.06)
def staying(optimizer: str) -> dict[str, Any]:
    """Of the starts in the sharp well, the share that is in each well in the end, by peak."""
    starts = in_the_sharp_well()
    out: dict[str, Any] = {"starts": starts.shape[1], "sharp": {}, "flat": {}}
    for form in ("constant", "exponential", "cosine", "one_cycle"):
        run = run_in(optimizer, form, steps=WELLS.steps)
        shape = np.broadcast_to(run.table(WELLS.steps)["lr"] / run.lr, WELLS.steps)
        settings = {"lr": shape[:, None] * np.repeat(HIGHS, starts.shape[1])}
        found = many(run, WELLS, np.tile(starts, len(HIGHS)), settings)
        for name, well in (("sharp", SHARP), ("flat", FLAT)):
            there = _inside(found.positions, well).reshape(len(HIGHS), -1)
            out[name][form] = there.mean(axis=1).tolist()
    return out


def starts_in_sharp() -> int:
    """How many starts lie in the sharp well."""
    return int(staying("adam")["starts"])


def in_the_sharp_well() -> Array:
    """Starts around the sharp minimum from which a careful run goes there, (2, n)."""
    x, y = np.meshgrid(
        *(np.linspace(*ends, n) for ends, n in zip(WELLS.record.view, GRID, strict=True))
    )
    every = np.array([x.ravel(), y.ravel()])
    found = many(run_in("gradient_descent", "constant", 0.01), WELLS.changed(steps=3000), every)
    return every[:, _inside(found.positions, SHARP)]


def _inside(positions: Array, well: tuple[float, float]) -> Any:
    return np.hypot(positions[0] - well[0], positions[1] - well[1]) < NEAR


@recorded("one_cycle", at=tuple(f"{optimizer} {y}" for optimizer in OPTIMIZERS for y in HEIGHTS))
def fewest(which: str) -> dict[str, list[float] | None]:
    """Per schedule the fewest steps from a height on the wall, and the lowest peak that does it."""
    optimizer, height = which.split()
    chance = np.random.RandomState(0).uniform(size=(2, STARTS))
    starts = np.array([-11.0 + 2.0 * chance[0], float(height) * (0.9 + 0.2 * chance[1])])
    rates = 10.0 ** (np.arange(-3 * DECADE, 2 * DECADE + 1) / DECADE)
    return {
        form: _first(optimizer, form, starts, rates)
        for form in ("constant", "exponential", "cosine", "warm-up", "one_cycle")
    }


def _first(optimizer: str, form: str, starts: Array, rates: Array) -> list[float] | None:
    """The first of COUNTS that is enough, the lowest and the highest rate that do it."""
    for steps in COUNTS:
        run = run_in(optimizer, form, steps=steps)
        medians = np.median(_losses(WALL.changed(steps=steps), run, starts, rates), axis=1)
        enough = rates[medians <= LOW]
        if enough.size:
            return [float(steps), float(enough.min()), float(enough.max())]
    return None


def quickest(optimizer: str, form: str, found: list[float] | None, height: float) -> Comparison:
    """A run that is quick enough, in the fewest steps, or else in the most that were tried."""
    steps, lr = (int(found[0]), found[2]) if found else (COUNTS[-1], 0.1)
    run = run_in(optimizer, form, float(f"{lr:.4g}"), steps)
    return WALL.changed(start=(WALL.start[0], height), steps=steps, runs=(run,))


@cache
def good_peaks(steps: int) -> tuple[float, float]:
    """The lowest and the highest peak, in tenths, that 1Cycle comes down with from WALL's start."""
    peaks = np.arange(10, 150) / 10.0
    starts = np.reshape(WALL.start, (2, 1))
    run = run_in("gradient_descent", "one_cycle", steps=steps)
    good = peaks[_losses(WALL.changed(steps=steps), run, starts, peaks)[:, 0] <= LOW]
    return float(good.min()), float(good.max())
