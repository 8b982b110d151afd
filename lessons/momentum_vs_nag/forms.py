"""What each framework stores as the parameter, and what a changing learning rate does to it.

Momentum and NAG are written in several forms. At a constant rate they are the same run; some
store the point theta, some the look-ahead point theta + mu v. When the rate changes on the way,
it matters whether it stands inside the velocity or multiplies all of it.
"""

from typing import Annotated, Any

import numpy as np

from comparison import Comparison
from lessons.beat import Beat, Fold
from lessons.control import Words
from lessons.momentum_vs_nag.runs import LR, MOMENTUM, PICTURE, gap, pane
from lessons.words import number
from optim import OPTIMIZERS
from pictures import STEP, Diamond, Pane, trail, walk
from pictures.curves import curve
from pictures.pane import Window
from pictures.shape import Point
from pictures.step import plus, scaled

STEPS = 40
SLOW, FAST = 0.005, 0.06
REACH = 6.0
"""How far the picture goes at most; a diverging run leaves it."""

FORMS = {
    "classical": "Classical",
    "torch": "PyTorch",
    "keras": "Keras",
    "original": "Nesterov 1983",
}
STORED = {
    "classical": "θ is stored, lr stands inside the velocity: v is the last step.",
    "torch": "For NAG θ + μv is stored. lr multiplies the whole velocity, so a new rate also "
    "rescales what was collected at the old one. optax and MLX do the same.",
    "keras": "For NAG θ + μv is stored, lr stands inside the velocity: always the classical "
    "run, seen one velocity ahead.",
    "original": "Two points a step: θ, and y = θ + μ(θ − previous θ), where the gradient is "
    "taken. With the same μ it is the classical form; Nesterov let μ grow.",
}
RATES = {"constant": "constant", "ramp": "rising", "jump": "jumping halfway"}
SAID = {
    "constant": f"The learning rate is {LR:g} at every step.",
    "ramp": f"The learning rate rises from {SLOW:g} to {FAST:g} over {STEPS} steps.",
    "jump": f"The learning rate is {SLOW:g}, and {FAST:g} from step {STEPS // 2} on.",
}
_CHANGING = {"lr": FAST, "start_factor": SLOW / FAST}
_RUN_AT: dict[str, dict[str, Any]] = {
    "constant": {"lr": LR},
    "ramp": {"schedule": "linear", "total_iters": STEPS - 1, **_CHANGING},
    "jump": {
        "schedule": f"linear:{STEPS // 2}~constant", "end_factor": SLOW / FAST, **_CHANGING,
    },
}  # fmt: skip


def forms(
    form: Annotated[str, Words(FORMS)] = "classical",
    rate: Annotated[str, Words(RATES, label="learning rate")] = "constant",
) -> Beat:
    """What frameworks store, and a learning rate that changes."""
    picture = in_form(form, rate)
    shown = picture.trajectories()
    return Beat(
        text=f"{SAID[rate]} {STORED[form]} Thick: what is stored. Thin and dotted: the classical "
        "θ. Hollow: the classical look-ahead points θ + μv. In the formulas η is "
        f"lr{_unused(picture)}.",
        panes=(_pane(form, rate, 0), _pane(form, rate, 1), _rate_by_step(shown[0].settings["lr"])),
        folds=tuple(
            Fold(
                name,
                (*(f"${line}$" for line in run.rule.formula), f"Source: {run.rule.source}"),
                open=True,
            )
            for name, run in zip(("Momentum", "NAG"), picture.runs, strict=True)
        ),
        claims=lambda: {
            "at a constant rate momentum is one run in all forms": all(
                apart(other, "constant", 0) < 1e-12 for other in FORMS
            ),
            "Keras stores the look-ahead points at every rate": all(
                apart("keras", other, 1, ahead=True) < 1e-12 for other in RATES
            ),
            "Nesterov's form is the classical one at every rate": all(
                apart("original", other, 1) < 1e-12 for other in RATES
            ),
            "torch's NAG leaves the look-ahead points when the rate changes": all(
                apart("torch", other, 1, ahead=True) > 0.5 for other in ("ramp", "jump")
            ),
        },
        notes="Let the rate rise and go through the forms: Keras stays on the hollow points, "
        "PyTorch leaves them.",
        t=STEPS,
    )


def _unused(picture: Comparison) -> str:
    """That PyTorch's weight decay and dampening are nothing here, where its formulas have them."""
    first = picture.runs[0]
    if not any(r"\lambda" in line for line in first.rule.formula):
        return ""
    return f"; λ and τ are {number(first.settings.get('weight_decay', 0.0))} here"


def in_form(form: str, rate: str) -> Comparison:
    """Momentum and NAG in a form at one of RATES; momentum has no form of Nesterov's own."""
    runs = [
        run.changed(convention=form if form in OPTIMIZERS[run.optimizer].rules else "classical")
        for run in PICTURE.runs[:2]
    ]
    constant = {"momentum_sequence": False} if form == "original" else {}
    return PICTURE.changed(runs=runs, steps=STEPS, **_RUN_AT[rate], **constant)


def apart(form: str, rate: str, place: int, ahead: bool = False) -> float:
    """How far what is stored gets from the classical theta, or from its look-ahead points."""
    classical = walk(in_form("classical", rate), place)
    points = _hollow(rate) if ahead else classical.trail(STEPS)
    return gap(walk(in_form(form, rate), place).trail(STEPS), points)


def _hollow(rate: str) -> list[Point]:
    """The classical theta + mu v of NAG at every position."""
    nag = walk(in_form("classical", rate), 1)
    return [plus(nag.position(k), scaled(MOMENTUM, nag.velocity(k))) for k in range(STEPS + 1)]


def _pane(form: str, rate: str, place: int) -> Pane:
    """What is stored, over the classical run and NAG's look-ahead points."""
    picture, classical = in_form(form, rate), walk(in_form("classical", rate), place)
    shapes = (
        trail(classical.trail(STEPS), "ghost", thin=True, dots=False),
        *(Diamond("other", at) for at in (_hollow(rate) if place else ())),
        trail(walk(picture, place).trail(STEPS), place),
    )
    return pane(place, _window(form, rate), shapes, _told(form, rate, place), picture=picture)


def _told(form: str, rate: str, place: int) -> str:
    distance = apart(form, rate, place)
    if distance < 1e-9:
        return "the same points as the classical θ"
    if place == 0:
        return f"up to {number(distance, 3)} from the classical θ"
    ahead = apart(form, rate, place, ahead=True)
    if ahead < 1e-9:
        return f"the classical look-ahead points, up to {number(distance, 3)} from θ"
    return (
        f"up to {number(distance, 3)} from the classical θ, {number(ahead, 3)} from its "
        "look-ahead points"
    )


def _window(form: str, rate: str) -> Window:
    """What holds the runs and the classical ones, as far as they stay within REACH."""
    points = np.vstack(
        [walk(in_form(f, rate), k).trail(STEPS) for f in (form, "classical") for k in (0, 1)]
    )
    shown = points[(np.abs(points) <= REACH).all(axis=1)]
    (x0, y0), (x1, y1) = (shown.min(axis=0) - 0.4).tolist(), (shown.max(axis=0) + 0.4).tolist()
    return (x0, x1), (y0, y1)


def _rate_by_step(rates: Any) -> Pane:
    line = curve(np.arange(STEPS), rates, "other", follows=True)
    window = (0.0, STEPS - 1.0), (0.0, 1.1 * FAST)
    return Pane((line,), window, "Learning rate at step t", x=STEP, wide=0.7)
