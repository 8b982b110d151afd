"""One schedule after another: `linear:30~cosine` is 30 steps of linear, then cosine from its start.

Each part counts its own steps from 0, as in torch's SequentialLR; all share the run's settings by
name. Between parts that cycle the momentum it stays where the last one left it, and before the
first it waits where that one begins, which is where torch's constructors put it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from optim import SCHEDULES
from optim.hyperparameters import MAX_STEPS
from optim.phase import Handle, Handles, Move, Phase, Phases
from optim.phases import shifted, within
from optim.schedule import Curve, Schedule
from setting import Setting, typed

MAX_PARTS = 4
HELP = "Steps of this part; then the next one begins."
LENGTH = Setting("length", "", HELP, 1, MAX_STEPS, 100, int)


class Part(NamedTuple):
    """A schedule and how many steps it has; None: all that are left."""

    key: str
    length: int | None = None


class Span(NamedTuple):
    """A part at its place: its record, its first step, its settings."""

    record: Schedule
    begin: int
    row: Any


def can_be_part(key: str) -> bool:
    """Whether a schedule may stand in a chain: it must be known before the run."""
    return key in SCHEDULES and SCHEDULES[key].reads_loss is None


def written(parts: tuple[Part, ...]) -> str:
    """The parts as one word; the last one's length says nothing and is left out."""
    *firsts, last = parts
    return "~".join([*(f"{part.key}:{part.length}" for part in firsts), last.key])


@lru_cache(maxsize=1024)
def parts_of(word: str) -> tuple[Part, ...]:
    """The parts of a word, one for a plain schedule.

    Raises:
        ValueError: an unknown schedule, a wrong length, too many parts.
    """
    texts = word.split("~")
    if len(texts) > MAX_PARTS:
        raise ValueError(f"At most {MAX_PARTS} schedules can follow one another.")
    *firsts, last = (_part(text) for text in texts)
    for part in (*firsts, last):
        if part.key not in SCHEDULES:
            raise _unknown(part.key)
        if firsts and not can_be_part(part.key):
            raise ValueError(f"{part.key} reads the loss on the way and cannot be part of a chain.")
    if last.length is not None or any(part.length is None for part in firsts):
        raise ValueError(f"Every schedule but the last needs its length, not {typed(word)}.")
    return (*firsts, last)


def _part(text: str) -> Part:
    key, colon, length = text.partition(":")
    if not colon:
        return Part(key)
    whole = length.isascii() and length.isdigit() and len(length) < 10
    return Part(key, LENGTH.check(int(length) if whole else length))


def _unknown(word: Any) -> ValueError:
    return ValueError(f"Unknown schedule {word!r}; there are {', '.join(SCHEDULES)}.")


def schedule_named(word: str) -> Schedule:
    """The schedule of a word: from the registry, or several of them joined.

    Raises:
        ValueError: the word names none.
    """
    if not isinstance(word, str):
        raise _unknown(word)
    parts = parts_of(word)
    return joined(parts) if len(parts) > 1 else SCHEDULES[parts[0].key]


@lru_cache(maxsize=256)
def joined(parts: tuple[Part, ...]) -> Schedule:
    """The schedule that runs the parts one after another."""
    records = [SCHEDULES[part.key] for part in parts]
    own: dict[str, Setting] = {}
    for setting in (setting for record in records for setting in record.settings):
        own.setdefault(setting.name, setting)
    labels = [
        r.label + (f" ({p.length})" if p.length else "")
        for r, p in zip(records, parts, strict=True)
    ]
    return Schedule(
        key=written(parts),
        label=", then ".join(labels),
        group="One after another",
        lr=_lr(parts),
        momentum=_momentum(parts) if any(record.momentum for record in records) else None,
        settings=tuple(own.values()),
        formula=r"\eta_t:\quad " + r" \;\to\; ".join(rf"\text{{{label}}}" for label in labels),
        source="torch.optim.lr_scheduler.SequentialLR",
        phases=_phases(parts),
        handles=_handles(parts),
    )


def spans(parts: tuple[Part, ...], settings: Mapping[str, Any]) -> Iterator[Span]:
    """Where each part begins, with its settings; `steps` in `settings` is the whole length."""
    begin = 0
    for part in parts:
        length = part.length or max(settings["steps"] - begin, 1)
        record = SCHEDULES[part.key]
        yield Span(record, begin, record.row(settings, length))
        begin += length


def _phases(parts: tuple[Part, ...]) -> Phases:
    def phases(s: Any) -> list[Phase]:
        found: list[Phase] = []
        for record, begin, row in spans(parts, vars(s)):
            own = [replace(p, begin=p.begin + begin, end=p.end + begin) for p in record.phases(row)]
            found += within(own, begin, begin + row.steps)
        return found

    return phases


def _handles(parts: tuple[Part, ...]) -> Handles:
    def handles(s: Any) -> list[Handle]:
        """Those of the parts, and where one part ends and the next begins."""
        found: list[Handle] = []
        for k, (record, begin, row) in enumerate(spans(parts, vars(s))):
            own = [shifted(handle, begin) for handle in record.handles(row)]
            found += [handle for handle in own if handle.at <= begin + row.steps]
            if k < len(parts) - 1:
                end = Move("schedule", _with_end(parts, k, begin), begin + 1.0)
                found.append(Handle(f"end of part {k + 1}", float(begin + row.steps), along=end))
        return found

    return handles


def _with_end(parts: tuple[Part, ...], k: int, begin: int) -> Callable[[float], str]:
    """The chain whose k-th part, from `begin` on, ends at another step."""

    def moved(step: float) -> str:
        length = min(max(round(step) - begin, 1), MAX_STEPS)
        return written((*parts[:k], parts[k]._replace(length=length), *parts[k + 1 :]))

    return moved


def _lr(parts: tuple[Part, ...]) -> Curve:
    def lr(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
        """One schedule after another, each from its own step 0."""
        curve = np.zeros(t.shape)
        for record, begin, row in spans(parts, vars(s)):
            curve = np.where(t >= begin, record.lr(np.maximum(t - begin, 0), row), curve)
        return curve

    return lr


def _momentum(parts: tuple[Part, ...]) -> Curve:
    def momentum(t: NDArray[np.int64], s: Any) -> NDArray[np.float64]:
        curve: NDArray[np.float64] | None = None
        for record, begin, row in spans(parts, vars(s)):
            if record.momentum:
                own = record.momentum(np.clip(t - begin, 0, row.steps - 1), row)
                curve = own if curve is None else np.where(t >= begin, own, curve)
        return np.asarray(curve)

    return momentum
