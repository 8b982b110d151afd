"""What a board is sent: a lesson once, a beat small, grounds that are the landscape itself."""

import gzip

import numpy as np
import pytest

from browser import board, pack_board, pack_course, pack_lesson
from browser.board import SHADES
from browser.ground import BOARD_GRID, NARROWEST, SPAN, WIDEST, board_ground, reach, shades
from comparison import Comparison
from landscapes import LANDSCAPES
from lessons.beat import LedgerLine
from test_packing import unpack

BOWL = Comparison("quadratic", {"kappa": 25.0})
NEAR, FAR = ((-1.0, 1.0), (-0.5, 0.5)), ((-4.0, 4.0), (-2.0, 2.0))
PLACE = {"beat": "one", "values": {}}


def picture(window, ground=BOWL):
    return {"window": window, "ground": ground}


@pytest.fixture(autouse=True)
def files(monkeypatch):
    """What is put into static/, by name."""
    kept = {}

    def publish(name, data):
        kept[name] = data
        return True

    monkeypatch.setattr(board, "publish_file", publish)
    return kept


def lesson(*panes, **values):
    return {
        "key": "own",
        "label": "Own",
        "beats": [{"name": "one", "panes": list(panes), **values}],
    }


def opened(data):
    return unpack(gzip.decompress(data))


def test_a_ground_is_sent_once():
    other = Comparison("quadratic", {"kappa": 10.0})
    same = Comparison("quadratic", {"kappa": 25.0}, start=(1.0, 1.0), steps=7)
    panes = [picture(NEAR), picture(FAR), picture(NEAR, same), picture(NEAR, other)]
    header, _ = opened(pack_lesson(lesson(*panes)).data)
    first, far, again, steeper = [pane["ground"] for pane in header["beats"][0]["panes"]]
    assert first == again
    assert set(header["grounds"]) == {first, far, steeper}
    assert header["label"] == "Own"


def test_a_lesson_is_a_file_named_by_its_content(files):
    one, same = pack_lesson(lesson(picture(NEAR))), pack_lesson(lesson(picture(NEAR)))
    other = pack_lesson(lesson(picture(FAR)))
    assert one == same
    assert one.file != other.file
    assert files == {one.file: one.data, other.file: other.data}
    assert one.file.startswith("lesson-own-")


def test_a_live_beat_brings_only_grounds_that_are_new():
    rest = pack_lesson(lesson(picture(NEAR)))
    live = lesson(picture(NEAR), picture(FAR))["beats"][0]
    header, _ = opened(pack_board(rest, {}, PLACE, 3, live))
    near, far = [pane["ground"] for pane in header["live"]["panes"]]
    assert near in rest.grounds
    assert set(header["grounds"]) == {far}
    assert header["file"] == rest.file
    assert header["lesson"] is None
    assert (header["place"], header["opened"]) == (PLACE, 3)


def test_without_a_place_for_files_the_lesson_goes_along(monkeypatch):
    monkeypatch.setattr(board, "publish_file", lambda name, data: False)
    whole = lesson(picture(NEAR))
    rest = pack_lesson(whole)
    assert rest.file == ""
    header, _ = opened(pack_board(rest, whole, PLACE, 1, None))
    assert list(header["lesson"]["grounds"]) == [header["lesson"]["beats"][0]["panes"][0]["ground"]]


def test_a_board_that_has_nothing_new_is_small():
    assert len(pack_board(pack_lesson(lesson(picture(NEAR))), {}, PLACE, 1, None)) < 300


def test_arrays_go_as_bytes():
    points = np.array([(0.0, 1.0), (2.0, np.nan)])
    pane = {"window": NEAR, "shapes": [{"points": points}]}
    header, array = opened(pack_lesson(lesson(pane)).data)
    (shape,) = header["beats"][0]["panes"][0]["shapes"]
    np.testing.assert_array_equal(array(shape["points"]), points.ravel().astype("f4"))


def test_a_map_is_a_ground_on_its_axes_own_scales():
    values = np.linspace(0.0, 2.0, 16).reshape(4, 4)
    axes = [{"log": True}, {"log": False}]
    pane = {
        "window": ((0.01, 1.0), (0.0, 0.9)),
        "ground": None,
        "axes": axes,
        "image": {"values": values, "low": 0.0, "high": 2.0},
    }
    header, array = opened(pack_lesson(lesson(pane)).data)
    (told,) = header["beats"][0]["panes"]
    assert "image" not in told
    ground = header["grounds"][told["ground"]]
    assert ground["window"] == [[-2.0, 0.0], [0.0, 0.9]]
    assert ground["grid"] == 4
    height = array(ground["height"])
    np.testing.assert_allclose(height, SHADES * values.ravel() / 2.0, atol=1e-3)


def test_formulas_are_mathml_and_all_else_is_text():
    fold = {"title": "Why", "paragraphs": ("The rate $2/\\lambda$ <b>ends</b> it.",)}
    header, _ = opened(pack_lesson(lesson(folds=[fold])).data)
    first, math, last = header["beats"][0]["folds"][0]["paragraphs"][0]
    assert first == "The rate "
    assert math["math"].startswith("<math")
    assert "λ" in math["math"] or "&#x003BB;" in math["math"]
    assert last == " <b>ends</b> it."


def test_a_ledger_is_mathml_with_the_ink_of_what_changes():
    lines = LedgerLine(r"v = \beta_2 v"), LedgerLine(r"u = \max(u, |g|)", 2, "AdaMax")
    header, _ = opened(pack_lesson(lesson(ledger=[line.data() for line in lines])).data)
    same, changed = header["beats"][0]["ledger"]
    assert (same["role"], changed["role"], changed["name"]) == (None, 2, "AdaMax")
    for line in (same, changed):
        ((formula,),) = line["paragraphs"]
        assert formula["math"].startswith("<math")


def test_the_course_has_the_cards_and_their_grounds():
    header, _ = opened(pack_course([{"key": "own", "pane": picture(NEAR)}]))
    assert header["cards"][0]["pane"]["ground"] in header["grounds"]


def test_a_ground_is_the_landscape_with_its_minima_and_saddles():
    header, array = opened(pack_lesson(lesson(picture(NEAR, Comparison("himmelblau")))).data)
    (ground,) = header["grounds"].values()
    record = LANDSCAPES["himmelblau"]
    x, y = np.meshgrid(*(np.linspace(*axis, BOARD_GRID) for axis in ground["window"]))
    scale = ground["scale"]
    back = scale["lowest"] + 10.0 ** array(ground["height"]).astype(float) - scale["floor"]
    np.testing.assert_allclose(back, record.value(x, y).ravel(), rtol=1e-3, atol=1e-2)
    assert [tuple(minimum) for minimum in ground["minima"]] == list(record.minima())
    assert [tuple(saddle) for saddle in ground["saddles"]] == list(record.saddles())


@pytest.mark.parametrize("aspect", [NARROWEST, 1.0, 2.0, WIDEST])
@pytest.mark.parametrize("window", [NEAR, FAR, ((0.0, 1.0), (0.0, 5.0)), ((0.0, 9.0), (0.0, 1.0))])
def test_a_ground_reaches_to_the_edges_of_every_panel(window, aspect):
    """A panel shows the window with the same scale on both axes, whatever its shape."""
    wide, tall = (high - low for low, high in window)
    shown = max(wide, aspect * tall), max(tall, wide / aspect)
    for (low, high), (w0, w1), size in zip(reach(window), window, shown, strict=True):
        assert (low + high) / 2.0 == pytest.approx((w0 + w1) / 2.0)
        assert high - low >= size * (1.0 - 1e-12)


@pytest.mark.parametrize("landscape", LANDSCAPES)
def test_shades_span_the_view_and_do_not_follow_the_window(landscape):
    record = LANDSCAPES[landscape]
    whole = shades(record, dict(record.defaults))
    low, high = whole["range"]
    assert np.isfinite([low, high]).all()
    assert low < high
    if whole["scale"]["kind"] == "log":
        assert high - low == pytest.approx(np.log10(SPAN + 1.0))
    near = board_ground(landscape, tuple(record.defaults.items()), NEAR)
    assert near.header["shades"] == whole


def test_a_bowl_keeps_its_colours_whatever_the_lesson_shows():
    header, _ = opened(pack_lesson(lesson(picture(NEAR), picture(FAR))).data)
    near, far = header["grounds"].values()
    assert near["shades"] == far["shades"]
    assert near["id"] != far["id"]


def test_points_are_sent_as_fine_as_they_are_seen():
    """What no screen shows is not sent: a third of a path's bytes."""
    points = np.random.RandomState(0).uniform(-1.0, 1.0, (300, 2)) * [2.0, 1e-7]
    told = {"kind": "trail", "role": 0, "points": points}
    tall = ((-2.0, 2.0), (-1e-7, 1e-7))
    pane = {"window": tall, "shapes": [told], "axes": [{"log": False}] * 2}
    header, read = opened(pack_lesson(lesson(pane)).data)
    sent = read(header["beats"][0]["panes"][0]["shapes"][0]["points"]).reshape(-1, 2)
    off = np.abs(sent - points) / np.ptp(tall, axis=1)
    assert 0.0 < off.max() < 2.0**-16


def test_points_on_a_logarithmic_axis_keep_their_ratios():
    points = np.column_stack([np.arange(60.0), 10.0 ** (-np.arange(60.0) / 3.0)])
    pane = {
        "window": ((0.0, 60.0), (1e-20, 1.0)),
        "shapes": [{"kind": "trail", "role": 0, "points": points}],
        "axes": [{"log": False}, {"log": True}],
    }
    header, read = opened(pack_lesson(lesson(pane)).data)
    sent = read(header["beats"][0]["panes"][0]["shapes"][0]["points"]).reshape(-1, 2)
    np.testing.assert_allclose(sent[:40], points[:40], rtol=1e-6)


@pytest.mark.parametrize(
    ("landscape", "parameters", "whether"),
    [
        ("quadratic", {"kappa": 1e4, "angle": 30.0}, True),
        ("seven_cars", {"shift": 0.0, "scale": 1.0}, True),
        ("rosenbrock", {}, False),
        ("batch_norm", {}, False),
    ],
)
def test_a_parabola_is_told_apart(landscape, parameters, whether):
    given = Comparison(landscape, parameters).parameters
    window = ((-8.0, 10.0), (-4.0, 40.0))
    scale = board_ground(landscape, tuple(sorted(given.items())), window).header["scale"]
    assert scale.get("parabola", False) == whether
