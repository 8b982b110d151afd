"""How a run is made to go on from a step with other settings, and the list of its changes."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from comparison import Run
from comparison.course import MAX_CHANGES
from comparison.run import changes
from optim import OPTIMIZERS, SCHEDULES
from optim.chain import schedule_named
from optim.hyperparameters import LR
from ui.changes import (
    Turning,
    ask_to_turn,
    changed_course,
    end_turning,
    playground,
    remove_change,
    set_change,
    tuned_rate,
    turning,
)

NAMED = {"momentum": "Momentum", "beta1": "Beta1"}
"""What the form asks for besides optimizer and rate, where the optimizer has it."""


def show_turning() -> None:
    """The form, from when it is asked for until it is closed."""
    asked = turning()
    if asked is None:
        return

    @st.dialog("Go on with other settings", on_dismiss=end_turning)
    def form() -> None:
        _show_form(playground.state.runs[asked.run], asked)

    form()


def _show_form(run: Run, asked: Turning) -> None:
    st.markdown(f"**{playground.state.labels[asked.run]}**")
    step = st.number_input(
        "From step",
        min_value=1,
        max_value=playground.state.steps - 1,
        value=asked.step,
        step=1,
        key=f"turn_step_{asked.number}",
        help="Steps count from 0: this is the first one with the new settings.",
    )
    before = [leg.run for leg in run.legs if leg.begin < asked.step][-1]
    there = [leg.run for leg in run.legs if leg.begin <= asked.step][-1]
    values = _show_settings(there, asked.number)
    values["schedule"] = _show_schedule(
        dict(run.then).get(asked.instead or asked.step, {}).get("schedule", ""), asked.number
    )
    another = values["optimizer"] != before.optimizer
    fresh = st.toggle(
        "Without the optimizer's memory",
        value=dict(run.then).get(asked.step, {}).get("state") == "fresh",
        key=f"turn_fresh_{asked.number}",
        disabled=another,
        help="Velocity and averages start anew. Those of another optimizer always do.",
    )
    values["state"] = "fresh" if fresh and not another else "carried"
    same = changed_course(run, int(step), values, asked.instead) == run
    if same:
        st.caption("Nothing changes so far.")
    if st.button(
        "Go on", key=f"turn_apply_{asked.number}", type="primary", width="stretch", disabled=same
    ):
        set_change(asked.run, int(step), values, asked.instead)
        end_turning()
        st.rerun()


def _show_settings(run: Run, number: int) -> dict[str, Any]:
    """Optimizer, rate and momentum: as they are in force, or as they suit another optimizer."""
    keys = list(OPTIMIZERS)
    optimizer = st.selectbox(
        "Optimizer",
        keys,
        index=keys.index(run.optimizer),
        format_func=lambda key: OPTIMIZERS[key].label,
        key=f"turn_optimizer_{number}",
    )
    stays = optimizer == run.optimizer
    there = run if stays else run.changed(optimizer=optimizer)
    rate = run.lr if stays else tuned_rate(optimizer, there.convention)
    lr = st.number_input(
        "Learning rate",
        min_value=LR.low,
        max_value=LR.high,
        value=rate,
        step=rate / 10.0,
        format="%.8g",
        key=f"turn_lr_{optimizer}_{number}",
    )
    values: dict[str, Any] = {"optimizer": optimizer, "lr": lr}
    for setting in there.rule.settings:
        if setting.name in NAMED and setting.name not in {there.driven, *there.idle}:
            values[setting.name] = st.number_input(
                NAMED[setting.name],
                min_value=setting.low,
                max_value=setting.high,
                value=there.settings[setting.name],
                format="%.6g",
                step=0.01,
                key=f"turn_{setting.name}_{optimizer}_{number}",
                help=setting.help,
            )
    return values


def _show_schedule(named: str, number: int) -> str | None:
    """The schedule that begins at the change; None: the one there is goes on."""
    keys = list(dict.fromkeys(["", named, *SCHEDULES]))
    chosen = st.selectbox(
        "Schedule",
        keys,
        index=keys.index(named),
        format_func=lambda key: schedule_named(key).label if key else "Goes on as it is",
        key=f"turn_schedule_{number}",
        help="One that is chosen begins at this step, at this rate, with its own defaults.",
    )
    return chosen or None


def show_course(index: int, run: Run, steps: int) -> None:
    """The changes of a run, each to be edited or taken away, and the way to another one."""
    for begin, words in changes(run):
        with st.container(horizontal=True, wrap=False, gap="small", key=f"change_{index}_{begin}"):
            st.markdown(f"From step {begin}: {words}")
            edit = partial(ask_to_turn, index, begin, begin)
            _icon("edit", f"Edit the change at step {begin}", f"icon_edit_{index}_{begin}", edit)
            drop = partial(remove_change, index, begin)
            _icon("close", f"Remove the change at step {begin}", f"icon_drop_{index}_{begin}", drop)
    if len(run.then) < MAX_CHANGES and steps > 1:
        middle = (run.legs[-1].begin + steps) // 2
        st.button(
            "Change on the way",
            icon=":material/turn_right:",
            key=f"turn_{index}",
            help="From a step on, go on with other settings or another optimizer. "
            "The player has a button for the step it shows.",
            on_click=ask_to_turn,
            args=(index, min(max(middle, 1), steps - 1)),
        )


def _icon(icon: str, said: str, key: str, act: Callable[[], None]) -> None:
    st.button(said, icon=f":material/{icon}:", key=key, help=said, on_click=act, width=34)
