"""Sentences of the lesson on 1Cycle whose words, too, depend on what was found."""

import math
from collections.abc import Iterable, Mapping, Sequence

from lessons.one_cycle.runs import Array
from lessons.words import number

SAME = 0.005
"""What differs by less than this share is the same."""


def in_places(values: Iterable[float], places: int) -> str:
    """Numbers one after the other, all with as many decimals."""
    return ", ".join(f"{value:.{places}f}" for value in values)


def in_ink(words: Mapping[int, str]) -> str:
    """Each in the colour of its run."""
    return ", ".join(f"{{{place}|{said}}}" for place, said in words.items())


def rise(times: float, peak: int) -> str:
    """How far the rate rises, and by when."""
    if times < 1.0 + SAME:
        return "The rate starts at its peak and does not rise."
    return f"The rate rises {number(times, 3)}-fold and peaks at step {peak}."


def step_length(times: float, momentum: Array) -> str:
    """How far a step grows, and why no further."""
    first, least = (number(1.0 / (1.0 - beta), 3) for beta in (momentum[0], momentum.min()))
    memory = f"the memory 1/(1 − β) shrinks from {first} steps to {least}"
    if times < 1.0 + SAME:
        return f"A step does not grow, since {memory}."
    return f"A step grows {number(times, 3)}-fold, since {memory}."


def lower_than_cycled(median: Mapping[str, float]) -> str:
    """Which ways of the momentum end lower than the one that goes down and up."""
    lower = [name for name, end in median.items() if end < median["cycled"]]
    fixed = [name for name in lower if name != "upside"]
    said = [f"β fixed at {' or '.join(number(float(name)) for name in fixed)}"] if fixed else []
    said += ["the cycle upside down"] if "upside" in lower else []
    return f"Here {', or '.join(said)}, ends lower (table)." if said else "Here nothing ends lower."


def hidden(x: float, y: float, kappa: float) -> str:
    """Whether the steep part can be seen in the loss where the rate passes its limit."""
    if kappa * y**2 < 0.1 * x**2:
        return "It has to grow back before anybody can see it."
    return "Here the flat part does not hide it."


def staying(shares: Mapping[str, float]) -> str:
    """Whether 1Cycle stays more often than a constant rate."""
    cycle, constant = (round(100.0 * shares[form]) for form in ("one_cycle", "constant"))
    many = "As many" if cycle == constant else "More" if cycle > constant else "Fewer"
    return f"{many} with 1Cycle {'as' if cycle == constant else 'than'} with a constant rate."


def against(constant: float, cycle: float) -> str:
    """The steps of a constant rate beside 1Cycle's, in words."""
    if not (math.isfinite(constant) and math.isfinite(cycle)):
        return ""
    if constant == cycle:
        return ": as many"
    if constant < cycle:
        return ": fewer"
    return f": {number(constant / cycle, 3)} times as many"


def costs(median: Mapping[str, float]) -> str:
    """What warm-up and momentum cycle cost, from the last losses without them."""
    warm, cycle = median["fixed"] - median["cosine"], median["one_cycle"] - median["fixed"]
    least = SAME * median["fixed"]
    first = f"A warm-up costs {'nothing' if warm < least else 'a little'} here"
    if cycle < least:
        return f"{first}, the momentum cycle {'nothing' if warm >= least else 'neither'}."
    return f"{first}, the momentum cycle {'a little more' if cycle > warm else 'a little too'}."


def named(forms: Sequence[str], words: Mapping[str, str], values: Iterable[float]) -> str:
    """Each run's value with its name, in its colour."""
    pairs = zip(forms, values, strict=True)
    return in_ink({k: f"{words[form]} {number(v, 2)}" for k, (form, v) in enumerate(pairs)})
