"""The playground in people's hands: nothing is lost, every key, the first minute."""

import re

import pytest

from comparison import read_link
from ui.presets import PRESETS

BOOTH = "landscape=booth&run=adam,lr=0.5&run=momentum,lr=0.01"
FOCUS = "document.activeElement.dataset.testid"


@pytest.fixture
def visit(flat_visit):
    """Without the surface, unless a test asks for it."""
    return flat_visit


def open_example(one, preset):
    one.page.keyboard.press("e")
    one.page.get_by_text(preset.title, exact=True).click()
    one.page.get_by_text(preset.text).wait_for(state="hidden")
    wait_for_query(one, preset.link)


def wait_for_query(one, query):
    one.page.wait_for_function("text => location.search === '?' + text", arg=query)


def copied(one):
    one.press("Copy link")
    one.page.get_by_text("Link copied").wait_for()
    return one.page.evaluate("navigator.clipboard.readText()").split("?", 1)[1]


def test_back_goes_through_what_was_opened(visit):
    one = visit(BOOTH)
    first, second = PRESETS[3], PRESETS[6]
    open_example(one, first)
    open_example(one, second)
    for go, link, label in (
        (one.page.go_back, first.link, "Quadratic"),
        (one.page.go_back, BOOTH, "Booth"),
        (one.page.go_forward, first.link, "Quadratic"),
    ):
        go()
        one.page.wait_for_function("label => document.title.startsWith(label)", arg=label)
        wait_for_query(one, link)
    for link in (BOOTH, first.link, second.link, first.link, BOOTH):
        one.page.keyboard.press("Control+z")
        wait_for_query(one, link)
    one.page.keyboard.press("Control+Shift+z")
    wait_for_query(one, first.link)


def test_quick_presses_of_undo_all_count(visit):
    one = visit(BOOTH)
    for x in (1.0, 2.0, 3.0, 4.0):
        one.changed(lambda x=x: one.page.mouse.click(*one.pixel(x, x)))
    for _ in range(4):
        one.page.keyboard.press("Control+z")
    wait_for_query(one, BOOTH)


def test_presses_of_undo_all_count_in_a_player_that_is_new(visit):
    one = visit(BOOTH)
    one.changed(lambda: one.page.mouse.click(*one.pixel(1, 1)))
    for key in ("Control+z", "Control+Shift+z"):
        one.changed(lambda key=key: one.page.keyboard.press(key))
    moved = one.query
    go = "at => document.querySelectorAll('[data-testid=stPageLink-NavLink]')[at].click()"
    one.page.evaluate(go, 1)
    one.page.locator(".dl-course-card").first.wait_for()
    one.page.evaluate(go, 0)
    one.page.wait_for_selector("[data-testid=player][data-version]")
    wait_for_query(one, moved)
    for x in (2, 3):
        one.changed(lambda x=x: one.page.mouse.click(*one.pixel(x, x)))
    state = (
        "state => document.querySelector('.stApp').setAttribute('data-test-script-state', state)"
    )
    one.page.evaluate(state, "running")  # the page hears of all at once
    for _ in range(3):
        one.page.keyboard.press("Control+z")
    one.page.evaluate(state, "notRunning")
    wait_for_query(one, BOOTH)


def test_undo_in_a_number_field_whose_number_is_applied_is_that_of_the_picture(visit):
    one = visit("landscape=booth&run=adam,lr=0.05")
    one.page.locator(".st-key-open_0 button").click()
    field = one.page.locator(".st-key-lr_0_number input")
    field.fill("0.0773")
    one.changed(lambda: field.press("Enter"))
    one.changed(lambda: field.press("Control+z"))
    wait_for_query(one, "landscape=booth&run=adam,lr=0.05")
    one.page.wait_for_function("e => Number(e.value) === 0.05", arg=field.element_handle())
    field.fill("0.09")
    field.press("Control+z")  # of what is only typed: the field's own
    assert "lr=0.05" in one.query


def test_another_landscape_is_opened_and_a_change_is_not(visit):
    one = visit(BOOTH)
    entries = one.page.evaluate("history.length")
    one.changed(lambda: one.page.mouse.click(*one.pixel(2, 2)))
    assert one.page.evaluate("history.length") == entries
    with_click = one.query
    one.page.keyboard.press("l")
    one.card("Himmelblau").click()
    one.wait_for_address("landscape=himmelblau")
    one.page.go_back()
    wait_for_query(one, with_click)


def test_a_dragged_start_is_one_step(visit):
    one = visit(BOOTH)
    x, y = one.pixel(*read_link(BOOTH)[0].start)
    one.page.mouse.move(x, y)
    one.page.mouse.down()
    for k in range(8):
        one.page.mouse.move(x + 10 * k, y - 5 * k)
    one.changed(one.page.mouse.up)
    one.wait_for_address("start=")
    one.changed(lambda: one.page.keyboard.press("z"))
    wait_for_query(one, BOOTH)


def test_the_copied_link_is_the_picture(visit):
    one = visit(BOOTH, permissions=["clipboard-read", "clipboard-write"], surface=True)
    one.page.keyboard.press("2")
    one.press("Velocity: where momentum carries the run")
    one.press("Zoom in")
    one.page.get_by_label("Which curve").select_option("distance")
    one.press("Curve axis: log or linear")
    one.press("Height: log or linear")
    for _ in range(3):
        one.press("Step forward")
    box = one.page.locator(".dl-surface").bounding_box()
    one.page.mouse.move(box["x"] + 200, box["y"] + 120)
    one.page.mouse.down()
    one.page.mouse.move(box["x"] + 260, box["y"] + 140, steps=4)
    one.page.mouse.up()
    one.page.keyboard.press("n")
    one.page.locator(".dl-numbers").wait_for()
    link = copied(one)
    state, problems = read_link(link)
    assert problems == []
    assert state.overlays == ("velocity",)
    assert state.hidden == (2,)
    assert state.zoom == pytest.approx((-6, 6, -6, 6))
    assert (state.curve, state.curve_axis, state.height) == ("distance", "linear", "linear")
    assert (state.numbers, state.t) == (1, 3)
    assert link == f"{one.query}&t=3"
    other = visit(link, cold=True)
    assert other.query == link
    assert other.step == 3
    axes = other.axes()
    assert [*axes["x"], *axes["y"]] == pytest.approx(state.zoom)
    assert other.page.locator(".dl-off").count() == 1
    assert other.page.locator(".dl-numbers").is_visible()
    other.press("Close numbers")
    assert other.page.get_by_label("Which curve").input_value() == "distance"
    assert other.page.get_by_label("Curve axis: log or linear").inner_text() == "linear"
    assert state.camera is not None


def test_the_camera_of_a_link(visit):
    one = visit(BOOTH + "&camera=1.5:1:0.5", surface=True)
    eye = one.camera()
    assert (eye["x"], eye["y"], eye["z"]) == pytest.approx((1.5, 1, 0.5), abs=1e-6)


def test_quick_presses_are_all_kept(visit):
    """The page answers a press when the next ones have been made: its answer undoes none."""
    one = visit(BOOTH + "&run=rmsprop,lr=0.1&run=adagrad,lr=1&run=adamax,lr=0.1")
    for key in "12345135":
        one.page.keyboard.press(key)
    one.wait_for_address("hidden=2:4")
    one.page.wait_for_timeout(400)
    assert one.page.locator(".dl-off").count() == 2
    one.page.keyboard.press("n")
    one.page.locator(".dl-numbers").wait_for()
    run = one.page.get_by_label("Run shown in numbers")
    run.focus()
    for _ in range(4):
        run.press("ArrowDown")
    one.wait_for_address("numbers=5")
    one.page.wait_for_timeout(400)
    assert run.input_value() == "4"


def test_numbers_stand_beside_the_map(visit):
    one = visit(BOOTH, surface=True)
    top = one.page.locator(".dl-contour").bounding_box()
    one.page.keyboard.press("n")
    numbers = one.page.locator(".dl-numbers")
    numbers.wait_for()
    one.page.wait_for_function(
        "w => Math.abs(document.querySelector('.dl-contour .dl-plot').clientHeight - w) > 50",
        arg=top["height"],
    )
    box, beside = one.page.locator(".dl-contour").bounding_box(), numbers.bounding_box()
    assert (box["x"], box["y"], box["width"]) == (top["x"], top["y"], top["width"])
    assert beside["x"] >= box["x"] + box["width"]
    assert beside["y"] + beside["height"] <= 720
    assert one.page.evaluate("document.querySelector('.stMain').scrollTop") == 0
    for name in ("surface", "loss", "curve"):
        assert not one.page.locator(f".dl-{name}").is_visible()
    one.page.keyboard.press("n")
    numbers.wait_for(state="hidden")
    for name in ("contour", "surface", "loss", "curve"):
        assert one.page.locator(f".dl-{name}").is_visible()
    assert one.page.locator(".dl-contour").bounding_box() == top


def test_numbers_open_on_the_run_that_was_touched_last(visit):
    one = visit(BOOTH)
    one.page.locator(".st-key-open_1 button").click()
    one.page.locator(".st-key-lr_1_number input").wait_for()
    one.page.wait_for_selector(".stApp[data-test-script-state=notRunning]")
    one.page.keyboard.press("n")
    one.page.locator(".dl-numbers").wait_for()
    assert one.page.get_by_label("Run shown in numbers").input_value() == "1"
    one.page.keyboard.press("n")
    one.page.locator(".dl-numbers").wait_for(state="hidden")
    one.page.keyboard.press("1")
    one.page.keyboard.press("1")
    one.page.keyboard.press("n")
    one.page.locator(".dl-numbers").wait_for()
    assert one.page.get_by_label("Run shown in numbers").input_value() == "0"


def test_the_list_of_curves_covers_no_label_and_its_focus_is_seen(visit):
    one = visit("landscape=booth&run=adam")  # one rate: a label at the very top
    one.page.locator(".dl-curve .dl-title .dl-select").focus()
    covered, cut = one.page.evaluate(
        """() => {
            const list = document.querySelector(".dl-curve .dl-title .dl-select");
            const panel = list.closest(".dl-panel");
            const box = list.getBoundingClientRect();
            const texts = [...panel.querySelectorAll(".dl-plot text")];
            const { outlineWidth, outlineOffset } = getComputedStyle(list);
            const reach = parseFloat(outlineWidth) + parseFloat(outlineOffset);
            return [
                texts.filter((text) => {
                    const { left, right, top } = text.getBoundingClientRect();
                    return left < box.right && right > box.left && top < box.bottom;
                }).map((text) => text.textContent),
                box.top - reach < panel.getBoundingClientRect().top,
            ];
        }"""
    )
    assert covered == []
    assert not cut


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_header_buttons_on_a_phone_stand_out_over_what_is_scrolled(visit, scheme):
    one = visit(BOOTH, phone=True, color_scheme=scheme)
    grounds = one.page.locator(".stAppHeader button").evaluate_all(
        "buttons => buttons.map((button) => getComputedStyle(button).backgroundColor)"
    )
    assert grounds
    assert not {"rgba(0, 0, 0, 0)", "transparent"} & set(grounds)


def test_numbers_on_a_phone_are_a_sheet_under_the_map(visit):
    one = visit(BOOTH, phone=True)
    one.press("Numbers")
    one.page.locator(".dl-numbers").wait_for()
    box = one.page.locator(".dl-contour").bounding_box()
    sheet = one.page.locator(".dl-numbers").bounding_box()
    transport = one.page.locator(".dl-transport").bounding_box()
    assert box["y"] >= 0
    assert sheet["y"] >= box["y"] + box["height"]
    assert sheet["y"] + 100 < transport["y"]
    assert not one.page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_keys_open_and_give_the_focus_back(visit):
    one = visit(BOOTH)
    page = one.page
    page.keyboard.press("a")
    page.get_by_role("searchbox").wait_for()
    page.keyboard.type("rmsprop")
    page.keyboard.press("Enter")
    one.wait_for_address("run=rmsprop")
    page.wait_for_function(f"() => {FOCUS} === 'player'")
    page.keyboard.press("Space")
    page.wait_for_selector("[data-testid=player][data-playing=true]")
    page.keyboard.press("Space")
    page.keyboard.press("l")
    page.get_by_role("searchbox").wait_for()
    page.keyboard.type("himmel")
    page.keyboard.press("Enter")
    one.wait_for_address("landscape=himmelblau")
    page.wait_for_function(f"() => {FOCUS} === 'player'")
    page.get_by_role("button", name="All schedules").first.click()
    page.get_by_role("searchbox").wait_for()
    page.keyboard.type("cosine")
    page.keyboard.press("Enter")
    one.wait_for_address("schedule=cosine")
    page.wait_for_function(f"() => {FOCUS} === 'player'")
    page.keyboard.press("e")
    page.wait_for_function("() => document.activeElement.closest('.st-key-examples_list')")
    page.keyboard.press("Enter")
    wait_for_query(one, PRESETS[0].link.replace("&t=100", "&t=100"))
    page.wait_for_function(f"() => {FOCUS} === 'player'")


def test_the_list_of_keys(visit):
    one = visit(BOOTH)
    one.page.keyboard.press("?")
    dialog = one.page.get_by_role("dialog", name="Keys")
    dialog.wait_for()
    one.page.keyboard.press("2")
    assert one.page.locator(".dl-off").count() == 0
    one.page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    one.page.keyboard.press("2")
    assert one.page.locator(".dl-off").count() == 1


@pytest.mark.parametrize(
    ("path", "has", "lacks"),
    [
        ("", ("examples", "landscapes", "add an optimizer", "go on from"), ()),
        ("schedules", ("play or pause", "undo"), ("examples", "landscapes", "go on from")),
        ("course", ("from lesson to lesson", "open the lesson"), ("play",)),
    ],
)
def test_every_page_lists_the_keys_that_do_something_there(visit, path, has, lacks):
    one = visit(path=path)
    one.page.get_by_role("button", name="Keys", exact=True).click()
    dialog = one.page.get_by_role("dialog", name="Keys")
    dialog.wait_for()
    text = dialog.inner_text()
    assert all(what in text for what in has)
    assert not any(what in text for what in lacks)
    one.page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    one.page.keyboard.press("?")
    dialog.wait_for()


def test_on_a_phone_what_is_asked_comes_into_view(visit):
    rates = (0.075, 0.08, 0.083, 0.2, 0.001)
    runs = "&".join(f"run=gradient_descent,lr={lr}" for lr in rates)
    one = visit(f"landscape=quadratic&steps=60&{runs}", phone=True)
    bar = one.page.locator(".dl-transport").bounding_box()["y"]
    told = one.page.locator(".dl-why")
    for name in ("reached", "ends"):
        one.page.get_by_role("button", name=re.compile(f"^{name}")).first.tap()
        assert told.inner_text()
        box = told.bounding_box()
        assert 0 <= box["y"] <= box["y"] + box["height"] <= bar
    assert "Bouncing, circling" in told.inner_text()
    row = one.page.locator(".dl-rows tr").nth(1)
    turn = row.locator(".dl-turn").bounding_box()
    assert turn["x"] + turn["width"] <= row.locator("td").first.bounding_box()["x"]


def test_keys_mean_nothing_where_somebody_types(visit):
    one = visit(BOOTH)
    field = one.page.locator(".st-key-start_x input")
    field.click()
    field.press("2")
    field.press("n")
    assert one.page.locator(".dl-off").count() == 0
    assert not one.page.locator(".dl-numbers").is_visible()


def test_the_first_visit_says_what_this_is_until_it_is_dismissed(visit):
    one = visit(cold=True)
    hint = one.page.locator(".dl-welcome")
    assert "Descent Lab shows how optimizers walk down a loss landscape" in hint.inner_text()
    one.press("Dismiss the hint")
    assert hint.count() == 0
    one.page.reload()
    one.ready()
    assert hint.count() == 0


def test_a_click_on_the_map_has_learnt_the_hint(visit):
    one = visit(BOOTH)
    assert one.page.locator(".dl-welcome").count() == 1
    one.changed(lambda: one.page.mouse.click(*one.pixel(2, 2)))
    assert one.page.locator(".dl-welcome").count() == 0


def test_the_tab_says_what_a_link_shows(visit):
    one = visit(BOOTH)
    one.page.wait_for_function("() => document.title === 'Booth: Adam, Momentum · Descent Lab'")
    open_example(one, PRESETS[6])
    one.page.wait_for_function("() => document.title.startsWith('Saddle')")


def test_a_phone_shows_what_it_is_and_adds(visit):
    one = visit(BOOTH, phone=True)
    add = one.page.get_by_role("button", name="Add", exact=True)
    for part in (one.page.get_by_role("button", name="Booth"), add, one.page.locator(".dl-play")):
        box = part.bounding_box()
        assert 0 <= box["y"] < 844
    assert one.page.locator(".st-key-quick_run input").input_value() == "Adam"
    add.click()
    one.card("RMSProp").click()
    one.wait_for_address("run=rmsprop")


def test_a_page_is_found_in_other_letters(visit):
    one = visit(blank=True, expect_complaints=True)
    one.page.goto(f"{one.address}/Momentum-VS-nag?beat=3")
    one.ready()
    one.page.wait_for_function("() => location.pathname.endsWith('/momentum_vs_nag')")
    assert one.query == "beat=remembered"  # by its name
    one.page.get_by_role("dialog").wait_for(state="hidden")


WINDOWS = {
    "an old projector": (1024, 768),
    "half a screen": (720, 900),
    "a phone on its side": (844, 390),
    "a page twice as large": (640, 360),
}
CLASHES = """() => {
    const seen = (element) => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && box.bottom > 0 && box.top < innerHeight ? box : null;
    };
    const buttons = [...document.querySelectorAll(
        "[data-testid=player] :is(button, select, input), .st-key-top button"
    )].map((element) => [element, seen(element)]).filter(([, box]) => box);
    const bar = document.querySelector(".dl-transport");
    const names = [];
    for (const [a, one] of buttons) for (const [b, other] of buttons) {
        if (a === b || bar.contains(a) !== bar.contains(b)) continue;
        const apart = one.right <= other.left + 1 || other.right <= one.left + 1
            || one.bottom <= other.top + 1 || other.bottom <= one.top + 1;
        if (!apart) names.push(`${a.ariaLabel} / ${b.ariaLabel}`);
    }
    const side = document.querySelector("[data-testid=stSidebar]").getBoundingClientRect().right;
    for (const [element, box] of buttons) {
        if (box.left < side - 1 || box.right > innerWidth + 1) names.push(`${element.ariaLabel} outside`);
    }
    return names;
}"""


@pytest.mark.parametrize("numbers", ["", "&numbers=2"])
@pytest.mark.parametrize("window", WINDOWS)
def test_nothing_overlaps_in_windows_between_phone_and_projector(visit, window, numbers):
    width, height = WINDOWS[window]
    one = visit(BOOTH + numbers, prepare=lambda page: page.set_viewport_size(
        {"width": width, "height": height}
    ))  # fmt: skip
    assert one.page.evaluate(CLASHES) == []
    assert not one.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    transport = one.page.locator(".dl-transport").bounding_box()
    assert transport["y"] + transport["height"] <= height
    one.press("Step forward")
    assert one.step == 1
