"""Nothing is lost: undo and redo, rates on another landscape, looks in the link."""

from types import SimpleNamespace

import pytest

import ui.changes
from comparison import Comparison, Run, read_link
from comparison.fields import LOOK_NAMES
from test_playground import comparison, header, open_app, opened, run, written_link
from ui.presets import PRESETS
from ui.visit import ONE_DRAG

BOOTH = "landscape=booth&run=adam,lr=0.5&run=momentum,lr=0.01"
THREE = (
    "landscape=quadratic&run=gradient_descent,lr=0.02&run=gradient_descent,lr=0.06"
    "&run=gradient_descent,lr=0.075"
)


def press(app, key):
    app.button(key).click()
    return run(app)


def type_in(app, key, value):
    app.number_input(key).set_value(value)
    return run(app)


def choose(app, key, option):
    app.selectbox(key).select(option)
    return run(app)


def changes():
    """What a person may do, each on the page that the one before has left."""

    def example(app):
        opened(app, "examples")
        app.panels.clear()
        press(app, "example_3")

    yield "another start", lambda app: type_in(app, "start_x", 3.0)
    yield "a rate", lambda app: type_in(opened(app, 0), "lr_0_number", 0.25)
    yield "another landscape", lambda app: choose(app, "landscape", "himmelblau")
    yield "a removed run", lambda app: press(opened(app, 1), "remove_1")
    yield "Reset", lambda app: press(app, "reset")
    yield "an example", example


def test_every_change_can_be_undone_and_made_again():
    app = open_app(BOOTH)
    assert app.button("undo").disabled
    assert app.button("redo").disabled
    states = [comparison(app)]
    for name, change in changes():
        change(app)
        assert comparison(app) != states[-1], name
        states.append(comparison(app))
    for state in states[-2::-1]:
        press(app, "undo")
        assert comparison(app) == state
        assert written_link(app) == state.to_link()
    assert app.button("undo").disabled
    for state in states[1:]:
        press(app, "redo")
        assert comparison(app) == state
    assert app.button("redo").disabled


def test_another_change_ends_what_can_be_made_again():
    app = open_app(BOOTH)
    type_in(app, "start_x", 3.0)
    press(app, "undo")
    type_in(app, "start_x", 4.0)
    assert app.button("redo").disabled
    press(app, "undo")
    assert comparison(app) == read_link(BOOTH)[0]


def test_a_drag_is_one_step(monkeypatch):
    app = open_app(BOOTH)
    clock = [100.0]
    monkeypatch.setattr("ui.visit.time.monotonic", lambda: clock[0])
    for steps in (200, 150, 100):
        app.slider("steps_slider").set_value(steps)
        run(app)
        clock[0] += 0.5 * ONE_DRAG
    clock[0] += ONE_DRAG
    app.slider("steps_slider").set_value(90)
    run(app)
    assert comparison(app).steps == 90
    press(app, "undo")
    assert comparison(app).steps == 100
    press(app, "undo")
    assert comparison(app).steps == 300


def test_typed_numbers_are_a_step_each():
    app = open_app(BOOTH)
    for x in (3.0, 4.0):
        type_in(app, "start_x", x)
    press(app, "undo")
    assert comparison(app).start[0] == 3.0


def test_what_is_refused_is_no_step():
    app = open_app("landscape=booth&run=adam,lr=0.5,schedule=multi_step")
    app.text_input("milestones_all").set_value("soon")
    run(app)
    assert "milestones must be" in app.warning[0].value
    assert app.button("undo").disabled


def test_what_widgets_say_beside_a_press_is_late():
    """The browser says with every press what all widgets show, which may be from before."""
    app = open_app(BOOTH)
    type_in(app, "start_x", 3.0)
    type_in(app, "start_x", 4.0)
    app.number_input("start_x").set_value(3.5)
    press(app, "undo")
    assert comparison(app).start[0] == 3.0
    assert app.number_input("start_x").value == 3.0


def test_undo_leaves_the_looks_alone_within_a_picture():
    app = open_app(BOOTH + "&hidden=2&zoom=-1:1:-1:1")
    type_in(app, "start_x", 3.0)
    press(app, "undo")
    assert comparison(app).zoom == (-1.0, 1.0, -1.0, 1.0)
    assert comparison(app).hidden == (2,)


def test_undo_of_an_opened_picture_brings_back_how_it_was_seen():
    app = opened(open_app(BOOTH + "&hidden=2&zoom=-1:1:-1:1&t=7"), "examples")
    app.panels.clear()
    press(app, "example_1")
    assert comparison(app).zoom is None
    number = header(app)["opened"]
    press(app, "undo")
    assert comparison(app).zoom == (-1.0, 1.0, -1.0, 1.0)
    assert header(app)["t"] == 7
    assert header(app)["opened"] != number


def test_a_removed_run_takes_its_looks_along():
    link = "landscape=booth&run=adam,lr=0.5&run=momentum,lr=0.01&run=rmsprop,lr=0.1"
    app = opened(open_app(link + "&hidden=1:3&numbers=3"), 0)
    press(app, "remove_0")
    assert comparison(app).hidden == (2,)
    assert comparison(app).numbers == 2


def test_rates_that_a_person_set_survive_another_landscape():
    app = open_app("landscape=quadratic&run=gradient_descent,lr=0.02&run=adam,lr=0.1")
    type_in(opened(app, 0), "lr_0_number", 0.0123)
    choose(app, "landscape", "booth")
    first, second = comparison(app).runs
    assert first.lr == 0.0123
    assert second.lr != 0.1
    press(app, "tune_rates")
    assert comparison(app).runs[0].lr != 0.0123
    assert comparison(app).runs[1] == second
    press(app, "undo")
    assert comparison(app).runs == (first, second)


def test_rates_that_a_person_set_survive_a_reset_that_is_undone():
    app = open_app("landscape=quadratic&run=gradient_descent,lr=0.02&run=adam,lr=0.1")
    type_in(opened(app, 0), "lr_0_number", 0.0123)
    press(app, "reset")
    assert comparison(app).runs[0].lr == 0.02
    press(app, "undo")
    choose(app, "landscape", "booth")
    assert comparison(app).runs[0].lr == 0.0123


def test_what_was_set_before_a_reset_is_forgotten():
    app = open_app("landscape=quadratic&run=gradient_descent,lr=0.02")
    type_in(opened(app, 0), "lr_0_number", 0.0123)
    press(app, "reset")
    choose(app, "landscape", "rosenbrock")
    assert comparison(app).runs[0].lr not in (0.02, 0.0123)


def test_a_tuned_run_does_not_come_to_lie_on_one_whose_rate_was_set():
    app = open_app("landscape=quadratic&run=gradient_descent,lr=0.03&run=gradient_descent,lr=0.001")
    type_in(opened(app, 0), "lr_0_number", 0.002)  # what the other is tuned to on Rosenbrock
    choose(app, "landscape", "rosenbrock")
    first, second = comparison(app).runs
    assert first.lr == 0.002
    assert second.lr == 0.001


def test_rates_of_a_link_are_tuned_and_can_be_kept():
    app = open_app(THREE)
    choose(app, "landscape", "booth")
    rates = [one.lr for one in comparison(app).runs]
    assert len(set(rates)) == 3
    assert rates[2] / rates[1] == pytest.approx(0.075 / 0.06, rel=0.01)
    press(app, "keep_rates")
    assert [one.lr for one in comparison(app).runs] == [0.02, 0.06, 0.075]
    choose(app, "landscape", "himmelblau")
    assert [one.lr for one in comparison(app).runs] == [0.02, 0.06, 0.075]


def test_the_notice_goes_with_the_next_change():
    app = open_app(THREE)
    choose(app, "landscape", "booth")
    assert any("tuned for Booth" in text.value for text in app.markdown)
    type_in(app, "start_x", 3.0)
    assert not any("tuned for Booth" in text.value for text in app.markdown)


def test_no_run_comes_to_lie_on_another_by_our_own_doing():
    app = opened(open_app("landscape=booth&run=adam&run=momentum,lr=0.01"), 1)
    choose(app, "optimizer_1", "adam")
    first, second = comparison(app).runs
    assert first.optimizer == second.optimizer == "adam"
    assert second.lr == pytest.approx(first.lr / 2.0, rel=0.01)


LOOKS = (
    "overlays=gradient:velocity&hidden=2&zoom=-2:2:-1:3&curve=distance&loss_axis=linear"
    "&curve_axis=linear&height=linear&camera=1.5:-1:0.75&numbers=1"
)


def test_the_looks_are_in_the_link():
    state, problems = read_link(f"{BOOTH}&{LOOKS}&t=3")
    assert problems == []
    assert state.to_link() == f"{BOOTH}&{LOOKS}&t=3"
    assert state.plain == read_link(BOOTH)[0]
    assert all(getattr(state, name) != getattr(Comparison, name) for name in LOOK_NAMES)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("zoom=1:0:0:1", "zoom must be"),
        ("zoom=0:1:0", "zoom must be"),
        ("zoom=0:nan:0:1", "zoom must be"),
        ("zoom=-1e9:1e9:0:1", "zoom must be"),
        ("camera=1e9:0:0", "camera must be"),
        ("camera=0:0:0", "camera must be"),
        ("overlays=velocity:<b>", "nothing called “<b>” in overlays"),
        ("hidden=1:9", "nothing called “9” in hidden"),
        ("numbers=9", "numbers must be"),
        ("curve=losss", "curve"),
        ("height=up", "height must be"),
    ],
)
def test_looks_from_a_link_are_hostile(entry, said):
    state, problems = read_link(f"{BOOTH}&{entry}")
    assert said in problems[0]
    assert read_link(state.to_link()) == (state, [])
    assert state.plain == read_link(BOOTH)[0]


def test_the_whole_view_is_no_zoom():
    (x0, x1), (y0, y1) = Comparison("booth").record.view
    assert Comparison("booth", zoom=(x0, x1, y0, y1)) == Comparison("booth")


@pytest.mark.parametrize(
    ("name", "value"),
    [("zoom", "abcd"), ("zoom", (1, 2)), ("camera", 3), ("hidden", (3,)), ("hidden", 1.5),
     ("overlays", "velocity"), ("overlays", None), ("overlays", [[1]]), ("hidden", {}.keys),
     ("numbers", -1), ("curve", "loss")],
)  # fmt: skip
def test_looks_are_checked(name, value):
    with pytest.raises(ValueError, match=name):
        Comparison("booth", **{name: value})


def test_another_landscape_is_seen_in_whole():
    state, _ = read_link(f"{BOOTH}&{LOOKS}")
    there = state.changed(landscape="himmelblau")
    assert (there.zoom, there.camera, there.height) == (None, None, "auto")
    assert (there.hidden, there.overlays, there.curve) == (state.hidden, state.overlays, "distance")


def test_fewer_runs_hide_none_that_is_gone():
    state, _ = read_link(f"{BOOTH}&hidden=2&numbers=2")
    fewer = state.changed(runs=[Run("adam", lr=0.5)])
    assert (fewer.hidden, fewer.numbers) == ((), 1)


@pytest.mark.parametrize(
    "query", ["utm_source=mail", "fbclid=IwAR0", "gclid=x&utm_campaign=y", "FBCLID=1&msclkid=2"]
)
def test_what_networks_add_to_a_link_is_ignored_in_silence(query):
    assert read_link(f"{BOOTH}&{query}") == read_link(BOOTH)
    app = open_app(query)
    assert comparison(app) == read_link(PRESETS[0].link)[0]
    assert not app.warning
    assert not app.info


@pytest.fixture
def asked(monkeypatch):
    """A page that a player asks things of, and what it has done."""
    done = []
    monkeypatch.setattr(ui.changes.st, "session_state", {})
    return SimpleNamespace(
        page="here", done=done, undo=lambda: done.append("undo"), redo=lambda: done.append("redo")
    )


def test_keys_that_are_pressed_faster_than_the_page_hears_all_count(asked):
    ui.changes.travel(asked, {"count": 1, "last": ["undo"]})
    ui.changes.travel(
        asked, {"count": 4, "last": ["undo", "undo", "redo", "undo"]}
    )  # two never came
    assert asked.done == ["undo", "undo", "redo", "undo"]
    ui.changes.travel(asked, {"count": 4, "last": ["undo"]})  # heard before
    assert ui.changes.travelled(asked) == 4
    ui.changes.travel(asked, {"count": 7, "last": ["redo"] * 3})  # a player that is new counts on
    assert asked.done[4:] == ["redo"] * 3


@pytest.mark.parametrize(
    "said",
    [
        None, "undo", 3, {}, {"count": 1}, {"count": "1", "last": ["undo"]},
        {"count": 1, "last": "undo"}, {"count": -5, "last": ["undo"]},
        {"count": 1, "last": ["window.hacked=1"]}, {"count": 2, "last": [[]]},
    ],
)  # fmt: skip
def test_what_else_a_player_says_does_nothing(asked, said):
    ui.changes.travel(asked, said)
    assert asked.done == []
