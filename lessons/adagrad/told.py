"""Sentences of the lesson on AdaGrad whose words, too, depend on what was found."""

import math

import numpy as np

from comparison import Comparison, Trajectory
from lessons.adagrad import regrets
from lessons.adagrad.runs import BOWL, Array, adagrad, alone
from lessons.adagrad.scans import RATES, when_there
from lessons.words import ending, number, thousands, vector
from pictures.shape import Point

STARTS = ((-4.0, 2.0), (3.0, -2.0), (5.0, 3.0), (-0.5, 2.0), (2.0, 0.3), (4.0, 0.1))


def point(at: Array) -> Point:
    """A place as two numbers."""
    x, y = at.tolist()
    return x, y


def in_the_long_run(noisy: bool, falls: float, shaken: Array) -> str:
    """What the rates do, and why."""
    if not noisy:
        return (
            f"As the run arrives its gradients fade, and the sums stop growing. From then on its "
            f"distance falls by {100.0 * falls:.1f} % at every step: AdaGrad has become gradient "
            "descent with two fixed rates, and arrives. Now switch the noise on."
        )
    said = [f"{vector(shaken[t - 1], 3)} at step {number(t)}" for t in (1, 100, len(shaken))]
    return (
        f"With noise the gradients never end. The rates are {said[0]}, {said[1]} and {said[2]}: "
        "now they do fall like 1/√t (dotted). Rates go to zero while gradients keep coming, and "
        "only then."
    )


def starts_afresh(step: int, second: Trajectory, picture: Comparison) -> str:
    """What the second walker does."""
    if not step:
        return "Press the button to see it go."
    x = number(float(second.positions[step, 0]), 3)
    begins = f"{{1|Starting afresh}} after step {step}, at x = {x}, it"
    if second.reached is not None:
        return f"{begins} {ending(second)}."
    end = number(float(second.positions[-1, 0]), 3)
    return f"{begins} is at x = {end} after {picture.steps} steps."


def lemma(name: str) -> str:
    """What the lemma comes to for a sequence of gradients."""
    words, share = regrets.SEQUENCES[name][0], number(regrets.share(name))
    return (
        f"Its heart is a lemma: the sum of all g²/√G lies between √G and 2√G. For gradients that "
        f"are {words}, with {thousands(regrets.TERMS)} terms, it is {share} times √G."
        if name != "spike"
        else "Its heart is a lemma: the sum of all g²/√G lies between √G and 2√G. For one spike "
        f"and then nothing it is {share} times √G."
    )


def at_theory(start: Point) -> tuple[int, int]:
    """When AdaGrad arrives from a start: at the distance over √2, and at its best rate."""
    far = max(map(abs, start))
    scene = BOWL.changed(start=start)
    starts = np.repeat(np.reshape(start, (2, 1)), len(RATES), axis=1)
    return (
        alone(adagrad(far / math.sqrt(2.0)), scene).reached or scene.steps,
        int(np.nanmin(when_there(adagrad(), scene, starts, RATES))),
    )
