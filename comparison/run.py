"""One run of a comparison: an optimizer, its settings, its schedule, its changes of course."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from comparison.course import Change, Leg, checked_changes, fitting, fitting_values, legs
from optim import OPTIMIZERS, engine
from optim.chain import schedule_named
from optim.feedback import Feedback
from optim.hyperparameters import LR
from optim.phase import Handle, Phase
from optim.phases import handles_of, phases_of
from optim.rule import PointRule, Rule
from optim.schedule import Schedule
from optim.schedule_parameters import WARMUP
from optim.worked import worked
from setting import Setting, compact

RUN_FIELDS = ("optimizer", "lr", "schedule", "convention", "then")
"""What every run has; its settings follow from these."""


class Settings(Mapping[str, Any]):
    """A mapping that cannot change, so that what holds it can be compared, hashed and cached."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        """Copy the values."""
        self._values = dict(values)

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))

    def __repr__(self) -> str:
        return repr(self._values)


@dataclass(frozen=True, init=False)
class Run:
    """An optimizer, its learning rate, its schedule, and every setting of both.

    `Run("adam", lr=0.05, schedule="cosine", beta1=0.8)` fills in the defaults of the convention;
    convention None is the optimizer's first form, torch's wherever torch has it.

    `Run("momentum", lr=0.02, then=((120, {"lr": 0.002}), (200, {"optimizer": "adam"})))` changes
    its course at two steps, which are counted from 0: step 120 is the first at the new rate. What a
    change may name is what a run has, and `state`, "fresh" for an optimizer that forgets; what it
    does not name stays: see `comparison.course`. The other attributes are those of the start.

    Raises:
        ValueError: unknown name or value out of range; the message says what is allowed.
    """

    optimizer: str
    lr: float
    schedule: str
    convention: str
    settings: Settings
    then: tuple[Change, ...]

    def __init__(
        self,
        optimizer: str,
        lr: float,
        schedule: str = "constant",
        convention: str | None = None,
        then: Iterable[Change] = (),
        **settings: Any,
    ) -> None:
        """Check everything and fill in the defaults."""
        if convention is None:
            convention = default_form(optimizer)
        known = {setting.name: setting for setting in run_settings(optimizer, schedule, convention)}
        for name in settings:
            if name not in known:
                raise ValueError(
                    f"{optimizer} with a {schedule} schedule has no setting {name!r}; "
                    f"it has {', '.join(known)}."
                )
        values = {
            name: setting.check(settings.get(name, setting.default))
            for name, setting in known.items()
        }
        object.__setattr__(self, "optimizer", optimizer)
        object.__setattr__(self, "lr", LR.check(lr))
        object.__setattr__(self, "schedule", schedule_named(schedule).key)
        object.__setattr__(self, "convention", convention)
        object.__setattr__(self, "settings", Settings(values))
        object.__setattr__(self, "then", ())
        if then != ():
            changes = checked_changes(self, then)
            object.__setattr__(self, "then", tuple((n, Settings(own)) for n, own in changes))

    def changed(self, **changes: Any) -> "Run":
        """A copy with other values; what the new optimizer, form or schedule cannot have goes.

        A setting at its default goes to the new form's default (Adam's eps is 1e-8 in torch and
        1e-7 in Keras); one that was given another value keeps it. It is the start that changes: a
        later change of course that names the same keeps its own value.
        """
        then = changes.pop("then", None)
        fields = {name: changes.pop(name, getattr(self, name)) for name in RUN_FIELDS[:-1]}
        form = default_form(fields["optimizer"])
        if fields["convention"] not in OPTIMIZERS[fields["optimizer"]].rules:
            fields["convention"] = form
        known = run_settings(fields["optimizer"], fields["schedule"], fields["convention"])
        kept = fitting_values(known, self.own)
        run = Run(**fields, **{**kept, **changes})
        if then is None:
            then = fitting(run, self.then) if self.then else ()
        return run if then == () else Run(**fields, **run.settings, then=then)

    @property
    def own(self) -> dict[str, Any]:
        """The settings that differ from their defaults."""
        known = run_settings(self.optimizer, self.schedule, self.convention)
        return {
            setting.name: self.settings[setting.name]
            for setting in known
            if self.settings[setting.name] != setting.default
        }

    @property
    def rule(self) -> Rule:
        """The update rule in this run's convention."""
        return OPTIMIZERS[self.optimizer].rules[self.convention]

    @property
    def schedule_record(self) -> Schedule:
        """The schedule's entry in the registry, or what joins several of them."""
        return schedule_named(self.schedule)

    @property
    def cycled(self) -> str | None:
        """The setting that a cycling schedule moves besides lr; None: this rule has none.

        A momentum that is off unless asked for (RMSProp's) stays off.
        """
        own = {s.name for s in self._in_force if s.default or self.settings[s.name]}
        return next((name for name in ("momentum", "beta1") if name in own), None)

    @property
    def driven(self) -> str | None:
        """The setting besides lr that the schedule does move; its own value decides nothing."""
        return self.cycled if self.schedule_record.cycles(self.settings) else None

    @property
    def idle(self) -> set[str]:
        """The settings that decide nothing, in no leg that has them, while the others stay."""
        runs = [leg.run for leg in self.legs]
        return {
            name
            for name in self._idle
            if all(name in run._idle for run in runs if name in run.settings)
        }

    @property
    def _idle(self) -> set[str]:
        """The same of the start alone."""
        in_force = {setting.name for setting in self._in_force}
        names = {setting.name for setting in self.rule.settings} - in_force
        if self.cycled is None:
            names |= {"cycle_momentum", "base_momentum", "max_momentum"}
        elif not self.settings.get("cycle_momentum"):
            names |= {"base_momentum", "max_momentum"}
        if self.schedule == "cyclic" and self.settings["mode"] != "exp_range":
            names.add("gamma")
        return names & self.settings.keys()

    @property
    def reads_rate(self) -> bool:
        """Whether a step depends on the learning rate in force, not only on its first value."""
        if isinstance(self.rule, PointRule):
            return True
        own = {setting.name: self.settings[setting.name] for setting in self.rule.settings}
        return "s.lr" in worked(self.rule, own).names

    @property
    def legs(self) -> tuple[Leg, ...]:
        """What is run from the start, and from each change of course on."""
        return legs(self)

    def course(
        self, steps: int, loss: Callable[[float, float], float] | None = None
    ) -> list[engine.Leg]:
        """The legs that begin within so many steps, as the engine makes them.

        Args:
            steps: length of the run.
            loss: (x, y) -> value, for a schedule that reads the loss.
        """
        course: list[engine.Leg] = []
        feedback = None
        legs = [leg for leg in self.legs if leg.begin < steps]
        for leg, end in zip(legs, [*(leg.begin for leg in legs[1:]), steps], strict=True):
            if loss and leg.origin == leg.begin:
                feedback = leg.run.feedback(loss)
            whole = leg.run.table(steps - leg.origin)
            part = slice(leg.begin - leg.origin, end - leg.origin)
            table = {n: v[part] if isinstance(v, np.ndarray) else v for n, v in whole.items()}
            length = end - leg.begin
            course.append(engine.Leg(leg.run.rule, table, length, leg.fresh, feedback, leg.told))
        return course

    def table(self, steps: int) -> dict[str, Any]:
        """Every setting of the rule over the run: a value, or an array of shape (steps,).

        What changes with the course is an array, nan where the rule in force has no such setting.
        """
        if self.then:
            return _over_legs(self.course(steps))
        own = {setting.name: self.settings[setting.name] for setting in self._in_force}
        curves = self.schedule_record.curves({**self.settings, "lr": self.lr}, steps, self.cycled)
        return {"lr": curves["lr"], **own, **curves}

    def phases(self, steps: int) -> tuple[Phase, ...]:
        """What the rate does from when to when; if it reads the loss: while that improves."""
        return phases_of(self.schedule_record, {**self.settings, "lr": self.lr}, steps)

    def handles(self, steps: int) -> tuple[Handle, ...]:
        """The places of the rate's curve that can be moved, and what that sets."""
        return handles_of(self.schedule_record, {**self.settings, "lr": self.lr}, steps)

    def feedback(self, loss: Callable[[float, float], float]) -> Feedback | None:
        """What decides the rate on the way, for a schedule that reads the loss."""
        begin = self.schedule_record.reads_loss
        if begin is None:
            return None
        return Feedback(begin, {**self.settings, "lr": self.lr}, loss, self.settings["warmup"])

    @property
    def _in_force(self) -> tuple[Setting, ...]:
        """The rule's settings, without the momentum where Nesterov's sequence takes its place."""
        idle = "momentum" if self.settings.get("momentum_sequence") else ""
        return tuple(setting for setting in self.rule.settings if setting.name != idle)


def _over_legs(course: Sequence[engine.Leg]) -> dict[str, Any]:
    """The settings of all legs by name: a value that all share, or an array over the run."""
    names = dict.fromkeys(name for leg in course for name in leg.settings)
    return {name: _over_all(name, course) for name in names}


def _over_all(name: str, course: Sequence[engine.Leg]) -> Any:
    values = [leg.settings.get(name, np.nan) for leg in course]
    if not any(isinstance(value, np.ndarray) or value != values[0] for value in values):
        return values[0]
    pairs = zip(values, course, strict=True)
    return np.concatenate(
        [np.broadcast_to(np.asarray(value, float), (leg.steps,)) for value, leg in pairs]
    )


def default_form(optimizer: str) -> str:
    """The convention of a run that names none.

    Raises:
        ValueError: unknown optimizer.
    """
    if optimizer not in OPTIMIZERS:
        raise ValueError(f"Unknown optimizer {optimizer!r}; there are {', '.join(OPTIMIZERS)}.")
    return OPTIMIZERS[optimizer].default_form


def run_settings(optimizer: str, schedule: str, convention: str) -> tuple[Setting, ...]:
    """Everything a run takes besides lr: the optimizer's settings, then the schedule's.

    Raises:
        ValueError: unknown optimizer, schedule or convention.
    """
    if optimizer not in OPTIMIZERS:
        raise ValueError(f"Unknown optimizer {optimizer!r}; there are {', '.join(OPTIMIZERS)}.")
    rule = OPTIMIZERS[optimizer].rule(convention)
    return (*rule.settings, *schedule_named(schedule).settings, WARMUP)


def labels(runs: Sequence[Run]) -> tuple[str, ...]:
    """A short name for each run: the optimizer's, plus what tells equal optimizers apart."""
    names = [_plain_label(run) for run in runs]
    for name in {name for name in names if names.count(name) > 1}:
        group = [k for k, other in enumerate(names) if other == name]
        members = [runs[k] for k in group]
        shared = set.intersection(*(set(run.settings) for run in members))
        facts = {k: _own_facts(runs[k], shared) for k in group}
        known = {key for own in facts.values() for key in own}
        telling = [key for key in _telling(members) if key in known][:2]
        for k, own in facts.items():
            details = ", ".join(_detail(key, own[key]) for key in telling if own.get(key, "") != "")
            names[k] = f"{name} ({details})" if details else name
    return tuple(
        name if names.count(name) == 1 else f"{name} #{names[:k].count(name) + 1}"
        for k, name in enumerate(names)
    )


def changes(run: Run) -> list[tuple[int, str]]:
    """The changes of its course: the step, and in words what is other from there on."""
    words = []
    for leg, (begin, values) in zip(run.legs[1:], run.then, strict=True):
        order = ("optimizer", "convention", "lr", "schedule", *leg.run.settings, "state")
        named = [_detail(name, values[name]) for name in order if name in values]
        words.append((begin, ", ".join(named)))
    return words


def course_text(run: Run) -> str:
    """All of them in words; empty if it has none."""
    return ", ".join(f"from step {begin}: {words}" for begin, words in changes(run))


def _facts(run: Run) -> dict[str, Any]:
    return {"lr": run.lr, "schedule": run.schedule, **run.settings, "then": course_text(run)}


def _own_facts(run: Run, shared: set[str]) -> dict[str, Any]:
    """What may tell it apart: of what others have no setting for, only what is not as usual."""
    usual = run.settings.keys() - shared - run.own.keys()
    return {key: value for key, value in _facts(run).items() if key not in {run.driven, *usual}}


def _telling(runs: Sequence[Run]) -> list[str]:
    """The names of what differs between runs; where a schedule drives a setting it has no value."""
    values: dict[str, set[str]] = {key: set() for key in _facts(runs[0])}
    for run in runs:
        for key in values.keys() - {run.driven}:
            values[key].add(str(_facts(run).get(key)))
    return [key for key, different in values.items() if len(different) > 1]


def _plain_label(run: Run) -> str:
    """The optimizer and its form, and those that it goes on with."""
    names = [_form_label(leg.run) for leg in run.legs]
    kept = [name for name, before in zip(names, ["", *names], strict=False) if name != before]
    return ", then ".join(kept)


def _form_label(run: Run) -> str:
    label = OPTIMIZERS[run.optimizer].label
    if run.convention == default_form(run.optimizer):
        return label
    return f"{label}, {run.convention}"


WORDS: Mapping[str, Callable[[str], str]] = {
    "optimizer": lambda key: OPTIMIZERS[key].label,
    "convention": "{} form".format,
    "schedule": lambda word: schedule_named(word).label,
    "state": "{} state".format,
    "then": str,
}
"""How what is no number is said; changes of course are words already."""


def _detail(name: str, value: Any) -> str:
    if name in WORDS:
        return WORDS[name](value)
    if value is None:
        return f"{name} default"
    if isinstance(value, tuple):
        return f"{name} {', '.join(map(str, value))}"
    if isinstance(value, bool):
        return f"{name} {str(value).lower()}"
    return f"{name} {compact(value)}" if isinstance(value, (int, float)) else f"{name} {value}"
