"""The numbers panel's part of the packed bytes: the lines of a run's step and what goes in."""

import re
import unicodedata
from html.entities import html5

import numpy as np

from browser.blob import Arrays, Header
from comparison import Comparison, Trajectory
from expression.tree import AHEAD, without
from optim.hyperparameters import LR
from optim.rule import PointRule, Rule
from optim.worked import Worked, worked


def numbers_entry(comparison: Comparison, index: int, arrays: Arrays) -> Header:
    """The entry for the header, whose arrays are all float64.

    It has the lines of the run's first leg. Those of the others are in `later`, each `from` its
    first step, with arrays over the whole run too.
    """
    trajectory = comparison.trajectories()[index]
    legs = [_leg(trajectory, leg, arrays) for leg in range(len(trajectory.parts))]
    entry: Header = {"run": index, **legs[0]}
    if all(leg.get("whole") for leg in legs):
        return entry
    later = [
        {"from": part.start, **leg}
        for (_, part), leg in zip(trajectory.parts[1:], legs[1:], strict=True)
    ]
    return entry | {
        "noise": comparison.noise > 0.0,
        "sparse": comparison.sparse,
        "gradient": arrays.add(trajectory.gradient, "f8"),
        "derivative": _derivative(comparison, arrays),
        **({"later": later} if later else {}),
    }


def _leg(trajectory: Trajectory, leg: int, arrays: Arrays) -> Header:
    """The lines of a leg and what goes in; `born` is the step at which its state started."""
    run, part = trajectory.parts[leg]
    rule = run.rule
    if isinstance(rule, PointRule):
        return {"whole": True}
    _, names = trajectory.in_force(part.start)
    settings = {name: trajectory.settings[name] for name in names}
    step = worked(rule, {name: values[part] for name, values in settings.items()})
    used = [name for name in settings if f"s.{name}" in step.names]
    fresh = [k for k in range(leg + 1) if trajectory.run.legs[k].fresh]
    return {
        "lines": step.lines,
        "position": step.position,
        "at": AHEAD if rule.gradient_at else "x",
        "born": trajectory.run.legs[fresh[-1]].begin,
        "symbols": _symbols(rule, step),
        "settings": {name: _over_run(settings[name], part, arrays) for name in used},
        "state": {
            name: arrays.add(_padded(values, part, len(trajectory.gradient)), "f8")
            for name, values in trajectory.before(leg).items()
            if name in step.names
        },
    }


def _over_run(values: np.ndarray, part: slice, arrays: Arrays) -> Header:
    """A setting over the run; one number if it stays the same in the leg."""
    if np.ptp(values[part]) == 0.0:
        return {"constant": float(values[part.start])}
    return arrays.add(values, "f8")


def _padded(values: np.ndarray, part: slice, steps: int) -> np.ndarray:
    """What a leg has, at its place in the run."""
    return np.pad(values, ((part.start, steps - part.stop), (0, 0)), constant_values=np.nan)


def _derivative(comparison: Comparison, arrays: Arrays) -> Header:
    """The formulas of the gradient, for x and y, and what goes in besides x and y.

    What a parameter of 0 switches off is left out: a bowl that is not turned shows no angle. Over
    data they are those of one row, and `drawn` are the rows that each step sees, one after the
    other; None: all.
    """
    record, drawn = comparison.record, comparison.drawn_rows()
    off = {name: value for name, value in comparison.parameters.items() if value == 0.0}
    seen = {name: value for name, value in comparison.parameters.items() if value != 0.0}
    symbols = {e.name: _from_latex(e.symbol) for e in record.parameters if e.name in seen}
    return {
        "trees": tuple(without(tree, off) for tree in record.row.slopes),
        "symbols": {"pi": "π", **symbols, **{name: f"{name}_i" for name in record.data.columns}},
        "parameters": seen,
        "data": list(record.data),
        "batch": comparison.batch,
        "drawn": None if drawn is None else arrays.add(drawn),
    }


def _symbols(rule: Rule, step: Worked) -> dict[str, str]:
    """What each name is written as; "_" begins a subscript."""
    settings = {f"s.{entry.name}": _from_latex(entry.symbol) for entry in (LR, *rule.settings)}
    settings["s.t"] = "t"
    own = {name.rstrip("'") for name in {*step.names, *dict(step.lines)} if name[:2] != "s."}
    return {
        **{name: symbol for name, symbol in settings.items() if name in step.names},
        **{name: _from_code(name) for name in sorted(own)},
        "x": "θ",
        AHEAD: "θ_ahead",
    }


def _from_latex(symbol: str) -> str:
    r"""A setting's symbol: \beta_1 is β_1, \varphi the φ of text."""
    return re.sub(r"\\(?:var)?([a-z]+)", lambda match: html5[match[1] + ";"], symbol)


def _from_code(name: str) -> str:
    """A variable of the rule: Greek where its name is a Greek letter's."""
    letter, *rest = name.split("_", 1)
    greek = html5.get(letter + ";", letter)
    if unicodedata.name(greek[0]).startswith("GREEK"):
        letter = greek
    return "_".join([letter, *rest])
