"""The numbers of the lesson on the learning rate, worked out before it was written, are in it."""

import re

import numpy as np
import pytest

from beat_texts import texts_of
from comparison import read_link
from lessons import LESSONS
from lessons.learning_rate.five_points import BEST, FLAT, STEEP, valley
from lessons.words import plain
from pictures import Trail

LESSON = LESSONS["learning_rate"]
NUMBER = re.compile(r"[−+-]?\d+(?:\.\d+)?(?:e[−-]?\d+)?")
FIVE = "landscape=five_points"
GD = "run=gradient_descent"

NUMBERS = [
    ("downhill", {}, "4 1.4 -11.2 -2 0.12 4.2 65.4 11.38 10.2 6 725 8.2 3.162"),
    ("flat_curve", {}, "0.01 8.2 3.446 2.919 20 -0.14 0.8 40 772 0.1 0.9567 76 0.16 1041"),
    ("zigzag", {}, "0.14 -1 0.568 -0.655 0.555 -0.378 8.2 6.665 5.454 4.496 3.739 53 0.1435"),
    ("cliff", {}, "0.14 53 0.15 13.40 0.1492 200 0.148 0.0311 0.838 6.73 6.897 8 22"),
    ("two_directions", {}, "0.838 3.049 0.0746 0.149 102 53 1134 13.40 0.5969 0.1429"),
    ("two_directions", {}, "-0.9147 0.9147 4.3 22.46"),
    ("another_unit", {}, "0.9608 0.1492 0.001665 1.667e-05 54.16 22.46 1804 180004 90"),
    ("another_unit", {}, "0.01 5 0.001 5000 0.0017"),
    ("another_unit", {"scale": "1"}, "0.01 772"),
    ("one_point", {}, "0.03 3000 0.72 0.2558 0.1427 0.0614 0.0287 0.188 0.124 0.091 0.066 0.0804"),
    ("ranking", {}, "0.03 300 5.43e-05 0.0122 225 0.2552 0.0248 10.3 92 400"),
    ("ranking", {}, "0.1062 0.014 0.0150 0.046"),
    ("when_to_drop", {}, "0.03 150 20 0.2605 0.0776 170 0.0265 300 0.95 0.6 1.351"),
    ("when_to_drop", {}, "0.966 0.208 0.0564 0.0265 0.2552"),
    ("when_to_drop", {"drop": 210}, "0.0207"),
    ("two_steps", {}, "53 0.1429 1134 0.149 0.03 0.0746 1.675 0.0024 11.2 2167"),
]
LINKS = (
    f"{FIVE}&steps=60&{GD},lr=0.1&t=1",
    f"{FIVE}&steps=60&{GD},lr=0.01&{GD},lr=0.1&{GD},lr=0.16",
    f"{FIVE}&steps=60&{GD},lr=0.14",
    f"{FIVE}&steps=200&{GD},lr=0.14&{GD},lr=0.148&{GD},lr=0.15",
    f"{FIVE}&steps=1200&{GD},lr=0.0746&{GD},lr=0.1428&{GD},lr=0.149",
    f"{FIVE},scale=10&start=-0.1,4&steps=5000&{GD},lr=0.001&{GD},lr=0.0017",
    f"{FIVE}&{GD},lr=0.03&{GD},lr=0.03,schedule=cosine",
    f"{FIVE}&{GD},lr=0.03,schedule=step,step_size=150",
    f"{FIVE}&steps=2&{GD},lr=1.6753905296791063,schedule=linear,"
    "start_factor=0.0445325844925148,total_iters=1",
)


def said(name, values):
    """All numbers that a beat says, with its folds, table, labels and buttons."""
    beat = LESSON.beat(name, values)
    texts = texts_of(beat)
    texts += [beat.goal.ask] if beat.goal else []
    text = re.sub(r"(?<=\d) (?=\d{3}\b)", "", plain(" · ".join(texts)))
    found = NUMBER.findall(text.replace("−", "-"))
    return {float(number) for number in found}


def agrees(expected, number):
    """To the fewer significant digits of the two, as they are written."""
    digits = len(re.sub(r"e.*|\D", "", expected).lstrip("0")) or 1
    return any(float(f"{number:.{k}g}") == float(expected) for k in range(digits, digits + 3)) or (
        digits > 3 and float(f"{float(expected):.3g}") == number
    )


@pytest.mark.parametrize(("name", "values", "numbers"), NUMBERS)
def test_the_numbers_are_said(name, values, numbers):
    found = said(name, values)
    missing = [n for n in numbers.split() if not any(agrees(n, number) for number in found)]
    assert not missing, sorted(found)


@pytest.mark.parametrize("link", LINKS)
def test_the_pictures_are_links(link):
    picture, problems = read_link(link)
    assert not problems
    assert picture.to_link().startswith(FIVE)


def test_the_link_to_two_steps():
    ((_, address),) = LESSON.beat("two_steps").links
    assert read_link(address.removeprefix("./?")) == read_link(LINKS[-1])


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("downhill", {"x": 1.75, "y": 1.75}),
        ("downhill", {"x": -0.15, "y": 1.05}),
        ("two_steps", {"first": 0.0746, "second": 1.675}),
        ("two_steps", {"first": 1.0 / STEEP, "second": 1.0 / FLAT}),
        ("two_steps", {"first": 1.0 / FLAT, "second": 1.0 / STEEP}),
    ],
)
def test_a_goal_can_be_reached(name, values):
    place = LESSON.place(beat=name, values=values)
    assert LESSON.beat(name, place.values).goal.met


def test_the_switch_turns_the_ranking_round():
    """What the last picture of the beat draws: the curve of constant ends lower, then higher."""
    for points, lower in (("all", 0), ("one", 1)):
        *_, first, second = LESSON.beat("ranking", {"points": points}).panes[2].shapes
        ends = [curve.points[-1][1] for curve in (first, second)]
        assert ends.index(min(ends)) == lower


def test_a_start_at_the_minimum_is_no_answer():
    beat = LESSON.beat("downhill", {"x": 0.8, "y": 1.4})
    assert not beat.goal.met
    assert "nan" not in beat.text
    assert "e−" not in beat.text
    assert "step of any rate stays" in beat.text


@pytest.mark.parametrize(
    ("start", "turned"),
    [((-1.0, 4.0), "4.2, further from"), ((3.0, 4.0), "2.6, nearer to"), ((0.3, 2.4), "no nearer")],
)
def test_where_the_first_step_turns_b(start, turned):
    assert turned in LESSON.beat("downhill", dict(zip("xy", start, strict=True))).text


@pytest.mark.parametrize(("lr", "flat"), [(0.01, True), (0.05, True), (0.14, False), (0.16, False)])
def test_only_a_run_in_the_valley_is_slow_because_the_way_is_flat(lr, flat):
    assert ("the way is flat" in LESSON.beat("flat_curve", {"lr": lr}).text) == flat


def test_no_rate_is_told_of_twice():
    text = LESSON.beat("cliff", {"lr": 0.148}).text
    assert text.count("away from the minimum") == 1
    assert LESSON.beat("cliff").text.count("away from the minimum") == 2


def test_what_is_asked_of_another_unit_is_so_in_every_unit():
    beats = [LESSON.beat("another_unit", {"scale": scale}) for scale in ("0.1", "1", "10", "100")]
    assert len({(beat.lead, beat.question.ask, beat.question.because) for beat in beats}) == 1
    assert "now" not in f"{beats[0].lead} {beats[0].question.ask} {beats[0].question.because}"
    assert "a tenth as large" in beats[0].text


def trails(beat):
    """The paths in the plane."""
    return [shape for shape in LESSON.beat(beat).panes[1].shapes if isinstance(shape, Trail)]


def test_the_careful_run_lies_on_top_in_its_beat():
    other, careful = trails("flat_curve")
    assert (other.role, careful.role) == (1, 0)
    assert other.thin
    assert not other.dots


def test_the_path_is_marked_where_it_crosses_the_valley():
    _, floor, marks = trails("zigzag")
    along = np.subtract(*valley())
    off = np.cross(
        np.append(along, 0.0), np.column_stack([marks.points - np.array(BEST), np.zeros(40)])
    )
    np.testing.assert_allclose(off, 0.0, atol=1e-9)
    assert floor.points == valley()


@pytest.mark.parametrize("scale", ["0.1", "1", "10", "100"])
def test_a_run_that_runs_away_ends_where_it_leaves_the_picture(scale):
    pane = LESSON.beat("another_unit", {"scale": scale}).panes[1]
    low, high = np.transpose(pane.window)
    points = np.array(pane.shapes[0].points)
    seen = ((points >= low) & (points <= high)).all(axis=1)
    assert seen[:-1].all()
    assert seen[-1] == (float(scale) <= 1.0)


def test_the_angle_is_drawn_and_said():
    beat = LESSON.beat("downhill")
    arc = trails("downhill")[-1]
    assert arc.label in beat.text
    from_corner = np.subtract(arc.points, (-1.0, 4.0))
    first, last = np.degrees(np.arctan2(*from_corner[[0, -1]].T[::-1]))
    assert first - last == pytest.approx(float(arc.label[:-1]), abs=0.05)


def test_the_three_rates_open_in_the_playground():
    ((_, address),) = LESSON.beat("two_directions").links
    assert len(read_link(address.removeprefix("./?"))[0].runs) == 3
