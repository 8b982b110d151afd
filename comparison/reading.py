"""Reading the fields of a comparison that are no numbers: repaired, and every repair told.

What a link says is hostile until checked; `entries` are its entries by name, as texts.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from comparison import checking
from comparison.checking import MAX_RUNS, coordinates
from comparison.course import BEGIN
from comparison.reading_course import parts_of, read_changes
from comparison.reading_schedule import read_schedule
from comparison.reading_settings import read_convention, read_pairs, read_settings
from comparison.run import Run, Settings, default_form, run_settings
from comparison.tuning import tuned_lr
from landscapes import LANDSCAPES
from landscapes.landscape import Landscape, Point
from link import query
from link.query import Problems, Remark
from link.spelling import names_of, spelt
from link.words import word
from optim import OPTIMIZERS
from optim.hyperparameters import LR

DEFAULT_LANDSCAPE = "rosenbrock"
DEFAULT_RUNS = (Run("adam", lr=0.05),)
"""Of a link that names neither a landscape nor a run."""
LANDSCAPE_NAMES = names_of(LANDSCAPES)
OPTIMIZER_NAMES = names_of(OPTIMIZERS)
RUN_NAMES = ("lr", "schedule", "convention")
"""What a run's entry says besides settings and changes of course."""

Entries = Mapping[str, Sequence[str]]
Scene = tuple[str, Settings, Point]
"""Landscape, parameters, start."""


def landscape(entries: Entries, problems: Problems) -> str:
    """The key of the landscape."""
    head, *_ = _landscape_entry(entries, problems)
    repair = f"the default, {DEFAULT_LANDSCAPE}, is shown instead"
    return query.name("landscape", head, LANDSCAPE_NAMES, repair, problems) or DEFAULT_LANDSCAPE


def parameters(entries: Entries, record: Landscape, problems: Problems) -> Settings:
    """The parameters of the landscape; of one that is no landscape they mean nothing."""
    head, *rest = _landscape_entry(entries, [])
    if spelt(head, LANDSCAPE_NAMES) is None:
        return Settings(record.defaults)
    pairs = read_pairs(rest, record.label, problems)
    return Settings(read_settings(record.parameters, pairs, record.label, problems))


def _landscape_entry(entries: Entries, problems: Problems) -> list[str]:
    text = query.single(entries, "landscape", problems)
    return (DEFAULT_LANDSCAPE if text is None else text).split(",")


def start(entries: Entries, record: Landscape, problems: Problems) -> Point:
    """Where every run starts."""
    text = query.single(entries, "start", problems)
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


def batch(entries: Entries, record: Landscape, problems: Problems) -> int:
    """How many rows of the landscape's data a step sees."""
    text = query.single(entries, "batch", problems)
    if not record.data and text not in (None, "0"):
        problems.append(f"{record.label} has no rows of data; batch was left out.")
        return 0
    rows: int = query.value(checking.batch(record), text, problems)
    return rows


def runs(entries: Entries, before: Any, problems: Problems) -> tuple[Run, ...]:
    """The runs; `before` has the landscape, its parameters and the start."""
    if not entries.keys() & {"landscape", "run"}:
        return DEFAULT_RUNS
    scene = (before.landscape, before.parameters, before.start)
    return _runs(entries.get("run", []), scene, before.steps, problems)


def _runs(texts: Sequence[str], scene: Scene, steps: int, problems: Problems) -> tuple[Run, ...]:
    if len(texts) > MAX_RUNS:
        problems.append(f"A comparison has at most {MAX_RUNS} runs; the others were left out.")
    tuned: list[str] = []
    read = [_run(text, scene, steps, problems, tuned) for text in texts[:MAX_RUNS]]
    if tuned:
        rates = ", ".join(dict.fromkeys(tuned))
        said = f"Learning rates that the link leaves out are tuned for this picture: {rates}."
        # The first, so that it is always among the few that are shown.
        problems.insert(0, Remark(said))
    runs = tuple(run for run in read if run)
    if runs:
        return runs
    if texts:
        problems.append("No valid run was left, so Adam is shown.")
    return (Run("adam", tuned_lr("adam", *scene)),)


def _run(text: str, scene: Scene, steps: int, problems: Problems, tuned: list[str]) -> Run | None:
    """One run. Into `tuned` goes its rate, where the link leaves it out."""
    (head, *rest), *changes = parts_of(text)
    optimizer = query.name("optimizer", head, OPTIMIZER_NAMES, "this run was left out", problems)
    if optimizer is None:
        return None
    label = OPTIMIZERS[optimizer].label
    pairs = query.renamed(read_pairs(rest, label, problems), RUN_NAMES, problems)
    schedule = read_schedule(pairs.pop("schedule", "constant"), problems)
    convention = read_convention(optimizer, pairs.pop("convention", None), problems)
    tune = partial(tuned_lr, optimizer, *scene, convention)
    form = "" if convention == default_form(optimizer) else f" ({convention})"
    lr = _lr(pairs.pop("lr", None), tune, label + form, problems, tuned)
    owner = f"{label} in its {convention} form" if len(OPTIMIZERS[optimizer].rules) > 1 else label
    known = run_settings(optimizer, schedule, convention)
    values = read_settings(known, pairs, owner, problems, (*RUN_NAMES, BEGIN.name))
    run = Run(optimizer, lr, schedule, convention, **values)
    return read_changes(run, changes, steps, problems)


def _lr(
    text: str | None,
    tune: Callable[[], float],
    label: str,
    problems: Problems,
    tuned: list[str],
) -> float:
    """The rate that a text says; without one the tuned rate, noted in `tuned`."""
    if text is None:
        lr = tune()
        tuned.append(f"{label} {word(lr)}")
        return lr
    text = query.with_point(LR.name, text, problems)
    known = query.is_number(text)
    if known and float(text) > 0.0:
        return float(query.value(LR, text, problems))
    lr = tune()
    problems.append(
        f"lr must be {'above 0' if known else 'a number'}, not {query.shown(text)}; "
        f"{word(lr)}, tuned for this picture, is used."
    )
    return lr
