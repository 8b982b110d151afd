"""How a run stands to what its rule can stand, and whether its steps grow."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from comparison.run import Run
from comparison.trajectory import Trajectory
from optim.internals import EFFECTIVE_LR
from optim.stability import SCALAR, limit_formula, scaled_sharpness, stable_curvature, strain

if TYPE_CHECKING:
    from comparison.comparison import Comparison

SAME = 0.002
"""A factor stays the same if it changes by less than this share: its three digits do not move."""
JUST = 5e-4
"""So near to its limit a rate is just that."""
FEWEST = 2
"""So many times in a row steps must have grown."""

Hessian = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
"""Its entries xx, xy and yy, each (n,) or a number."""


@dataclass(frozen=True)
class Load:
    """What the rule bears at one place, with the settings of one step.

    Attributes:
        share: the curvature as a share of the largest that the rule can stand.
        curvature: the steepest; where the rule has a rate per coordinate, of the preconditioned
            Hessian.
        settings: those in force.
        formula: the largest lr; empty where weight decay takes part.
        per_coordinate: whether the rule has a rate per coordinate.
    """

    share: float
    curvature: float
    settings: Mapping[str, float]
    formula: str
    per_coordinate: bool

    @property
    def lr(self) -> float:
        """The learning rate."""
        return self.settings["lr"]


class Growth(NamedTuple):
    """Each step from `step` on is longer than the one before, by `factor` if that is the same."""

    step: int
    factor: float | None


def rate_limits(trajectory: Trajectory, comparison: "Comparison") -> NDArray[np.float64] | None:
    """The largest lr that is stable where each step begins, were all else to stay as it is there.

    None where no limit is known; inf where no lr is too large, since the ground does not curve up;
    nan where the run is gone, or its rule of the moment has none known. Shape (steps,).
    """
    strains = _strains(trajectory, comparison)
    if strains is None:
        return None
    with np.errstate(all="ignore"):
        return np.where(strains <= 0.0, np.inf, 1.0 / strains)


def shares(trajectory: Trajectory, comparison: "Comparison") -> NDArray[np.float64] | None:
    """The share of its limit that the rate of each step is.

    None where no limit is known; above 1 the run does not come in, and where no lr is too large it
    is 0 or less. Shape (steps,).
    """
    strains = _strains(trajectory, comparison)
    return None if strains is None else trajectory.settings["lr"] * strains


def sharpness(trajectory: Trajectory, comparison: "Comparison") -> NDArray[np.float64]:
    """The largest eigenvalue of the Hessian where each step begins, (steps,)."""
    hessian = _hessian(comparison, trajectory.positions[:-1])
    with np.errstate(all="ignore"):
        return np.asarray(scaled_sharpness(hessian, (1.0, 1.0)))


def load(
    trajectory: Trajectory, comparison: "Comparison", point: NDArray[np.float64], step: int
) -> Load | None:
    """What the rule bears at a point with its settings at a step.

    None where no limit is known, or where the weight decay alone is too much for the rate.
    """
    run, settings = trajectory.in_force(step)
    stable = stable_curvature(run.optimizer, run.convention, settings)
    lr = settings["lr"]
    if stable is None or stable <= 0.0 or not _is_plain(comparison) or lr == 0.0:
        return None
    with np.errstate(all="ignore"):
        seen = _seen(trajectory, comparison, point, step) / lr
        share = seen / stable
    formula = limit_formula(run.optimizer, run.convention, settings)
    return Load(float(share), float(seen), settings, formula, run.optimizer not in SCALAR)


class Overload(NamedTuple):
    """From `step` to its end the rate of a run is over its limit; `load` is what it bears then."""

    step: int
    load: Load


def overload(trajectory: Trajectory, comparison: "Comparison", first: int) -> Overload | None:
    """Since when the rule cannot stand the curvature, and what it bears then or at step `first`."""
    borne = shares(trajectory, comparison)
    if borne is None:
        return None
    borne = borne[: np.isfinite(trajectory.positions).all(axis=1).sum() - 1]
    over = borne > 1.0 + JUST
    over[np.isfinite(borne).nonzero()[0].max(initial=-1) + 1 :] = True  # it has overflowed there
    step = _from(over)
    seen = max(first, step)
    if seen >= len(borne) or not np.isfinite(borne[seen]):
        return None
    found = load(trajectory, comparison, trajectory.positions[seen], seen)
    return Overload(step, found) if found else None


def growth(positions: NDArray[np.float64]) -> Growth | None:
    """From which step to the end every step is longer than the last, if it is so at the end."""
    there = positions[np.isfinite(positions).all(axis=1)]
    with np.errstate(all="ignore"):
        moves = np.hypot(*np.diff(there, axis=0).T)
        ratios = moves[1:] / moves[:-1]
    longer = _from(ratios > 1.0)
    if len(ratios) - longer < FEWEST:
        return None
    same = _from((ratios > 1.0 + SAME) & (np.abs(ratios / ratios[-1] - 1.0) < SAME))
    if len(ratios) - same < FEWEST:
        return Growth(longer + 2, None)
    return Growth(same + 2, float(ratios[-1]))


def rises_from(loss: NDArray[np.float64]) -> int:
    """The step from which f rises with every step to its end, where it is a number."""
    return _from(np.diff(loss[np.isfinite(loss)]) > 0.0)


def _from(holds: NDArray[np.bool_]) -> int:
    """The first place from which on it holds to the end."""
    fails = np.flatnonzero(~holds)
    return int(fails[-1]) + 1 if fails.size else 0


def _strains(trajectory: Trajectory, comparison: "Comparison") -> NDArray[np.float64] | None:
    """1 over the largest stable lr of each step, (steps,); nan while the rule has none known."""
    if not _is_plain(comparison):
        return None
    found = [_strain(trajectory, run, part, comparison) for run, part in trajectory.parts]
    if all(strains is None for strains in found):
        return None
    whole = np.full(len(trajectory.gradient), np.nan)
    for (_, part), strains in zip(trajectory.parts, found, strict=True):
        if strains is not None:
            whole[part] = strains
    return whole


def _strain(
    trajectory: Trajectory, run: Run, part: slice, comparison: "Comparison"
) -> NDArray[np.float64] | None:
    """The same of those steps that one rule makes."""
    _, names = trajectory.in_force(part.start)
    settings = {name: trajectory.settings[name][part] for name in names}
    hessian = _hessian(comparison, trajectory.positions[:-1][part])
    x, y = 1.0, 1.0
    with np.errstate(all="ignore"):
        if EFFECTIVE_LR in run.rule.internals:
            rates = trajectory.internals[EFFECTIVE_LR.name][part]
            x, y = (rates / settings["lr"][:, None]).T
        curvature = scaled_sharpness(hessian, (x, y))
    strains: NDArray[np.float64] | None = strain(run.optimizer, run.convention, settings, curvature)
    return strains


def _seen(
    trajectory: Trajectory, comparison: "Comparison", point: NDArray[np.float64], step: int
) -> NDArray[np.float64]:
    """Rate times curvature at a point, with the rates of a step."""
    run, settings = trajectory.in_force(step)
    x = y = settings["lr"]
    if EFFECTIVE_LR in run.rule.internals:
        x, y = trajectory.internals[EFFECTIVE_LR.name][step]
    return np.asarray(scaled_sharpness(_hessian(comparison, point), (x, y)))


def _hessian(comparison: "Comparison", points: NDArray[np.float64]) -> Hessian:
    """At points, (n, 2) or (2,)."""
    return comparison.record.hessian(*points.T, **comparison.parameters)


def _is_plain(comparison: "Comparison") -> bool:
    """Whether every step sees the whole landscape; else its Hessian says too little."""
    return comparison.sparse == 1 and not comparison.batch
