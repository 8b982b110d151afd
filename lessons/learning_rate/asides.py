"""The folds of the lesson on the learning rate: where its formulas come from, its last words."""

from lessons.beat import Fold
from lessons.learning_rate.five_points import STEEP, curvatures
from lessons.words import number

NO_ZIGZAG = Fold(
    "Why the loss cannot zigzag",
    (
        r"A step multiplies each of the two parts $e_i$ of the error by its own factor, "
        r"$e_i \to (1 - \eta\lambda_i)\, e_i$.",
        "The loss above the least is made of their squares, and a square has no sign:",
        r"$f - f_{min} = \frac{1}{2} \sum_i \lambda_i \, e_i^2 \, (1 - \eta\lambda_i)^{2t}$",
        "Each of the two series only falls or only rises. Their sum may fall first and rise "
        "later, once. It cannot go up and down.",
    ),
)
TWO_OVER_LAMBDA = Fold(
    "Where 2/λ comes from",
    (
        r"In a direction of curvature $\lambda$ a step multiplies the error by "
        r"$1 - \eta\lambda$. The error shrinks while that lies between −1 and 1:",
        r"$|1 - \eta\lambda| < 1 \iff 0 < \eta < \frac{2}{\lambda}$",
        "At a factor of 0 it is gone in one step. Below 0 it changes sides. At −1 it changes "
        "sides and keeps its length, for ever. The steepest direction has the lowest limit.",
    ),
)
BEST_RATE = Fold(
    "Why the best rate is κ/(κ + 1) of the limit",
    (
        "The slower direction is as quick as can be where both factors are equally large, with "
        "opposite signs:",
        r"$1 - \eta\lambda_{flat} = -(1 - \eta\lambda_{steep})$",
        r"$\eta = \frac{2}{\lambda_{steep} + \lambda_{flat}}$",
        r"With $\kappa = \lambda_{steep} / \lambda_{flat}$ that is",
        r"$\eta = \frac{\kappa}{\kappa + 1} \cdot \frac{2}{\lambda_{steep}}$",
        r"with the factor $|1 - \eta\lambda| = \frac{\kappa - 1}{\kappa + 1}$ for both.",
        "The larger κ, the nearer the best rate lies to the cliff, and the slower it is.",
    ),
)
UNIT = Fold(
    "Why not a hundred times",
    (
        r"Curvature in $w$ is twice the mean of $x^2$, so it grows with the square of the unit. "
        r"But the bias $b$ has a share in the steep direction, and $b$ has not changed: "
        f"λ goes from {number(STEEP)} to {number(curvatures(10.0)[1])}.",
    ),
)
ALL_DRAWS = Fold(
    "How a mean over all draws is known exactly",
    (
        r"The gradient of point $i$ is linear in the error $e$, the place minus the minimum: "
        r"$g_i = H_i e + c_i$, and the five $c_i$ cancel. A step is "
        r"$e \to e - \eta\, g_i$. So the mean of the products follows from step to step, without "
        "any drawing:",
        r"$E[e e^T] \to \frac{1}{5} \sum_i E[(e - \eta g_i)(e - \eta g_i)^T]$",
        r"The mean loss above the least is half the trace of $H \, E[e e^T]$. Several hundred "
        "drawn runs agree with it.",
    ),
)


def answer(rates: str, near: str, over: str, detour: str, constant: int) -> Fold:
    """Of the last task."""
    return Fold(
        "An answer",
        (
            f"{rates}: that is 1/λ of the steep direction, then 1/λ of the flat one. It ends "
            f"{near} away. The second rate is {over} times over the limit, but the steep part is "
            "gone by then, and there is nothing left to throw out.",
            f"The other order works too, by way of a loss of {detour}. The best constant rate "
            f"needs {constant} steps. The limit is a limit for constant rates.",
        ),
    )


LAST_WORDS = (
    Fold(
        "To remember",
        (
            "The steepest curvature sets the limit, 2/λ; the flattest sets the time. The best "
            "constant rate is κ/(κ + 1) of the limit.",
            "A schedule cools noise. Without noise a falling rate only slows.",
        ),
    ),
    Fold(
        "What is often said, and does not hold here",
        (
            "Too high a rate makes the loss go up and down (beat 3). That it is too high shows at "
            "once (beat 4). A zigzag means that the rate is too high (beat 5). A flat curve means "
            "that the run is done (beat 2). Steps must shrink near the minimum (beat 8). 0.01 is a "
            "good rate to start with (beat 6).",
        ),
    ),
    Fold(
        "What this toy cannot show",
        (
            "A bowl has the same curvatures everywhere. In a network they change with the weights "
            "and tend to rise to 2/lr: the cliff moves to meet the rate (edge of stability). With "
            "several minima a high rate may move on to a flatter one.",
            "One point of five is a small batch. With more points a step the excess falls about "
            "in proportion. And two rates end a bowl with two curvatures; n curvatures need n.",
        ),
    ),
    Fold(
        "Sources",
        (
            "Robbins, Monro 1951, A Stochastic Approximation Method (which sums of rates arrive). "
            "Young 1953, and Altschuler, Parrilo 2023 (rates over the limit that help). LeCun, "
            "Bottou, Orr, Müller 1998, Efficient BackProp. Bottou, Curtis, Nocedal 2018, "
            "Optimization Methods for Large-Scale Machine Learning. Smith, Kindermans, Ying, Le "
            "2018, Don’t Decay the Learning Rate, Increase the Batch Size. Cohen et al. 2021, "
            "Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability.",
        ),
    ),
)
