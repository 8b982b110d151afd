"""The torch code of a change of course: what stands between the steps before it and those after.

Settings are changed in the optimizer's parameter group, where torch reads them at every step. A
scheduler that goes on with another rate, or for another optimizer, is built again and taken to
where it was.
"""

import re
from collections.abc import Mapping
from typing import Any

from comparison.course import Leg
from optim.scheduler_code import scheduler_lines

Lines = list[str]

ARGUMENT = re.compile(r"(\w+)=(\([^)]*\)|[^,()]+)")
"""One of a call: its name and what it is given."""
PLATEAU = {"min_lr": "min_lrs", "lr_eps": "eps"}
"""Settings that ReduceLROnPlateau keeps under another name."""
RATE_NOW = 'optimizer.param_groups[0]["lr"]'


def scheduler_code(leg: Leg, steps: int) -> Lines:
    """The lines that build the scheduler of a leg, of a run of so many steps."""
    run = leg.run
    settings = {**run.settings, "lr": run.lr}
    if "cycle_momentum" in settings:
        settings["cycle_momentum"] = bool(settings["cycle_momentum"] and run.cycled)
    return scheduler_lines(run.schedule, settings, steps - leg.origin)


def scheduler_step(leg: Leg, steps: int) -> Lines:
    """What a step of the leg ends with."""
    run, warmup = leg.run, leg.run.settings["warmup"]
    if run.schedule_record.reads_loss:
        after = "scheduler.step(value)"
        if warmup <= leg.begin - leg.origin:
            return [after]
        return [f"if step < {leg.origin + warmup}:", "    warmup.step()", "else:", f"    {after}"]
    end = _end_of_cycle(leg, steps)
    if end is not None:
        return [f"if step + 1 < {leg.origin + end}:", "    scheduler.step()"]
    return [] if is_flat(leg) else ["scheduler.step()"]


def is_flat(leg: Leg) -> bool:
    """Whether it needs no scheduler."""
    return leg.run.schedule == "constant" and not leg.run.settings["warmup"]


def turn(before: Leg, leg: Leg, steps: int, call: str) -> Lines:
    """The lines of a change.

    Args:
        before: the leg before it.
        leg: the leg after it.
        steps: of the run.
        call: builds the optimizer, settings in braces.
    """
    run, reads_loss = leg.run, leg.run.schedule_record.reads_loss is not None
    done = leg.begin - leg.origin
    if reads_loss and done >= max(run.settings["warmup"], 1):
        return _on_a_plateau(before, leg, call)
    goes_on = done > 0 and not is_flat(leg)
    again = not is_flat(leg) and bool(leg.fresh or leg.told or not done)
    lines = _settings(before, leg, call, anew=again)
    if again:
        lines += scheduler_code(leg, steps)
    if again and goes_on:
        lines += _wound_on("warmup" if reads_loss else "scheduler", _made(leg, steps), leg.fresh)
    return lines


def _on_a_plateau(before: Leg, leg: Leg, call: str) -> Lines:
    """A scheduler that knows the loss so far goes on, told what is new."""
    lr = leg.run.lr if "lr" in leg.told else RATE_NOW
    if leg.fresh:
        lines = [f"optimizer = {call.format(**{**leg.run.settings, 'lr': lr})}"]
        lines += ["scheduler.optimizer = optimizer"]
    else:
        changed = {"lr"} & leg.told.keys() | _changed(before, leg)
        lines = _update(call, leg, changed)
    for name, value in leg.told.items():
        if name != "lr":
            said = [value] if name == "min_lr" else value
            lines.append(f"scheduler.{PLATEAU.get(name, name)} = {said!r}")
    return lines


def _settings(before: Leg, leg: Leg, call: str, anew: bool) -> Lines:
    """The optimizer built again, or its group changed; `anew`: for a scheduler that is built."""
    values = {**leg.run.settings, "lr": leg.run.lr}
    if leg.fresh:
        return [f"optimizer = {call.format(**values)}"]
    changed = _changed(before, leg)
    if anew or (is_flat(leg) and not (is_flat(before) and leg.run.lr == before.run.lr)):
        changed |= {"lr", before.run.driven or "lr"}
    return _update(call, leg, changed, {"initial_lr": leg.run.lr} if anew else {})


def _changed(before: Leg, leg: Leg) -> set[str]:
    """The optimizer's settings that are other than before."""
    own = {setting.name for setting in leg.run.rule.settings} - {leg.run.driven}
    return {name for name in own if leg.run.settings[name] != before.run.settings[name]}


def _update(call: str, leg: Leg, changed: set[str], more: Mapping[str, Any] | None = None) -> Lines:
    """The line that changes the parameter group."""
    values, carried = {**leg.run.settings, "lr": leg.run.lr}, leg.run.rule.torch_carried
    found = [
        f"{name}={text.format(**values)}"
        for name, text in ARGUMENT.findall(call)
        if changed & _in_braces(text)
    ]
    found += [f"{name}={value}" for name, value in (more or {}).items()]
    lines = [f"optimizer.param_groups[0].update({', '.join(found)})"] if found else []
    if changed & _in_braces(carried):
        lines += carried.format(**values).strip().splitlines()
    return lines


def _in_braces(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def _wound_on(name: str, made: int, is_new: bool) -> Lines:
    """The scheduler taken to where it was; torch warns if the optimizer has made no step yet."""
    lines = [f"for _ in range({made}):", f"    {name}.step()"]
    if is_new:
        return ['with warnings.catch_warnings(action="ignore"):', *("    " + x for x in lines)]
    return lines


def _made(leg: Leg, steps: int) -> int:
    """How often a scheduler has been told of a step by the beginning of a leg."""
    end, done = _end_of_cycle(leg, steps), leg.begin - leg.origin
    return done if end is None else min(done, end - 1)


def _end_of_cycle(leg: Leg, steps: int) -> int | None:
    """The step, from the schedule's first, at which torch's OneCycleLR ends before the run."""
    run = leg.run
    if run.schedule != "one_cycle" or run.settings["total_steps"] is None:
        return None
    end: int = run.settings["total_steps"] + run.settings["warmup"]
    return end if end < steps - leg.origin else None
