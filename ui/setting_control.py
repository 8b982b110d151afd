"""One control per setting: a slider to explore with and a number to be exact with."""

import math
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from setting import Setting, compact
from ui.stops import middle, stops
from ui.visit import held
from ui.widgets import bound

Apply = Callable[[Any], None]

GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "eta": "η",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μ",
    "nu": "ν",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "varphi": "φ",
    "psi": "ψ",
}
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)


def show_setting(setting: Setting, value: Any, key: str, apply: Apply, label: str = "") -> None:
    """The control of a setting.

    Args:
        setting: what it is.
        value: what it is now.
        key: of the widgets.
        apply: called with a new value.
        label: in place of the setting's name.
    """
    label = label or ("" if setting.symbol == setting.name else setting.name)
    label = f"{label} {_letter(setting.symbol)}".strip()
    help_text = f"{setting.help} {_range(setting)}".strip()
    if setting.type is bool:
        bound(st.toggle, key, value, apply, label=label, help=help_text)
    elif setting.type is str:
        bound(
            st.segmented_control,
            key,
            value,
            apply,
            label=label,
            options=setting.choices,
            required=True,
            help=help_text,
        )
    elif setting.type is tuple:
        text = ", ".join(map(str, value))
        apply_list = partial(_apply_list, apply)
        bound(st.text_input, key, text, apply_list, label=label, help=help_text, max_chars=200)
    elif setting.default is None:
        _number(setting, value, key, apply, label=label, help=help_text, placeholder=setting.empty)
    else:
        with st.container(key=f"both_{key}", gap=None):
            _slider(setting, value, f"{key}_slider", apply, label=label, help=help_text)
            hidden = {"label": setting.name, "label_visibility": "collapsed"}
            _number(setting, value, f"{key}_number", apply, **hidden)


def show_driven(setting: Setting, low: float, high: float, schedule: str, key: str) -> None:
    """The range in which a schedule moves a setting; nothing to be changed by hand.

    Args:
        setting: what it is.
        low: its lowest value in the run.
        high: its highest.
        schedule: the name of what drives it.
        key: of the widget.
    """
    bound(
        st.slider,
        key,
        (low, high),
        lambda _: None,
        label=f"{setting.name} {_letter(setting.symbol)}".strip(),
        min_value=setting.low,
        max_value=setting.high,
        format="%.3g",
        disabled=True,
        help=setting.help,
    )
    st.caption(f"{compact(low, 3)} to {compact(high, 3)}, driven by the {schedule} schedule")


def _apply_list(apply: Apply, text: str) -> None:
    """Apply "30, 80" as numbers; what is none stays a word, which the setting refuses."""
    words = re.split(r"[\s,:;]+", text.strip(" \t,:;"))
    apply(tuple(int(word) if WHOLE.fullmatch(word) else word for word in words))


def _slider(setting: Setting, value: Any, key: str, apply: Apply, **how: Any) -> None:
    low, high = setting.slider or (setting.low, setting.high)
    apply = partial(held, key, apply)
    if setting.log:
        around = middle(value, st.session_state.get(f"{key}_middle"))
        st.session_state[f"{key}_middle"] = around
        options = stops(low, high, around, value)
        bound(st.select_slider, key, value, apply, options=options, format_func=compact, **how)
        return
    # A value beyond the slider's range is shown at its end; the number beside it is exact.
    shown = setting.type(min(max(value, low), high))
    step: float = 1 if setting.type is int else _step(high - low)
    bound(
        st.slider,
        key,
        shown,
        apply,
        min_value=setting.type(low),
        max_value=setting.type(high),
        step=step,
        format="%d" if setting.type is int else "%.4g",
        **how,
    )


def _number(setting: Setting, value: Any, key: str, apply: Apply, **how: Any) -> None:
    whole = setting.type is int
    bound(
        st.number_input,
        key,
        value,
        apply,
        min_value=setting.type(setting.low),
        max_value=setting.type(setting.high),
        step=1 if whole else _fine(value),
        format="%d" if whole else "%.8g",
        **how,
    )


def _letter(latex: str) -> str:
    """A symbol as plain text, for a label that a screen reader reads; "" for a compound one."""
    name, _, index = latex.removeprefix("\\").partition("_")
    letter = GREEK.get(name, name)
    if len(letter) != 1 or len(index) > 1:
        return ""
    return letter + index.translate(SUBSCRIPTS)


def _range(setting: Setting) -> str:
    """The values allowed, for a help text."""
    if setting.type not in (int, float):
        return ""
    return f"From {compact(setting.low)} to {compact(setting.high)}."


def _step(span: float) -> float:
    """A round step of about a hundredth to a two-hundredth of a range."""
    return float(10.0 ** math.floor(math.log10(span / 100.0)))


def _fine(value: float) -> float:
    """What a click on plus or minus changes: the value's second digit."""
    return float(10.0 ** (math.floor(math.log10(abs(value))) - 1)) if value else 0.001
