"""What a lesson's board and the course need, compressed; see `browser/blob.py`.

A lesson at rest is one file in `static/`, named by its content: a reader loads it once. What the
page says on every run is small: the place, and the beat at the reader's own values.
"""

import gzip
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from latex2mathml.converter import convert
from numpy.typing import NDArray

from browser.assets import publish_file
from browser.blob import Arrays, Header, block
from browser.ground import board_ground
from browser.twin import twin_entry
from comparison import Comparison

DIGITS = 7
"""Of a float32, which is what arrays have."""
FINE = 16
"""So often is a pane's width halved down to what is told apart in it: under 0.02 of a pixel."""
POINTS = ("points", "at")
"""The arrays of a shape that are points of its pane."""
SHADES = 3.0
"""Decades that the shades of a map's values are taken for; their lines are even in the value."""


@dataclass(frozen=True)
class AtRest:
    """A lesson as all readers load it.

    Attributes:
        file: its name in `static/`; "": it could not be put there.
        data: its bytes.
        grounds: the ids of the grounds in it.
    """

    file: str
    data: bytes
    grounds: frozenset[str]


class _Parts:
    """What panes share: arrays, and by their ids grounds and twins, but for those known already."""

    def __init__(self, known: Collection[str] = ()) -> None:
        self.arrays = Arrays()
        self.grounds: dict[str, Header] = {}
        self.twins: dict[str, Header] = {}
        self.known = known

    def block(self, header: Header) -> bytes:
        """A header with all of it."""
        shared = {"grounds": self.grounds, "twins": self.twins}
        return block({**header, **shared}, self.arrays.data())


def pack_lesson(lesson: Mapping[str, Any]) -> AtRest:
    """A lesson for the board, and for all readers, in `static/` if that can be written."""
    parts = _Parts()
    data = gzip.compress(parts.block(_placed(lesson, parts)), mtime=0)
    name = f"lesson-{lesson['key']}-{blake2b(data, digest_size=6).hexdigest()}.bin"
    file = name if publish_file(name, data) else ""
    return AtRest(file, data, frozenset(parts.grounds))


def pack_board(
    at_rest: AtRest,
    lesson: Mapping[str, Any],
    place: Mapping[str, Any],
    opened: int,
    live: Mapping[str, Any] | None,
) -> bytes:
    """What a board needs on a run of its page.

    Args:
        at_rest: the lesson as it was packed.
        lesson: the same; sent only where it has no file.
        place: where the reader was when the link was opened.
        opened: counts the links opened in this visit.
        live: the beat at the reader's values, if they differ from how it opens.
    """
    parts = _Parts(at_rest.grounds)
    beat = live and _placed(live, parts)
    whole: Header | None = None
    if not at_rest.file:
        own = _Parts()
        own.arrays = parts.arrays
        whole = {**_placed(lesson, own), "grounds": own.grounds, "twins": own.twins}
    header = {
        "file": at_rest.file,
        "lesson": whole,
        "place": place,
        "opened": opened,
        "live": beat,
    }
    return gzip.compress(parts.block(header), compresslevel=6, mtime=0)


def pack_course(cards: list[dict[str, Any]]) -> bytes:
    """The cards of the course, each with a pane."""
    parts = _Parts()
    return gzip.compress(parts.block({"cards": _placed(cards, parts)}), mtime=0)


def pack_panes(
    panes: Sequence[Mapping[str, Any]],
    label: str,
    steps: int,
    t: int,
    own: bool = False,
    across: bool = False,
    opened: int = 0,
) -> bytes:
    """Pictures on their own, without a lesson.

    Args:
        panes: their data.
        label: what they are together, for those who do not see them.
        steps: the last step.
        t: the one that is shown first, and again when `opened` changes.
        own: whether they have a playhead of their own; else they follow the player on the page.
        across: whether they stand side by side.
        opened: counts what was opened in this visit.
    """
    parts = _Parts()
    drawn = _placed(panes, parts)
    told = {"label": label, "steps": steps, "t": t, "opened": opened, "own": own, "across": across}
    return gzip.compress(parts.block({"panes": drawn, **told}), compresslevel=6, mtime=0)


def _placed(part: Any, parts: _Parts) -> Any:
    """The same with arrays in the block, and with ids for grounds and twins."""
    if isinstance(part, np.ndarray):
        return parts.arrays.add(part.ravel())
    if isinstance(part, Mapping):
        told = dict(part)
        if isinstance(told.get("ground"), Comparison):
            told["ground"] = _landscape(told["ground"], told["window"], parts)
        if "twin" in told:
            told["twin"] = _twin(told, parts)
        if "image" in told:
            told["ground"] = _image(told, parts)
            del told["image"]
        if "shapes" in told:
            finest = _finest(told["window"], told.get("axes"))
            told["shapes"] = [_drawn(_on_grid(shape, finest)) for shape in told["shapes"]]
        if "paragraphs" in told:
            told["paragraphs"] = [_pieces(text) for text in told["paragraphs"]]
        return {name: _placed(value, parts) for name, value in told.items()}
    if isinstance(part, list | tuple):
        return [_placed(value, parts) for value in part]
    return part


def _finest(window: Any, axes: Any) -> NDArray[np.float64]:
    """What is told apart along x and y, a power of two; nan along a logarithmic axis."""
    low, high = np.transpose(window)
    log = [axis["log"] for axis in axes] if axes else [False, False]
    return np.where(log, np.nan, 2.0 ** (np.floor(np.log2(high - low)) - FINE))


def _on_grid(shape: Mapping[str, Any], finest: NDArray[np.float64]) -> dict[str, Any]:
    """A shape with its points at multiples of what is told apart: they compress to half."""
    told = dict(shape)
    for name in POINTS:
        if isinstance(told.get(name), np.ndarray):
            points = told[name].reshape(-1, 2)
            near = np.round(points / finest) * finest
            told[name] = np.where(np.isnan(near), points, near)
    return told


def _drawn(part: Any) -> Any:
    """The same with the digits that can be seen of what is only drawn."""
    if isinstance(part, float):
        return float(f"{part:.{DIGITS}g}")
    if isinstance(part, Mapping):
        return {name: _drawn(value) for name, value in part.items()}
    return [_drawn(value) for value in part] if isinstance(part, list | tuple) else part


def _landscape(picture: Comparison, window: Any, parts: _Parts) -> str:
    """The id of the ground under a picture."""
    seen = tuple(map(tuple, window))
    ground = board_ground(picture.landscape, tuple(sorted(picture.parameters.items())), seen)
    key = str(ground.header["id"])
    if key not in parts.known and key not in parts.grounds:
        parts.grounds[key] = ground.packed(parts.arrays)
    return key


def _twin(follows: Mapping[str, Any], parts: _Parts) -> str:
    """The id of what steps the runs of a picture that follows a hand."""
    picture: Comparison = follows["twin"]
    places = [place for own in follows["targets"].values() for place, _ in own]
    noisy = ("noise",) in places
    key = blake2b(f"{picture.to_link()} {noisy}".encode(), digest_size=8).hexdigest()
    if key not in parts.twins:
        told = twin_entry(picture, parts.arrays, noisy)
        own = {"start": picture.start, "steps": picture.steps, "view": picture.record.view}
        parts.twins[key] = {**own, **told}
    return key


def _image(pane: Mapping[str, Any], parts: _Parts) -> str:
    """The id of a map's values as a ground, in the axes' own scales."""
    image = pane["image"]
    share = (image["values"] - image["low"]) / (image["high"] - image["low"])
    height = SHADES * np.clip(share, 0.0, 1.0)
    window = [
        [float(np.log10(end)) for end in ends] if axis["log"] else list(ends)
        for ends, axis in zip(pane["window"], pane["axes"], strict=True)
    ]
    scale = {"kind": "signed", "unit": 1.0, "steep": False}
    key = blake2b(height.tobytes(), digest_size=8).hexdigest()
    parts.grounds[key] = {
        "id": key,
        "window": window,
        "grid": len(height),
        "scale": scale,
        "shades": {"scale": scale, "range": [0.0, SHADES]},
        "minima": [],
        "saddles": [],
        "height": parts.arrays.add_levels(height.ravel()),
    }
    return key


def _pieces(text: str) -> list[Any]:
    """A paragraph as text and, of what stands between dollars, MathML."""
    parts = text.split("$")
    return [{"math": convert(part)} if k % 2 else part for k, part in enumerate(parts) if part]
