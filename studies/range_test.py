"""The learning-rate range test: one run whose rate rises from far too low to far too high.

Smith 2017 (arXiv 1506.01186, section 3.3), whose ramp is linear; exponential, smoothed and stopped
as fastai does it. What it reads is where this path blows up, which is not the largest stable rate:
a steep direction that the low rates have squeezed flat has to grow back first. `rate_sweep` makes a
fresh run at each rate.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from comparison import Comparison, Trajectory
from studies.suggestions import suggestions

Array = NDArray[np.float64]

BLOWN_UP = 4.0
"""fastai stops a test where the loss is over this many times the least so far."""
SKIPPED, SKIPPED_END = 10, 5
"""fastai reads nothing off the first tenth of a test and its last five points."""


@dataclass(frozen=True, eq=False)
class RangeTest:
    """A range test and what is read off it.

    Attributes:
        comparison: the one run of the test, as a picture, with its link.
        lr: (steps,), the rate of each step.
        loss: (steps,), the loss after that step, without noise; nan after a divergence.
        smoothed: (steps,), the same as libraries smooth it.
    """

    comparison: Comparison
    lr: Array
    loss: Array
    smoothed: Array

    @property
    def trajectory(self) -> Trajectory:
        """The path; its step k + 1 is made at lr[k]."""
        return self.comparison.trajectories()[0]

    @cached_property
    def blow_up(self) -> float | None:
        """The first rate at which the loss itself is over 4 times the least so far; None: none."""
        return blow_up(self.lr, self.loss, float(self.trajectory.loss[0]))

    @cached_property
    def smoothed_blow_up(self) -> float | None:
        """The same of the smoothed loss, where libraries stop the test."""
        return blow_up(self.lr, self.smoothed)

    @cached_property
    def suggestions(self) -> dict[str, float]:
        """What the libraries' rules of thumb suggest: see `studies.suggestions`.

        As fastai does, from the smoothed loss up to where it blows up, without the first tenth of
        the steps and the last five points; {} where nothing is left. The unit of the loss, for
        `slide`, is the loss at the start.
        """
        end = self.smoothed_blow_up
        count = len(self.lr) if end is None else int(np.searchsorted(self.lr, end)) + 1
        unit = abs(float(self.trajectory.loss[0])) or 1.0
        return suggestions(
            self.lr[:count], self.smoothed[:count] / unit, len(self.lr) // SKIPPED, SKIPPED_END
        )


def range_test(
    comparison: Comparison,
    run: int = 0,
    low: float = 1e-5,
    high: float = 10.0,
    steps: int = 100,
    ramp: str = "exponential",
    smoothing: float = 0.98,
) -> RangeTest:
    """Make the range test of a run, in place of its own rate, schedule and changes of course.

    Args:
        comparison: landscape, start, noise and seed are its own.
        run: the place of the run, from 0.
        low: the rate of the first step.
        high: that of the last one.
        steps: how many.
        ramp: "exponential", lr[k] = low * (high / low) ** (k / (steps - 1)), or "linear".
        smoothing: the share of the running average that each step keeps, 0: none.

    Raises:
        ValueError: a value is out of range, or the rates do not rise.
    """
    if not low < high:
        raise ValueError(f"A range test needs rates that rise, not from {low:g} to {high:g}.")
    own = comparison.runs[run].changed(
        schedule="range_test", lr=high, start_lr=low, ramp=ramp, warmup=0, then=()
    )
    scene = comparison.plain.changed(steps=steps, runs=(own,))
    (trajectory,) = scene.trajectories()
    lr, loss = trajectory.settings["lr"], trajectory.loss[1:]
    return RangeTest(scene, lr, loss, smoothed(loss, smoothing))


def smoothed(loss: ArrayLike, smoothing: float = 0.98) -> Array:
    """The running average of losses, corrected for having started at zero; shape (n,).

    The s[k] = (beta s[k-1] + (1 - beta) loss[k]) / (1 - beta^(k+1)) of fastai and Lightning, with
    s before its division on the right.

    Raises:
        ValueError: smoothing is not at least 0 and below 1.
    """
    if not 0.0 <= smoothing < 1.0:
        raise ValueError(f"smoothing must be at least 0 and below 1, not {smoothing:g}.")
    average, averages = 0.0, []
    for k, value in enumerate(np.asarray(loss, dtype=float).tolist(), 1):
        average = smoothing * average + (1.0 - smoothing) * value
        averages.append(average / (1.0 - smoothing**k))
    return np.array(averages)


def blow_up(lr: ArrayLike, loss: ArrayLike, start: float = np.inf) -> float | None:
    """The first rate whose loss is over 4 times the least so far, or is not finite.

    Where losses are negative: which is further above the least so far than 3 times its size.

    Args:
        lr: (n,).
        loss: (n,), the loss at each rate.
        start: the loss before the first of them.
    """
    losses = np.concatenate([[start], np.asarray(loss, dtype=float)])
    with np.errstate(invalid="ignore"):
        least = np.fmin.accumulate(losses)
        fine = losses <= least + (BLOWN_UP - 1.0) * np.abs(least)
    blown = np.flatnonzero(~fine[1:])
    return float(np.asarray(lr)[blown[0]]) if blown.size else None
