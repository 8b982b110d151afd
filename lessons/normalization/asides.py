"""What stands behind the lesson on normalization: derivations, limits and sources."""

from landscapes.data.seven_cars import MEAN
from lessons.beat import Fold
from lessons.normalization.cars import SPREAD
from lessons.words import number

SCALINGS = Fold(
    "κ from mean and spread",
    (
        "With a feature of mean m and spread s (after shifting and scaling), the curvatures are "
        "those of",
        r"$2\begin{pmatrix} m^2 + s^2 & m \\ m & 1 \end{pmatrix}$",
        "Its determinant is 4s², whatever m is. Its trace is 2(m² + s² + 1). At m = 0 it has "
        "the entries 2s² and 2 only, and κ is s² or 1/s². Where m is large beside s, κ is about",
        r"$\frac{(m^2 + s^2 + 1)^2}{s^2}$",
        f"Here m is {number(MEAN)} and s {number(SPREAD)}. A unit multiplies both. So it leaves "
        "m/s alone, and κ does not come below about 4(m/s)².",
    ),
)

ROUND = Fold(
    "Why one step is enough",
    (
        "In a bowl of curvature λ in all directions the gradient is λ times the way from the "
        "minimum. So a step is",
        r"$x_{t+1} - x^* = (1 - \eta\lambda)(x_t - x^*)$",
        "and at η = 1/λ nothing is left of the error. In a bowl with two curvatures there is "
        "no such η.",
    ),
)

ARRANGED = Fold(
    "The memory that fits",
    (
        "On curvatures from λ to κλ the settings of momentum that are best in the long run have, "
        "as on the map of Momentum,",
        r"$\sqrt\beta = \frac{\sqrt\kappa - 1}{\sqrt\kappa + 1}$",
        "and √β is what a step leaves of the error, where gradient descent leaves "
        "(κ − 1)/(κ + 1). That is why √κ takes the place of κ. A larger β leaves √β too, as long "
        "as "
        "all directions swing: more memory than the bowl needs makes every run slower.",
    ),
)

BRAKE = Fold(
    "Why the length can only grow",
    (
        "The loss does not change along a ray. So the gradient g has no part along w, and after "
        "a step",
        r"$|w - \eta g|^2 = |w|^2 + \eta^2 |g|^2$",
        "A w of twice the length has half the gradient. So the direction turns by about",
        r"$\frac{\eta\,|\nabla f(w/|w|)|}{|w|^2}$",
        "in a step. A high rate makes w long once; from then on the same rate turns it little.",
    ),
)

LAST_WORDS = (
    Fold(
        "What is often said, and does not hold here",
        (
            "A loss that has fallen far tells of a model that is nearly right (beat 1). Features "
            "are "
            "standardized because their scales differ (beat 3: here dividing alone makes it "
            "worse). "
            "Two steps show who converges faster (beat 6: the one that was ahead arrives later). "
            "The "
            "velocity is a running average (beat 6: in frameworks a sum; the average is not even "
            "ahead). Two cures are better than one (beat 7). Standardized means round (beat 8). "
            "Behind a batch normalization higher rates are faster (beat 9: no rate is as quick as "
            "the "
            "bowl’s best).",
        ),
    ),
    Fold(
        "What this toy cannot show",
        (
            "With one feature and a bias the mean decides. With several independent features, "
            "their "
            "means subtracted, κ is the square of the largest spread over the smallest: 100 for "
            "spreads 10 and 1. There the dividing is what counts.",
            "This is least squares: the curvatures come from the data alone. In a network they "
            "change "
            "with the weights, and what is done to the inputs reaches the first layer only.",
            "The batch normalization here has the scale of its output fixed, and one batch of all "
            "data. Two weights leave a single angle, so what it does to κ cannot be seen. Weight "
            "decay "
            "would make w shorter again.",
            "There is no noise here: the lessons on momentum and on the learning rate have some. "
            "Take "
            "mean and spread from the training data, and use the same two numbers everywhere.",
        ),
    ),
    Fold(
        "Sources",
        (
            "LeCun, Kanter and Solla 1991: inputs with a mean stretch the spectrum of the Hessian. "
            "LeCun, Bottou, Orr and Müller 1998, Efficient BackProp. Polyak 1964: momentum. Ioffe "
            "and "
            "Szegedy 2015: batch normalization. Van Laarhoven 2017: the effective rate. Santurkar "
            "et "
            "al. 2018: what it does and does not do. Arora, Li and Lyu 2019: it tunes its own "
            "rate. "
            "Cai, Li and Shen 2019: on least squares, any rate. Li and Arora 2020.",
            "Data: Auto MPG, R. Quinlan, UCI Machine Learning Repository 1993.",
        ),
    ),
)
