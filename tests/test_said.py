"""The lesson says and draws what it did; after a wanted change: `python tests/saying.py`."""

import json

import numpy as np
import pytest

from lessons.momentum_vs_nag.place import FIELDS, Place, read_place
from saying import SAID, said, shapes

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


def test_every_sentence_is_the_one_kept():
    assert said() == (SAID / "momentum_vs_nag.md").read_text(encoding="utf-8")


def test_every_shape_lies_where_it_lay():
    kept, drawn = json.loads((SAID / "momentum_vs_nag.json").read_text()), shapes()
    assert list(drawn) == list(kept)
    for what, coordinates in kept.items():
        np.testing.assert_allclose(drawn[what], coordinates, rtol=1e-12, atol=1e-12, err_msg=what)


@pytest.mark.parametrize("link", GOLDEN)
def test_links_given_out_open_what_they_opened(link):
    place, problems = read_place(link)
    assert problems == []
    assert place == Place(**GOLDEN[link])


def test_the_links_given_out_name_every_field():
    named = {part.partition("=")[0] for link in GOLDEN for part in link.split("&")}
    assert {field.name for field in FIELDS} <= named
