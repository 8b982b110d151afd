"""Trajectories as one tidy table."""

from typing import TYPE_CHECKING

import numpy as np

from comparison.limits import rate_limits, sharpness
from comparison.trajectory import Trajectory

if TYPE_CHECKING:
    import pandas as pd

    from comparison.comparison import Comparison


def to_frame(comparison: "Comparison") -> "pd.DataFrame":
    """One row per run and step, steps + 1 rows a run.

    Columns: run (its label), optimizer (the one that moves on), step, x, y, loss; then what belongs
    to the move that starts there (nan in the last row): lr, gradient_x, gradient_y, sharpness (the
    steepest curvature), limit (the largest stable lr; inf where none is too large) where it is
    known for the rule, momentum or beta1 where a run has one, and the rule's internals as name_x,
    name_y (the state after the move). Where some run changes its course, leg counts the changes up
    to there.
    """
    import pandas as pd

    trajectories = comparison.trajectories()
    frames = [
        pd.DataFrame(
            {
                "run": label,
                "optimizer": _optimizers(trajectory),
                **_columns(trajectory, comparison),
            },
        )
        for label, trajectory in zip(comparison.labels, trajectories, strict=True)
    ]
    frame = pd.concat(frames, ignore_index=True)
    if any(trajectory.run.then for trajectory in trajectories):
        frame.insert(3, "leg", np.concatenate([_leg(trajectory) for trajectory in trajectories]))
    return frame


def _optimizers(trajectory: Trajectory) -> list[str]:
    keys = [run.optimizer for run, _ in trajectory.parts]
    return [keys[leg] for leg in _leg(trajectory)]


def _leg(trajectory: Trajectory) -> np.ndarray:
    """How often the run has changed its course by the move that starts at each position."""
    begins = [part.start for _, part in trajectory.parts[1:]]
    return np.searchsorted(begins, np.arange(len(trajectory.positions)), side="right")


def _columns(trajectory: Trajectory, comparison: "Comparison") -> dict[str, np.ndarray]:
    positions = trajectory.positions
    columns = {
        "step": np.arange(len(positions)),
        "x": positions[:, 0],
        "y": positions[:, 1],
        "loss": trajectory.loss,
    }
    moves = {
        "lr": trajectory.settings["lr"],
        "gradient_x": trajectory.gradient[:, 0],
        "gradient_y": trajectory.gradient[:, 1],
        "sharpness": sharpness(trajectory, comparison),
    }
    limits = rate_limits(trajectory, comparison)
    if limits is not None:
        moves["limit"] = limits
    for name in ("momentum", "beta1"):
        if name in trajectory.settings:
            moves[name] = trajectory.settings[name]
    for name, values in trajectory.internals.items():
        moves[f"{name}_x"], moves[f"{name}_y"] = values.T
    return columns | {name: np.append(values, np.nan) for name, values in moves.items()}
