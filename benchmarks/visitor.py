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
            rounds = [playback(browser, address) for _ in range(ROUNDS)]
        frames = statistics.median(frames for frames, _ in rounds)
        print(f"playback, 5 runs x 2000 steps with surface: {frames:.0f} frames/s (50)")
        print(f"longest task while playing: {max(task for _, task in rounds):.0f} ms (100)")
        browser.close()


if __name__ == "__main__":
    main()
