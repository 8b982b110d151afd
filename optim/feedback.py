"""A rate that follows the loss on the way: the one exception to "schedules are data".

A schedule such as ReduceLROnPlateau cannot be an array before the run. It is a generator that
yields the rate of a step and is then sent the loss at the position before that step, as in the
usual loop, where `scheduler.step(loss)` follows `optimizer.step()`. The rates that were used are
written down while the run goes, and from then on they are data like every other curve.

The loss is the landscape's own value at the run's position, not at a point the rule looks ahead
to. Noise is added to gradients, never to it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim.schedule import Rates


class Feedback:
    """What decides the rate of a step from the losses before it, over one run.

    Attributes:
        rates: starts the generator of the rates.
    """

    def __init__(
        self,
        begin: Callable[[Any], Rates],
        settings: Mapping[str, Any],
        loss: Callable[[float, float], float],
        warmup: int = 0,
    ) -> None:
        """Make ready for the first step.

        Args:
            begin: settings -> the generator of the rates; it keeps the rate in force in their lr.
            settings: lr and the schedule's own.
            loss: (x, y) -> value; must not raise.
            warmup: how many steps the planned rates are used before the generator begins.
        """
        self._settings, self._loss, self._left = SimpleNamespace(**settings), loss, warmup
        self._running: Rates | None = None
        self.rates: Callable[[], Rates] = partial(begin, self._settings)

    def used(
        self,
        planned: NDArray[np.float64],
        start: tuple[float, float],
        records: Sequence[tuple[float, ...]],
        told: Mapping[str, Any],
    ) -> Iterator[float]:
        """The rate of each of the next steps when it is due; `planned` becomes what was used.

        Args:
            planned: rates, shape (steps,); after a run that ended early the last one stays.
            start: the first position of the run.
            records: all steps so far, each beginning with x and y after it.
            told: settings that are changed by hand before the first of these steps.
        """
        for k in range(len(planned)):
            if self._running:
                x, y = records[-2][:2] if len(records) > 1 else start
                planned[k:] = self._running.send(self._loss(x, y))
            if k == 0 and told:
                vars(self._settings).update(told)
                if self._running:
                    planned[k:] = self._settings.lr
            if not self._running and not self._left:
                self._running = self.rates()
                planned[k:] = next(self._running)
            self._left -= not self._running
            yield float(planned[k])
