"""The folds of the lesson on Adam's family: where its limits come from, its last words."""

from lessons.adam_family.runs import BETA1, bound, mu, on_slope, stands
from lessons.beat import Fold
from lessons.words import number

STANDS = Fold(
    "Where the limits come from",
    (
        r"While $\sqrt{\hat v}$ hardly changes, a step is $x \to x - r\,[(1-\mu)\,x + \mu\,m]$ "
        r"with $m \to \beta_1 m + (1-\beta_1)\,x$, in a direction of curvature λ, where "
        r"$r = \eta\lambda/\sqrt{\hat v}$ and gradients are counted in units of λ.",
        "A run diverges when it jumps to the other side without coming nearer: x turns its sign at "
        r"each step, $x_{t+1} = -x_t$. Then m does so too, and",
        r"$m = -\beta_1 m + (1-\beta_1)\,x \;\Rightarrow\; m = \frac{1-\beta_1}{1+\beta_1}\,x$",
        r"$-x = x - r\left[(1-\mu) + \mu\,\frac{1-\beta_1}{1+\beta_1}\right] x$",
        r"$r = \frac{2}{(1-\mu) + \mu\,\frac{1-\beta_1}{1+\beta_1}}$",
        f"With μ = {number(1.0)}, Adam, that is 2(1 + β1)/(1 − β1) = {number(stands(1.0))}. With "
        f"μ = {number(BETA1)} it is {number(stands(BETA1))}, with μ = {number(float(mu(1)), 3)}, "
        f"PyTorch’s first, {number(stands(mu(1)))}. With μ = {number(0.0)} it is that of RMSProp, "
        f"{number(stands(0.0))}. More of the bare gradient brakes more, and tolerates less.",
    ),
)
BOUND = Fold(
    "How long AdaMax’ longest step is",
    (
        r"Its paper says that no step is longer than lr. The gradients $\beta_2^{\,k}$, each a "
        r"thousandth below the last, keep u at the newest one. Then their average is",
        r"$\frac{m}{u} = (1-\beta_1)\sum_k \left(\frac{\beta_1}{\beta_2}\right)^k = "
        r"\frac{1-\beta_1}{1-\beta_1/\beta_2}$",
        f"which is {number(bound(), 5)}: the exact bound, a little above lr.",
    ),
)
WALL = Fold(
    "Why a wall",
    (
        "At rest the decay and the step cancel in each coordinate:",
        r"$\eta\lambda\,\theta = -\eta\,\frac{\hat m}{\sqrt{\hat v}}$",
        r"and the gradients no longer change. Where the gradient is not zero, $\hat m$ is that "
        r"gradient and $\sqrt{\hat v}$ its size. The ratio is ±1, however small it is, and θ is "
        "±1/λ. "
        "Where it is zero both fade away together, and the ratio may be anything from −1 to 1. So "
        "θ lies in the square, and rests at the lowest point there is in it.",
        r"Here the square’s upper side comes to the point first. Along it the loss is lowest at "
        r"$x = (17 - 4/\lambda)/5$, and from λ = 9/17 on that lies beyond the corner.",
        "Xie and Li (2024) prove it in general: where AdamW on the full batch comes to rest, it "
        "rests at such a point of the square, however many weights there are.",
    ),
)
PULL = Fold(
    "Why noise makes it a pull",
    (
        r"With noise of deviation σ in each coordinate $\sqrt{\hat v} \approx \sigma$, whatever "
        r"the gradient is. A step is then $\eta\,g/\sigma$ on average, and at rest",
        r"$\eta\lambda\,\theta = -\eta\,\frac{g}{\sigma} \;\Rightarrow\; "
        r"g + \lambda\sigma\,\theta = 0$",
        "which is where L2 with λσ in place of λ comes to rest. L2 itself is part of the gradient, "
        "and divided with it, so that the noise drops out.",
    ),
)
RACE = Fold(
    "The rules of the race",
    (
        "Everyone may try the same 26 rates, from 1e−5 to 17.8, four for each factor of ten. The "
        "best is chosen on 100 starts, drawn evenly over the view, and judged on 200 others. The "
        "measure is the mean number of steps until a run stays within the tolerance, all steps "
        "for one that does not; with noise the median loss that is left after 300 steps.",
        "All minima of the bowls lie at (1, 1): AdamW’s decay pulls to 0, and a minimum there "
        "would be a gift. The ravines have κ = 100. The rare feature is a bowl of κ = 50 whose "
        "steep slope is seen at one step in 10. The noisy bowl has κ = 25, turned by 45°, and "
        "noise of deviation 3. Rates are constant. A star is a lead of over 10 %; all else is a "
        "tie. In brackets: how many arrive, where some do not.",
    ),
)
LAST_WORDS = (
    Fold(
        "To remember",
        (
            f"NAdam brakes more and tolerates less: {number(stands(mu(1)), 2)} or "
            f"{number(stands(BETA1), 3)} instead of {number(stands(1.0))}.",
            "AdamW without noise is a wall at ±1/λ. Noise makes it a pull of λσ.",
        ),
    ),
    Fold(
        "What is often said, and does not hold here",
        (
            "NAdam predicts the future gradient (it uses today’s g and m again). Decoupled means "
            "independent of lr (all four frameworks decay by lr·λ; the paper does not multiply "
            "its λ by α, and there the wall stands at α/λ). L2 in Adam regularizes less (its end "
            "is exactly L2’s; the way there differs). NAG is a variant of Adam (it divides by "
            "nothing). Adam’s steps are of about lr (beat 5: not after a silence). AdaMax is Adam "
            "with less noise (beat 6: partly it is a smaller rate). NAdam is faster than Adam "
            "(beat 10: in most short races).",
            "Recurrent networks need NAdam: that is not tested here. Dozat’s four pages report one "
            "experiment, an autoencoder on MNIST.",
        ),
    ),
    Fold(
        "What this toy cannot show",
        (
            "Two weights have nothing to generalize to, and generalization is the reason for "
            "AdamW. The burst of beat 3 needs gradients without noise. Rates are constant unless "
            "it "
            "is said.",
        ),
    ),
    Fold(
        "Sources",
        (
            "Dozat 2016, Incorporating Nesterov Momentum into Adam (ICLR workshop). Kingma, Ba "
            "2015, Adam (ICLR; AdaMax is section 7.1). Loshchilov, Hutter 2019, Decoupled Weight "
            "Decay Regularization (ICLR; 1711.05101). Xie, Li 2024, Implicit Bias of AdamW "
            "(2404.04454). Cohen et al. 2022, Adaptive Gradient Methods at the Edge of Stability "
            "(2207.14484: the limit of 38/lr). Choi et al. 2019, On Empirical Comparisons of "
            "Optimizers (1910.05446). Nesterov 1983. Sutskever et al. 2013. MLX pull request 1640 "
            "(December 2024: the correction as an option).",
        ),
    ),
)
HISTORY = Fold(
    "Where the forms come from",
    (
        r"The paper’s rising momentum is $\mu_t = \beta_1(1 - \tfrac12\,0.96^{\,t/250})$. The old "
        "tf.keras had it (TensorFlow 1.15), and PyTorch took it over (pull request 59009). Keras 3 "
        r"has $0.96^{\,t}$, which rises 250 times as fast; optax has $\mu = \beta_1$ throughout.",
        "MLX has no NAdam. Its Adam got the correction as an option in December 2024. optax also "
        "has nadamw and adamaxw, with decoupled decay.",
        "“Apart” in the table is the largest distance between a framework’s path and PyTorch’s "
        "in 40 steps at lr 0.03 on the bowl, each with its own defaults.",
    ),
)


def task(tried: str, form: str, quick: list[float]) -> Fold:
    """What can be reached in the task, and what it costs."""
    lr = quick[1]
    _, since = on_slope("nadam", lr, form, 3000)
    end = "still stays" if since is not None else "no longer stays"
    return Fold(
        "When you have tried",
        (
            f"The fewest steps of the three forms: {tried}. But count for longer: at its own best "
            f"rate, {number(lr)}, the NAdam that is chosen here {end} when the run goes on to 3000 "
            "steps.",
        ),
    )
