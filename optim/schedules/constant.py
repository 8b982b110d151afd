"""Constant: the learning rate stays where it is."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.phase import Phase, peak
from optim.schedule import Schedule


def constant(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
    """The same rate at every step."""
    return np.full(t.shape, s.lr)


CONSTANT = Schedule(
    key="constant",
    label="Constant",
    also="fixed rate",
    group="Constant and steps",
    lr=constant,
    formula=r"\eta_t = \eta",
    source="no scheduler",
    phases=lambda s: [Phase("hold", 0.0, s.steps)],
    handles=lambda s: [peak(s)],
)
