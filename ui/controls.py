"""The playground's sidebar: landscape, start, runs, schedule, noise."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

import streamlit as st

from comparison import MAX_RUNS, Comparison, Run
from comparison.checking import NOISE, SEED, SPARSE, STEPS, batch, coordinates
from comparison.run import course_text
from landscapes import LANDSCAPES
from optim import OPTIMIZERS
from optim.hyperparameters import LR
from optim.schedule_parameters import WARMUP
from setting import compact
from ui.chain import show_schedule_choice
from ui.changes import (
    change,
    change_run,
    playground,
    remove_run,
    same_schedule,
    set_form,
    set_landscape,
    set_optimizer,
    set_same_schedule,
    set_start,
    toggle_run,
    touch,
    touched,
)
from ui.choices import show_choice
from ui.course_change import show_course
from ui.galleries import open_landscapes, open_optimizers
from ui.navigation import PAGES
from ui.schedule_gallery import open_schedules
from ui.setting_control import show_driven, show_setting
from ui.widgets import bound, named

Change = Callable[..., None]


def show_controls() -> None:
    """Everything that decides the picture, in the sidebar."""
    comparison = playground.state
    with st.sidebar:
        show_landscape(lambda: playground.state, change, set_landscape)
        st.markdown("##### Optimizers")
        for index, run in enumerate(comparison.runs):
            _show_run(comparison, index, run)
        if st.button(
            "Add an optimizer",
            icon=":material/add:",
            key="add_run",
            disabled=len(comparison.runs) >= MAX_RUNS,
            width="stretch",
        ):
            open_optimizers()
        _show_schedule(comparison)
        show_noise(comparison, change)


def show_quick_controls() -> None:
    """For a phone, without the sidebar: landscape, another run; optimizer and rate of one run."""
    comparison = playground.state
    with st.container(key="quick"):
        left, right = st.columns((5, 2), gap="small", wrap=False)
        with left:
            name = comparison.record.label
            if st.button(name, icon=":material/grid_view:", key="quick_landscape", width="stretch"):
                open_landscapes()
        with right:
            full = len(comparison.runs) >= MAX_RUNS
            if st.button("Add", icon=":material/add:", key="quick_add", disabled=full):
                open_optimizers()
        index = touched()
        run = comparison.runs[index]
        left, middle, right = st.columns((4, 3, 2), gap="small", wrap=False)
        with left:
            bound(
                st.selectbox,
                "quick_run",
                comparison.labels[index],
                lambda label: touch(comparison.labels.index(label)),
                label="Run",
                options=comparison.labels,
                format_func=_differs_first,
                label_visibility="collapsed",
            )
        with middle:
            _show_optimizer(index, run, "quick_optimizer", brief=True)
        with right:
            bound(
                st.number_input,
                "quick_lr",
                run.lr,
                lambda lr: change_run(index, lr=lr),
                label="Learning rate",
                label_visibility="collapsed",
                format="%.8g",
                min_value=LR.low,
                max_value=LR.high,
                step=run.lr / 10.0,
            )


def _differs_first(label: str) -> str:
    """In a narrow list: what tells a run from others like it before what they are all called."""
    name, _, differs = label.partition(" (")
    return f"{differs[:-1]} · {name}" if differs else label


def show_landscape(
    current: Callable[[], Comparison],
    change: Change,
    choose: Callable[[str], None],
    suffix: str = "",
) -> None:
    """The landscape with its parameters, the start, the number of steps.

    Args:
        current: gives what is shown.
        change: called with other values by name.
        choose: called with another landscape.
        suffix: of the widgets' keys, on another page than the playground.
    """
    comparison = current()
    record = comparison.record
    show_choice(LANDSCAPES, comparison.landscape, f"landscape{suffix}", choose, "Landscape")
    places = [entry for entry in record.parameters if entry.name.endswith(("_x", "_y"))]
    for parameter in record.parameters:
        if parameter not in places:
            show_setting(
                parameter,
                comparison.parameters[parameter.name],
                f"parameter_{parameter.name}{suffix}",
                named(change, parameter.name),
            )
    if places:
        for column, parameter in zip(st.columns(2, gap="small", wrap=False), places, strict=True):
            with column:
                bound(
                    st.number_input,
                    f"parameter_{parameter.name}{suffix}_number",
                    comparison.parameters[parameter.name],
                    named(change, parameter.name),
                    label=parameter.name.replace("_", " ").capitalize(),
                    min_value=parameter.low,
                    max_value=parameter.high,
                    step=0.1,
                    format="%.6g",
                    help=parameter.help,
                )
    columns = st.columns(2, gap="small", wrap=False)
    for axis, (column, setting) in enumerate(zip(columns, coordinates(record), strict=True)):
        with column:
            bound(
                st.number_input,
                f"start_{setting.symbol}{suffix}",
                comparison.start[axis],
                partial(set_start, current, change, axis),
                label=f"Start {setting.symbol}",
                min_value=setting.low,
                max_value=setting.high,
                step=record.tolerance * 2.0,
                format="%.6g",
                help="Or click the contour, or drag the ring.",
            )
    show_setting(STEPS, comparison.steps, f"steps{suffix}", named(change, "steps"), "Steps")


def _show_run(comparison: Comparison, index: int, run: Run) -> None:
    """A run's line and, under the one that is open, its settings.

    Not an expander: its identity follows its label, and the label follows the settings.
    """
    label = comparison.labels[index]
    rate, course = f"lr {compact(run.lr)}", course_text(run)
    if course and course not in label:
        rate = f"{rate}, {course}"
    opened = playground.aside.get("open_run") == index
    with st.container(key=f"run_{index}", border=True, gap="small"):
        st.button(
            label if rate in label else f"{label} · {rate}",
            key=f"open_{index}",
            icon=":material/expand_less:" if opened else ":material/expand_more:",
            icon_position="right",
            type="tertiary",
            width="stretch",
            on_click=toggle_run,
            args=(index,),
        )
        if opened:
            _show_run_settings(comparison, index, run)


def _show_run_settings(comparison: Comparison, index: int, run: Run) -> None:
    _show_optimizer(index, run, f"optimizer_{index}")
    forms = OPTIMIZERS[run.optimizer].rules
    if len(forms) > 1:
        bound(
            st.segmented_control,
            f"convention_{index}",
            run.convention,
            partial(set_form, index),
            label="Form",
            options=list(forms),
            required=True,
            help="\n".join(f"- **{form}**: {rule.note}" for form, rule in forms.items()),
        )
    show_setting(LR, run.lr, f"lr_{index}", lambda lr: change_run(index, lr=lr), "Learning rate")
    idle = run.idle
    for setting in run.rule.settings:
        name, value = setting.name, run.settings[setting.name]
        if name in idle:
            continue
        if name == run.driven:
            curve = run.legs[0].run.table(comparison.steps)[name]
            low, high = float(curve.min()), float(curve.max())
            show_driven(setting, low, high, run.schedule_record.label, f"{name}_{index}_driven")
            continue
        show_setting(
            setting,
            value,
            f"{name}_{index}",
            named(partial(change_run, index), name),
        )
    if not same_schedule(comparison):
        show_schedule_settings(comparison, (run,), str(index), partial(change_run, index))
    show_course(index, run, comparison.steps)
    st.button(
        "Remove",
        icon=":material/delete:",
        key=f"remove_{index}",
        on_click=remove_run,
        args=(index,),
        disabled=len(comparison.runs) == 1,
    )


def _show_optimizer(index: int, run: Run, key: str, brief: bool = False) -> None:
    apply = partial(set_optimizer, index)
    show_choice(OPTIMIZERS, run.optimizer, key, apply, "Optimizer", brief)


def _show_schedule(comparison: Comparison) -> None:
    st.markdown("##### Learning-rate schedule")
    st.page_link(
        PAGES["schedules"].file,
        label="Explore these schedules",
        icon=PAGES["schedules"].icon,
        query_params=parse_qsl(comparison.plain.to_link(), keep_blank_values=True),
    )
    same = same_schedule(comparison)
    bound(st.toggle, "same_schedule", same, set_same_schedule, label="The same for all runs")
    if same:
        show_schedule_settings(comparison, comparison.runs, "all", change)
    else:
        st.caption("Each run has its own: open the run above.")


def show_schedule_settings(
    comparison: Comparison, runs: tuple[Run, ...], suffix: str, apply: Any
) -> None:
    """The schedule that these runs share, and of its settings those that matter to any of them.

    Args:
        comparison: what is shown.
        runs: some of its runs.
        suffix: of the widgets' keys.
        apply: called with other values by name.
    """
    run, idle = runs[0], set.intersection(*(run.idle for run in runs))

    def show_all_button() -> None:
        key, said = f"schedules_{suffix}", "All schedules"
        if st.button(said, icon=":material/grid_view:", key=key, help=said, width=40):
            open_schedules(run.schedule, run.settings["warmup"], comparison.steps, apply)

    show_schedule_choice(run.schedule, suffix, named(apply, "schedule"), show_all_button)
    for setting in (*run.schedule_record.settings, WARMUP):
        if setting.name not in idle:
            show_setting(
                setting,
                run.settings[setting.name],
                f"{setting.name}_{suffix}",
                named(apply, setting.name),
            )

    if run.schedule == "constant" and not run.settings["warmup"]:
        return
    unmoved = dict.fromkeys(OPTIMIZERS[run.optimizer].label for run in runs if not run.reads_rate)
    if unmoved:
        st.caption(f"{', '.join(unmoved)}: only the first step size follows the rate.")


def show_noise(comparison: Comparison, change: Change, suffix: str = "") -> None:
    """Everything of chance, folded away; see `show_landscape`."""
    with st.expander("Gradient noise", key=f"noise_panel{suffix}", on_change="rerun") as panel:
        if not panel.open:
            return
        show_setting(NOISE, comparison.noise, f"noise{suffix}", named(change, "noise"), "Gaussian")
        show_setting(
            SPARSE, comparison.sparse, f"sparse{suffix}", named(change, "sparse"), "Sparse in y"
        )
        if comparison.record.data:
            rows = batch(comparison.record)
            show_setting(
                rows, comparison.batch, f"batch{suffix}", named(change, "batch"), "Rows a step"
            )
        bound(
            st.number_input,
            f"seed{suffix}",
            comparison.seed,
            named(change, "seed"),
            label="Seed",
            min_value=int(SEED.low),
            max_value=int(SEED.high),
            step=1,
            help=SEED.help,
        )
