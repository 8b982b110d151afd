"""Beats 1 to 10: two steps of both methods, taken apart."""

from lessons.figure import Arrow, Beat, Diamond, Dot, Letter, Panel, Question, Shape, number, vector
from lessons.momentum_vs_nag.runs import (
    KAPPA,
    LR,
    MOMENTUM,
    minus,
    plus,
    scaled,
    walk,
)

MOM, NAG = walk("momentum"), walk("nesterov")
START, FIRST = MOM.position(0), MOM.position(1)
VELOCITY, COASTING = MOM.velocity(1), MOM.coasting(1)
LOOK_AHEAD = NAG.measured(1)
FULL = ((-4.7, 1.4), (-2.3, 2.3))
SECOND_STEP = ((-4.9, -2.7), (-1.45, 0.75))
BESIDE = (0.03, 0.0)
MU, ETA = number(MOMENTUM), number(LR)

_THETA_1 = Dot("theta", FIRST, label="θ₁")
_MU_V = Arrow("velocity", FIRST, plus(FIRST, COASTING), label="μv₁")


def beats() -> tuple[Beat, ...]:
    """The first ten beats."""
    return (
        _start(), _first_step(), _velocity(), _shrink(), _momentum_step(),
        _look_ahead(), _which_way(), _two_gradients(), _nag_step(), _brake(),
    )  # fmt: skip


def _start() -> Beat:
    shapes = (Dot("theta", START, label="θ₀"),)
    return Beat(
        title="One bowl, one start",
        text=f"Both runs start at θ₀ = {vector(START)}, at rest: v₀ = (0, 0). Same learning rate "
        f"{ETA}, same momentum {MU}. The bowl ½(x² + {KAPPA:g}y²) is curved {KAPPA:g} times as "
        "strongly in y as in x.",
        window=FULL,
        left=Panel(shapes, ("v′ = {velocity|μv} {correction|− lr·∇f(θ)}", "θ′ = θ + v′")),
        right=Panel(shapes, ("v′ = {velocity|μv} {correction|− lr·∇f(θ + μv)}", "θ′ = θ + v′")),
        question=Question(
            "Will the first steps of momentum and NAG differ?",
            ("No, not at all", "Yes, NAG is ahead", "Yes, in y only"),
            0,
            "With v₀ = (0, 0) the look-ahead point θ₀ + μv₀ is θ₀ itself: same gradient, "
            "same step.",
        ),
        notes="Read the two updates aloud: they differ in one place only, the point at which the "
        "gradient is taken. Let the room vote before you go on.",
        short=True,
    )


def _first_step() -> Beat:
    gradient, correction = MOM.gradient(0), MOM.correction(0)
    arrow = Arrow("correction", START, plus(START, correction), label="−lr·∇f", order=1)
    end = Dot("theta", FIRST, label="θ₁", order=2)
    here = Dot("theta", START, label="θ₀")
    formula = (
        f"v₁ = {MU}·(0, 0) {{correction|− {ETA}·{vector(gradient)}}} = {vector(VELOCITY)}",
        f"θ₁ = {vector(START)} + {vector(VELOCITY)} = {vector(FIRST)}",
    )
    return Beat(
        title="The first step",
        text=f"Both land on θ₁ = {vector(FIRST)}. There is no velocity yet, so there is nothing "
        "to look ahead along: NAG's hollow point lies on θ₀.",
        window=((-4.7, -2.5), (-0.1, 2.25)),
        left=Panel((here, arrow, end), formula),
        right=Panel((here, Diamond("nesterov", NAG.measured(0)), arrow, end), formula),
        notes="The gradient points uphill; what is drawn is the step it makes, −lr times it.",
    )


def _velocity() -> Beat:
    here, there = Dot("ghost", START), _THETA_1
    arrow = Arrow("velocity", FIRST, plus(FIRST, VELOCITY), label="v₁", order=1)
    panel = Panel((here, there, arrow), (f"{{velocity|v₁}} = θ₁ − θ₀ = {vector(VELOCITY)}",))
    return Beat(
        title="What is remembered",
        text="Both made the same first step, to θ₁. It is kept: the velocity v₁ = "
        f"{vector(VELOCITY)}, drawn again from θ₁. It would carry both "
        "across the floor of the ravine, y = 0.",
        window=((-4.9, -2.7), (-1.3, 2.35)),
        left=panel,
        right=panel,
        notes="Nothing has been computed here: v₁ is the arrow of the first step, moved to θ₁. "
        "It will be used a tenth shorter, as μv₁.",
        short=True,
    )


def _shrink() -> Beat:
    tip, shrunk = plus(FIRST, VELOCITY), plus(FIRST, COASTING)
    shapes = (
        Arrow("ghost", plus(FIRST, BESIDE), plus(tip, BESIDE), label="v₁, drawn beside it"),
        Arrow("velocity", FIRST, shrunk, shrinks_from=tip, label="μv₁", order=1),
    )
    line = f"{{velocity|μv₁}} = {MU}·{vector(VELOCITY)} = {vector(COASTING)}"
    return Beat(
        title="Friction: v shrinks to μv",
        text=f"Momentum {MU} takes a tenth off the velocity before it is used. Seen close to "
        f"the tip: v₁ ended at y = {number(tip[1])}, μv₁ ends at y = {number(shrunk[1])}.",
        window=((-3.95, -3.55), (-1.1, -0.75)),
        left=Panel(shapes, (line,)),
        right=Panel(shapes, (line,)),
        notes="Still no difference between the two. A tenth is little: that is why the picture "
        "zooms in on the tip.",
    )


def _momentum_step() -> Beat:
    gradient, correction, end = MOM.gradient(1), MOM.correction(1), MOM.position(2)
    tip = plus(FIRST, COASTING)
    before: tuple[Shape, ...] = (_THETA_1, _MU_V)
    places = (minus(tip, correction), tip, end)
    letters = tuple(Letter("other", at, label=name) for at, name in zip(places, "ABC", strict=True))
    after = (
        *before,
        Arrow("correction", tip, plus(tip, correction), label="−lr·∇f(θ₁)", order=1),
        Dot("momentum", end, label="θ₂", order=2),
    )
    formula = (
        f"v₂ = {{velocity|{vector(COASTING)}}} {{correction|− {ETA}·{vector(gradient)}}} = "
        f"{vector(MOM.velocity(2))}",
        f"θ₂ = {vector(FIRST)} + {vector(MOM.velocity(2))} = {vector(end)}",
    )
    waiting = Panel(before, ("NAG waits.",))
    return Beat(
        title="Momentum: the gradient where it stands",
        text=f"At θ₁ the slope in y is still +{number(gradient[1])}, so the correction pushes "
        "further down, on top of a velocity that was long enough already. Momentum overshoots.",
        window=SECOND_STEP,
        left=Panel(after, formula),
        right=waiting,
        asked=(
            Panel((*before, *letters), ("v₂ = {velocity|μv₁} {correction|− lr·∇f(θ₁)}", "θ₂ = ?")),
            waiting,
        ),
        question=Question(
            "Momentum takes its gradient at θ₁. Where does θ₂ land? (Or click the place.)",
            ("Back towards the floor", "At the tip of μv₁", "Further down"),
            2,
            f"∇f(θ₁) = {vector(gradient)}: uphill is up, so −lr·∇f(θ₁) = {vector(correction)} "
            f"goes down, to {vector(end)}.",
            points=places,
            on="left",
        ),
        focus="left",
        lead="Momentum's second step is two arrows, tip to tail: μv₁, and then −lr·∇f with the "
        "gradient taken at θ₁.",
        notes="θ₁ lies above the floor. The gradient there knows nothing of where the velocity is "
        "about to carry the run.",
        short=True,
    )


def _look_ahead() -> Beat:
    return Beat(
        title="NAG walks first",
        text="NAG does not ask for the gradient at θ₁. It first walks along μv₁ to the hollow "
        f"point {vector(LOOK_AHEAD)}, where the velocity is about to carry it anyway. The run "
        "does not move there yet: it only looks.",
        window=SECOND_STEP,
        left=_momentum_done(),
        right=Panel(
            (
                _THETA_1,
                Arrow("velocity", FIRST, LOOK_AHEAD, label="μv₁", order=1),
                Diamond("nesterov", LOOK_AHEAD, label="θ₁ + μv₁", order=2),
            ),
            (f"θ₁ + μv₁ = {vector(FIRST)} + {vector(COASTING)} = {vector(LOOK_AHEAD)}",),
        ),
        focus="right",
        notes="The hollow diamond is the look-ahead point. Ask on which side of the floor it lies.",
    )


def _which_way() -> Beat:
    gradient, correction = NAG.gradient(1), NAG.correction(1)
    asked = (_THETA_1, _MU_V, Diamond("nesterov", LOOK_AHEAD, label="θ₁ + μv₁"))
    arrow = Arrow("correction", LOOK_AHEAD, plus(LOOK_AHEAD, correction), order=1)
    return Beat(
        title="Which way will the correction push?",
        text="NAG walks along μv₁ first, to the hollow point, and takes its gradient there. "
        "Momentum's correction, from the gradient at θ₁, pushed down.",
        window=SECOND_STEP,
        left=_momentum_done(),
        right=Panel((*asked, arrow), _nag_gradient()),
        asked=(_momentum_done(), Panel(asked, ("∇f(θ₁ + μv₁) = ?", "{correction|−lr·∇f} = ?"))),
        question=Question(
            "Which way will NAG's correction, −lr times the gradient, push in y?",
            ("Up", "Down", "Nearly none"),
            0,
            f"∂f/∂y = {KAPPA:g}·({number(LOOK_AHEAD[1])}) = {number(gradient[1])}. The correction "
            f"is −{ETA} times that: {number(correction[1])}, up, against the velocity.",
        ),
        focus="right",
        notes="Ask for the push, not for the gradient: the gradient points down, the push is up, "
        "and a question about the gradient's direction only confuses.",
        short=True,
    )


def _two_gradients() -> Beat:
    at_theta, ahead = MOM.gradient(1), NAG.gradient(1)
    return Beat(
        title="Two points, two signs",
        text=f"At θ₁ the slope in y is +{number(at_theta[1])}, at the hollow point "
        f"{number(ahead[1])}. The dotted arrow is the push of θ₁'s gradient, the one momentum "
        "used; the solid one is NAG's.",
        window=SECOND_STEP,
        left=_momentum_done(),
        right=Panel(
            (
                _THETA_1,
                _MU_V,
                Diamond("nesterov", LOOK_AHEAD, label="θ₁ + μv₁"),
                Arrow("ghost", FIRST, plus(FIRST, MOM.correction(1)), label="−lr·∇f(θ₁)", order=1),
                Arrow("correction", LOOK_AHEAD, plus(LOOK_AHEAD, NAG.correction(1)), order=2),
            ),
            (f"∇f(θ₁) = {vector(at_theta)}", f"∇f(θ₁ + μv₁) = {vector(ahead)}"),
        ),
        focus="right",
        notes="The x components are nearly equal: along the flat direction looking ahead changes "
        "little.",
    )


def _nag_step() -> Beat:
    correction, end = NAG.correction(1), NAG.position(2)
    return Beat(
        title="NAG's second step",
        text=f"Tip to tail, NAG lands on {vector(end)}: just past the floor. Momentum, the dotted "
        f"point, went on to y = {number(MOM.position(2)[1])} at the same settings.",
        window=SECOND_STEP,
        left=_momentum_done(),
        right=Panel(
            (
                _THETA_1,
                _MU_V,
                Diamond("nesterov", LOOK_AHEAD),
                Dot("ghost", MOM.position(2), label="momentum's θ₂"),
                Arrow(
                    "correction",
                    LOOK_AHEAD,
                    plus(LOOK_AHEAD, correction),
                    label="−lr·∇f(θ₁ + μv₁)",
                    order=1,
                ),
                Dot("nesterov", end, label="θ₂", order=2),
            ),
            (
                f"v₂ = {{velocity|{vector(COASTING)}}} "
                f"{{correction|− {ETA}·{vector(NAG.gradient(1))}}} = {vector(NAG.velocity(2))}",
                f"θ₂ = {vector(FIRST)} + {vector(NAG.velocity(2))} = {vector(end)}",
            ),
        ),
        focus="right",
        notes="Compare the two lines of numbers: the first terms are equal, only the gradients "
        "differ.",
        short=True,
    )


def _brake() -> Beat:
    momentum_end, nag_end = MOM.position(2), NAG.position(2)
    brake = minus(NAG.correction(1), MOM.correction(1))
    steps = scaled(-LR * MOMENTUM, (VELOCITY[0], KAPPA * VELOCITY[1]))
    return Beat(
        title="The curvature brake",
        text="All that differs is −lr·(∇f(θ₁ + μv₁) − ∇f(θ₁)) = −lr·μ·Hv₁ with H = "
        f"diag(1, {KAPPA:g}): a brake against the velocity, in each direction as strong as "
        "the bowl is curved there. "
        f"In x it is {number(steps[0], 5)}, in y {number(steps[1], 5)}.",
        window=SECOND_STEP,
        left=_momentum_done(),
        right=Panel(
            (
                _THETA_1,
                Dot("ghost", momentum_end, label="momentum's θ₂"),
                Dot("nesterov", nag_end, label="θ₂"),
                Arrow("brake", momentum_end, plus(momentum_end, brake), label="−lr·μ·Hv₁", order=1),
            ),
            (f"{{brake|−lr·μ·Hv₁}} = −{ETA}·{MU}·(1·{number(VELOCITY[0])}, {KAPPA:g}·("
             f"{number(VELOCITY[1])})) = {vector(steps, 5)}",),
        ),
        focus="right",
        notes="For a quadratic this is exact, not an approximation: the gradient is linear, so the "
        "difference of two gradients is H times the difference of the points.",
    )  # fmt: skip


def _momentum_done() -> Panel:
    """Momentum's second step, finished, for comparison."""
    tip, correction = plus(FIRST, COASTING), MOM.correction(1)
    return Panel(
        (
            _THETA_1,
            _MU_V,
            Arrow("correction", tip, plus(tip, correction), label="−lr·∇f(θ₁)"),
            Dot("momentum", MOM.position(2), label="θ₂"),
        ),
        (f"−lr·∇f(θ₁) = −{ETA}·{vector(MOM.gradient(1))} = {vector(correction)}",),
    )


def _nag_gradient() -> tuple[str, ...]:
    return (
        f"∇f(θ₁ + μv₁) = {vector(NAG.gradient(1))}",
        f"{{correction|−lr·∇f}} = {vector(NAG.correction(1))}",
    )
