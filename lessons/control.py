"""What a reader can set in a beat: the parameters of the beat's function.

A control is a Setting, found by the parameter's name among those of the lesson, of optimizers and
of comparisons. Where it starts is the parameter's default; an annotation narrows it for its beat:
`lr: Annotated[float, Slider(0.140, 0.155, step=0.0005)] = 0.14`.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, get_type_hints

from comparison.checking import NOISE, SEED, STEPS
from optim.hyperparameters import LR, OPTIMIZER_SETTINGS
from setting import Setting

KNOWN = (LR, *OPTIMIZER_SETTINGS, STEPS, NOISE, SEED)
LABELS = {
    "lr": "learning rate",
    "momentum": "momentum β",
    "kappa": "condition κ",
    "x": "start x",
    "y": "start y",
}
"""Where a name is no word; a Slider's own label comes first."""


@dataclass(frozen=True)
class Slider:
    """How a beat narrows a number, or a switch.

    Attributes:
        low, high: what is allowed in this beat; None: the setting's slider.
        shown: the narrower range that the slider itself covers; None: all that is allowed.
        step: it stops at multiples of this; None: at round numbers.
        log: whether it goes by powers of ten; None: as the setting does, or evenly with a step.
        digits: it stops at every number of so many digits, by powers of ten; for a goal that
            needs them.
        marks: words -> the value at which they stand.
        label: beside it.
    """

    low: float | None = None
    high: float | None = None
    step: float | None = None
    log: bool | None = None
    digits: int | None = None
    marks: Mapping[str, float] = field(default_factory=dict)
    label: str = ""
    shown: tuple[float, float] | None = None


@dataclass(frozen=True, init=False)
class Words:
    """A choice among words: each value and what it is called."""

    choices: Mapping[str, str]
    label: str

    def __init__(self, choices: Mapping[str, str], label: str = "") -> None:
        """Keep the choices in order."""
        object.__setattr__(self, "choices", dict(choices))
        object.__setattr__(self, "label", label)


@dataclass(frozen=True)
class Control:
    """A control of a beat."""

    setting: Setting
    label: str
    step: float | None = None
    digits: int | None = None
    marks: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """For the board."""
        setting = self.setting
        return {
            "name": setting.name,
            "label": self.label,
            "type": setting.type.__name__,
            "value": setting.default,
            "low": None if setting.type in (bool, str) else setting.low,
            "high": None if setting.type in (bool, str) else setting.high,
            "shown": setting.slider,
            "log": setting.log,
            "step": self.step,
            "digits": self.digits,
            "marks": list(self.marks.items()),
            "words": list(self.words.items()),
            "help": setting.help,
        }


def controls_of(beat: Callable[..., Any], own: Sequence[Setting]) -> tuple[Control, ...]:
    """The controls of a beat's function, in its order.

    Args:
        beat: the function.
        own: the settings of its lesson, which come before all others of the same name.

    Raises:
        ValueError: a parameter that is no setting, or a start out of its range.
    """
    return _controls(beat, tuple(own))


@cache
def _controls(beat: Callable[..., Any], own: tuple[Setting, ...]) -> tuple[Control, ...]:
    known = {setting.name: setting for setting in (*KNOWN, *own)}
    hints = get_type_hints(beat, include_extras=True)
    return tuple(
        _control(name, parameter.default, hints[name], known.get(name))
        for name, parameter in inspect.signature(beat).parameters.items()
    )


def _control(name: str, start: Any, hint: Any, setting: Setting | None) -> Control:
    how = next(iter(getattr(hint, "__metadata__", ())), Slider())
    label = how.label or LABELS.get(name, name.replace("_", " "))
    if isinstance(how, Words):
        word = Setting(name, "", "", default=start, type=str, choices=tuple(how.choices))
        word.check(start)
        return Control(word, label, words=how.choices)
    if isinstance(start, bool):
        return Control(setting or Setting(name, "", "", default=start, type=bool), label)
    if setting is None:
        if how.low is None or how.high is None:
            raise ValueError(f"{name} is no known setting, so its range must be given.")
        setting = Setting(name, "", "", how.low, how.high, start, type(start))
    low, high = setting.slider or (setting.low, setting.high)
    narrowed = replace(
        setting,
        low=low if how.low is None else how.low,
        high=high if how.high is None else how.high,
        default=start,
        log=setting.log and not how.step if how.log is None else how.log,
        slider=how.shown,
    )
    narrowed.check(start)
    return Control(narrowed, label, how.step, how.digits, how.marks)
