"""The ground of a lesson's pictures: the landscape itself, wide enough, the same colours in all."""

import numpy as np
import pytest

from browser import pack_board
from browser.ground import BOARD_GRID, NARROWEST, SPAN, WIDEST, board_ground, reach, shades
from comparison import Comparison
from landscapes import LANDSCAPES
from test_packing import unpack

BOWL = Comparison("quadratic", {"kappa": 25.0})
NEAR, FAR = ((-1.0, 1.0), (-0.5, 0.5)), ((-4.0, 4.0), (-2.0, 2.0))


def picture(window, ground=BOWL):
    return {"window": window, "ground": ground}


def test_a_ground_is_sent_once():
    other = Comparison("quadratic", {"kappa": 10.0})
    same = Comparison("quadratic", {"kappa": 25.0}, start=(1.0, 1.0), steps=7)
    beats = [picture(NEAR), picture(FAR), picture(NEAR, same), picture(NEAR, other)]
    header, _ = unpack(pack_board({"beats": beats, "titles": ["one"]}))
    assert [beat["ground"] for beat in header["beats"]] == [0, 1, 0, 2]
    assert len(header["grounds"]) == 3
    assert header["titles"] == ["one"]


def test_a_picture_may_stand_anywhere_and_have_no_ground():
    data = {"window": NEAR, "ground": None, "panes": [{"inner": picture(NEAR)}]}
    header, _ = unpack(pack_board(data))
    assert header["ground"] is None
    assert header["panes"][0]["inner"]["ground"] == 0


def test_the_same_lesson_gives_the_same_bytes():
    assert pack_board(picture(NEAR)) == pack_board(picture(NEAR))


def test_a_ground_is_the_landscape_with_its_minima_and_saddles():
    header, array = unpack(pack_board(picture(NEAR, Comparison("himmelblau"))))
    (ground,) = header["grounds"]
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
    header, _ = unpack(pack_board({"beats": [picture(NEAR), picture(FAR)]}))
    near, far = header["grounds"]
    assert near["shades"] == far["shades"]
    assert near["id"] != far["id"]
