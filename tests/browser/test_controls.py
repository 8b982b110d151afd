"""Sidebar, tabs and phone, with the mouse and the keyboard of a reader."""

import csv

import pytest

from comparison import read_link
from landscapes import LANDSCAPES
from optim import SCHEDULES

TWO = "landscape=rosenbrock&run=adam,lr=0.1&run=momentum,lr=0.001"


@pytest.fixture
def visit(flat_visit):
    """Without the surface, unless a test asks for it."""
    return flat_visit


def test_an_added_run_has_the_schedule_of_the_others(visit):
    one = visit("landscape=booth&run=adam,lr=0.1,schedule=cosine,warmup=5")
    one.changed(lambda: one.add_run("Lion"))
    one.wait_for_address("run=lion")
    _, second = read_link(one.query)[0].runs
    assert second.optimizer == "lion"
    assert [second.schedule, second.settings["warmup"]] == ["cosine", 5]


def test_a_landscape_is_chosen_from_pictures(visit):
    one = visit(TWO)
    one.page.locator(".st-key-landscapes button").click()
    one.card("Himmelblau").wait_for()
    assert one.page.locator(".dl-cards button").count() == len(LANDSCAPES)
    assert one.page.locator(".dl-cards .dl-present b").all_inner_texts() == ["Rosenbrock"]
    search = one.page.get_by_role("searchbox")
    search.fill("LEVY")
    assert one.page.locator(".dl-cards button:visible b").all_inner_texts() == ["Levy N.13"]
    search.fill("nowhere")
    assert one.page.locator(".dl-cards button:visible").count() == 0
    one.page.get_by_text("Nothing here has all of these words.").wait_for()
    search.fill("several minima four")
    painted = one.page.wait_for_function(
        """() => {
            const [canvas] = document.querySelectorAll(".dl-cards button:not([hidden]) canvas");
            const { data } = canvas.getContext("2d").getImageData(0, 0, 128, 96);
            return data.some((value, k) => k % 4 === 3 && value === 255) && new Set(data).size;
        }"""
    ).json_value()
    assert painted > 20
    one.changed(lambda: one.card("Himmelblau").click())
    one.wait_for_address("landscape=himmelblau")
    assert one.page.locator(".dl-gallery").count() == 0


def test_a_schedule_is_chosen_from_curves_and_the_best_hit_comes_first(visit):
    one = visit(TWO)
    one.page.get_by_role("button", name="All schedules").click()
    one.card("Cosine").wait_for()
    drawn = one.page.locator(".dl-cards button polyline")
    assert drawn.count() == one.page.locator(".dl-cards button").count() == len(SCHEDULES) + 2
    search = one.page.get_by_role("searchbox")
    for text, first in (
        ("chain", "One after another"),
        ("warmup", "Warm-up"),
        ("1cycle", "1Cycle"),
        ("warm-up", "Warm-up"),
    ):
        search.fill(text)
        assert one.page.locator(".dl-cards button b").first.inner_text() == first
    assert one.page.locator(".dl-gallery h3").count() == 0
    assert one.page.locator(".dl-cards button").count() > 1
    one.changed(lambda: search.press("Enter"))
    one.wait_for_address("warmup=30")
    assert one.page.locator(".dl-gallery").count() == 0
    assert [run.settings["warmup"] for run in read_link(one.query)[0].runs] == [30, 30]


def test_landscape_optimizer_and_schedule_are_picked(visit):
    one = visit(TWO)
    one.changed(lambda: one.pick("landscape", "Himmelblau"))
    one.wait_for_address("landscape=himmelblau")
    one.page.locator(".st-key-open_1 button").click()
    one.changed(lambda: one.pick("optimizer_1", "NAG"))
    one.wait_for_address("run=nesterov")
    one.changed(lambda: one.pick("schedule_all", "1Cycle"))
    one.wait_for_address("schedule=one_cycle")
    runs = read_link(one.query)[0].runs
    assert [run.schedule for run in runs] == ["one_cycle", "one_cycle"]
    assert [run.optimizer for run in runs] == ["adam", "nesterov"]


def test_a_typed_number_reaches_the_picture_and_the_slider(visit):
    one = visit(TWO)
    one.page.locator(".st-key-open_0 button").click()
    field = one.page.locator(".st-key-lr_0_number input")
    field.fill("0.0123")
    one.changed(lambda: field.press("Enter"))
    one.wait_for_address("lr=0.0123")
    one.page.wait_for_function(
        "() => document.querySelector('.st-key-lr_0_slider').innerText.includes('0.0123')"
    )
    assert one.page.locator(".dl-rows tr").nth(1).locator("td").nth(3).inner_text() == "0.0123"


def test_keys_that_are_quicker_than_the_page_end_where_the_reader_ended(visit):
    one = visit(TWO)
    one.page.locator(".st-key-open_0 button").click()
    slider = one.page.locator(".st-key-lr_0_slider input[type=range]")
    for key, ends in (("ArrowRight", "0.12"), ("ArrowLeft", "0.1"), ("ArrowLeft", "0.09")):
        slider.focus()
        for _ in range(10):
            slider.press(key, delay=0)
        one.wait_for_address(f"run=adam,lr={ends}&")
        one.page.wait_for_timeout(1000)  # until the last of the answers is there
        assert slider.get_attribute("aria-valuetext") == ends
        assert one.page.locator(".st-key-lr_0_number input").input_value() == ends
        assert f"run=adam,lr={ends}&" in one.query


def test_dragging_finds_a_value_of_two_digits(visit):
    one = visit(TWO)
    one.page.locator(".st-key-open_0 button").click()
    slider = one.page.locator(".st-key-lr_0_slider")
    slider.scroll_into_view_if_needed()
    one.page.wait_for_timeout(300)
    thumb = slider.locator("[data-rac]:has(> div > input)").bounding_box()
    x, y = thumb["x"] + thumb["width"] / 2, thumb["y"] + thumb["height"] / 2
    said = slider.locator("[data-testid=stSliderThumbValue]")
    one.page.mouse.move(x, y)
    one.page.mouse.down()
    seen = set()
    for gone in range(60):
        one.page.mouse.move(x - gone, y)
        seen.add(said.inner_text())
        if said.inner_text() == "0.08":
            break
    assert {"0.097", "0.092", "0.085", "0.08"} <= seen
    one.changed(one.page.mouse.up)
    one.wait_for_address("run=adam,lr=0.08&")


def test_a_list_takes_the_last_of_quick_choices(visit):
    one = visit(TWO)
    field = one.page.locator(".st-key-schedule_all input")
    field.scroll_into_view_if_needed()
    one.page.wait_for_timeout(300)  # as in `pick`
    field.click()
    one.page.get_by_role("option").first.wait_for()
    for _ in range(10):
        field.press("ArrowDown", delay=0)
    field.press("Enter")
    one.wait_for_address(f"schedule={list(SCHEDULES)[10]}")
    one.page.wait_for_timeout(1000)
    assert field.input_value() == list(SCHEDULES.values())[10].label
    assert f"schedule={list(SCHEDULES)[10]}" in one.query


def test_adding_removing_and_the_same_optimizer_twice(visit):
    one = visit(TWO)
    one.page.locator(".st-key-add_run button").click()
    one.card("NAG").wait_for()
    one.page.get_by_role("searchbox").fill("nesterov accelerated")
    assert one.page.locator(".dl-cards button:visible b").all_inner_texts() == ["NAG"]
    one.changed(lambda: one.page.keyboard.press("Enter"))
    assert one.page.locator(".dl-chip").count() == 3
    one.wait_for_address(TWO + "&run=nesterov,lr=")
    assert one.page.locator(".dl-gallery").count() == 0
    one.changed(lambda: one.pick("optimizer_2", "Adam"))
    assert one.page.locator(".dl-chip").nth(2).inner_text().startswith("Adam (lr")
    one.changed(lambda: one.page.locator(".st-key-remove_2 button").click())
    assert one.page.locator(".dl-chip").count() == 2
    assert one.query == TWO


def test_no_control_scrolls_the_page(visit):
    one = visit(TWO)
    top = one.player.bounding_box()["y"]
    one.page.locator(".st-key-open_0 button").click()
    field = one.page.locator(".st-key-lr_0_number input")
    field.fill("0.2")
    one.changed(lambda: field.press("Enter"))
    assert one.player.bounding_box()["y"] == top


def test_formulas_code_and_data(visit, tmp_path):
    one = visit(TWO)
    assert one.page.locator(".stTabs .katex").count() >= 3
    assert one.page.locator(".katex-error").count() == 0
    one.page.get_by_role("tab", name="Code").click()
    one.page.get_by_text("torch.optim.Adam(").first.wait_for()
    one.page.get_by_role("tab", name="Data").click()
    with one.page.expect_download() as waiting:
        one.page.get_by_role("button", name="Download CSV").click()
    path = tmp_path / "table.csv"
    waiting.value.save_as(path)
    rows = list(csv.DictReader(path.read_text().splitlines()))
    assert len(rows) == 2 * 301
    trajectory = read_link(TWO)[0].trajectories()[0]
    assert float(rows[300]["x"]) == trajectory.positions[300, 0]
    assert rows[300]["lr"] == ""


def test_formulas_are_set_without_errors(visit):
    one = visit(blank=True)
    for landscape in ("quadratic,angle=30", "saddle", "two_wells", "huber_slope"):
        one.open(f"landscape={landscape}&run=nadam,lr=0.1,schedule=cosine&run=adamax,lr=0.1")
        assert one.page.locator(".stTabs .katex").count() >= 4
        assert one.page.locator(".katex-error").count() == 0


def test_phone_first_screen(visit):
    one = visit(TWO, phone=True, cold=True)
    page = one.page
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    contour = page.locator(".dl-contour").bounding_box()
    assert contour["width"] > 350
    assert contour["y"] + contour["height"] < 844 - 90
    play = page.get_by_role("button", name="Play", exact=True).bounding_box()
    assert play["y"] + play["height"] <= 844
    assert play["height"] >= 40
    for label in ("First step", "Step back", "Step forward", "Last step", "Copy link"):
        box = page.get_by_role("button", name=label, exact=True).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    page.mouse.wheel(0, 400)
    page.wait_for_timeout(200)
    assert page.get_by_role("button", name="Play", exact=True).bounding_box() == play


def test_phone_shows_one_panel_at_a_time_and_builds_the_surface_when_asked(visit):
    one = visit(TWO, phone=True, surface=True)
    built = "() => Boolean(document.querySelector('.dl-surface .dl-plot')._fullLayout)"
    assert not one.page.evaluate(built)
    for name in ("Surface", "Loss", "Curve", "Contour"):
        one.page.get_by_role("button", name=name, exact=True).tap()
        shown = [
            panel
            for panel in ("contour", "surface", "loss", "curve")
            if one.page.locator(f".dl-{panel}").is_visible()
        ]
        assert shown == [name.lower()]
        if name == "Surface":
            one.page.wait_for_function(built)


def test_phone_tap_sets_the_start_and_quick_controls_change_a_run(visit):
    one = visit(TWO, phone=True)
    one.changed(lambda: one.page.touchscreen.tap(*one.pixel(1.0, 2.0)))
    one.wait_for_address("start=")
    assert read_link(one.query)[0].start == pytest.approx((1.0, 2.0), abs=0.03)
    field = one.page.locator(".st-key-quick_lr input")
    field.fill("0.3")
    one.changed(lambda: field.press("Enter"))
    one.wait_for_address("run=adam,lr=0.3")
    one.changed(lambda: one.pick("quick_optimizer", "NAdam"))
    one.wait_for_address("run=nadam")


def test_phone_tap_beside_the_sidebar_closes_it_and_no_more(visit):
    one = visit("landscape=booth&run=adam,lr=0.1", phone=True)
    right = "document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().right"
    one.page.locator("[data-testid=stExpandSidebarButton]").tap()
    one.page.wait_for_function(f"{right} > 250")
    one.page.wait_for_timeout(500)
    x, y = one.pixel(8.0, 1.0)
    assert x > one.page.evaluate(right)
    one.page.touchscreen.tap(x, y)
    one.page.wait_for_function(f"{right} <= 0")
    one.page.wait_for_timeout(1500)
    assert "start=" not in one.query
    one.changed(lambda: one.page.touchscreen.tap(x, y))
    one.wait_for_address("start=")


def test_quick_controls_are_for_phones(visit):
    assert not visit(TWO).page.locator(".st-key-quick").is_visible()


def test_the_sidebar_can_be_closed(visit):
    one = visit("landscape=booth&run=adam,lr=0.1")
    one.page.locator("[data-testid=stSidebar]").hover()
    one.page.locator("[data-testid=stSidebarCollapseButton] button").click()
    one.page.wait_for_function(
        "document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().right <= 0"
    )
    one.page.locator("[data-testid=stExpandSidebarButton]").wait_for()


def test_a_number_says_what_it_means(visit):
    one = visit("landscape=booth&run=adam,lr=0.1,schedule=cosine")
    box = one.page.locator(".st-key-T_max_all")
    box.locator("[data-testid=stTooltipIcon] >> visible=true").hover()
    one.page.get_by_text("Steps from the highest to the lowest rate.").wait_for()
