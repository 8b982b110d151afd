"""One app server and one browser for all browser tests; every test has pages of its own.

The pages share what the browser has loaded: a first visit takes twice as long as the next. They
share nothing else: what a page stored and what it was allowed goes with the test.
"""

import os
from functools import cache, partial

import pytest
from playwright.sync_api import sync_playwright

from chromium import DESKTOP, FLAGS, PHONE, find
from server import running_app

WITHOUT_WEBGL = """
const original = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return /webgl/.test(kind) ? null : original.call(this, kind, ...rest);
};
"""
# Streamlit looks for its server beside a page's address before it looks above; Plotly reads its text
# back from a canvas of its own, without the attribute, while it lays out the axes of a surface.
READBACK = "Canvas2D: Multiple readback operations"
NOT_OUR_FILES = ("/_stcore/health", "/_stcore/host-config")
READY = "[data-testid=player][data-version], [data-testid=board][data-beat], .dl-course-card"


@pytest.fixture(scope="session")
def server():
    """The address of a running app."""
    with running_app() as (address, _):
        yield address


@pytest.fixture(scope="session")
def browser():
    path = find()
    if not path:
        if os.environ.get("CI"):
            pytest.fail("No Chromium for the browser tests.")
        pytest.skip("No Chromium for the browser tests: run `python tests/chromium.py`.")
    with sync_playwright() as playwright:
        # See `warm`; and without a graphics card pages are painted faster than by SwiftShader.
        flags = [*FLAGS, "--process-per-site", "--disable-gpu-rasterization"]
        running = playwright.chromium.launch(executable_path=path, args=flags)
        yield running
        running.close()


@pytest.fixture(scope="session")
def warm(server, browser):
    """warm(phone) gives the context of that device in which earlier tests have opened pages.

    A page that stays open keeps the process, and with it the code that is already compiled.
    """

    @cache
    def context(phone):
        kept = browser.new_context(**(PHONE if phone else DESKTOP))
        kept.new_page().goto(f"{server}/_stcore/health")
        return kept

    return context


class Visit:
    """A page of the app, with what a test wants to know of it."""

    def __init__(self, page, address):
        self.page = page
        self.address = address
        self.complaints = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"pageerror {error}"))

    def _heard(self, message):
        file = message.location.get("url", "")
        if file.endswith(NOT_OUR_FILES) or ("/plotly-" in file and READBACK in message.text):
            return
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type} {message.text}")

    def open(self, link="", path=""):
        self.page.goto(f"{self.address}/{path}{'?' if link else ''}{link}")
        return self.ready()

    def ready(self):
        self.page.wait_for_selector(READY, timeout=30_000)
        return self

    @property
    def player(self):
        return self.page.locator("[data-testid=player]")

    def data(self, name):
        return self.player.get_attribute(f"data-{name}")

    @property
    def step(self):
        return int(self.data("step"))

    def press(self, label):
        self.player.get_by_role("button", name=label, exact=True).click()

    def pick(self, key, option):
        """Choose in one of the sidebar's lists, which are long: typing finds."""
        field = self.page.locator(f".st-key-{key} input")
        field.scroll_into_view_if_needed()
        self.page.wait_for_timeout(300)  # a list that opens while the sidebar scrolls closes again
        field.click()
        field.fill(option)
        self.page.get_by_role("option", name=option, exact=True).click()

    def add_run(self, label):
        """Choose an optimizer in the gallery."""
        self.page.locator(".st-key-add_run button").click()
        self.card(label).click()

    def card(self, label):
        """An entry of an open gallery."""
        name = self.page.locator(f"b:text-is('{label}')")
        return self.page.locator(".dl-cards button", has=name)

    def changed(self, act):
        """Do something that changes the picture and wait until the new one is painted."""
        before = self.data("version")
        act()
        self.page.wait_for_function(
            "before => document.querySelector('[data-testid=player]').dataset.version !== before",
            arg=before,
            timeout=15_000,
        )

    def wait_for_address(self, text):
        self.page.wait_for_function("text => location.search.includes(text)", arg=text)

    def wait_for_last_address(self, text):
        """The address has a text, and no more answers come that a drag has asked for."""
        self.wait_for_address(text)
        before = None
        while before != self.query:
            before = self.query
            self.page.wait_for_timeout(700)

    @property
    def query(self):
        return self.page.evaluate("location.search.slice(1)")

    def axes(self):
        """The contour's box in pixels of the window, and its ranges."""
        return self.page.evaluate(
            """() => {
                const plot = document.querySelector(".dl-contour .dl-plot");
                const { xaxis, yaxis } = plot._fullLayout;
                const box = plot.getBoundingClientRect();
                return {
                    left: box.left + xaxis._offset, top: box.top + yaxis._offset,
                    width: xaxis._length, height: yaxis._length,
                    x: [...xaxis.range], y: [...yaxis.range],
                };
            }"""
        )

    def pixel(self, x, y):
        """Where a point of the landscape is on the screen."""
        a = self.axes()
        return (
            a["left"] + (x - a["x"][0]) / (a["x"][1] - a["x"][0]) * a["width"],
            a["top"] + (a["y"][1] - y) / (a["y"][1] - a["y"][0]) * a["height"],
        )

    def camera(self):
        """Where the surface is seen from, once it is built."""
        self.page.wait_for_function(
            "() => document.querySelector('.dl-surface .dl-plot')._fullLayout?.scene?._scene?.glplot?.cameraParams"
        )
        return self.page.evaluate(
            "() => document.querySelector('.dl-surface .dl-plot')._fullLayout.scene._scene.getCamera().eye"
        )


@pytest.fixture
def flat_visit(visit):
    """A visit without the surface, which takes longer to draw than all else."""
    return partial(visit, surface=False)


@pytest.fixture
def visit(server, browser, warm):
    """visit(link, **media) opens the app; afterwards the console must have been silent.

    A `cold` visit is that of a browser which has loaded nothing yet; a `blank` one opens nothing
    itself. `prepare` is called with the page before it opens; `media` are what Playwright emulates
    on a page, such as `color_scheme`.
    """
    opened, heard = [], []

    def open_app(
        link="",
        *,
        path="",
        phone=False,
        cold=False,
        surface=True,
        permissions=(),
        expect_complaints=False,
        prepare=None,
        blank=False,
        **media,
    ):
        device = PHONE if phone else DESKTOP
        context = browser.new_context(**device) if cold else warm(phone)
        page = context.new_page()
        opened.append((page, cold))
        context.grant_permissions(permissions)
        page.emulate_media(**{"reduced_motion": "reduce", **media})
        one = Visit(page, server)
        if not expect_complaints:
            heard.append(one)
        if not surface:
            page.add_init_script(WITHOUT_WEBGL)
        if prepare:
            prepare(page)
        return one if blank else one.open(link, path)

    yield open_app
    for page, cold in opened:
        if cold:
            page.context.close()
        else:
            forget(page, server)
    assert [one.complaints for one in heard if one.complaints] == []


def forget(page, address):
    """Close the page; its context keeps nothing but the files that it has loaded."""
    context = page.context
    context.clear_permissions()
    context.set_offline(False)
    stored = {"origin": address, "storageTypes": "cookies,local_storage,indexeddb"}
    context.new_cdp_session(page).send("Storage.clearDataForOrigin", stored)
    page.close()
