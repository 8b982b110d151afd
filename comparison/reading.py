"""Reading a link: hostile until checked, repaired where it must be, never an exception.

The nearest valid comparison is built, and every repair is told in a sentence.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from comparison import query
from comparison.comparison import (
    MAX_RUNS,
    NOISE,
    SEED,
    SPARSE,
    STEPS,
    Comparison,
    coordinates,
)
from comparison.query import Problems
from comparison.reading_schedule import read_schedule
from comparison.run import Run, Settings, default_form, run_settings
from comparison.tuning import tuned_lr
from landscapes import LANDSCAPES
from landscapes.landscape import Landscape, Point
from optim import OPTIMIZERS
from optim.settings import LR
from setting import Setting

KNOWN = ("landscape", "start", "steps", "noise", "sparse", "seed", "run", "t")


def read_link(url_or_query: str) -> tuple[Comparison, list[str]]:
    """The comparison a link describes, and what had to be changed to make it valid.

    Args:
        url_or_query: a whole address, or its query string with or without "?".

    Returns:
        The comparison and a list of sentences, empty for a valid link. Never raises.
    """
    problems: Problems = []
    entries = query.entries(str(url_or_query), KNOWN, problems)
    landscape, parameters = _landscape(query.single(entries, "landscape", problems), problems)
    record = LANDSCAPES[landscape]
    start = _start(query.single(entries, "start", problems), record, problems)
    numbers = {
        setting.name: query.value(setting, query.single(entries, setting.name, problems), problems)
        for setting in (STEPS, NOISE, SPARSE, SEED)
    }
    runs = Comparison.runs  # of a link that names neither a landscape nor a run
    if entries.keys() & {"landscape", "run"}:
        runs = _runs(entries.get("run", []), (landscape, parameters, start), problems)
    frame = Setting("t", "t", "", 0, numbers["steps"], 0, int)
    t = query.value(frame, query.single(entries, "t", problems), problems)
    comparison = Comparison(landscape, parameters, start, runs=runs, t=t, **numbers)
    return comparison, query.shortened(problems)


def _landscape(text: str | None, problems: Problems) -> tuple[str, Settings]:
    if text is None:
        text = Comparison.landscape
    head, *rest = text.split(",")
    if head not in LANDSCAPES:
        problems.append(
            f"There is no landscape {query.shown(head)}; {Comparison.landscape} is shown instead."
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
        problems.append(
            f"start must be two numbers, not {query.shown(text)}; its own start is used."
        )
        return record.start
    along_x, along_y = coordinates(record)
    return query.value(along_x, numbers[0], problems), query.value(along_y, numbers[1], problems)


def _runs(
    texts: Sequence[str], scene: tuple[str, Settings, Point], problems: Problems
) -> tuple[Run, ...]:
    if len(texts) > MAX_RUNS:
        problems.append(f"A comparison has at most {MAX_RUNS} runs; the others were left out.")
    runs = [_run(text, scene, problems) for text in texts[:MAX_RUNS]]
    known = tuple(run for run in runs if run)
    if known:
        return known
    if texts:
        problems.append("No valid run was left, so Adam is shown.")
    return (Run("adam", tuned_lr("adam", *scene)),)


def _run(text: str, scene: tuple[str, Settings, Point], problems: Problems) -> Run | None:
    optimizer, *rest = text.split(",")
    if optimizer not in OPTIMIZERS:
        problems.append(f"There is no optimizer {query.shown(optimizer)}; this run was left out.")
        return None
    label = OPTIMIZERS[optimizer].label
    pairs = _pairs(rest, label, problems)
    conventions = tuple(OPTIMIZERS[optimizer].rules)
    form = Setting(
        "convention", "", "", default=default_form(optimizer), type=str, choices=conventions
    )
    chosen = {
        "schedule": read_schedule(pairs.pop("schedule", "constant"), problems),
        "convention": query.value(form, pairs.pop("convention", None), problems),
    }
    lr = query.value(replace(LR, default=None), pairs.pop("lr", None), problems)
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
            problems.append(f"{owner} has no setting {query.shown(name)}; it was left out.")
    return {
        setting.name: query.value(setting, pairs.get(setting.name), problems) for setting in known
    }


def _pairs(texts: Sequence[str], owner: str, problems: Problems) -> dict[str, str]:
    """The texts "name=value" as a dict; the first of two with one name counts."""
    pairs: dict[str, str] = {}
    for text in texts[: query.MOST_ENTRIES]:
        name, equals, value = text.partition("=")
        if not equals or name in pairs:
            problems.append(f"{query.shown(text)} at {owner} could not be read; it was left out.")
        else:
            pairs[name] = value
    return pairs
