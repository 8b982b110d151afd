"""What takes long on a page: it is made once, and asked for first."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

AT_ONCE = 2_000_000
"""So many particle-steps are made without asking: about a second."""
ALONE = 40
"""A step of a run that steps only alone takes so many times as long."""
MOST_KEPT = 64

T = TypeVar("T")
_kept: dict[tuple[Any, ...], Any] = {}


def asked_for(
    what: tuple[Any, ...], cost: int, said: str, key: str, make: Callable[[], T]
) -> T | None:
    """What is known already, or quick to find; else a button asks for it, and this is None.

    Args:
        what: tells it from all else of its kind.
        cost: in particle-steps.
        said: on the button.
        key: of the button, and of the kind.
        make: finds it.
    """
    kind = (key, *what)
    if kind not in _kept:
        if cost > AT_ONCE and not st.button(said, key=key, type="primary"):
            return None
        _kept[kind] = make()
        while len(_kept) > MOST_KEPT:
            del _kept[next(iter(_kept))]
    found: T = _kept[kind]
    return found
