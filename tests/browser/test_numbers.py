"""The numbers panel: the move from the step shown, as the engine made it."""

import numpy as np
import pytest

from comparison import MAX_RUNS, read_link
from landscapes import LANDSCAPES
from optim import OPTIMIZERS
from optim.rule import PointRule

RAVINE = "landscape=quadratic&steps=60&run=momentum,lr=0.03&run=adam,lr=0.3"
EVERY = [
    f"run={key},lr=0.0002,convention={form},schedule=one_cycle"
    for key, optimizer in OPTIMIZERS.items()
    for form, rule in optimizer.rules.items()
    if not isinstance(rule, PointRule)
]
LINKS = ["&".join(EVERY[k : k + MAX_RUNS]) for k in range(0, len(EVERY), MAX_RUNS)]
SCENE = "landscape=rosenbrock&steps=40&noise=0.1&sparse=3&"
STEPS = [0, 1, 3, 25, 39]
LINES_AT = """(steps) => steps.map((step) => {
    const slider = document.querySelector(".dl-slider");
    slider.value = step;
    slider.dispatchEvent(new Event("input"));
    const lines = [...document.querySelectorAll(".dl-numbers tr[data-name]")];
    const values = lines.map(({ dataset }) => [dataset.name, [+dataset.x, +dataset.y]]);
    return [document.querySelector(".dl-numbers-title").innerText, Object.fromEntries(values)];
})"""


@pytest.fixture
def visit(flat_visit):
    """None of these tests looks at the surface."""
    return flat_visit


def open_numbers(one):
    one.changed(lambda: one.press("Numbers"))
    one.page.get_by_role("region", name="Numbers of this step").wait_for()


def choose(one, index):
    chooser = one.page.get_by_label("Run shown in numbers")
    if chooser.input_value() != str(index):
        one.changed(lambda: chooser.select_option(str(index)))


def scrub(one, step):
    one.page.evaluate(f"document.querySelector('.dl-slider').value = {step}")
    one.page.locator(".dl-slider").dispatch_event("input")


def value(one, name):
    """A line's value for x and y, in full precision."""
    row = one.page.locator(f'.dl-numbers tr[data-name="{name}"]')
    return [float(row.get_attribute(f"data-{axis}")) for axis in "xy"]


def title(one):
    return one.page.locator(".dl-numbers-title").inner_text()


def text(one):
    return one.page.locator(".dl-numbers").inner_text()


def test_the_new_position_of_a_mix_is_the_engines(visit):
    compare_with_the_engine(visit, "&".join(EVERY[:: len(EVERY) // MAX_RUNS][:MAX_RUNS]))


@pytest.mark.long
@pytest.mark.parametrize("runs", LINKS, ids=range(len(LINKS)))
def test_every_new_position_is_the_engines(visit, runs):
    compare_with_the_engine(visit, runs)


def compare_with_the_engine(visit, runs):
    """The numbers of every run at some steps, evaluated by the browser, against our engine."""
    link = SCENE + runs
    one = visit(link)
    open_numbers(one)
    for index, trajectory in enumerate(read_link(link)[0].trajectories()):
        choose(one, index)
        for step, (heading, lines) in zip(STEPS, one.page.evaluate(LINES_AT, STEPS), strict=True):
            assert heading == f"Step {step} → {step + 1}"
            new = max(name for name in lines if name.startswith("x'"))  # x', for some x''
            np.testing.assert_allclose(lines[new], trajectory.positions[step + 1], rtol=1e-12)
            np.testing.assert_array_equal(lines["g"], trajectory.gradient[step])
            point = lines.get("x_ahead", trajectory.positions[step])
            slopes = LANDSCAPES["rosenbrock"].gradient(*point)
            np.testing.assert_allclose(lines["∂f"], slopes, rtol=1e-9)
            if "look_ahead" in trajectory.internals:
                ahead = trajectory.internals["look_ahead"][step]
                np.testing.assert_allclose(lines["x_ahead"], ahead, rtol=1e-12)


def test_lines_are_shown_in_symbols_and_in_numbers(visit):
    one = visit(RAVINE)
    open_numbers(one)
    one.press("Step forward")
    rows = one.page.locator(".dl-numbers tbody tr").all()
    assert [row.locator("th, td").all_inner_texts() for row in rows[1:]] == [
        ["g = ∇f(θ)", "∂f/∂x (−3.88, 0.500)", "= −3.88", "∂f/∂y (−3.88, 0.500)", "= 12.5"],
        ["v′ = μ · v + g", "0.9 · (−4.00) + (−3.88)", "= −7.48", "0.9 · 50.0 + 12.5", "= 57.5"],
        ["θ′ = θ − η · v′", "−3.88 − 0.03 · (−7.48)", "= −3.66", "0.500 − 0.03 · 57.5", "= −1.22"],
        ["this move = θ′ − θ", "", "= 0.224", "", "= −1.72"],
    ]
    assert "η = 0.03 (lr)" in text(one)
    assert "noise" not in text(one)


def parts(one):
    """What the panel says of ∂f/∂x and of ∂f/∂y: the formula, and what is put in and comes out."""
    slopes = one.page.locator(".dl-slope").all()
    texts = [slope.locator(":scope > span").all_text_contents() for slope in slopes]
    return [(name, formula, put) for name, _, formula, _, put in texts]


def test_the_derivatives_are_shown_in_symbols_and_in_numbers(visit):
    one = visit("landscape=rosenbrock&steps=9&run=momentum,lr=0.001")
    open_numbers(one)
    assert parts(one) == [
        (
            "∂f/∂x",
            "2 · (x − a − 2 · b · x · (y − x^2))",
            "2 · (−1.50 − 1 − 2 · 100 · (−1.50) · (2.00 − (−1.50)^2)) =\xa0−155",
        ),
        ("∂f/∂y", "2 · b · (y − x^2)", "2 · 100 · (2.00 − (−1.50)^2) =\xa0−50.0"),
    ]
    assert all(word in text(one) for word in ("θ = (x, y)", "a = 1 (a of f)", "b = 100 (b of f)"))


def test_a_derivative_at_a_kink_says_so(visit):
    one = visit("landscape=ackley&start=0,0&steps=9&run=momentum,lr=0.1")
    open_numbers(one)
    (_, _, x), (_, _, y) = parts(one)
    assert x.endswith("=\xa00 (a kink has no slope: 0 is used)")
    assert y.endswith("=\xa00 (a kink has no slope: 0 is used)")


@pytest.mark.parametrize("phone", [False, True])
def test_long_derivatives_break(visit, phone):
    one = visit("landscape=goldstein_price&steps=9&run=gradient_descent,lr=1e-5", phone=phone)
    open_numbers(one)
    within = """() => {
        const outer = document.querySelector(".dl-numbers-scroll").getBoundingClientRect();
        return [...document.querySelectorAll(".dl-slope > span")].map((part) => {
            const box = part.getBoundingClientRect();
            return outer.left <= box.left && box.right <= outer.right;
        });
    }"""
    found = one.page.evaluate(within)
    assert found
    assert all(found)


def test_what_the_schedule_drives_is_said(visit):
    one = visit("landscape=quadratic&run=momentum,lr=0.03,schedule=one_cycle")
    open_numbers(one)
    said = text(one)
    assert "η = 0.00120 (lr, driven by the schedule)" in said
    assert "μ = 0.950 (momentum, driven by the schedule)" in said


def test_the_panels_own_lines_have_names_that_no_rule_can_have(visit):
    one = visit(RAVINE)
    open_numbers(one)
    names = one.page.locator(".dl-numbers tr[data-name]")
    shown = [names.nth(k).get_attribute("data-name") for k in range(names.count())]
    assert shown[-1] == "this move"
    own = [name for name in shown if not name.rstrip("'").isidentifier()]
    assert own == ["∂f", "this move"]


def test_the_panel_follows_the_player_without_the_server(visit):
    one = visit(RAVINE)
    toggle = one.page.get_by_role("button", name="Numbers", exact=True)
    assert toggle.get_attribute("aria-pressed") == "false"
    assert not one.page.locator(".dl-numbers").is_visible()
    open_numbers(one)
    assert toggle.get_attribute("aria-pressed") == "true"
    version = one.data("version")
    one.page.context.set_offline(True)
    for label, expected in [("Step forward", "Step 1 → 2"), ("Step back", "Step 0 → 1")]:
        one.press(label)
        assert title(one) == expected
    one.press("Play")
    one.page.wait_for_function("+document.querySelector('[data-testid=player]').dataset.step > 9")
    one.press("Pause")
    assert title(one) == f"Step {one.step} → {one.step + 1}"
    assert one.data("version") == version
    one.page.context.set_offline(False)
    one.changed(lambda: one.press("Close numbers"))
    assert not one.page.locator(".dl-numbers").is_visible()
    assert toggle.get_attribute("aria-pressed") == "false"
    assert one.page.evaluate("document.activeElement.title") == "Numbers"


def test_full_screen_holds_both(visit):
    one = visit(RAVINE)
    open_numbers(one)
    choose(one, 1)
    one.page.keyboard.press("f")
    one.page.wait_for_function("() => document.fullscreenElement !== null")
    one.page.wait_for_timeout(300)
    stage = one.page.locator(".dl-stage").bounding_box()
    numbers = one.page.locator(".dl-numbers").bounding_box()
    assert stage["height"] > 200
    assert numbers["y"] + numbers["height"] <= 720


def test_a_phone_shows_the_lines_one_under_the_other(visit):
    one = visit(RAVINE, phone=True)
    open_numbers(one)
    choose(one, 1)
    assert not one.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    for cell in one.page.locator(".dl-numbers tbody td").all():
        box = cell.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_copy_gives_plain_text(visit):
    one = visit(RAVINE, permissions=["clipboard-read", "clipboard-write"])
    open_numbers(one)
    choose(one, 1)
    one.press("Step forward")
    one.press("Copy the numbers of this step")
    one.page.get_by_text("Numbers copied").wait_for()
    copied = one.page.evaluate("navigator.clipboard.readText()").replace("\r", "").split("\n")
    assert copied[0] == "Adam, step 1 to 2"
    slopes = ["∂f/∂x = x", "  x: -3.7 = -3.7", "∂f/∂y = κ · y", "  y: 25 · 1.7 = 42.5"]
    assert copied[1:5] == slopes
    assert copied[7] == "  y: ∂f/∂y (-3.7, 1.7) = 42.5"
    assert "denominator = √(v′)/√(1 - β_2^t) + ε" in copied
    assert "θ′ = θ - η/(1 - β_1^t) · m′/denominator" in copied
    (x,) = [line for line in copied if line.startswith("  x: -3.7 - 0.3/(1 - 0.9^2) · (")]
    new = read_link(RAVINE)[0].trajectories()[1].positions[2, 0]
    assert float(x.split(" = ")[1]) == pytest.approx(new, rel=1e-8)


def test_copying_without_a_secure_context(visit):
    one = visit(
        RAVINE,
        prepare=lambda page: page.add_init_script(
            """delete Navigator.prototype.clipboard;
            document.addEventListener("copy", () => { window.copied = String(getSelection()); });"""
        ),
    )
    open_numbers(one)
    one.press("Copy the numbers of this step")
    one.page.get_by_text("Numbers copied").wait_for()
    assert one.page.evaluate("window.copied").startswith("Momentum, step 0 to 1")


def test_where_no_move_follows_the_panel_says_why(visit):
    one = visit("landscape=quadratic&steps=60&run=gradient_descent,lr=0.2&run=adam,lr=0.1")
    open_numbers(one)
    for _ in range(5):
        one.press("Step forward")
    assert title(one) == "Step 5 → 6"
    one.press("Step forward")
    assert "The run diverged at step 6: it makes no further move." in text(one)
    one.press("Last step")
    choose(one, 1)
    assert "This is the last step: no move follows." in text(one)
    one.press("Step back")
    assert title(one) == "Step 59 → 60"


def test_a_step_with_both_coordinates_at_once_is_not_split(visit):
    one = visit(RAVINE + "&run=newton,lr=0.5")
    open_numbers(one)
    choose(one, 2)
    assert "This rule moves both coordinates at once" in text(one)
    one.press("Step forward")
    assert not one.page.locator(".dl-numbers table").is_visible()
    choose(one, 0)
    assert title(one) == "Step 1 → 2"


def test_noise_is_named(visit):
    link = SCENE + "run=adagrad,lr=0.1"
    one = visit(link)
    open_numbers(one)
    one.press("Step forward")
    (run,) = read_link(link)[0].trajectories()
    slopes = LANDSCAPES["rosenbrock"].gradient(*run.positions[1])
    assert value(one, "∂f") == pytest.approx(slopes, rel=1e-9)
    row = one.page.locator('.dl-numbers tr[data-name="g"]')
    assert row.locator("th").inner_text() == "g = ∇f(θ) + noise"
    put = row.locator("td").first.inner_text().replace("−", "-").split(" + ")
    noise = run.gradient[1, 0] - slopes[0]
    assert [float(part.strip("()")) for part in put] == pytest.approx([slopes[0], noise], rel=5e-3)
    assert "The gradient includes the noise of this step." in text(one)
    assert "not seen at this step" in text(one)
    assert value(one, "g")[1] == 0.0


def test_the_rows_that_a_step_sees_are_named(visit):
    link = "landscape=five_points&steps=40&batch={}&seed=3&run=gradient_descent,lr=0.03"
    for batch, over in [(0, "mean over rows i = 1 to 5:"), (1, "on row i = {}:"), (3, "i = {}:")]:
        one = visit(link.format(batch))
        open_numbers(one)
        one.press("Step forward")
        seen = read_link(link.format(batch))[0]
        rows, (run,) = seen.drawn_rows(), seen.trajectories()
        said = over if rows is None else over.format(", ".join(map(str, rows[1] + 1)))
        line = one.page.locator('.dl-numbers tr[data-name="∂f"]')
        assert line.text_content().count(said) == 2
        assert value(one, "∂f") == pytest.approx(run.gradient[1], rel=1e-12)
        head = one.page.locator('.dl-numbers tr[data-name="g"] th')
        assert head.inner_text() == "g = ∇f(θ)" + (" on the rows seen" if batch else "")
        assert "= 0, 1, 2, 3, 4 (rows 1 to 5)" in text(one)


def test_another_picture_keeps_the_panel_open(visit):
    one = visit(RAVINE)
    open_numbers(one)
    choose(one, 1)
    one.page.get_by_role("button", name="Examples").click()
    one.changed(lambda: one.page.locator(".st-key-examples_list button").nth(1).click())
    assert one.page.locator(".dl-numbers").is_visible()
