"""What a visitor feels, measured in a real Chromium with software WebGL.

Run by `make bench`. Bytes, frames and waiting times are those of one machine: compare them with
the goals in brackets, and read orders of magnitude.
"""

import os
import statistics
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests")]

from chromium import FLAGS, find
from server import running_app

FIVE = (
    "landscape=rosenbrock&steps={steps}&run=adam,lr=0.1&run=momentum,lr=0.001"
    "&run=nesterov,lr=0.001&run=rmsprop,lr=0.02&run=gradient_descent,lr=0.001"
)
ROUNDS = 3
PLAYER = "[data-testid=player][data-version]"


class Traffic:
    """Bytes that came over the page's websockets, and the part that was for components.

    What the browser has already arrives as a reference; references count as the components'.
    """

    def __init__(self, page: Page) -> None:
        self.received = self.player = 0
        page.on("websocket", lambda socket: socket.on("framereceived", self._count))

    def _count(self, frame: str | bytes) -> None:
        self.received += len(frame)
        message = ForwardMsg.FromString(frame)
        element = message.delta.new_element.WhichOneof("type")
        if element == "bidi_component" or message.ref_hash:
            self.player += len(frame)


def open_page(browser: Browser, address: str, steps: int) -> tuple[Page, Traffic]:
    """Five runs on Rosenbrock's function, painted."""
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    traffic = Traffic(page)
    page.goto(f"{address}/?{FIVE.format(steps=steps)}")
    page.wait_for_selector(PLAYER, timeout=30_000)
    page.wait_for_timeout(1500)
    return page, traffic


def processor_seconds(pid: int) -> float:
    """Processor time a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure_changes(browser: Browser, address: str, pid: int) -> None:
    """A slider moves: bytes, time until the new picture is painted, the server's part of it."""
    page, traffic = open_page(browser, address, 300)
    page.locator(".st-key-open_0 button").click()
    slider = page.locator(".st-key-lr_0_slider input[type=range]")
    slider.wait_for(state="attached")
    page.wait_for_timeout(1000)
    waits, sizes, parts = [], [], []
    changes = 12
    for k in range(2 * changes):
        if k == changes:  # the first ones import and compile
            before = processor_seconds(pid)
        received, part = traffic.received, traffic.player
        version = page.get_attribute(PLAYER, "data-version")
        slider.focus()
        start = time.perf_counter()
        slider.press("ArrowLeft")  # always on: what was shown before is kept
        page.wait_for_function(
            """old => document.querySelector('[data-testid=player]').dataset.version !== old
                && new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
                    .then(() => true)""",
            arg=version,
        )
        waits.append(time.perf_counter() - start)
        page.wait_for_timeout(400)
        sizes.append(traffic.received - received)
        parts.append(traffic.player - part)
    used = (processor_seconds(pid) - before) / changes
    received, part = traffic.received, traffic.player
    page.locator(".st-key-same_schedule label").click()
    page.wait_for_timeout(1500)
    print(
        f"change of a slider, 5 runs x 300 steps: {statistics.median(parts) / 1e3:.0f} kB (120), "
        f"the whole page {statistics.median(sizes) / 1e3:.0f} kB"
    )
    print(
        f"rerun that changes nothing: {(traffic.player - part) / 1e3:.1f} kB (2), "
        f"the whole page {(traffic.received - received) / 1e3:.1f} kB"
    )
    print(f"slider to new picture painted: {statistics.median(waits):.2f} s (1.0)")
    print(f"server's processor time per change, once warm: {used * 1e3:.0f} ms (30)")
    page.context.close()


def playback(browser: Browser, address: str) -> tuple[float, float]:
    """Five runs of 2000 steps with the surface shown: frames a second, the longest task in ms."""
    page, _ = open_page(browser, address, 2000)
    page.get_by_label("Speed").select_option("2")
    page.get_by_role("button", name="Play", exact=True).click()
    seconds = 4
    frames, longest = page.evaluate(
        """async (seconds) => {
            let [frames, longest, running] = [0, 0, true];
            const watch = new PerformanceObserver((list) => {
                for (const task of list.getEntries()) longest = Math.max(longest, task.duration);
            });
            watch.observe({ type: "longtask" });
            const count = () => { frames += 1; if (running) requestAnimationFrame(count); };
            requestAnimationFrame(count);
            await new Promise((done) => setTimeout(done, seconds * 1000));
            running = false;
            return [frames, longest];
        }""",
        seconds,
    )
    page.context.close()
    return frames / seconds, longest


RING = """async (seconds) => {
    const ring = document.querySelector(".dl-start");
    const { dataset } = document.querySelector("[data-testid=player]");
    const { x, y } = ring.getBoundingClientRect();
    const painted = () => Number(dataset.repaints ?? 0);
    const move = (k) => {
        const [clientX, clientY] = [x + 14 + 20 * Math.sin(k / 9), y + 14 + 20 * Math.cos(k / 9)];
        const place = { clientX, clientY, pointerId: 1, bubbles: true };
        ring.dispatchEvent(new PointerEvent("pointermove", place));
    };
    const before = painted();
    const start = performance.now();
    move(0);
    while (painted() === before) await new Promise(requestAnimationFrame);
    const first = performance.now() - start;
    let k = 0;
    while (performance.now() - start < seconds * 1000) {
        await new Promise(requestAnimationFrame);
        move((k += 1));
    }
    return [(painted() - before) / ((performance.now() - start) / 1000), first];
}"""
"""Holds the ring and moves it at every frame: repaints a second, milliseconds until the first."""


def drag_ring(browser: Browser, address: str) -> tuple[float, float]:
    """The start is dragged, five runs of 300 steps shown in whole."""
    page, _ = open_page(browser, address, 300)
    page.get_by_role("button", name="Last step").click()
    ring = page.locator(".dl-start").bounding_box()
    assert ring
    page.mouse.move(ring["x"] + 14, ring["y"] + 14)
    page.mouse.down()
    page.wait_for_timeout(300)
    repaints, first = page.evaluate(RING, 4)
    page.context.close()
    return repaints, first


def drag_slider(browser: Browser, address: str) -> float:
    """The learning rate is dragged: repaints a second."""
    page, _ = open_page(browser, address, 300)
    page.get_by_role("button", name="Last step").click()
    page.locator(".st-key-open_0 button").click()
    slider = page.locator(".st-key-lr_0_slider input[type=range]")
    slider.wait_for(state="attached")
    page.wait_for_timeout(1000)
    slider.scroll_into_view_if_needed()
    track = slider.locator("xpath=ancestor::div[contains(@style, 'touch-action')][1]")
    box = track.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.5 * box["width"], middle)
    page.mouse.down()
    count = "Number(document.querySelector('[data-testid=player]').dataset.repaints ?? 0)"
    before, start = page.evaluate(count), time.perf_counter()
    for k in range(300):
        page.mouse.move(box["x"] + (0.4 + 0.2 * (k % 60) / 60) * box["width"], middle)
    seconds = time.perf_counter() - start
    repaints = page.evaluate(count) - before
    page.context.close()
    return float(repaints / seconds)


def first_picture(browser: Browser) -> float:
    """Seconds from starting the server to the picture in a browser that has never been here."""
    start = time.perf_counter()
    with running_app() as (address, _):
        page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
        page.goto(address, wait_until="commit")
        page.wait_for_selector(PLAYER, timeout=30_000)
        page.context.close()
    return time.perf_counter() - start


def main() -> None:
    """Print every figure with its goal."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        starts = [first_picture(browser) for _ in range(ROUNDS)]
        print(f"server's start to the first picture: {statistics.median(starts):.1f} s (6)")
        with running_app() as (address, pid):
            measure_changes(browser, address, pid)
            drags = [drag_ring(browser, address) for _ in range(ROUNDS)]
            slides = [drag_slider(browser, address) for _ in range(ROUNDS)]
            rounds = [playback(browser, address) for _ in range(ROUNDS)]
        repaints, first = (statistics.median(figures) for figures in zip(*drags, strict=True))
        print(f"drag of the start, 5 runs x 300 steps: {repaints:.0f} repaints/s (50)")
        print(f"first repaint of a drag: {first:.0f} ms (50)")
        print(f"drag of the learning rate: {statistics.median(slides):.0f} repaints/s (50)")
        frames = statistics.median(frames for frames, _ in rounds)
        print(f"playback, 5 runs x 2000 steps with surface: {frames:.0f} frames/s (50)")
        print(f"longest task while playing: {max(task for _, task in rounds):.0f} ms (100)")
        browser.close()


if __name__ == "__main__":
    main()
