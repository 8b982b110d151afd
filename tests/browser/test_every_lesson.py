"""Every lesson in a browser, in one visit: by keyboard, in both themes, on a phone's width."""

import pytest
from axe import violations
from board import Board

from lessons import LESSONS
from lessons.words import plain

EVERY = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
FITS = """() => {
    const box = (name) => document.querySelector(name).getBoundingClientRect();
    return box(".dl-bd-foot").bottom <= innerHeight + 1 && box(".dl-bd-picture").height >= 150;
}"""

TO_THE_END = """() => {
    const words = document.querySelector(".dl-bd-words > :last-child");
    words.scrollIntoView({ block: "center" });
}"""


def shown(text):
    """A text as a browser hands it out."""
    return " ".join(plain(text).split())


def fullness(beat):
    """How much there is on a beat that can be wrong."""
    return (
        len(beat.panes) + 3 * len(beat.folds) + 2 * bool(beat.table) + 2 * bool(beat.goal)
        + 2 * bool(beat.question) + bool(beat.actions)
    )  # fmt: skip


def tell(board, lesson):
    """The full path with the keys of a clicker; questions answered right, wrong and not at all."""
    keys = [" ", "ArrowRight", "PageDown"]
    asked = 0
    for number, name in enumerate(lesson.names, 1):
        beat = lesson.beat(name)
        assert board.beat == number
        assert board.root.locator("h2").inner_text() == lesson.title(name)
        if beat.question:
            assert board.asking
            assert shown(beat.question.because) not in shown(board.root.inner_text())
            answer = list(beat.question.choices.values()).index(True)
            wrong = (answer + 1) % len(beat.question.choices)
            how = [(str(answer + 1), "right"), (str(wrong + 1), "wrong"), (" ", "revealed")]
            key, verdict = how[asked % 3]
            board.key(key)
            assert board.verdict == verdict
            assert shown(beat.question.because) in shown(board.said)
            asked += 1
        assert shown(beat.text) in shown(board.root.locator(".dl-bd-words").inner_text())
        assert board.page.evaluate(FITS), number
        assert not board.root.locator(".dl-bd-control input:disabled").count()
        board.key(keys[number % 3])


def set_by_keyboard(board, lesson):
    """A slider moves its beat, the address follows, and undo takes it back."""
    name, control = next(
        (name, control.setting.name)
        for name in lesson.names
        for control in lesson.controls_of(name)
        if control.setting.type in (int, float)
    )
    board.open(f"beat={name}&reveal=true")
    before = board.number(control).input_value()
    board.control(control).focus()
    board.key("ArrowLeft")
    assert board.number(control).input_value() != before
    board.page.wait_for_function("name => location.search.includes(`${name}=`)", arg=control)
    assert board.beat == lesson.names.index(name) + 1
    board.root.focus()
    board.key("z")
    assert board.number(control).input_value() == before
    board.page.wait_for_function("name => !location.search.includes(`${name}=`)", arg=control)


def fullest(lesson):
    return max(lesson.names, key=lambda name: fullness(lesson.beat(name)))


@EVERY
def test_a_lesson_from_start_to_end(visit, lesson):
    board = Board(visit(f"beat={lesson.names[-1]}", path=lesson.key, cold=True), lesson.key)
    assert board.beat == len(lesson.names)
    board.key("Home")
    tell(board, lesson)
    set_by_keyboard(board, lesson)
    board.open(f"beat={fullest(lesson)}&reveal=true")
    for fold in board.root.locator("summary").all():
        fold.click()
    board.page.evaluate(TO_THE_END)
    for scheme in ("light", "dark"):
        board.page.emulate_media(color_scheme=scheme)
        board.page.wait_for_selector(f"[data-testid=board][data-theme={scheme}]")
        assert violations(board.page) == [], scheme
    board.page.set_viewport_size({"width": 390, "height": 844})
    board.page.wait_for_selector(".dl-board.dl-narrow")
    assert board.page.evaluate("document.documentElement.scrollWidth") <= 390


CLEAR = """() => {
    const board = document.querySelector("[data-testid=board]");
    const box = (name) => board.querySelector(name).getBoundingClientRect();
    const fits = board.scrollHeight <= board.clientHeight + 1;
    board.scrollTop = board.scrollHeight;
    return {
        fits,
        clear: box(".dl-bd-words").bottom <= box(".dl-bd-foot").top + 1,
        edge: Math.round(box(".dl-bd-foot").bottom),
        height: Math.round(Math.min(...[...board.querySelectorAll(".dl-bd-picture")]
            .filter((e) => e.checkVisibility()).map((e) => e.clientHeight))),
    };
}"""


@EVERY
def test_a_presentation_shows_every_answer(visit, lesson):
    """At 1280 x 720 nearly all fits, and no word is under the buttons for good."""
    board = Board(visit("reveal=true&present=true", path=lesson.key), lesson.key)
    longer = []
    for name in lesson.names:
        assert board.beat == lesson.names.index(name) + 1
        seen = board.page.evaluate(CLEAR)
        assert seen["clear"], name
        assert seen["edge"] == 720, name
        assert seen["height"] >= 195, name
        longer += [] if seen["fits"] else [name]
        board.key("ArrowRight")
    assert len(longer) <= 1, longer


SIZES = """() => [...document.querySelectorAll(".dl-bd-figure:not([hidden])")].map((figure) => {
    const { width, height, top } = figure.querySelector(".dl-bd-picture").getBoundingClientRect();
    return [figure.hasAttribute("data-pair"), width, height, top].map(Number);
})"""


@pytest.mark.parametrize("link", ["momentum?beat=8&reveal=true", "momentum_vs_nag?beat=17"])
def test_two_landscapes_are_compared_at_one_scale_on_a_phone(visit, link):
    path, query = link.split("?")
    board = Board(visit(query, path=path, phone=True), path)
    one, other, chart = board.page.evaluate(SIZES)
    assert one == other
    assert [one[0], chart[0]] == [1, 0]
    assert chart[1] > 1.9 * one[1]
    fonts = board.root.locator(".dl-bd-picture").evaluate_all(
        "all => all.map((e) => Number(e.dataset.fontSize))"
    )
    assert min(fonts) * 0.82 >= 9.5


@pytest.mark.long
@EVERY
@pytest.mark.parametrize("phone", [False, True])
def test_every_beat_in_both_themes(visit, lesson, phone):
    board = Board(visit(path=lesson.key, phone=phone), lesson.key)
    for name in lesson.names:
        for link in (f"beat={name}", f"beat={name}&reveal=true&notes=true"):
            board.open(link)
            board.page.evaluate(
                TO_THE_END
            )  # what is under the bar at first can be scrolled out of it
            for scheme in ("light", "dark"):
                board.page.emulate_media(color_scheme=scheme)
                board.page.wait_for_selector(f"[data-testid=board][data-theme={scheme}]")
                assert violations(board.page) == [], (name, scheme)
            assert board.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.long
@EVERY
def test_the_short_path(visit, lesson):
    board = Board(visit("short=true", path=lesson.key), lesson.key)
    for place, beat in enumerate(lesson.short, 1):
        assert board.beat == lesson.beats.index(beat) + 1
        assert f"Beat {place} / {len(lesson.short)}." in board.said
        if board.asking:
            board.key("PageDown")
        board.key("PageDown")
