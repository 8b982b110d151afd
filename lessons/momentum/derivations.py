"""The derivations behind the lesson on momentum, what it leaves out, and its sources."""

import math

from lessons.beat import Fold
from lessons.momentum.runs import BETA, pays_below
from lessons.words import number, thousands
from optim.theory import best


def wins_from(momentum: float) -> float:
    """The condition number from which a fixed momentum beats gradient descent in the long run."""
    root = math.sqrt(momentum)
    return (1.0 + root) / (1.0 - root)


DAMPING = Fold(
    "Why (1 − √r)²",
    (
        "In one direction of curvature λ, with r = lr·λ, a step of momentum is",
        r"$x_{t+1} = (1 + \beta - r)\,x_t - \beta\,x_{t-1}$",
        "A run that shrinks by z at every step must solve",
        r"$z^2 - (1 + \beta - r)\,z + \beta = 0$",
        "Two real solutions: it creeps. Two complex ones: it swings. They are complex where",
        r"$(1 + \beta - r)^2 < 4\beta \iff (1 - \sqrt r)^2 < \beta < (1 + \sqrt r)^2$",
    ),
)

SWINGS = Fold(
    "Why √β, and where memory pays",
    (
        r"The factors of a direction are the roots of $z^2 - (1 + \beta - r)\,z + \beta = "
        "0$. Their product is β. Complex roots are mirror images of each other, so",
        r"$|z|^2 = z\,\bar z = \beta, \qquad |z| = \sqrt\beta$",
        "and r has dropped out. Without memory the factor is 1 − r, for r up to 1. So "
        "memory is faster where",
        r"$\sqrt\beta < 1 - r \iff r < 1 - \sqrt\beta$",
        f"That is r < {number(pays_below(BETA), 3)} for β = {number(BETA)}, and "
        f"{number(pays_below(0.99), 3)} for {number(0.99)}.",
    ),
)

LIMIT = Fold(
    "How high the rate may go",
    (
        r"A run diverges when a root of $z^2 - (1 + \beta - r)\,z + \beta = 0$ passes −1:",
        r"$1 + (1 + \beta - r) + \beta = 0 \iff r = 2(1 + \beta)$",
        "So lr may be up to 2(1 + β)/λ: at most twice the limit without memory.",
    ),
)

BEST = Fold(
    "The best settings, and when a fixed β wins",
    (
        r"$\beta^* = \left(\frac{\sqrt\kappa - 1}{\sqrt\kappa + 1}\right)^2, \qquad "
        r"\eta^* = \left(\frac{2}{\sqrt{\lambda_1} + \sqrt{\lambda_n}}\right)^2$",
        "Their factor is √β*. Gradient descent at its best has (κ − 1)/(κ + 1). A fixed β "
        "beats that where",
        r"$\sqrt\beta < \frac{\kappa - 1}{\kappa + 1} \iff \kappa > "
        r"\frac{1 + \sqrt\beta}{1 - \sqrt\beta}$",
        f"For β = {number(BETA)} from κ = {number(wins_from(BETA), 2)} on, and it is exactly right "
        f"at the square of that, {number(wins_from(BETA) ** 2)}. For β = 0.99: from "
        f"{number(wins_from(0.99), 3)} on, and right at {thousands(wins_from(0.99) ** 2)}. For "
        f"κ = {thousands(1e4)} the best β is {number(best('momentum', 1e4).momentum, 3)}.",
    ),
)

CLOUD = Fold(
    "The cloud, exactly",
    (
        "For the sum with rate η, noise of deviation s and curvature λ, the variance of a "
        "coordinate is",
        r"$\frac{\eta s^2 (1 + \beta)}{\lambda (1 - \beta)\,(2(1 + \beta) - \eta\lambda)}$",
        "At small rates that is η/(1 − β) times a constant. The average has η(1 − β) in "
        "place of η, and β drops out.",
    ),
)

LAST_WORDS = (
    Fold(
        "What is often said, and does not hold here",
        (
            "The velocity is a running average of gradients (beats 2 and 8: frameworks keep a "
            "sum). A run with memory gets faster for ever, like a ball (beat 3: up to 1/(1 − β) "
            "gradient steps). More momentum is faster (beat 4: up to a point). Momentum smooths a "
            f"zigzag (beat 6: with {number(BETA)} it lasts longer). It is faster with "
            f"{number(BETA)} (beat 7: in the long run from κ = {number(wins_from(BETA), 2)} on). "
            "PyTorch’s dampening makes the average (beat 8: its first step is too long). To "
            "average the gradients averages the noise away (beat 9: from the steps, not from the "
            "place).",
        ),
    ),
    Fold(
        "What this toy cannot show",
        (
            "All this is exact for quadratics, so near a minimum. With many curvatures √κ "
            "against κ decides, and in networks κ is in the thousands or more; there 0.9 to "
            "0.99 does pay. The noise here is the same everywhere. Whether memory carries a "
            "run out of a minimum depends on the rate more than on β.",
        ),
    ),
    Fold(
        "Sources",
        (
            "Polyak 1964. Sutskever, Martens, Dahl and Hinton 2013. Goh 2017, Why Momentum "
            "Really Works (its text has 2√β for the modulus; it is √β). O’Donoghue and Candès "
            "2015: restart a run that swings. Zhang and Mitliagkas 2019, YellowFin: the flat "
            "floor. Ma and Yarats 2019, QHM. Yuan, Ying and Sayed 2016 and Wang et al. 2024: "
            "under noise, momentum is a larger rate.",
        ),
    ),
)
