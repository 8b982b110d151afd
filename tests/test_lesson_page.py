"""The lesson's page without a browser: link in, board data out, controls, link back."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from lessons.momentum_vs_nag.place import Place, read_place
from test_packing import unpack

PAGE = "pages/1_momentum_vs_nag.py"


def open_lesson(link=""):
    app = AppTest.from_file("../app.py", default_timeout=20)
    app.run()
    app.switch_page(PAGE)
    for part in filter(None, link.split("&")):
        name, value = part.split("=", 1)
        app.query_params[name] = value
    return run(app)


def run(app):
    app.run()
    assert not app.exception, [error.message for error in app.exception]
    return app


def place(app):
    return app.session_state["momentum_vs_nag"].state


def component(app, name):
    def walk(block):
        for child in block.children.values():
            if hasattr(child, "children"):
                yield from walk(child)
            elif child.type == "bidi_component" and child.proto.component_name == name:
                yield child.proto

    (proto,) = walk(app.main)
    return proto


def board(app):
    header, _ = unpack(component(app, "descent_lab_board").bytes)
    return header


def written_link(app):
    return json.loads(component(app, "descent_lab_address").json)["link"]


def test_opens_on_the_first_beat():
    app = open_lesson()
    assert place(app) == Place()
    assert len(board(app)["beats"]) == 16
    assert board(app)["place"]["beat"] == 1
    assert written_link(app) == ""


def test_a_link_to_any_beat():
    app = open_lesson("beat=9&short=true&present=true&notes=true")
    assert board(app)["place"] == {
        "beat": 9, "short": True, "reveal": False, "notes": True, "present": True,
    }  # fmt: skip
    assert written_link(app) == "beat=9&short=true&notes=true&present=true"


def test_a_hostile_link_is_repaired_and_told():
    app = open_lesson("beat=99&part=[x](javascript:alert(1))")
    assert place(app) == Place(beat=16)
    assert "beat must be a whole number between 1 and 16" in app.warning[0].value.replace("\\", "")
    assert "](" not in app.warning[0].value


def test_parts():
    app = open_lesson("beat=3")
    app.segmented_control(key="part").set_value("play")
    run(app)
    assert "chart" in board(app)
    app.segmented_control(key="part").set_value("forms")
    run(app)
    assert "formula" in board(app)
    assert len(app.latex) == 2
    app.segmented_control(key="part").set_value("story")
    run(app)
    assert board(app)["place"]["beat"] == 3


def test_free_play_controls():
    app = open_lesson("part=play")
    app.number_input(key="play_lr_number").set_value(0.05)
    run(app)
    app.number_input(key="play_x_number").set_value(-2.5)
    run(app)
    app.toggle(key="third_path").set_value(True)
    run(app)
    assert written_link(app) == "part=play&lr=0.05&x=-2.5&gradient_descent=true"
    assert board(app)["panels"][0][-1]["points"][0] == [-2.5, 2.0]
    assert len(board(app)["panels"][0]) == 2
    app.button(key="rate_0.056").click()
    run(app)
    assert place(app).lr == 0.056
    assert board(app)["panels"][1][-1]["outcome"] == "diverged at step 101"
    app.button(key="play_reset").click()
    run(app)
    assert written_link(app) == "part=play&gradient_descent=true"


@pytest.mark.parametrize("form", ["torch", "keras", "original"])
@pytest.mark.parametrize("rate", ["constant", "ramp", "jump"])
def test_forms(form, rate):
    app = open_lesson("part=forms")
    app.segmented_control(key="forms_form").set_value(form)
    run(app)
    app.segmented_control(key="forms_rate").set_value(rate)
    run(app)
    assert read_place(written_link(app))[0] == Place(part="forms", form=form, rate=rate)


def test_leaving_and_coming_back_loses_nothing():
    app = open_lesson("beat=5&notes=true")
    app.query_params.clear()
    app.switch_page("app.py")
    run(app)
    to_playground, to_lesson = [link.proto for link in app.sidebar.get("page_link")]
    assert to_lesson.query_string == "beat=5&notes=true"
    assert "landscape=rosenbrock" in to_playground.query_string
    assert app.session_state["playground"].state.landscape == "rosenbrock"
    app.switch_page(PAGE)
    run(app)
    assert place(app) == Place(beat=5, notes=True)
