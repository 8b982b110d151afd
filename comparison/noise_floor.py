"""What is said of a run whose gradients chance takes part in."""

from dataclasses import replace

import numpy as np

from comparison.comparison import Comparison
from comparison.ends import fallen_rate
from comparison.phrases import from_step, number, point_text
from comparison.trajectory import Trajectory

LEAST = 0.25
"""A run that hovers does so for at least this share of its steps."""
SWAYING = 3.0
"""By less than this factor its distance differs from one half of them to the other."""


def chance(comparison: Comparison) -> tuple[str, str]:
    """What its gradients are, and what the landscape's own is beside them."""
    batch, noise = comparison.batch, comparison.noise
    how = [f"of {batch} row{'s' if batch > 1 else ''} a step"] if batch else []
    whose = ["of all rows"] if batch else []
    if noise:
        how, whose = [*how, f"noisy (σ = {number(noise)})"], [*whose, "without noise"]
    return " and ".join(how), " ".join(whose)


def noise_floor(trajectory: Trajectory, comparison: Comparison) -> str:
    """That only chance keeps a run away from the minimum around which it is; empty if not.

    The same run without chance has come to the minimum, and this one comes no nearer from there on.
    """
    quiet = replace(comparison.plain, noise=0.0, batch=0, runs=(trajectory.run,))
    (calm,) = quiet.trajectories()
    since, point = calm.reached, calm.outcome.point
    if since is None or point is None or comparison.steps - since < LEAST * comparison.steps:
        return ""
    distance = np.hypot(*(trajectory.positions[since:] - point).T)
    before, last = (float(half.mean()) for half in np.array_split(distance, 2))
    steadily = before / SWAYING < last < before * SWAYING
    if not steadily or fallen_rate(trajectory) is not None:
        return ""
    how, _ = chance(comparison)
    noise = "no noise" if comparison.batch else "without noise"
    calmly = ["with all rows"] * bool(comparison.batch) + [noise] * bool(comparison.noise)
    return (
        f"{from_step(since)} it hovers around the {calm.outcome.kind} "
        f"{point_text(np.array(point))}, on average {number(distance.mean())} away. That is its "
        f"noise floor: the gradients are {how}, and {' and '.join(calmly)} it stays there from "
        "that step on."
    )
