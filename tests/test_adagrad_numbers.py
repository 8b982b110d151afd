"""The numbers of the lesson on AdaGrad, worked out before it was written, are in it."""

import re
from itertools import pairwise

import numpy as np
import pytest

from beat_texts import texts_of
from comparison import Run, read_link
from lessons import LESSONS
from lessons.adagrad import regrets
from lessons.adagrad.full import full_matrix, inverse_root
from lessons.adagrad.runs import BOWL, DIAGONAL, adagrad, alone, turned
from lessons.adagrad.scans import CELLS, RATES, dial, rarely
from lessons.words import plain

LESSON = LESSONS["adagrad"]
NUMBER = re.compile(r"[−-]?\d+(?: \d{3})*(?:\.\d+)?(?:e[−-]?\d+)?")
Q, R = "landscape=quadratic", "landscape=quadratic,kappa=50,angle=90&start=3,-2&steps=1000"

NUMBERS = [
    ("one_step", {}, "-4 50 12.5 -3 1 -2.4 0.5528 25 3125 0.6 0.4472 -3.88 0.5"),
    ("rates_only_fall", {}, "0.25 0.02 0.1511 0.01713 100 12.5 8.82 15.1"),
    ("rates_only_fall", {"noisy": True}, "0.774 0.0195 0.032 0.0143 0.00474 0.00441 5000"),
    ("nothing_happens", {}, "11 1 54 213 21293 10000 0.0089 0.0126 0.156"),
    ("the_dial", {}, "4 7 13 32 70 163 254 324 228 72 78 356 5 27 20 65 81 56 672 2526"),
    ("the_dial", {"angle": 10.0}, "70"),
    ("the_rare_feature", {}, "1 61 901 15 31 121 301 71 123 20 96 75 90.4 0.5 0.00667"),
    ("the_rare_feature", {}, "0.429 0.00474"),
    ("the_rare_feature", {"every": "20", "curvature": "50"}, "1801 121"),
    ("the_long_slope", {}, "430 860 1775 83 100 0.628 300 3.321"),
    ("it_forgets_nothing", {}, "2 416 2.568 5000 32 121 19.55 0.01322 8.17 618 275 363"),
    ("what_is_promised", {}, "0.01 2.83 22125 2466 193.6 90.02 60.9 117.8 916.5 259787 9016"),
    ("what_is_promised", {}, "548 234.6 178 357.5 2871 0.17 0.77 156553 0.014 1.954 4 3"),
    ("what_is_promised", {"sequence": "spike"}, "1"),
    ("what_is_promised", {"sequence": "falling"}, "1.208"),
    ("what_is_promised", {"sequence": "shrinking"}, "1.497"),
    ("what_is_promised", {"sequence": "rare"}, "1.859"),
    ("what_is_promised", {"sequence": "growing"}, "1.996"),
    ("many_weights", {}, "0.949 0.744 0.406 0.185 0.0763 0.0112 5.4 1.4 0.25 0.5 0.4 2.5"),
    ("your_turn", {}, "1 61 901 324 228 4 62 70 79 10 3.02"),
]
"""Where they differ from the first draft's, more seeds were counted."""
LINKS = (
    f"{Q}&steps=60&run=adagrad,lr=1&run=gradient_descent,lr=0.03&t=1",
    f"{Q}&steps=5000&noise=3&run=adagrad,lr=1",
    f"{Q},kappa=10000&start=-2.5,2.5&steps=60&run=adagrad,lr=1",
    f"{Q},kappa=100,angle=45&start=-4.2426,-1.4142&steps=400&run=adagrad,lr=2.4"
    "&run=gradient_descent,lr=0.0191&run=momentum,lr=0.0038",
    f"{R}&sparse=10&run=gradient_descent,lr=0.0398&run=adagrad,lr=1&run=momentum,lr=0.038",
    "landscape=huber_slope&start=-8,0&steps=2000&run=adagrad,lr=0.1&run=gradient_descent,lr=0.1",
    "landscape=cliff&steps=5000&run=adagrad,lr=0.3",
)


def said(name, values):
    """All numbers that a beat says, with its folds and table."""
    beat = LESSON.beat(name, values)
    texts = texts_of(beat)
    found = NUMBER.findall(plain(" · ".join(texts)).replace("−", "-"))
    return {float(n.replace(" ", "")) for n in found}


@pytest.mark.parametrize(("name", "values", "numbers"), NUMBERS)
def test_the_numbers_are_said(name, values, numbers):
    found = said(name, values)
    assert not {n for n in numbers.split() if float(n) not in found}, sorted(found)


SAID = [
    ("rates_only_fall", {"noisy": True}, "now they do fall like 1/√t (dotted)"),
    ("it_forgets_nothing", {}, "Press the button to see it go."),
    ("it_forgets_nothing", {"fresh_at": 416}, "Starting afresh} after step 416, at x = 2, it"),
    ("it_forgets_nothing", {"fresh_at": 1}, "is at x = 2.57 after 5000 steps."),
    ("nothing_happens", {"kappa": 1.0}, "At κ = 1 {0|AdaGrad} arrives at step 11"),
]
"""Words that were found, as numbers are."""


@pytest.mark.parametrize(("name", "values", "words"), SAID)
def test_words_are_true_at_every_setting(name, values, words):
    assert words in LESSON.beat(name, values).text


@pytest.mark.parametrize("link", LINKS)
def test_the_pictures_are_links(link):
    picture, problems = read_link(link)
    assert not problems
    assert picture.trajectories()


def test_the_whole_matrix_steps_as_the_formula_says():
    """Against the formula with the root taken by hand, and on a line, where G has no inverse."""
    scene, lr = turned(30.0), 2.0
    path = full_matrix(scene, np.array([lr]), 3)[:, :, 0]
    total = np.zeros((2, 2))
    for here, there in pairwise(path):
        g = np.array(scene.record.gradient(*here, **scene.parameters))
        total += np.outer(g, g)
        root = np.linalg.inv(inverse_root(total[None])[0]) if np.linalg.det(total) > 1.0 else None
        if root is None:
            np.testing.assert_allclose(there - here, -lr * g / np.hypot(*g), rtol=1e-9)
        else:
            np.testing.assert_allclose(root @ root, total, rtol=1e-6)
            np.testing.assert_allclose(root @ (here - there), lr * g, rtol=1e-6)
    floor = full_matrix(BOWL.changed(start=(-4.0, 0.0)), np.array([1.0]), 20)
    np.testing.assert_array_equal(floor[:, 1], 0.0)
    np.testing.assert_allclose(
        floor[:, 0, 0], alone(adagrad(), start=(-4.0, 0.0), steps=20).positions[:, 0], rtol=1e-6
    )


@pytest.mark.parametrize("k", [10, 50])
def test_a_batch_average_of_what_is_rare_is_a_flat_bowl(k):
    """Curvature 1/k of y beside 1 of x costs what 1 beside k does."""
    t, lr = np.arange(201)[:, None], RATES * k
    with np.errstate(over="ignore"):
        away = np.hypot(3.0 * (1.0 - lr) ** t, -2.0 * (1.0 - lr / k) ** t) > BOWL.record.tolerance
    fewest = np.flatnonzero(~away.all(axis=1) & (~away).any(axis=1))[0]
    assert fewest == rarely(1)[CELLS.index(k)]["gradient_descent"][0]


@pytest.mark.parametrize("angle", [0, 10, 45])
def test_the_dial_is_what_runs_do(angle):
    for name in ("adagrad", "gradient_descent", "momentum"):
        steps, lr = dial(name)[angle]
        scene = turned(float(angle)).changed(steps=1000, runs=(Run(name, lr),))
        assert scene.trajectories()[0].reached == steps


def test_the_cells_are_what_runs_do():
    for every in CELLS[:3]:
        for curvature, found in zip(CELLS, rarely(every), strict=True):
            steps, lr = found["gradient_descent"]
            link = f"{Q},kappa={curvature},angle=90&start=3,-2&steps=1000&sparse={every}"
            picture, _ = read_link(f"{link}&run=gradient_descent,lr={lr}")
            assert picture.trajectories()[0].reached == steps


def test_kappa_cancels_to_the_last_digits():
    paths = [alone(adagrad(), DIAGONAL, kappa=k).positions for k in (1.0, 100.0, 1e4)]
    np.testing.assert_allclose(paths[1:], [paths[0]] * 2, atol=1e-10)


def test_the_bound_holds_at_every_rate_and_step():
    _, linear, bound = regrets.paid_at(np.geomspace(0.01, 10.0, 31))
    assert (linear <= bound * (1.0 + 1e-9)).all()
