"""A moved lesson draws what it drew, and its links open what they opened."""

import json

import numpy as np
import pytest

from lessons import LESSONS
from lessons.lesson import SWITCHES, Place, read_place
from saying import SAID, shapes

LESSON = LESSONS["momentum_vs_nag"]
STORY = 16
"""So many beats it had, beside free play and the forms."""

# Links given out, with what they open. Only ever added to.
GOLDEN = {
    "": {},
    **{f"beat={k}": {"beat": k} for k in range(1, 17)},
    "part=story&beat=3": {"beat": 3},
    "beat=5&short=true": {"beat": 5, "short": True},
    "beat=5&reveal=true": {"beat": 5, "reveal": True},
    "beat=9&notes=true": {"beat": 9, "notes": True},
    "beat=9&present=true": {"beat": 9, "present": True},
    "beat=7&short=false": {"beat": 7},
    "part=play": {"part": "play"},
    "part=play&beat=16": {"part": "play", "beat": 16},
    "part=play&lr=0.056": {"part": "play", "lr": 0.056},
    "part=play&momentum=0.5": {"part": "play", "momentum": 0.5},
    "part=play&kappa=100": {"part": "play", "kappa": 100.0},
    "part=play&x=-3.5&y=1.25": {"part": "play", "x": -3.5, "y": 1.25},
    "part=play&gradient_descent=true": {"part": "play", "gradient_descent": True},
    "part=play&lr=1e-4&momentum=0&kappa=1": {
        "part": "play", "lr": 0.0001, "momentum": 0.0, "kappa": 1.0,
    },
    "part=forms": {"part": "forms"},
    "part=forms&form=torch&beat=15": {"part": "forms", "form": "torch", "beat": 15},
    "part=forms&form=keras&rate=ramp": {"part": "forms", "form": "keras", "rate": "ramp"},
    "part=forms&form=original&rate=jump": {"part": "forms", "form": "original", "rate": "jump"},
    "part=forms&form=classical&rate=constant": {"part": "forms"},
}  # fmt: skip


def opened(told):
    """The place that was told as part, beat, switches and values."""
    part, number = told.get("part", "story"), told.get("beat", 1)
    beat = {"story": LESSON.names[number - 1], "play": "free_play", "forms": "forms"}[part]
    switches = {name: told[name] for name in SWITCHES if name in told}
    rest = told.keys() - {"part", "beat", *SWITCHES}
    return Place(LESSON, beat, {name: told[name] for name in rest}, **switches)


@pytest.mark.parametrize("link", GOLDEN)
def test_links_given_out_open_what_they_opened(link):
    place, problems = read_place(LESSON, link)
    assert problems == []
    assert place == opened(GOLDEN[link])


def test_the_links_given_out_name_every_field():
    named = {part.partition("=")[0] for link in GOLDEN for part in link.split("&")}
    controls = {c.setting.name for name in LESSON.names for c in LESSON.controls_of(name)}
    assert {"part", "beat", *SWITCHES, *controls} <= named


def test_the_beats_have_their_numbers():
    assert LESSON.names.index("last_question") + 1 == STORY
    assert LESSON.names[STORY:] == ("free_play", "forms")


def test_a_part_there_never_was_is_told():
    place, problems = read_place(LESSON, "part=end&beat=3")
    assert place.beat == LESSON.names[2]
    assert problems == ["part cannot be “end”; it was left out."]


@pytest.mark.parametrize("key", [path.stem for path in SAID.glob("*.json")])
def test_every_shape_lies_where_it_lay(key):
    """After a wanted change: `python tests/saying.py`."""
    kept, drawn = json.loads((SAID / f"{key}.json").read_text()), shapes(LESSONS[key])
    assert list(drawn) == list(kept)
    for what, coordinates in kept.items():
        np.testing.assert_allclose(drawn[what], coordinates, rtol=1e-12, atol=1e-12, err_msg=what)
