"""A change of course: from a step on, a run goes on with other settings or another optimizer.

What a change does not name stays as it was. The optimizer's state is carried over and its t goes
on, as where torch's `param_groups` are changed; it starts anew with t = 1 if the change says so,
and with another optimizer or form. A schedule goes on over the steps of the run, from the new rate
as from torch's `base_lrs`; one that the change names begins at that step, with its own defaults.
Where a schedule reads the loss, the new rate is the one in force, and what it knows of the loss
stays.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from optim import OPTIMIZERS
from optim.chain import schedule_named
from optim.hyperparameters import MAX_STEPS
from optim.rule import PointRule
from optim.schedule_parameters import WARMUP
from setting import Setting, typed

if TYPE_CHECKING:
    from comparison.run import Run

MAX_CHANGES = 4
BEGIN = Setting("from", "n", "The step from which it holds.", 1, MAX_STEPS - 1, 1, int)
STATE = Setting(
    name="state",
    symbol="",
    help="Whether the optimizer keeps what it remembers.",
    default="carried",
    type=str,
    choices=("carried", "fresh"),
)
KIND = ("optimizer", "convention", "schedule")
"""What decides which settings there are."""

Values = Mapping[str, Any]
Change = tuple[int, Values]
"""The step from which it holds, counted from 0, and what is other from there on."""


class Leg(NamedTuple):
    """What is run between two changes of course.

    Attributes:
        begin: its first step, from 0.
        run: what is run, as if it were so from the start to the end.
        fresh: whether the optimizer's state starts anew here.
        origin: the step at which its schedule began.
        told: the rate and the schedule's settings that the change names.
    """

    begin: int
    run: "Run"
    fresh: bool = True
    origin: int = 0
    told: Values = MappingProxyType({})


@lru_cache(maxsize=1024)
def legs(run: "Run") -> tuple[Leg, ...]:
    """The legs of a run, in order: one more than it has changes."""
    found = [Leg(0, run.changed(then=()) if run.then else run)]
    for begin, values in run.then:
        found.append(after(found[-1], begin, values))
    return tuple(found)


def after(leg: Leg, begin: int, values: Values) -> Leg:
    """The leg that a change makes of the one before.

    Raises:
        ValueError: a name or value that cannot be.
    """
    run, rest = leg.run, {name: value for name, value in values.items() if name != "state"}
    if "schedule" in rest:
        run = run.changed(schedule="constant", warmup=0)  # which keeps nothing of the old one
    run = run.changed(**rest)
    fresh = run.rule is not leg.run.rule or values.get("state") == "fresh"
    origin = begin if "schedule" in rest else leg.origin
    of_schedule = {setting.name for setting in run.schedule_record.settings}
    told = {n: run.lr if n == "lr" else run.settings[n] for n in rest if n in {"lr", *of_schedule}}
    return Leg(begin, run, fresh, origin, told)


def checked_changes(run: "Run", then: Iterable[Change]) -> tuple[Change, ...]:
    """The changes of a run, each without what is so anyway; one that changes nothing is dropped.

    Raises:
        ValueError: no pairs of a step and values, steps not in order, values that cannot be.
    """
    pairs = _pairs(then)
    steps = [begin for begin, _ in pairs]
    if len(pairs) > MAX_CHANGES:
        raise ValueError(f"A run changes its course at most {MAX_CHANGES} times, not {len(pairs)}.")
    if steps != sorted(set(steps)):
        raise ValueError(
            f"The steps of changes must be in increasing order, each once, not {typed(steps)}."
        )
    kept: list[Change] = []
    leg = Leg(0, run)
    for begin, values in pairs:
        own = _checked(leg, begin, values)
        if own:
            kept.append((begin, own))
            leg = after(leg, begin, own)
    return tuple(kept)


def fitting(run: "Run", then: Iterable[Change]) -> tuple[Change, ...]:
    """Of the changes of another run those that this one can make."""
    kept: list[Change] = []
    leg = Leg(0, run)
    for begin, values in then:
        own = {name: values[name] for name in ("lr", "state", *KIND) if name in values}
        if own.get("convention") not in OPTIMIZERS[own.get("optimizer", leg.run.optimizer)].rules:
            own.pop("convention", None)
        run = after(leg, begin, own).run
        known = (*run.rule.settings, *run.schedule_record.settings, WARMUP)
        own |= fitting_values(known, values)
        kept.append((begin, own))
        leg = after(leg, begin, own)
    return tuple(kept)


def fitting_values(known: Iterable[Setting], values: Values) -> dict[str, Any]:
    """Of values that other settings have had those that these settings allow."""
    kept = {}
    for setting in known:
        if setting.name in values:
            with suppress(ValueError):
                kept[setting.name] = setting.check(values[setting.name])
    return kept


def _pairs(then: Iterable[Change]) -> list[Change]:
    try:
        pairs = [(BEGIN.check(begin), values) for begin, values in then]
        return [(begin, {str(name): v for name, v in values.items()}) for begin, values in pairs]
    except (TypeError, AttributeError):
        raise ValueError("Changes are pairs of a step and a mapping of what changes.") from None


def _checked(leg: Leg, begin: int, values: Values) -> dict[str, Any]:
    """What a change says, without what would be so if it did not say it."""
    run = _strictly(leg, begin, values)
    own: dict[str, Any] = {}
    if run.optimizer != leg.run.optimizer:
        own["optimizer"] = run.optimizer
    if run.convention != after(leg, begin, own).run.convention:
        own["convention"] = run.convention
    if "schedule" in values and not (_is_flat(leg.run) and _is_flat(run)):
        own["schedule"] = run.schedule
    bare = after(leg, begin, own).run
    lr_was_moved = run.schedule_record.reads_loss is not None and "schedule" not in own
    if "lr" in values and (run.lr != bare.lr or lr_was_moved):
        own["lr"] = run.lr
    for name, value in run.settings.items():
        if name in values and value != bare.settings[name]:
            own[name] = value
    if values.get("state") == "fresh" and run.rule is leg.run.rule and _remembers(run):
        own["state"] = "fresh"
    return own


def _strictly(leg: Leg, begin: int, values: Values) -> "Run":
    """What is run after a change; nothing that it says is put right."""
    STATE.check(values.get("state", STATE.default))
    if "then" in values:
        raise ValueError("A change has no changes of its own.")
    for name in KIND:
        if not isinstance(values.get(name, ""), str):
            raise ValueError(f"{name} must be a name, not {typed(values[name])}.")
    run = after(leg, begin, values).run
    if "convention" in values:
        OPTIMIZERS[run.optimizer].rule(values["convention"])
    return run


def _is_flat(run: "Run") -> bool:
    """Whether its schedule is none, so that it makes no difference when it begins."""
    return schedule_named(run.schedule).key == "constant" and not run.settings["warmup"]


def _remembers(run: "Run") -> bool:
    return bool(run.rule.state) or isinstance(run.rule, PointRule)
