"""The page of schedules in a browser: curves that are pulled at, beside the player."""

import re

import pytest

from ui.explored import FIRST

LINK = (
    "landscape=quadratic&steps=100&run=momentum,lr=0.03,schedule=cosine"
    "&run=momentum,lr=0.03,schedule=one_cycle"
)


def board(one, place=0):
    found = one.page.locator("[data-testid=board]").nth(place)
    one.page.locator("[data-testid=board][data-shown]").nth(place).wait_for()
    return found


def grip(one, name):
    return board(one).get_by_role("slider", name=name, exact=True)


def centre(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_peak_is_pulled_by_hand_and_by_keys_and_undone(flat_visit):
    one = flat_visit(LINK, path="schedules")
    peak = grip(one, "peak")
    assert peak.get_attribute("aria-valuetext") == "pct_start 0.3, lr 0.03"
    x, y = centre(peak)
    one.page.mouse.move(x, y)
    one.page.mouse.down()
    one.page.mouse.move(x + 60, y + 30, steps=6)
    one.page.mouse.up()
    one.wait_for_last_address("pct_start=0.4")
    moved = one.query
    assert re.search(r"lr=0\.02\d+,schedule=one_cycle,pct_start=0\.4", moved)
    one.page.wait_for_selector("[role=slider][aria-label=peak]:not([aria-valuetext*='0.3,'])")
    peak.focus()
    one.page.keyboard.press("ArrowLeft")
    one.page.wait_for_function("old => location.search.slice(1) !== old", arg=moved)
    for _ in range(2):  # or one, if the key came while the hand's change was still being made
        one.page.keyboard.press("z")
    one.page.wait_for_function("link => location.search.slice(1) === link", arg=LINK)


def test_curves_and_player_show_one_step(flat_visit):
    one = flat_visit(LINK, path="schedules")
    assert one.page.locator(".dl-welcome").count() == 0
    curves = board(one)
    one.page.get_by_label("Last step").click()
    curves.page.wait_for_selector("[data-testid=board][data-step='100']")
    picture = curves.locator(".dl-bd-picture").nth(1)
    box = picture.bounding_box()
    one.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    one.page.wait_for_function(
        "() => { const t = Number(document.querySelector('[data-testid=player]').dataset.step);"
        " return t > 30 && t < 70; }"
    )
    assert one.data("step") == curves.get_attribute("data-step")
    assert f"t = {one.step}" in curves.locator(".dl-bd-step").first.inner_text()


def test_the_range_test_has_a_playhead_of_its_own_and_gives_a_peak(flat_visit):
    one = flat_visit(f"{LINK}&show=test", path="schedules")
    test = board(one, 1)
    test.scroll_into_view_if_needed()
    test.get_by_label("First step").click()
    assert test.get_attribute("data-step") == "0"
    assert one.data("step") == "0"
    test.get_by_label("Step forward").click()
    assert test.get_attribute("data-step") == "1"
    one.wait_for_address("test_t=1")
    one.page.locator(".st-key-mark_valley button").click()
    one.page.locator(".st-key-use_valley button").click()
    one.wait_for_address("schedule=exponential")
    assert one.query.count("run=") == FIRST.count("run=")
    one.page.get_by_text("Final loss, own best peaks").wait_for()


def test_a_phone_adds_a_schedule_and_shows_its_curve(flat_visit):
    one = flat_visit(LINK, path="schedules", phone=True)
    one.page.locator(".st-key-quick_add_schedule button").tap()
    one.card("Step").tap()
    one.wait_for_address("schedule=step")
    assert grip(one, "first drop").is_visible()
    width = one.page.evaluate("document.documentElement.scrollWidth")
    assert width <= one.page.viewport_size["width"]


@pytest.mark.long
def test_a_long_study_is_cancelled_and_can_be_asked_for_again(flat_visit):
    noisy = LINK.replace("steps=100", "steps=5000&noise=3")
    one = flat_visit(f"{noisy}&show=seeds&seeds=20000", path="schedules")
    make, cancel = (one.page.locator(f".st-key-{key}_runs button") for key in ("make", "cancel"))
    make.click()
    cancel.wait_for()
    one.page.get_by_text(
        re.compile(r"At the peaks that are set: [1-9]\d?% of the steps")
    ).wait_for()
    cancel.click()
    make.wait_for()
    cancel.wait_for(state="hidden")
    one.page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
    assert one.page.locator("[data-testid=board]").count() == 1
    make.click()
    cancel.wait_for()
    one.page.locator(".st-key-show_s").get_by_role("radio", name="Code").click()
    one.page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
    assert cancel.count() == 0
