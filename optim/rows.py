"""The settings in force at each step, for many particles at once."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from optim.engine import Row

Settings = Mapping[str, Any]
"""Name -> a number, or an array over steps, particles (1, n) or both: see `optim.many`."""


def by_part(
    settings: Settings | Callable[[slice], Settings], steps: int, n: int
) -> Callable[[slice], dict[str, Any]]:
    """The settings of some of n particles, checked; a table is cut without being copied.

    Raises:
        ValueError: a setting that does not fit.
    """
    if callable(settings):
        return lambda part: _checked(settings(part), steps, part.stop - part.start)
    whole = _checked(settings, steps, n)
    return lambda part: {k: v[:, part] if np.ndim(v) == 2 else v for k, v in whole.items()}


def rows_of(settings: Settings, steps: int) -> Iterator[Any]:
    """The settings in force at each step, as a rule reads them; t counts from 1."""
    s, driven = Row(), {}
    for name, value in settings.items():
        if np.ndim(value) == 0:
            setattr(s, name, value)
        else:
            driven[name] = value
    for k in range(steps):
        s.t = k + 1  # type: ignore[attr-defined]
        for name, values in driven.items():
            setattr(s, name, values[min(k, len(values) - 1)])
        yield s


def _checked(settings: Settings, steps: int, n: int) -> dict[str, Any]:
    """The settings as arrays; numbers as NumPy's, since Python's raise where divided by zero."""
    return {name: _array(name, value, steps, n) for name, value in settings.items()}


def _array(name: str, value: Any, steps: int, n: int) -> Any:
    array = np.asarray(value)
    if array.dtype == bool and array.ndim == 0:
        return bool(value)
    if array.dtype == bool:
        raise ValueError(f"{name} is on or off for all particles and steps.")
    if array.shape not in {(), (steps,), (1, n), (steps, n)}:
        raise ValueError(
            f"{name} is a number, ({steps},), (1, {n}) or ({steps}, {n}), not {array.shape}."
        )
    return np.asarray(array, dtype=float)[()]
