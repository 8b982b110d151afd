"""The contract of every lesson: it says what is so, asks fairly, and every control works."""

import json
import math
import re
from inspect import getsource, getsourcefile
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from lessons import LESSONS
from lessons.beat import Beat, Question
from lessons.lesson import SWITCHES, Place, read_place
from lessons.words import number, plain, vector
from pictures import Pane
from pictures.shape import Arrow, Band, ByStep, Cloud, Columns, Diamond, Dot, Fit, Line, Trail
from saying import SAID, said
from test_browser_code import run_node
from typed_numbers import typed_numbers

NUMBER = re.compile(r"[−-]?\d+(?:\.\d+)?")
BEATS = [
    pytest.param(lesson, name, id=f"{key}-{name}")
    for key, lesson in LESSONS.items()
    for name in lesson.names
]
EVERY = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
EACH = pytest.mark.parametrize(("lesson", "name"), BEATS)

STOPS = """
import { stopsOf, valueAt } from "./js/board/controls.js";
const sliders = JSON.parse(process.argv[1]).map((data) => {
    const [low, high] = data.shown ?? [data.low, data.high];
    return { ...data, low, high };
});
const every = sliders.map((slider) => {
    const last = stopsOf(slider);
    return Array.from({ length: last + 1 }, (_, k) => valueAt(slider, k / last));
});
console.log(JSON.stringify(every));
"""


@pytest.fixture(scope="module")
def stops():
    """All values at which the browser's sliders stop: (lesson, beat, control) -> in order."""
    sliders = {
        (key, name, control.setting.name): control.data()
        for key, lesson in LESSONS.items()
        for name in lesson.names
        for control in lesson.controls_of(name)
        if control.setting.type in (float, int)
    }
    said, returned = run_node("--input-type=module", "-e", STOPS, json.dumps([*sliders.values()]))
    assert returned == 0, said
    return dict(zip(sliders, json.loads(said), strict=True))


def settings(lesson, name):
    return [control.setting for control in lesson.controls_of(name)]


def allowed(setting):
    """Values that a control can take: its ends, its middle, all its words."""
    if setting.type is bool:
        return [True, False]
    if setting.type is str:
        return setting.choices
    low, high = setting.low, setting.high
    middle = math.sqrt(low * high) if setting.log else (low + high) / 2.0
    return [setting.type(value) for value in (low, middle, high)]


def words(beat):
    """Everything that a beat says."""
    question, goal = beat.question, beat.goal
    texts = [
        beat.text,
        beat.lead,
        beat.notes,
        *(line for pane in beat.panes for line in (*pane.lines, *pane.asked)),
        *(line for pane in beat.panes for lines in pane.step_lines for line in lines),
    ]
    if question:
        texts += [question.ask, question.because, *question.choices]
    if goal:
        texts.append(goal.ask)
    if beat.table:
        texts += [cell for row in (beat.table.head, *beat.table.rows) for cell in row]
    return texts


def flat(shapes):
    for shape in shapes:
        yield shape
        if isinstance(shape, ByStep):
            for frame in shape.steps:
                yield from flat(frame)


def coordinates(shape):
    """All numbers that say where a shape lies."""
    values = {
        Arrow: ("foot", "tip"), Dot: ("at",), Diamond: ("at",), Line: ("at",), Cloud: ("points",),
        Trail: ("points",), Band: ("x", "low", "high"), Columns: ("x", "heights", "base"),
        Fit: ("points", "lines"),
    }  # fmt: skip
    for name in values.get(type(shape), ()):
        yield np.ravel(np.asarray(getattr(shape, name), dtype=float))


@EVERY
def test_every_sentence_is_the_one_kept(lesson):
    assert said(lesson) == (SAID / f"{lesson.key}.md").read_text(encoding="utf-8")


@EVERY
def test_no_number_is_typed_in_a_sentence(lesson):
    files = {getsourcefile(beat) for beat in lesson.beats}
    found = {file: typed_numbers(Path(file).read_text()) for file in files}
    assert not any(found.values()), found


@EVERY
def test_a_lesson_is_of_a_readable_size(lesson):
    lines = sum(
        len(Path(f).read_text().splitlines()) for f in {getsourcefile(b) for b in lesson.beats}
    )
    assert 150 <= lines <= 62 * len(lesson.beats), lines


@EVERY
def test_right_answers_are_spread_over_the_letters(lesson):
    beats = [lesson.beat(name) for name in lesson.names]
    right = [list(b.question.choices.values()).index(True) for b in beats if b.question]
    assert len(right) >= 3
    assert max(right.count(letter) for letter in range(3)) <= math.ceil(0.6 * len(right))


@EVERY
def test_the_short_path_is_some_of_the_beats_in_order(lesson):
    assert 3 <= len(lesson.short) < len(lesson.beats)
    assert [beat for beat in lesson.beats if beat in lesson.short] == list(lesson.short)


@EACH
def test_claims_hold(lesson, name):
    claims = lesson.beat(name).claims()
    assert all(claims.values()), claims


@EVERY
def test_a_lesson_claims_what_it_relies_on(lesson):
    claiming = [name for name in lesson.names if lesson.beat(name).claims()]
    assert len(claiming) >= len(lesson.names) / 2


@EACH
def test_every_beat_speaks(lesson, name):
    beat = lesson.beat(name)
    assert beat.text
    assert beat.notes
    assert beat.panes
    assert lesson.title(name)
    assert getsource(lesson.beats[lesson.names.index(name)]).startswith("def ")
    for text in words(beat):
        assert not re.search(r"\b(nan|inf|None)\b", plain(text)), text


@EACH
def test_a_question_gives_nothing_away(lesson, name):
    """What is hidden until the answer has a turn, or comes after the step at which it waits.

    Where nothing is hidden, a beat without a lead says what decides it, and not what comes of it.
    """
    beat = lesson.beat(name)
    if beat.question:
        hidden = [s for pane in beat.panes for s in pane.shapes if s.order]
        told = {line for pane in beat.panes for line in pane.lines}
        asked = {line for pane in beat.panes for line in pane.asked}
        assert hidden or beat.steps > beat.t or beat.lead or told == asked
        said = " ".join((lesson.title(name), beat.lead or beat.text, beat.question.ask, *asked))
        assert beat.question.because not in said


@EACH
def test_no_line_stands_at_the_answer(lesson, name):
    """What a named line of an asked picture says is told, or is no number of the answer."""
    beat = lesson.beat(name)
    if beat.question:
        told = " ".join((lesson.title(name), beat.lead or beat.text, beat.question.ask))
        secret = set(NUMBER.findall(plain(beat.question.because))) - set(
            NUMBER.findall(plain(told))
        )
        for pane in beat.panes:
            for line in pane.shapes:
                if isinstance(line, Line) and line.label and not line.order:
                    assert number(line.at) not in secret, line


@EACH
def test_a_goal_is_open_at_first(lesson, name):
    goal = lesson.beat(name).goal
    assert goal is None or not goal.met


@EACH
def test_a_goal_can_be_reached_by_a_link(lesson, name):
    goal = lesson.beat(name).goal
    if goal:
        place, problems = read_place(lesson, lesson.place(beat=name, values=goal.by).to_link())
        assert problems == []
        assert lesson.beat(name, place.values).goal.met


@EACH
def test_every_stop_of_a_slider_is_another_value(lesson, name, stops):
    """So that an arrow key always changes it."""
    for setting in settings(lesson, name):
        values = stops.get((lesson.key, name, setting.name), ())
        assert all(a < b for a, b in pairwise(values)), (setting.name, values)


@EACH
def test_a_slider_stops_at_every_multiple_of_its_step(lesson, name, stops):
    for control in lesson.controls_of(name):
        if control.step:
            low, high = control.setting.slider or (control.setting.low, control.setting.high)
            count = round((high - low) / control.step)
            expected = low + control.step * np.arange(count + 1)
            values = stops[lesson.key, name, control.setting.name]
            np.testing.assert_allclose(values, expected, rtol=1e-9, atol=1e-12)


def closest(value, stops):
    return value if value in stops else min(stops, key=lambda stop: abs(stop - value))


@EACH
def test_a_goal_can_be_reached_at_stops_of_the_sliders(lesson, name, stops):
    goal = lesson.beat(name).goal
    if goal:
        values = {
            control: closest(value, stops.get((lesson.key, name, control), [value]))
            for control, value in goal.by.items()
        }
        assert lesson.beat(name, values).goal.met, values


@EACH
def test_every_control_changes_its_beat(lesson, name):
    opens = lesson.beat_data(name)
    for setting in settings(lesson, name):
        changed = [
            lesson.beat_data(name, {setting.name: value})
            for value in allowed(setting)
            if value != setting.default
        ]
        assert any(str(other["panes"]) != str(opens["panes"]) for other in changed), setting.name


@EACH
def test_any_allowed_value_gives_finite_text_and_shapes(lesson, name):
    for setting in settings(lesson, name):
        for value in allowed(setting):
            beat = lesson.beat(name, {setting.name: value})
            for text in words(beat):
                assert not re.search(r"\b(nan|inf|None)\b", plain(text)), (
                    setting.name,
                    value,
                    text,
                )
            for pane in beat.panes:
                assert np.isfinite(pane.window).all()
                for shape in flat(pane.shapes):
                    for numbers in coordinates(shape):
                        assert np.isfinite(numbers).all(), (setting.name, value, shape)


@EACH
def test_actions_set_what_the_beat_has(lesson, name):
    for values in lesson.beat(name).actions.values():
        lesson.place(beat=name, values=values)


@EACH
def test_what_a_click_sets_has_a_control(lesson, name):
    names = {setting.name for setting in settings(lesson, name)}
    for pane in lesson.beat(name).panes:
        assert set(pane.sets or ()) <= names | {None}


@EACH
def test_a_grip_stands_where_its_control_puts_it(lesson, name):
    starts = {setting.name: setting.default for setting in settings(lesson, name)}
    for grip in [grip for pane in lesson.beat(name).panes for grip in pane.grips]:
        assert any(grip.pulls)
        for pull, place, reach in zip(grip.pulls, grip.at, (grip.x, grip.y), strict=True):
            assert (pull is None) == (reach is None)
            if pull:
                value = 1.0 / place if pull.inverse else place + pull.plus
                assert value == pytest.approx(starts[pull.control])


@EACH
def test_the_board_can_be_written(lesson, name):
    data = lesson.beat_data(name)
    text = json.dumps(data, default=lambda value: type(value).__name__)
    assert len(text) < 400_000


@EACH
def test_links_round_trip(lesson, name):
    for setting in settings(lesson, name):
        for value in allowed(setting):
            place = lesson.place(beat=name, values={setting.name: value}, notes=True)
            assert read_place(lesson, place.to_link()) == (place, [])
    for switch in SWITCHES:
        place = lesson.place(beat=name, **{switch: True})
        assert read_place(lesson, f"?{place.to_link()}") == (place, [])


@EVERY
def test_a_beat_opens_by_its_number_too(lesson):
    for place, name in enumerate(lesson.names, 1):
        assert read_place(lesson, f"beat={place}") == (Place(lesson, name), [])


@EVERY
@pytest.mark.parametrize(
    "link",
    ["beat=no_such", "beat=99", "beat=nan", "lr=1e999&beat=2", "notes=maybe", "%00=1", "&&="],
)
def test_a_hostile_link_opens_a_beat_with_a_sentence(lesson, link):
    place, problems = read_place(lesson, link)
    assert place.beat in lesson.names
    assert problems or link == "&&="


@pytest.mark.parametrize(
    ("choices", "places"),
    [({"only one": True}, ()), ({"a": True, "b": True}, ()), ({"a": True, "b": False}, ((0, 0),))],
)
def test_a_question_that_could_not_be_answered_is_refused(choices, places):
    with pytest.raises(ValueError, match=r"choices one must hold|Each choice needs its place"):
        Question("?", choices, "", places)


def test_numbers_as_text():
    assert number(-0.2125) == "−0.2125"
    assert number(0.0000234) == "2.34e−5"
    assert number(-0.0) == "0"
    assert number(1900.0, 2) == "1.9e3"
    assert vector((0.10800000000000001, -1.35)) == "(0.108, −1.35)"


def test_a_beat_without_a_lead_shows_its_text_while_asking():
    assert Beat("text", (Pane((), ((0.0, 1.0), (0.0, 1.0))),)).data()["lead"] == "text"
