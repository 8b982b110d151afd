"""The numbers of the lesson on AdaGrad, RMSProp and Adam, worked out before it was written."""

import math
import re

import numpy as np
import pytest

from beat_texts import texts_of
from comparison import Comparison, Run, read_link
from lessons import LESSONS
from lessons.adaptive_rates import rates, runs, samples
from lessons.words import plain

LESSON = LESSONS["adaptive_rates"]
NUMBER = re.compile(r"[−-]?\d+(?:\.\d+)?(?:e[−-]?\d+)?")

NUMBERS = [
    ("long_slope", {}, "300 0.1 -8 -4.679 22 114 -7 0.335 -2.935"),
    ("three_memories", {}, "0.1 1 3.162 10 0.3092 0.7962 50.6 0.99 0.9 0.316"),
    ("three_memories", {"alpha": "0.9"}, "0.316 3.16 17.3 10"),
    ("correction", {}, "3.162 6.569 12 3.241 1.258 119.8 20 14 1.626 81 0.335 72 67 0.99"),
    ("correction", {}, "0.3162 0.4472 0.7071 1 1.414 3.162 10 2.13 6.57 20.7"),
    ("never_rests", {}, "0.1 0.05 -0.05 0.0227 0.0498 1000 2000 5000 25"),
    ("never_rests", {"alpha": "0.99", "length": "300"}, "2.1e-169"),
    ("leaves", {}, "2.1e-68 1.6e-11 3.6e-23 1.2e-45 1.3e-69 3041 3350 0.748 4824 38 3036 4414"),
    ("leaves", {}, "4819 9021 576 1139 7e-10 1423 1.79 594 3000 5000"),
    ("leaves", {"remedy": "amsgrad"}, "8.72"),
    ("leaves", {"remedy": "eps"}, "26.6 0.7 0.658"),
    ("leaves", {"remedy": "cosine"}, "14.4"),
    ("rates_that_work", {}, "0.75 0.015 0.079 1.62 0.0013 0.053 2.08 0.15 2.62 0.25 3.12"),
    ("rates_that_work", {}, "0.018 0.68 0.675 0.067 3.55 0.03 100 1.9 0.47"),
    ("rates_that_work", {"units": "100"}, "0.00015 0.00079 1.3e-5 0.00053 0.0015 0.25 0.03"),
    ("is_that_fair", {}, "3 4 47 56 70 72 178 18 11 0.067"),
    ("is_that_fair", {"scene": "turned"}, "2.2 3.12 3.05 0.75 2.08"),
    ("is_that_fair", {"scene": "rosenbrock"}, "0.375 0.1 1.62 0.063 6.7"),
    ("is_that_fair", {"scene": "himmelblau"}, "3.9 0.011 84 2.65 2.35 1.77 1.6"),
    ("is_that_fair", {"scene": "slope"}, "2.62 2.35 2.6 2.4"),
    ("ten_numbers", {}, "0.79 0.98 1 0.01 0 10 0.022 0.14 0.406 0.59 0.793 0.898 0.999 0.998"),
    ("ten_numbers", {}, "0.578 0.962 1.003 0.007"),
    ("the_law", {}, "0.77 0.976 0.927 0.771 0.431 0.034 0.998 1000 3000 10000 0.73 0.81"),
    ("the_law", {}, "-0.995 -0.982 -1 1 6.87 -5.14 0.995 -0.939"),
    ("first_choice", {}, "0.77 1 72 56 3.5 100 38"),
]
LINKS = (
    "landscape=huber_slope&start=-8,0&run=adagrad,lr=0.1&run=rmsprop,lr=0.1&run=adam,lr=0.1",
    "landscape=two_wells&run=adam,lr=0.1&run=adam,lr=0.1,convention=mlx",
    "landscape=huber_slope&start=-8,0&run=adam,lr=0.1&run=adam,lr=0.1,convention=mlx",
    "landscape=quadratic&steps=5000&run=adam,lr=1&run=amsgrad,lr=1&run=adam,lr=1,eps=0.7"
    "&run=adam,lr=1,schedule=cosine",
    "landscape=huber_slope&start=-8,0&steps=5000&run=rmsprop,lr=0.1,alpha=0.9&run=rmsprop,lr=0.1"
    "&run=adam,lr=0.1",
    "landscape=rosenbrock&steps=5000&run=adam,lr=1&run=amsgrad,lr=1",
)


def said(name, values):
    """All numbers that a beat says, with its folds and table."""
    beat = LESSON.beat(name, values)
    texts = texts_of(beat)
    return {float(n) for n in NUMBER.findall(plain(" ".join(texts)).replace("−", "-"))}


@pytest.mark.parametrize(("name", "values", "numbers"), NUMBERS)
def test_the_numbers_are_said(name, values, numbers):
    found = said(name, values)
    assert not {n for n in numbers.split() if float(n) not in found}, sorted(found)


SAID = [
    ("correction", {"memory": 10}, "too short. No step is longer than lr."),
    ("correction", {"memory": 100}, "just right. The longest is step 13"),
    ("never_rests", {"alpha": "0.99", "length": "300"}, "it looks cured"),
    ("never_rests", {"alpha": "0.99", "length": "1000"}, "the same bounce is on its way"),
    ("never_rests", {"alpha": "0.99", "length": "5000"}, "and back: ±lr/2"),
    (
        "ten_numbers",
        {"beta2": 0.0},
        "but signs counts: it rests at 0, the median. There nine small",
    ),
    ("is_that_fair", {"scene": "rosenbrock"}, "No rate works for gradient descent, AdaGrad, RMS"),
]
"""Words that were found, as numbers are."""


@pytest.mark.parametrize(("name", "values", "words"), SAID)
def test_words_are_true_at_every_setting(name, values, words):
    assert words in plain(LESSON.beat(name, values).text)


def test_the_pictures_are_links():
    shown = {link for name in LESSON.names for _, link in LESSON.beat(name).links}
    opened = [read_link(link.removeprefix("./?")) for link in shown]
    for link in LINKS:
        assert read_link(link) in opened


@pytest.mark.parametrize(("eps", "stays"), [(0.342, True), (0.341, False), (0.66, True)])
def test_the_smallest_eps_of_the_exercise(eps, stays):
    scene = Comparison("quadratic", steps=5000, runs=(Run("adam", 1.0, eps=eps),))
    far = runs.distance(scene.trajectories()[0])[1000:].max()
    assert (far <= 0.05) == stays


def test_the_smallest_memory_that_rests_near_the_mean():
    grid = np.arange(0.0, 1.0, 0.0005)
    good = [b for b in grid[-200:] if abs(samples.rest(round(float(b), 4)) - 1.0) <= 0.01]
    assert min(good) == pytest.approx(0.9955)


def test_a_rest_is_where_the_engine_goes():
    for alpha in (0.7, 0.9):
        path = samples.going_round(Run("rmsprop", 0.002, alpha=alpha), 40_000)
        assert samples.last_circle(path) == pytest.approx(samples.rest(alpha), abs=0.003)


def test_the_closed_form_of_a_rare_number_is_the_sum_of_the_steps():
    for beta2 in (0.5, 0.9, 0.99):
        assert samples.rare_rest(10, beta2) == pytest.approx(samples.rest(beta2), abs=1e-9)


def test_a_multiplied_loss_leaves_a_divided_step():
    scene = rates.SCENES["bowl"][1]
    for rule, by in (("adagrad", 1.0), ("momentum", 100.0)):
        _, run, _ = rates.RULES[rule]
        plain_low, times_low = (
            rates.RATES[np.isfinite(rates.arrivals(run, scene, times)).argmax()]
            for times in (1.0, 100.0)
        )
        assert math.isclose(plain_low / times_low, by, rel_tol=1e-9)


def test_on_the_box_a_step_is_the_engines_until_it_is_cut_off():
    run = Run("adam", 0.001, **samples.REDDI)
    boxed = samples.on_a_box(run, samples.SLOPES, 1)
    assert boxed[1] == pytest.approx(-0.5)
    assert np.abs(samples.walker("adam")).max() <= 1.0
