"""The playground's comparison in the session, and what its controls do to it."""

from functools import partial
from typing import Any

from comparison import Comparison, Run, read_link, tuned_lr
from comparison.run import Settings
from optim import OPTIMIZERS
from optim.schedule_parameters import WARMUP
from ui.presets import PRESETS
from ui.visit import Visit

playground = Visit("playground", read_link, PRESETS[0].link)


def change(**values: Any) -> None:
    """Change the comparison by name; it is shown from its first frame."""
    playground.change(**{"t": 0, **values})


def change_run(index: int, **values: Any) -> None:
    """Change one run by name."""

    def changed(comparison: Comparison) -> Comparison:
        runs = list(comparison.runs)
        runs[index] = runs[index].changed(**values)
        return comparison.changed(runs=tuple(runs), t=0)

    playground.apply(changed)


def toggle_run(index: int) -> None:
    """Open the settings of a run, or close them."""
    aside = playground.aside
    aside["open_run"] = None if aside.get("open_run") == index else index


def add_run(optimizer: str) -> None:
    """One more run, at its tuned rate, with the others' schedule; its settings are open."""
    comparison = playground.state
    run = Run(optimizer, lr=_tuned(comparison, optimizer))
    if same_schedule(comparison):
        run = run.changed(**_schedule_of(comparison.runs[0]))
    change(runs=(*comparison.runs, run))
    playground.aside["open_run"] = len(comparison.runs)


def remove_run(index: int) -> None:
    """Take a run out; the last one stays."""
    playground.aside["open_run"] = None
    change(runs=tuple(run for k, run in enumerate(playground.state.runs) if k != index))


def set_form(index: int, form: str) -> None:
    """Another form. What it has no setting for is kept in mind until a form has one again."""
    runs, aside = playground.state.runs, playground.aside
    run, here = runs[index], (len(runs), index, runs[index].optimizer)
    where, kept = aside.get("kept_settings", (here, {}))
    kept = {name: v for name, v in kept.items() if where == here and name not in run.settings}
    aside["kept_settings"] = here, {**kept, **run.own}
    names = {setting.name for setting in OPTIMIZERS[run.optimizer].rules[form].settings}
    change_run(index, convention=form, **{name: kept[name] for name in names & kept.keys()})


def set_optimizer(index: int, optimizer: str) -> None:
    """Another optimizer starts at its own tuned rate: rates of two rules mean different things."""
    comparison = playground.state
    form = comparison.runs[index].changed(optimizer=optimizer).convention
    change_run(index, optimizer=optimizer, lr=_tuned(comparison, optimizer, form))


def set_landscape(landscape: str) -> None:
    """Another landscape brings its own start and parameters; every run its tuned rate there."""
    playground.apply(partial(_moved, landscape=landscape))


def set_start(axis: int, value: float) -> None:
    """Another x (axis 0) or y (axis 1) of the start."""
    start = list(playground.state.start)
    start[axis] = value
    change(start=tuple(start))


def set_same_schedule(same: bool) -> None:
    """One control for the schedule of all runs, which then have the first one's; or one each."""
    playground.aside["own_schedules"] = not same
    if same:
        change(**_schedule_of(playground.state.runs[0]))


def same_schedule(comparison: Comparison) -> bool:
    """Whether one control serves all runs: they agree, and the reader has not asked for more."""
    if playground.aside.get("own_schedules"):
        return False
    first, *others = (_schedule_of(run) for run in comparison.runs)
    return all(other == first for other in others)


def _schedule_of(run: Run) -> dict[str, Any]:
    names = [setting.name for setting in (*run.schedule_record.settings, WARMUP)]
    return {"schedule": run.schedule, **{name: run.settings[name] for name in names}}


def _moved(comparison: Comparison, landscape: str) -> Comparison:
    there = comparison.changed(landscape=landscape, parameters={}, start=None, t=0)
    runs = (run.changed(lr=_tuned(there, run.optimizer, run.convention)) for run in comparison.runs)
    return there.changed(runs=tuple(runs))


def _tuned(comparison: Comparison, optimizer: str, convention: str | None = None) -> float:
    return tuned_lr(
        optimizer,
        comparison.landscape,
        Settings(comparison.parameters),
        comparison.start,
        convention,
    )
