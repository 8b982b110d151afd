"""Every page can be read and used by all: axe-core finds nothing, in light and in dark."""

import pytest
from axe import violations

from ui.presets import PRESETS

EIGHT = "landscape=quadratic&steps=60&noise=0.1&sparse=3&" + "&".join(
    f"run={run}"
    for run in (
        "momentum,lr=0.03,schedule=one_cycle", "nesterov,lr=0.03,schedule=cosine,warmup=5",
        "adam,lr=0.3", "gradient_descent,lr=0.2", "adagrad,lr=1", "rmsprop,lr=0.1", "lion,lr=0.1",
        "schedule_free_sgd,lr=0.03",
    )
)  # fmt: skip
SETTLED = """document.getAnimations().every(
    (one) => one.playState !== "running" || one.effect.getComputedTiming().iterations === Infinity)"""


@pytest.fixture
def visit(flat_visit):
    """The surface holds no text that axe could read."""
    return flat_visit


def check(one):
    """In both themes, once all that fades in has done so."""
    for scheme in ("light", "dark"):
        one.page.emulate_media(color_scheme=scheme)
        one.page.wait_for_selector(f"[data-theme={scheme}]")
        one.page.wait_for_function(SETTLED)
        found = violations(one.page)
        assert not found, "\n".join([f"{scheme}:", *found])


def open_panels(one):
    """All overlays, the numbers of the step, why a run ends so, and one run hidden."""
    for toggle in one.page.locator("[data-overlay]:visible").all():
        one.changed(toggle.click)
    one.changed(lambda: one.press("Numbers"))
    one.page.get_by_role("region", name="Numbers of this step").wait_for()
    one.page.locator(".dl-badge").last.click()
    one.page.locator(".dl-chip").first.click()


def open_expanders(one):
    """The settings of a run and whatever else the sidebar folds away."""
    one.page.locator(".st-key-open_0 button").click()
    one.page.locator(".st-key-lr_0_number").wait_for()
    one.page.locator(".st-key-differences summary").click()
    one.page.locator(".st-key-differences table").first.wait_for()


def open_gallery(one, key):
    one.page.locator(f".st-key-{key} button").first.click()
    one.page.locator(".dl-cards button").first.wait_for()


@pytest.mark.long
def test_the_playground_with_all_of_it_open(visit):
    one = visit(EIGHT + "&t=7")
    open_panels(one)
    open_expanders(one)
    check(one)


@pytest.mark.parametrize("key", ["landscapes", "add_run"])
def test_a_gallery(visit, key):
    one = visit("landscape=booth&run=adam,lr=0.1")
    open_gallery(one, key)
    check(one)


def test_the_course(visit):
    check(visit(path="course"))


@pytest.mark.parametrize("show", ["test", "seeds"])
def test_the_schedules(visit, show):
    one = visit(f"show={show}", path="schedules")
    one.page.locator("[data-testid=board][data-shown]").nth(1).wait_for()
    check(one)


def test_a_presentation(visit):
    check(visit("beat=9&present=true", path="momentum_vs_nag"))


@pytest.mark.long
@pytest.mark.parametrize("phone", [False, True])
def test_every_example(visit, phone):
    one = visit(blank=True, phone=phone)
    for preset in PRESETS:
        one.open(preset.link)
        open_panels(one)
        check(one)


@pytest.mark.long
@pytest.mark.parametrize("phone", [False, True])
def test_notice_tabs_and_list_of_examples(visit, phone):
    one = visit("landscape=nowhere&steps=1e9&run=gradient_descent,lr=0.2", phone=phone)
    for name in ("Code", "Data"):
        one.page.get_by_role("tab", name=name).click()
        check(one)
    one.page.get_by_role("button", name="Examples").click()
    one.page.locator(".st-key-examples_list button").first.wait_for()
    check(one)
