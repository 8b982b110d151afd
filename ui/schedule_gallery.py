"""All schedules as cards with their curves, and what goes with any of them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim import SCHEDULES
from optim.chain import schedule_named
from optim.schedule import Schedule
from optim.schedule_parameters import WARMUP
from ui.chain import CHAIN, Chained, first_chain
from ui.gallery import Card, open_gallery

STEPS = 300
STANDING = 100
"""The step from which the loss of a picture no longer improves."""
POINTS = 100


@dataclass(frozen=True)
class Beginning:
    """The card of the warm-up, which can stand before any schedule."""

    label: str = "Warm-up"
    group: str = "Warm-up shapes"
    also: str = "warmup, linear warm-up"
    idea: str = "The rate rises over the first tenth of the steps; then the schedule begins."


ENTRIES: Mapping[str, Card] = {**SCHEDULES, WARMUP.name: Beginning(), CHAIN: Chained()}


def open_schedules(word: str, warmup: int, steps: int, apply: Callable[..., None]) -> None:
    """Lay the cards over the page.

    Args:
        word: the schedule as a link writes it.
        warmup: its steps of warm-up.
        steps: of the comparison.
        apply: called with another `schedule` or `warmup` by name.
    """
    present = {word if word in SCHEDULES else CHAIN, *([WARMUP.name] if warmup else [])}

    def choose(key: str) -> None:
        if key == WARMUP.name:
            apply(warmup=max(steps // 10, 1))
        elif key not in present:
            apply(schedule=first_chain(word) if key == CHAIN else key)

    open_gallery("Schedules", ENTRIES, present, choose, curves=_curves())


def open_new_schedules(words: Collection[str], steps: int, apply: Callable[..., None]) -> None:
    """Lay the cards over the page, for one more schedule; see `open_schedules`."""
    present = {word if word in SCHEDULES else CHAIN for word in words}

    def choose(key: str) -> None:
        if key == WARMUP.name:
            apply(schedule="constant", warmup=max(steps // 10, 1))
        else:
            apply(schedule=first_chain("constant") if key == CHAIN else key)

    open_gallery("Add a schedule", ENTRIES, present, choose, curves=_curves())


@cache
def _curves() -> dict[str, list[float]]:
    """The rate of every card over the steps of its picture, as a share of the peak."""
    curves = {key: _rates(record) for key, record in SCHEDULES.items()}
    curves[WARMUP.name] = _rates(SCHEDULES["constant"], warmup=STEPS // 10)
    curves[CHAIN] = _rates(schedule_named(first_chain("constant")))
    every = np.linspace(0, STEPS - 1, POINTS).round().astype(int)
    return {key: rates[every].round(3).tolist() for key, rates in curves.items()}


def _rates(record: Schedule, warmup: int = 0) -> NDArray[np.float64]:
    """The rates at the defaults with 1 as the peak: shape (STEPS,)."""
    settings: dict[str, Any] = {setting.name: setting.default for setting in record.settings}
    settings |= {"lr": 1.0, "warmup": warmup}
    if record.reads_loss is None:
        return record.curves(settings, STEPS)["lr"]
    rates = record.reads_loss(record.row(settings, STEPS))
    first = next(rates)
    losses = 1.0 / (1.0 + np.minimum(np.arange(STEPS - 1), STANDING))
    return np.array([first, *(rates.send(loss) for loss in losses)])
