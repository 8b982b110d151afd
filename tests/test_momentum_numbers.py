"""The numbers of the lesson on momentum, worked out before it was written, are in it."""

import re
from itertools import product

import numpy as np
import pytest

from beat_texts import texts_of
from comparison import Run, read_link
from lessons import LESSONS
from lessons.momentum.noise import cloud, jitter, measured
from lessons.momentum.runs import FLOOR, alone, heavy, parts
from lessons.words import plain
from pictures import ByStep, Dot

LESSON = LESSONS["momentum"]
SETTINGS = [control.setting for control in LESSON.controls_of("who_wins")][:2]
NUMBER = re.compile(r"[−-]?\d+(?:\.\d+)?(?:e[−-]?\d+)?")
Q, M = "landscape=quadratic", "run=momentum"

NUMBERS = [
    ("with_and_without", {}, "0.04 0.9 -4 2 -3.84 0 1.8 -1.8 0.144 0.1536 -3.542 -3.686"),
    ("with_and_without", {}, "-3.133 -2.639 -2.089 -1.62 0.162 1.604 71 150 83 108"),
    ("with_and_without", {}, "58 7.373 46.77 37.71 3.81 34.33 6.795 6.262 5.771 5.319"),
    ("with_and_without", {}, "-3.539 -3.397 -3.261 0.05"),
    ("made_of", {}, "5 0.9 0.81 0.1056 0.1128 0.1148 0.1120 0.1050 0.5501 5.21 10"),
    ("made_of", {}, "-0.162 1.458 0 -1.312 1.442 4.390"),
    ("how_fast", {}, "1 1.9 4.095 5 6.513 10 9.015 22 0.99 230 29 25.28 50 30 0.6023 5.644 91 415"),
    ("dial", {}, "108 73 49 29 18 40 82 160 862 0.64 0.04743 0.05 1.746"),
    ("dial", {"momentum": 0.64}, "0.64 29"),
    ("rate_slider", {}, "0.01 84 0.02 78 0.04 83 0.08 80 0.1 82 0.9487 0.00263 0.1519 0.12"),
    ("rate_slider", {}, "0.0513 0.00501"),
    ("rate_slider", {"lr": 0.02}, "78"),
    ("zigzag", {}, "0.072 0.08 -0.8 20 0.0360 1.016 28 10 17 6 11 75 0.117 0.64 0.152"),
    ("zigzag", {"momentum": 0.5}, "0.5 11"),
    ("who_wins", {}, "57 18 0.111 0.444 23 56 67 85 111 221 0.270 0.669 38 1442 398 158402 0.961"),
    ("who_wins", {"kappa": 1442.0}, "1442 0.9"),
    ("sum_or_average", {}, "0.3 0.03 0.9 -2.8 -13 -3.88 0.5 112 80 98"),
    ("noise", {}, "0.1 0.688 0.672 0.671 0.308 0.0689 0.0213 2.15"),
    ("your_turn", {}, "0.9 0.051 14 12 0.103 0.52 11 0.0005 0.005"),
]
LINKS = [
    (f"{Q}&steps=150&run=gradient_descent,lr=0.04&{M},lr=0.04,convention=classical", (108, 83)),
    (
        "landscape=huber_slope&start=-8,0&steps=500&run=gradient_descent,lr=0.02"
        f"&{M},lr=0.02&{M},lr=0.02,momentum=0.99",
        (415, 91, None),
    ),
    (
        f"{Q}&start=-4,0&{M},lr=0.04,momentum=0.3&{M},lr=0.04,momentum=0.64&{M},lr=0.04",
        (73, 29, 82),
    ),
    (f"{Q}&steps=200&{M},lr=0.01&{M},lr=0.04&{M},lr=0.1", (84, 83, 82)),
    (
        f"{Q}&{M},lr=0.03&run=qhm,lr=0.3,momentum=0.9,nu=1&{M},lr=0.3,dampening=0.9"
        f"&{M},lr=0.3,convention=mlx,dampening=0.9",
        (80, 80, 112, 80),
    ),
    (f"{Q}&{M},lr=0.1111111111111111,momentum=0.4444444444444444", (18,)),
    (f"{Q}&run=gradient_descent,lr=0.07692307692307693", (57,)),
    (f"{Q}&{M},lr=0.11,momentum=0.5&{M},lr=0.103,momentum=0.52", (12, 12)),
]
"""Pictures that the lesson tells of, and the steps at which their runs arrive."""


def said(name, values):
    """All numbers that a beat says, with its notes, folds and table."""
    beat = LESSON.beat(name, values)
    texts = [*texts_of(beat), beat.notes]
    texts += [beat.goal.ask] if beat.goal else []
    text = re.sub(r"(?<=\d) (?=\d{3}\b)", "", plain(" · ".join(texts)))
    found = NUMBER.findall(text.replace("−", "-"))
    return {float(number) for number in found}


@pytest.mark.parametrize(("name", "values", "numbers"), NUMBERS)
def test_numbers_worked_out_before_are_said(name, values, numbers):
    missing = {float(number) for number in numbers.split()} - said(name, values)
    assert not missing


@pytest.mark.parametrize(("link", "reached"), LINKS)
def test_the_pictures_are_links(link, reached):
    picture, problems = read_link(link)
    assert not problems
    assert tuple(run.reached for run in picture.trajectories()) == reached


def test_the_goal_can_be_reached_with_the_sliders():
    lr, momentum = (control.setting for control in LESSON.controls_of("your_turn"))
    found = [
        values
        for values in product((0.095, 0.103, 0.11), (0.46, 0.5, 0.52))
        if LESSON.beat("your_turn", dict(zip(("lr", "momentum"), values, strict=True))).goal.met
    ]
    assert (0.103, 0.52) in found
    assert all(lr.low <= r <= lr.high and momentum.low <= b <= momentum.high for r, b in found)


def test_the_usual_momentum_never_reaches_the_goal():
    for lr in np.geomspace(0.005, 0.15, 25).tolist():
        assert not LESSON.beat("your_turn", {"lr": lr}).goal.met


def test_runs_spread_as_the_formulas_say():
    """Sixty seeds against the exact cloud and step, of the average and of the sum."""
    for momentum in (0.0, 0.5, 0.9):
        for run, lr in (
            (Run("qhm", 0.1, momentum=momentum, nu=1.0), 0.1 * (1.0 - momentum)),
            (Run("momentum", 0.1, momentum=momentum), 0.1),
        ):
            assert measured(run) == pytest.approx((cloud(lr, momentum), jitter(lr, momentum)), 0.05)


def test_gradient_steps_add_up_to_the_velocity():
    run = alone(heavy(FLOOR))
    for made in (1, 5, 20):
        np.testing.assert_allclose(
            parts(run, made).sum(axis=0), run.internals["velocity"][made - 1], atol=1e-15
        )


def test_a_click_on_the_map_is_a_place():
    beat = LESSON.beat("who_wins")
    assert [pane.sets for pane in beat.panes if pane.sets] == [("lr", "momentum")]
    low, high = (setting.low for setting in SETTINGS), (setting.high for setting in SETTINGS)
    (pane,) = (pane for pane in beat.panes if pane.sets)
    assert pane.window == tuple(zip(low, high, strict=True))


@pytest.mark.parametrize(
    ("name", "values", "said", "unsaid"),
    [
        ("with_and_without", {"momentum": 0.0}, "both runs are the same", "no error"),
        ("with_and_without", {"momentum": 0.01}, "rises in none of", "no error"),
        ("made_of", {"steps": 1}, "it is that gradient step", "agree,"),
        ("made_of", {"steps": 2}, "In y the 2 gradient steps agree", "pull both ways"),
        ("made_of", {"steps": 20}, "In x the gradient steps pull both ways", "agree:"),
        ("noise", {"momentum": 0.0}, "both runs are the same", "smoother"),
        ("who_wins", {"kappa": 100.0}, "κ = 100 times", "κ = 25 times"),
    ],
)
def test_sentences_are_true_where_a_control_ends(name, values, said, unsaid):
    beat = LESSON.beat(name, values)
    words = f"{beat.lead} {beat.text}"
    assert said in words
    assert unsaid not in words


def test_what_is_said_to_be_the_same_is():
    for name in ("with_and_without", "noise"):
        bare, own = (
            pane.ground.trajectories()[k].positions
            for k, pane in enumerate(LESSON.beat(name, {"momentum": 0.0}).panes[:2])
        )
        np.testing.assert_allclose(bare, own, atol=1e-12)


def test_a_run_that_leaves_its_picture_says_so():
    lines = [pane.lines for pane in LESSON.beat("sum_or_average").panes[:2]]
    assert "goes on outside" not in lines[0][0]
    assert "goes on outside" in lines[1][0]
    (line,) = LESSON.beat("sum_or_average", {"form": "mlx"}).panes[1].lines
    assert "outside" not in line


def test_a_run_starts_at_a_mark_that_no_path_hides():
    for name in LESSON.names:
        for pane in LESSON.beat(name).panes:
            if pane.ground is not None:
                assert pane.shapes[-1] == Dot("theta", pane.ground.start), name


def test_the_loss_has_a_dot_at_each_step_that_is_played():
    beat = LESSON.beat("with_and_without")
    (dots,) = (shape for shape in beat.panes[2].shapes if isinstance(shape, ByStep))
    assert len(dots.steps) == beat.steps + 1
    assert [dot.at[0] for dot in dots.steps[3]] == [3.0, 3.0]
    assert dots.order  # hidden until the question is answered
