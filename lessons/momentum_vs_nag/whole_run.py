"""Beats 11 to 16: from the third step to the end, and beyond the learning rate that still works."""

import math
from typing import Literal

from lessons.figure import Bars, Beat, Diamond, Dot, Panel, Question, Role, Trail, number
from lessons.momentum_vs_nag.one_step import FULL, MOM, NAG, START
from lessons.momentum_vs_nag.place import Place
from lessons.momentum_vs_nag.runs import (
    KAPPA,
    LR,
    MOMENTUM,
    STEPS,
    TOLERANCE,
    Walk,
    playground,
    walk,
)
from optim.theory import best, effective_momentum, stable_below

GD = walk("gradient_descent")
EARLY = ((-4.7, 3.3), (-2.15, 2.2))
FIRST_STEPS = ((-4.9, -0.9), (-2.15, 2.2))
FLOOR = 0.1
SAFE, TOO_HIGH = 0.05, 0.056
FAR = 8.0
LAST_SHOWN = 90


def beats() -> tuple[Beat, ...]:
    """The last six beats."""
    return _next_steps(), _less_momentum(), _race(), _too_high(), _stored(), _exit()


def _both(left: Walk, right: Walk, last: int, order: int = 1) -> tuple[Trail, Trail]:
    return (
        Trail("momentum", left.trail(last), order=order),
        Trail("nesterov", right.trail(last), order=order),
    )


def _next_steps() -> Beat:
    steps = range(3, 6)
    scale = max(abs(MOM.velocity(k)[1]) for k in steps)

    def panel(role: Role, walked: Walk) -> Panel:
        velocities = tuple(walked.velocity(k)[1] for k in steps)
        return Panel(
            (
                Trail(role, walked.trail(2), dots=True),
                Trail(role, walked.trail(5, 2), dots=True, order=1),
                Bars(role, tuple(f"t = {k}" for k in steps), velocities, scale, order=2,
                     label="velocity in y"),
            ),
            ("v in y at t = 3, 4, 5: " + ", ".join(number(v, 3) for v in velocities),),
        )  # fmt: skip

    asked = (
        Panel((Trail("momentum", MOM.trail(2), dots=True),)),
        Panel((Trail("nesterov", NAG.trail(2), dots=True),)),
    )
    floors = MOM.floor(FLOOR), NAG.floor(FLOOR)
    return Beat(
        title="Three steps later",
        text="Momentum swings from wall to wall: by t = 5 it goes up about as fast as it "
        "came down. NAG lies on the floor, its velocity in y all but gone.",
        window=EARLY,
        left=panel("momentum", MOM),
        right=panel("nesterov", NAG),
        asked=asked,
        question=Question(
            f"Which of the two is first to stay on the floor, |y| ≤ {FLOOR:g}? (Or click it.)",
            ("Momentum", "NAG", "Both at the same step"),
            1,
            f"NAG stays there from step {floors[1]} on, momentum from step {floors[0]}.",
            by_panel=True,
        ),
        lead="Two steps are done. Now let both make three more, slowly.",
        notes="Watch the bars change sign on the left. On the right the brake has eaten the "
        "velocity in y before it could swing.",
    )


def _less_momentum() -> Beat:
    def panel(method: Literal["momentum", "nesterov"], walked: Walk) -> Panel:
        values = tuple(
            effective_momentum(method, curvature, LR, MOMENTUM) for curvature in (1.0, KAPPA)
        )
        name = "μ" if method == "momentum" else "μ(1 − lr·λ)"
        return Panel(
            (
                Trail(method, walked.trail(6), dots=True),
                Bars(method, ("along x", "along y"), values, 1.0, order=1, label=name),
            ),
            (f"{name}: {number(values[0], 3)} along x, {number(values[1], 3)} along y",),
        )

    return Beat(
        title="NAG is momentum with less momentum where the bowl is strongly curved",
        text=f"Along a direction of curvature λ, NAG makes exactly the steps of momentum with "
        f"μ(1 − lr·λ) in place of μ. Along x (λ = 1) nearly all is kept, along y (λ = {KAPPA:g}) "
        "a quarter of it.",
        window=EARLY,
        left=panel("momentum", MOM),
        right=panel("nesterov", NAG),
        notes="On a quadratic this is a theorem (Sutskever et al., 2013). One setting, two "
        "momenta: large where the going is flat, small across the ravine.",
    )


def _race() -> Beat:
    trails = _both(MOM, NAG, LAST_SHOWN)
    slow = Trail("gradient_descent", GD.trail(150), thin=True, order=1)
    best_momentum, best_rate = best("momentum", KAPPA), best("gradient_descent", KAPPA)
    tuned = walk("momentum", best_momentum.lr, best_momentum.momentum)
    best_nag = best("nesterov", KAPPA)
    tuned_nag = walk("nesterov", best_nag.lr, best_nag.momentum)
    tuned_gd = walk("gradient_descent", best_rate.lr)
    here = Panel((Dot("theta", START, label="θ₀"),))
    return Beat(
        title="The whole run",
        text=f"Within {TOLERANCE:g} of the minimum, and staying: NAG from step {NAG.reached}, "
        f"momentum from {MOM.reached}, gradient descent (thin) from {GD.reached}. But tuning "
        f"beats the name: tuned, momentum needs {tuned.reached} steps and NAG {tuned_nag.reached}.",
        window=FULL,
        left=Panel((slow, trails[0]), (f"{{momentum|momentum}}: {MOM.reached} steps",)),
        right=Panel((slow, trails[1]), (f"{{nesterov|NAG}}: {NAG.reached} steps",)),
        asked=(here, here),
        question=Question(
            f"Gradient descent runs along at the same rate. Who is first to stay within "
            f"{TOLERANCE:g} of the minimum?",
            ("Gradient descent", "Momentum", "NAG"),
            2,
            f"NAG from step {NAG.reached}, momentum from {MOM.reached}, gradient descent from "
            f"{GD.reached}.",
        ),
        lead="Back to the start, at lr 0.03 and momentum 0.9, and now to the end.",
        notes="A first touch would count earlier; reached means staying. "
        f"Gradient descent at its best rate, 2/26, needs {tuned_gd.reached} steps. Tuned means "
        "the best asymptotic rate: lr 1/9, μ 4/9 for momentum, lr 4/76, μ .627 for NAG; the fewest "
        "steps lie elsewhere: "
        f"{walk('momentum', 0.103, 0.52).reached} at lr .103, μ .52, and for NAG "
        f"{walk('nesterov', 0.051, 0.70).reached} at lr .051, μ .70.",
    )


def _too_high() -> Beat:
    methods: tuple[Literal["momentum", "nesterov"], ...] = ("momentum", "nesterov")
    runs = {method: walk(method, TOO_HIGH) for method in methods}
    far = [math.hypot(*point) > FAR for point in runs["nesterov"].trail(STEPS)]
    passes = far.index(True)
    limits = {method: stable_below(method, KAPPA, MOMENTUM) for method in methods}
    here = Panel((Dot("theta", START, label="θ₀"),))

    def panel(method: Literal["momentum", "nesterov"]) -> Panel:
        last = LAST_SHOWN if method == "momentum" else passes
        return Panel(
            (Trail(method, runs[method].trail(last), order=1),),
            (f"converges for lr < {number(limits[method], 3)}",),
        )

    return Beat(
        title="Turning the learning rate up",
        text=f"NAG leaves: it is more than {FAR:g} away at step {passes}. At lr {SAFE:g} both "
        "still converge. NAG brakes more, but tolerates only smaller learning rates.",
        window=((-9.0, 7.0), (-8.3, 8.3)),
        left=panel("momentum"),
        right=panel("nesterov"),
        asked=(here, here),
        question=Question(
            f"At lr {TOO_HIGH:g} only one of the two still converges. Which? (Or click it.)",
            ("Momentum", "NAG"),
            0,
            f"NAG needs lr·λ < 2(1+μ)/(1+2μ) = {number(limits['nesterov'] * KAPPA)}, momentum "
            f"lr·λ < 2(1+μ) = {number(limits['momentum'] * KAPPA)}. With λ = {KAPPA:g}: lr < "
            f"{number(limits['nesterov'], 3)} against {number(limits['momentum'], 3)}.",
            by_panel=True,
        ),
        lead=f"At lr {LR:g} NAG did better: it stays within {TOLERANCE:g} of the minimum from step "
        f"{NAG.reached}, momentum from {MOM.reached}. Now the same at a higher learning rate.",
        notes="Just above its limit nothing is visible for a long time; .056 is the first round "
        "value at which the room sees it. The brake is a gradient step too, and overshoots itself.",
        short=True,
    )


def _stored() -> Beat:
    last = 7
    torch = tuple(NAG.measured(k) for k in range(last + 1))
    gap = max(math.dist(NAG.position(k), NAG.measured(k)) for k in range(60))
    return Beat(
        title="What PyTorch stores",
        text="PyTorch and Keras keep the hollow point as the parameter: the same run, seen one "
        f"velocity ahead, up to {number(gap, 3)} from θ. When the learning rate changes on the "
        "way, PyTorch makes another run: there lr multiplies the whole velocity.",
        window=FIRST_STEPS,
        left=Panel(
            (Trail("momentum", MOM.trail(last), dots=True),),
            ("momentum: at a constant rate θ in every form",),
        ),
        right=Panel(
            (
                Trail("nesterov", NAG.trail(last), dots=True, label="θ"),
                Trail("other", torch, thin=True, order=1),
                *(Diamond("other", at, order=1) for at in torch),
            ),
            ("stored by PyTorch: θ + μv, the hollow points",),
        ),
        focus="right",
        links=(("Compare the forms", "?" + Place(part="forms", beat=15).to_link()),),
        notes="This is why a plot of torch.optim.SGD(nesterov=True) does not look like the paper's "
        "picture, and why its first step is longer.",
    )


def _exit() -> Beat:
    trails = _both(MOM, NAG, LAST_SHOWN, order=0)
    return Beat(
        title="One last question",
        lead="You have seen both methods side by side, step by step and to the end.",
        text="Across a ravine NAG brakes, along it hardly anything changes. The price: only "
        "smaller learning rates. Tuned, momentum can be the faster one.",
        window=FULL,
        left=Panel((trails[0],)),
        right=Panel((trails[1],)),
        question=Question(
            "A friend says: NAG is momentum, only better. What is true?",
            (
                "It is faster at every learning rate",
                "It brakes more and tolerates higher learning rates",
                "It brakes more and tolerates only lower learning rates",
            ),
            2,
            f"At lr {LR:g} NAG needs {NAG.reached} steps and momentum {MOM.reached}; at "
            f"{TOO_HIGH:g} NAG diverges and momentum still arrives.",
        ),
        links=(
            ("Free play", "?" + Place(part="play", beat=16).to_link()),
            ("Open in the playground", playground("momentum", "nesterov", "gradient_descent")),
        ),
        notes="Let them argue before the vote; both halves of the sentence were seen today.",
    )
