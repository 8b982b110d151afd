"""Momentum vs NAG: every arrow ends where the engine went, every number is the known one."""

import math
import re

import numpy as np
import pytest

from browser import pack_lesson
from comparison import read_link
from lessons import LESSONS
from lessons.lesson import read_place
from lessons.momentum_vs_nag.forms import FORMS, RATES, STORED, apart, in_form
from lessons.momentum_vs_nag.runs import BOTH, GD, MOM, NAG, PICTURE
from pictures import Arrow, ByStep, Diamond, Dot, Line, Trail, walk
from pictures.step import minus, plus, scaled
from test_lessons import words

LESSON = LESSONS["momentum_vs_nag"]
STORY = [LESSON.beat(name) for name in LESSON.names[:16]]


def shapes(beat, kind, role=None):
    found = [s for pane in beat.panes for s in pane.shapes if isinstance(s, kind)]
    return [shape for shape in found if role in (None, shape.role)]


def close(a, b):
    return np.allclose(a, b, rtol=0.0, atol=1e-12)


def play(**values):
    return LESSON.beat("free_play", values)


@pytest.mark.parametrize("walked", BOTH)
def test_the_parts_of_every_step_add_up(walked):
    for k in range(100):
        end = plus(plus(walked.position(k), walked.coasting(k)), walked.correction(k))
        assert close(end, walked.position(k + 1))
        assert close(minus(walked.position(k + 1), walked.position(k)), walked.velocity(k + 1))


@pytest.mark.parametrize(
    ("beat", "place", "step"),
    [("first_step", 0, 0), ("first_step", 1, 0), ("momentum_step", 0, 1), ("look_ahead", 0, 1),
     ("which_way", 1, 1), ("two_signs", 1, 1), ("nag_step", 1, 1)],
)  # fmt: skip
def test_the_drawn_tip_is_the_next_point(beat, place, step):
    """The correction, tip to tail, ends exactly where the engine put the next point."""
    walked, drawn = BOTH[place], LESSON.beat(beat).panes[place].shapes
    (correction,) = (s for s in drawn if s.role == "correction")
    assert close(correction.tip, walked.position(step + 1))
    for arrow in (s for s in drawn if s.role == "velocity"):
        assert close(arrow.foot, walked.position(step))
        assert close(arrow.tip, correction.foot)
        assert close(arrow.tip, plus(walked.position(step), walked.coasting(step)))


def test_look_ahead_is_where_the_engine_took_the_gradient():
    (diamond,) = shapes(LESSON.beat("look_ahead"), Diamond)
    assert close(diamond.at, NAG.trajectory.internals["look_ahead"][1])
    assert close(diamond.at, plus(NAG.position(1), scaled(0.9, NAG.velocity(1))))
    assert close(NAG.gradient(1), (diamond.at[0], 25.0 * diamond.at[1]))


def test_the_brake_joins_the_two_ends():
    (brake,) = shapes(LESSON.beat("brake"), Arrow, "brake")
    assert close(brake.foot, MOM.position(2))
    assert close(brake.tip, NAG.position(2))
    x, y = NAG.velocity(1)
    assert close(minus(brake.tip, brake.foot), scaled(-0.03 * 0.9, (x, 25.0 * y)))


def test_shrinking_velocity():
    arrow, _ = shapes(LESSON.beat("friction"), Arrow, "velocity")
    assert close(minus(arrow.tip, arrow.foot), scaled(0.9, MOM.velocity(1)))
    assert close(minus(arrow.shrinks_from, arrow.foot), MOM.velocity(1))


def test_trails_are_the_runs_of_their_pane():
    for beat in STORY:
        for pane in beat.panes:
            for trail in pane.shapes:
                if isinstance(trail, Trail) and isinstance(trail.role, int):
                    positions = walk(pane.ground, trail.role).trail(200)
                    first = positions.index(trail.points[0])
                    assert trail.points == positions[first : first + len(trail.points)]


def test_numbers_on_the_page():
    """The figures the story is known for, as sentences show them."""
    said = " ".join(text for beat in STORY for text in words(beat))
    for expected in (
        "(−3.88, 0.5)", "(−3.656, −1.225)", "(−3.659, −0.2125)", "(−3.772, −0.85)", "−21.25",
        "1.0125", "0.873", "0.225", "at step 63", "momentum at 80", "144",
        "needs 18 steps and NAG 25",
        "needs 57", "12 at lr 0.103", "16 at lr 0.051", "0.0543", "0.152", "8 away at step 24",
        "up to 1.35",
    ):  # fmt: skip
        assert expected in said, expected


@pytest.mark.parametrize(
    ("place", "lrs", "momenta", "fewest"),
    [(0, (0.06, 0.14), (0.3, 0.7), 12), (1, (0.03, 0.054), (0.5, 0.9), 16)],
)
def test_few_steps_found_on_a_grid(place, lrs, momenta, fewest):
    """The settings named for the fewest steps are not beaten on a coarse grid around them."""
    reached = [
        walk(PICTURE.changed(lr=round(lr, 6), momentum=round(mu, 6), steps=60), place).reached
        for lr in np.linspace(*lrs, 9).tolist()
        for mu in np.linspace(*momenta, 9).tolist()
    ]
    assert min(step for step in reached if step) >= fewest


def test_the_place_that_is_right_is_where_momentum_lands():
    question = LESSON.beat("momentum_step").question
    right = list(question.choices.values()).index(True)
    assert close(question.places[right], MOM.position(2))
    assert NAG.reached < MOM.reached < GD.reached


def test_no_right_answer_is_said_before_it_is_given():
    for name, beat in zip(LESSON.names, STORY, strict=False):
        if beat.question:
            asked = [line for pane in beat.panes for line in pane.asked]
            shown = " ".join([LESSON.title(name), beat.lead or beat.text, *asked])
            (right,) = (choice for choice, holds in beat.question.choices.items() if holds)
            assert right not in f"{shown} {beat.question.ask}"
            drawn = {s for pane in beat.panes for s in pane.shapes if not s.order}
            assert not drawn & {s for pane in beat.panes for s in pane.shapes if s.order}


def test_links_lead_where_they_say():
    addresses = {label: address for beat in STORY for label, address in beat.links}
    assert read_place(LESSON, addresses["Compare the forms"]) == (LESSON.place(beat="forms"), [])
    assert read_place(LESSON, addresses["Free play"]) == (LESSON.place(beat="free_play"), [])
    pictures = [pane.link for beat in STORY for pane in beat.panes]
    for address in {*pictures, addresses["Open in the playground"]}:
        comparison, problems = read_link(address)
        assert problems == []
        assert [run.optimizer for run in comparison.runs] == [
            "momentum", "nesterov", "gradient_descent",
        ]  # fmt: skip


def test_windows_hold_what_is_drawn_on_them():
    """What a beat talks about is in the picture: dots, diamonds and arrow tips."""
    for beat in STORY:
        for pane in beat.panes:
            (x0, x1), (y0, y1) = pane.window
            for shape in pane.shapes:
                if isinstance(shape, Dot | Diamond | Arrow):
                    x, y = shape.tip if isinstance(shape, Arrow) else shape.at
                    assert x0 <= x <= x1, shape
                    assert y0 <= y <= y1, shape


def test_marks_in_sentences_name_roles():
    for name in LESSON.names:
        for text in words(LESSON.beat(name)):
            for role in re.findall(r"\{(\w+)\|", text):
                assert role in {"velocity", "correction", "brake", "0", "1", "2"}


def test_the_lesson_stays_small():
    """Words and shapes, and 8 kB of ground for each of the windows, compressed."""
    assert len(pack_lesson(LESSON.data()).data) < 160_000


# Free play


def test_free_play_arrows_end_on_the_next_point():
    beat = play(lr=0.041, momentum=0.77, kappa=13.0, x=-3.0, y=1.0)
    for pane in beat.panes[:2]:
        (own,) = (s for s in pane.shapes if isinstance(s, Trail))
        (parts,) = (s for s in pane.shapes if isinstance(s, ByStep))
        assert len(parts.steps) == len(own.points)
        assert parts.steps[-1] == ()
        for k, drawn in enumerate(parts.steps[:-1]):
            arrows = [s for s in drawn if isinstance(s, Arrow)]
            assert close(arrows[0].foot, own.points[k])
            assert close(arrows[0].tip, arrows[-1].foot) or len(arrows) == 1
            assert close(arrows[-1].tip, own.points[k + 1])


def marks(beat):
    return [s.label for s in beat.panes[2].shapes if isinstance(s, Line) and s.label]


def test_free_play_marks_and_limits():
    assert marks(play()) == ["0.05", "0.056"]
    assert "lr < 0.152" in play().text
    assert "lr < 0.0543" in play().text
    for other in ({"kappa": 10.0}, {"momentum": 0.5}):
        assert marks(play(**other)) == []


@pytest.mark.parametrize(("third", "runs"), [(True, 2), (False, 1)])
def test_free_play_third_path(third, runs):
    beat = play(gradient_descent=third)
    for pane in beat.panes[:2]:
        assert len([s for s in pane.shapes if isinstance(s, Trail)]) == runs
        assert len(pane.ground.runs) == runs + 1
    assert ("Gradient descent" in beat.text) == third


@pytest.mark.parametrize("lr", [0.0001, 0.056, 0.2, 1.0])
@pytest.mark.parametrize("kappa", [1.0, 25.0, 1000.0])
@pytest.mark.parametrize("start", [(-4.0, 2.0), (0.0, 0.0), (20.0, -20.0)])
def test_free_play_never_fails(lr, kappa, start):
    beat = play(lr=lr, kappa=kappa, x=start[0], y=start[1], gradient_descent=True)
    low, high = beat.panes[2].window[1]
    assert low < 0.95 < high
    for pane in beat.panes[:2]:
        assert pane.lines or pane.step_lines
        (x0, x1), (y0, y1) = pane.window
        assert x0 < start[0] < x1
        assert y0 < start[1] < y1


# The forms


def test_constant_rate_all_forms_are_one_run():
    for form in FORMS:
        assert apart(form, "constant", 0) < 1e-12
        ahead = form not in {"classical", "original"}
        assert apart(form, "constant", 1, ahead=ahead) < 1e-12
    assert apart("torch", "constant", 1) == pytest.approx(math.hypot(0.108, 1.35), abs=1e-9)


@pytest.mark.parametrize("rate", ["ramp", "jump"])
def test_changing_rate_only_torch_parts(rate):
    for form in ("keras", "original"):
        assert apart(form, rate, 1, ahead=form == "keras") < 1e-12
        assert apart(form, rate, 0) < 1e-12
    assert apart("torch", rate, 1, ahead=True) > 0.5


@pytest.mark.parametrize(
    ("place", "rate", "per_coordinate", "said"),
    [
        (0, "ramp", 1.26, "up to 1.43 from the classical θ"),
        (1, "ramp", 1.01, "up to 1.24 from the classical θ, 1.01 from its look-ahead points"),
        (0, "jump", 3.84, "up to 4.15 from the classical θ"),
        (1, "jump", 55.5, "up to 71.6 from the classical θ, 55.5 from its look-ahead points"),
    ],
)
def test_gaps_at_a_changing_rate(place, rate, per_coordinate, said):
    """As recorded from torch and Keras, where the gap was measured per coordinate."""
    torch, keras = (walk(in_form(form, rate), place).trail(40) for form in ("torch", "keras"))
    assert np.abs(np.subtract(torch, keras)).max() == pytest.approx(per_coordinate, rel=0.01)
    assert apart("torch", rate, place, ahead=place == 1) >= per_coordinate * 0.99
    assert LESSON.beat("forms", {"form": "torch", "rate": rate}).panes[place].lines == (said,)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("rate", RATES)
def test_forms_say_what_they_store_and_open_in_the_playground(form, rate):
    beat = LESSON.beat("forms", {"form": form, "rate": rate})
    assert STORED[form] in beat.text
    for pane in beat.panes[:2]:
        comparison, problems = read_link(pane.link)
        assert problems == []
        assert comparison == in_form(form, rate)


def test_the_rates_are_those_that_were_recorded():
    rates = {rate: in_form("torch", rate).trajectories()[0].settings["lr"] for rate in RATES}
    assert np.allclose(rates["constant"], 0.03, rtol=1e-12)
    assert np.allclose(rates["ramp"], np.linspace(0.005, 0.06, 40), rtol=1e-12)
    assert np.allclose(rates["jump"], np.repeat((0.005, 0.06), 20), rtol=1e-12)


# The place in a link


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("beat=99", "beat must be a whole number between 1 and 18, not “99”; 18 is used."),
        ("beat=seven", "There is no beat “seven”"),
        ("part=<script>", "part cannot be “<script>”"),
        ("lr=nan&part=play", "lr must be a number"),
        ("lr=1e9&part=play", "lr must be a number between 0.0001 and 1"),
        ("landscape=booth", "“landscape” is not part of a link"),
        ("beat=2&beat=3", "more than once"),
    ],
)
def test_hostile_places_are_repaired(link, said):
    place, problems = read_place(LESSON, link)
    assert said in problems[0]
    assert read_place(LESSON, place.to_link()) == (place, [])
