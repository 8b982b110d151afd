"""The stops of a logarithmic slider: close together around its value, further apart elsewhere."""

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache

from setting import compact

COARSE = (100, 120, 150, 200, 250, 300, 400, 500, 600, 800)
FINE = (*range(100, 200, 2), *range(200, 500, 5), *range(500, 1000, 10))
"""The stops of a decade, as hundredths of its first value: FINE goes by one to two per cent."""
REACH = 3.0
"""So many times up and down from the middle the stops are fine."""
HELD = 2.0
"""The fine stops stay where they are until the value is so many times above or below their middle;
what is left of REACH is for keys that are pressed faster than the page follows."""


def middle(value: float, before: float | None) -> float:
    """Around what the stops are fine, for a value; `before` is where that was."""
    if before is not None and before / HELD <= value <= before * HELD:
        return before
    return value


def stops(low: float, high: float, around: float, value: float) -> list[float]:
    """Round numbers from low to high in order, and the value itself wherever it lies."""
    labelled = {compact(stop): stop for stop in _round(low, high, around)}
    return sorted({**labelled, compact(value): value}.values())  # no two that look the same


@lru_cache(maxsize=256)
def _round(low: float, high: float, around: float) -> tuple[float, ...]:
    fine = _between(max(low, around / REACH), min(high, around * REACH), FINE)
    return tuple({*_between(low, high, COARSE), *fine})


def _between(low: float, high: float, hundredths: Iterable[int]) -> Iterator[float]:
    """The stops of every decade that lie from low to high."""
    if low > high:
        return
    for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        for digits in hundredths:
            stop = float(f"{digits}e{power - 2}")
            if low <= stop <= high:
                yield stop
