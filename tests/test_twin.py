"""The twin: what the reader's browser steps is what the engine steps."""

import json

import numpy as np
import pytest

from browser.blob import Arrays, block
from browser.twin import READS_LOSS, WHOLE, affine, twin_entry
from comparison import Comparison, Run, read_link
from landscapes import LANDSCAPES
from optim import OPTIMIZERS, SCHEDULES
from optim.rule import PointRule
from test_browser_code import run_node

FORMS = [
    (key, form)
    for key, optimizer in OPTIMIZERS.items()
    for form, rule in optimizer.rules.items()
    if not isinstance(rule, PointRule)
]
NEAR = 1e-9
"""So near, as a share of the view, the twin is to the engine over STEPS steps."""
STEPS = 10
EXCEPTED: dict[tuple[str, str, str], str] = {}
"""Optimizer, form, landscape -> why that pair is not."""


def walked(pictures, folder, way="printed"):
    """What the twin makes of pictures: (comparison as it was sent, changes) each."""
    arrays = Arrays()
    told = [
        {
            "twin": twin_entry(picture, arrays),
            "start": picture.start,
            "steps": picture.steps,
            "changes": changes,
        }
        for picture, changes in pictures
    ]
    path = folder / "pictures.bin"
    path.write_bytes(block({"pictures": told}, arrays.data()))
    said, returned = run_node("tests/walk_twins.js", str(path), way)
    assert returned == 0, said
    return json.loads(said)


def positions(run):
    return np.array(run["position"], dtype=float).reshape(-1, 2)


def gap(picture, place, run):
    """How far the twin's run is from the engine's, as a share of the view."""
    width = max(high - low for low, high in picture.record.view)
    expected = picture.trajectories()[place].positions
    told = positions(run)
    assert (np.isnan(told) == np.isnan(expected)).all()
    return float(np.nanmax(np.abs(told - expected))) / width


def pair(key, form, landscape):
    lr = 0.01 if key != "adadelta" else 1.0
    return Comparison(landscape, steps=STEPS, runs=(Run(key, lr, convention=form),))


@pytest.mark.parametrize("way", ["printed", "closures"])
def test_every_form_walks_every_landscape_as_the_engine_does(way, tmp_path):
    pairs = [(key, form, landscape) for key, form in FORMS for landscape in LANDSCAPES]
    pictures = [pair(*names) for names in pairs]
    answers = walked([(picture, {}) for picture in pictures], tmp_path, way)
    gaps = {
        names: gap(picture, 0, runs[0])
        for names, picture, runs in zip(pairs, pictures, answers, strict=True)
    }
    assert len(gaps) == len(FORMS) * len(LANDSCAPES) > 2000
    assert {names: far for names, far in gaps.items() if far > NEAR}.keys() == EXCEPTED.keys()


HANDS = {
    "another start": ("landscape=quadratic&run=momentum,lr=0.02", {"start": (-3.0, 1.0)}, {}),
    "another rate": (
        "landscape=quadratic&run=momentum,lr=0.02&run=adam,lr=0.1",
        {"runs": (Run("momentum", 0.05), Run("adam", 0.1))},
        {"runs": {0: {"lr": 0.05}}},
    ),
    "another beta": (
        "landscape=quadratic&run=adam,lr=0.1",
        {"runs": (Run("adam", 0.1, beta1=0.5),)},
        {"runs": {0: {"beta1": 0.5}}},
    ),
    "where a state starts": (
        "landscape=quadratic&run=rprop,lr=0.01&run=adagrad,lr=0.5",
        {
            "runs": (
                Run("rprop", 0.3),
                Run("adagrad", 0.5, initial_accumulator_value=2.0),
            )
        },
        {"runs": {0: {"lr": 0.3}, 1: {"initial_accumulator_value": 2.0}}},
    ),
    "another landscape parameter": (
        "landscape=quadratic,kappa=25&run=nesterov,lr=0.01",
        {"parameters": {"kappa": 40.0, "angle": 30.0}},
        {"parameters": {"kappa": 40.0, "angle": 30.0}},
    ),
    "more noise": (
        "landscape=quadratic&noise=0.3&seed=5&run=adam,lr=0.1",
        {"noise": 1.5},
        {"noise": 1.5},
    ),
    "a schedule": (
        "landscape=rosenbrock&run=momentum,lr=0.001,schedule=one_cycle&run=adam,lr=0.05,"
        "schedule=linear:30~cosine&run=rmsprop,lr=0.01,schedule=step,warmup=20",
        {"runs": None},
        {"runs": {0: {"lr": 0.0007}, 1: {"lr": 0.02}, 2: {"lr": 0.004}}},
    ),
    "a change of course": (
        "landscape=himmelblau&run=momentum,lr=0.01,from=40,lr=0.004,from=70,optimizer=adam,lr=0.05,"
        "from=100,state=fresh&run=momentum,lr=0.01,dampening=0.5,from=50,dampening=0",
        {"runs": None},
        {"runs": {0: {"lr": 0.02, "momentum": 0.8}, 1: {"lr": 0.002}}},
    ),
    "rare gradients": (
        "landscape=rosenbrock&sparse=3&noise=0.1&run=adagrad,lr=0.5",
        {"start": (0.5, 0.5)},
        {"start": (0.5, 0.5)},
    ),
    "some rows": (
        "landscape=five_points&batch=2&noise=0.1&seed=4&run=adam,lr=0.1&run=momentum,lr=0.01",
        {"start": (2.0, 0.0)},
        {"start": (2.0, 0.0)},
    ),
    "all rows": ("landscape=seven_cars&run=gradient_descent,lr=0.02", {"start": (1.0, 30.0)}, {}),
}


@pytest.mark.parametrize("name", HANDS)
def test_what_a_hand_changes_is_what_the_engine_makes_of_it(name, tmp_path):
    """On polynomials the twin's last picture of a drag is the server's first."""
    link, changed, told = HANDS[name]
    picture, problems = read_link(f"{link}&steps=300")
    assert not problems
    if changed.get("runs", ()) is None:
        runs = (run.changed(**told["runs"][k]) for k, run in enumerate(picture.runs))
        changed = {**changed, "runs": tuple(runs)}
    after = picture.changed(**changed)
    told = {**told, **({"start": after.start} if "start" in changed else {})}
    (runs,) = walked([(picture, told)], tmp_path)
    for place, (run, trajectory) in enumerate(zip(runs, after.trajectories(), strict=True)):
        assert gap(after, place, run) < 1e-12
        width = np.nanmax(np.abs(trajectory.loss))
        assert np.nanmax(np.abs(np.array(run["loss"], float) - trajectory.loss)) < 1e-12 * width
        slopes = np.hypot(*trajectory.gradient.T)
        np.testing.assert_allclose(np.array(run["gradient"], float), slopes, rtol=1e-6, atol=1e-9)
        rates = run["settings"]["lr"]
        rates = np.full(300, rates["constant"]) if isinstance(rates, dict) else np.array(rates)
        np.testing.assert_allclose(rates.astype(float), trajectory.settings["lr"], rtol=1e-14)


def test_a_setting_that_a_schedule_moves_stays_what_it_makes_it(tmp_path):
    picture, _ = read_link("landscape=quadratic&run=momentum,lr=0.01,schedule=one_cycle")
    (still, moved) = walked([(picture, {}), (picture, {"runs": {0: {"momentum": 0.1}}})], tmp_path)
    assert still == moved


@pytest.mark.parametrize(
    ("run", "why"),
    [
        (Run("newton", 0.5), WHOLE),
        (Run("momentum", 0.01, then=((5, {"optimizer": "lbfgs"}),)), WHOLE),
        (Run("adam", 0.1, schedule="reduce_on_plateau"), READS_LOSS),
    ],
)
def test_what_the_browser_does_not_step_says_why(run, why):
    entry = twin_entry(Comparison("quadratic", steps=20, runs=(run, Run("adam", 0.1))), Arrays())
    assert entry["runs"][0] == {"unknown": why}
    assert "legs" in entry["runs"][1]


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("warmup", [0, 13])
def test_rates_are_affine_in_lr(schedule, warmup):
    run = Run("adam", 0.05, schedule=schedule, warmup=warmup)
    rates = affine(run.legs[0], slice(0, 200), 200)
    for lr in (0.003, 0.05, 2.0):
        expected = run.changed(lr=lr).table(200)["lr"]
        np.testing.assert_allclose(rates["rest"] + rates["scale"] * lr, expected, rtol=1e-14)


def test_a_rate_that_is_not_affine_in_lr_is_not_taken_for_it():
    run = Run("adam", 1.0, schedule="range_test", start_lr=1e-4)
    assert affine(run.legs[0], slice(0, 100), 100) is None
    (entry,) = twin_entry(Comparison(steps=100, runs=(run,)), Arrays())["runs"]
    assert "lr" not in entry["legs"][0]["follows"]


def test_a_picture_says_little_more_for_it():
    link = "&".join(f"run={key},lr=0.01" for key in ("adam", "rmsprop", "momentum", "nesterov"))
    picture, _ = read_link(f"landscape=himmelblau&steps=300&{link}&run=adagrad,lr=0.5")
    arrays = Arrays()
    told = len(json.dumps(twin_entry(picture, arrays)))
    assert told + arrays.size < 10_000
