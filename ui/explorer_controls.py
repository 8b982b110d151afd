"""The sidebar of the page of schedules: schedules, optimizer, landscape, noise."""

from functools import partial

import streamlit as st

from comparison import MAX_RUNS, Run
from comparison.run import course_text
from optim import OPTIMIZERS
from optim.chain import parts_of, schedule_named
from optim.hyperparameters import LR
from setting import compact
from ui.choices import show_choice
from ui.controls import show_landscape, show_noise, show_schedule_settings
from ui.explorer import (
    add_schedule,
    change,
    change_run,
    comparison,
    explorer,
    look,
    remove_schedule,
    set_landscape,
    set_optimizer,
)
from ui.schedule_gallery import open_new_schedules
from ui.setting_control import show_setting
from ui.widgets import bound, named

OWN = "_s"
"""Ends the keys of this page's widgets."""


def show_controls() -> None:
    """Everything that decides the picture, in the sidebar."""
    state = explorer.state
    with st.sidebar:
        st.markdown("##### Schedules")
        for index, run in enumerate(state.runs):
            _show_schedule(index, run)
        show_add("add_schedule")
        st.markdown("##### The optimizer under each")
        _show_optimizer(state.runs)
        st.markdown("##### Where they run, and how long")
        show_landscape(comparison, change, set_landscape, OWN)
        show_noise(state.comparison, change, OWN)


def show_add(key: str, label: str = "Add a schedule") -> None:
    """The way to the gallery, for one more schedule."""
    state = explorer.state
    if st.button(
        label,
        icon=":material/add:",
        key=key,
        disabled=len(state.runs) >= MAX_RUNS,
        width="stretch",
    ):
        words = [run.schedule for run in state.runs]
        open_new_schedules(words, state.comparison.steps, add_schedule)


def name(run: Run) -> str:
    """A schedule's name in a list."""
    parts = parts_of(run.schedule)
    label = " ~ ".join(schedule_named(part.key).label for part in parts)
    return f"{label}, warm-up {run.settings['warmup']}" if run.settings["warmup"] else label


def _show_schedule(index: int, run: Run) -> None:
    """A schedule's line and, under the one that is changed, its settings."""
    opened = explorer.state.edit == index + 1
    with st.container(key=f"run_s{index}", border=True, gap="small"):
        st.button(
            f"{name(run)} · peak {compact(run.lr)}",
            key=f"open_s{index}",
            icon=":material/expand_less:" if opened else ":material/expand_more:",
            icon_position="right",
            type="tertiary",
            width="stretch",
            on_click=partial(look, edit=index + 1),
        )
        if run.then:
            st.caption(f"It changes {course_text(run)}.")
        if not opened:
            return
        apply = partial(change_run, index)
        show_setting(LR, run.lr, f"lr_s{index}", named(apply, "lr"), "Peak rate")
        show_schedule_settings(comparison(), (run,), f"s{index}", apply)
        st.button(
            "Remove",
            icon=":material/delete:",
            key=f"remove_s{index}",
            on_click=remove_schedule,
            args=(index,),
            disabled=len(explorer.state.runs) == 1,
        )


def _show_optimizer(runs: tuple[Run, ...]) -> None:
    run = explorer.state.run
    show_choice(OPTIMIZERS, run.optimizer, f"optimizer{OWN}", set_optimizer, "Optimizer")
    if len({other.optimizer for other in runs}) > 1:
        st.caption("These runs have several optimizers; a choice here gives all of them one.")
        return
    forms = OPTIMIZERS[run.optimizer].rules
    if len(forms) > 1:
        bound(
            st.segmented_control,
            f"convention{OWN}",
            run.convention,
            named(change, "convention"),
            label="Form",
            options=list(forms),
            required=True,
            help="\n".join(f"- **{form}**: {rule.note}" for form, rule in forms.items()),
        )
    idle = set.intersection(*(other.idle for other in runs))
    driven = set.intersection(*({other.driven} for other in runs))
    for setting in run.rule.settings:
        if setting.name not in idle | driven:
            value = run.settings[setting.name]
            show_setting(setting, value, f"{setting.name}{OWN}", named(change, setting.name))
