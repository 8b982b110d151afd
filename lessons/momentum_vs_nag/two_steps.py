"""Beats 1 to 10: two steps of both methods, taken apart."""

import math

from lessons.beat import Beat, Question
from lessons.momentum_vs_nag.runs import (
    COASTING,
    ETA,
    FIRST,
    FLOOR,
    FULL,
    HOLLOW,
    KAPPA,
    LOOK_AHEAD,
    LR,
    MOM,
    MOMENTUM,
    MU,
    MU_V,
    NAG,
    PICTURE,
    SECOND_STEP,
    START,
    THETA_0,
    THETA_1,
    VELOCITY,
    beside_momentum,
    both,
    pane,
    same,
    second_step,
)
from lessons.words import number, vector
from pictures import Arrow, Diamond, Dot
from pictures.step import minus, plus, scaled


def one_start() -> Beat:
    """One bowl, one start."""
    updates = [
        (f"v′ = {{velocity|μv}} {{correction|− lr·∇f({where})}}", "θ′ = θ + v′")
        for where in ("θ", "θ + μv")
    ]
    x, y = minus(NAG.position(1), MOM.position(1))
    return Beat(
        text=f"Both runs start at θ₀ = {vector(START)}, at rest: v₀ = (0, 0). Same learning rate "
        f"{ETA}, same momentum μ = {MU} (β in the lessons before). The bowl "
        f"½(x² + {KAPPA:g}y²) is curved {KAPPA:g} times as strongly in y as in x.",
        panes=tuple(pane(k, FULL, [THETA_0], *updates[k], asked=updates[k]) for k in (0, 1)),
        question=Question(
            "Will the first steps of momentum and NAG differ?",
            {
                "No, not at all": x == y == 0.0,
                "Yes, NAG is ahead": x > 0.0,
                "Yes, in y only": x == 0.0 != y,
            },
            "With v₀ = (0, 0) the look-ahead point θ₀ + μv₀ is θ₀ itself: same gradient, "
            "same step.",
        ),
        claims=lambda: {
            "both are at rest": MOM.velocity(0) == NAG.velocity(0) == (0.0, 0.0),
            "NAG looks from the start itself": NAG.measured(0) == START,
        },
        notes="Read the two updates aloud: they differ in one place only, the point at which the "
        "gradient is taken. Let the room vote before you go on.",
    )


def first_step() -> Beat:
    """The first step."""
    tip = plus(START, MOM.correction(0))
    arrow = Arrow("correction", START, tip, label="−lr·∇f", order=1)
    end = Dot("theta", FIRST, label="θ₁", order=2)
    lines = (
        f"v₁ = {MU}·(0, 0) {{correction|− {ETA}·{vector(MOM.gradient(0))}}} = {vector(VELOCITY)}",
        f"θ₁ = {vector(START)} + {vector(VELOCITY)} = {vector(FIRST)}",
    )
    window = ((-4.7, -2.5), (-0.1, 2.25))
    return Beat(
        text=f"Both land on θ₁ = {vector(FIRST)}. There is no velocity yet, so there is nothing "
        "to look ahead along: NAG’s hollow point lies on θ₀.",
        panes=(
            pane(0, window, [THETA_0, arrow, end], *lines),
            pane(1, window, [THETA_0, Diamond(1, NAG.measured(0)), arrow, end], *lines),
        ),
        claims=lambda: {
            "both first steps are equal": MOM.position(1) == NAG.position(1),
            "the gradient alone makes them": tip == FIRST,
        },
        notes="The gradient points uphill; what is drawn is the step it makes, −lr times it.",
    )


def remembered() -> Beat:
    """What is remembered."""
    tip = plus(FIRST, VELOCITY)
    arrow = Arrow("velocity", FIRST, tip, label="v₁", order=1)
    line = f"{{velocity|v₁}} = θ₁ − θ₀ = {vector(VELOCITY)}"
    (_, floor, *_), *_ = PICTURE.record.minima(**PICTURE.parameters)
    return Beat(
        text="Both made the same first step, to θ₁. It is kept: the velocity v₁ = "
        f"{vector(VELOCITY)}, drawn again from θ₁. It would carry both "
        f"across the floor of the ravine, y = {number(floor)}.",
        panes=both(((-4.9, -2.7), (-1.3, 2.35)), [Dot("ghost", START), THETA_1, arrow], line),
        claims=lambda: {
            "v₁ is the step that was made": same(VELOCITY, minus(FIRST, START)),
            "both keep it": MOM.velocity(1) == NAG.velocity(1),
            "it leads across the floor": tip[1] < floor < FIRST[1],
        },
        notes="Nothing has been computed here: v₁ is the arrow of the first step, moved to θ₁. "
        "It will be used a tenth shorter, as μv₁.",
    )


def friction() -> Beat:
    """Friction: v shrinks to μv."""
    tip, shrunk, beside = plus(FIRST, VELOCITY), plus(FIRST, COASTING), (0.03, 0.0)
    shapes = (
        Arrow("ghost", plus(FIRST, beside), plus(tip, beside), label="v₁, drawn beside it"),
        Arrow("velocity", FIRST, shrunk, shrinks_from=tip, label="μv₁", order=1),
    )
    line = f"{{velocity|μv₁}} = {MU}·{vector(VELOCITY)} = {vector(COASTING)}"
    return Beat(
        text=f"Momentum {MU} takes a tenth off the velocity before it is used. Seen close to "
        f"the tip: v₁ ended at y = {number(tip[1])}, μv₁ ends at y = {number(shrunk[1])}.",
        panes=both(((-3.95, -3.55), (-1.1, -0.75)), shapes, line),
        claims=lambda: {
            "a tenth is taken off": same(COASTING, scaled(0.9, VELOCITY)),
            "no difference yet": MOM.coasting(1) == NAG.coasting(1),
        },
        notes="Still no difference between the two. A tenth is little: that is why the picture "
        "zooms in on the tip.",
    )


def momentum_step() -> Beat:
    """Momentum: the gradient where it stands."""
    gradient, correction, end = MOM.gradient(1), MOM.correction(1), MOM.position(2)
    tip, push = plus(FIRST, COASTING), correction[1]
    arrow = Arrow("correction", tip, plus(tip, correction), label="−lr·∇f(θ₁)", order=1)
    asked = "v₂ = {velocity|μv₁} {correction|− lr·∇f(θ₁)}", "θ₂ = ?"
    return Beat(
        text=f"At θ₁ the slope in y is still +{number(gradient[1])}, so the correction pushes "
        "further down, on top of a velocity that was long enough already. Momentum overshoots.",
        panes=(
            pane(
                0,
                SECOND_STEP,
                [THETA_1, MU_V, arrow, Dot(0, end, label="θ₂", order=2)],
                *second_step(0),
                asked=asked,
            ),
            pane(1, SECOND_STEP, [THETA_1, MU_V], "NAG waits.", asked=("NAG waits.",)),
        ),
        question=Question(
            "Momentum takes its gradient at θ₁. Where does θ₂ land? (Or click the place.)",
            {
                "Back towards the floor": push > 0.0,
                "At the tip of μv₁": push == 0.0,
                "Further down": push < 0.0,
            },
            f"∇f(θ₁) = {vector(gradient)}: uphill is up, so −lr·∇f(θ₁) = {vector(correction)} "
            f"goes down, to {vector(end)}.",
            places=(minus(tip, correction), tip, end),
        ),
        focus=(0,),
        lead="Momentum’s second step is two arrows, tip to tail: μv₁, and then −lr·∇f with the "
        "gradient taken at θ₁.",
        claims=lambda: {"the velocity was long enough already": end[1] < tip[1] < 0.0 < FIRST[1]},
        notes="θ₁ lies above the floor. The gradient there knows nothing of where the velocity is "
        "about to carry the run.",
    )


def look_ahead() -> Beat:
    """NAG walks first."""
    shapes = (
        THETA_1,
        Arrow("velocity", FIRST, LOOK_AHEAD, label="μv₁", order=1),
        Diamond(1, LOOK_AHEAD, label="θ₁ + μv₁", order=2),
    )
    line = f"θ₁ + μv₁ = {vector(FIRST)} + {vector(COASTING)} = {vector(LOOK_AHEAD)}"
    return Beat(
        text="NAG does not ask for the gradient at θ₁. It first walks along μv₁ to the hollow "
        f"point {vector(LOOK_AHEAD)}, where the velocity is about to carry it anyway. The run "
        "does not move there yet: it only looks.",
        panes=beside_momentum(shapes, line),
        focus=(1,),
        claims=lambda: {
            "it looks from the tip of μv₁": same(LOOK_AHEAD, plus(FIRST, COASTING)),
            "which lies beyond the floor": LOOK_AHEAD[1] < 0.0 < FIRST[1],
        },
        notes="The hollow diamond is the look-ahead point. Ask on which side of the floor it lies.",
    )


def which_way() -> Beat:
    """Which way will the correction push?"""
    gradient, correction = NAG.gradient(1), NAG.correction(1)
    push, arrow = correction[1], Arrow("correction", LOOK_AHEAD, NAG.position(2), order=1)
    lines = f"∇f(θ₁ + μv₁) = {vector(gradient)}", f"{{correction|−lr·∇f}} = {vector(correction)}"
    asked = "∇f(θ₁ + μv₁) = ?", "{correction|−lr·∇f} = ?"
    return Beat(
        text="NAG walks along μv₁ first, to the hollow point, and takes its gradient there. "
        "Momentum’s correction, from the gradient at θ₁, pushed down.",
        panes=beside_momentum([THETA_1, MU_V, HOLLOW, arrow], *lines, asked=asked),
        question=Question(
            "Which way will NAG’s correction, −lr times the gradient, push in y?",
            {"Up": push > FLOOR, "Down": push < -FLOOR, "Nearly none": abs(push) <= FLOOR},
            f"∂f/∂y = {KAPPA:g}·({number(LOOK_AHEAD[1])}) = {number(gradient[1])}. The correction "
            f"is −{ETA} times that: {number(push)}, up, against the velocity.",
        ),
        focus=(1,),
        claims=lambda: {
            "momentum’s correction pushed down": MOM.correction(1)[1] < 0.0,
            "NAG’s goes against the velocity": push * COASTING[1] < 0.0,
        },
        notes="Ask for the push, not for the gradient: the gradient points down, the push is up, "
        "and a question about the gradient’s direction only confuses.",
    )


def two_signs() -> Beat:
    """Two points, two signs."""
    here, ahead, push = MOM.gradient(1), NAG.gradient(1), plus(FIRST, MOM.correction(1))
    shapes = (
        THETA_1,
        MU_V,
        HOLLOW,
        Arrow("ghost", FIRST, push, label="−lr·∇f(θ₁)", order=1),
        Arrow("correction", LOOK_AHEAD, NAG.position(2), order=2),
    )
    lines = f"∇f(θ₁) = {vector(here)}", f"∇f(θ₁ + μv₁) = {vector(ahead)}"
    return Beat(
        text=f"At θ₁ the slope in y is +{number(here[1])}, at the hollow point "
        f"{number(ahead[1])}. The dotted arrow is the push of θ₁’s gradient, the one momentum "
        "used; the solid one is NAG’s.",
        panes=beside_momentum(shapes, *lines),
        focus=(1,),
        claims=lambda: {
            "the slopes in y have two signs": ahead[1] < 0.0 < here[1],
            "those in x are nearly equal": math.isclose(here[0], ahead[0], rel_tol=0.05),
        },
        notes="The x components are nearly equal: along the flat direction looking ahead changes "
        "little.",
    )


def nag_step() -> Beat:
    """NAG’s second step."""
    end, other = NAG.position(2), MOM.position(2)
    shapes = (
        THETA_1,
        MU_V,
        Diamond(1, LOOK_AHEAD),
        Dot("ghost", other, label="momentum’s θ₂"),
        Arrow("correction", LOOK_AHEAD, end, label="−lr·∇f(θ₁ + μv₁)", order=1),
        Dot(1, end, label="θ₂", order=2),
    )
    return Beat(
        text=f"Tip to tail, NAG lands on {vector(end)}: just past the floor. Momentum, the dotted "
        f"point, went on to y = {number(other[1])} at the same settings.",
        panes=beside_momentum(shapes, *second_step(1)),
        focus=(1,),
        claims=lambda: {
            "tip to tail": same(plus(LOOK_AHEAD, NAG.correction(1)), end),
            "NAG is just past the floor, momentum far": other[1] < 5.0 * end[1] < 0.0,
        },
        notes="Compare the two lines of numbers: the first terms are equal, only the gradients "
        "differ.",
    )


def brake() -> Beat:
    """The curvature brake."""
    end, other = NAG.position(2), MOM.position(2)
    difference = minus(NAG.correction(1), MOM.correction(1))
    x, y = braked = scaled(-LR * MOMENTUM, (VELOCITY[0], KAPPA * VELOCITY[1]))
    shapes = (
        THETA_1,
        Dot("ghost", other, label="momentum’s θ₂"),
        Dot(1, end, label="θ₂"),
        Arrow("brake", other, plus(other, difference), label="−lr·μ·Hv₁", order=1),
    )
    line = (
        f"{{brake|−lr·μ·Hv₁}} = −{ETA}·{MU}·(1·{number(VELOCITY[0])}, {KAPPA:g}·("
        f"{number(VELOCITY[1])})) = {vector(braked, 5)}"
    )
    return Beat(
        text="All that differs is −lr·(∇f(θ₁ + μv₁) − ∇f(θ₁)) = −lr·μ·Hv₁ with H = "
        f"diag(1, {KAPPA:g}): a brake against the velocity, in each direction as strong as "
        f"the bowl is curved there. In x it is {number(x, 5)}, in y {number(y, 5)}.",
        panes=beside_momentum(shapes, line),
        focus=(1,),
        claims=lambda: {
            "the formula is what differs": same(braked, difference),
            "it joins the two ends": same(plus(other, difference), end),
            "it goes against the velocity": x * VELOCITY[0] < 0.0 > y * VELOCITY[1],
        },
        notes="For a quadratic this is exact, not an approximation: the gradient is linear, so the "
        "difference of two gradients is H times the difference of the points.",
    )
