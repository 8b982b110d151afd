"""A rate that follows the loss on the way: the one exception to "schedules are data".

A schedule such as ReduceLROnPlateau cannot be an array before the run. It is a generator that
yields the rate of a step and is then sent the loss at the position before that step, as in the
usual loop, where `scheduler.step(loss)` follows `optimizer.step()`. The rates that were used are
written down while the run goes, and from then on they are data like every other curve.

The loss is the landscape's own value at the run's position, not at a point the rule looks ahead
to. Noise is added to gradients, never to it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optim.schedule import Rates


@dataclass(frozen=True)
class Feedback:
    """What decides the rate of a step from the losses before it.

    Attributes:
        rates: starts the generator of the rates.
        loss: (x, y) -> value; must not raise.
        warmup: how many steps the planned rates are used before the generator begins.
    """

    rates: Callable[[], Rates]
    loss: Callable[[float, float], float]
    warmup: int = 0

    def used(
        self,
        planned: NDArray[np.float64],
        start: tuple[float, float],
        records: Sequence[tuple[float, ...]],
    ) -> Iterator[float]:
        """The rate of each step, one when the step is due; `planned` becomes what was used.

        Args:
            planned: rates, shape (steps,); after a run that ended early the last one stays.
            start: the first position.
            records: the steps so far, each beginning with x and y after it.
        """
        rates = self.rates()
        planned[self.warmup :] = next(rates)
        for k in range(len(planned)):
            if k > self.warmup:
                x, y = records[k - 2][:2] if k > 1 else start
                planned[k:] = rates.send(self.loss(x, y))
            yield float(planned[k])
