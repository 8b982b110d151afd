"""The playground's comparison in the session, and what its controls do to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from statistics import median_low
from typing import Any, NamedTuple

import streamlit as st

from comparison import Comparison, Run, read_link, tuned_lr
from comparison.course import fitting
from comparison.fields import LOOK_NAMES, NAMES
from comparison.run import Settings
from optim import OPTIMIZERS
from optim.hyperparameters import LR
from optim.schedule_parameters import WARMUP
from ui.presets import PRESETS
from ui.visit import Visit


def _seen_as_now(then: Comparison, now: Comparison) -> Comparison:
    """What it was then, looked at as it is now."""
    return now.changed(**{name: getattr(then, name) for name in NAMES if name not in LOOK_NAMES})


playground = Visit("playground", read_link, PRESETS[0].link, _seen_as_now)


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
    touch(index)
    if "lr" in values:
        _keep(values["lr"])


def touch(index: int) -> None:
    """Keep in mind which run the reader had to do with last."""
    playground.aside["touched"] = index


def touched() -> int:
    """That run: its numbers open first, and a phone's controls are its own."""
    index: int = playground.aside.get("touched", 0)
    return min(index, len(playground.state.runs) - 1)


def look(visit: Visit[Any], told: Any) -> None:
    """The player says how the picture is looked at; what cannot be is nothing that it says."""
    if isinstance(told, dict):
        with suppress(ValueError):
            visit.look(**{name: told[name] for name in LOOK_NAMES if name in told})


def travel(visit: Visit[Any], told: Any) -> None:
    """The player asks to undo or to redo.

    It says how often it has asked and for what at last: keys may be pressed faster than the page
    hears of them, and none is to be lost. A player that is new counts on from `travelled`.
    """
    count, asked = (told.get("count"), told.get("last")) if isinstance(told, dict) else (None, None)
    if not isinstance(count, int) or not isinstance(asked, list):
        return
    new = count - travelled(visit)
    if new <= 0:
        return
    st.session_state[f"travelled_{visit.page}"] = count
    for step in asked[-new:]:
        if step == "undo":
            visit.undo()
        elif step == "redo":
            visit.redo()


def travelled(visit: Visit[Any]) -> int:
    """How often undo or redo was asked for by keys, as far as the page has heard."""
    count: int = st.session_state.get(f"travelled_{visit.page}", 0)
    return count


class Turning(NamedTuple):
    """That the form is asked for, with which a run goes on otherwise.

    Attributes:
        run: its place.
        step: from which it does.
        instead: the step of the change that is edited; None: it is a new one.
        number: of those asked for in this session; each form has its own widgets.
    """

    run: int
    step: int
    instead: int | None
    number: int


def ask_for_course(told: Any) -> None:
    """The player asks for the form with which a run goes on from a step; see `turning`."""
    run, step = (told.get("run"), told.get("step")) if isinstance(told, dict) else (None, None)
    state = playground.state
    if type(run) is not int or type(step) is not int:
        return
    if 0 <= run < len(state.runs) and 1 <= step < state.steps:
        begins = [begin for begin, _ in state.runs[run].then]
        ask_to_turn(run, step, step if step in begins else None)


def ask_to_turn(index: int, step: int, instead: int | None = None) -> None:
    """Ask for the form: of a run, from a step on, in place of its change at another."""
    touch(index)
    number = st.session_state["turns"] = st.session_state.get("turns", 0) + 1
    playground.aside["turning"] = Turning(index, step, instead, number)


def turning() -> Turning | None:
    """What the form is asked for; None: it is closed."""
    asked: Turning | None = playground.aside.get("turning")
    state = playground.state
    if asked and asked.run < len(state.runs) and asked.step < state.steps:
        return asked
    return None


def end_turning() -> None:
    """The form is closed."""
    playground.aside.pop("turning", None)


def changed_course(run: Run, step: int, values: Mapping[str, Any], instead: int | None) -> Run:
    """The run with a change, which takes the place of the one at `instead`.

    What the values do not name stays as that one had it; a schedule None: it names none.
    """
    others = {begin: own for begin, own in run.then if begin not in {step, instead}}
    edited = instead or step
    there = [leg.run for leg in run.legs if leg.begin <= edited][-1]
    kept = dict(run.then).get(edited, {}) if values["optimizer"] == there.optimizer else {}
    if values.get("schedule", kept.get("schedule")) != kept.get("schedule"):
        names = {"lr", *(setting.name for setting in there.rule.settings)}
        kept = {name: value for name, value in kept.items() if name in names}
    own = {name: value for name, value in {**kept, **values}.items() if value is not None}
    then = sorted({**others, step: own}.items(), key=lambda change: change[0])
    return run.changed(then=fitting(run.changed(then=()), then))


def set_change(index: int, step: int, values: Mapping[str, Any], instead: int | None) -> None:
    """Let a run go on otherwise from a step, which is then shown."""

    def changed(comparison: Comparison) -> Comparison:
        runs = list(comparison.runs)
        runs[index] = changed_course(runs[index], step, values, instead)
        return comparison.changed(runs=tuple(runs), t=step)

    playground.apply(changed)
    touch(index)


def remove_change(index: int, step: int) -> None:
    """Let a run go on at a step as it was."""
    run = playground.state.runs[index]
    then = [change for change in run.then if change[0] != step]
    change_run(index, then=fitting(run.changed(then=()), then))


def tuned_rate(optimizer: str, convention: str) -> float:
    """The rate that suits another optimizer in this picture."""
    return _tuned(playground.state, optimizer, convention)


def toggle_run(index: int) -> None:
    """Open the settings of a run, or close them."""
    touch(index)
    aside = playground.aside
    aside["open_run"] = None if aside.get("open_run") == index else index


def add_run(optimizer: str) -> None:
    """One more run, at its tuned rate, with the others' schedule; its settings are open."""
    comparison = playground.state
    run = Run(optimizer, lr=_tuned(comparison, optimizer))
    if same_schedule(comparison):
        run = run.changed(**_schedule_of(comparison.runs[0]))
    change(runs=(*comparison.runs, apart(run, comparison.runs)))
    playground.aside["open_run"] = len(comparison.runs)
    touch(len(comparison.runs))


def remove_run(index: int) -> None:
    """Take a run out; the last one stays. What is said of others by number follows them."""
    playground.aside["open_run"] = None
    state, gone = playground.state, index + 1
    change(
        runs=tuple(run for k, run in enumerate(state.runs) if k != index),
        hidden=[run - (run > gone) for run in state.hidden if run != gone],
        numbers=min(state.numbers - (state.numbers > gone), len(state.runs) - 1),
    )


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
    lr = _tuned(comparison, optimizer, form)
    others = [run for k, run in enumerate(comparison.runs) if k != index]
    run = apart(comparison.runs[index].changed(optimizer=optimizer, lr=lr), others)
    change(runs=(*comparison.runs[:index], run, *comparison.runs[index + 1 :]))
    touch(index)


def set_landscape(landscape: str) -> None:
    """Another landscape brings its own start and parameters; a run the rate that a person set.

    All others are tuned for the landscape, none onto the path of another run. `rates_notice` says
    so, and offers it the other way.
    """
    before, own = playground.state, playground.aside.get("own_rates", frozenset())

    def moved(comparison: Comparison) -> Comparison:
        there = comparison.changed(landscape=landscape)
        pairs = zip(there.runs, tuned_rates(there), strict=True)
        found = with_rates(there, [run.lr if run.lr in own else lr for run, lr in pairs])
        runs = list(found.runs)
        for k, run in enumerate(there.runs):
            if run.lr not in own:
                runs[k] = apart(runs[k], (runs[j] for j, o in enumerate(there.runs) if o != run))
        return found.changed(runs=tuple(runs))

    playground.apply(moved, opens=True)
    playground.aside["moved"] = [run.lr for run in before.runs], playground.state.plain


def rates_notice() -> tuple[str, bool, bool] | None:
    """After another landscape was chosen, until something else changes: what became of the rates.

    Returns:
        A sentence, and whether other rates were had before, and whether others are tuned; None:
        there is nothing to say.
    """
    before, arrived = playground.aside.get("moved", ((), None))
    state = playground.state
    if arrived != state.plain:
        return None
    now, label = [run.lr for run in state.runs], state.record.label
    kept = [rate == lr for rate, lr in zip(before, now, strict=True)]
    untuned = now != tuned_rates(state)
    if all(kept) and not untuned:
        return None
    if all(kept):
        return f"The learning rates stay as they were set, not tuned for {label}.", False, True
    if any(kept) and untuned:
        return f"Learning rates that were set stay; the others are tuned for {label}.", True, True
    return f"Learning rates are tuned for {label}.", True, False


def keep_rates() -> None:
    """The rates that the runs had before another landscape was chosen."""
    rates, _ = playground.aside["moved"]
    for rate in rates:
        _keep(rate)
    playground.apply(partial(with_rates, rates=rates))


def tune_rates() -> None:
    """The tuned rate for every run."""
    playground.apply(lambda state: with_rates(state, tuned_rates(state)))


def set_start(
    current: Callable[[], Comparison], change: Callable[..., None], axis: int, value: float
) -> None:
    """Another x (axis 0) or y (axis 1) of the start of what is current then."""
    start = list(current().start)
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


def _keep(lr: float) -> None:
    """Keep in mind that a person set this rate."""
    playground.aside["own_rates"] = playground.aside.get("own_rates", frozenset()) | {lr}


def with_rates(comparison: Comparison, rates: Sequence[float]) -> Comparison:
    """The runs at these rates."""
    pairs = zip(comparison.runs, rates, strict=True)
    return comparison.changed(runs=tuple(_at_rate(run, lr) for run, lr in pairs))


def _at_rate(run: Run, lr: float) -> Run:
    """The run at another rate; those of its changes stay as far from it as they were."""
    if lr == run.lr:
        return run
    then = tuple(
        (begin, {**own, "lr": _rounded(own["lr"] * lr / run.lr)} if "lr" in own else own)
        for begin, own in run.then
    )
    return run.changed(lr=lr, then=then)


def tuned_rates(comparison: Comparison) -> list[float]:
    """The tuned rate of every run; runs that differ in their rates only stay as far apart."""
    alike: dict[Run, list[float]] = {}
    for run in comparison.runs:
        alike.setdefault(run.changed(lr=1.0), []).append(run.lr)
    rates = []
    for run in comparison.runs:
        tuned = _tuned(comparison, run.optimizer, run.convention)
        middle = median_low(alike[run.changed(lr=1.0)])
        rates.append(tuned if run.lr == middle else _rounded(tuned * run.lr / middle))
    return rates


def apart(run: Run, others: Iterable[Run]) -> Run:
    """A run at half its rate, or a quarter …, if it would lie on one of the others."""
    others = tuple(others)
    while run in others:
        run = run.changed(lr=_rounded(run.lr / 2.0))
    return run


def _rounded(lr: float) -> float:
    """A rate within its range, to three digits."""
    return float(f"{min(max(lr, LR.low), LR.high):.3g}")


def _tuned(comparison: Comparison, optimizer: str, convention: str | None = None) -> float:
    return tuned_lr(
        optimizer,
        comparison.landscape,
        Settings(comparison.parameters),
        comparison.start,
        convention,
    )
