"""What a reader of a lesson feels, measured in a real Chromium: a beat, a control, bytes.

Run by `make bench`. Compare with the goals in brackets, and read orders of magnitude.
"""

import statistics
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests")]

from visitor import Traffic

from browser import pack_lesson
from chromium import FLAGS, find
from lessons import LESSONS
from lessons.lesson import Lesson
from server import running_app

BOARD = "[data-testid=board][data-beat]"
CHANGES = 10
WATCH = """(act) => new Promise((resolve) => {
    const board = document.querySelector("[data-testid=board]");
    const start = performance.now();
    const before = board.querySelector(".dl-bd-words").innerText + board.dataset.live;
    const look = () => {
        const now = board.querySelector(".dl-bd-words").innerText + board.dataset.live;
        if (now !== before) requestAnimationFrame(() => resolve(performance.now() - start));
        else requestAnimationFrame(look);
    };
    act === "next"
        ? document.dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown", bubbles: true }))
        : (() => {
            const slider = board.querySelector("[data-control] input[type=range]");
            slider.value = String(Number(slider.value) - 3);
            slider.dispatchEvent(new Event("input", { bubbles: true }));
        })();
    look();
})"""


def open_lesson(browser: Browser, address: str, link: str) -> tuple[Page, Traffic]:
    """A lesson at rest."""
    page = browser.new_context(
        viewport={"width": 1280, "height": 720}, reduced_motion="reduce"
    ).new_page()
    traffic = Traffic(page)
    page.goto(f"{address}/{link}")
    page.wait_for_selector(BOARD, timeout=30_000)
    page.wait_for_timeout(1500)
    return page, traffic


def measure(browser: Browser, address: str, lesson: Lesson) -> None:
    """Beats by key, then the first slider of the lesson."""
    page, _ = open_lesson(browser, address, f"{lesson.key}?reveal=true")
    beats = []
    for _ in lesson.names[1:]:
        page.evaluate("document.querySelector('[data-testid=board]').focus()")
        beats.append(
            page.evaluate(
                WATCH.replace("document.dispatch", "document.activeElement.dispatch"), "next"
            )
        )
        page.wait_for_timeout(300)
    name = next(
        n for n in lesson.names if any(c.setting.type is float for c in lesson.controls_of(n))
    )
    page.context.close()
    page, traffic = open_lesson(browser, address, f"{lesson.key}?beat={name}&reveal=true")
    controls, sizes = [], []
    for _ in range(CHANGES):
        received = traffic.player
        controls.append(page.evaluate(WATCH, "control"))
        page.wait_for_timeout(400)
        sizes.append(traffic.player - received)
    page.context.close()
    rest = pack_lesson(lesson.data())
    print(
        f"{lesson.key}: beat {statistics.median(beats):.0f} ms (30), "
        f"control {statistics.median(controls):.0f} ms (100), "
        f"{statistics.median(sizes) / 1e3:.1f} kB (20); at rest {len(rest.data) / 1e3:.0f} kB (200)"
    )


def main() -> None:
    """All lessons, in one server."""
    for lesson in LESSONS.values():
        start = time.perf_counter()
        lesson.data()
        first = time.perf_counter() - start
        files = {sys.modules[beat.__module__].__file__ or "" for beat in lesson.beats}
        lines = sum(len(Path(file).read_text().splitlines()) for file in files)
        print(f"{lesson.key}: built in {first:.2f} s (1), {lines} lines (250-450)")
    with running_app() as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        for lesson in LESSONS.values():
            measure(browser, address, lesson)
        browser.close()


if __name__ == "__main__":
    main()
