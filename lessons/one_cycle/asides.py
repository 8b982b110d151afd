"""The folds of the lesson on 1Cycle: where its formulas come from, its last words."""

from lessons.beat import Fold
from lessons.one_cycle.ramps import KAPPA, LIMIT, never_ending
from lessons.words import number

REACH = Fold(
    "Why lr/(1 − β)",
    (
        r"Where all gradients are the same g, the sum that PyTorch keeps grows, as in Momentum, to",
        r"$v = g\,(1 + \beta + \beta^2 + \dots) = \frac{g}{1 - \beta}$",
        r"so that a step comes to $\eta/(1-\beta)$ times the gradient. A change of $\eta$ counts "
        r"at once, one of β after some $1/(1-\beta)$ steps.",
    ),
)
HOVER = Fold(
    "The loss a noisy run hovers at",
    (
        r"With noise of deviation σ on each gradient, the variance of a coordinate settles where "
        r"it does in Momentum (“A running average of noisy gradients”). The mean loss is the "
        r"sum of $\lambda/2$ times it. For small rates it is $\frac{\eta\,\sigma^2}{2(1-\beta)}$: "
        "what counts is lr/(1 − β).",
    ),
)


def slowest() -> Fold:
    """What a test reads that never ends."""
    return Fold(
        "An infinitely slow test",
        (
            r"A slow ramp makes many steps near each rate u. Each multiplies x by $1-u$ and y by "
            rf"$1-{KAPPA:.0f}u$. With K steps for each factor e of the rate the sizes are",
            rf"$\ln|x| = K\int \ln(1-u)\,\frac{{du}}{{u}}, \qquad "
            rf"\ln|y| = K\int \ln|1-{KAPPA:.0f}u|\,\frac{{du}}{{u}}$",
            "The loss rises where y has become as large as x again, whatever K is: where both "
            rf"integrals are equal. That is at u = {number(never_ending('exponential'), 3)}, "
            f"{number(never_ending('exponential') / LIMIT, 3)} times the limit.",
            r"Smith’s ramp is linear: the same with $du$ in place of $du/u$. It spends more steps "
            f"above the limit, and reads {number(never_ending('linear'), 3)}, "
            f"{number(never_ending('linear') / LIMIT, 3)} times the limit.",
        ),
    )


CONSTANT = Fold(
    "Why a constant rate needs at least 25 y² steps",
    (
        r"On the wall the slope is $y^3$, so a step makes $y \to y\,(1 - \eta y^2)$. From a height "
        r"$y_0$ it comes down only if $|1 - \eta y_0^2| < 1$:",
        r"$\eta < \frac{2}{y_0^2}$",
        "From a height of 2 that is 0.5. There a run bounces between 2 and −2 for ever; at 0.6 it "
        "diverges.",
        r"In the valley the slope in x is at most 0.2, so a step is at most "
        r"$0.2\,\eta < 0.4/y_0^2$ long. The way is 10 long:",
        r"$\frac{10}{0.4 / y_0^2} = 25\,y_0^2 \text{ steps at least}$",
        "A schedule may start low, get down the wall in one step, and take the valley at a rate "
        "that would have thrown it out at the start. Momentum does the same in another way: in "
        "the valley its gradients agree and add up.",
    ),
)
COUNTED = Fold(
    "How the steps are counted",
    (
        "A schedule is made for a number of steps. For each number and each peak (16 for every "
        "factor of ten) 40 runs start at x from −11 to −9 and y within a tenth of the height. The "
        "number is enough if with some peak their median comes to a loss of 0.02. Tried are 8, "
        "10, 12, 14, 16, 20 … up to 1024: a count may be too high by up to a quarter.",
    ),
)
TUNED = Fold(
    "What “tuned” means here",
    (
        "For each schedule 33 peaks, 16 for every factor of ten, make 1000 runs with noise each. "
        "The peak with the lowest median last loss is taken, and 20 000 runs with other noise give "
        "the numbers. The bowl is turned by 45 degrees together with the start, so that a rule "
        "that works along the axes has no advantage. Exponential falls to 1 % of its peak.",
    ),
)
READ_OFF = Fold(
    "What is read off a test, and what is good",
    (
        "A test goes from 1e−7 to 10 in 100 steps; its loss is smoothed by 0.98, as fastai does. "
        "Steepest: where it falls fastest from step to step. Lowest: its least. Blow-up: where it "
        "is first over 4 times its least, or else the end of the ramp. With noise the median of "
        "40 tests is taken.",
        "A peak is good if a 1Cycle of 150 steps with it ends within 10 times of the best such "
        "loss, with noise in the median of 400 runs.",
    ),
)
LAST_WORDS = (
    Fold(
        "To remember",
        (
            "The rate leaves, the decay arrives: a noisy run is only as good as its last, low "
            "rates.",
            "A range test reads where this path blows up, not how high a rate the landscape "
            "allows. "
            "On the bowl that is five times as much.",
        ),
    ),
    Fold(
        "What is often said, and does not hold here",
        (
            "Momentum goes down so that the run stays stable (beat 3: it would tolerate more with "
            "high momentum). The range test finds the largest stable rate (beat 4). A slower test "
            "reads better (beat 5). Take a tenth of the lowest point (beat 6). 1Cycle avoids sharp "
            "minima (beat 7). The warm-up explores (beat 7: it settles). 1Cycle needs no tuning "
            "(beat 8: a peak of 8.66 works, 9 diverges). Ten times faster than exponential decay "
            "(beat 9).",
            "Each of these holds somewhere. The people who wrote them were looking at a network, "
            "where more than two weights are at work.",
        ),
    ),
    Fold(
        "What this toy cannot show",
        (
            "Two weights and Gaussian noise have nothing to generalize to. Super-convergence is a "
            "statement about the test accuracy of large networks; it is neither confirmed nor "
            "refuted here. The wall and the valley of beat 8 were built to have the property.",
        ),
    ),
    Fold(
        "Sources",
        (
            "Smith 2017, Cyclical Learning Rates for Training Neural Networks (1506.01186: the "
            "range test, a linear ramp). Smith, Topin 2017, Super-Convergence (1708.07120). Smith "
            "2018, A Disciplined Approach to Neural Network Hyper-Parameters: Part 1 (1803.09820: "
            "the name 1cycle; momentum in section 4.3). Loshchilov, Hutter 2017, SGDR. Goyal et "
            "al. 2017, Accurate, Large Minibatch SGD (warm-up). Gugger 2018, fast.ai (lr_find, "
            "AdamW with 1cycle). Cohen et al. 2021, Edge of Stability (2/lr). PyTorch issue 40362 "
            "(three_phase).",
        ),
    ),
)
CLAIMED = Fold(
    "What the papers claim",
    (
        "Smith and Topin trained ResNet-56 on Cifar-10 with rates up to 3: 10 000 iterations did "
        "what 80 000 did with a piecewise constant rate. They write “as much as an order of "
        "magnitude”, “for certain hyper-parameter values”, and named it after superconductivity, "
        "since it happens “only in limited and specific circumstances”. Other regularization had "
        "to be reduced, and it was stronger with little labelled data. Nesterov, AdaDelta and "
        "AdaGrad showed it, Adam is said not to. fast.ai in 2018: AdamW with 1cycle, 5 to 10 times "
        "on several sets. The effect is of 2017, the name of 2018.",
    ),
)
