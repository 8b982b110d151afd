"""The folds of the lesson on adaptive rates: where its formulas come from, its last words."""

from lessons.adaptive_rates import rates, runs, samples
from lessons.beat import Fold
from lessons.words import number

RULES = Fold(
    "The three rules",
    (
        "g is the gradient of a step, and each coordinate has its own memory. ε only keeps the "
        "division from failing.",
        r"$\text{AdaGrad: } G \gets G + g^2, \qquad x \gets x - \eta\,\frac{g}{\sqrt{G}+\epsilon}$",
        r"$\text{RMSProp: } v \gets \alpha v + (1-\alpha)\,g^2, \qquad "
        r"x \gets x - \eta\,\frac{g}{\sqrt{v}+\epsilon}$",
        r"$\text{Adam: } m \gets \beta_1 m + (1-\beta_1)\,g, \quad "
        r"v \gets \beta_2 v + (1-\beta_2)\,g^2$",
        r"$\hat m = \frac{m}{1-\beta_1^t}, \quad \hat v = \frac{v}{1-\beta_2^t}, \quad "
        r"x \gets x - \eta\,\frac{\hat m}{\sqrt{\hat v}+\epsilon}$",
        "PyTorch remembers with α = 0.99, Keras and optax with 0.9.",
    ),
)
BOUNCE = Fold(
    "Why ±lr/2",
    (
        r"Let a run jump between −a and a. The gradients there have the same size, so the average "
        r"of their squares is that size squared, and each step is",
        r"$\eta\,\frac{|g|}{\sqrt{v}} = \eta$",
        r"The jump is 2a long, so $a = \eta/2$. Were it nearer, its gradients would be smaller "
        r"than what is remembered, and the steps shorter; but the memory fades until they are not.",
    ),
)
UNSTABLE = Fold(
    "Why 2(1 + β1)/(1 − β1)",
    (
        r"Adam steps along an average of gradients. While the divisor hardly changes, in a "
        r"direction of curvature λ with the rate $r = \eta/\sqrt{\hat v}$ it is momentum with the "
        r"rate $(1-\beta_1)\,r$:",
        r"$x_{t+1} = x_t - (1-\beta_1)\,r\lambda\,x_t + \beta_1\,(x_t - x_{t-1})$",
        r"Momentum converges while its rate times λ is below $2(1+\beta_1)$. So",
        r"$r\lambda < \frac{2(1+\beta_1)}{1-\beta_1} = 38 \text{ for } \beta_1 = 0.9$",
        r"Since $\sqrt{\hat v}$ only fades while nothing happens, r grows until this fails. With ε "
        r"in the divisor r stays under η/ε, so $\epsilon \ge \eta\lambda/38$ is enough for ever.",
    ),
)
COUNTED = Fold(
    "What counts as a rate that works",
    (
        "From 1e−5 to 100 there are 40 rates for every factor of ten. One works if its run is "
        "within 0.05 of the minimum when it ends (0.02 on Rosenbrock), after 300 steps (1000 "
        "on Rosenbrock). Himmelblau’s four minima are equal, any of them will do. For the fewest "
        "steps there are 200 rates for every factor of ten. The turned bowl has its start turned "
        "with it.",
    ),
)


def in_other_units() -> Fold:
    """What eps does to a very small loss."""
    torch, keras = (rates.works_tiny(rule) for rule in ("adam", "adam keras"))
    return Fold(
        "Units so small that ε counts",
        (
            "ε is a size of gradient, so it has the loss’s units. With the loss times 1e−10 Adam "
            f"works over {number(rates.decades(torch), 2)} decades with PyTorch’s ε = 1e−8, and "
            f"over {number(rates.decades(keras), 2)} with Keras’ 1e−7.",
        ),
    )


def longer_runs() -> Fold:
    """What more steps do to the bars, and why some have no end."""
    rmsprop, adam = (rates.works_long(rule) for rule in ("rmsprop", "adam"))
    none, half = (rates.works_with_beta1(rule) for rule in ("adam 0", "adam 0.5"))
    return Fold(
        "What these bars hide",
        (
            "On the bowl some bars have no upper end: a bowl looks the same at every size, so a "
            "longer first step only makes a larger picture of the same run.",
            f"With ten times as many steps RMSProp (α 0.99) works only up to "
            f"{number(rmsprop['high'], 2)}: then it bounces (beat 4). Adam’s bar stays, with "
            f"{adam['gaps']} holes, and staying is luck (beat 5).",
            f"Adam with β1 = 0 needs {none['fewest']} steps at its best rate, with β1 = 0.5 "
            f"{half['fewest']}: on a bowl its momentum costs.",
        ),
    )


NAMES = {
    "rmsprop 0.9": "RMSProp, α 0.9",
    "rmsprop 0.99": "α 0.99",
    "adam": "Adam",
    "amsgrad": "AMSGrad",
    "gradient descent": "gradient descent",
    "signSGD": "signs only",
}


def at_random() -> Fold:
    """The ten numbers in random order, and signs only."""
    drawn = {name: samples.in_random_order(name) for name in samples.SHUFFLED}
    return Fold(
        "In random order, and in a circle",
        (
            "Drawn at random, with lr 0.001 and 40 000 steps, the mean of the second half is "
            f"{number(drawn['rmsprop 0.9'], 3)} for RMSProp with α 0.9, "
            f"{number(drawn['rmsprop 0.99'], 3)} with 0.99, and "
            f"{number(drawn['gradient descent'], 4)} for gradient descent.",
            "In a circle, with lr 0.01 and 20 000 steps, the last circles have the means "
            + ", ".join(f"{number(samples.goes_to(n), 3)} ({name})" for n, name in NAMES.items())
            + ".",
            "The slider shows where ever smaller rates come to rest.",
        ),
    )


def the_papers_other() -> Fold:
    """1010 once in 101 steps, and the lines without their box."""
    adam, amsgrad = (samples.in_101(name) for name in ("adam", "amsgrad"))
    uphill, down = (samples.unboxed(name) for name in ("adam", "amsgrad"))
    engine = samples.rare_by_engine(1000)
    return Fold(
        "Without the box, and 1010 in 101",
        (
            f"Without the box, at lr 0.01, Adam walks uphill to {number(uphill, 3)} and AMSGrad "
            f"down to {number(down, 3)} in {samples.STEPS} steps.",
            "The paper’s other example has slope 1010 once in 101 steps and −10 else, β1 = 0.9, "
            f"β2 = 0.99: after 20 000 steps Adam is at {number(adam, 3)}, AMSGrad at "
            f"{number(amsgrad, 3)}. The best is −1.",
            "A run for one in 1000, with β1 = 0, lr 0.003 and 200 000 steps, swings between "
            f"{number(engine[0], 2)} and {number(engine[1], 2)} in each circle; its mean is "
            f"{number(engine[2], 2)}.",
            "A widely copied notebook of the example divides by v̂ instead of its root.",
        ),
    )


def on_rosenbrock() -> Fold:
    """The same on another landscape, and at other settings."""
    adam, amsgrad = (runs.on_rosenbrock(name) for name in ("adam", "amsgrad"))
    outs = {how: runs.leaves_at(how) for how in ("lr=0.5", "lr=0.1")}
    short = [runs.leaves_at(how) for how in ("lr=1,beta2=0.99", "lr=0.1,beta2=0.99")]
    return Fold(
        "At other settings, and on Rosenbrock",
        (
            f"Adam is out at step {outs['lr=0.5']} with lr 0.5, at {outs['lr=0.1']} with lr 0.1. "
            f"With β2 = 0.99 it is out at {short[0]} with lr 1, at {short[1]} with lr 0.1: a "
            "shorter memory fades sooner.",
            f"On Rosenbrock with lr 1 Adam comes within {number(adam['near'], 1)} at about step "
            f"{adam['at']}, is {number(adam['far'], 3)} away later and still moves at 5000. "
            f"AMSGrad arrives at {amsgrad['reached']} and stays. The steps depend on rounding.",
            "Where gradients become exactly 0 in floats (Booth, lr 1) it does not happen in 5000 "
            "steps.",
        ),
    )


LAST_WORDS = (
    Fold(
        "Try it yourself",
        (
            "On the bowl, Adam at lr 1, 5000 steps: keep it within 0.05 from step 1000 on by "
            "changing only ε, and make ε as small as you can. The playground’s distance shows it. "
            "The smallest found is 0.342; from 0.66 on it holds for ever.",
            "In the ten numbers, find the smallest β2 that rests within 1 % of the mean.",
        ),
    ),
    Fold(
        "What is often said, and does not hold here",
        (
            "Bias correction makes the first steps longer (beat 3: shorter). RMSProp does not "
            "stall and so converges (beat 4: it bounces). With α 0.99 it settles (beat 4: it "
            "bounces later). Adam converges on a bowl, and on convex problems in general (beats 5 "
            "and 9). Adaptive rates need no tuning (beat 6: a wide range is a range). Adam is the "
            "fastest (beat 7). RMSProp and Adam find what is best on average (beats 8 and 9: what "
            "is rare pulls too little). Reddi’s example warns of Adam’s defaults (beat 9: at its "
            "defaults Adam finds the best point).",
        ),
    ),
    Fold(
        "What this toy cannot show",
        (
            "The rates here are constant. One that falls to 0 cures beats 4 and 5, but not 8: its "
            "slider shows where ever smaller rates rest. Real networks are noisy, so the bars are "
            "narrower there, and Adam has other reasons too (heavy tails, rare words).",
        ),
    ),
    Fold(
        "Sources",
        (
            "Tieleman, Hinton 2012, Lecture 6.5. Kingma, Ba 2015, Adam (they write that without "
            "correction the first steps would be much larger). Reddi, Kale, Kumar 2018, On the "
            "Convergence of Adam and Beyond. Bock, Weiß 2019, Non-convergence and limit cycles in "
            "Adam (2210.02070). Cohen et al., Adaptive gradient methods at the edge of stability "
            "(2207.14484: 38/lr). Adaptive preconditioners trigger loss spikes in Adam "
            "(2506.04805). Zhang et al. 2022, Adam can converge without any modification. Chen et "
            "al. 2020, Bridging median- and mean-based algorithms (1906.01736).",
        ),
    ),
)
