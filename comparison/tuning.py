"""The learning rate a control starts at."""

from functools import lru_cache, partial

import numpy as np

from comparison.comparison import ESCAPE_WIDTHS
from comparison.run import Run, Settings
from landscapes import LANDSCAPES
from landscapes.landscape import Point
from optim.engine import descend

RATES = (*tuple(float(f"{digit}e{power}") for power in range(-5, 1) for digit in (1, 2, 5)), 10.0)
STEPS = 300
NEAR_WIDTHS = 1.0


@lru_cache(maxsize=256)
def tuned_lr(
    optimizer: str,
    landscape: str,
    parameters: Settings,
    start: Point,
    convention: str | None = None,
) -> float:
    """The rate a control starts at: the best on a 1-2-5 grid from 1e-5 to 10.

    Best is the lowest median loss over the last tenth of 300 steps at that constant rate, among
    runs that stay: not by leaving a domain outside which there is lower ground, nor, where there
    is no bottom at all, the picture's surroundings.
    """
    record = LANDSCAPES[landscape]
    floor = record.floor(**parameters)
    box = record.bounds(NEAR_WIDTHS if floor == -np.inf else ESCAPE_WIDTHS)
    gradient = record.gradient_function(**parameters)
    hessian = partial(record.hessian, **parameters)
    scores = {}
    for lr in RATES:
        run = Run(optimizer, lr=lr, convention=convention)
        table = run.table(STEPS)
        path = descend(run.rule, gradient, start, table, STEPS, box, hessian=hessian)
        loss = record.value(*path.positions[-STEPS // 10 :].T, **parameters)
        stays = np.isfinite(loss).all() and loss.min() >= floor
        scores[lr] = float(np.median(loss)) if stays else np.inf
    return min(scores, key=lambda lr: scores[lr])
