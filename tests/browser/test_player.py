"""The player in a real browser: what it shows is what the engine says, and every way to move it."""

import re
from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from comparison import read_link
from comparison.limits import rate_limits
from comparison.reasons import reason

RAVINE = "landscape=quadratic&steps=60&run=momentum,lr=0.03&run=adam,lr=0.3"


def canvas_colour(one, x, y):
    """The colour (r, g, b, a) of what moves on the contour at a point of the landscape."""
    px, py = one.pixel(x, y)
    return one.page.evaluate(
        """([px, py]) => {
            const canvas = document.querySelector(".dl-contour .dl-moving");
            const box = canvas.getBoundingClientRect();
            const k = canvas.width / box.width;
            return [...canvas.getContext("2d")
                .getImageData(Math.round((px - box.left) * k), Math.round((py - box.top) * k), 1, 1).data];
        }""",
        [px, py],
    )


@pytest.fixture
def visit(flat_visit):
    """Without the surface, unless a test asks for it."""
    return flat_visit


def test_the_player_fits_a_projector(visit):
    one = visit(RAVINE, surface=True)
    box = one.player.bounding_box()
    assert box["y"] + box["height"] <= 720
    assert box["height"] >= 560
    for name in ("contour", "surface", "loss", "curve"):
        panel = one.page.locator(f".dl-{name}").bounding_box()
        assert panel["width"] > 400
        assert panel["height"] > 120
    scrolls = "document.documentElement.scrollWidth > innerWidth"
    assert not one.page.evaluate(scrolls)


def test_heads_stand_where_the_engine_says(visit):
    one = visit(RAVINE)
    trajectories = read_link(RAVINE)[0].trajectories()
    colours = [(0xD5, 0x5E, 0x00), (0x00, 0x72, 0xB2)]
    for step in (1, 7, 25):
        one.page.evaluate(f"document.querySelector('.dl-slider').value = {step}")
        one.page.locator(".dl-slider").dispatch_event("input")
        assert one.step == step
        gap = np.hypot(*(trajectories[0].positions[step] - trajectories[1].positions[step]))
        assert gap > 0.2
        for trajectory, colour in zip(trajectories, colours, strict=True):
            r, g, b, a = canvas_colour(one, *trajectory.positions[step])
            assert a > 200
            np.testing.assert_allclose((r, g, b), colour, atol=12)


def test_play_to_the_end_and_again(visit):
    one = visit(RAVINE)
    assert (one.step, one.data("steps"), one.data("playing")) == (0, "60", "false")
    one.press("Play")
    assert one.data("playing") == "true"
    one.page.get_by_label("Speed").select_option("10")
    one.page.wait_for_selector("[data-testid=player][data-playing=false][data-step='60']")
    one.page.get_by_label("Speed").select_option("0.25")
    one.press("Play")
    one.page.wait_for_function(
        "() => { const s = +document.querySelector('[data-testid=player]').dataset.step; return s > 0 && s < 60; }"
    )
    one.press("Pause")
    assert one.data("playing") == "false"
    here = one.step
    one.page.wait_for_timeout(200)
    assert one.step == here


def test_speed_is_steps_per_second(visit):
    one = visit(RAVINE.replace("steps=60", "steps=2000"))
    one.page.get_by_label("Speed").select_option("2")
    one.press("Play")
    one.page.wait_for_timeout(300)
    first, start = one.step, one.page.evaluate("performance.now()")
    one.page.wait_for_timeout(1500)
    taken = one.step - first
    seconds = (one.page.evaluate("performance.now()") - start) / 1000
    assert taken / seconds == pytest.approx(60, rel=0.25)


def test_loop_starts_again(visit):
    one = visit(RAVINE.replace("steps=60", "steps=20"))
    one.press("Loop")
    one.press("Last step")
    one.press("Step back")
    one.press("Play")
    one.page.wait_for_function(
        "() => { const d = document.querySelector('[data-testid=player]').dataset; return d.playing === 'true' && +d.step < 15; }"
    )


def test_buttons_step(visit):
    one = visit(RAVINE)
    for label, step in [
        ("Step forward", 1), ("Step forward", 2), ("Step back", 1), ("Last step", 60),
        ("Step forward", 60), ("Step back", 59), ("First step", 0), ("Step back", 0),
    ]:  # fmt: skip
        one.press(label)
        assert one.step == step
        assert one.page.locator(".dl-step").inner_text() == f"t = {step} / 60"


def test_keys(visit):
    one = visit(RAVINE)
    for key, step in [
        ("ArrowRight", 1), ("Shift+ArrowRight", 11), ("ArrowLeft", 10), ("Shift+ArrowLeft", 0),
        ("End", 60), ("Home", 0),
    ]:  # fmt: skip
        one.page.keyboard.press(key)
        assert one.step == step, key
    one.page.keyboard.press("Space")
    assert one.data("playing") == "true"
    one.page.keyboard.press("Space")
    assert one.data("playing") == "false"
    one.page.keyboard.press("f")
    one.page.wait_for_function("() => document.fullscreenElement !== null")
    one.page.wait_for_timeout(300)
    assert one.player.bounding_box()["width"] == 1280
    one.page.keyboard.press("f")
    one.page.wait_for_function("() => document.fullscreenElement === null")
    assert one.page.evaluate("scrollY") == 0


def test_keys_belong_to_the_field_that_is_typed_in(visit):
    one = visit(RAVINE)
    one.page.locator(".st-key-start_x input").focus()
    one.page.keyboard.press("ArrowRight")
    one.page.keyboard.press("End")
    assert one.step == 0


def test_scrubbing_with_mouse_and_keyboard(visit):
    one = visit(RAVINE)
    slider = one.page.get_by_label("Step", exact=True)
    box = slider.bounding_box()
    one.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert 28 <= one.step <= 32
    before = one.step
    slider.press("ArrowRight")
    assert one.step == before + 1


def step_on(one, panel, step):
    """The pixel of a step, half way up a curve panel."""
    return one.page.evaluate(
        """([panel, step]) => {
            const plot = document.querySelector(`.dl-${panel} .dl-plot`);
            const { xaxis, yaxis } = plot._fullLayout;
            const { left, top } = plot.getBoundingClientRect();
            const share = step / xaxis.range[1];
            return [left + xaxis._offset + share * xaxis._length, top + yaxis._offset + yaxis._length / 2];
        }""",
        [panel, step],
    )


@pytest.mark.parametrize("panel", ["loss", "curve"])
def test_a_press_on_a_curve_goes_to_its_step(visit, panel):
    one = visit(RAVINE)
    mouse = one.page.mouse
    one.page.get_by_label("Speed").select_option("0.1")
    one.press("Play")
    mouse.click(*step_on(one, panel, 45))
    assert one.data("playing") == "false"
    assert one.step == 45
    mouse.move(*step_on(one, panel, 10))
    assert one.step == 45
    mouse.down()
    assert one.step == 10
    mouse.move(*step_on(one, panel, 23))
    assert one.step == 23
    mouse.move(1279, 10)
    assert one.step == 60
    mouse.move(0, 10)
    assert one.step == 0
    mouse.up()
    mouse.move(*step_on(one, panel, 30))
    assert one.step == 0
    one.page.keyboard.press("ArrowRight")
    assert one.step == 1


def test_pointing_at_a_curve_tells_its_values(visit):
    one = visit(RAVINE + "&t=20")
    trajectories = read_link(RAVINE)[0].trajectories()
    values = one.page.locator(".dl-loss .dl-values")
    for step in (5, 20, 30, 60):
        one.page.mouse.move(*step_on(one, "loss", step))
        head, *shown = values.locator("> *").all_inner_texts()
        assert head == f"t = {step}"
        expected = [trajectory.loss[step] for trajectory in trajectories]
        assert [float(text) for text in shown] == pytest.approx(expected, rel=6e-3)
        box = values.bounding_box()
        for line in (step, 20):
            x, _ = step_on(one, "loss", line)
            assert not box["x"] <= x <= box["x"] + box["width"]
    colours = values.locator("span").evaluate_all("all => all.map((one) => one.style.color)")
    assert len(set(colours)) == 2
    assert one.step == 20
    one.press("Hide Momentum")
    one.page.mouse.move(*step_on(one, "loss", 30))
    assert values.locator("span").count() == 1
    one.page.mouse.move(*step_on(one, "curve", 60))
    assert not values.is_visible()
    assert one.page.locator(".dl-curve .dl-values span").all_inner_texts() == ["–"]
    one.page.mouse.move(*step_on(one, "curve", 59))
    (text,) = one.page.locator(".dl-curve .dl-values span").all_inner_texts()
    rate, limit = text.split(" · limit ")
    assert rate == "0.3"
    limits = rate_limits(trajectories[1], read_link(RAVINE)[0])
    assert float(limit) == pytest.approx(limits[59], rel=6e-3)


def test_a_value_below_the_axis_is_told_as_it_is(visit):
    one = visit("landscape=quadratic&steps=20&run=newton,lr=1&run=adam,lr=0.1")
    one.page.mouse.move(*step_on(one, "loss", 15))
    assert one.page.locator(".dl-loss .dl-values span").first.inner_text() == "0"


def test_a_finger_on_a_curve_seeks_sideways_and_scrolls_upwards(visit):
    one = visit(RAVINE, phone=True)
    one.press("Loss")
    one.page.wait_for_function("() => document.querySelector('.dl-loss .dl-plot')._fullLayout")
    touches = one.page.context.new_cdp_session(one.page)

    def drag(*points):
        for k, (x, y) in enumerate(points):
            kind = "touchMove" if k else "touchStart"
            touches.send(
                "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]}
            )
        touches.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    one.page.touchscreen.tap(*step_on(one, "loss", 50))
    assert one.step == 50
    (x, y), (end, _) = step_on(one, "loss", 10), step_on(one, "loss", 40)
    drag((x, y), (x + 30, y + 4), ((x + end) / 2, y), (end, y))
    assert one.step == 40
    assert not one.page.locator(".dl-loss .dl-values").is_visible()
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    before = one.page.evaluate(scrolled)
    drag(*((x, y - k) for k in range(0, 120, 10)))
    one.page.wait_for_function(f"before => {scrolled} > before", arg=before)
    assert one.step == 40


def test_rows_show_the_frame(visit):
    one = visit(RAVINE)
    first, second = read_link(RAVINE)[0].trajectories()
    for _ in range(3):
        one.press("Step forward")
    row = one.page.locator(".dl-rows tr").nth(1).locator("td")
    assert float(row.nth(0).inner_text()) == pytest.approx(first.loss[3], rel=6e-3)
    assert float(row.nth(1).inner_text()) == pytest.approx(np.hypot(*first.gradient[3]), rel=6e-3)
    assert float(row.nth(2).inner_text()) == pytest.approx(np.hypot(*first.positions[3]), rel=6e-3)
    assert row.nth(3).inner_text() == "0.03"
    assert row.nth(4).inner_text() == "still moving"
    one.press("Last step")
    row = one.page.locator(".dl-rows tr").nth(2).locator("td")
    assert float(row.nth(0).inner_text().replace("\u2212", "-")) == pytest.approx(
        second.loss[60], rel=6e-3
    )
    live = one.page.locator(".dl-said").inner_text()
    assert live.startswith("Step 60 of 60. Momentum: loss")


def test_the_headings_say_what_the_numbers_mean(visit):
    heads = visit(RAVINE).page.locator(".dl-rows tr").first.locator("th")
    assert heads.all_inner_texts() == ["loss", "|∇f|", "distance", "lr", "ends (within 0.05)"]


def test_a_heading_tells_by_keyboard_and_touch_what_it_means(visit):
    one = visit(RAVINE)
    line, head = one.page.locator(".dl-why"), one.page.locator(".dl-heading")
    assert line.inner_text() == ""
    head.nth(2).focus()
    one.page.keyboard.press("Enter")
    assert "the minimum where this run ends, or the one nearest to its end" in line.inner_text()
    assert head.nth(2).get_attribute("aria-expanded") == "true"
    head.nth(0).click()
    assert line.inner_text() == "The value f of the landscape where the run is."
    assert head.nth(2).get_attribute("aria-expanded") == "false"
    head.nth(0).click()
    assert line.inner_text() == ""


def test_a_badge_goes_where_the_run_ends_and_says_why(visit):
    link = "landscape=quadratic&steps=60&run=gradient_descent,lr=0.2&run=adam,lr=0.3"
    one = visit(link)
    comparison = read_link(link)[0]
    line, badge = one.page.locator(".dl-why"), one.page.locator(".dl-badge")
    map_height = one.page.locator(".dl-contour").bounding_box()["height"]
    for index, step in ((0, 6), (1, 60)):
        badge.nth(index).click()
        assert one.step == step
        why = reason(comparison.trajectories()[index], comparison)
        assert line.inner_text().strip() == f"{comparison.labels[index]}. {why}"
    assert one.page.locator(".dl-contour").bounding_box()["height"] == map_height
    box = line.bounding_box()
    assert box["y"] + box["height"] <= 720
    one.press("Step back")
    badge.nth(1).click()
    assert (one.step, line.inner_text()) == (59, "")


def test_the_line_takes_its_room_from_the_panels_of_a_full_screen(visit):
    one = visit("landscape=quadratic&steps=60&run=gradient_descent,lr=0.2")
    fills = """() => {
        const panel = document.querySelector(".dl-loss").clientHeight;
        return Math.abs(document.querySelector(".dl-loss .dl-plot svg").clientHeight - panel) < 2 && panel;
    }"""
    one.page.keyboard.press("f")
    one.page.wait_for_function("() => document.fullscreenElement !== null")
    one.page.wait_for_timeout(300)
    before = one.page.wait_for_function(fills).json_value()
    one.page.locator(".dl-badge").click()
    assert one.page.wait_for_function(fills).json_value() < before
    box = one.page.locator(".dl-why").bounding_box()
    assert box["y"] + box["height"] <= 720


def test_what_is_told_follows_the_run(visit):
    one = visit("landscape=quadratic&steps=60&run=gradient_descent,lr=0.2")
    one.page.locator(".dl-badge").click()
    assert "lr 0.2 is over" in one.page.locator(".dl-why").inner_text()
    field = one.page.locator(".st-key-lr_0_number input")
    one.page.locator(".st-key-open_0 button").click()
    field.fill("0.3")
    one.changed(lambda: field.press("Enter"))
    assert "lr 0.3 is over" in one.page.locator(".dl-why").inner_text()


def test_runs_on_one_path_both_show(visit):
    link = "landscape=quadratic&steps=60&run=adam,lr=0.3&run=adamw,lr=0.3,weight_decay=0"
    one = visit(link)
    assert one.page.locator(".dl-note").all_inner_texts() == ["same path as Adam"]
    one.press("Last step")
    path = read_link(link)[0].trajectories()[0].positions[:20]
    along = [a + share * (b - a) for a, b in pairwise(path) for share in (0.0, 0.25, 0.5, 0.75)]
    seen = [canvas_colour(one, *point)[:3] for point in along]
    for colour in [(0xD5, 0x5E, 0x00), (0x00, 0x72, 0xB2)]:
        assert sum(np.allclose(pixel, colour, atol=12) for pixel in seen) > len(seen) / 4


def test_chips_hide_a_run_everywhere(visit):
    one = visit(RAVINE)
    for _ in range(3):
        one.press("Step forward")
    end = read_link(RAVINE)[0].trajectories()[0].positions[3]
    assert canvas_colour(one, *end)[3] > 200
    one.press("Hide Momentum")
    assert canvas_colour(one, *end)[3] == 0
    assert one.page.evaluate("document.querySelector('.dl-loss .dl-plot').data.length") == 1
    one.press("Show Momentum")
    assert canvas_colour(one, *end)[3] > 200


def test_a_click_on_the_contour_sets_the_start(visit):
    one = visit(RAVINE)
    one.changed(lambda: one.page.mouse.click(*one.pixel(2.0, -1.5)))
    one.wait_for_address("start=")
    x, y = read_link(one.query)[0].start
    assert (x, y) == pytest.approx((2.0, -1.5), abs=0.02)
    field = one.page.locator(".st-key-start_x input")
    one.page.wait_for_function(
        "x => document.querySelector('.st-key-start_x input').value === x", arg=f"{x:g}"
    )
    assert field.input_value() == f"{x:g}"


def test_the_readout_names_the_mark_under_the_pointer(visit):
    """Two wells: the deep one, the shallow one, the pass between them, and the start."""
    one = visit("landscape=two_wells&run=adam,lr=0.05")
    record = read_link("landscape=two_wells")[0].record
    places = {f"{kind} minimum": (x, y) for x, y, _, kind in record.minima()}
    places |= {"saddle": record.saddles()[0][:2], "start": record.start}
    assert len(places) == 4
    readout = one.page.locator(".dl-readout")
    for name, place in places.items():
        px, py = one.pixel(*place)
        one.page.mouse.move(px + 4, py - 4)
        assert readout.inner_text().endswith(f"   {name}")
        one.page.mouse.move(px + 8, py - 8)
        assert readout.inner_text().startswith("x ")
        assert name not in readout.inner_text()


def test_the_start_can_be_dragged_and_panning_does_not_move_it(visit):
    one = visit(RAVINE)
    mouse = one.page.mouse

    def drag(start, end):
        mouse.move(*one.pixel(*start))
        mouse.down()
        for k in (0.3, 0.7, 1.0):
            mouse.move(*one.pixel(*(a + (b - a) * k for a, b in zip(start, end, strict=True))))
        mouse.up()

    one.changed(lambda: drag((-4, 2), (1, 1)))
    one.wait_for_address("start=")
    assert read_link(one.query)[0].start == pytest.approx((1, 1), abs=0.03)
    before, link = one.axes()["x"], one.query
    px, py = one.pixel(-2, -2)
    mouse.move(px, py)
    mouse.down()
    mouse.move(px + 40, py + 10)
    mouse.move(px + 80, py + 20)
    mouse.up()
    one.page.wait_for_function(
        "before => document.querySelector('.dl-contour .dl-plot')._fullLayout.xaxis.range[0] !== before",
        arg=before[0],
    )
    assert one.axes()["x"][0] < before[0]
    one.wait_for_address("zoom=")
    assert read_link(one.query)[0].plain == read_link(link)[0]


def test_a_slider_keeps_camera_zoom_speed_and_playhead(visit):
    one = visit(RAVINE, surface=True)
    one.page.locator(".st-key-open_0 button").click()
    slider = one.page.locator(".st-key-lr_0_slider input[type=range]")
    slider.wait_for(state="attached")
    one.page.get_by_label("Speed").select_option("0.25")
    one.press("Zoom in")
    box = one.page.locator(".dl-surface").bounding_box()
    one.page.mouse.move(box["x"] + 200, box["y"] + 150)
    one.page.mouse.down()
    one.page.mouse.move(box["x"] + 260, box["y"] + 170, steps=4)
    one.page.mouse.up()
    one.page.wait_for_timeout(700)
    for _ in range(5):
        one.press("Step forward")
    camera, axes = one.camera(), one.axes()
    slider.focus()
    one.changed(lambda: slider.press("ArrowRight"))
    one.wait_for_address("lr=0.0305")
    assert one.step == 5
    assert one.camera() == camera
    assert one.axes() == axes
    assert one.page.get_by_label("Speed").input_value() == "0.25"
    assert one.page.evaluate("document.activeElement.type") == "range"
    one.changed(lambda: slider.press("ArrowRight"))
    one.wait_for_address("lr=0.031")


def test_playing_goes_on_while_a_slider_moves(visit):
    one = visit(RAVINE.replace("steps=60", "steps=1000"))
    one.page.locator(".st-key-open_0 button").click()
    slider = one.page.locator(".st-key-lr_0_slider input[type=range]")
    slider.focus()
    one.press("Play")
    one.page.wait_for_function("+document.querySelector('[data-testid=player]').dataset.step > 5")
    slider.focus()
    one.changed(lambda: slider.press("ArrowRight"))
    here = one.step
    assert one.data("playing") == "true"
    assert here > 5
    one.page.wait_for_function(
        "here => +document.querySelector('[data-testid=player]').dataset.step > here", arg=here
    )


def test_settings_runs_and_a_chosen_start_keep_the_step(visit):
    """Only another landscape goes back: to 0, as its link has no frame."""
    one = visit(RAVINE + "&t=40")
    one.changed(lambda: one.add_run("Lion"))
    assert one.step == 40
    one.changed(lambda: one.page.mouse.click(*one.pixel(2.0, -1.5)))
    assert one.step == 40
    one.press("Step forward")
    one.changed(lambda: one.page.locator("[data-overlay=gradient]").click())
    assert one.step == 41
    steps = one.page.locator(".st-key-steps_number input")
    steps.fill("30")
    one.changed(lambda: steps.press("Enter"))
    assert (one.step, one.data("steps")) == (30, "30")
    one.changed(lambda: one.pick("landscape", "Himmelblau"))
    assert one.step == 0


def test_another_link_opens_at_its_own_frame(visit):
    one = visit(RAVINE + "&t=40")
    one.changed(lambda: one.add_run("Lion"))
    one.changed(lambda: one.page.get_by_role("button", name="Reset", exact=True).click())
    assert one.step == 40
    one.page.get_by_role("button", name="Examples").click()
    one.changed(lambda: one.page.locator(".st-key-examples_list button").nth(1).click())
    assert one.step == 0


def test_zooming_brings_a_finer_landscape_and_home_goes_back(visit):
    one = visit("landscape=rosenbrock&run=adam,lr=0.1")
    home = one.axes()

    def x_of_trace():
        return one.page.evaluate(
            "() => { const x = document.querySelector('.dl-contour .dl-plot').data[0].x; return [x[0], x[x.length - 1]]; }"
        )

    assert x_of_trace() == [-2, 2]
    one.changed(lambda: one.press("Zoom in"))
    low, high = x_of_trace()
    shown = one.axes()["x"]
    assert -2 < low < shown[0] < shown[1] < high < 2
    one.press("Reset view")
    one.page.wait_for_function(
        "() => document.querySelector('.dl-contour .dl-plot')._fullLayout.xaxis.range[0] === -2"
    )
    assert one.axes()["x"] == home["x"]
    one.press("Fit to paths")
    one.page.wait_for_function(
        "() => document.querySelector('.dl-contour .dl-plot')._fullLayout.xaxis.range[0] !== -2"
    )
    x, y = one.axes()["x"], one.axes()["y"]
    positions = read_link("landscape=rosenbrock&run=adam,lr=0.1")[0].trajectories()[0].positions
    assert x[0] < positions[:, 0].min() < positions[:, 0].max() < x[1]
    assert y[0] < positions[:, 1].min() < positions[:, 1].max() < y[1]


def test_overlays_come_when_asked_for(visit):
    link = "landscape=quadratic&steps=60&run=nesterov,lr=0.03,convention=classical"
    one = visit(link)
    trajectory = read_link(link)[0].trajectories()[0]
    for _ in range(2):
        one.press("Step forward")
    ahead = trajectory.internals["look_ahead"][2]
    tip = ahead - 0.03 * trajectory.gradient[2]
    middle = (ahead + tip) / 2
    assert canvas_colour(one, *middle)[3] == 0
    toggle = one.page.locator("[data-overlay=gradient]")
    one.changed(lambda: one.page.locator("[data-overlay=look_ahead]").click())
    one.changed(toggle.click)
    assert toggle.get_attribute("aria-pressed") == "true"
    assert canvas_colour(one, *middle)[3] > 200
    one.changed(toggle.click)
    assert canvas_colour(one, *middle)[3] == 0
    assert one.page.locator("[data-overlay=velocity]").is_visible()


def test_the_averaged_and_the_base_point_are_marked(visit):
    """Filled with the background; between them and the head a dashed line."""
    link = "landscape=quadratic&steps=60&run=schedule_free_sgd,lr=0.05,beta1=0.5"
    one = visit(link)
    (trajectory,) = read_link(link)[0].trajectories()
    for _ in range(2):
        one.press("Step forward")
    for name in ("average", "base_point"):
        there = trajectory.internals[name][1]
        before = canvas_colour(one, *there)
        one.changed(lambda name=name: one.page.locator(f"[data-overlay={name}]").click())
        assert canvas_colour(one, *there)[3] == 255
        assert before != canvas_colour(one, *there)
    assert not one.page.locator("[data-overlay=look_ahead]").is_visible()


def test_only_overlays_that_exist_are_offered(visit):
    one = visit("landscape=quadratic&run=rmsprop,lr=0.03")
    assert one.page.locator("[data-overlay=gradient]").is_visible()
    assert not one.page.locator("[data-overlay=velocity]").is_visible()
    assert not one.page.locator("[data-overlay=look_ahead]").is_visible()
    assert one.page.locator("[data-overlay=effective_lr]").is_visible()


def test_the_step_ellipse_has_a_fixed_size_and_the_shape_of_the_rates(visit):
    link = "landscape=quadratic,kappa=4&steps=60&run=adagrad,lr=0.5"
    one = visit(link)
    (trajectory,) = read_link(link)[0].trajectories()
    for _ in range(3):
        one.press("Step forward")
    axes = one.axes()
    scale = [axes["width"] / np.ptp(axes["x"]), axes["height"] / np.ptp(axes["y"])]
    radii = trajectory.internals["effective_lr"][3] * scale
    radii *= 36 / radii.max()
    assert 8 < radii.min() < 30
    x, y = trajectory.positions[3]
    rims = [(x + radii[0] / scale[0], y), (x, y - radii[1] / scale[1])]
    assert all(canvas_colour(one, *rim)[3] == 0 for rim in rims)
    one.changed(lambda: one.page.locator("[data-overlay=effective_lr]").click())
    for rim in rims:
        r, _, b, a = canvas_colour(one, *rim)
        assert a > 150
        assert r - b > 60  # the run's orange, not the halo


def test_loss_axis_and_curve_are_chosen(visit):
    one = visit("landscape=two_wells&run=adam,lr=0.05")
    kind = "() => document.querySelector('.dl-loss .dl-plot')._fullLayout.yaxis.type"
    assert one.page.locator(".dl-loss .dl-title span").inner_text() == "Loss above the minimum"
    assert one.page.evaluate(kind) == "log"
    one.press("Loss axis: log or linear")
    assert one.page.evaluate(kind) == "linear"
    assert one.page.locator(".dl-loss .dl-title span").inner_text() == "Loss"
    (trajectory,) = read_link("landscape=two_wells&run=adam,lr=0.05")[0].trajectories()
    shown = one.page.evaluate("[...document.querySelector('.dl-loss .dl-plot').data[0].y]")
    np.testing.assert_array_equal(shown, trajectory.loss)
    limits = rate_limits(trajectory, read_link("landscape=two_wells&run=adam,lr=0.05")[0])
    for curve, expected in {
        "share": np.where(np.isfinite(limits), 0.05 / limits, np.nan),
        "distance": np.hypot(*(trajectory.positions - trajectory.outcome.point).T),
        "gradient": np.hypot(*trajectory.gradient.T),
        "momentum": np.full(300, 0.9),
        "step": np.hypot(*np.diff(trajectory.positions, axis=0).T),
        "lr": np.full(300, 0.05),
    }.items():
        one.page.get_by_label("Which curve").select_option(curve)
        shown = one.page.evaluate("[...document.querySelector('.dl-curve .dl-plot').data[0].y]")
        np.testing.assert_allclose(shown, expected, rtol=1e-5, atol=1e-12)


def test_the_limit_of_a_rate_is_a_line_on_its_chart_and_what_shares_are_of(visit):
    """Momentum's limit is near, Adam's far above; of Lion none is known."""
    one = visit(RAVINE + "&curve=step")
    key = one.page.locator(".dl-curve .dl-limit-key")
    fence = """() => {
        const canvas = document.querySelector(".dl-curve .dl-still");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return data.some((value) => value > 0);
    }"""
    assert not key.is_visible()
    assert not one.page.evaluate(fence)
    curves = one.page.get_by_label("Which curve")
    curves.select_option("share")
    one.wait_for_address("curve=share")
    assert axis_of(one, "curve")[1][1] > 0.0
    assert key.inner_text() == "limit"
    assert one.page.evaluate(fence)
    one.page.mouse.move(*step_on(one, "curve", 30))
    words = one.page.locator(".dl-curve .dl-values span").all_inner_texts()
    comparison = read_link(RAVINE)[0]
    for text, run in zip(words, comparison.trajectories(), strict=True):
        share, rate, limit = map(float, re.split(" · | of ", text))
        assert rate == run.run.lr
        assert limit == pytest.approx(rate_limits(run, comparison)[30], rel=6e-3)
        assert share == pytest.approx(rate / limit, rel=6e-3)
    curves.select_option("lr")
    one.wait_for_address("run=adam,lr=0.3")
    assert one.page.evaluate(fence)
    one.open("landscape=quadratic&run=lion,lr=0.02&curve=share")
    assert key.inner_text() == "no limit known"
    assert not one.page.evaluate(fence)


def axis_of(one, panel):
    """Linear or log, and the range as it is drawn."""
    axis = f"document.querySelector('.dl-{panel} .dl-plot')._fullLayout.yaxis"
    return one.page.evaluate(f"(({{type, range}}) => [type, range])({axis})")


def test_the_axis_of_a_curve_is_chosen(visit):
    """Rates more than 20 apart need a logarithmic one; what the reader chose is kept."""
    one = visit("landscape=quadratic&run=adam,lr=0.1&run=momentum,lr=0.005")
    toggle = one.page.get_by_role("button", name="Curve axis: log or linear")
    assert (axis_of(one, "curve")[0], toggle.inner_text()) == ("linear", "linear")
    one.open("landscape=quadratic&run=adam,lr=0.1&run=momentum,lr=0.004,schedule=cosine")
    assert (axis_of(one, "curve")[0], toggle.inner_text()) == ("log", "log")
    assert toggle.get_attribute("aria-pressed") == "true"
    curves = one.page.get_by_label("Which curve")
    curves.select_option("momentum")
    assert axis_of(one, "curve")[0] == "linear"
    assert not toggle.is_visible()
    curves.select_option("gradient")
    assert axis_of(one, "curve")[0] == "log"
    toggle.click()
    assert axis_of(one, "curve")[0] == "linear"
    curves.select_option("lr")
    assert axis_of(one, "curve")[0] == "log"
    toggle.click()
    one.changed(lambda: one.page.locator("[data-overlay=gradient]").click())
    assert (axis_of(one, "curve")[0], toggle.inner_text()) == ("linear", "linear")


def test_a_run_that_reaches_zero_leaves_room_for_the_others(visit):
    link = "landscape=rosenbrock&run=newton,lr=1&run=adam,lr=0.05"
    one = visit(link)
    newton, adam = read_link(link)[0].trajectories()
    assert newton.loss[-1] == 0.0
    kind, (low, high) = axis_of(one, "loss")
    assert kind == "log"
    assert 10 < high - low < 14
    shown = one.page.evaluate(
        "document.querySelector('.dl-loss .dl-plot').data.map((trace) => trace.y.at(-1))"
    )
    np.testing.assert_allclose(shown, [10**low, adam.loss[-1]])
    one.press("Hide Newton")
    kind, (low, high) = axis_of(one, "loss")
    assert high - low < 3


def test_labels_of_a_logarithmic_axis_stand_apart(visit):
    one = visit(blank=True)
    for link in (
        "landscape=rosenbrock&run=adam,lr=0.2,schedule=cyclic&run=momentum,lr=0.001,schedule=cyclic",
        "landscape=quadratic&steps=40&run=newton,lr=1&run=gradient_descent,lr=0.2",
    ):
        one.open(link)
        labels_stand_apart(one)


def labels_stand_apart(one):
    curves = one.page.get_by_label("Which curve")
    for panel, curve in [("loss", "lr"), *(("curve", c) for c in ("gradient", "distance", "step"))]:
        curves.select_option(curve)
        assert axis_of(one, panel)[0] == "log"
        labels = one.page.locator(f".dl-{panel} .dl-plot .ytick text").all()
        boxes = sorted((label.bounding_box() for label in labels), key=lambda box: box["y"])
        assert len(boxes) > 2
        assert len({label.text_content() for label in labels}) == len(labels)
        panel_left = one.page.locator(f".dl-{panel}").bounding_box()["x"]
        assert all(box["x"] >= panel_left for box in boxes)
        for upper, lower in pairwise(boxes):
            assert upper["y"] + upper["height"] <= lower["y"] + 1


def test_a_landscape_without_a_bottom_has_a_linear_loss_axis(visit):
    one = visit("landscape=saddle,c=0&steps=20&run=gradient_descent,lr=0.1")
    assert not one.page.get_by_label("Loss axis: log or linear").is_visible()
    assert (
        one.page.evaluate("document.querySelector('.dl-loss .dl-plot')._fullLayout.yaxis.type")
        == "linear"
    )


def test_divergence_is_shown_and_named(visit):
    one = visit("landscape=quadratic&steps=60&run=gradient_descent,lr=0.2&run=adam,lr=0.1")
    badge = one.page.locator(".dl-badge").first
    assert badge.inner_text() == "diverged at 6"
    for _ in range(6):
        one.press("Step forward")
    assert "dl-done" in badge.get_attribute("class")
    one.press("Last step")
    assert one.page.locator(".dl-rows tr").nth(1).locator("td").first.inner_text() == "–"
    _low, high = one.page.evaluate(
        "document.querySelector('.dl-loss .dl-plot')._fullLayout.yaxis.range"
    )
    assert high < 4  # the calm run can still be read


def test_a_run_that_has_no_step_says_so_where_it_stands(visit):
    one = visit("landscape=huber_slope&start=-8,0&steps=20&run=newton,lr=1&run=adam,lr=0.1")
    badge = one.page.locator(".dl-badge").first
    assert badge.inner_text() == "no step here"
    assert "dl-done" in badge.get_attribute("class")


def test_height_scale_of_the_surface(visit):
    one = visit("landscape=rosenbrock&run=adam,lr=0.1", surface=True)
    title = (
        "() => document.querySelector('.dl-surface .dl-plot')._fullLayout.scene.zaxis.title.text"
    )
    assert one.page.evaluate(title) == "f (log)"
    one.press("Height: log or linear")
    one.page.wait_for_function(f"() => ({title})() === 'f'")
    top = one.page.evaluate(
        "Math.max(...document.querySelector('.dl-surface .dl-plot').data[0].z.at(0))"
    )
    assert top == pytest.approx(2509, rel=1e-3)


def test_nothing_of_the_surface_is_cut_off(visit):
    """Axes, ticks and titles keep clear of the panel's edges, be it small, large or narrow."""
    one = visit("landscape=himmelblau&run=adam,lr=0.1", surface=True)
    one.camera()
    plot = one.page.locator(".dl-surface .dl-plot")
    one.page.add_style_tag(content=".dl-surface :is(.dl-canvas, .dl-tools) { visibility: hidden }")
    for width, height in [(1280, 720), (1920, 1080), (1000, 720)]:
        one.page.set_viewport_size({"width": width, "height": height})
        one.page.wait_for_timeout(1500)
        picture = np.asarray(Image.open(BytesIO(plot.screenshot())).convert("L"), dtype=int)
        drawn = abs(picture - picture[0, 0]) > 20
        assert drawn[:, picture.shape[1] // 2].any()
        for edge in (drawn[:3], drawn[-3:], drawn[:, :3], drawn[:, -3:]):
            assert not edge.any(), (width, height)


def test_paths_on_the_surface_follow_the_camera(visit):
    """The canvas above the surface draws a head at Plotly's own projection of its point."""
    one = visit("landscape=quadratic&steps=60&run=momentum,lr=0.03", surface=True)
    find = """() => {
        const canvas = document.querySelector(".dl-surface canvas.dl-moving");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        let [n, sx, sy] = [0, 0, 0];
        for (let k = 0; k < data.length; k += 4) {
            if (data[k] === 0xd5 && data[k + 1] === 0x5e && data[k + 2] === 0 && data[k + 3] === 255) {
                n += 1; sx += (k / 4) % canvas.width; sy += Math.floor(k / 4 / canvas.width);
            }
        }
        return [sx / n, sy / n];
    }"""
    one.camera()
    at_start = one.page.evaluate(find)
    box = one.page.locator(".dl-surface").bounding_box()
    one.page.mouse.move(box["x"] + 200, box["y"] + 150)
    one.page.mouse.down()
    one.page.mouse.move(box["x"] + 300, box["y"] + 150, steps=5)
    one.page.mouse.up()
    one.page.wait_for_timeout(800)
    turned = one.page.evaluate(find)
    assert np.hypot(turned[0] - at_start[0], turned[1] - at_start[1]) > 15
    projected = one.page.evaluate(
        """() => {
            const scene = document.querySelector(".dl-surface .dl-plot")._fullLayout.scene._scene;
            const { projection, view, model } = scene.glplot.cameraParams;
            const { scale } = document.querySelector(".dl-surface .dl-plot")._fullLayout.scene.zaxis;
            return Boolean(projection && view && model && scene.dataScale.length === 3);
        }"""
    )
    assert projected


def test_without_webgl_the_contour_stays(visit):
    one = visit(RAVINE, surface=False)
    message = one.page.locator(".dl-surface").get_attribute("data-message")
    assert "WebGL" in message
    one.press("Step forward")
    assert one.step == 1


@pytest.mark.parametrize("file", ["plotly-", "player-"])
def test_a_missing_file_is_said_plainly(visit, file):
    one = visit(blank=True, cold=True, expect_complaints=True)
    one.page.route(f"**/app/static/{file}*", lambda route: route.abort())
    one.page.goto(f"{one.address}/?{RAVINE}")
    text = one.page.get_by_text("The player could not be loaded")
    text.wait_for()
    assert "make run" in text.inner_text()


def test_dark_mode_and_switching(visit):
    one = visit(RAVINE, color_scheme="dark")
    assert one.data("theme") == "dark"
    ground = "() => document.querySelector('.dl-contour .dl-plot').data[0].colorscale[0][1]"
    assert one.page.evaluate(ground) == "#05090f"
    one.press("Step forward")
    end = read_link(RAVINE)[0].trajectories()[0].positions[1]
    np.testing.assert_allclose(canvas_colour(one, *end)[:3], (0xF5, 0x8A, 0x4B), atol=12)
    one.page.emulate_media(color_scheme="light")
    one.page.wait_for_selector("[data-testid=player][data-theme=light]")
    one.page.wait_for_function(f"() => ({ground})() === '#f7fbff'")
    assert one.step == 1
