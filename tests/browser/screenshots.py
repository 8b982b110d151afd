"""Pictures of every page, for looking at: `make screenshots` fills screenshots/.

Each page as a projector, a dark desktop and a phone show it.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from chromium import DESKTOP, FLAGS, PHONE, find
from lessons import LESSONS
from server import running_app
from ui.presets import PRESETS

READY = "[data-testid=player][data-version], [data-testid=board][data-beat], .dl-course-card"
FOLDER = Path(__file__).parents[2] / "screenshots"
SCREENS = {"light": DESKTOP, "dark": {**DESKTOP, "color_scheme": "dark"}, "phone": PHONE}
LESSON_PICTURES = {
    f"{key}-{k:02}-{name}{suffix}": (key, f"beat={name}{link}")
    for key, lesson in LESSONS.items()
    for k, name in enumerate(lesson.names, 1)
    for suffix, link in (("", "&reveal=true"), ("-asked", ""))
    if not suffix or lesson.beat(name).question
}
CYCLES = (
    "landscape=quadratic&steps=150&run=momentum,lr=0.03,schedule=cosine"
    "&run=momentum,lr=0.03,schedule=one_cycle"
)
OTHERS = {
    "course": ("course", ""),
    "schedules": ("schedules", ""),
    "schedules-phases": ("schedules", f"{CYCLES}&paths=phase&t=150"),
    "schedules-range-test": ("schedules", f"{CYCLES}&show=test"),
    "schedules-over-seeds": ("schedules", "show=seeds"),
    "presentation": ("momentum_vs_nag", "beat=9&present=true"),
    "notes": ("momentum_vs_nag", "beat=13&reveal=true&notes=true"),
}
PICTURES = {
    "first-visit": "",
    **{preset.title.lower().replace(" ", "-"): preset.link for preset in PRESETS[1:]},
    "diverged": "landscape=quadratic&run=gradient_descent,lr=0.2&run=adam,lr=0.1&t=8",
    "repaired": "landscape=nowhere&steps=1e9&run=adam,lr=0.1",
    "eight-runs": "landscape=styblinski_tang&run=" + "&run=".join(
        f"{key},lr={lr}"
        for key, lr in {
            "gradient_descent": 0.01, "momentum": 0.01, "nesterov": 0.01, "adagrad": 1,
            "rmsprop": 0.1, "adam": 0.3, "adamw": 0.5, "adamax": 1,
        }.items()
    ) + "&t=60",
}  # fmt: skip


def pages() -> dict[str, tuple[str, str]]:
    """Name of each picture -> path and query."""
    playground = {name: ("", link) for name, link in PICTURES.items()}
    return playground | LESSON_PICTURES | OTHERS


def main() -> None:
    """Take all pictures, or those whose name holds one of the words given."""
    words = sys.argv[1:]
    if not words:
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(exist_ok=True)
    with running_app() as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        for screen, options in SCREENS.items():
            for name, (path, link) in pages().items():
                if words and not any(word in f"{name}-{screen}" for word in words):
                    continue
                context = browser.new_context(**options, reduced_motion="reduce")
                page = context.new_page()
                page.goto(f"{address}/{path}?{link}")
                page.wait_for_selector(READY, timeout=30_000)
                page.wait_for_timeout(600)
                if "t=" not in link and link and not path:
                    page.get_by_label("Last step").click()
                    page.wait_for_timeout(200)
                page.screenshot(path=FOLDER / f"{name}-{screen}.png")
                context.close()
        browser.close()
    print(f"{len(list(FOLDER.iterdir()))} pictures in {FOLDER.name}/")


if __name__ == "__main__":
    main()
