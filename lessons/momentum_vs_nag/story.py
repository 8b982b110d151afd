"""The walkthrough: sixteen beats, six of them the short path."""

from functools import cache
from typing import Any

from lessons.figure import Beat
from lessons.momentum_vs_nag import one_step, whole_run
from lessons.momentum_vs_nag.runs import BOWL


@cache
def beats() -> tuple[Beat, ...]:
    """All beats in order."""
    return (*one_step.beats(), *whole_run.beats())


@cache
def story() -> dict[str, Any]:
    """The whole story for the blackboard."""
    return {
        "titles": ["Momentum", "NAG"],
        "roles": ["momentum", "nesterov"],
        "beats": [{**beat.data(), "ground": BOWL} for beat in beats()],
    }
