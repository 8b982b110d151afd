"""What any board does, tried on Momentum vs NAG: keys, mouse and thumb, notes, dark, presentation."""

import json
import re
from base64 import b64decode
from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from board import Board
from PIL import Image

from browser.ground import WIDEST
from lessons import LESSONS
from lessons.lesson import read_place

PATH = "momentum_vs_nag"
LESSON = LESSONS[PATH]
BEATS = [LESSON.beat(name) for name in LESSON.names]
TITLES = [LESSON.title(name) for name in LESSON.names]
LAST = len(BEATS)


@pytest.fixture
def lesson(visit):
    """lesson(link, **context) opens the lesson."""
    return lambda link="", **options: Board(visit(link, path=PATH, **options), PATH)


def test_a_goal_is_reached_by_keyboard(visit):
    """An arrow key goes to the next stop, ten stops with Shift, PageUp a tenth of the slider."""
    board = Board(visit("beat=two_steps&reveal=true", path="learning_rate"), "learning_rate")
    ways = {
        "first": {"Shift+ArrowLeft": 25, "ArrowLeft": 4},
        "second": {"PageUp": 3, "Shift+ArrowRight": 9, "ArrowRight": 7},
    }
    for name, keys in ways.items():
        for key, times in keys.items():
            for _ in range(times):
                before = board.number(name).input_value()
                board.control(name).press(key)
                assert board.number(name).input_value() != before
    board.wait_for_place(first="0.0746", second="1.67")
    board.root.locator(".dl-bd-goal[data-met=true]").wait_for()


def test_a_wrong_prediction_shows_what_is_right(lesson):
    one = lesson("beat=7")
    assert one.root.locator(".dl-bd-right").count() == 0
    one.press("B: Down")
    assert one.verdict == "wrong"
    assert "Not quite: A is right." in one.root.locator(".dl-bd-verdict").inner_text()
    assert one.root.locator(".dl-bd-wrong").inner_text().split() == ["B", "Down"]
    assert one.root.locator(".dl-bd-right").inner_text().split() == ["A", "Up"]
    one.key("1")  # too late
    assert one.verdict == "wrong"


def test_answering_by_a_click_tells_the_distance(lesson):
    one = lesson("beat=5")
    to_pixel = one.picture(0)
    x, y = BEATS[4].question.places[2]
    one.page.mouse.click(*to_pixel(x + 0.1, y))
    assert one.verdict == "right"
    words = one.root.locator(".dl-bd-verdict").inner_text()
    assert 0.09 <= float(re.search(r"Your click is ([\d.]+) away", words)[1]) <= 0.11


def test_answering_by_clicking_a_picture(lesson):
    one = lesson("beat=14")
    one.page.mouse.click(*one.picture(0)(0.0, 1.0))
    assert one.verdict == "right"
    other = lesson("beat=14")
    other.page.mouse.click(*other.picture(1)(0.0, 1.0))
    assert other.verdict == "wrong"


def test_the_line_that_is_pointed_at_is_seen_in_the_data(visit):
    board = Board(visit("beat=cliff&reveal=true", path="learning_rate"), "learning_rate")
    for beat, seen in (("zigzag", True), ("cliff", False)):
        board.open(f"beat={beat}&reveal=true")
        board.page.wait_for_selector("[data-testid=board][data-moving=false]")
        place = board.picture(1 if seen else 0)
        data = board.root.locator(".dl-bd-picture canvas").first
        drawn = partial(data.evaluate, "canvas => canvas.toDataURL()")
        before = drawn()
        board.page.mouse.move(*place(1.5, 0.5))
        assert (drawn() != before) == seen
        board.page.mouse.move(5, 5)
        assert drawn() == before


def test_a_ground_that_answers_is_hidden_while_it_is_asked(visit):
    board = Board(visit("beat=correlation_left", path="normalization"), "normalization")
    picture = board.root.locator(".dl-bd-picture").nth(1)

    def plainness():
        """The share of the commonest shade."""
        seen = Image.open(BytesIO(picture.screenshot())).convert("L")
        return max(seen.histogram()) / (seen.width * seen.height)

    assert plainness() > 0.8
    board.key("3")
    board.page.wait_for_selector("[data-testid=board][data-moving=false]")
    assert plainness() < 0.5


DARK = "() => document.querySelector('.dl-bd-dark').open"


@pytest.mark.parametrize("link", ["beat=7", "beat=7&present=true"])
def test_a_clicker_darkens_the_screen_and_nothing_else(lesson, link):
    one = lesson(link)
    before = one.beat, one.step
    for on, off in [("b", "b"), (".", "."), ("B", "Escape"), (".", "PageDown"), ("b", "ArrowLeft")]:
        one.key(on)
        assert one.page.evaluate(DARK)
        for key in ("1", "End", "n"):
            one.key(key)
        assert one.page.evaluate(DARK)
        one.key(off)
        assert not one.page.evaluate(DARK)
    one.key("b")
    picture = Image.open(BytesIO(one.page.screenshot())).convert("L")
    assert picture.getextrema() == (0, 0)
    one.page.mouse.click(400, 300)
    assert not one.page.evaluate(DARK)
    assert before == (one.beat, one.step)
    assert one.asking
    assert "notes=true" not in one.one.query


def test_the_dark_covers_full_screen(lesson):
    one = lesson("beat=7")
    one.key("f")
    one.page.wait_for_function("() => document.fullscreenElement !== null")
    one.key("b")
    assert one.page.evaluate("document.elementFromPoint(640, 360).className") == "dl-bd-dark"
    one.key("b")
    assert one.page.evaluate("document.fullscreenElement !== null")


def test_letters_answer_nothing(lesson):
    one = lesson("beat=7")
    for key in "ac":
        one.key(key)
    assert one.asking
    one.key("2")
    assert one.verdict == "wrong"


def test_replay_draws_the_motion_again(lesson):
    one = lesson("beat=13&reveal=true")
    finished = "[data-testid=board][data-moving=false][data-step='150']"
    one.page.wait_for_selector(finished)
    one.key("r")
    one.page.wait_for_selector("[data-testid=board][data-moving=true][data-step='0']")
    one.page.wait_for_selector(finished)
    one.press("Replay the motion of this beat")
    assert one.root.get_attribute("data-moving") == "true"
    one.key("ArrowLeft")
    assert one.beat == 12


def test_a_beat_without_motion_has_nothing_to_replay(lesson):
    still = next(k for k, beat in enumerate(BEATS, 1) if not moves(beat))
    one = lesson(f"beat={still}&reveal=true")
    assert one.root.get_by_role("button", name="Replay").is_disabled()


def moves(beat):
    return beat.steps or any(shape.order for pane in beat.panes for shape in pane.shapes)


def test_replay_plays_from_the_first_step(lesson):
    one = lesson("part=play")
    one.press("Last step")
    assert one.step == BEATS[16].steps
    one.key("r")
    one.page.wait_for_selector("[data-testid=board][data-playing=true]")
    assert one.step < 20
    one.press("Last step")
    one.press("Replay the motion of this beat")
    one.page.wait_for_selector("[data-testid=board][data-playing=true]")
    assert one.step < 20


def test_notes_in_a_window_follow_the_story_and_lead_it(lesson):
    one = lesson("beat=6&notes=true")
    with one.page.expect_popup() as opened:
        one.press("Speaker notes in a window of their own")
    speaker = opened.value
    text = speaker.locator("body").inner_text
    assert not one.root.locator(".dl-bd-notes").is_visible()
    assert f"Beat 6 / {LAST}" in text()
    assert BEATS[5].notes in text()
    assert f"Next: {TITLES[6]}" in text()
    assert "Answer" not in text()
    speaker.keyboard.press("ArrowRight")
    assert one.beat == 7
    assert one.asking
    assert "Answer: A, Up." in text()
    assert speaker.title() == f"Notes: {TITLES[6]}"
    speaker.keyboard.press("b")
    assert one.page.evaluate(DARK)
    speaker.keyboard.press(".")
    assert not one.page.evaluate(DARK)
    speaker.keyboard.press("2")
    assert one.verdict == "wrong"
    speaker.keyboard.press("r")
    one.page.wait_for_selector("[data-testid=board][data-moving=true]")
    one.key("End")
    assert "This is the last beat." in text()
    button = one.root.get_by_role("button", name="Speaker notes in a window of their own")
    assert button.get_attribute("aria-pressed") == "true"
    speaker.close()
    one.page.wait_for_selector(".dl-bd-apart[aria-pressed=false]")
    with one.page.expect_popup() as opened:
        button.click()
    with opened.value.expect_event("close"):
        one.one.page.reload()


def test_a_blocked_window_is_said(lesson):
    one = lesson(
        "notes=true", prepare=lambda page: page.add_init_script("window.open = () => null")
    )
    one.press("Speaker notes in a window of their own")
    one.page.get_by_text("The browser has blocked the window").wait_for()
    assert one.root.locator(".dl-bd-notes").is_visible()


def test_reveal_at_once(lesson):
    one = lesson("beat=5&reveal=true")
    assert not one.asking
    assert one.verdict == "revealed"
    one.press("Reveal at once: no predictions")
    assert one.asking
    one.page.wait_for_function("!location.search.includes('reveal')")


def test_a_link_to_any_beat(lesson):
    one = lesson(blank=True, cold=True)
    for number in (1, 4, 8, 13, LAST):
        one.one.open(f"beat={number}", PATH)
        assert one.beat == number
        assert TITLES[number - 1] in one.said


def test_the_address_follows_and_reload_keeps(lesson):
    one = lesson()
    for _ in range(2):
        one.key("ArrowRight")
    one.key("n")
    one.wait_for_place(beat=LESSON.names[1], notes="true")
    one.page.reload()
    one.one.ready()
    assert one.beat == 2
    assert one.root.locator(".dl-bd-notes").inner_text() == BEATS[1].notes


def test_jump_and_copied_link(lesson):
    one = lesson(permissions=["clipboard-read", "clipboard-write"])
    one.root.get_by_label("Jump to").select_option(LESSON.names[9])
    assert one.beat == 10
    one.wait_for_place(beat=LESSON.names[9])
    one.press("Copy link")
    one.page.get_by_text("Link copied").wait_for()
    assert one.page.evaluate("navigator.clipboard.readText()").endswith(
        f"/{PATH}?beat={LESSON.names[9]}"
    )


def test_a_presentation_shows_the_story_only_and_large(lesson):
    one = lesson("beat=9&present=true")
    box = one.root.bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1280, 720)
    covered = one.page.evaluate(
        "() => document.elementsFromPoint(1100, 30)[0].closest('[data-testid=board]') !== null"
    )
    assert covered
    assert not one.root.get_by_text("Short path").is_visible()
    small = one.page.evaluate(
        """() => [...document.querySelectorAll("[data-testid=board] *")]
            .filter((e) => e.checkVisibility() && !e.closest(".dl-said"))
            .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
            .filter((e) => parseFloat(getComputedStyle(e).fontSize) < 20)
            .map((e) => e.outerHTML)"""
    )
    assert small == []
    for side in (0, 1):
        assert (
            float(one.root.locator(".dl-bd-picture").nth(side).get_attribute("data-font-size"))
            >= 20
        )
    one.key("ArrowRight")
    assert one.beat == 10
    one.key("Escape")
    one.page.wait_for_function("!location.search.includes('present')")
    assert one.root.get_by_text("Short path").is_visible()


@pytest.mark.parametrize("link", ["reveal=true", "reveal=true&present=true"])
def test_nothing_is_cut_off_on_a_projector(lesson, link):
    """At 1280 x 720 every beat of the story fits, answered, in both modes, with large pictures."""
    one = lesson(link)
    for _ in BEATS[:16]:
        assert one.page.evaluate(
            """() => {
                const box = (name) => document.querySelector(name).getBoundingClientRect();
                return box(".dl-bd-foot").bottom <= innerHeight
                    && box(".dl-bd-words").bottom <= box(".dl-bd-foot").top + 1
                    && box(".dl-bd-picture").height > 220;
            }"""
        ), one.beat
        one.key("ArrowRight")


@pytest.mark.parametrize("link", ["beat=16&reveal=true", "beat=16&reveal=true&present=true"])
def test_a_small_window_keeps_pictures_and_buttons(lesson, link):
    one = lesson(link)
    for width, height in [(853, 480), (844, 390), (900, 600)]:
        one.page.set_viewport_size({"width": width, "height": height})
        one.one.open(link, PATH)
        foot = one.root.locator(".dl-bd-foot").bounding_box()
        assert foot["y"] + foot["height"] <= height + 1
        assert one.root.locator(".dl-bd-picture").first.bounding_box()["height"] >= 120


BETWEEN = {
    "an old projector": {"width": 1024, "height": 768},
    "a tablet": {"width": 720, "height": 900},
    "a phone on its side": {"width": 844, "height": 390},
    "twice as large": {"width": 640, "height": 360},
}


@pytest.mark.parametrize(
    "screen",
    [
        pytest.param("an old projector", marks=pytest.mark.long),
        "a tablet",
        pytest.param("a phone on its side", marks=pytest.mark.long),
        "twice as large",
    ],
)
def test_nothing_overlaps_between_phone_and_desktop(lesson, screen):
    """Each part of the board lies clear of the others, and each button can be brought into reach."""
    one = lesson(blank=True)
    one.page.set_viewport_size(BETWEEN[screen])
    for link in ("beat=5", "beat=16&reveal=true&notes=true", "part=play", "part=forms"):
        one.one.open(link, PATH)
        assert one.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), link
        assert one.page.evaluate(OVERLAPS) == [], link
        assert one.page.evaluate(OUT_OF_REACH) == [], link
        row = one.root.locator(".dl-bd-foot").bounding_box()
        assert row["y"] + row["height"] <= BETWEEN[screen]["height"] + 1, link


OVERLAPS = """() => {
    const parts = [...document.querySelectorAll(
        ".dl-bd-head, .dl-bd-name, .dl-bd-picture, .dl-bd-formula, .dl-transport, .dl-bd-control, " +
        ".dl-bd-table, .dl-bd-fold, .dl-bd-goal, .dl-bd-text, .dl-bd-ask, .dl-bd-because, .dl-bd-choice, .dl-bd-notes")];
    const bars = [".dl-bd-foot > *", ".dl-transport > *"].map((bar) => [...document.querySelectorAll(bar)]);
    const meet = (a, b) =>
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const overlap = (one, other) =>  // what goes on in another column has a box in each
        [...one.getClientRects()].some((a) => [...other.getClientRects()].some((b) => meet(a, b)));
    return [parts, ...bars].flatMap((all) => all.filter((e) => e.checkVisibility()).flatMap((one, k, shown) =>
        shown.slice(k + 1).filter((other) => overlap(one, other)).map((other) => [one.outerHTML, other.outerHTML])));
}"""
OUT_OF_REACH = """() => {
    const buttons = [...document.querySelectorAll(
        "[data-testid=board] :is(button, select, a)")].filter((e) => e.checkVisibility());
    return buttons.filter((button) => {
        button.scrollIntoView({ block: "center" });
        const { left, top, width, height } = button.getBoundingClientRect();
        const [x, y] = [left + width / 2, top + height / 2];
        return !button.contains(document.elementFromPoint(x, y));
    }).map((button) => button.outerHTML);
}"""


def test_the_race_is_driven_by_one_step(lesson):
    """While it runs, all trails have made the same number of steps."""
    one = lesson("beat=13&reveal=true", reduced_motion="no-preference")
    one.page.wait_for_function(
        "() => { const t = +document.querySelector('[data-testid=board]').dataset.step; return t > 5 && t < 140; }"
    )
    steps = one.root.locator(".dl-bd-step").all_inner_texts()
    assert steps[0] == steps[1]
    one.page.wait_for_selector("[data-testid=board][data-moving=false][data-step='150']")


def test_short_path_takes_a_foreign_beat_to_the_next_of_its_own(lesson):
    one = lesson("beat=8&short=true")
    assert one.beat == 9
    assert "Beat 5 / 6." in one.said


def test_keys_work_after_the_mouse(lesson):
    one = lesson("beat=2")
    one.press("Speaker notes")
    one.key(" ")
    assert one.beat == 3
    one.root.get_by_label("Jump to").select_option(LESSON.names[5])
    one.key("PageDown")
    assert one.beat == 7
    one.key("3")
    assert one.verdict == "wrong"
    one.key("ArrowRight")
    assert one.beat == 8


def test_a_beat_costs_little(lesson):
    """The story is sent once; a beat tells only where the reader is."""
    received = []

    def listen(page):
        page.on(
            "websocket",
            lambda socket: socket.on("framereceived", lambda data: received.append(len(data))),
        )

    one = lesson(prepare=listen)
    one.wait_for_place()
    one.page.wait_for_timeout(500)
    received.clear()
    one.key("ArrowRight")
    one.key("ArrowRight")
    one.wait_for_place(beat=LESSON.names[1])
    assert sum(received) < 6_000


SWIPE = """(selector) => {
    const send = (type, x) => document.querySelector(selector).dispatchEvent(new PointerEvent(type,
        { clientX: x, clientY: 200, pointerType: "touch", bubbles: true }));
    send("pointerdown", 300);
    send("pointerup", 100);
}"""


def test_a_low_wide_picture_shows_no_more_ground_than_there_is(lesson):
    one = lesson("beat=5")
    one.page.set_viewport_size({"width": 640, "height": 360})
    one.page.wait_for_selector(".dl-board.dl-narrow")
    one.open("beat=5")
    x0, x1, y0, y1 = map(
        float,
        one.root.locator(".dl-bd-picture:visible").first.get_attribute("data-window").split(","),
    )
    assert (x1 - x0) / (y1 - y0) <= WIDEST * 1.001


def test_a_phone_swipes_and_taps(lesson):
    one = lesson("beat=2", phone=True)
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert one.root.locator(".dl-bd-picture:visible").count() == 2
    one.root.locator(".dl-bd-picture").first.tap()
    assert one.beat == 3
    one.page.evaluate(SWIPE, ".dl-bd-picture")
    assert one.beat == 4
    one.key("ArrowLeft")
    one.page.evaluate(SWIPE, ".dl-bd-words")
    assert one.beat == 4
    one.press("Next")
    assert one.beat == 5
    assert one.root.locator(".dl-bd-picture:visible").count() == 1
    one.press("C: Further down")
    assert one.verdict == "right"
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_animation_ends_at_the_last_frame(lesson):
    one = lesson("beat=9", reduced_motion="no-preference")
    assert one.root.get_attribute("data-moving") == "true"
    one.page.wait_for_selector("[data-testid=board][data-moving=false]", timeout=10_000)


def test_controls_by_keyboard_by_click_and_by_number(lesson):
    one = lesson("part=play")
    assert one.beat == 17
    one.page.mouse.click(*one.picture(1)(2.0, 1.0))
    one.page.wait_for_function("location.search.includes('x=')")
    place, problems = read_place(LESSON, one.one.query)
    assert problems == []
    assert place.values["x"] == pytest.approx(2.0, abs=0.03)
    assert place.values["y"] == pytest.approx(1.0, abs=0.03)
    one.number("momentum").fill("0.5")
    one.key("Enter")
    one.wait_for_place(momentum="0.5")
    one.press("lr 0.056: NAG diverges")
    one.wait_for_place(lr="0.056")
    assert "momentum" not in one.one.query
    one.root.focus()
    one.key("z")
    one.wait_for_place(momentum="0.5")
    one.key("Shift+Z")
    one.wait_for_place(lr="0.056")
    reset = one.root.get_by_role("button", name="Reset the controls", exact=True)
    assert reset.get_attribute("aria-label").startswith(reset.inner_text())  # as it is seen
    one.press("Reset the controls")
    one.page.wait_for_function("!location.search.includes('lr=')")


def test_the_playhead_has_the_keys_of_the_player(lesson):
    one = lesson("part=play")
    one.press("First step")
    one.key("k")
    one.page.wait_for_selector("[data-testid=board][data-playing=true]")
    one.key("k")
    one.page.wait_for_selector("[data-testid=board][data-playing=false]")
    one.key("t")
    one.key("Home")
    one.key("ArrowRight")
    assert (one.beat, one.step) == (17, 1)
    one.key("Shift+ArrowRight")
    assert one.step == 11
    one.key("End")
    assert one.step == BEATS[16].steps
    one.key("Escape")
    one.key("ArrowRight")
    assert one.beat == 18


def test_a_choice_among_words(lesson):
    one = lesson("part=forms&form=keras&rate=jump")
    assert one.beat == 18
    one.press("PyTorch")
    one.wait_for_place(form="torch", rate="jump")
    one.says("optax and MLX do the same")


def test_a_press_on_a_chart_of_the_steps_goes_to_one(lesson):
    one = lesson("part=forms")
    chart = one.root.locator(".dl-bd-picture").nth(2)
    box = chart.bounding_box()
    one.page.mouse.click(box["x"] + 80, box["y"] + 60)
    assert 0 < one.step < 10
    one.page.mouse.down()
    one.page.mouse.move(box["x"] + box["width"], box["y"] + 60)
    one.page.mouse.up()
    assert one.step >= 39


def test_a_picture_opens_in_the_playground(lesson):
    one = lesson("beat=13&reveal=true")
    one.root.locator(".dl-bd-open").first.click()
    one.page.wait_for_selector("[data-testid=player][data-version]")
    assert "run=momentum" in one.one.query


def test_between_the_pages_nothing_is_lost(lesson):
    one = lesson("beat=5")
    one.page.get_by_test_id("stExpandSidebarButton").click()
    one.page.get_by_test_id("stSidebar").get_by_role("link", name="Playground").click()
    one.page.wait_for_selector("[data-testid=player][data-version]")
    one.page.wait_for_function("location.search.includes('landscape=rosenbrock')")
    one.page.get_by_role("link", name="Momentum vs NAG").click()
    one.page.wait_for_selector("[data-testid=board][data-beat='5']")
    one.wait_for_place(beat=LESSON.names[4])


def test_a_hostile_link_is_repaired(lesson):
    one = lesson("beat=1e9&part=<img src=x onerror=window.hacked=1>&lr=nan")
    one.page.get_by_text("beat must be a whole number").wait_for()
    assert one.page.evaluate("window.hacked") is None
    assert read_place(LESSON, one.one.query)[1] == []


def test_roles_have_their_styles():
    """Every role that a lesson uses is drawn by the board."""
    sources = (Path(__file__).parents[2] / "browser/js/board").glob("*.js")
    board = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    roles = set(re.findall(r"^  (\w+): \{ colour", board, re.MULTILINE))
    told = json.dumps([lesson.data() for lesson in LESSONS.values()], default=str)
    assert set(re.findall(r'"role": "(\w+)"', told)) <= roles


def test_a_cycle_is_pulled_at_its_peak_and_its_start_by_hand_and_by_keys(visit):
    one = Board(visit("reveal=true", path="one_cycle"), "one_cycle")

    def set_to():
        place, problems = read_place(LESSONS["one_cycle"], one.one.query)
        assert problems == []
        return place.values

    peak, start = (
        one.root.get_by_role("slider", name=name, exact=True) for name in ("peak", "start")
    )
    assert peak.get_attribute("aria-valuetext") == "peak after a share of 0.3"
    box = peak.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    one.page.mouse.move(x, y)
    one.page.mouse.down()
    one.page.mouse.move(x + 30, y, steps=3)
    one.page.mouse.move(x + 60, y, steps=3)
    one.page.mouse.up()
    one.one.wait_for_last_address("pct_start=")
    one.page.wait_for_function(
        "/pct_start/.test(document.querySelector('[data-testid=board]').dataset.live)"
    )
    pulled = set_to()["pct_start"]
    assert 0.35 < pulled < 0.8
    start.focus()
    one.key("ArrowUp")
    one.one.wait_for_last_address("div_factor=")
    assert set_to().keys() == {"pct_start", "div_factor"}
    assert set_to()["div_factor"] == pytest.approx(1.0 / (1.0 / 25.0 + 0.0099), rel=0.01)
    peak.focus()
    one.key("ArrowRight")
    one.one.wait_for_address(f"pct_start={pulled + 0.01:.4g}")
    for _ in range(3):
        one.key("z")
    one.page.wait_for_function("!/pct_start|div_factor/.test(location.search)")
    assert set_to() == {}


def test_a_press_on_a_cell_of_a_map_chooses_its_words(visit):
    one = Board(visit("beat=the_rare_feature&reveal=true", path="adagrad"), "adagrad")
    cells = one.root.locator(".dl-bd-picture").nth(1)
    box = cells.bounding_box()
    cells.click(position={"x": box["width"] - 30, "y": box["height"] / 2})
    one.wait_for_place(curvature="50")
    cells.click(position={"x": box["width"] / 2, "y": 20})
    one.wait_for_place(curvature="10", every="50")


LEDGER = """() => [...document.querySelectorAll(".dl-bd-ledger > *")].map((line) => ({
    formulas: line.querySelectorAll("math").length,
    words: line.querySelector("b")?.textContent ?? "",
    height: line.getBoundingClientRect().height,
    right: line.getBoundingClientRect().right,
    colour: getComputedStyle(line).color,
    opacity: getComputedStyle(line).opacity,
}))"""


@pytest.mark.parametrize("link", ["beat=2", "beat=2&present=true"])
def test_an_update_stands_beside_the_pictures_from_the_start(visit, link):
    """Grey, but for the line that changes; on a phone under them, and nothing runs out of it."""
    one = Board(visit(link, path="adam_family"), "adam_family")
    lines = LESSONS["adam_family"].beat("nadam_brakes").ledger
    for width in (1280, 390):
        one.page.set_viewport_size({"width": width, "height": 844})
        one.page.wait_for_function("w => document.querySelector('.dl-narrow') !== null == w < 640",
                                   arg=width)  # fmt: skip
        shown = one.page.evaluate(LEDGER)
        assert [line["words"] for line in shown] == [
            f"{line.name}:" if line.name else "" for line in lines
        ]
        assert all(line["formulas"] == 1 and line["height"] > 15 for line in shown)
        assert all(line["right"] <= width for line in shown)
        (changed,) = [line for line in shown if line["words"]]
        assert changed["opacity"] == "1"
        assert all(line["colour"] != changed["colour"] for line in shown if line != changed)
        ledger = one.root.locator(".dl-bd-ledger").bounding_box()
        last = one.root.locator(".dl-bd-figure:visible").last.bounding_box()
        if width == 1280:
            assert ledger["x"] >= last["x"] + last["width"]
        else:
            assert ledger["y"] >= last["y"] + last["height"]


class Held:
    """A page whose server's answers can be held back."""

    def __init__(self, page):
        self.waiting = []
        self.is_held = False
        page.route_web_socket(re.compile("_stcore/stream"), self.connect)

    def connect(self, socket):
        self.socket, server = socket, socket.connect_to_server()
        server.on_message(lambda said: self.waiting.append(said) or self.pass_on())

    def pass_on(self):
        while self.waiting and not self.is_held:
            self.socket.send(self.waiting.pop(0))

    def hold(self, is_held):
        self.is_held = is_held
        self.pass_on()


@pytest.mark.parametrize(
    ("by", "scheme"), [("mouse", "dark"), ("mouse", "light"), ("key", "light"), ("touch", "light")]
)
def test_a_run_follows_the_hand_before_the_server_answers(visit, by, scheme):
    server = []
    one = Board(
        visit(
            "beat=your_turn&reveal=true",
            path="momentum",
            phone=by == "touch",
            prepare=lambda page: server.append(Held(page)),
            color_scheme=scheme,
        ),
        "momentum",
    )
    (answers,) = server
    one.page.wait_for_selector("[data-testid=board][data-moving=false]")
    for _ in range(3):
        one.press("Step back")
    slider, step = one.control("lr"), one.step
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    x, y = box["x"] + 0.4 * box["width"], box["y"] + box["height"] / 2
    canvas = one.root.locator(".dl-bd-picture canvas").first
    drawn = partial(canvas.evaluate, "canvas => canvas.toDataURL()")
    seen = [drawn()]
    answers.hold(True)
    session = one.page.context.new_cdp_session(one.page)

    def touch(kind, *places):
        points = [{"x": x, "y": y} for x in places]
        session.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})

    if by == "touch":
        touch("Start", x)
    elif by == "mouse":
        one.page.mouse.move(x, y)
        one.page.mouse.down()
    for k in range(1, 5):
        if by == "touch":
            touch("Move", x - 8 * k)
        elif by == "mouse":
            one.page.mouse.move(x - 8 * k, y)
        else:
            slider.press("ArrowLeft")
        one.page.wait_for_function(
            "count => Number(document.querySelector('[data-testid=board]').dataset.repaints) >= count",
            arg=k,
        )
        seen.append(drawn())
    assert len(set(seen)) == len(seen)
    assert one.root.get_attribute("data-live") is None
    assert one.step == step
    if by == "touch":
        touch("End")
    elif by == "mouse":
        one.page.mouse.up()
    answers.hold(False)
    value = float(one.number("lr").input_value())
    one.page.wait_for_function(
        "lr => JSON.parse(document.querySelector('[data-testid=board]').dataset.live ?? '{}').lr === lr",
        arg=value,
    )
    assert one.step == step
    last, answer = (_pixels(url) for url in (seen[-1], drawn()))
    assert np.abs(last - answer).mean() < 0.2
    assert one.root.locator("[data-ahead]").count() == 0


def test_runs_follow_a_start_that_is_dragged_on_a_picture(visit):
    server = []
    one = Board(visit("beat=17", path=PATH, prepare=lambda page: server.append(Held(page))), PATH)
    pictures = one.root.locator(".dl-bd-picture canvas")
    drawn = partial(
        pictures.evaluate_all, "all => all.slice(0, 2).map(canvas => canvas.toDataURL())"
    )
    server[0].hold(True)
    place, seen = one.picture(1), [drawn()]
    one.page.mouse.move(*place(2.0, 1.0))
    one.page.mouse.down()
    for x in (1.5, 1.0):
        one.page.mouse.move(*place(x, 1.0), steps=2)
        seen.append(drawn())
    assert all(
        before != after for pair in pairwise(seen) for before, after in zip(*pair, strict=True)
    )
    assert one.root.locator("[data-ahead]").count() == 2
    one.page.mouse.up()
    assert float(one.number("x").input_value()) == pytest.approx(1.0, abs=0.03)
    server[0].hold(False)
    one.page.wait_for_function("!document.querySelector('[data-ahead]')")
    assert float(one.number("x").input_value()) == pytest.approx(1.0, abs=0.03)


def _pixels(url):
    image = Image.open(BytesIO(b64decode(url.partition(",")[2]))).convert("RGB")
    return np.asarray(image, dtype=float)
