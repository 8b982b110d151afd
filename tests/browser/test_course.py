"""The course: a card for each lesson, what was seen of it, and the way there and back."""

from lessons import LESSONS

CARDS = ".dl-course-card"


def facts(one):
    return one.page.locator(".dl-course-facts").all_inner_texts()


def test_a_card_for_each_lesson_in_order_with_its_picture(visit):
    one = visit(path="course")
    cards = one.page.locator(CARDS)
    assert cards.locator("h3").all_inner_texts() == [lesson.label for lesson in LESSONS.values()]
    for lesson, told in zip(LESSONS.values(), facts(one), strict=True):
        assert told == f"Day {lesson.day} · {len(lesson.names)} beats · {lesson.minutes} minutes"
    painted = one.page.evaluate(
        """() => [...document.querySelectorAll(".dl-course-picture canvas")].map((canvas) => {
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return new Set(new Uint32Array(data.buffer)).size;
        })"""
    )
    assert len(painted) == len(LESSONS)
    assert min(painted) > 20


def test_what_was_seen_is_kept_in_the_browser_and_forgotten(visit):
    lesson = next(iter(LESSONS.values()))
    one = visit(path="course")
    assert not one.page.get_by_role("button", name="Forget what I have seen").count()
    one.page.locator(CARDS).first.click()
    one.page.wait_for_selector("[data-testid=board][data-beat='1']")
    for _ in range(4):  # two questions, passed
        one.page.keyboard.press("PageDown")
    assert "seen" not in one.query
    one.open(path="course")
    assert facts(one)[0].endswith(f"· 2 of {len(lesson.names)} seen")
    one.page.locator(CARDS).first.click()
    one.page.wait_for_selector("[data-testid=board][data-beat='3']")
    one.open(path="course")
    one.page.get_by_role("button", name="Forget what I have seen").click()
    assert not any("seen" in told for told in facts(one))
    one.page.reload()
    one.ready()
    assert not any("seen" in told for told in facts(one))


def test_home_and_course_show_each_other(visit):
    one = visit(surface=False)
    one.page.get_by_role("link", name="Take the course").click()
    one.page.wait_for_selector(CARDS)
    one.page.locator(".st-key-around").get_by_role("link", name="Playground").click()
    one.page.wait_for_selector("[data-testid=player][data-version]")


def test_from_lesson_to_lesson(visit):
    first, second = list(LESSONS)[:2]
    one = visit(path=first)
    one.page.locator(".st-key-around").get_by_role("link", name=LESSONS[second].label).click()
    one.page.wait_for_function("path => location.pathname.endsWith(path)", arg=second)
    one.page.wait_for_selector("[data-testid=board][data-beat='1']")
    one.page.locator(".st-key-around").get_by_role("link", name=LESSONS[first].label).click()
    one.page.wait_for_function("path => location.pathname.endsWith(path)", arg=first)


def test_a_browser_that_keeps_nothing_shows_the_course_all_the_same(visit):
    broken = "Object.defineProperty(window, 'localStorage', { get() { throw new Error(); } })"
    one = visit(path="course", prepare=lambda page: page.add_init_script(broken), cold=True)
    assert one.page.locator(CARDS).count() == len(LESSONS)


def test_the_course_in_other_letters_is_found(visit):
    one = visit(path="Course?fbclid=1", cold=True, expect_complaints=True)
    one.page.locator("[role=dialog]").wait_for(state="detached")
    one.page.wait_for_timeout(1500)  # Streamlit may say only now that there is no such page
    assert not one.page.locator("[role=dialog]").count()
    assert one.page.locator(CARDS).count() == len(LESSONS)
