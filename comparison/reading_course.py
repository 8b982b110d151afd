"""Reading a run's changes of course from its entry: `from=120,lr=0.002,from=200,optimizer=adam`.

What a change says is read for the run as it is by then; what cannot be stays as it was.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from comparison.course import BEGIN, MAX_CHANGES, STATE, Leg, after, checked_changes
from comparison.reading_schedule import read_schedule
from comparison.reading_settings import read_convention, read_pairs, read_settings
from comparison.run import Run, run_settings
from comparison.writing import EMPTY
from link import query
from link.query import Problems
from link.spelling import names_of, plain_names, spelt
from link.words import word
from optim import OPTIMIZERS
from optim.hyperparameters import LR

NAMES = ("optimizer", "lr", "schedule", "convention", "state")
"""What a change says besides settings."""
FROM = plain_names((BEGIN.name,))


def parts_of(text: str) -> list[list[str]]:
    """The pieces of a run's entry: what it starts with, and those of each change."""
    parts: list[list[str]] = [[]]
    for piece in text.split(","):
        if spelt(piece.partition("=")[0], FROM) and parts[0]:
            parts.append([])
        parts[-1].append(piece)
    return parts


def read_changes(run: Run, parts: Sequence[list[str]], steps: int, problems: Problems) -> Run:
    """The run with its changes, in order, as many as there may be; every repair is told."""
    label = OPTIMIZERS[run.optimizer].label
    said: dict[int, list[str]] = {}
    for part in parts:
        begin = _begin(part[0].partition("=")[2], label, steps, problems)
        if begin in said:
            problems.append(f"{label} changes more than once at step {begin}; the first is used.")
        elif begin is not None:
            said[begin] = part[1:]
    if list(said) != sorted(said):
        problems.append(f"The steps at which {label} changes were put in order.")
    if len(said) > MAX_CHANGES:
        problems.append(
            f"A run changes its course at most {MAX_CHANGES} times; later changes were left out."
        )
    for begin in sorted(said)[:MAX_CHANGES]:
        leg = run.legs[-1]
        values = _values(leg, begin, read_pairs(said[begin], label, problems), problems)
        if not checked_changes(run, (*run.then, (begin, values)))[len(run.then) :]:
            problems.append(f"At step {begin} {label} changes nothing; that was left out.")
        run = run.changed(then=(*run.then, (begin, values)))
    return run


def _begin(text: str, label: str, steps: int, problems: Problems) -> int | None:
    """The step of a change; None: it is left out."""
    if not query.is_number(text):
        problems.append(f"from must be a step, not {query.shown(text)}; the change was left out.")
        return None
    if steps == 1 or float(text) >= steps:
        problems.append(
            f"{label} makes {steps} step{'s' * (steps > 1)} and cannot change at step "
            f"{query.shown(text)}; the change was left out."
        )
        return None
    begin: int = query.value(replace(BEGIN, high=steps - 1), text, problems)
    return begin


def _values(leg: Leg, begin: int, pairs: dict[str, str], problems: Problems) -> dict[str, Any]:
    pairs = query.renamed(pairs, NAMES, problems)
    values: dict[str, Any] = {}
    if "optimizer" in pairs:
        stays = f"it stays {OPTIMIZERS[leg.run.optimizer].label}"
        known = names_of(OPTIMIZERS)
        found = query.name("optimizer", pairs.pop("optimizer"), known, stays, problems)
        values = {"optimizer": found} if found else {}
    if "convention" in pairs:
        optimizer = values.get("optimizer", leg.run.optimizer)
        values["convention"] = read_convention(optimizer, pairs.pop("convention"), problems)
    if "schedule" in pairs:
        found = read_schedule(pairs.pop("schedule"), problems, "the one there is goes on")
        values |= {"schedule": found} if found else {}
    if "state" in pairs:
        values["state"] = query.value(STATE, pairs.pop("state"), problems)
    if "lr" in pairs:
        values |= _rate(leg.run.lr, pairs.pop("lr"), problems)
    run = after(leg, begin, values).run
    known_settings = run_settings(run.optimizer, run.schedule, run.convention)
    pairs = query.renamed(pairs, [setting.name for setting in known_settings], problems)
    may_be_empty = {setting.name for setting in known_settings if setting.default is None}
    emptied = {n: None for n in may_be_empty & pairs.keys() if pairs[n] == EMPTY}
    pairs = {name: text for name, text in pairs.items() if name not in emptied}
    label = OPTIMIZERS[run.optimizer].label
    read = read_settings(known_settings, pairs, label, problems, (*NAMES, BEGIN.name))
    return values | emptied | {name: value for name, value in read.items() if name in pairs}


def _rate(before: float, text: str, problems: Problems) -> dict[str, float]:
    """The new rate; nothing where the text is none."""
    text = query.with_point(LR.name, text, problems)
    known = query.is_number(text)
    if known and float(text) > 0.0:
        return {"lr": query.value(LR, text, problems)}
    problems.append(
        f"lr must be {'above 0' if known else 'a number'}, not {query.shown(text)}; "
        f"it stays {word(before)}."
    )
    return {}
