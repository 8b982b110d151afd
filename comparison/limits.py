"""How a run stands to what its rule can stand, and whether its steps grow."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from comparison.comparison import Comparison
from comparison.run import Run
from comparison.trajectory import Trajectory
from optim.internals import EFFECTIVE_LR
from optim.stability import SCALAR, limit_formula, scaled_sharpness, stable_curvature

SAME = 0.002
"""A factor stays the same if it changes by less than this share: its three digits do not move."""
JUST = 5e-4
"""So near to its limit a rate is just that."""
FEWEST = 2
"""So many times in a row steps must have grown."""


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


def shares(trajectory: Trajectory, comparison: Comparison) -> NDArray[np.float64] | None:
    """The curvature where each step begins as a share of the largest that the rule can stand.

    None where no limit is known, nan where none is after or before a change of optimizer; above 1
    the run does not come in. Shape (steps,).
    """
    stable = np.concatenate([_stable(trajectory, *part) for part in trajectory.parts])
    if np.isnan(stable).all() or comparison.sparse > 1 or comparison.batch:
        return None
    with np.errstate(all="ignore"):
        seen = _seen(trajectory, comparison, trajectory.positions[:-1], slice(None))
        return np.asarray(seen / (trajectory.settings["lr"] * stable))


def _stable(trajectory: Trajectory, run: Run, part: slice) -> NDArray[np.float64]:
    """The largest curvature that a part of a run can stand at each step, nan where not known."""
    names = ("lr", *(setting.name for setting in run.rule.settings))
    settings = {n: trajectory.settings[n][part] for n in names if n in trajectory.settings}
    stable = stable_curvature(run.optimizer, run.convention, settings)
    return np.full(part.stop - part.start, np.nan) if stable is None else np.asarray(stable)


def load(
    trajectory: Trajectory, comparison: Comparison, point: NDArray[np.float64], step: int
) -> Load | None:
    """What the rule bears at a point with its settings at a step; None where no limit is known."""
    run, settings = trajectory.in_force(step)
    stable = stable_curvature(run.optimizer, run.convention, settings)
    lr = settings["lr"]
    if stable is None or comparison.sparse > 1 or comparison.batch or lr == 0.0:
        return None
    with np.errstate(all="ignore"):
        seen = _seen(trajectory, comparison, point, step) / lr
        share = seen / stable
    formula = limit_formula(run.optimizer, run.convention, settings)
    return Load(float(share), float(seen), settings, formula, run.optimizer not in SCALAR)


def overload(trajectory: Trajectory, comparison: Comparison, first: int) -> tuple[int, Load] | None:
    """The step, not before `first`, from which to its end the rule cannot stand the curvature."""
    borne = shares(trajectory, comparison)
    if borne is None:
        return None
    borne = borne[: np.isfinite(trajectory.positions).all(axis=1).sum() - 1]
    step = max(first, _from(~(borne <= 1.0 + JUST)))
    if step >= len(borne) or not np.isfinite(borne[step]):
        return None
    found = load(trajectory, comparison, trajectory.positions[step], step)
    return (step, found) if found else None


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


def _from(holds: NDArray[np.bool_]) -> int:
    """The first place from which on it holds to the end."""
    fails = np.flatnonzero(~holds)
    return int(fails[-1]) + 1 if fails.size else 0


def _seen(
    trajectory: Trajectory, comparison: Comparison, points: NDArray[np.float64], step: int | slice
) -> NDArray[np.float64]:
    """Rate times curvature at points, with the rates of a step (or at all of them)."""
    rates = np.repeat(trajectory.settings["lr"][:, None], 2, axis=1)
    for run, part in trajectory.parts:
        if EFFECTIVE_LR in run.rule.internals:
            rates[part] = trajectory.internals[EFFECTIVE_LR.name][part]
    hessian = comparison.record.hessian(*points.T, **comparison.parameters)
    x, y = rates[step].T
    return np.asarray(scaled_sharpness(hessian, (x, y)))
