"""The picture follows the hand: stepped in the browser, and then replaced by the server's answer."""

import pytest

from comparison import read_link

BOWL = (
    "landscape=quadratic&steps=300&noise=0.2&seed=3&start=-3,1.5&t=120&run=momentum,lr=0.01,"
    "schedule=one_cycle&run=adam,lr=0.1,schedule=cosine&run=nesterov,lr=0.01"
)
PICTURE = "document.querySelector('.dl-contour .dl-moving').toDataURL()"
SLIDER = ".st-key-{}_slider input[type=range]"


@pytest.fixture
def visit(flat_visit):
    """Without the surface, which takes longer than all else."""
    return flat_visit


def live(one):
    return one.page.evaluate(
        "document.querySelector('[data-testid=player]').classList.contains('dl-live')"
    )


def painted(one, act):
    """Do something and wait until a picture more is painted; it."""
    before = int(one.data("repaints"))
    act()
    one.page.wait_for_function(
        "before => +document.querySelector('[data-testid=player]').dataset.repaints > before",
        arg=before,
    )
    return one.page.evaluate(PICTURE)


def middle(locator):
    """The middle of an element; of a slider that of its thumb."""
    locator.scroll_into_view_if_needed()
    if locator.get_attribute("type") != "range":
        box = locator.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    track = locator.locator("xpath=ancestor::div[contains(@style, 'touch-action')][1]")
    low, high, value = locator.evaluate("({ min, max, value }) => [+min, +max, +value]")
    box = track.bounding_box()
    along = (value - low) / (high - low)
    return box["x"] + along * box["width"], box["y"] + box["height"] / 2


def held(one, locator, dx=0.0, dy=0.0):
    """Press on the middle of an element and move it so many pixels; still held."""
    x, y = middle(locator)
    one.page.mouse.move(x, y)
    one.page.mouse.down()
    one.page.mouse.move(x + dx / 2, y + dy / 2)
    picture = painted(one, lambda: one.page.mouse.move(x + dx, y + dy))
    one.page.wait_for_timeout(200)  # curves and numbers have followed too
    return picture


def test_the_ring_takes_the_paths_along_and_the_server_agrees(visit):
    one = visit(BOWL)
    version, before = one.data("version"), one.page.evaluate(PICTURE)
    picture = held(one, one.page.locator(".dl-start"), 60, -30)
    assert picture != before
    assert live(one)
    assert one.data("version") == version  # the server has said nothing yet
    rows = one.page.locator(".dl-rows").inner_text()
    one.changed(one.page.mouse.up)
    assert not live(one)
    assert one.page.evaluate(PICTURE) == picture
    assert one.page.locator(".dl-rows").inner_text() == rows
    assert one.step == 120


def test_numbers_and_endings_follow(visit):
    one = visit("landscape=himmelblau&t=300&run=adam,lr=0.1&run=momentum,lr=0.005")
    badges = one.page.locator(".dl-badge")
    before = badges.first.inner_text()
    x, y = one.pixel(-3.0, 3.0)
    start = one.page.locator(".dl-start").bounding_box()
    here = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    held(one, one.page.locator(".dl-start"), x - here[0], y - here[1])
    followed = badges.first.inner_text()
    assert followed != before
    assert "(−2.81, 3.13)" in followed
    one.changed(one.page.mouse.up)
    assert badges.first.inner_text() == followed


def test_a_slider_is_followed_by_mouse_and_by_key(visit):
    one = visit(BOWL)
    one.page.locator(".st-key-open_1 button").click()
    slider = one.page.locator(SLIDER.format("lr_1"))
    version = one.data("version")
    x, y = middle(slider)
    first = held(one, slider, 12)
    second = painted(one, lambda: one.page.mouse.move(x - 30, y))
    assert first != second
    assert one.data("version") == version
    one.changed(one.page.mouse.up)
    assert not live(one)
    slider.focus()
    version = one.data("version")
    third = painted(one, lambda: one.page.keyboard.press("ArrowRight"))
    assert third != second
    one.page.wait_for_function(
        "before => document.querySelector('[data-testid=player]').dataset.version !== before",
        arg=version,
    )
    assert not live(one)


@pytest.mark.parametrize("key", ["parameter_kappa", "beta1_1", "noise"])
def test_every_number_that_decides_a_path_is_followed(visit, key):
    one = visit(BOWL)
    if key == "noise":
        one.page.get_by_text("Gradient noise").click()
    else:
        one.page.locator(".st-key-open_1 button").click()
    slider = one.page.locator(SLIDER.format(key))
    slider.wait_for(state="attached")
    before, version = one.page.evaluate(PICTURE), one.data("version")
    assert held(one, slider, -25) != before
    assert live(one)
    assert one.data("version") == version
    one.changed(one.page.mouse.up)


GROUND = "document.querySelector('.dl-contour .dl-ground').toDataURL()"


def test_the_ground_moves_with_a_parameter(visit):
    one = visit(BOWL)
    slider = one.page.locator(SLIDER.format("parameter_kappa"))
    held(one, slider, 20)
    first = one.page.evaluate(GROUND)
    painted(one, lambda: one.page.mouse.move(middle(slider)[0] + 15, middle(slider)[1]))
    assert one.page.evaluate(GROUND) != first
    one.changed(one.page.mouse.up)
    one.page.wait_for_function(f"blank => {GROUND}.length < blank", arg=len(first))  # gone


def test_back_where_it_was_it_is_the_servers_picture_again(visit):
    one = visit(BOWL)
    before = one.page.evaluate(PICTURE)
    one.page.locator(".st-key-open_1 button").click()
    one.page.locator(SLIDER.format("lr_1")).focus()
    assert painted(one, lambda: one.page.keyboard.press("ArrowRight")) != before
    one.page.keyboard.press("ArrowLeft")
    one.page.wait_for_function(f"before => {PICTURE} === before", arg=before)
    one.page.wait_for_selector("[data-testid=player]:not(.dl-live)")


def test_what_the_browser_does_not_know_fades_and_says_why(visit):
    link = (
        "landscape=himmelblau&run=adam,lr=0.1&run=newton,lr=1"
        "&run=momentum,lr=0.005,schedule=reduce_on_plateau"
    )
    one = visit(link)
    held(one, one.page.locator(".dl-start"), 40, -20)
    note = one.page.locator(".dl-live-note")
    assert "Newton" in note.inner_text()
    assert "both coordinates at once" in note.inner_text()
    assert "reads the loss" in note.inner_text()
    waits = one.page.locator(".dl-rows tr.dl-waits")
    assert waits.count() == 2
    one.changed(one.page.mouse.up)
    assert waits.count() == 0
    assert not note.is_visible()


def test_of_a_setting_of_the_schedule_only_the_page_knows(visit):
    one = visit("landscape=quadratic&run=adam,lr=0.1,schedule=one_cycle")
    slider = one.page.locator(SLIDER.format("pct_start_all"))
    held(one, slider, 20)
    assert "when you let go" in one.page.locator(".dl-live-note").inner_text()
    one.changed(one.page.mouse.up)
    assert not live(one)


def test_arrow_keys_move_the_ring(visit):
    one = visit(BOWL)
    ring = one.page.locator(".dl-start")
    ring.focus()
    before = one.page.evaluate(PICTURE)
    version = one.data("version")
    assert painted(one, lambda: one.page.keyboard.press("ArrowRight")) != before
    painted(one, lambda: one.page.keyboard.press("Shift+ArrowUp"))
    assert one.data("version") == version
    assert one.step == 120
    one.wait_for_address("start=")
    one.page.wait_for_function(
        "before => document.querySelector('[data-testid=player]').dataset.version !== before",
        arg=version,
    )
    x, y = read_link(one.query)[0].start
    assert x > -3.0
    assert y > 1.5


def test_by_touch(visit):
    one = visit(BOWL, phone=True)
    before, version = one.page.evaluate(PICTURE), one.data("version")
    x, y = middle(one.page.locator(".dl-start"))
    cdp = one.page.context.new_cdp_session(one.page)

    def touch(kind, *points):
        cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    touch("touchStart", {"x": x, "y": y})
    touch("touchMove", {"x": x + 10, "y": y})
    after = painted(one, lambda: touch("touchMove", {"x": x + 40, "y": y - 10}))
    assert after != before
    assert one.data("version") == version
    one.changed(lambda: touch("touchEnd"))
    assert one.page.evaluate(PICTURE) == after


FORBIDDEN = """
const Refused = function () { throw new EvalError("unsafe-eval is not allowed"); };
Refused.prototype = Function.prototype;
window.Function = Refused;
"""


def test_where_the_page_forbids_to_make_functions(visit):
    one = visit(BOWL, prepare=lambda page: page.add_init_script(FORBIDDEN))
    picture = held(one, one.page.locator(".dl-start"), 60, -30)
    one.changed(one.page.mouse.up)
    assert one.page.evaluate(PICTURE) == picture
