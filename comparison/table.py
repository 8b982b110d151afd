"""Trajectories as one tidy table."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from comparison.trajectory import Trajectory

if TYPE_CHECKING:
    import pandas as pd


def to_frame(labels: Sequence[str], trajectories: Sequence[Trajectory]) -> "pd.DataFrame":
    """One row per run and step, steps + 1 rows a run.

    Columns: run (its label), optimizer (the one that moves on), step, x, y, loss; then what belongs
    to the move that starts there (nan in the last row): lr, gradient_x, gradient_y, momentum or
    beta1 where a run has one, and the rule's internals as name_x, name_y (the state after the
    move). Where some run changes its course, leg counts the changes up to there.
    """
    import pandas as pd

    frames = [
        pd.DataFrame({"run": label, "optimizer": _optimizers(trajectory), **_columns(trajectory)})
        for label, trajectory in zip(labels, trajectories, strict=True)
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


def _columns(trajectory: Trajectory) -> dict[str, np.ndarray]:
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
    }
    for name in ("momentum", "beta1"):
        if name in trajectory.settings:
            moves[name] = trajectory.settings[name]
    for name, values in trajectory.internals.items():
        moves[f"{name}_x"], moves[f"{name}_y"] = values.T
    return columns | {name: np.append(values, np.nan) for name, values in moves.items()}
