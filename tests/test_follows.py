"""Boards follow the hand: what the browser draws before the answer is what the answer will be."""

import json
from dataclasses import replace
from itertools import combinations

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
    """(beat, base, values) of all that is followed somewhere: each control, and two at once."""
    for name in lesson.names:
        settings = {c.setting.name: c.setting for c in lesson.controls_of(name)}
        for base in bases(lesson, name):
            own = [one for one in ways(lesson, name, base) if one]
            found = {n: None for one in own for n, targets in one.targets.items() if targets}
            several = {
                n: [v for v in values_of(settings[n]) if v != settings[n].default] for n in found
            }
            for n, values in several.items():
                yield from ((name, base, {n: value}) for value in values)
            for a, b in combinations(found, 2):
                yield name, base, {a: several[a][1], b: several[b][2]}


def ways(lesson, name, base):
    return follows(lesson.beats[lesson.names.index(name)], lesson.controls, Settings(base))


def followed(lesson, hand):
    """(place, how it follows, the pane as the server draws it) of what follows a hand."""
    name, base, values = hand
    panes = lesson.beat(name, {**base, **values}).panes
    for k, (own, pane) in enumerate(zip(ways(lesson, name, base), panes, strict=True)):
        if own and own.targets.keys() >= values.keys() and any(own.targets[n] for n in values):
            yield k, own, pane


def moved(own, values):
    return {k for name in values for k in own.moved.get(name, ())}


def is_near(points, pane, shape, run):
    """As near as a screen tells apart; or as far as the last digit of the start moves the run."""
    if np.shape(points) != np.shape(shape.points):
        return False
    far = np.abs(np.subtract(points, shape.points)).max()
    width = max(high - low for low, high in pane.window)
    return far <= NEAR * max(width, np.abs(points).max()) or far <= 10.0 * shake(run)


def shake(run):
    """How far the last digit of its start moves the only run of a picture."""
    other = run.changed(start=tuple(np.nextafter(v, np.inf) for v in run.start))
    ends = [trail(one.trajectories()[0].positions, 0).points for one in (run, other)]
    return np.abs(np.subtract(*ends)).max()


@EVERY
def test_a_control_sets_what_it_is_said_to_set(lesson):
    """And all that is drawn besides runs and starts is as it was, or is said to have moved."""
    told = ((hand, *one) for hand in hands(lesson) for one in followed(lesson, hand))
    for hand, _, own, pane in told:
        assert own.fits(pane), hand
        ground = own.ground
        for control, value in hand[-1].items():
            ground = applied(ground, own.targets[control], value)
        for k, shape in enumerate(pane.shapes):
            if k in moved(own, hand[-1]):
                continue
            if k in own.runs:
                run = replace(ground, runs=(ground.runs[own.runs[k]],))
                points = trail(run.trajectories()[0].positions, shape.role).points
                assert is_near(points, pane, shape, run), hand
            elif k in own.starts:
                assert shape.at == pytest.approx(ground.start, abs=1e-12), hand
            else:
                assert shape == own.shapes[k], hand


@EVERY
def test_the_browser_draws_what_the_server_will(lesson, tmp_path):
    rest = pack_lesson(lesson.data())
    (tmp_path / "lesson").write_bytes(rest.data)
    cases = []
    for name, base, values in hands(lesson):
        case = {"beat": name, "board": None, "values": {**base, **values}}
        if base:
            case["board"] = "-".join([name, *map(str, base.values())])
            live = lesson.beat_data(name, base)
            (tmp_path / case["board"]).write_bytes(pack_board(rest, {}, {}, 0, live))
        cases.append(case)
    (tmp_path / "cases.json").write_text(json.dumps(cases))
    said, returned = run_node("tests/follow_boards.js", str(tmp_path))
    assert returned == 0, said
    for told, hand in zip(json.loads(said), hands(lesson), strict=True):
        for k, own, pane in followed(lesson, hand):
            shown = iter(told[k])
            for place, shape in enumerate(pane.shapes):
                if place in moved(own, hand[-1]):
                    continue
                drawn = next(shown)
                if place in own.runs:
                    run = next(
                        one
                        for one in (replace(pane.ground, runs=(each,)) for each in pane.ground.runs)
                        if trail(one.trajectories()[0].positions, 0).points == shape.points
                    )
                    assert is_near(np.reshape(drawn["points"], (-1, 2)), pane, shape, run), hand
                    looks = {name: drawn.get(name, 0) for name in ("every", "steps", "dots")}
                    assert looks == {name: getattr(shape, name) for name in looks}, hand
                elif place in own.starts:
                    assert drawn["at"] == pytest.approx(shape.at, abs=1e-12), hand
            assert next(shown, None) is None
