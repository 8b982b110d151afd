"""Reading a link: hostile until checked, repaired where it must be, never an exception.

The nearest valid comparison is built, and every repair is told in a sentence.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from comparison.comparison import (
    MAX_RUNS,
    NOISE,
    SEED,
    SPARSE,
    STEPS,
    Comparison,
    coordinates,
)
from comparison.run import Run, Settings, run_settings
from comparison.tuning import tuned_lr
from landscapes import LANDSCAPES
from landscapes.landscape import Landscape, Point
from optim import OPTIMIZERS, SCHEDULES
from optim.settings import LR
from setting import Setting

LONGEST = 8000
MOST_ENTRIES = 60
MOST_PROBLEMS = 8
IGNORED = re.compile(r"embed|embed_options|utm_\w+")
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
KNOWN = ("landscape", "start", "steps", "noise", "sparse", "seed", "run", "t")

Problems = list[str]


def read_link(url_or_query: str) -> tuple[Comparison, list[str]]:
    """The comparison a link describes, and what had to be changed to make it valid.

    Args:
        url_or_query: a whole address, or its query string with or without "?".

    Returns:
        The comparison and a list of sentences, empty for a valid link. Never raises.
    """
    problems: Problems = []
    entries = _entries(str(url_or_query), problems)
    landscape, parameters = _landscape(_single(entries, "landscape", problems), problems)
    record = LANDSCAPES[landscape]
    start = _start(_single(entries, "start", problems), record, problems)
    numbers = {
        setting.name: _value(setting, _single(entries, setting.name, problems), problems)
        for setting in (STEPS, NOISE, SPARSE, SEED)
    }
    runs = _runs(entries.get("run", []), (landscape, parameters, start), problems)
    frame = Setting("t", "t", "", 0, numbers["steps"], 0, int)
    t = _value(frame, _single(entries, "t", problems), problems)
    comparison = Comparison(landscape, parameters, start, runs=runs, t=t, **numbers)
    if len(problems) > MOST_PROBLEMS:
        more = len(problems) - MOST_PROBLEMS
        problems[MOST_PROBLEMS:] = [f"And {more} more of the kind."]
    return comparison, problems


def _entries(text: str, problems: Problems) -> dict[str, list[str]]:
    """Name -> values, in the order of the link."""
    address, mark, query = text.split("#", 1)[0].partition("?")
    if not mark and "://" not in address:
        query = address
    if len(query) > LONGEST:
        problems.append(f"The link is too long; only its first {LONGEST} characters were read.")
    pieces = [piece for piece in query[:LONGEST].split("&") if piece]
    if len(pieces) > MOST_ENTRIES:
        problems.append(f"The link has too many entries; only the first {MOST_ENTRIES} were read.")
    entries: dict[str, list[str]] = {}
    for piece in pieces[:MOST_ENTRIES]:
        name, _, value = piece.partition("=")
        name = unquote(name)
        if name in KNOWN:
            entries.setdefault(name, []).append(unquote(value))
        elif not IGNORED.fullmatch(name):
            problems.append(f"{_shown(name)} is not part of a link; it was left out.")
    return entries


def _single(entries: Mapping[str, Sequence[str]], name: str, problems: Problems) -> str | None:
    """The value of an entry that may stand once."""
    values = entries.get(name, ())
    if len(values) > 1:
        problems.append(f"The link says {name} more than once; the first one was used.")
    return values[0] if values else None


def _landscape(text: str | None, problems: Problems) -> tuple[str, Settings]:
    if text is None:
        text = Comparison.landscape
    head, *rest = text.split(",")
    if head not in LANDSCAPES:
        problems.append(
            f"There is no landscape {_shown(head)}; {Comparison.landscape} is shown instead."
        )
        return Comparison.landscape, Settings(LANDSCAPES[Comparison.landscape].defaults)
    record = LANDSCAPES[head]
    values = _values(record.parameters, rest, record.label, problems)
    return head, Settings(values)


def _start(text: str | None, record: Landscape, problems: Problems) -> Point:
    if text is None:
        return record.start
    numbers = text.split(",")
    if len(numbers) != len(record.start):
        problems.append(f"start must be two numbers, not {_shown(text)}; its own start is used.")
        return record.start
    along_x, along_y = coordinates(record)
    return _value(along_x, numbers[0], problems), _value(along_y, numbers[1], problems)


def _runs(
    texts: Sequence[str], scene: tuple[str, Settings, Point], problems: Problems
) -> tuple[Run, ...]:
    if len(texts) > MAX_RUNS:
        problems.append(f"A comparison has at most {MAX_RUNS} runs; the others were left out.")
    runs = [_run(text, scene, problems) for text in texts[:MAX_RUNS]]
    known = tuple(run for run in runs if run)
    if texts and not known:
        problems.append("No valid run was left, so Adam is shown.")
    return known or Comparison.runs


def _run(text: str, scene: tuple[str, Settings, Point], problems: Problems) -> Run | None:
    optimizer, *rest = text.split(",")
    if optimizer not in OPTIMIZERS:
        problems.append(f"There is no optimizer {_shown(optimizer)}; this run was left out.")
        return None
    label = OPTIMIZERS[optimizer].label
    pairs = _pairs(rest, label, problems)
    conventions = tuple(OPTIMIZERS[optimizer].rules)
    words = {
        "schedule": Setting(
            "schedule", "", "", default="constant", type=str, choices=(*SCHEDULES,)
        ),
        "convention": Setting("convention", "", "", default="torch", type=str, choices=conventions),
    }
    chosen = {name: _value(word, pairs.pop(name, None), problems) for name, word in words.items()}
    lr = _value(replace(LR, default=None), pairs.pop("lr", None), problems)
    if lr is None:
        lr = tuned_lr(optimizer, *scene, chosen["convention"])
        problems.append(f"{label} needs an lr; {lr:g}, tuned for this landscape, is used.")
    known = run_settings(optimizer, **chosen)
    values = _values(known, [f"{name}={value}" for name, value in pairs.items()], label, problems)
    return Run(optimizer, lr, **chosen, **values)


def _values(
    known: Sequence[Setting], texts: Sequence[str], owner: str, problems: Problems
) -> dict[str, Any]:
    """The value of every known setting: what "name=value" texts say, or its default."""
    pairs = _pairs(texts, owner, problems)
    names = {setting.name for setting in known}
    for name in pairs:
        if name not in names:
            problems.append(f"{owner} has no setting {_shown(name)}; it was left out.")
    return {setting.name: _value(setting, pairs.get(setting.name), problems) for setting in known}


def _pairs(texts: Sequence[str], owner: str, problems: Problems) -> dict[str, str]:
    """The texts "name=value" as a dict; the first of two with one name counts."""
    pairs: dict[str, str] = {}
    for text in texts[:MOST_ENTRIES]:
        name, equals, value = text.partition("=")
        if not equals or name in pairs:
            problems.append(f"{_shown(text)} at {owner} could not be read; it was left out.")
        else:
            pairs[name] = value
    return pairs


def _value(setting: Setting, text: str | None, problems: Problems) -> Any:
    """The setting's value in a text: repaired if it must be, the default if there is none."""
    if text is None:
        return setting.default
    choices = {"true": True, "false": False} if setting.type is bool else setting.choices
    if choices:
        if text in choices:
            return choices[text] if isinstance(choices, dict) else text
        problems.append(
            f"{setting.name} must be {' or '.join(choices)}, not {_shown(text)}; "
            f"{_default(setting)} is used."
        )
        return setting.default
    if not NUMBER.fullmatch(text):
        problems.append(
            f"{setting.name} must be a number, not {_shown(text)}; {_default(setting)} is used."
        )
        return setting.default
    return _nearest(setting, text, problems)


def _nearest(setting: Setting, text: str, problems: Problems) -> Any:
    """The allowed number nearest to the one in the text."""
    wanted = float(text)
    nearest = min(max(wanted, setting.low), setting.high)
    if setting.type is int:
        nearest = round(nearest)
    if nearest != wanted:
        kind = "a whole number" if setting.type is int else "a number"
        problems.append(
            f"{setting.name} must be {kind} between {setting.low:g} and {setting.high:g}, "
            f"not {_shown(text)}; {nearest:g} is used."
        )
    return setting.check(nearest)


def _default(setting: Setting) -> str:
    return "its default" if setting.default is None else f"{setting.default}"


def _shown(text: str) -> str:
    """A text from a link, fit for a sentence: short and printable."""
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return f"“{clean[:30]}…”" if len(clean) > 30 else f"“{clean}”"
