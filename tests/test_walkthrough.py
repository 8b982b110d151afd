"""The walkthrough: every number a beat shows is the engine's, every arrow ends where it should."""

import math
import re
import zlib
from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from browser import pack_board
from comparison import read_link
from lessons.figure import Arrow, Beat, Diamond, Dot, Panel, Question, Trail, number, vector
from lessons.momentum_vs_nag import forms
from lessons.momentum_vs_nag.free_play import free_play
from lessons.momentum_vs_nag.place import FIELDS, LAST_BEAT, Place, read_place
from lessons.momentum_vs_nag.runs import minus, plus, scaled, walk
from lessons.momentum_vs_nag.story import beats, story
from test_packing import unpack

BEATS = beats()
MOMENTUM, NAG = walk("momentum"), walk("nesterov")


def shapes(beat, kind, role=None):
    found = [s for panel in (beat.left, beat.right) for s in panel.shapes if isinstance(s, kind)]
    return [shape for shape in found if role in (None, shape.role)]


def close(a, b):
    return np.allclose(a, b, rtol=0.0, atol=1e-12)


def test_sixteen_beats_and_a_short_path_of_six():
    assert len(BEATS) == LAST_BEAT == 16
    assert sum(beat.short for beat in BEATS) == 6
    assert BEATS[0].short


@pytest.mark.parametrize("walked", [MOMENTUM, NAG])
def test_the_parts_of_every_step_add_up(walked):
    for k in range(100):
        end = plus(plus(walked.position(k), walked.coasting(k)), walked.correction(k))
        assert close(end, walked.position(k + 1))
        assert close(minus(walked.position(k + 1), walked.position(k)), walked.velocity(k + 1))


@pytest.mark.parametrize(
    ("beat", "side", "walked", "step"),
    [(2, "left", MOMENTUM, 0), (2, "right", NAG, 0), (5, "left", MOMENTUM, 1),
     (6, "left", MOMENTUM, 1), (7, "right", NAG, 1), (8, "right", NAG, 1), (9, "right", NAG, 1)],
)  # fmt: skip
def test_the_drawn_tip_is_the_next_point(beat, side, walked, step):
    """The correction, tip to tail, ends exactly where the engine put the next point."""
    panel = getattr(BEATS[beat - 1], side)
    (correction,) = (s for s in panel.shapes if s.role == "correction")
    assert close(correction.tip, walked.position(step + 1))
    velocities = [s for s in panel.shapes if s.role == "velocity"]
    for arrow in velocities:
        assert close(arrow.foot, walked.position(step))
        assert close(arrow.tip, correction.foot)
        assert close(arrow.tip, plus(walked.position(step), walked.coasting(step)))


def test_look_ahead_is_where_the_engine_took_the_gradient():
    diamonds = shapes(BEATS[5], Diamond)
    assert close(diamonds[0].at, NAG.trajectory.internals["look_ahead"][1])
    assert close(diamonds[0].at, plus(NAG.position(1), scaled(0.9, NAG.velocity(1))))
    gx, gy = NAG.gradient(1)
    assert close((gx, gy), (diamonds[0].at[0], 25.0 * diamonds[0].at[1]))


def test_the_brake_joins_the_two_ends():
    (brake,) = shapes(BEATS[9], Arrow, "brake")
    assert close(brake.foot, MOMENTUM.position(2))
    assert close(brake.tip, NAG.position(2))
    velocity = NAG.velocity(1)
    hessian_product = (velocity[0], 25.0 * velocity[1])
    assert close(minus(brake.tip, brake.foot), scaled(-0.03 * 0.9, hessian_product))


def test_shrinking_velocity():
    (arrow,) = [s for s in BEATS[3].left.shapes if s.role == "velocity"]
    assert close(minus(arrow.tip, arrow.foot), scaled(0.9, MOMENTUM.velocity(1)))
    assert close(minus(arrow.shrinks_from, arrow.foot), MOMENTUM.velocity(1))


def test_trails_are_the_runs():
    for beat in BEATS:
        for trail in shapes(beat, Trail):
            if trail.role in {"momentum", "nesterov", "gradient_descent"}:
                lr = 0.056 if beat is BEATS[13] else 0.03
                positions = walk(trail.role, lr=lr).trail(200)
                first = positions.index(trail.points[0])
                assert trail.points == positions[first : first + len(trail.points)]


def test_numbers_on_the_page():
    """The figures the story is known for, as sentences show them."""
    said = " ".join(
        [beat.text + beat.notes + " ".join((*beat.left.formula, *beat.right.formula))
         + (beat.question.because if beat.question else "") for beat in BEATS]
    )  # fmt: skip
    for expected in (
        "(−3.88, 0.5)", "(−3.656, −1.225)", "(−3.659, −0.2125)", "(−3.772, −0.85)", "−21.25",
        "1.0125", "0.873", "0.225", "from step 63", "momentum from 80", "144",
        "needs 18 steps and NAG 25",
        "needs 57", "12 at lr .103", "16 at lr .051", "0.0543", "0.152", "8 away at step 24",
        "up to 1.35",
    ):  # fmt: skip
        assert expected in said, expected


def test_nag_diverges_where_the_story_says():
    far = [k for k, p in enumerate(walk("nesterov", lr=0.056).trail(200)) if math.hypot(*p) > 8.0]
    assert far[0] == 24
    assert walk("nesterov", lr=0.05).reached
    assert walk("momentum", lr=0.056).reached


def test_few_steps_found_on_a_grid():
    """The settings named for the fewest steps are not beaten on a coarse grid around them."""
    for method, lrs, momenta, fewest in (
        ("momentum", np.linspace(0.06, 0.14, 9), np.linspace(0.3, 0.7, 9), 12),
        ("nesterov", np.linspace(0.03, 0.054, 9), np.linspace(0.5, 0.9, 9), 16),
    ):
        reached = [
            walk(method, round(lr, 6), round(mu, 6), steps=60).reached
            for lr in lrs.tolist()
            for mu in momenta.tolist()
        ]
        assert min(step for step in reached if step) >= fewest


def test_every_question_is_answered_by_the_engine():
    for beat in BEATS:
        if not beat.question:
            continue
        assert beat.question.because
        if beat.question.points:
            right = beat.question.points[beat.question.answer]
            assert close(right, MOMENTUM.position(2))
        assert beat.question.ask not in beat.text
    assert NAG.gradient(1)[1] * -0.03 > 0  # up
    assert NAG.floor(0.1) < MOMENTUM.floor(0.1)
    assert NAG.reached < MOMENTUM.reached < walk("gradient_descent").reached


def test_nothing_is_given_away_before_the_answer():
    """While a question is open nothing that appears with the answer is drawn or said."""
    for beat in BEATS:
        if not beat.question:
            assert not beat.asked
            continue
        data = beat.data()
        held_back = [
            shape
            for panel in data["panels"]
            for shape in panel["shapes"]
            if shape["order"] > 0 and beat.asked
        ]
        asked = [shape for panel in data["asked"] or () for shape in panel["shapes"]]
        assert not [shape for shape in held_back if shape in asked]
        shown = " ".join([beat.title, data["lead"], beat.question.ask])
        right = beat.question.choices[beat.question.answer]
        assert right not in shown
        assert beat.question.because not in shown


def test_right_answers_are_spread_over_the_letters():
    answers = [beat.question.answer for beat in BEATS if beat.question]
    assert max(answers.count(letter) for letter in (0, 1, 2)) <= len(answers) / 2


def test_links_lead_where_they_say():
    addresses = [address for beat in BEATS for _, address in beat.links]
    parts = []
    for address in addresses:
        if address.startswith("?"):
            place, problems = read_place(address)
            parts.append((place.part, BEATS[place.beat - 1]))
            assert problems == []
        else:
            comparison, problems = read_link(address)
            assert problems == []
            assert {run.optimizer for run in comparison.runs} == {
                "momentum", "nesterov", "gradient_descent",
            }  # fmt: skip
    assert parts == [("forms", BEATS[14]), ("play", BEATS[15])]


def test_windows_hold_what_is_drawn_on_them():
    """What a beat talks about is in the picture: dots, diamonds and arrow tips."""
    for beat in BEATS:
        (x0, x1), (y0, y1) = beat.window
        for shape in (*shapes(beat, Dot), *shapes(beat, Diamond)):
            assert x0 <= shape.at[0] <= x1, (beat.title, shape)
            assert y0 <= shape.at[1] <= y1, (beat.title, shape)
        for arrow in shapes(beat, Arrow):
            assert x0 <= arrow.tip[0] <= x1, (beat.title, arrow)
            assert y0 <= arrow.tip[1] <= y1, (beat.title, arrow)


def test_marks_in_sentences_name_roles():
    for beat in BEATS:
        question = beat.question
        said = (question.ask, question.because, *question.choices) if question else ()
        asked = [line for panel in beat.asked or () for line in panel.formula]
        formulas = (*beat.left.formula, *beat.right.formula, *asked)
        for line in (beat.text, beat.lead, beat.notes, *said, *formulas):
            for role in re.findall(r"\{(\w+)\|", line):
                assert role in {"velocity", "correction", "brake", "momentum", "nesterov"}


def test_the_story_packs():
    data, _ = unpack(pack_board(story()))
    assert len(data["beats"]) == 16
    assert {beat["ground"] for beat in data["beats"]} == set(range(len(data["grounds"])))


def test_the_story_stays_small():
    """Words and shapes, and 8 kB of ground for each of the windows."""
    packed = pack_board(story())
    assert len(packed) < 160_000
    assert len(zlib.compress(packed)) < 90_000


def test_bad_questions_are_refused():
    with pytest.raises(ValueError, match="two or three choices"):
        Question("?", ("only one",), 0, "")
    with pytest.raises(ValueError, match="Each choice needs its point"):
        Question("?", ("a", "b"), 0, "", points=((0.0, 0.0),))


def test_numbers_as_text():
    assert number(-0.2125) == "−0.2125"
    assert number(0.0000234) == "2.34e−5"
    assert number(-0.0) == "0"
    assert number(1900.0, 2) == "1.9e3"
    assert vector((0.10800000000000001, -1.35)) == "(0.108, −1.35)"


def test_a_beat_without_a_lead_shows_its_text_while_asking():
    beat = Beat("t", "text", ((0, 1), (0, 1)), Panel(), Panel(), "")
    assert beat.data()["lead"] == "text"


# Free play


def test_free_play_arrows_end_on_the_next_point():
    data = free_play(Place(part="play", lr=0.041, momentum=0.77, kappa=13.0, x=-3.0, y=1.0))
    for panel in data["panels"]:
        run = panel[-1]
        for k, (here, coasting, correction) in enumerate(
            zip(run["points"], run["coasting"], run["correction"], strict=False)
        ):
            assert close(plus(plus(here, coasting), correction), run["points"][k + 1])


def test_free_play_marks_and_limits():
    data = free_play(Place(part="play"))
    assert data["chart"]["marks"] == [0.05, 0.056]
    assert data["chart"]["here"] == 0.03
    assert any("lr < 0.152" in said and "lr < 0.0543" in said for said in data["sentences"])
    for other in (Place(kappa=10.0), Place(momentum=0.5)):
        assert free_play(other)["chart"]["marks"] == []


def test_free_play_third_path():
    assert [len(panel) for panel in free_play(Place(gradient_descent=True))["panels"]] == [2, 2]
    assert [len(panel) for panel in free_play(Place())["panels"]] == [1, 1]


@pytest.mark.parametrize("lr", [0.0001, 0.056, 0.2, 1.0])
@pytest.mark.parametrize("kappa", [1.0, 25.0, 1000.0])
@pytest.mark.parametrize("start", [(-4.0, 2.0), (0.0, 0.0), (20.0, -20.0)])
def test_free_play_never_fails(lr, kappa, start):
    data = free_play(Place(lr=lr, kappa=kappa, x=start[0], y=start[1], gradient_descent=True))
    assert len(pack_board(data)) < 130_000
    assert all(panel[-1]["outcome"] for panel in data["panels"])
    low, high = data["chart"]["limits"]
    assert low < 0.95 < high
    (x0, x1), (y0, y1) = data["window"]
    assert x0 < start[0] < x1
    assert y0 < start[1] < y1


# The forms


def test_constant_rate_all_forms_are_one_run():
    for form in forms.STORED:
        assert forms.gap("momentum", form, "constant", "theta") < 1e-12
        to = "theta" if form in {"classical", "original"} else "look-ahead"
        assert forms.gap("nesterov", form, "constant", to) < 1e-12
    gap = forms.gap("nesterov", "torch", "constant", "theta")
    assert gap == pytest.approx(math.hypot(0.108, 1.35), abs=1e-9)


@pytest.mark.parametrize("rate", ["ramp", "jump"])
def test_changing_rate_only_torch_parts(rate):
    for form in ("keras", "original"):
        to = "look-ahead" if form == "keras" else "theta"
        assert forms.gap("nesterov", form, rate, to) < 1e-12
        assert forms.gap("momentum", form, rate, "theta") < 1e-12
    assert forms.gap("nesterov", "torch", rate, "look-ahead") > 0.5


@pytest.mark.parametrize(
    ("method", "rate", "per_coordinate"),
    [("momentum", "ramp", 1.26), ("nesterov", "ramp", 1.01), ("momentum", "jump", 3.84),
     ("nesterov", "jump", 55.5)],
)  # fmt: skip
def test_gaps_at_a_changing_rate(method, rate, per_coordinate):
    """As recorded from torch and Keras, where the gap was measured per coordinate."""
    torch = forms.path(method, "torch", rate).positions
    keras = forms.path(method, "keras", rate).positions
    assert np.abs(torch - keras).max() == pytest.approx(per_coordinate, rel=0.01)
    to = "theta" if method == "momentum" else "look-ahead"
    assert forms.gap(method, "torch", rate, to) >= per_coordinate * 0.99


@pytest.mark.parametrize("form", forms.STORED)
@pytest.mark.parametrize("rate", forms.RATES)
def test_forms_pack_and_say_what_they_store(form, rate):
    data, _ = unpack(pack_board(forms.forms(form, rate)))
    assert forms.STORED[form] in data["sentences"]


# The place in a link


def test_place_writes_only_what_is_not_default():
    assert Place().to_link() == ""
    assert Place(beat=7, short=True).to_link() == "beat=7&short=true"
    assert Place(part="play", lr=0.056, x=-3.5).to_link() == "part=play&lr=0.056&x=-3.5"


def places():
    def values(field):
        if field.type is bool:
            return st.booleans()
        if field.choices:
            return st.sampled_from(field.choices)
        if field.type is int:
            return st.integers(int(field.low), int(field.high))
        return st.floats(field.low, field.high)

    return st.fixed_dictionaries({field.name: values(field) for field in FIELDS})


@given(places())
def test_place_round_trip(values):
    place = Place(**values)
    assert read_place(place.to_link()) == (place, [])


def test_fields_are_the_dataclass():
    assert [field.name for field in FIELDS] == list(asdict(Place()))
    assert {field.name: field.default for field in FIELDS} == asdict(Place())


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("beat=99", "beat must be a whole number between 1 and 16, not “99”; 16 is used."),
        ("beat=seven", "beat must be a number"),
        ("part=<script>", "part must be story or play or forms"),
        ("lr=nan", "lr must be a number"),
        ("lr=1e9&part=play", "lr must be a number between 0.0001 and 1"),
        ("landscape=booth", "“landscape” is not part of a link"),
        ("beat=2&beat=3", "more than once"),
    ],
)
def test_hostile_places_are_repaired(link, said):
    place, problems = read_place(link)
    assert said in problems[0]
    assert read_place(place.to_link()) == (place, [])


@given(st.text(max_size=200))
def test_any_text_is_a_place(text):
    place, _ = read_place(text)
    assert isinstance(place, Place)
