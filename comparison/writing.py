"""How the fields of a comparison that are no numbers are written in a link."""

from collections.abc import Iterator, Mapping
from typing import Any

from comparison.run import Run, default_form, run_settings
from landscapes.landscape import Landscape
from link.words import word

EMPTY = "default"
"""What is said in a change of a setting that from then on follows from the run again."""


def written_landscape(record: Landscape, parameters: Mapping[str, float]) -> str:
    """A landscape and those of its parameters that do not have their defaults."""
    return _listed(record.key, parameters, record.defaults)


def written_run(run: Run) -> str:
    """A run's entry: optimizer, lr, convention, settings, then schedule and its settings.

    Each change of course follows it: the step, and what is other from there on.
    """
    defaults = {
        setting.name: setting.default
        for setting in run_settings(run.optimizer, run.schedule, run.convention)
    }
    own = {"lr": run.lr, "convention": run.convention}
    own_defaults = {"lr": None, "convention": default_form(run.optimizer)}
    for setting in run.rule.settings:
        own[setting.name], own_defaults[setting.name] = run.settings[setting.name], setting.default
    own["schedule"], own_defaults["schedule"] = run.schedule, "constant"
    start = _listed(run.optimizer, {**own, **run.settings}, {**defaults, **own_defaults})
    return ",".join([start, *_course(run)])


def _course(run: Run) -> Iterator[str]:
    for leg, (begin, values) in zip(run.legs[1:], run.then, strict=True):
        order = ("optimizer", "lr", "convention", "schedule", *leg.run.settings, "state")
        yield f"from={begin}"
        for name in order:
            if name in values:
                yield f"{name}={EMPTY if values[name] is None else word(values[name])}"


def _listed(head: str, values: Mapping[str, Any], defaults: Mapping[str, Any]) -> str:
    changed = [f"{name}={word(v)}" for name, v in values.items() if v != defaults[name]]
    return ",".join([head, *changed])
