"""Sentences and tables of the lesson on adaptive rates that depend on where its controls stand."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from comparison import Trajectory
from lessons.adaptive_rates import rates, runs, samples
from lessons.adaptive_rates.runs import LR, RMSPROP
from lessons.beat import Table
from lessons.words import listed, number

BETAS = (0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999)


def divisors(alpha: float) -> Table:
    """What each of the three divides by at a few steps."""
    steps = (1, 10, 100)
    rows = [
        (name, *(number(value) for value in values))
        for name, values in zip(
            ("AdaGrad √G", "RMSProp √v", "Adam √v̂"), runs.divisors(alpha, steps), strict=True
        )
    ]
    return Table(("divided by", *(f"t = {t}" for t in steps)), tuple(rows))


def first_step(size: float) -> str:
    """Whether an uncorrected first step is too long."""
    if np.isclose(size, 1.0):
        return "just right"
    return "too long" if size > 1.0 else "too short"


def _longest_at(sizes: runs.Array) -> str:
    """The step of the longest; a dash where none is longer than lr."""
    return str(int(sizes.argmax()) + 1) if sizes.max() > 1.0 + 1e-6 else "–"


def longest(sizes: runs.Array) -> str:
    """Which uncorrected step is the longest."""
    at = _longest_at(sizes)
    if at == "–":
        return "No step is longer than lr."
    return f"The longest is step {at}, {number(sizes.max())}·lr."


def uncorrected(chosen: float) -> Table:
    """The first and the largest step without correction, for several memories."""
    t = np.arange(1, 2000)
    rows = [
        (number(b), number(sizes[0], 4), number(sizes.max(), 3), _longest_at(sizes))
        for b in sorted({*BETAS, chosen})
        for sizes in (runs.uncorrected(b, t),)
    ]
    return Table(("β2", "first step / lr", "largest / lr", "at step"), tuple(rows))


def bouncing(alpha: float, steps: int) -> str:
    """What RMSProp does at the end of a run on the slope."""
    x = runs.on_slope(alpha, steps)[RMSPROP].positions[:, 0]
    size = abs(float(x[-1]))
    if abs(size - LR / 2.0) < 0.002:
        return (
            f"At step {steps} it jumps from {number(x[-2], 3)} to {number(x[-1], 3)}, and back: "
            "±lr/2."
        )
    if size < 1e-6:
        return (
            f"At step {steps} it looks cured: |x| is {number(size, 2)}. But its memory still "
            "fades: try more steps."
        )
    return f"At step {steps} |x| is {number(size, 3)} and grows: the same bounce is on its way."


def floor_table() -> Table:
    """|x| of RMSProp with both memories, and of Adam."""
    steps = (100, 300, 1000, 2000, 5000)
    found = {f"RMSProp, α {number(a)}": runs.on_slope(a, 5000)[1] for a in (0.9, 0.99)}
    found["Adam"] = runs.on_slope(0.99, 5000)[2]
    rows = [
        (name, *(number(abs(float(run.positions[t, 0])), 3) for t in steps))
        for name, run in found.items()
    ]
    return Table(("|x| at step", *map(str, steps)), tuple(rows))


def good_rates(found: Mapping[str, Any], steps: bool = True) -> Table:
    """How wide each range of good rates is, and the fewest steps at any of them."""
    head = ("", "decades", "from", "to", "fewest steps", "at lr")
    shown = len(head) if steps else len(head) - 2
    rows = [(rates.RULES[rule][0], *_row(entry))[:shown] for rule, entry in found.items()]
    return Table(head[:shown], tuple(rows))


def _row(entry: Any) -> tuple[str, ...]:
    if entry is None:
        return ("–",) * 5
    high = entry["high"]
    end = (number(high, 2) if high < 99.0 else number(high)) + ("+" if entry["open"] else "")
    return (
        number(rates.decades(entry), 3), number(entry["low"], 2), end, str(entry["fewest"]),
        number(entry["at"], 2),
    )  # fmt: skip


def widest(found: Mapping[str, Any], where: str) -> str:
    """Who arrives at the widest range of rates, and who in the fewest steps."""
    known = {rule: entry for rule, entry in found.items() if entry}
    wide = max(known, key=lambda rule: known[rule]["count"])
    quick = min(known, key=lambda rule: known[rule]["fewest"])
    names = {rule: rates.RULES[rule][0] for rule in known}
    missing = [rates.RULES[rule][0] for rule in found if rule not in known]
    none = f" No rate works for {listed(missing)}." if missing else ""
    return (
        f"Here ({where}) the widest range, {number(rates.decades(known[wide]), 2)} decades, is "
        f"that "
        f"of {names[wide]}; the fewest steps, {known[quick]['fewest']}, are those of "
        f"{names[quick]}.{none}"
    )


def resting(beta2: float) -> str:
    """Where the answer rests, beside mean and median."""
    at = samples.rest(beta2)
    if at < 1e-6:
        return (
            f"At β2 = {number(beta2)} hardly anything but signs counts: it rests at "
            f"{number(samples.MEDIAN)}, the median."
        )
    off = (samples.MEAN - at) / samples.MEAN
    return (
        f"At β2 = {number(beta2)} it rests at {number(at, 3)}, {number(100.0 * off, 2)} % below "
        "the mean."
    )


def balance(steps: runs.Array) -> str:
    """How the steps of the zeros cancel the large number's."""
    zeros = -float(steps[:-1].sum())
    if not np.isclose(zeros, steps[-1]):
        return "There nine small votes outweigh a large one."
    return (
        f"There the {len(steps) - 1} steps of the zeros, {number(zeros, 3)}·lr together, cancel "
        f"the one of the {number(max(samples.NUMBERS))}."
    )


def distances(gap: runs.Array, steps: Sequence[int]) -> str:
    """How far a run was at a few steps."""
    return ", ".join(number(float(gap[step]), 2) for step in steps)


def cured(remedy: str, run: Trajectory) -> str:
    """What a remedy does to Adam on the bowl; `run` is the one with it."""
    if remedy == "none":
        return "Try the remedies."
    enough = number(runs.BIG * runs.KAPPA / runs.LIMIT, 3)
    why = {
        "amsgrad": "AMSGrad divides by the largest v so far, so its rate never grows back.",
        "eps": f"ε = {number(runs.EPS)} in the divisor keeps the rate under lr/ε. From ε = "
        f"{enough} on the limit is never reached.",
        "cosine": "The cosine lets lr fall to nothing while √v̂ fades.",
    }[remedy]
    return (
        f"{why} Rate times curvature gets to {number(float(runs.sharpness(run).max()), 3)} at "
        f"most, and the run ends {number(float(runs.distance(run)[-1]), 1)} from the minimum."
    )


def rare() -> Table:
    """Adam's answers at its default memory, by rarity."""
    answers = [number(round(samples.rare_rest(n, runs.BETA2), 3)) for n in samples.RARE]
    return Table(("one in", *map(str, samples.RARE)), (("answer", *answers),))
