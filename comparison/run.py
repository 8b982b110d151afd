"""One run of a comparison: an optimizer with its settings and its learning-rate schedule."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from optim import OPTIMIZERS
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

RUN_FIELDS = ("optimizer", "lr", "schedule", "convention")
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

    Raises:
        ValueError: unknown name or value out of range; the message says what is allowed.
    """

    optimizer: str
    lr: float
    schedule: str
    convention: str
    settings: Settings

    def __init__(
        self,
        optimizer: str,
        lr: float,
        schedule: str = "constant",
        convention: str | None = None,
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

    def changed(self, **changes: Any) -> "Run":
        """A copy with other values; what the new optimizer, form or schedule lacks is dropped.

        A setting at its default goes to the new form's default (Adam's eps is 1e-8 in torch and
        1e-7 in Keras); one that was given another value keeps it.
        """
        fields = {name: changes.pop(name, getattr(self, name)) for name in RUN_FIELDS}
        form = default_form(fields["optimizer"])
        if fields["convention"] not in OPTIMIZERS[fields["optimizer"]].rules:
            fields["convention"] = form
        known = run_settings(fields["optimizer"], fields["schedule"], fields["convention"])
        names = {setting.name for setting in known}
        kept = {name: value for name, value in self.own.items() if name in names}
        return Run(**fields, **{**kept, **changes})

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
        """The settings that decide nothing while the others are as they are."""
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

    def table(self, steps: int) -> dict[str, Any]:
        """Every setting of the rule over the run: a value, or an array of shape (steps,)."""
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
        row = SimpleNamespace(**self.settings, lr=self.lr)
        return Feedback(lambda: begin(row), loss, self.settings["warmup"])

    @property
    def _in_force(self) -> tuple[Setting, ...]:
        """The rule's settings, without the momentum where Nesterov's sequence takes its place."""
        idle = "momentum" if self.settings.get("momentum_sequence") else ""
        return tuple(setting for setting in self.rule.settings if setting.name != idle)


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
        telling = _telling([runs[k] for k in group])[:2]
        for k in group:
            own = {key: value for key, value in _facts(runs[k]).items() if key != runs[k].driven}
            details = ", ".join(_detail(key, own[key]) for key in telling if key in own)
            names[k] = f"{name} ({details})" if details else name
    return tuple(
        name if names.count(name) == 1 else f"{name} #{names[:k].count(name) + 1}"
        for k, name in enumerate(names)
    )


def _facts(run: Run) -> dict[str, Any]:
    return {"lr": run.lr, "schedule": run.schedule, **run.settings}


def _telling(runs: Sequence[Run]) -> list[str]:
    """The names of what differs between runs; where a schedule drives a setting it has no value."""
    values: dict[str, set[str]] = {key: set() for key in _facts(runs[0])}
    for run in runs:
        for key in values.keys() - {run.driven}:
            values[key].add(str(_facts(run).get(key)))
    return [key for key, different in values.items() if len(different) > 1]


def _plain_label(run: Run) -> str:
    label = OPTIMIZERS[run.optimizer].label
    if run.convention == default_form(run.optimizer):
        return label
    return f"{label}, {run.convention}"


def _detail(name: str, value: Any) -> str:
    if name == "schedule":
        return schedule_named(value).label
    if isinstance(value, tuple):
        return f"{name} {', '.join(map(str, value))}"
    if isinstance(value, bool):
        return f"{name} {str(value).lower()}"
    return f"{name} {compact(value)}" if isinstance(value, (int, float)) else f"{name} {value}"
