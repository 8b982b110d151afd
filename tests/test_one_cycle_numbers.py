"""The numbers of the lesson on 1Cycle, worked out before it was written, are in it."""

import re

import numpy as np
import pytest

from beat_texts import texts_of
from comparison import read_link
from lessons import LESSONS
from lessons.one_cycle import ramps, seeds
from lessons.one_cycle.draw import hover
from lessons.one_cycle.runs import BOWL, WELLS, fate, leaves, on_wall, run_in
from lessons.one_cycle.ships import SHIPPED, path
from lessons.words import plain

LESSON = LESSONS["one_cycle"]
NUMBER = re.compile(r"[−-]?\d+(?:\.\d+)?(?:e[−-]?\d+)?")
Q, S, W = "landscape=quadratic", "landscape=sharp_and_flat&start=-1.3,0.2", "run=momentum,lr=0.03"

NUMBERS = [
    ("the_cycle", {}, "100 25 8.33 0.04 0.295 1 29 0.5 4e-6 0.95 0.923 0.85 0.9 0.8 6.67 8e-5"),
    ("same_peak", {}, "0.03 150 1.04 0.035 0.074 0.102 0.135 0.053 0.28"),
    ("why_down", {}, "25 0.148 0.152 0.156 0.003 0.091 0.136 0.273 0.0433 0.017 0.092"),
    ("why_down", {}, "0.0336 0.0361 0.0362 0.0477 0.85 0.9 0.95"),
    ("why_down", {"momentum_goes": "0.85"}, "0.014 0.081"),
    ("the_range_test", {}, "1e-5 10 100 0.08 0.0027 0.351 0.404 2.02 1e-7 5 1.98 300"),
    ("slower_test", {}, "30 100 300 1000 3000 0.356 0.404 0.412 0.416 0.413 5.16 2.14 0.171 0.172"),
    (
        "slower_test",
        {},
        "0.221 0.115 0.0713 0.0288 0.0113 40 0.152 0.00489 0.0102 0.00379",
    ),
    ("slower_test", {}, "0.00705 0.00518 0.242 0.614 0.201"),
    ("to_max_lr", {}, "0.0487 0.0205 0.0866 0.0102 0.115 0.201 0.00487 0.00237 0.133 0.000628"),
    ("to_max_lr", {}, "0.154 0.0866 6.49 0.351 10 0.00365 8.7e-6 0.00159 1.54 1 2.26 6.89 0.01"),
    ("to_max_lr", {}, "0.0237 0.000118 0.026 0.0453 3.16 0.316 7 2 3 6"),
    ("sharp_minima", {}, "44.8 1.65 330 1 98 0 2 100 3"),
    ("sharp_minima", {"lr": 0.5}, "38 99 45"),
    ("sharp_minima", {"lr": 2.0}, "2 0"),
    ("sharp_minima", {"lr": 0.15, "optimizer": "gradient_descent"}, "0 72 92 99 0.0447"),
    ("sharp_minima", {"lr": 0.2, "optimizer": "gradient_descent"}, "2 26 0.0447 69 0.177 89"),
    ("sharp_minima", {"lr": 0.07, "optimizer": "momentum"}, "21 75 23 55"),
    ("make_it_true", {}, "112 14 8 37 0.35 -0.77 1.71 8.6 48 64 8.66 9 24 4.3 10.2 0.02"),
    ("make_it_true", {}, "0.5 28 12 10 128 56 20 512 224 256 1024 72 32"),
    ("make_it_true", {"y": 3.0}, "10.7 24 256"),
    ("ten_times", {}, "0.0875 0.0231 0.0272 0.029 0.0332 0.0687 0.0245 0.0291 0.03 0.0345 0.0417"),
    ("ten_times", {}, "0.0853 0.0246 0.0321 0.0331 0.037 0.0488 425 300 350 125 100 2.8 2 2.3"),
    ("ten_times", {}, "0.83 0.67 150 45"),
    ("who_ships", {}, "100 29 25 30 44 4e-6 0.00045 0.00051 0.501 0.505 0.506 0.49"),
]
"""Where they differ from the first draft's, more seeds were counted."""
LINKS = (
    f"{Q}&steps=100&run=momentum,lr=0.03,schedule=one_cycle",
    f"{Q}&steps=150&noise=3&{W}&{W},schedule=exponential,gamma=0.97&{W},schedule=cosine"
    f"&{W},schedule=one_cycle,cycle_momentum=false&{W},schedule=one_cycle",
    f"{Q}&run=gradient_descent,lr=0.5,schedule=linear,start_factor=1e-9",
    f"{S}&run=gradient_descent,lr=0.2&run=gradient_descent,lr=0.2,schedule=cosine"
    "&run=gradient_descent,lr=0.2,schedule=one_cycle",
    f"{S}&run=adam,lr=1&run=adam,lr=1,schedule=cosine&run=adam,lr=1,schedule=one_cycle",
    f"{Q},angle=45&steps=150&noise=3&run=momentum,lr=0.00178"
    "&run=momentum,lr=0.00422,schedule=one_cycle",
    f"{Q}&steps=100&{W},schedule=one_cycle"
    f"&{W},schedule=one_cycle,pct_start=0.45,div_factor=10,anneal_strategy=linear,three_phase=true",
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
    (
        "the_cycle",
        {"div_factor": 1.0},
        "starts at its peak and does not rise. A step does not grow",
    ),
    ("why_down", {"momentum_goes": "upside"}, "β fixed at 0.85 or 0.9, or the cycle upside down, "),
    ("the_range_test", {"kappa": 1.0}, "Here the flat part does not hide it."),
    ("the_range_test", {}, "It has to grow back before anybody can see it."),
    ("sharp_minima", {}, "More with 1Cycle than with a constant rate."),
    ("sharp_minima", {"lr": 3.0}, "As many with 1Cycle as with a constant rate."),
    ("sharp_minima", {"lr": 3.0}, "{4|1Cycle} is out at step 57"),
    ("make_it_true", {}, "a constant rate 112 steps: 8 times as many."),
    ("make_it_true", {"y": 0.5}, "a constant rate 8 steps: fewer."),
    ("make_it_true", {"y": 3.0, "optimizer": "adam"}, "a constant rate 24 steps: as many."),
    ("ten_times", {}, "A warm-up costs a little here, the momentum cycle a little more."),
    ("ten_times", {"optimizer": "gradient_descent"}, "a little here, the momentum cycle nothing."),
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


def test_the_link_to_torchs_forms():
    ((_, address),) = LESSON.beat("who_ships").links
    assert read_link(address.removeprefix("./?")) == read_link(LINKS[-1])


def test_runs_hover_at_the_loss_of_the_formula():
    """Momentum 0.85 and 0.95 over seeds, once they have forgotten their start."""
    for momentum, steps in ((0.85, 3000), (0.95, 3000)):
        scene = BOWL.changed(steps=steps)
        run = run_in("momentum", "constant", 0.003).changed(momentum=momentum)
        losses = seeds.last_losses(scene, run, range(2000), [0.003])
        assert losses.mean() == pytest.approx(hover(0.003, momentum), 0.06)


def test_gradient_descent_in_the_wells():
    forms = ("constant", "cosine", "one_cycle")
    runs = tuple(run_in("gradient_descent", form, 0.2, WELLS.steps) for form in forms)
    found = WELLS.changed(runs=runs).trajectories()
    assert [leaves(run) for run in found] == [2, 2, 69]
    assert {fate(run) for run in found} == {"in the flat well"}


@pytest.mark.parametrize(("peak", "well"), [(0.5, "sharp"), (1.0, "sharp"), (1.2, "sharp"),
                                            (1.5, "flat")])  # fmt: skip
def test_adams_cycle_in_the_wells(peak, well):
    scene = WELLS.changed(runs=(run_in("adam", "one_cycle", peak, WELLS.steps),))
    assert fate(scene.trajectories()[0]) == f"in the {well} well"


def test_without_warm_up_the_goal_is_met_and_with_it_it_is_not():
    met = {"lr": 0.46, "div_factor": 1.0}
    assert LESSON.beat("sharp_minima", met).goal.met
    for lr in (0.3, 0.46, 0.5):
        assert not LESSON.beat("sharp_minima", {"lr": lr}).goal.met


def test_the_edges_of_the_wall():
    assert on_wall(0.49, 300, "constant") < 1e-3 + seeds.LOW
    bouncing = on_wall(0.5, 300, "constant")
    assert bouncing == pytest.approx(2.0**4 / 4.0, abs=0.01)
    assert np.isnan(on_wall(0.6, 300, "constant"))
    assert np.isnan(on_wall(9.0, 14))


def test_an_infinitely_slow_test_is_what_slow_ones_come_to():
    assert ramps.never_ending("exponential") == pytest.approx(0.4129, abs=2e-4)
    assert ramps.slower("no noise")[-1] == pytest.approx(ramps.never_ending("exponential"), 0.005)
    assert ramps.slower("linear")[-1] == pytest.approx(ramps.never_ending("linear"), 0.005)


def test_torchs_form_is_the_schedule_and_all_paths_come_near():
    scene = BOWL.changed(noise=0.0, steps=100)
    for form in SHIPPED:
        assert np.hypot(*path(form, scene, 0.03)[-1]) < 0.1
    rate, momentum = SHIPPED["fastai"].curves(100)
    assert (rate[0], rate[25], momentum[25]) == pytest.approx((0.04, 1.0, 0.85))


@pytest.mark.parametrize("height", [0.6, 2.1])
def test_between_two_heights_the_nearer_is_told(height):
    near = {0.6: 0.5, 2.1: 2.0}[height]
    assert LESSON.beat("make_it_true", {"y": height}).text == LESSON.beat(
        "make_it_true", {"y": near}
    ).text  # fmt: skip
