"""Changes of course on the page: the form, the list beside the run, undo, and what links say."""

from comparison import Comparison, Run
from test_playground import comparison, open_app, run
from ui.changes import changed_course

LINK = "landscape=quadratic&run=momentum,lr=0.02,from=120,lr=0.002"


def run_of(app):
    return comparison(app).runs[0]


def opened(link=LINK):
    app = open_app(link)
    app.button(key="open_0").click()
    return run(app)


def test_a_run_says_its_changes_and_one_is_taken_away_and_brought_back():
    app = opened()
    assert app.button(key="open_0").label == "Momentum · lr 0.02, from step 120: lr 0.002"
    assert "From step 120: lr 0.002" in [text.value for text in app.sidebar.markdown]
    app.button(key="icon_drop_0_120").click()
    run(app)
    assert run_of(app) == Run("momentum", 0.02)
    app.button(key="undo").click()
    run(app)
    assert run_of(app).then == ((120, {"lr": 0.002}),)


def test_the_form_begins_with_what_is_in_force_and_makes_another_change():
    app = opened()
    app.button(key="turn_0").click()
    run(app)
    assert app.number_input(key="turn_step_1").value == 210
    assert app.number_input(key="turn_lr_momentum_1").value == 0.002
    assert app.number_input(key="turn_momentum_momentum_1").value == 0.9
    assert app.button(key="turn_apply_1").disabled
    app.selectbox(key="turn_optimizer_1").select("adam")
    run(app)
    assert app.toggle(key="turn_fresh_1").disabled
    app.number_input(key="turn_lr_adam_1").set_value(0.05)
    run(app)
    app.button(key="turn_apply_1").click()
    run(app)
    assert run_of(app).then == (
        (120, {"lr": 0.002}),
        (210, {"optimizer": "adam", "lr": 0.05}),
    )
    assert comparison(app).t == 210


def test_an_edited_change_moves_and_the_memory_may_go():
    app = opened()
    app.button(key="icon_edit_0_120").click()
    run(app)
    app.number_input(key="turn_step_1").set_value(50)
    app.toggle(key="turn_fresh_1").set_value(True)
    run(app)
    app.button(key="turn_apply_1").click()
    run(app)
    assert run_of(app).then == ((50, {"lr": 0.002, "state": "fresh"}),)


def test_a_schedule_begins_at_a_change_and_is_taken_away_again():
    app = opened()
    app.button(key="icon_edit_0_120").click()
    run(app)
    app.selectbox(key="turn_schedule_1").select("cosine")
    run(app)
    app.button(key="turn_apply_1").click()
    run(app)
    assert run_of(app).then == ((120, {"lr": 0.002, "schedule": "cosine"}),)
    app.button(key="icon_edit_0_120").click()
    run(app)
    assert app.selectbox(key="turn_schedule_2").value == "cosine"
    app.selectbox(key="turn_schedule_2").select("")
    run(app)
    app.button(key="turn_apply_2").click()
    run(app)
    assert run_of(app).then == ((120, {"lr": 0.002}),)


def test_another_schedule_comes_with_settings_of_its_own():
    steps = {"schedule": "step", "step_size": 7, "lr": 0.01, "weight_decay": 0.1}
    before = Run("momentum", 0.02, then=((50, steps),))
    values = {"optimizer": "momentum", "lr": 0.01, "schedule": "linear"}
    after = changed_course(before, 50, values, 50)
    assert after.then == ((50, {"schedule": "linear", "lr": 0.01, "weight_decay": 0.1}),)


def test_an_edit_keeps_what_the_form_does_not_show():
    before = Run("momentum", 0.02, then=((50, {"weight_decay": 0.1, "lr": 0.01}),))
    values = {"optimizer": "momentum", "lr": 0.03, "momentum": 0.9, "state": "carried"}
    after = changed_course(before, 60, values, 50)
    assert after.then == ((60, {"weight_decay": 0.1, "lr": 0.03}),)
    other = changed_course(before, 50, {"optimizer": "adam", "lr": 0.1}, 50)
    assert other.then == ((50, {"optimizer": "adam", "lr": 0.1}),)


def test_a_landscape_scales_the_rates_of_changes_with_those_of_the_start():
    from ui.changes import _at_rate

    halved = _at_rate(Run("momentum", 0.02, then=((50, {"lr": 0.002}),)), 0.01)
    assert halved == Run("momentum", 0.01, then=((50, {"lr": 0.001}),))


def test_what_the_player_asks_for_is_checked():
    app = open_app(LINK)
    for told in (
        None,
        7,
        {},
        {"run": 9, "step": 5},
        {"run": 0, "step": 0},
        {"run": 0, "step": "5"},
    ):
        app.session_state["told"] = told
        asked = _ask(app, told)
        assert asked is None, told
    assert _ask(app, {"run": 0, "step": 120})[:3] == (0, 120, 120)
    assert _ask(app, {"run": 0, "step": 121})[:3] == (0, 121, None)


def _ask(app, told):
    from unittest.mock import patch

    import streamlit as st

    from ui.changes import ask_for_course, end_turning, turning

    with patch.object(st, "session_state", app.session_state):
        end_turning()
        ask_for_course(told)
        return turning()


def test_numbers_after_a_change_are_those_of_its_rule():
    from browser.packing import pack
    from test_packing import unpack

    course = Run("momentum", 0.02, then=((30, {"lr": 0.002}), (60, {"optimizer": "adam"})))
    picture = Comparison("quadratic", steps=90, runs=(course,), numbers=1)
    header, array = unpack(pack(picture))
    numbers = header["numbers"]
    (trajectory,) = picture.trajectories()
    slower, adam = numbers["later"]
    assert [slower["from"], adam["from"]] == [30, 60]
    assert [numbers["born"], slower["born"], adam["born"]] == [0, 0, 60]
    assert slower["settings"]["lr"] == {"constant": 0.002}
    velocity = array(slower["state"]["v"]).reshape(-1, 2)
    assert (velocity[30] == trajectory.internals["velocity"][29]).all()
    moment = array(adam["state"]["m"]).reshape(-1, 2)
    assert (moment[60] == 0.0).all()
    assert (moment[61] == trajectory.internals["first_moment"][60]).all()
    assert header["runs"][0]["changes"] == [[30, "lr 0.002"], [60, "Adam"]]
