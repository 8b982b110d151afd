"""A lesson's page without a browser: link in, what its board is sent, link back."""

import gzip
import json

import pytest
from streamlit.testing.v1 import AppTest

from lessons import LESSONS
from test_packing import unpack
from ui.lesson import _moved, visit
from ui.navigation import PAGES

EVERY = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
EACH = pytest.mark.parametrize(
    ("lesson", "name"),
    [
        pytest.param(lesson, name, id=f"{key}-{name}")
        for key, lesson in LESSONS.items()
        for name in lesson.names
    ],
)


def open_page(name, link=""):
    app = AppTest.from_file("../app.py", default_timeout=20)
    app.run()
    app.switch_page(PAGES[name].file)
    for part in filter(None, link.split("&")):
        key, value = part.split("=", 1)
        app.query_params[key] = value
    return run(app)


def run(app):
    app.run()
    assert not app.exception, [error.message for error in app.exception]
    return app


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
    header, _ = unpack(gzip.decompress(component(app, "descent_lab_board").bytes))
    return header


def written_link(app):
    return json.loads(component(app, "descent_lab_address").json)["link"]


@EVERY
def test_opens_on_the_first_beat(lesson):
    app = open_page(lesson.key)
    assert app.session_state[lesson.key].state == lesson.place()
    told = board(app)
    assert told["file"].startswith(f"lesson-{lesson.key}-")
    assert told["lesson"] is None
    assert told["live"] is None
    assert told["place"]["beat"] == lesson.names[0]
    assert written_link(app) == ""


@EVERY
def test_a_link_with_a_value_brings_the_beat_at_that_value(lesson):
    name, setting = next(
        (name, control.setting)
        for name in lesson.names
        for control in lesson.controls_of(name)
        if control.setting.type is float
    )
    link = f"beat={name}&{setting.name}={setting.low!r}&notes=true"
    app = open_page(lesson.key, link)
    live = board(app)["live"]
    assert live["name"] == name
    assert live["values"] == {setting.name: setting.low}
    assert (
        written_link(app)
        == lesson.place(beat=name, values={setting.name: setting.low}, notes=True).to_link()
    )


@EVERY
def test_a_hostile_link_is_repaired_and_told(lesson):
    app = open_page(lesson.key, "beat=99&notes=[x](javascript:alert(1))")
    assert app.session_state[lesson.key].state.beat == lesson.names[-1]
    assert "beat must be a whole number between 1 and" in app.warning[0].value.replace("\\", "")
    assert "](" not in app.warning[0].value


@pytest.mark.parametrize(
    "said",
    [
        None, 7, [], {"beat": "nowhere"}, {"beat": ["x"]}, {"values": {"lr": "1e9"}},
        {"values": {"nothing": 1}}, {"values": 3}, {"notes": "yes"},
        {"values": {"lr": float("nan")}},
    ],
)  # fmt: skip
def test_what_a_board_says_is_checked(said):
    """As `ui.lesson` hears it: what is no place changes nothing."""
    lesson = next(iter(LESSONS.values()))
    app = open_page(lesson.key)
    before = app.session_state[lesson.key].state

    class Kept:
        def look(self, **values):
            self.state = before.changed(**values)

    kept = Kept()
    kept.state = before
    _moved(kept, said)
    assert kept.state == before


def test_a_page_and_the_course_show_each_other():
    keys = list(LESSONS)
    app = open_page(keys[1])
    labels = [link.proto.label for link in app.get("page_link")]
    assert LESSONS[keys[0]].label in labels
    assert "Course" in labels
    header, _ = unpack(gzip.decompress(component(open_page("course"), "descent_lab_board").bytes))
    assert [card["key"] for card in header["cards"]] == keys


def test_between_the_pages_nothing_is_lost():
    key = next(iter(LESSONS))
    lesson = LESSONS[key]
    app = open_page(key, f"beat={lesson.names[2]}&notes=true")
    app.query_params.clear()
    app.switch_page("app.py")
    run(app)
    links = {link.proto.label: link.proto for link in app.sidebar.get("page_link")}
    assert links[lesson.label].query_string == f"beat={lesson.names[2]}&notes=true"
    assert "landscape=rosenbrock" in links["Playground"].query_string
    app.switch_page(PAGES[key].file)
    run(app)
    assert app.session_state[key].state == lesson.place(beat=lesson.names[2], notes=True)
    assert visit(key).page == key
