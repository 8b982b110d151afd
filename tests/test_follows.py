"""Boards follow the hand: what the browser draws before the answer is what the answer will be."""

import json

import numpy as np
import pytest

from browser import board, pack_board, pack_lesson
from comparison.run import Settings
from lessons import LESSONS
from lessons.follows import applied, follows
from pictures.paths import trail
from test_browser_code import run_node

EVERY = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
SHARES = (0.0, 0.2, 0.5, 0.9)
"""Places in a control's range; a picture has been tried at others."""
NEAR = 2e-6
"""So near, as a share of the window, as float32 tells points apart."""


@pytest.fixture(autouse=True)
def files(monkeypatch):
    monkeypatch.setattr(board, "publish_file", lambda name, data: True)


def values_of(setting):
    low, high = setting.slider or (setting.low, setting.high)
    at = (lambda s: low * (high / low) ** s) if setting.log else (lambda s: low + s * (high - low))
    return [setting.type(at(share)) for share in SHARES]


def bases(lesson, name):
    """Nothing, or one word or switch that is set."""
    settings = [control.setting for control in lesson.controls_of(name)]
    words = {s.name: s.choices if s.type is str else (True, False) for s in settings
             if s.type in (str, bool)}  # fmt: skip
    starts = {s.name: s.default for s in settings}
    return [{}, *({n: v} for n, own in words.items() for v in own if v != starts[n])]


def hands(lesson):
    """(beat, base, control, value) of all that is followed somewhere."""
    for name in lesson.names:
        settings = {c.setting.name: c.setting for c in lesson.controls_of(name)}
        function = lesson.beats[lesson.names.index(name)]
        for base in bases(lesson, name):
            own = [one for one in follows(function, lesson.controls, Settings(base)) if one]
            for control in {n: None for one in own for n, found in one.targets.items() if found}:
                for value in values_of(settings[control]):
                    if value != settings[control].default:
                        yield name, base, control, value


def shake(picture, shape):
    """How far a run is moved by the last digit of its start: where that is far, it is chance."""
    start = tuple(np.nextafter(v, np.inf) for v in picture.start)
    runs = [
        [trail(each.positions, 0).points for each in one.trajectories()]
        for one in (picture, picture.changed(start=start))
    ]
    place = runs[0].index(shape.points)
    return np.abs(np.subtract(runs[0][place], runs[1][place])).max()


def followed(lesson, hand):
    """(place, how it follows, the pane as the server draws it) of what follows a hand."""
    name, base, control, value = hand
    every = follows(lesson.beats[lesson.names.index(name)], lesson.controls, Settings(base))
    panes = lesson.beat(name, {**base, control: value}).panes
    for k, (own, pane) in enumerate(zip(every, panes, strict=True)):
        if own and own.targets.get(control):
            yield k, own, pane


@EVERY
def test_a_control_sets_what_it_is_said_to_set(lesson):
    """And all that is drawn besides runs and starts is as it was, or is said to have moved."""
    told = ((hand, *one) for hand in hands(lesson) for one in followed(lesson, hand))
    for (*hand, control, value), _, own, pane in told:
        assert own.fits(pane), hand
        ground = applied(own.ground, own.targets[control], value)
        for k, shape in enumerate(pane.shapes):
            if k in own.moved.get(control, ()):
                continue
            if k in own.runs:
                run = trail(ground.trajectories()[own.runs[k]].positions, shape.role)
                assert shape.points == run.points, hand
            elif k in own.starts:
                assert shape.at == ground.start, hand
            else:
                assert shape == own.shapes[k], hand


@EVERY
def test_the_browser_draws_what_the_server_will(lesson, tmp_path):
    rest = pack_lesson(lesson.data())
    (tmp_path / "lesson").write_bytes(rest.data)
    cases, expected = [], []
    for hand in hands(lesson):
        name, base, control, value = hand
        case = {"beat": name, "board": None, "values": {**base, control: value}}
        if base:
            case["board"] = "-".join([name, *map(str, base.values())])
            live = lesson.beat_data(name, base)
            (tmp_path / case["board"]).write_bytes(pack_board(rest, {}, {}, 0, live))
        cases.append(case)
        expected.append(list(followed(lesson, hand)))
    (tmp_path / "cases.json").write_text(json.dumps(cases))
    said, returned = run_node("tests/follow_boards.js", str(tmp_path))
    assert returned == 0, said
    for told, hand, panes in zip(json.loads(said), hands(lesson), expected, strict=True):
        for k, own, pane in panes:
            control = hand[2]
            shown = iter(told[k])
            width = max(high - low for low, high in pane.window)
            for place, shape in enumerate(pane.shapes):
                if place in own.moved.get(control, ()):
                    continue
                drawn = next(shown)
                if place in own.runs:
                    points = np.reshape(drawn["points"], (-1, 2))
                    assert points.shape == np.shape(shape.points), hand
                    far = np.abs(points - shape.points).max()
                    least = NEAR * max(width, np.abs(points).max())
                    assert far <= max(least, 10.0 * shake(pane.ground, shape)), hand
                    looks = {name: drawn.get(name, 0) for name in ("every", "steps", "dots")}
                    assert looks == {name: getattr(shape, name) for name in looks}, hand
                elif place in own.starts:
                    assert drawn["at"] == list(shape.at), hand
            assert next(shown, None) is None
