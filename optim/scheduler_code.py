"""The torch code that gives a run its schedule: schedulers, a warm-up before them, a chain."""

from collections.abc import Mapping
from typing import Any

from optim.chain import Span, parts_of, schedule_named, spans
from optim.schedule import Schedule

Lines = list[str]

NAMES = ("first", "second", "third", "fourth")
BRINGS_ITS_OWN_RATE = ("one_cycle", "cyclic")
"""torch's constructors of these overwrite the optimizer's rate."""


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
    first = settings["start_factor"] if word == "linear" else 1
    if word == "constant":
        return [f"scheduler = {_rise(warmup, first)}"] if warmup else []
    main = _call(record, record.row(settings, max(steps - warmup, 1)))
    if not warmup:
        return [f"scheduler = {main}"]
    if record.reads_loss:
        return [f"scheduler = {main}", f"warmup = {_rise(warmup, first)}"]
    return [
        f"after = {main}",
        f"warmup = {_rise(warmup, first)}",
        f"scheduler = lr_scheduler.SequentialLR(optimizer, [warmup, after], milestones=[{warmup}])",
    ]


def _chain(word: str, settings: Mapping[str, Any], steps: int) -> Lines:
    """Several schedulers in one SequentialLR, with what torch's constructors disturb put right."""
    warmup = settings["warmup"]
    begin = float(schedule_named(word).curves({**settings, "warmup": 0}, 1)["lr"][0])
    found = list(spans(parts_of(word), {**settings, "steps": max(steps - warmup, 1)}))
    built = [(name, span) for name, span in zip(NAMES, found, strict=False)]
    calls = {name: (span.record.key, _call(span.record, span.row)) for name, span in built}
    starts = {name: warmup + span.begin for name, span in built}
    for name, span in built:
        if span.record.key == "one_cycle" and span.row.total_steps < span.row.steps:
            calls[f"{name}_held"] = ("constant", _held(span, steps))
            starts[f"{name}_held"] = warmup + span.begin + span.row.total_steps
    if warmup:
        calls["warmup"] = ("linear", _rise(warmup, begin / settings["lr"]))
        starts["warmup"] = 0
    order = sorted(starts, key=lambda name: starts[name])
    late = [name for name in order if calls[name][0] in BRINGS_ITS_OWN_RATE]
    milestones = [starts[name] for name in order[1:]]
    return [
        *(f"{name} = {calls[name][1]}" for name in order if name not in late),
        *(f"{name} = {calls[name][1]}" for name in late),
        f"schedulers = [{', '.join(order)}]",
        f"scheduler = lr_scheduler.SequentialLR(optimizer, schedulers, milestones={milestones})",
        *([f'optimizer.param_groups[0]["lr"] = {begin / (warmup + 1)}'] if late else []),
    ]


def _rise(warmup: int, first: float) -> str:
    """A warm-up to the first rate of what follows, as a share of the optimizer's rate."""
    end = "" if first == 1 else f"end_factor={first}, "
    return (
        f"lr_scheduler.LinearLR(optimizer, start_factor={first} / {warmup + 1}, "
        f"{end}total_iters={warmup})"
    )


def _held(span: Span, steps: int) -> str:
    """Torch's OneCycleLR ends with its cycle; ours holds the last rate."""
    share = 1.0 / (span.row.div_factor * span.row.final_div_factor)
    return f"lr_scheduler.ConstantLR(optimizer, factor={share}, total_iters={steps})"


def _call(record: Schedule, row: Any) -> str:
    if record.key == "constant":
        return "lr_scheduler.ConstantLR(optimizer, factor=1.0)"
    return record.torch(row) if callable(record.torch) else record.torch.format(**_literals(row))


def _literals(row: Any) -> dict[str, Any]:
    """The settings as they stand in a call."""
    return {n: list(v) if isinstance(v, tuple) else v for n, v in vars(row).items()}
