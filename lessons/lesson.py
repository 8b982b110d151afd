"""A lesson: beats in order, each a function of its controls; and the place of a reader in it."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from comparison.run import Settings
from lessons.beat import Beat
from lessons.control import Control, controls_of
from lessons.follows import follows
from link import query
from link.words import word
from pictures.pane import Pane
from setting import Setting

SWITCHES = ("short", "reveal", "notes", "present")
NOTHING = Settings({})


@dataclass(frozen=True)
class Lesson:
    """One topic of the course.

    Attributes:
        key: its address.
        label: its title.
        idea: what it asks, in a sentence.
        day: its day in the course.
        minutes: how long it takes.
        beats: the functions, in order; a function's name is its beat's in a link, its docstring
            the beat's title.
        short: those of the short path.
        controls: settings that are its own.
        known: entries of links given out earlier -> the name of the beat they open; "": the one
            that the link names besides.
    """

    key: str
    label: str
    idea: str
    day: int
    minutes: int
    beats: tuple[Callable[..., Beat], ...]
    short: tuple[Callable[..., Beat], ...]
    controls: tuple[Setting, ...] = ()
    known: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Of its beats, in order."""
        return tuple(beat.__name__ for beat in self.beats)

    def beat(self, name: str, values: Mapping[str, Any] = NOTHING) -> Beat:
        """A beat at these values of its controls, the others as it opens."""
        return self.beats[self.names.index(name)](**values)

    def title(self, name: str) -> str:
        """Of a beat."""
        doc = inspect.getdoc(self.beats[self.names.index(name)]) or ""
        return doc.partition("\n")[0].removesuffix(".")

    def controls_of(self, name: str) -> tuple[Control, ...]:
        """The controls of a beat."""
        return controls_of(self.beats[self.names.index(name)], self.controls)

    def place(self, **values: Any) -> "Place":
        """A place in it."""
        return Place(**{"lesson": self, "beat": self.names[0], **values})

    def beat_data(self, name: str, values: Mapping[str, Any] = NOTHING) -> dict[str, Any]:
        """A beat for the board; which pictures follow the hand it says once for all numbers."""
        function, told = self.beats[self.names.index(name)], self.beat(name, values)
        data = told.data()
        base = Settings({n: v for n, v in values.items() if isinstance(v, bool | str)})
        if base or not values:
            every = follows(function, self.controls, base)
            for pane, shown, own in zip(data["panes"], told.panes, every, strict=True):
                if own and own.fits(shown):
                    pane["follows"] = own.data()
        return {
            "name": name,
            "title": self.title(name),
            "short": function in self.short,
            "controls": [control.data() for control in self.controls_of(name)],
            "values": dict(values),
            **data,
        }

    def data(self) -> dict[str, Any]:
        """All beats as they open, for the board."""
        return {
            "key": self.key,
            "label": self.label,
            "beats": [self.beat_data(name) for name in self.names],
        }

    @property
    def picture(self) -> Pane:
        """The first picture of its first beat, for the course page."""
        return self.beat(self.names[0]).panes[0]

    def __hash__(self) -> int:
        return hash(self.key)


@dataclass(frozen=True)
class Place:
    """Where a reader is.

    Attributes:
        lesson: which lesson.
        beat: the name of the beat.
        values: of its controls, those that differ from where they start.
        short: on the short path.
        reveal: answers are shown at once.
        notes: the speaker's notes are shown.
        present: nothing but the story is.

    Raises:
        ValueError: there is no such beat or control, or a value is out of range.
    """

    lesson: Lesson
    beat: str
    values: Mapping[str, Any] = NOTHING
    short: bool = False
    reveal: bool = False
    notes: bool = False
    present: bool = False

    def __post_init__(self) -> None:
        """Check everything; values that are as the beat opens are left out."""
        if self.beat not in self.lesson.names:
            raise ValueError(f"There is no beat {self.beat!r} in {self.lesson.label}.")
        for name in SWITCHES:
            _switch(name).check(getattr(self, name))
        known = {control.setting.name: control.setting for control in self.controls}
        for name in self.values:
            if name not in known:
                raise ValueError(f"The beat {self.beat} has no control {name!r}.")
        checked = {
            name: setting.check(self.values[name])
            for name, setting in known.items()
            if name in self.values
        }
        own = {name: value for name, value in checked.items() if value != known[name].default}
        object.__setattr__(self, "values", Settings(own))

    @property
    def controls(self) -> tuple[Control, ...]:
        """Of the beat."""
        return self.lesson.controls_of(self.beat)

    def changed(self, **values: Any) -> "Place":
        """A copy with other values; another beat starts as it opens."""
        if values.get("beat", self.beat) != self.beat:
            values = {"values": NOTHING, **values}
        return replace(self, **values)

    def to_link(self) -> str:
        """The query string, without what is as the lesson opens."""
        parts = {} if self.beat == self.lesson.names[0] else {"beat": self.beat}
        parts |= {name: word(value) for name, value in self.values.items()}
        parts |= {name: "true" for name in SWITCHES if getattr(self, name)}
        return "&".join(f"{name}={text}" for name, text in parts.items())


def _switch(name: str) -> Setting:
    return Setting(name, "", "", default=False, type=bool)


def read_place(lesson: Lesson, url_or_query: str) -> tuple[Place, list[str]]:
    """The place a link names, and what had to be repaired. Never raises."""
    problems: list[str] = []
    earlier = {entry.partition("=")[0] for entry in lesson.known}
    every = {c.setting.name for name in lesson.names for c in lesson.controls_of(name)}
    entries = query.entries(str(url_or_query), {"beat", *SWITCHES, *every, *earlier}, problems)
    beat = _beat(lesson, entries, problems)
    own = {control.setting.name: control.setting for control in lesson.controls_of(beat)}
    values = {
        name: query.value(setting, query.single(entries, name, problems), problems)
        for name, setting in own.items()
        if name in entries
    }
    for name in sorted(entries.keys() & (every - own.keys())):
        said = f"The beat “{lesson.title(beat)}” has no {name} to set; it was left out."
        problems.append(query.Remark(said))
    switches = {
        name: query.value(
            _switch(name),
            query.single(entries, name, problems),
            problems,
        )
        for name in SWITCHES
    }
    return Place(lesson, beat, Settings(values), **switches), query.shortened(problems)


def _beat(lesson: Lesson, entries: Mapping[str, list[str]], problems: list[str]) -> str:
    """The name of the beat; a number counts from 1."""
    for key in {entry.partition("=")[0]: None for entry in lesson.known}:
        earlier = query.single(entries, key, problems)
        if earlier is not None and f"{key}={earlier}" not in lesson.known:
            problems.append(f"{key} cannot be {query.shown(earlier)}; it was left out.")
        elif lesson.known.get(f"{key}={earlier}"):
            return lesson.known[f"{key}={earlier}"]
    text = query.single(entries, "beat", problems)
    if text is None:
        return lesson.names[0]
    if query.is_number(text):
        count = Setting("beat", "", "", 1, len(lesson.names), 1, int)
        return lesson.names[int(query.value(count, text, problems)) - 1]
    names = {name: name for name in lesson.names}
    repair = "the first one is shown"
    return query.name("beat", text, names, repair, problems) or lesson.names[0]
