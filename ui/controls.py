"""The playground's sidebar: landscape, start, runs, schedule, noise."""

from functools import partial
from typing import Any

import streamlit as st

from comparison import MAX_RUNS, Comparison, Run, tuned_lr
from comparison.checking import NOISE, SEED, SPARSE, STEPS, coordinates
from comparison.run import Settings
from landscapes import LANDSCAPES
from optim import OPTIMIZERS
from optim.hyperparameters import LR
from optim.schedule_parameters import WARMUP
from setting import compact
from ui.chain import show_schedule_choice
from ui.choices import show_choice
from ui.gallery import open_gallery
from ui.session import add_run, bound, change, change_run, current, remove_run
from ui.setting_control import show_setting


def show_controls() -> None:
    """Everything that decides the picture, in the sidebar."""
    comparison = current()
    with st.sidebar:
        _show_landscape(comparison)
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
            present = {run.optimizer for run in comparison.runs}
            open_gallery("Add an optimizer", OPTIMIZERS, present, _add)
        _show_schedule(comparison)
        _show_noise(comparison)


def show_quick_controls() -> None:
    """For a phone: optimizer and rate of one run, without opening the sidebar."""
    comparison = current()
    with st.container(key="quick"):
        index = min(st.session_state.get("quick_run", 0), len(comparison.runs) - 1)
        run = comparison.runs[index]
        left, middle, right = st.columns((2, 3, 3), gap="small", wrap=False)
        with left:
            st.selectbox(
                "Run",
                range(len(comparison.runs)),
                key="quick_run",
                format_func=lambda k: f"Run {k + 1}",
                label_visibility="collapsed",
            )
        with middle:
            _show_optimizer(index, run, "quick_optimizer", brief=True)
        with right:
            bound(
                st.number_input,
                "quick_lr",
                run.lr,
                partial(_set_run, index, "lr"),
                label="Learning rate",
                label_visibility="collapsed",
                format="%.8g",
                min_value=LR.low,
                max_value=LR.high,
                step=run.lr / 10.0,
            )


def _show_landscape(comparison: Comparison) -> None:
    record = comparison.record
    show_choice(LANDSCAPES, comparison.landscape, "landscape", set_landscape, "Landscape")
    for parameter in record.parameters:
        value = comparison.parameters[parameter.name]
        show_setting(
            parameter, value, f"parameter_{parameter.name}", partial(_set_parameter, parameter.name)
        )
    columns = st.columns(2, gap="small", wrap=False)
    for axis, (column, setting) in enumerate(zip(columns, coordinates(record), strict=True)):
        with column:
            bound(
                st.number_input,
                f"start_{setting.symbol}",
                comparison.start[axis],
                partial(_set_start, axis),
                label=f"Start {setting.symbol}",
                min_value=setting.low,
                max_value=setting.high,
                step=record.tolerance * 2.0,
                format="%.6g",
                help="Or click the contour, or drag the ring.",
            )
    show_setting(STEPS, comparison.steps, "steps", lambda value: change(steps=value), "Steps")


def _show_run(comparison: Comparison, index: int, run: Run) -> None:
    """A run's line and, under the one that is open, its settings.

    Not an expander: its identity follows its label, and the label follows the settings.
    """
    label = comparison.labels[index]
    rate = f"lr {compact(run.lr)}"
    opened = st.session_state.get("open_run") == index
    with st.container(key=f"run_{index}", border=True, gap="small"):
        st.button(
            label if rate in label else f"{label} · {rate}",
            key=f"open_{index}",
            icon=":material/expand_less:" if opened else ":material/expand_more:",
            icon_position="right",
            type="tertiary",
            width="stretch",
            on_click=_toggle_run,
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
            partial(_set_form, index),
            label="Form",
            options=list(forms),
            required=True,
            help="\n".join(f"- **{form}**: {rule.note}" for form, rule in forms.items()),
        )
    show_setting(LR, run.lr, f"lr_{index}", partial(_set_run, index, "lr"), "Learning rate")
    idle = run.idle
    for setting in run.rule.settings:
        name, value = setting.name, run.settings[setting.name]
        if name in idle:
            continue
        show_setting(setting, value, f"{name}_{index}", partial(_set_run, index, name))
    if not _same_schedule(comparison):
        _show_schedule_settings((run,), str(index), partial(change_run, index))
    st.button(
        "Remove",
        icon=":material/delete:",
        key=f"remove_{index}",
        on_click=_remove,
        args=(index,),
        disabled=len(comparison.runs) == 1,
    )


def _show_optimizer(index: int, run: Run, key: str, brief: bool = False) -> None:
    apply = partial(_set_optimizer, index)
    show_choice(OPTIMIZERS, run.optimizer, key, apply, "Optimizer", brief)


def _show_schedule(comparison: Comparison) -> None:
    st.markdown("##### Learning-rate schedule")
    same = _same_schedule(comparison)
    bound(st.toggle, "same_schedule", same, _set_same_schedule, label="The same for all runs")
    if same:
        _show_schedule_settings(comparison.runs, "all", _change_all)
    else:
        st.caption("Each run has its own: open the run above.")


def _show_schedule_settings(runs: tuple[Run, ...], suffix: str, apply: Any) -> None:
    """The schedule that these runs share, and of its settings those that matter to any of them."""
    run, idle = runs[0], set.intersection(*(run.idle for run in runs))
    show_schedule_choice(run.schedule, suffix, lambda word: apply(schedule=word))
    for setting in (*run.schedule_record.settings, WARMUP):
        if setting.name not in idle:
            show_setting(
                setting,
                run.settings[setting.name],
                f"{setting.name}_{suffix}",
                partial(_apply_named, apply, setting.name),
            )

    if run.schedule == "constant" and not run.settings["warmup"]:
        return
    unmoved = dict.fromkeys(OPTIMIZERS[run.optimizer].label for run in runs if not run.reads_rate)
    if unmoved:
        st.caption(f"{', '.join(unmoved)}: only the first step size follows the rate.")


def _show_noise(comparison: Comparison) -> None:
    with st.expander("Gradient noise", key="noise_panel", on_change="rerun") as panel:
        if not panel.open:
            return
        show_setting(
            NOISE, comparison.noise, "noise", lambda value: change(noise=value), "Gaussian"
        )
        show_setting(
            SPARSE, comparison.sparse, "sparse", lambda value: change(sparse=value), "Sparse in y"
        )
        bound(
            st.number_input,
            "seed",
            comparison.seed,
            lambda value: change(seed=value),
            label="Seed",
            min_value=int(SEED.low),
            max_value=int(SEED.high),
            step=1,
            help=SEED.help,
        )


def _same_schedule(comparison: Comparison) -> bool:
    """Whether one control serves all runs: they agree, and the reader has not asked for more."""
    if st.session_state.get("own_schedules"):
        return False
    first, *others = (_schedule_of(run) for run in comparison.runs)
    return all(other == first for other in others)


def _schedule_of(run: Run) -> dict[str, Any]:
    names = [setting.name for setting in (*run.schedule_record.settings, WARMUP)]
    return {"schedule": run.schedule, **{name: run.settings[name] for name in names}}


def _set_same_schedule(same: bool) -> None:
    st.session_state["own_schedules"] = not same
    if same:
        _change_all(**_schedule_of(current().runs[0]))


def _apply_named(apply: Any, name: str, value: Any) -> None:
    apply(**{name: value})


def _change_all(**fields: Any) -> None:
    for index in range(len(current().runs)):
        change_run(index, **fields)


def _toggle_run(index: int) -> None:
    state = st.session_state
    state["open_run"] = None if state.get("open_run") == index else index


def _remove(index: int) -> None:
    st.session_state["open_run"] = None
    remove_run(index)


def _set_run(index: int, name: str, value: Any) -> None:
    change_run(index, **{name: value})


def _set_form(index: int, form: str) -> None:
    """Another form. What it has no setting for is kept in mind until a form has one again."""
    run, state = current().runs[index], st.session_state
    here = (state["opened"], len(current().runs), index, run.optimizer)
    where, kept = state.get("kept_settings", (here, {}))
    kept = {name: v for name, v in kept.items() if where == here and name not in run.settings}
    state["kept_settings"] = here, {**kept, **run.own}
    names = {setting.name for setting in OPTIMIZERS[run.optimizer].rules[form].settings}
    change_run(index, convention=form, **{name: kept[name] for name in names & kept.keys()})


def _set_optimizer(index: int, optimizer: str) -> None:
    """Another optimizer starts at its own tuned rate: rates of two rules mean different things."""
    form = current().runs[index].changed(optimizer=optimizer).convention
    change_run(index, optimizer=optimizer, lr=_tuned(optimizer, form))


def set_landscape(landscape: str) -> None:
    """Another landscape brings its own start and parameters; every run its tuned rate there."""
    record = LANDSCAPES[landscape]
    change(landscape=landscape, parameters={}, start=record.start)
    for index, run in enumerate(current().runs):
        change_run(index, lr=_tuned(run.optimizer, run.convention))


def _set_parameter(name: str, value: float) -> None:
    change(parameters={**current().parameters, name: value})


def _set_start(axis: int, value: float) -> None:
    start = list(current().start)
    start[axis] = value
    change(start=tuple(start))


def _add(optimizer: str) -> None:
    """One more run, at its tuned rate, with the others' schedule."""
    comparison = current()
    run = Run(optimizer, lr=_tuned(optimizer))
    if _same_schedule(comparison):
        run = run.changed(**_schedule_of(comparison.runs[0]))
    add_run(run)
    st.session_state["open_run"] = len(comparison.runs)


def _tuned(optimizer: str, convention: str | None = None) -> float:
    comparison = current()
    return tuned_lr(
        optimizer,
        comparison.landscape,
        Settings(comparison.parameters),
        comparison.start,
        convention,
    )
