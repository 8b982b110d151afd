"""After the story: the same two pictures with settings of the reader's own, and the theory."""

import math
from typing import Annotated

import numpy as np

from comparison import Comparison
from lessons.beat import Beat, Fold, Table
from lessons.control import Slider
from lessons.momentum_vs_nag.runs import (
    KAPPA,
    LIMITS,
    LR,
    METHODS,
    MOMENTUM,
    PICTURE,
    SAFE,
    START,
    TOLERANCE,
    TOO_HIGH,
    pane,
)  # fmt: skip
from lessons.words import number, vector
from optim.theory import Method, best, damping, effective_momentum, rate, stable_below
from pictures import Axis, ByStep, Pane, Role, Walk, against, arrows, level, trail, walk

NAMES: dict[Method, str] = {
    "momentum": "momentum", "nesterov": "NAG", "gradient_descent": "gradient descent",
}  # fmt: skip
STEPS = 150
HIGHEST = 1.1
"""The chart ends here; from 1 on a run does not converge."""
LIMITS_OF_BOTH = Fold(
    "How high the rate may be",
    (
        "Momentum converges where",
        r"$\eta\lambda < 2(1 + \mu)$",
        "and NAG where",
        r"$\eta\lambda < \frac{2(1 + \mu)}{1 + 2\mu}$",
        "in every direction; η is the learning rate, λ the curvature there.",
    ),
)
STORY = {"lr": LR, "momentum": MOMENTUM, "kappa": KAPPA}


def free_play(
    lr: Annotated[float, Slider(1e-4, 1.0)] = LR,
    momentum: Annotated[float, Slider(0.0, 0.999, label="momentum μ")] = MOMENTUM,
    kappa: float = KAPPA,
    x: Annotated[float, Slider(-20.0, 20.0, shown=(-5.0, 5.0))] = START[0],
    y: Annotated[float, Slider(-20.0, 20.0, shown=(-3.0, 3.0))] = START[1],
    gradient_descent: Annotated[bool, Slider(label="gradient descent too")] = False,
) -> Beat:
    """Free play."""
    methods = METHODS if gradient_descent else METHODS[:2]
    picture = PICTURE.changed(
        runs=PICTURE.runs[: len(methods)], lr=lr, momentum=momentum, kappa=kappa, start=(x, y),
        steps=STEPS,
    )  # fmt: skip
    limits = [number(stable_below(m, kappa, momentum), 3) for m in METHODS]
    third = ""
    if gradient_descent:
        end = _outcome(picture, 2)
        third = f"{{2|Gradient descent}} (thin): {end}; it converges for lr < {limits[2]}. "
    return Beat(
        text="Click a picture to start there. {velocity|Dashed: μv.} {correction|Solid: −lr·∇f.} "
        f"Hollow: where NAG takes its gradient. {third}Converges for "
        f"{{0|lr < {limits[0]} (momentum)}} and {{1|lr < {limits[1]} (NAG)}}. "
        "NAG is momentum with μ(1 − lr·λ) in each direction: the column μ.",
        panes=(
            _taken_apart(picture, 0), _taken_apart(picture, 1),
            _factors(methods, lr, momentum, kappa),
        ),
        table=_table(methods, lr, momentum, kappa),
        folds=(LIMITS_OF_BOTH, _best_rates(kappa)),
        actions={
            f"lr {SAFE:g}: both converge": STORY | {"lr": SAFE},
            f"lr {TOO_HIGH:g}: NAG diverges": STORY | {"lr": TOO_HIGH},
            "Back to the story’s settings": STORY | {"x": START[0], "y": START[1]},
        },
        claims=lambda: {
            f"at {SAFE:g} both converge, at {TOO_HIGH:g} NAG diverges": SAFE < LIMITS[1] < TOO_HIGH,
            "with half of the momentum NAG stays": stable_below("nesterov", KAPPA, 0.5) > TOO_HIGH,
        },
        notes="Turn the learning rate up until NAG diverges, then ask what else would keep it: "
        "less momentum does.",
        t=1,
        plays=False,
    )  # fmt: skip


def _taken_apart(picture: Comparison, place: int) -> Pane:
    """A run with the parts of each of its steps, over gradient descent where it is shown."""
    walked = walk(picture, place)
    x, y = (_reach(at, abs(usual)) for at, usual in zip(picture.start, START, strict=True))
    third = [trail(walk(picture, 2).trajectory.positions, 2, thin=True)] if picture.runs[2:] else []
    own = trail(walked.trajectory.positions, place)
    parts = ByStep(place, tuple(arrows(walked, k, place) for k in range(walked.moves + 1)))
    return pane(
        place, ((-x, x), (-y, y)), (*third, own, parts), picture=picture, sets=("x", "y"),
        step_lines=_said(walked, _outcome(picture, place)),
    )  # fmt: skip


def _said(walked: Walk, outcome: str) -> tuple[tuple[str, ...], ...]:
    """What stands under a picture at each step: the numbers of the move from there."""
    moves = [
        (
            f"θ = {vector(walked.position(k))}, {{velocity|μv}} = {vector(walked.coasting(k))}, "
            f"{{correction|−lr·∇f}} = {vector(walked.correction(k))}",
            f"θ′ = {vector(walked.position(k + 1))} · {outcome}",
        )
        for k in range(walked.moves)
    ]
    return (*moves, (f"θ = {vector(walked.position(walked.moves))}", outcome))


def _reach(start: float, usual: float) -> float:
    """How far the picture goes along an axis: the usual, or twice that, or four times ..."""
    return 1.15 * usual * 2.0 ** max(0, math.ceil(math.log2(max(abs(start) / usual, 1.0))))


def _outcome(picture: Comparison, place: int) -> str:
    ending = picture.trajectories()[place].outcome
    if ending.kind == "diverged":
        return f"diverged at step {ending.step}"
    if ending.kind == "minimum":
        return f"within {TOLERANCE:g} from step {ending.step}"
    return f"not within {TOLERANCE:g} after {picture.steps} steps"


def _factors(methods: tuple[Method, ...], lr: float, momentum: float, kappa: float) -> Pane:
    """The rate of each method against the learning rate; the slowest direction decides."""
    highest = 1.1 * stable_below("momentum", kappa, momentum)
    rates = np.linspace(highest / 200.0, highest, 200)
    factors: dict[Role, list[float]] = {
        k: [max(rate(m, c, r, momentum) for c in (1.0, kappa)) for r in rates.tolist()]
        for k, m in enumerate(methods)
    }
    told = (SAFE, TOO_HIGH) if (kappa, momentum) == (KAPPA, MOMENTUM) else ()
    here = min(max(lr, float(rates[0])), highest)
    beyond = [] if here == lr else [level("x", here)]
    return against(
        rates, factors, None if beyond else lr, Axis("learning rate"), Axis(),
        level("y", 1.0), *beyond, *(level("x", at, f"{at:g}") for at in told),
        limits=(min(0.95, *map(min, factors.values())) - 0.05, HIGHEST),
        name="Factor per step in the long run", wide=0.7,
    )  # fmt: skip


def _table(methods: tuple[Method, ...], lr: float, momentum: float, kappa: float) -> Table:
    """Damping and rate of each method, one row per direction of the bowl."""
    rows = [
        (
            f"{axis}: λ\u00a0=\u00a0{number(c)}",
            f"{{{k}|{NAMES[m]}}}",
            number(effective_momentum(m, c, lr, momentum), 3),
            damping(m, c, lr, momentum).replace("-", "\u2011"),
            number(rate(m, c, lr, momentum), 4),
        )
        for axis, c in (("x", 1.0), ("y", kappa))
        for k, m in enumerate(methods)
    ]
    return Table(("direction", "", "μ", "damping", "factor"), tuple(rows))


def _best_rates(kappa: float) -> Fold:
    said = [
        f"Best for {NAMES[m]} in the long run: factor {number(tuned.rate, 3)} at lr "
        f"{number(tuned.lr, 3)}, μ {number(tuned.momentum, 3)}."
        for m in METHODS[:2]
        for tuned in [best(m, kappa)]
    ]
    end = "These settings are best in the long run; the fewest steps to a tolerance lie elsewhere."
    return Fold("The best settings", (*said, end))
