"""Names that are almost right: another case or punctuation is taken, a misspelling is suggested."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

ALIKE = 0.75
"""From this share of letters in common on, a name may be meant."""
LONGEST_NAME = 40
"""A longer text is no misspelt name."""

Names = Mapping[str, str]
"""How a thing may be written -> its name in a link."""


def names_of(registry: Mapping[str, Any]) -> Names:
    """The entries of a registry by key, by label, and by the other name that some have."""
    others = {getattr(record, "also", ""): key for key, record in registry.items()}
    labels = {record.label: key for key, record in registry.items()}
    names = {**others, **labels, **plain_names(registry)}
    return {written: name for written, name in names.items() if written}


def plain_names(names: Iterable[str]) -> Names:
    """Names that are written in one way only."""
    return {name: name for name in names}


def spelt(text: str, names: Names) -> str | None:
    """The name that a text is but for capitals and punctuation; None: no name, or two."""
    if text in names:
        return names[text]
    bare = _bare(text)
    found = {name for written, name in names.items() if bare and _bare(written) == bare}
    return found.pop() if len(found) == 1 else None


def closest(text: str, names: Names) -> str | None:
    """The name that a text may misspell."""
    bare = {_bare(written): name for written, name in names.items()}
    return next(
        (bare[near] for near in get_close_matches(_bare(text), bare, n=1, cutoff=ALIKE)), None
    )


def advice(text: str, names: Names, repair: str) -> str:
    """The end of a sentence about an unknown name: which one may be meant, and what is done."""
    near = closest(text, names)
    return f"; did you mean {near}? {repair[0].upper()}{repair[1:]}." if near else f"; {repair}."


def _bare(text: str) -> str:
    """The letters and digits of a text, small."""
    if len(text) > LONGEST_NAME:
        return ""
    return "".join(character for character in text.casefold() if character.isalnum())
