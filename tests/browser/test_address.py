"""The address bar is the link; a link opens the same picture anywhere."""

import pytest

from comparison import read_link
from ui.presets import PRESETS

BOOTH = "landscape=booth&run=adam,lr=0.5"


@pytest.fixture
def visit(flat_visit):
    """None of these tests looks at the surface."""
    return flat_visit


def change_start(one, value):
    field = one.page.locator(".st-key-start_x input")
    field.fill(str(value))
    one.changed(lambda: field.press("Enter"))
    one.wait_for_address(f"start={value}")


def test_the_first_visit_has_a_link_at_once(visit):
    one = visit(cold=True)
    one.wait_for_address("landscape=rosenbrock")
    assert one.query == PRESETS[0].link
    assert one.page.evaluate("history.length") <= 2


def test_changes_replace_the_address_and_reload_restores_them(visit):
    one = visit(BOOTH)
    entries = one.page.evaluate("history.length")
    change_start(one, 3)
    change_start(one, 4)
    assert one.query == "landscape=booth&start=4,-5&run=adam,lr=0.5"
    assert one.page.evaluate("history.length") == entries
    version = one.data("version")
    one.page.reload()
    one.ready()
    assert one.query == "landscape=booth&start=4,-5&run=adam,lr=0.5"
    assert one.data("version") == version


def test_back_and_forward(visit):
    one = visit(BOOTH)
    change_start(one, 3)
    one.open("landscape=himmelblau&run=adam,lr=0.1")
    change_start(one, 1)
    one.page.go_back()
    one.ready()
    assert read_link(one.query)[0] == read_link("landscape=booth&start=3,-5&run=adam,lr=0.5")[0]
    assert one.page.locator(".st-key-start_x input").input_value() == "3"
    one.page.go_forward()
    one.ready()
    assert read_link(one.query)[0].landscape == "himmelblau"
    assert read_link(one.query)[0].start[0] == 1


def test_back_to_where_one_came_from_takes_one_step(visit):
    one = visit(BOOTH)
    one.page.goto("about:blank")
    one.open(BOOTH)
    change_start(one, 3)
    one.page.go_back()
    assert one.page.url == "about:blank"


def test_a_change_after_arriving_without_a_link_is_kept(visit):
    """The browser then sends back our own link with every change; it must not undo anything."""
    one = visit()
    change_start(one, 0.5)
    change_start(one, 0.75)
    change_start(one, 1)
    assert read_link(one.query)[0].start == (1.0, 2.0)
    assert one.page.locator(".st-key-start_x input").input_value() == "1"


def test_copied_link_reopens_the_same_picture(visit):
    one = visit("landscape=himmelblau&run=adam,lr=0.1&run=momentum,lr=0.01,schedule=one_cycle",
                permissions=["clipboard-read", "clipboard-write"])  # fmt: skip
    change_start(one, 2)
    for _ in range(7):
        one.press("Step forward")
    one.press("Copy link")
    one.page.get_by_text("Link copied").wait_for()
    link = one.page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("&t=7")
    assert "t=7" not in one.query
    other = visit(link.split("?", 1)[1], cold=True)
    assert other.data("version") == one.data("version")
    assert other.step == 7
    assert other.query == link.split("?", 1)[1]


def test_copying_works_without_a_secure_context(visit):
    """A laptop serving a class over plain http has no clipboard interface."""
    one = visit(
        BOOTH,
        permissions=["clipboard-read", "clipboard-write"],
        prepare=lambda page: page.add_init_script(
            "Object.defineProperty(navigator.clipboard, 'writeText', "
            "{ value: () => Promise.reject(new Error('insecure')) })"
        ),
    )
    one.press("Copy link")
    one.page.get_by_text("Link copied").wait_for()
    assert one.page.evaluate("navigator.clipboard.readText()").endswith("?" + BOOTH)


def test_hostile_links_give_a_picture_and_a_notice(visit):
    one = visit(blank=True)
    for link, said in [
        ("landscape=booth&steps=1e9&run=adam,lr=0.1", "steps must be"),
        ("run=<img src=x onerror=window.hacked=1>", "There is no optimizer"),
        ("landscape=[click](javascript:window.hacked=1)&run=adam,lr=1", "There is no landscape"),
        ("landscape=</script><script>window.hacked=1</script>&%00=%ff", "There is no landscape"),
    ]:
        one.open(link)
        one.page.get_by_text(said).first.wait_for()
        assert one.page.evaluate("window.hacked") is None
        assert one.page.locator(".stAlert a, .stAlert img").count() == 0
        assert read_link(one.query)[1] == []
        change_start(one, 0.5)
        one.page.get_by_text(said).first.wait_for(state="detached")


def test_server_words_stay_in_the_address(visit):
    one = visit(BOOTH + "&embed=true&utm_source=mail")
    assert one.page.locator(".stAlert").count() == 0
    change_start(one, 3)
    assert "embed=true" in one.page.url
    assert "utm_source=mail" in one.page.url
    assert read_link(one.page.url)[1] == []


def test_examples_and_reset(visit):
    one = visit()
    for preset in PRESETS[1:3]:
        one.page.locator(".st-key-examples button").first.click()
        one.changed(lambda preset=preset: one.page.get_by_text(preset.title).click())
        one.page.wait_for_function("text => location.search === '?' + text", arg=preset.link)
        one.page.get_by_text(preset.text).wait_for(state="hidden")
        assert one.step == read_link(preset.link)[0].t
    change_start(one, 1.5)
    one.changed(lambda: one.page.get_by_role("button", name="Reset", exact=True).click())
    one.page.wait_for_function("text => location.search === '?' + text", arg=PRESETS[2].link)
