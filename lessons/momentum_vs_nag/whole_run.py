"""Beats 11 to 16: from the third step to the end, and beyond the learning rate that still works."""

import math

import numpy as np

from lessons.beat import Beat, Question
from lessons.momentum_vs_nag.runs import (
    BOTH,
    ETA,
    FLOOR,
    FULL,
    GD,
    KAPPA,
    LIMITS,
    LR,
    METHODS,
    MOM,
    MOMENTUM,
    MU,
    NAG,
    PICTURE,
    SAFE,
    THETA_0,
    TOLERANCE,
    TOO_HIGH,
    VELOCITY,
    arrives,
    gap,
    pane,
)
from lessons.words import number
from optim.theory import best, effective_momentum
from pictures import Bars, Diamond, Trail, Walk, walk
from pictures.paths import playground

EARLY = ((-4.7, 4.6), (-2.15, 2.2))
FAR = 8.0
LAST_SHOWN = 90
STEPS = tuple(arrives(place, LR) for place in range(3))
"""That each of the three runs needs."""


def three_steps_later() -> Beat:
    """Three steps later."""
    steps = range(3, 6)
    names, times = tuple(f"t = {k}" for k in steps), ", ".join(map(str, steps))
    speeds = [tuple(run.velocity(k)[1] for k in steps) for run in BOTH]
    highest = max(map(abs, speeds[0]))
    mom, nag = (_stays_on_floor(run) for run in BOTH)
    return Beat(
        text=f"Momentum swings from wall to wall: by t = {steps[-1]} it goes up about as fast as "
        "it came down. NAG lies on the floor, its velocity in y all but gone.",
        panes=tuple(
            pane(
                k,
                EARLY,
                [
                    Trail(k, BOTH[k].trail(2), dots=True),
                    Trail(k, BOTH[k].trail(5, 2), dots=True, order=1),
                    Bars(k, names, speed, highest, order=2, label="velocity in y"),
                ],
                f"v in y at t = {times}: " + ", ".join(number(v, 3) for v in speed),
            )
            for k, speed in enumerate(speeds)
        ),
        question=Question(
            f"Which of the two is first to stay on the floor, |y| ≤ {FLOOR:g}? (Or click it.)",
            {"Momentum": mom < nag, "NAG": nag < mom, "Both at the same step": mom == nag},
            f"NAG stays there from step {nag} on, momentum from step {mom}.",
            by_pane=True,
        ),
        lead="Two steps are done. Now let both make three more, slowly.",
        claims=lambda: {
            "up as fast as it came down": math.isclose(speeds[0][-1], -VELOCITY[1], rel_tol=0.05),
            "NAG’s velocity in y is all but gone": abs(speeds[1][-1]) < 0.1 * abs(VELOCITY[1]),
            "NAG is on the floor by then": nag <= steps[-1] < mom,
        },
        notes="Watch the bars change sign on the left. On the right the brake has eaten the "
        "velocity in y before it could swing.",
    )


def less_momentum() -> Beat:
    """NAG is momentum with less momentum where the bowl is strongly curved."""
    kept = [
        tuple(effective_momentum(method, c, LR, MOMENTUM) for c in (1.0, KAPPA))
        for method in METHODS[:2]
    ]
    names = "μ", "μ(1 − lr·λ)"
    x, y = kept[1]
    return Beat(
        text=f"Along a direction of curvature λ, NAG makes exactly the steps of momentum with "
        f"μ(1 − lr·λ) in place of μ. Along x (λ = 1) nearly all is kept, along y (λ = {KAPPA:g}) "
        "a quarter of it.",
        panes=tuple(
            pane(
                k,
                EARLY,
                [
                    Trail(k, BOTH[k].trail(6), dots=True),
                    Bars(k, ("along x", "along y"), own, 1.0, order=1, label=names[k]),
                ],
                f"{names[k]}: {number(own[0], 3)} along x, {number(own[1], 3)} along y",
            )
            for k, own in enumerate(kept)
        ),
        claims=lambda: {
            "along x nearly all is kept": x > 0.95 * MOMENTUM,
            "along y a quarter": math.isclose(y, MOMENTUM / 4.0),
            "momentum with that makes NAG’s steps in y": np.allclose(
                walk(PICTURE.changed(momentum=y)).trajectory.positions[:, 1],
                NAG.trajectory.positions[:, 1],
            ),
        },
        notes="On a quadratic this is a theorem (Sutskever et al., 2013). One setting, two "
        "momenta: large where the going is flat, small across the ravine.",
    )


def race() -> Beat:
    """The whole run."""
    mom, nag, gd = STEPS
    tuned = [best(method, KAPPA) for method in METHODS]
    best_mom, best_nag, best_gd = (arrives(k, b.lr, b.momentum) for k, b in enumerate(tuned))
    slow = Trail(2, GD.trail(150), thin=True, order=1)
    return Beat(
        text="NAG arrives first, gradient descent (thin) last. But tuning "
        f"beats the name: tuned, momentum needs {best_mom} steps and NAG {best_nag}.",
        panes=tuple(
            pane(
                k,
                FULL,
                [THETA_0, slow, Trail(k, BOTH[k].trail(LAST_SHOWN), order=1)],
                f"{{{k}|{name}}}: {STEPS[k]} steps",
            )
            for k, name in enumerate(("momentum", "NAG"))
        ),
        question=Question(
            f"Gradient descent runs along at the same rate. Who is first to stay within "
            f"{TOLERANCE:g} of the minimum?",
            {
                "Gradient descent": gd == min(STEPS),
                "Momentum": mom == min(STEPS),
                "NAG": nag == min(STEPS),
            },
            f"NAG arrives at step {nag}, momentum at {mom}, gradient descent at {gd}.",
        ),
        lead=f"Back to the start, at lr {ETA} and momentum {MU}, and now to the end.",
        claims=lambda: {
            "NAG is first, gradient descent last": nag < mom < gd,
            "tuned, momentum is first, gradient descent last": best_mom < best_nag < best_gd,
            "the best settings are those of the notes": np.allclose(
                [(b.lr, b.momentum) for b in tuned],
                [(1 / 9, 4 / 9), (4 / 76, 0.627), (2 / 26, 0.0)],
                atol=5e-4,
            ),
        },
        notes="A first touch would count earlier; to arrive is to stay. "
        f"Gradient descent at its best rate, 2/26, needs {best_gd} steps. Tuned means "
        "best in the long run: lr 1/9, μ 4/9 for momentum, lr 4/76, μ 0.627 for NAG; the fewest "
        f"steps lie elsewhere: {arrives(0, 0.103, 0.52)} at lr 0.103, μ 0.52, and for NAG "
        f"{arrives(1, 0.051, 0.70)} at lr 0.051, μ 0.7.",
    )


def too_high() -> Beat:
    """Turning the learning rate up."""
    high = PICTURE.changed(lr=TOO_HIGH)
    mom, nag = walk(high, 0), walk(high, 1)
    passes = [math.hypot(*point) > FAR for point in nag.trail(PICTURE.steps)].index(True)
    return Beat(
        text=f"NAG diverges: it is more than {FAR:g} away at step {passes}. At lr {SAFE:g} both "
        "still arrive. NAG brakes more, but tolerates only smaller learning rates.",
        panes=tuple(
            pane(
                k,
                ((-9.0, 7.0), (-8.3, 8.3)),
                [THETA_0, Trail(k, run.trail(last), order=1)],
                f"converges for lr < {number(LIMITS[k], 3)}",
                picture=high,
            )
            for k, (run, last) in enumerate(((mom, LAST_SHOWN), (nag, passes)))
        ),
        question=Question(
            f"At lr {TOO_HIGH:g} only one of the two still arrives. Which? (Or click it.)",
            {"Momentum": mom.reached is not None, "NAG": nag.reached is not None},
            f"NAG needs lr·λ < 2(1+μ)/(1+2μ) = {number(LIMITS[1] * KAPPA)}, momentum "
            f"lr·λ < 2(1+μ) = {number(LIMITS[0] * KAPPA)}. With λ = {KAPPA:g}: lr < "
            f"{number(LIMITS[1], 3)} against {number(LIMITS[0], 3)}.",
            by_pane=True,
        ),
        lead=f"At lr {LR:g} NAG did better: it arrives at step {STEPS[1]}, momentum at "
        f"{STEPS[0]}. Now the same at a higher learning rate.",
        claims=lambda: {
            f"at {TOO_HIGH:g} NAG diverges": nag.trajectory.outcome.kind == "diverged",
            "only NAG’s limit is passed": LIMITS[1] < TOO_HIGH < LIMITS[0],
            f"at {SAFE:g} both arrive": arrives(0, SAFE) < 200 > arrives(1, SAFE),
        },
        notes="Just above its limit nothing is visible for a long time; "
        f"{TOO_HIGH:g} is the first round value at which the room sees it. The brake is a gradient "
        f"step too, and overshoots itself.",
    )


def stored() -> Beat:
    """What PyTorch stores."""
    last, window = 7, ((-4.9, -0.9), (-2.15, 2.2))
    ahead = tuple(NAG.measured(k) for k in range(60))
    hollow = ahead[: last + 1]
    torch = PICTURE.changed(convention="torch")
    shapes = (
        Trail(1, NAG.trail(last), dots=True, label="θ"),
        Trail("other", hollow, thin=True, order=1),
        *(Diamond("other", at, order=1) for at in hollow),
    )
    own = Trail(0, MOM.trail(last), dots=True)
    return Beat(
        text="PyTorch and Keras keep the hollow point as the parameter: the same run, seen one "
        f"velocity ahead, up to {number(gap(NAG.trail(59), ahead), 3)} from θ. When the learning "
        "rate changes on the way, PyTorch makes another run: there lr multiplies the whole "
        "velocity.",
        panes=(
            pane(0, window, [own], "momentum: at a constant rate θ in every form"),
            pane(1, window, shapes, "stored by PyTorch: θ + μv, the hollow points"),
        ),
        focus=(1,),
        links=(("Compare the forms", "?beat=forms"),),
        claims=lambda: {
            "torch’s momentum is at θ": gap(walk(torch).trail(59), MOM.trail(59)) < 1e-12,
            "torch’s NAG is at the hollow points": gap(walk(torch, 1).trail(59), ahead) < 1e-12,
        },
        notes="This is why a plot of torch.optim.SGD(nesterov=True) does not look like the paper’s "
        "picture, and why its first step is longer.",
    )


def last_question() -> Beat:
    """One last question."""
    mom, nag = (walk(PICTURE.changed(lr=TOO_HIGH), k).reached for k in (0, 1))
    return Beat(
        lead="You have seen both methods side by side, step by step and to the end.",
        text="Across a ravine NAG brakes, along it hardly anything changes. The price: only "
        "smaller learning rates. Tuned, momentum can be the faster one.",
        panes=tuple(pane(k, FULL, [Trail(k, BOTH[k].trail(LAST_SHOWN))]) for k in (0, 1)),
        question=Question(
            "A friend says: NAG is momentum, only better. What is true?",
            {
                "It is faster at every learning rate": nag is not None,
                "It brakes more and tolerates higher learning rates": LIMITS[1] > LIMITS[0],
                "It brakes more and tolerates only lower learning rates": LIMITS[1] < LIMITS[0],
            },
            f"At lr {LR:g} NAG needs {STEPS[1]} steps and momentum {STEPS[0]}; at "
            f"{TOO_HIGH:g} NAG diverges and momentum still arrives.",
        ),
        links=(
            ("Free play", "?beat=free_play"),
            ("Open in the playground", playground(PICTURE.changed(steps=120))),
        ),
        claims=lambda: {f"at {TOO_HIGH:g} momentum arrives, NAG does not": bool(mom) and not nag},
        notes="Let them argue before the vote; both halves of the sentence were seen today.",
    )


def _stays_on_floor(run: Walk) -> int:
    """The first step from which |y| stays within FLOOR."""
    return 1 + max(k for k, (_, y) in enumerate(run.trail(PICTURE.steps)) if abs(y) > FLOOR)
