"""What is handed to the player: exact where numbers are shown, small, the same each time."""

import json
import struct

import numpy as np
import pytest
from hypothesis import given, settings

from browser import pack
from browser.blob import NO_LEVEL
from browser.heights import heights
from browser.packing import GRID
from browser.window import window_of
from comparison import read_link
from comparison.limits import rate_limits
from comparison.reasons import reason
from comparison.trajectory import ESCAPE_WIDTHS
from comparison.view import CURVE, OVERLAYS
from landscapes import LANDSCAPES
from strategies import comparisons

FIVE = (
    "landscape=rosenbrock&run=gradient_descent,lr=0.001&run=momentum,lr=0.001"
    "&run=nesterov,lr=0.001&run=rmsprop,lr=0.02&run=adam,lr=0.1&t=12"
)


def unpack(data):
    """The header, and what makes an array of one of its entries."""
    (length,) = struct.unpack_from("<I", data)
    header = json.loads(data[4 : 4 + length])
    assert (4 + length) % 8 == 0

    def array(entry):
        assert entry["at"] % 8 == 0
        raw = np.frombuffer(data, "<" + entry["type"], entry["count"], 4 + length + entry["at"])
        if entry["type"] != "u2":
            return raw
        return np.where(raw == NO_LEVEL, np.nan, entry["low"] + entry["step"] * raw.astype(float))

    return header, array


def comparison(link):
    parsed, problems = read_link(link)
    assert problems == []
    return parsed


def test_positions_and_losses_are_exact():
    five = comparison(FIVE)
    header, array = unpack(pack(five))
    assert [run["label"] for run in header["runs"]] == list(five.labels)
    for entry, trajectory in zip(header["runs"], five.trajectories(), strict=True):
        np.testing.assert_array_equal(array(entry["position"]).reshape(-1, 2), trajectory.positions)
        np.testing.assert_array_equal(array(entry["loss"]), trajectory.loss)
        norm = np.hypot(*trajectory.gradient.T)
        np.testing.assert_allclose(array(entry["gradient"]), norm, rtol=1e-6)
        assert entry["settings"]["lr"] == {"constant": trajectory.run.lr}


def test_five_runs_stay_small():
    assert len(pack(comparison(FIVE))) < 90_000


def test_the_same_link_gives_the_same_bytes():
    assert pack(comparison(FIVE)) == pack(comparison(FIVE))


def test_version_follows_the_picture_not_the_frame():
    version = unpack(pack(comparison(FIVE)))[0]["version"]
    other_frame = unpack(pack(comparison(FIVE.replace("t=12", "t=13")), opened=4))[0]
    assert other_frame["version"] == version
    assert (other_frame["t"], other_frame["opened"]) == (13, 4)
    assert unpack(pack(comparison(FIVE.replace("0.02", "0.03"))))[0]["version"] != version


def test_the_landscape_keeps_its_id_while_only_runs_change():
    def ground(link):
        return unpack(pack(comparison(link)))[0]["landscape"]["id"]

    assert ground(FIVE) == ground(FIVE.replace("lr=0.1", "lr=0.2"))
    assert ground(FIVE) != ground(FIVE.replace("rosenbrock", "rosenbrock,b=50"))
    assert ground(FIVE) != ground(FIVE + "&zoom=-1:1:-1:1")


def test_scheduled_settings_are_arrays():
    link = "landscape=booth&run=momentum,lr=0.01,schedule=one_cycle&run=adam,lr=0.1"
    parsed = comparison(link)
    header, array = unpack(pack(parsed))
    first, second = header["runs"]
    table = parsed.trajectories()[0].settings
    np.testing.assert_allclose(array(first["settings"]["lr"]), table["lr"], rtol=1e-6)
    np.testing.assert_allclose(array(first["settings"]["momentum"]), table["momentum"], rtol=1e-6)
    assert second["settings"] == {"lr": {"constant": 0.1}, "beta1": {"constant": 0.9}}


def test_overlays_are_steps_on_the_landscape_and_sent_only_when_wanted():
    parsed = comparison(
        "landscape=quadratic&run=momentum,lr=0.02&run=nesterov,lr=0.03,convention=classical"
    )
    assert unpack(pack(parsed))[0]["runs"][0]["overlays"] == {}
    header, array = unpack(pack(parsed.changed(overlays=OVERLAYS)))
    first, second = header["runs"]
    momentum, nag = parsed.trajectories()
    assert header["available"] == ["gradient", "velocity", "look_ahead"]
    assert set(first["overlays"]) == {"gradient", "velocity"}

    def pairs(entry):
        return array(entry).reshape(-1, 2)

    # torch's velocity is a sum of gradients: the step is -lr times it; the classical one is a step.
    moves = np.diff(momentum.positions, axis=0)
    np.testing.assert_allclose(pairs(first["overlays"]["velocity"]), moves, rtol=1e-4, atol=1e-9)
    moves = np.diff(nag.positions, axis=0)
    np.testing.assert_allclose(pairs(second["overlays"]["velocity"]), moves, rtol=1e-4, atol=1e-9)
    np.testing.assert_allclose(
        pairs(second["overlays"]["gradient"]), -0.03 * nag.gradient, rtol=1e-6, atol=1e-30
    )
    np.testing.assert_allclose(
        pairs(second["overlays"]["look_ahead"]), nag.internals["look_ahead"], rtol=1e-6, atol=1e-30
    )


def test_the_other_points_of_an_averaging_method_are_sent_as_points():
    parsed = comparison("landscape=quadratic&run=schedule_free_sgd,lr=0.02&run=asgd,lr=0.02,t0=5")
    header, array = unpack(pack(parsed.changed(overlays=OVERLAYS)))
    assert header["available"] == ["gradient", "average", "base_point"]
    assert [set(run["overlays"]) - {"gradient"} for run in header["runs"]] == [
        {"average", "base_point"},
        {"average"},
    ]
    free, _ = parsed.trajectories()
    average, base = (
        array(header["runs"][0]["overlays"][name]).reshape(-1, 2)
        for name in ("average", "base_point")
    )
    np.testing.assert_allclose(average, free.internals["average"], rtol=1e-6)
    np.testing.assert_allclose(0.9 * average + 0.1 * base, free.positions[1:], atol=1e-6)


def test_limits_are_sent_where_they_are_known():
    parsed = comparison("landscape=rosenbrock&run=adam,lr=0.1,schedule=one_cycle&run=lion,lr=0.01")
    header, array = unpack(pack(parsed))
    adam, lion = header["runs"]
    expected = rate_limits(parsed.trajectories()[0], parsed)
    np.testing.assert_allclose(array(adam["limit"]), expected, rtol=1e-6)
    assert lion["limit"] is None
    bowl = comparison("landscape=quadratic&run=gradient_descent,lr=0.01")
    (run,) = unpack(pack(bowl))[0]["runs"]
    assert run["limit"] == {"constant": 0.08}


def test_where_no_rate_is_too_large_the_limit_is_infinite():
    header, array = unpack(pack(comparison("landscape=michalewicz&run=gradient_descent,lr=3")))
    assert np.isinf(array(header["runs"][0]["limit"])).any()


def test_another_curve_needs_no_other_data():
    """What all curves show is sent at once: a few kB, where a change would send all again."""
    versions = {unpack(pack(comparison(FIVE + f"&curve={c}")))[0]["version"] for c in CURVE.choices}
    assert len(versions) == 1


def test_effective_steps_are_shares_of_the_larger_one():
    parsed = comparison(
        "landscape=quadratic&run=adagrad,lr=0.5&run=adam,lr=0.1&run=adamax,lr=0.1"
        "&run=adamw,lr=0.1&run=nadam,lr=0.1&run=rmsprop,lr=0.1&run=momentum,lr=0.01"
    )
    header, array = unpack(pack(parsed.changed(overlays=["effective_lr"])))
    *scaled, plain = header["runs"]
    assert plain["overlays"] == {}
    for entry, trajectory in zip(scaled, parsed.trajectories(), strict=False):
        shape = array(entry["overlays"]["effective_lr"]).reshape(-1, 2)
        sizes = trajectory.internals["effective_lr"]
        np.testing.assert_array_equal(shape.max(axis=1), 1.0)
        np.testing.assert_allclose(shape[:, 0] * sizes[:, 1], shape[:, 1] * sizes[:, 0], rtol=1e-6)


def test_numbers_are_packed_for_one_run_and_only_while_they_are_shown():
    five = comparison(FIVE)
    closed = pack(five)
    assert unpack(closed)[0]["numbers"] is None
    for index, trajectory in enumerate(five.trajectories()):
        data = pack(five.changed(numbers=index + 1))
        header, array = unpack(data)
        numbers = header["numbers"]
        assert numbers["run"] == index
        assert 0 < len(data) - len(closed) < 16_000
        assert header["version"] != unpack(closed)[0]["version"]
        np.testing.assert_array_equal(
            array(numbers["gradient"]).reshape(-1, 2), trajectory.gradient
        )
        kinds = trajectory.run.rule.state
        for name, kind in [(name, kinds[name]) for name in numbers["state"]]:
            before = array(numbers["state"][name]).reshape(-1, 2)
            after = trajectory.internals[kind.name]
            np.testing.assert_array_equal(before[1:], after[:-1])


def test_scheduled_settings_of_the_numbers_are_exact():
    parsed = comparison("landscape=booth&run=momentum,lr=0.01,schedule=one_cycle")
    header, array = unpack(pack(parsed.changed(numbers=1)))
    table = parsed.trajectories()[0].settings
    for name in ("lr", "momentum"):
        np.testing.assert_array_equal(array(header["numbers"]["settings"][name]), table[name])


def test_divergence_is_nan_in_the_arrays_and_never_in_the_header():
    parsed = comparison("landscape=quadratic&run=gradient_descent,lr=1")
    header, array = unpack(pack(parsed))
    (run,) = header["runs"]
    assert run["outcome"] == {"kind": "diverged", "step": 3, "point": None, "period": None}
    assert np.isnan(array(run["position"]).reshape(-1, 2)[4:]).all()


@pytest.mark.parametrize("landscape", LANDSCAPES)
def test_heights_go_both_ways(landscape):
    record = LANDSCAPES[landscape]
    header, array = unpack(pack(comparison(f"landscape={landscape}&run=adam,lr=0.1")))
    ground = header["landscape"]
    height, scale = array(ground["height"]).astype(float).reshape(GRID, GRID), ground["scale"]
    (x0, x1), (y0, y1) = ground["window"]
    x, y = np.meshgrid(np.linspace(x0, x1, GRID), np.linspace(y0, y1, GRID))
    f = record.value(x, y)
    if record.lowest() is None:
        assert scale["kind"] == "signed"
        return
    assert scale["kind"] == "log"
    back = scale["lowest"] + 10.0**height - scale["floor"]
    # Half a level of height is this share of f + floor.
    level = ground["height"]["step"] / 2.0 * np.log(10.0) * 1.01
    assert (np.abs(back - f) <= level * (f - scale["lowest"] + scale["floor"])).all()
    assert level < 2e-4
    # The valley floor shows: at most a quarter of the picture lies in the scale's lowest tenth.
    low = (height - height.min()) / np.ptp(height) < 0.1
    assert low.mean() < 0.25


def test_a_run_that_leaves_for_lower_ground_is_told():
    inside = "landscape=eggholder&run=gradient_descent,lr=1"
    outside = "landscape=eggholder&start=511,404&run=gradient_descent,lr=1"
    assert unpack(pack(comparison(inside)))[0]["landscape"]["passed"] is False
    assert unpack(pack(comparison(outside)))[0]["landscape"]["passed"] is True


def test_heights_without_a_bottom():
    header, array = unpack(pack(comparison("landscape=saddle,c=0&run=adam,lr=0.1")))
    scale = header["landscape"]["scale"]
    assert scale["kind"] == "signed"
    height = array(header["landscape"]["height"]).astype(float)
    f = np.sinh(height * np.log(10.0)) * scale["unit"]
    assert f.min() == pytest.approx(-9.0, rel=0.01)
    assert f.max() == pytest.approx(9.0, rel=0.01)


def test_why_a_run_ends_so_and_which_run_it_lies_on_are_sent():
    parsed = comparison("landscape=booth&run=adam,lr=0.1&run=adamw,lr=0.1,weight_decay=0")
    first, second = unpack(pack(parsed))[0]["runs"]
    assert first["why"] == reason(parsed.trajectories()[0], parsed)
    assert (first["same"], second["same"]) == (None, {"run": 0, "gap": 0.0})


def test_heights_of_nothing_finite():
    height, scale = heights(np.full((3, 3), np.inf), 0.0)
    assert np.isnan(height).all()
    assert scale["kind"] == "signed"


@settings(max_examples=60, deadline=None)
@given(comparisons())
def test_any_comparison_packs(parsed):
    header, array = unpack(pack(parsed))
    assert array(header["runs"][0]["position"]).size == 2 * (parsed.steps + 1)
    assert header["steps"] == parsed.steps


def window(zoom):
    return window_of(comparison(FIVE).changed(zoom=zoom))


def test_the_ground_reaches_beyond_what_is_in_sight():
    assert window((-1, 1, 0, 2)) == ((-1.5, 1.5), (-0.5, 2.5))


def test_the_ground_of_the_whole_view_is_the_view():
    assert window(None) == LANDSCAPES["rosenbrock"].view


def test_the_ground_ends_where_no_run_gets():
    (left, right), (bottom, top) = LANDSCAPES["rosenbrock"].bounds(ESCAPE_WIDTHS)
    assert window((left, right, bottom, top)) == ((left, right), (bottom, top))


def test_looks_travel_beside_the_picture():
    looks = "&overlays=velocity&hidden=2:5&zoom=-1:1:0:2&curve=distance&curve_axis=linear&numbers=3"
    plain, header = (unpack(pack(comparison(FIVE + more)))[0] for more in ("", looks))
    assert plain["looks"]["hidden"] == []
    assert plain["looks"]["zoom"] is None
    assert header["looks"] == {
        "overlays": ["velocity"], "hidden": [2, 5], "zoom": [-1, 1, 0, 2], "curve": "distance",
        "loss_axis": "auto", "curve_axis": "linear", "height": "auto", "camera": None, "numbers": 3,
    }  # fmt: skip
    assert header["link"].endswith(looks)
    only_hidden = unpack(pack(comparison(FIVE + "&hidden=2")))[0]
    assert only_hidden["version"] == plain["version"]


def test_a_player_greets_unless_its_page_says_what_it_is():
    one, _ = read_link(FIVE)
    assert unpack(pack(one))[0]["greets"] is True
    assert unpack(pack(one, greets=False))[0]["greets"] is False


def test_phases_are_sent_only_where_paths_show_them():
    one, _ = read_link("landscape=quadratic&steps=100&run=momentum,lr=0.03,schedule=one_cycle")
    plain, _ = unpack(pack(one))
    shown, _ = unpack(pack(one, phases=True))
    assert "phases" not in plain["runs"][0]
    assert shown["runs"][0]["phases"] == [["rise", 0.0, 29.0], ["fall", 29.0, 100.0]]
    assert plain["version"] != shown["version"]
