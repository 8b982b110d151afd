"""The folds of the lesson on AdaGrad: the proof, what it leaves out, its last words."""

from collections.abc import Mapping, Sequence
from typing import Any

from lessons.adagrad import regrets
from lessons.adagrad.runs import BOWL, DIAGONAL, LR, Array, adagrad, alone, gap
from lessons.adagrad.scans import dial, patience
from lessons.beat import Fold
from lessons.words import few, number, thousands
from optim import OPTIMIZERS
from pictures.shape import Point

SHRUNK = 1e-3


def a_head_start() -> Fold:
    """What Keras and optax do otherwise."""
    kappas = (1.0, 25.0, 100.0, 1e4)
    runs = [alone(adagrad(convention="keras"), DIAGONAL, kappa=k) for k in kappas]
    apart = max(gap(run, runs[0]) for run in runs[1:])
    rule = OPTIMIZERS["adagrad"].rule("keras")
    before = next(s.default for s in rule.settings if s.name == "initial_accumulator_value")
    g = [SHRUNK * abs(x) * c for x, c in zip(BOWL.start, (1.0, 25.0), strict=True)]
    first = [number(LR * v / (before + v * v) ** 0.5, 3) for v in g]
    return Fold(
        "Where κ does not quite cancel",
        (
            f"PyTorch starts the sums G at zero. Keras and optax start them at {number(before)}: a "
            "head start that has a unit, and units no longer cancel. Here the paths for different "
            f"κ then part by up to {number(apart, 2)}.",
            "It matters more where gradients are small. Multiply the loss of the first beat by "
            f"{number(SHRUNK)}. PyTorch’s first step stays lr in each coordinate. With the head "
            f"start it is {first[0]} times lr in x and {first[1]} times lr in y.",
        ),
    )


def turning(narrow: Mapping[str, Any], wide: Mapping[str, Any]) -> Fold:
    """Other condition numbers, and why the whole matrix does not see the angle."""
    mild, severe = ([int(steps) for steps, _ in found["adagrad"]] for found in (narrow, wide))
    bare = int(narrow["gradient_descent"][0][0])
    return Fold(
        "Other ravines, and why the whole matrix does not see the angle",
        (
            f"At κ = 25 AdaGrad needs {few(mild)} steps at 0, 10, 30 and 45 degrees, gradient "
            f"descent {bare}. At κ = 1000 it needs {few(severe[:3])} at 0, 10 and 30.",
            r"Turn everything by a rotation R. The gradients become $R g$, so that G becomes",
            r"$\sum (R g)(R g)^{\mathsf T} = R\,G\,R^{\mathsf T}$",
            "its root in the step becomes",
            r"$(R\,G\,R^{\mathsf T})^{-1/2} = R\,G^{-1/2} R^{\mathsf T}$",
            r"and the step $G^{-1/2} g$ becomes $R\,G^{-1/2} g$: the same step, turned. The "
            "diagonal of G does not turn with it, and that is all AdaGrad keeps.",
            "At its first step the matrix has seen one direction only. Where it knows nothing (its "
            "eigenvalue is zero) the lesson makes no step.",
        ),
    )


def in_a_batch(often: int, dense: Sequence[int], grown: Array, apart: Array) -> Fold:
    """Rarity that is averaged over a batch, and how the two rates grow apart."""
    late = 50
    first, later = (
        f"{number(grown[t - 1, 0], 3)} and {number(grown[t - 1, 1], 3)} at step {t}, "
        f"{number(apart[t - 1], 3)} times"
        for t in (1, late)
    )
    return Fold(
        "When rarity is flatness",
        (
            "Real training averages over a batch. A feature that one example in k has then gives a "
            "gradient at every step, but only a k-th of it. That is a curvature of 1/k: averaged "
            f"rarity is flatness. For k = 10 and 50 gradient descent then needs {few(dense)} "
            "steps, exactly what the curvatures c = 10 and 50 cost in the bottom row.",
            f"With k = {often} and c = 50 AdaGrad’s rates of y and x, the larger one first, are "
            f"{first}, and {later} apart. Both have fallen; that of the rare one has fallen less.",
        ),
    )


PROOF = Fold(
    "The proof",
    (
        r"One coordinate at a time, for convex losses $f_t$ that may change from step to step, and "
        r"any fixed point $x^*$. Let $D \ge |x_t - x^*|$ for all t, and $G_t = \sum_{s \le t} "
        r"g_s^2$.",
        "1. A convex loss lies above its tangent, so",
        r"$f_t(x_t) - f_t(x^*) \le g_t\,(x_t - x^*)$",
        "The right side is a sum over coordinates. So one of them is enough.",
        r"2. Take the step $x_{t+1} = x_t - \eta\,g_t/\sqrt{G_t}$, subtract $x^*$, square, and "
        r"multiply by $\sqrt{G_t}/(2\eta)$:",
        r"$g_t\,(x_t - x^*) = \frac{\sqrt{G_t}}{2\eta}\left[(x_t - x^*)^2 - (x_{t+1} - x^*)^2"
        r"\right]$",
        r"$+ \frac{\eta}{2}\,\frac{g_t^2}{\sqrt{G_t}}$",
        "3. Add up the first terms, and collect what belongs to each distance:",
        r"$\frac{\sqrt{G_1}}{2\eta}(x_1 - x^*)^2 + \sum_{t \ge 2} \frac{\sqrt{G_t} - "
        r"\sqrt{G_{t-1}}}{2\eta}(x_t - x^*)^2 - \dots$",
        r"$\le \frac{D^2 \sqrt{G_T}}{2\eta}$",
        r"since $\sqrt{G_t}$ never falls: no bracket is negative, each distance is at most D, and "
        "the brackets add up to the last root.",
        r"4. The lemma, $\sum g_t^2/\sqrt{G_t} \le 2\sqrt{G_T}$. Each square is a difference of "
        "two sums:",
        r"$g_t^2 = G_t - G_{t-1} = (\sqrt{G_t} - \sqrt{G_{t-1}})(\sqrt{G_t} + \sqrt{G_{t-1}})$",
        r"$\le (\sqrt{G_t} - \sqrt{G_{t-1}}) \cdot 2\sqrt{G_t}$",
        r"Divide by $\sqrt{G_t}$ and add up: all but the last root cancel. (The same line with "
        r"$\ge \sqrt{G_t}$ in place of $\le 2\sqrt{G_t}$ gives at least $\sqrt{G_T}$.)",
        "5. Together, over all coordinates i:",
        r"$\text{regret} \le \sum_i \left(\frac{D_i^2}{2\eta} + \eta\right)\sqrt{G_{T,i}}$",
        r"It is least at $\eta = D/\sqrt 2$, where it is $\sqrt 2\,D \sum_i \sqrt{G_{T,i}}$ (Duchi "
        "et al. 2011, Theorem 5 and its corollary). Here eps = 0, and a coordinate that has seen "
        "no gradient stands still. With a box around the points, going back to it only shortens "
        "distances.",
        r"6. If all gradients are at most L, then $\sqrt{G_T} \le L\sqrt T$. So the mean regret "
        r"falls like $1/\sqrt T$, and for a fixed f so does $f(\bar x) - f^*$ at the mean of all "
        "points.",
        "In the pictures D is, for each coordinate, the largest distance so far.",
    ),
)


def from_six_starts(quick: Mapping[Point, tuple[int, int]]) -> Fold:
    """How good the theorem's rate is."""
    named, best = zip(*quick.values(), strict=True)
    return Fold(
        "How good is the distance over √2?",
        (
            f"From {len(quick)} starts, each with its own distance D (of the farther coordinate), "
            f"AdaGrad at D/√2 arrives in {_span(named)} steps, at the best of all rates in "
            f"{_span(best)}. Nobody knows D in practice. D-Adaptation "
            "(Defazio, Mishchenko 2023) estimates it on the way.",
        ),
    )


def _span(values: Sequence[int]) -> str:
    low, high = min(values), max(values)
    return (
        f"{low}" if low == high else f"{low} or {high}" if high == low + 1 else f"{low} to {high}"
    )


def words() -> Fold:
    """How the bars were made."""
    return Fold(
        "How this was measured",
        (
            "Each round brings one word, number i with a share ∝ 1/i², and a label of −1 or 1. The "
            "loss is |x − label| for the weight x of that word, kept between −1 and 1. A fifth of "
            "the labels are flipped. The regret is against the best fixed weights, the mean over "
            f"{regrets.SEEDS} seeds; “best rate” is the best of {len(regrets.TRIED)}, ten for "
            "every factor of ten.",
            "The rates that theory names are the whole distance over √2 for gradient descent, "
            r"$2\sqrt d/\sqrt 2$ (divided by $\sqrt t$, or by $\sqrt T$ for a constant rate), and "
            r"the distance of one weight over √2 for AdaGrad, $2/\sqrt 2$.",
            r"The ratio of the bounds is $\sum_i \sqrt{p_i} / \sqrt{d \sum_i p_i}$ for shares p. "
            r"By the inequality of Cauchy and Schwarz it is at most 1, and at least $1/\sqrt d$, "
            "where one weight sees all gradients. For d = 2, 10, 100, 1000, 10 000 and 1 000 000 "
            "words it is "
            + few(float(f"{regrets.bound_ratio(d):.3g}") for d in (2, 10, 100, 1000, 10**4, 10**6))
            + ".",
        ),
    )


def last_words(own: Sequence[int], task: int, most: int) -> tuple[Fold, ...]:
    """What is found, remembered, left out, and where it comes from."""
    lr = dial("adagrad")[task][1]
    return (
        Fold(
            "How far can it be turned?",
            (
                f"To {task} degrees, at lr {number(lr, 3)}. Over all rates the fewest steps are "
                f"{own[task - 1]} at {task - 1} degrees, {own[task]} at {task} and {own[task + 1]} "
                f"at {task + 1}. Momentum needs {most} at all of them.",
            ),
        ),
        Fold(
            "What is often said, and does not hold here",
            (
                "Parameters with large gradients get smaller updates (beat 3: smaller rates, equal "
                "updates). Rates rise where gradients are small (beat 2: no rate ever rises). It "
                "divides by the sum of squares (beat 6: by its root). It handles ravines (beat 4: "
                "along the axes only). It knows the curvature (beat 4: it knows the axes). It is "
                "made for sparse data because that is sparse (beat 5). "
                "The rate goes to zero and learning stops (beats 2 and 6; true after a cliff, beat "
                f"7). It needs no tuning (beat 8: {own[0]} steps, or {thousands(patience(0.01))}).",
                "Rate and update are two things. Most of these mix them up.",
            ),
        ),
        Fold(
            "What this toy cannot show",
            (
                f"A bowl without noise is the kindest case: {own[0]} steps come from an lr that is "
                "about the distance. Axes are not absurd in networks: embeddings and biases have "
                "natural ones, and transformers train worse with Adam when their weights are "
                "turned at random (Zhang, Maes et al.). Regret is about convex losses that come "
                "one by one, not about test errors.",
            ),
        ),
        Fold(
            "Sources",
            (
                "Duchi, Hazan, Singer 2011, Adaptive Subgradient Methods (JMLR 12, 2121). McMahan, "
                "Streeter 2010 (COLT: the same idea in the same year as its first version). "
                "Zinkevich 2003 (online gradient descent). Gupta, Koren, Singer 2018, Shampoo. "
                "Vyas et al. 2024, SOAP. Defazio, Mishchenko 2023, Learning-Rate-Free Learning by "
                "D-Adaptation. Zhang, Maes et al. 2024, 2410.19964 (rotations). "
                "building-babylon.net 2016 (why the basis matters).",
            ),
        ),
    )
