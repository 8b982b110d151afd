"""The numbers panel's part of the packed bytes: the lines of a run's step and what goes in."""

import re
import unicodedata
from html.entities import html5

import numpy as np

from browser.blob import Arrays, Header
from comparison import Comparison, Trajectory
from expression.tree import AHEAD
from optim.engine import start_state
from optim.hyperparameters import LR
from optim.rule import PointRule, Rule
from optim.worked import Worked, worked


def numbers_entry(comparison: Comparison, index: int, arrays: Arrays) -> Header:
    """The entry for the header, whose arrays are all float64."""
    trajectory = comparison.trajectories()[index]
    rule = trajectory.run.rule
    if isinstance(rule, PointRule):
        return {"run": index, "whole": True}
    step = worked(rule, trajectory.settings)
    used = [name for name in trajectory.settings if f"s.{name}" in step.names]
    return {
        "run": index,
        "lines": step.lines,
        "position": step.position,
        "at": AHEAD if rule.gradient_at else "x",
        "noise": comparison.noise > 0.0,
        "sparse": comparison.sparse,
        "symbols": _symbols(rule, step),
        "settings": {
            name: arrays.add_or_constant(trajectory.settings[name], "f8") for name in used
        },
        "gradient": arrays.add(trajectory.gradient, "f8"),
        "derivative": _derivative(comparison, arrays),
        "state": {
            name: arrays.add(values, "f8")
            for name, values in _before(trajectory).items()
            if name in step.names
        },
    }


def _derivative(comparison: Comparison, arrays: Arrays) -> Header:
    """The formulas of the gradient, for x and y, and what goes in besides x and y.

    Over data they are those of one row, and `drawn` are the rows that each step sees, one after the
    other; None: all.
    """
    record, drawn = comparison.record, comparison.drawn_rows()
    symbols = {entry.name: _from_latex(entry.symbol) for entry in record.parameters}
    return {
        "trees": record.row.slopes,
        "symbols": {"pi": "π", **symbols, **{name: f"{name}_i" for name in record.data.columns}},
        "parameters": dict(comparison.parameters),
        "data": list(record.data),
        "batch": comparison.batch,
        "drawn": None if drawn is None else arrays.add(drawn),
    }


def _before(trajectory: Trajectory) -> dict[str, np.ndarray]:
    """The state before each step: where it starts, then what each step but the last left."""
    rule = trajectory.run.rule
    first = {name: values[0] for name, values in trajectory.settings.items()}
    return {
        name: np.vstack([[start, start], trajectory.internals[kind.name][:-1]])
        for (name, kind), start in zip(rule.state.items(), start_state(rule, first), strict=True)
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
