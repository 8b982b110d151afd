"""Query strings, hostile until checked: entries, single values, numbers within their range.

What is wrong is repaired to the nearest valid value, and every repair is told in a sentence.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from link.spelling import Names, advice, closest, plain_names, spelt
from link.words import word
from setting import LONGEST_LIST, Setting, compact

LONGEST = 8000
MOST_ENTRIES = 60
MOST_PROBLEMS = 8
IGNORED = re.compile(
    r"embed|embed_options|utm_\w+|mtm_\w+|pk_\w+|_gl|_ga|gclid|gclsrc|dclid|gbraid|wbraid|srsltid"
    r"|fbclid|igsh|igshid|msclkid|twclid|ttclid|li_fat_id|yclid|ysclid|mc_cid|mc_eid|mkt_tok"
    r"|_hsenc|_hsmi|s_cid|si|ref|ref_src|ref_url",
    re.IGNORECASE,
)
"""What the server reads, and what mail programs, search engines and social networks add."""
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
BOOLEANS = plain_names(("true", "false"))

Problems = list[str]


class Remark(str):
    """A sentence about a link that needed no repair."""


def entries(text: str, known: Collection[str], problems: Problems) -> dict[str, list[str]]:
    """Name -> values, in the order of the link; `known` are the names a link may hold."""
    address, mark, query = text.split("#", 1)[0].partition("?")
    if not mark and "://" not in address:
        query = address
    if len(query) > LONGEST:
        problems.append(f"The link is too long; only its first {LONGEST} characters were read.")
    pieces = [piece for piece in query[:LONGEST].split("&") if piece]
    if len(pieces) > MOST_ENTRIES:
        problems.append(f"The link has too many entries; only the first {MOST_ENTRIES} were read.")
    found: dict[str, list[str]] = {}
    for piece in pieces[:MOST_ENTRIES]:
        name, _, value = piece.partition("=")
        name = unquote(name)
        if name in known:
            found.setdefault(name, []).append(unquote(value))
        elif not IGNORED.fullmatch(name):
            problems.append(f"{shown(name)} is not part of a link; it was left out.")
    return found


def single(entries: Mapping[str, Sequence[str]], name: str, problems: Problems) -> str | None:
    """The value of an entry that may stand once."""
    values = entries.get(name, ())
    if len(values) > 1:
        problems.append(f"The link says {name} more than once; the first one was used.")
    return values[0] if values else None


def value(setting: Setting, text: str | None, problems: Problems) -> Any:
    """The setting's value in a text: repaired if it must be, the default if there is none."""
    if text is None:
        return setting.default
    if setting.type is bool:
        return choice(setting, text, BOOLEANS, problems) == "true"
    if setting.choices:
        return choice(setting, text, plain_names(setting.choices), problems)
    if setting.type is tuple:
        return _list(setting, text, problems)
    if setting.type is float:
        text = with_point(setting.name, text, problems)
    if not is_number(text):
        problems.append(
            f"{setting.name} must be a number, not {shown(text)}; {_default(setting)} is used."
        )
        return setting.default
    return _nearest(setting, text, problems)


def choice(setting: Setting, text: str, names: Names, problems: Problems) -> str:
    """The word of a setting that a text means, or its default's."""
    found = spelt(text, names)
    if found is not None:
        tell_spelling(setting.name, text, found, problems)
        return found
    default = word(setting.default)
    if closest(text, names):
        said = f"cannot be {shown(text)}"
    else:
        said = f"must be {' or '.join(dict.fromkeys(names.values()))}, not {shown(text)}"
    end = advice(text, names, f"its default, {default}, is used")
    problems.append(f"{setting.name} {said}{end}")
    return default


def name(kind: str, text: str, names: Names, repair: str, problems: Problems) -> str | None:
    """The name of a thing that a text means; None: it means none."""
    found = spelt(text, names)
    if found is None:
        problems.append(f"There is no {kind} {shown(text)}{advice(text, names, repair)}")
    else:
        tell_spelling(kind, text, found, problems)
    return found


def tell_spelling(kind: str, text: str, found: str, problems: Problems) -> None:
    """Say that a text was not quite the name that it was taken for."""
    if found != text:
        problems.append(f"The {kind} {shown(text)} is read as {found}.")


def is_number(text: str) -> bool:
    """Whether a text is a number as links write them; nan and inf are none."""
    return NUMBER.fullmatch(text) is not None


def with_point(name: str, text: str, problems: Problems) -> str:
    """The text; if it is a number with a decimal comma, with a point in its place."""
    right = text.replace(",", ".")
    if not is_number(right):
        return text
    tell_spelling(name, text, right, problems)
    return right


def renamed(pairs: Mapping[str, str], names: Collection[str], problems: Problems) -> dict[str, str]:
    """Pairs of name and value, where a name that differs in spelling only is put right."""
    right = dict(pairs)
    for written in pairs:
        found = spelt(written, plain_names(names))
        if found is not None and found not in right:
            tell_spelling("setting", written, found, problems)
            right[found] = right.pop(written)
    return right


def _nearest(setting: Setting, text: str, problems: Problems) -> Any:
    """The allowed number nearest to the one in the text."""
    wanted = float(text)
    nearest = min(max(wanted, setting.low), setting.high)
    if setting.type is int:
        nearest = round(nearest)
    if nearest != wanted:
        kind = "a whole number" if setting.type is int else "a number"
        low, high = compact(setting.low), compact(setting.high)
        problems.append(
            f"{setting.name} must be {kind} between {low} and {high}, "
            f"not {shown(text)}; {compact(nearest)} is used."
        )
    return setting.check(nearest)


def _list(setting: Setting, text: str, problems: Problems) -> Any:
    """The numbers of a list, "30:80": each repaired, in order, not too many."""
    texts = text.split(":")
    known = [piece for piece in texts if is_number(piece)]
    if not known or len(known) < len(texts) or len(known) > LONGEST_LIST:
        problems.append(
            f"{setting.name} must be 1 to {LONGEST_LIST} numbers with “:” between them, not "
            f"{shown(text)}; {'the others were left out' if known else 'its default is used'}."
        )
    numbers = [_nearest(setting.entry, piece, problems) for piece in known[:LONGEST_LIST]]
    if numbers != sorted(numbers):
        problems.append(f"{setting.name} must be in increasing order; they were sorted.")
    return tuple(sorted(numbers)) or setting.default


def _default(setting: Setting) -> str:
    return "its default" if setting.default is None else word(setting.default)


def shown(text: str) -> str:
    """A text from a link, fit for a sentence: short and printable."""
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return f"“{clean[:30]}…”" if len(clean) > 30 else f"“{clean}”"


def shortened(problems: Problems) -> Problems:
    """The first few of them, each once, and how many more there are."""
    problems = list(dict.fromkeys(problems))
    if len(problems) <= MOST_PROBLEMS:
        return problems
    return [*problems[:MOST_PROBLEMS], f"And {len(problems) - MOST_PROBLEMS} more of the kind."]
