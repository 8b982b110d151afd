"""The numbers of the lesson on normalization, worked out before it was written, are in it."""

import re

import numpy as np
import pytest

from beat_texts import texts_of
from comparison import read_link
from lessons import LESSONS
from lessons.normalization import cars, features
from lessons.words import plain

LESSON = LESSONS["normalization"]
NUMBER = re.compile(r"[−-]?\d+(?:\.\d+)?(?:e[−-]?\d+)?")
CARS, BOTH = "landscape=seven_cars", "shift=3.6005714285714285,scale=1.5782280730358407"
M = "run=momentum"

NUMBERS = [
    ("six_steps", {}, "0.01 6 303.7 37.58 88 3.613 -4.566 4.098 17 1164 10.05 5000 8 1.466"),
    ("six_steps", {"steps": "1000"}, "1000 1164"),
    ("two_knobs", {}, "1 13.37 0.4015 3.6 0.985 28.68 0.056 512 0.06975 986 0.0694 3.704"),
    ("centre_or_scale", {}, "512 1174 2.491 1 0.2735 131 136.1 20.13 986 2268 5 238 40"),
    ("centre_or_scale", {}, "164 37.1 5.55 26.1"),
    ("centre_or_scale", {"shift": 3.6}, "3.6 2.491 5"),
    ("fix_the_map", {}, "0.5 0.6336 3.601 303.7 1.466 119.8 34.29 -5.786 2 -4.566 33.58"),
    ("fix_the_walker", {}, "986 93 0.063 72 0.124 0.835 0.1279 0.838 117 69 0.0455 0.925"),
    ("fix_the_walker", {}, "0.06 28 194 22.6 512 20.6"),
    ("the_example", {}, "2 0.8 1.6 0.64 3.4 0.46 0.2 0.98 0.376 0.9424 14 56 3 4 10 -0.709 6"),
    ("the_example", {}, "0.949"),
    ("the_example", {"form": "average"}, "54"),
    ("both", {}, "986 93 1 97 85 108 0.02 1.5 246 96 0.01 122 48 90 0.05 23 0.1"),
    ("correlation_left", {}, "0.933 28.85 7 43 65 448 4500 5 15 19 58 211 0.5 0.735 0.471"),
    ("correlation_left", {}, "74 96 708 13 0.64 0.56 392"),
    ("batch_norm", {}, "0.5173 100 1.414 632.5 2.148 0.3346 0.3279 25.67 23.75 4999 0.01"),
    ("batch_norm", {}, "4509 0.03 1580 0.1 1150 0.25 2370 4340 80 0.5 0.52"),
    ("your_turn", {}, "0 0.471 28.85 0.838 512 5 3.76 0.48 72"),
]
LINKS = [
    (f"{CARS}&steps=5000&run=gradient_descent,lr=0.01&t=6", (None,)),
    (
        f"{CARS}&steps=1000&run=gradient_descent,lr=0.0694&{M},lr=0.063"
        f"&{M},lr=0.124,momentum=0.835&run=nesterov,lr=0.0455,momentum=0.925",
        (986, 93, 72, 69),
    ),
    (f"{CARS},shift=3.6&run=gradient_descent,lr=0.6", (5,)),
    (f"{CARS},{BOTH}&steps=200&run=gradient_descent,lr=0.5&{M},lr=0.5", (1, 97)),
    (f"{CARS},shift=3.76&run=gradient_descent,lr=0.48", (1,)),
]
"""Pictures that the lesson tells of, and from which step on their loss stays at the floor."""


def said(name, values):
    """All numbers that a beat says, with its notes, folds and table."""
    beat = LESSON.beat(name, values)
    texts = [*texts_of(beat), beat.notes]
    found = NUMBER.findall(plain(" ".join(texts)).replace("−", "-"))
    return {float(number) for number in found}


@pytest.mark.parametrize(("name", "values", "numbers"), NUMBERS)
def test_numbers_worked_out_before_are_said(name, values, numbers):
    missing = {float(number) for number in numbers.split()} - said(name, values)
    assert not missing


@pytest.mark.parametrize(("link", "arrived"), LINKS)
def test_the_pictures_are_links(link, arrived):
    picture, problems = read_link(link)
    assert not problems
    assert tuple(cars.arrived(run) for run in picture.trajectories()) == arrived


@pytest.mark.parametrize(("shift", "scale"), [(0.0, 1.0), (2.0, 1.0), (3.6, 0.5), cars.WAYS["raw"]])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.93])
def test_steps_without_stepping_are_those_of_the_runs(shift, scale, share):
    lr = share * cars.limit(shift, scale)
    runs = cars.plain(lr), cars.heavy(lr)
    made = cars.at(*runs, shift=shift, scale=scale, steps=2000).trajectories()
    found = (
        cars.plain_steps([lr], shift, scale, most=2000)[0],
        cars.memory_steps([lr], cars.BETA, shift, scale, most=2000)[0],
    )
    expected = [np.nan if v is None else v for v in map(cars.arrived, made)]
    np.testing.assert_array_equal(found, expected)


def test_kappa_in_closed_form_is_that_of_the_hessian():
    for shift in (0.0, 1.3, 3.6, 5.0):
        for scale in (0.1, 1.0, 7.0):
            expected = cars.kappa(shift, scale)
            assert cars.kappas(shift, scale) == pytest.approx(expected, rel=1e-6)


def test_the_hessian_is_that_of_the_landscape():
    record = cars.at(cars.plain(0.01)).record
    hxx, hxy, hyy = record.hessian(0.3, -1.0, shift=1.2, scale=0.7)
    np.testing.assert_allclose(cars.hessian(1.2, 0.7), [[hxx, hxy], [hxy, hyy]], rtol=1e-9)


def test_the_same_line_has_the_same_loss_in_both_planes():
    (run,) = cars.at(
        cars.plain(0.3), shift=cars.WAYS["mean subtracted"][0], scale=cars.UNIT, steps=5
    ).trajectories()
    for place, loss in zip(cars.back(run.positions), run.loss, strict=True):
        assert cars.loss(*place) == pytest.approx(float(loss))


def test_the_cloud_has_the_correlation_that_is_said():
    for correlation in (0.0, 0.5, 0.999):
        points = features.correlated(correlation)
        np.testing.assert_allclose(points.mean(axis=0), 0.0, atol=1e-12)
        np.testing.assert_allclose(points.std(axis=0), 1.0)
        assert np.corrcoef(points.T)[0, 1] == pytest.approx(correlation, abs=1e-9)


def test_the_bowl_is_hidden_while_its_shape_is_asked():
    beat = LESSON.beat("correlation_left")
    assert [pane.veiled for pane in beat.panes] == [False, True, False]
    assert beat.panes[1].data()["veiled"]
    assert "veiled" not in beat.panes[0].data()


@pytest.mark.parametrize(
    ("name", "values", "said", "unsaid"),
    [
        ("six_steps", {"steps": "1000"}, "the line rises", "at last"),
        ("six_steps", {"steps": "5000"}, "the sign is right at last", "the line rises"),
        ("fix_the_map", {"lr": 0.25}, "50 % of the way", "past the minimum"),
        ("fix_the_map", {"lr": 0.75}, "50 % past the minimum", "of the way,"),
        ("the_example", {"form": "average"}, "never nearer", "only at"),
        ("both", {"momentum": 0.0}, "both runs are the same", "Over all rates"),
        ("both", {"lr": 1.2}, "gradient descent does not arrive", "gradient descent arrives"),
        ("correlation_left", {"correlation": 0.0}, "the bowl is round", "along the diagonal"),
    ],
)
def test_sentences_are_true_where_a_control_ends(name, values, said, unsaid):
    text = LESSON.beat(name, values).text
    assert said in text
    assert unsaid not in text
