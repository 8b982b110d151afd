"""Writing a comparison as a link: short, readable, closed."""

from typing import TYPE_CHECKING, Any

from comparison.run import Run, default_form, run_settings
from link.words import number, word

if TYPE_CHECKING:
    from comparison.comparison import Comparison

FIELDS = ("steps", "noise", "sparse", "seed", "t")
"""The plain numbers of a comparison, in the order they are written."""


def write(comparison: "Comparison") -> str:
    """The query string of a comparison, without "?"; what has its default value is left out."""
    record = comparison.record
    plain = type(comparison)(landscape=comparison.landscape, runs=comparison.runs)
    parts = ["landscape=" + _listed(comparison.landscape, comparison.parameters, record.defaults)]
    if comparison.start != plain.start:
        parts.append("start=" + ",".join(map(number, comparison.start)))
    for name in FIELDS[:-1]:
        if getattr(comparison, name) != getattr(plain, name):
            parts.append(f"{name}={word(getattr(comparison, name))}")
    parts += ["run=" + write_run(run) for run in comparison.runs]
    if comparison.t:
        parts.append(f"t={comparison.t}")
    return "&".join(parts)


def write_run(run: Run) -> str:
    """A run's entry: optimizer, lr, convention, settings, then schedule and its settings."""
    defaults = {
        setting.name: setting.default
        for setting in run_settings(run.optimizer, run.schedule, run.convention)
    }
    own = {"lr": run.lr, "convention": run.convention}
    own_defaults = {"lr": None, "convention": default_form(run.optimizer)}
    for setting in run.rule.settings:
        own[setting.name], own_defaults[setting.name] = run.settings[setting.name], setting.default
    own["schedule"], own_defaults["schedule"] = run.schedule, "constant"
    return _listed(run.optimizer, {**own, **run.settings}, {**defaults, **own_defaults})


def _listed(head: str, values: Any, defaults: Any) -> str:
    changed = [f"{name}={word(v)}" for name, v in values.items() if v != defaults[name]]
    return ",".join([head, *changed])
