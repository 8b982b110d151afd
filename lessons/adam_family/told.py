"""Sentences of the lesson whose words depend on what was found."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lessons.adam_family.runs import first_steps, named
from lessons.words import listed, number, vector

FIRST = {
    "adam": "A first gradient divided by its own size is 1 or −1, however large it is.",
    "nadam": "A little more than lr, equally in both: the gradient counts twice at first, bare and "
    "in the average.",
    "adamax": "At the first step the largest gradient is the gradient itself, so nothing differs.",
    "adamw": "Its decay pulls as well: lr·λ of the place itself, towards 0.",
    "nesterov": "It has nothing to divide by, so a large gradient makes a long step.",
}


def first_step(key: str) -> str:
    """The first step of one, and why."""
    found = first_steps()
    said = f"{named(key)}’s first step is {vector(found[key])}. {FIRST[key]}"
    if key == "nesterov":
        return f"{said} That is as PyTorch stores it; NAG’s classical form has " \
            f"{vector(found['classical'])}."  # fmt: skip
    return said


def arrives(step: int | None, steps: int) -> str:
    """When a run arrives."""
    return f"has not arrived after {steps} steps" if step is None else f"arrives at step {step}"


def stays(step: int | None) -> str:
    """The step from which a run stays, for a table."""
    return "not" if step is None else str(step)


def braked(adam: float, nadam: float) -> str:
    """Whether NAdam goes less far past the floor."""
    if nadam < adam:
        return "So it brakes."
    return "At this rate it goes no less far even so."


def at_first(rate: str, arrive: Sequence[int | None]) -> str:
    """When both arrive, at a rate that the beat has not told of before."""
    return "" if rate == "0.3" else f"At lr {rate} NAdam arrives at step {arrive[1]}, Adam at " \
        f"{arrive[0]}. "  # fmt: skip


def thrown_out(at: int | None, highest: float, since: int | None, steps: int) -> str:
    """Whether NAdam is thrown out again."""
    if at is None:
        return f"Within {number(steps)} steps nothing of that is seen yet."
    again = "and has not come back" if since is None else f"and stays only from step {since}"
    return f"It shows at step {at}: NAdam is thrown out to |y| = {number(highest, 4)}, {again}."


def crossed(at: int | None) -> str:
    """Since when NAdam is beyond its limit."""
    if at is None:
        return "NAdam stays below its limit here."
    return f"NAdam is beyond its limit from step {at} on: now each step makes |y| larger, " \
        "from next to nothing."  # fmt: skip


def walk(silence: int, sums: dict[str, Any]) -> str:
    """How far all have walked after a silence."""
    total = {key: float(s[-1]) for key, s in sums.items()}
    longest = {key: float(np.diff(s).max()) for key, s in sums.items()}
    return (
        f"After {silence} steps of silence {named('adam')} walks {number(total['adam'], 3)} lr in "
        f"all, its longest step is {number(longest['adam'], 3)} lr. {named('nadam')} makes up to "
        f"{number(longest['nadam'], 3)} lr in one step. {named('adamax')} walks "
        f"{number(total['adamax'], 4)} lr."
    )


def homes(found: dict[str, int | None], steps: int, factor: str) -> str:
    """From which step each is home."""
    said = [
        f"{named(key)} {f'at step {at}' if at is not None else f'not within {steps} steps'}"
        for key, at in found.items()
    ]
    return f"With that gradient times {factor} they arrive: {listed(said)}."


def thrown_to(factor: float, far: float, usual: float) -> str:
    """What one gradient does to momentum, and to those with a divisor."""
    if factor == 1.0:
        return f"So it is without an outlier; {named('momentum')} swings to x = {number(far, 3)}."
    others = "The others divide by what they remember, and step shorter for long."
    if far <= usual:
        return (
            f"{named('momentum')} has no divisor: it is pushed down the slope, and swings to x = "
            f"{number(far, 3)}, as without. {others}"
        )
    return (
        f"{named('momentum')} has no divisor. It is thrown to x = {number(far, 3)}, and forgets "
        f"within tens of steps. {others}"
    )


def wall_at(decay: float, end: Sequence[float]) -> str:
    """Where the wall stands, and whether it is met."""
    if not decay:
        return f"With λ = {number(0.0)} there is no wall: AdamW ends at {vector(end, 3)}."
    sides = sum(abs(value) > 0.99 / decay for value in end)
    where = ("inside the square", "at a side of the square", "in a corner of the square")[sides]
    return (
        f"At λ = {number(decay, 3)} {named('adamw')} ends at {vector(end, 3)}, {where} of "
        f"half-side 1/λ = {number(1.0 / decay, 3)}."
    )


def race_line(told: dict[str, Any], names: Sequence[str], digits: int, what: str) -> str:
    """Who wins an event, or that nobody does."""
    heats = told["heats"]
    place = told["winner"]
    scores = [heat["score"] for heat in heats]
    order = sorted(range(len(scores)), key=scores.__getitem__)
    if place is None:
        said = f"{names[order[0]]} {number(scores[order[0]], digits)}, {names[order[1]]} " \
            f"{number(scores[order[1]], digits)}"  # fmt: skip
        return f"a tie, with {said} {what}."
    return f"{names[place]} wins with {number(scores[place], digits)} {what}; next comes " \
        f"{names[order[1]]} with {number(scores[order[1]], digits)}."  # fmt: skip
