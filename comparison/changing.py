"""A change of a comparison by the names of what changes."""

from collections.abc import Iterable, Mapping
from typing import Any

from comparison.checking import STEPS, checked_landscape
from comparison.fields import NAMES
from comparison.run import RUN_FIELDS, Run
from landscapes import LANDSCAPES

ELSEWHERE: dict[str, Any] = {
    "parameters": {},
    "start": None,
    "batch": 0,
    "zoom": None,
    "height": "auto",
    "camera": None,
    "t": 0,
}
"""What another landscape begins with."""


def changed(before: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that these values change, by name -> what they become; see Comparison.changed.

    Args:
        before: has all fields of a comparison as attributes.
        values: by the names of fields, of the landscape's parameters, of what runs have.

    Raises:
        ValueError: nothing has such a name, or a value that decides what has is out of range.
    """
    fields = {name: value for name, value in values.items() if name in NAMES}
    landscape = checked_landscape(fields.get("landscape", before.landscape))
    if landscape != before.landscape:
        fields = {**ELSEWHERE, **fields}
    known = LANDSCAPES[landscape].defaults
    parameters = {name: value for name, value in values.items() if name in known}
    if parameters:
        fields["parameters"] = {**fields.get("parameters", before.parameters), **parameters}
    rest = {name: values[name] for name in values.keys() - {*NAMES, *known}}
    if rest:
        fields["runs"] = _changed_runs(fields.get("runs", before.runs), rest)
    if "runs" in fields:
        fields["runs"] = tuple(fields["runs"])
        count = len(fields["runs"])
        fields.setdefault("hidden", [run for run in before.hidden if run <= count])
        fields.setdefault("numbers", min(before.numbers, count))
    if "steps" in fields:
        steps = STEPS.check(fields["steps"])
        fields.setdefault("t", min(before.t, steps))
        fields.setdefault("runs", tuple(_within(steps, run) for run in before.runs))
    return fields


def _within(steps: int, run: Run) -> Run:
    """The run without the changes that it no longer comes to."""
    return run.changed(then=tuple(change for change in run.then if change[0] < steps))


def _changed_runs(runs: Iterable[Run], values: Mapping[str, Any]) -> tuple[Run, ...]:
    """The runs with these values, each in every run that has it once all kinds are settled."""
    kind = {name: value for name, value in values.items() if name in RUN_FIELDS}
    runs = [run.changed(**kind) for run in runs]
    unknown = values.keys() - kind.keys() - {name for run in runs for name in run.settings}
    if unknown:
        raise ValueError(
            f"There is no field, parameter or setting {', '.join(map(repr, sorted(unknown)))} here."
        )
    return tuple(
        run.changed(**{name: value for name, value in values.items() if name in run.settings})
        for run in runs
    )
