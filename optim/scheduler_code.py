"""The torch code that gives a run its schedule: schedulers, a warm-up before them, a chain."""

import math
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from optim.chain import Span, parts_of, schedule_named, spans
from optim.schedule import Schedule

Lines = list[str]

NAMES = ("first", "second", "third", "fourth")
BRINGS_ITS_OWN_RATE = ("one_cycle", "cyclic")
"""torch's constructors of these overwrite the optimizer's rate and momentum: they come after the
others, the first of them last, so that the momentum waits where that one begins."""


def scheduler_lines(word: str, settings: Mapping[str, Any], steps: int) -> Lines:
    """The lines that build `scheduler`.

    Args:
        word: the schedule.
        settings: lr, warmup, the schedule's own settings; `cycle_momentum` only if it has effect.
        steps: length of the run.
    """
    warmup, parts = settings["warmup"], parts_of(word)
    if len(parts) > 1:
        return _chain(word, settings, steps)
    record = schedule_named(word)
    row = record.row(settings, max(steps - warmup, 1))
    rise, main = _rise(warmup, _first_share(record, row)), _call(record, row)
    if word == "constant":
        return [f"scheduler = {rise}"] if warmup else []
    if not warmup:
        return [f"scheduler = {main}"]
    if record.reads_loss:
        return [f"scheduler = {main}", f"warmup = {rise}"]
    return [
        f"after = {main}",
        f"warmup = {rise}",
        f"scheduler = lr_scheduler.SequentialLR(optimizer, [warmup, after], milestones=[{warmup}])",
    ]


class Call(NamedTuple):
    """A torch scheduler of a chain: the step at which it begins, its variable, what builds it."""

    start: int
    name: str
    code: str
    late: bool = False


def _chain(word: str, settings: Mapping[str, Any], steps: int) -> Lines:
    """Several schedulers in one SequentialLR, with what torch's constructors disturb put right."""
    warmup = settings["warmup"]
    found = list(spans(parts_of(word), {**settings, "steps": max(steps - warmup, 1)}))
    begin = _first_rate(found[0].record, found[0].row)
    calls = [call for pair in zip(NAMES, found, strict=False) for call in _calls(*pair, warmup)]
    if warmup:
        share = _rounded(begin / settings["lr"])
        calls = [Call(0, "warmup", _rise(warmup, share)), *calls]
    late = [call for call in calls if call.late]
    milestones = [call.start for call in calls[1:]]
    return [
        *(f"{call.name} = {call.code}" for call in calls if not call.late),
        *(f"{call.name} = {call.code}" for call in reversed(late)),
        f"schedulers = [{', '.join(call.name for call in calls)}]",
        f"scheduler = lr_scheduler.SequentialLR(optimizer, schedulers, milestones={milestones})",
        *([f'optimizer.param_groups[0]["lr"] = {_rounded(begin / (warmup + 1))}'] if late else []),
    ]


def _calls(name: str, span: Span, warmup: int) -> Iterator[Call]:
    """A part's scheduler; two where torch's OneCycleLR ends with its cycle and ours holds on."""
    record, begin, row = span
    start = warmup + begin
    yield Call(start, name, _call(record, row), record.key in BRINGS_ITS_OWN_RATE)
    if record.key == "one_cycle" and row.total_steps < row.steps:
        share = 1.0 / (row.div_factor * row.final_div_factor)
        held = f"lr_scheduler.ConstantLR(optimizer, factor={share}, total_iters={row.steps})"
        yield Call(start + row.total_steps, f"{name}_held", held)


def _first_rate(record: Schedule, row: Any) -> float:
    return float(record.lr(np.zeros(1, dtype=np.int64), row)[0])


def _first_share(record: Schedule, row: Any) -> float:
    """The first rate as a share of the rate that torch's constructor leaves in the optimizer."""
    if record.key == "linear":
        return float(row.start_factor)
    share = _first_rate(record, row) / row.lr
    if record.key == "one_cycle":
        share *= row.div_factor
    return 1 if record.key == "cyclic" or math.isclose(share, 1) else _rounded(share)


def _rounded(value: float) -> float:
    """Without the rounding error of its last digits, which would only be confusing to read."""
    return float(f"{value:.14g}")


def _rise(warmup: int, first: float) -> str:
    """A warm-up to the first rate of what follows, as a share of the optimizer's rate."""
    if not 0.0 < first <= 1.0:  # LinearLR refuses it
        share = f"{first} * (t + 1) / {warmup + 1}"
        return f"lr_scheduler.LambdaLR(optimizer, lambda t: {share})"
    end = "" if first == 1 else f"end_factor={first}, "
    return (
        f"lr_scheduler.LinearLR(optimizer, start_factor={first} / {warmup + 1}, "
        f"{end}total_iters={warmup})"
    )


def _call(record: Schedule, row: Any) -> str:
    if record.key == "constant":
        return "lr_scheduler.ConstantLR(optimizer, factor=1.0)"
    return record.torch(row) if callable(record.torch) else record.torch.format(**_literals(row))


def _literals(row: Any) -> dict[str, Any]:
    """The settings as they stand in a call."""
    return {n: list(v) if isinstance(v, tuple) else v for n, v in vars(row).items()}
