"""The fields of a comparison in one table: how each is checked, written and read.

A new field is an entry here, in the order of a link, and a line in `Comparison`. What an entry
needs of the fields before it, it takes from `before`: anything that has them as attributes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from comparison import reading, view
from comparison.checking import (
    NOISE,
    SEED,
    SPARSE,
    STEPS,
    checked_batch,
    checked_landscape,
    checked_parameters,
    checked_runs,
    checked_start,
    frame,
)
from comparison.writing import written_landscape, written_run
from landscapes import LANDSCAPES
from landscapes.landscape import Landscape
from link import query
from link.query import Problems
from link.words import number, word
from setting import Setting

Before = Any


@dataclass(frozen=True)
class Field:
    """One field.

    Attributes:
        name: in `Comparison`.
        entry: the name of its entry in a link.
        check: (value, before) -> the value in its own type; ValueError says what is allowed.
        write: (value, before) -> the values of its entries in a link; none for the default.
        read: (entries, before, problems) -> the nearest valid value, every repair told.
    """

    name: str
    entry: str
    check: Callable[[Any, Before], Any]
    write: Callable[[Any, Before], Sequence[str]]
    read: Callable[[Mapping[str, Sequence[str]], Before, Problems], Any]


def plain(name: str, setting: Callable[[Before], Setting]) -> Field:
    """A field that is one value of a setting, which may depend on the fields before it."""

    def write(value: Any, before: Before) -> list[str]:
        return [] if value == setting(before).default else [word(value)]

    def read(entries: Mapping[str, Sequence[str]], before: Before, problems: Problems) -> Any:
        text = query.single(entries, name, problems)
        return query.value(setting(before), text, problems)

    return Field(name, name, lambda value, before: setting(before).check(value), write, read)


def fixed(setting: Setting) -> Field:
    """A field that is one value of a setting."""
    return plain(setting.name, lambda before: setting)


def _record(before: Before) -> Landscape:
    return LANDSCAPES[before.landscape]


def _parts(
    name: str,
    check: Callable[[Any, Before], Any],
    default: Any,
    read_parts: Callable[[list[str], Before, Problems], Any],
) -> Field:
    """A field of several parts with “:” between them; what cannot be repaired is left out."""

    def write(value: Any, before: Before) -> list[str]:
        return [] if value == default else [word(value)]

    def read(entries: Mapping[str, Sequence[str]], before: Before, problems: Problems) -> Any:
        text = query.single(entries, name, problems)
        if text is None:
            return default
        try:
            return check(read_parts(text.split(":"), before, problems), before)
        except ValueError as error:
            problems.append(f"{error} It was left out.")
            return default

    return Field(name, name, check, write, read)


def _some(name: str, known: Callable[[Before], Iterable[Any]]) -> Field:
    """A field that is some of what is known; of a link's what is not known is left out."""

    def read_parts(parts: list[str], before: Before, problems: Problems) -> list[Any]:
        by_word = {str(value): value for value in known(before)}
        for part in parts:
            if part not in by_word:
                problems.append(f"There is nothing called {query.shown(part)} in {name} here.")
        return [by_word[part] for part in parts if part in by_word]

    def check(value: Any, before: Before) -> Any:
        return view.checked_some(name, value, known(before))

    return _parts(name, check, (), read_parts)


def _place(name: str, check: Callable[[Any, Before], Any]) -> Field:
    """A field that is a few numbers, or None."""
    return _parts(name, check, None, lambda parts, before, problems: parts)


LOOKS: tuple[Field, ...] = (
    _some("overlays", lambda before: view.OVERLAYS),
    _some("hidden", lambda before: range(1, len(before.runs) + 1)),
    _place("zoom", lambda value, before: view.checked_zoom(value, _record(before))),
    *map(fixed, (view.CURVE, view.LOSS_AXIS, view.CURVE_AXIS, view.HEIGHT)),
    _place("camera", lambda value, before: view.checked_camera(value)),
    plain("numbers", lambda before: view.numbers(len(before.runs))),
)
"""Of how the picture is looked at: no run depends on them."""

FIELDS = (
    Field(
        "landscape",
        "landscape",
        check=lambda key, before: checked_landscape(key),
        write=lambda key, before: [written_landscape(LANDSCAPES[key], before.parameters)],
        read=lambda entries, before, problems: reading.landscape(entries, problems),
    ),
    Field(
        "parameters",
        "landscape",
        check=lambda given, before: checked_parameters(_record(before), given),
        write=lambda given, before: [],  # they are part of the landscape's entry
        read=lambda entries, before, problems: reading.parameters(
            entries, _record(before), problems
        ),
    ),
    Field(
        "start",
        "start",
        check=lambda start, before: checked_start(_record(before), start),
        write=lambda start, before: (
            [] if start == _record(before).start else [",".join(map(number, start))]
        ),
        read=lambda entries, before, problems: reading.start(entries, _record(before), problems),
    ),
    *map(fixed, (STEPS, NOISE, SPARSE)),
    Field(
        "batch",
        "batch",
        check=lambda value, before: checked_batch(_record(before), value),
        write=lambda value, before: [word(value)] if value else [],
        read=lambda entries, before, problems: reading.batch(entries, _record(before), problems),
    ),
    fixed(SEED),
    Field(
        "runs",
        "run",
        check=lambda runs, before: checked_runs(runs, before.steps),
        write=lambda runs, before: [written_run(run) for run in runs],
        read=reading.runs,
    ),
    *LOOKS,
    plain("t", lambda before: frame(before.steps)),
)
LOOK_NAMES = tuple(field.name for field in LOOKS)
NAMES = tuple(field.name for field in FIELDS)


def write(values: Any, table: Sequence[Field] = FIELDS) -> str:
    """The query string, without "?", of anything that has a table's fields as attributes."""
    return "&".join(
        f"{field.entry}={text}"
        for field in table
        for text in field.write(getattr(values, field.name), values)
    )


def read(
    url_or_query: str, table: Sequence[Field] = FIELDS, first: str = ""
) -> tuple[dict[str, Any], Problems]:
    """The value of every field in a link, and what had to be repaired. Never raises.

    Args:
        url_or_query: the link.
        table: the fields that it may have.
        first: a link whose entries count where this one shows neither landscape nor runs.
    """
    problems: Problems = []
    known = {field.entry for field in table}
    entries = query.entries(url_or_query, known, problems)
    if first and not entries.keys() & {"landscape", "run"}:
        entries = query.entries(first, known, problems) | entries
    values = SimpleNamespace()
    for field in table:
        setattr(values, field.name, field.read(entries, values, problems))
    return vars(values), query.shortened(problems)
