"""What the page of schedules shows in the session, and what its controls do to it."""

import math
from typing import Any, TypeGuard

from comparison import MAX_RUNS, Comparison
from comparison.fields import LOOK_NAMES, NAMES
from comparison.run import run_settings
from optim.hyperparameters import LR
from optim.phase import Move
from setting import Setting
from ui.changes import apart, tuned_rates, with_rates
from ui.explored import LOOKS, OPENS, Explored, read_explored
from ui.visit import Visit, held

DIGITS = 4
"""Of a number that a hand sets; one less where its slider goes by factors."""
FALL = 0.01
"""The share of its peak to which an exponential rate falls over a run."""


def _seen_as_now(then: Explored, now: Explored) -> Explored:
    """What it was then, looked at as it is now."""
    names = [name for name in NAMES if name not in LOOK_NAMES]
    comparison = now.comparison.changed(**{name: getattr(then.comparison, name) for name in names})
    looks = {name: getattr(now, name) for name in LOOKS}
    test_t = min(now.test_t, then.test_steps)
    return then.changed(comparison=comparison, test_t=test_t, **looks)


explorer = Visit("schedules", read_explored, OPENS, _seen_as_now)


def comparison() -> Comparison:
    """The schedules as runs."""
    return explorer.state.comparison


def change(**values: Any) -> None:
    """Change the state by name; it is shown from its first frame."""
    explorer.change(**{"t": 0, **values})


def look(**values: Any) -> None:
    """Change how it is looked at, which is no step to undo."""
    explorer.look(**values)


def change_run(index: int, **values: Any) -> None:
    """Change one schedule by name, which becomes the one that is changed."""

    def changed(state: Explored) -> Explored:
        runs = list(state.runs)
        runs[index] = runs[index].changed(**values)
        return state.changed(runs=tuple(runs), edit=index + 1, t=0)

    explorer.apply(changed)


def add_schedule(**values: Any) -> None:
    """One more, of the same optimizer at the same peak; `schedule` is its word."""

    def added(state: Explored) -> Explored:
        plain = {"warmup": 0, **values}
        run = apart(state.run.changed(**plain), state.runs)
        return state.changed(runs=(*state.runs, run), edit=len(state.runs) + 1, t=0)

    if len(explorer.state.runs) < MAX_RUNS:
        explorer.apply(added)


def remove_schedule(index: int) -> None:
    """Take one out; the last one stays. What is said of others by number follows them."""

    def removed(state: Explored) -> Explored:
        gone, shown = index + 1, state.comparison
        return state.changed(
            runs=tuple(run for k, run in enumerate(state.runs) if k != index),
            hidden=[run - (run > gone) for run in shown.hidden if run != gone],
            numbers=min(shown.numbers - (shown.numbers > gone), len(state.runs) - 1),
            edit=max(state.edit - (state.edit >= gone), 1),
            t=0,
        )

    explorer.apply(removed)


def set_optimizer(optimizer: str) -> None:
    """Another optimizer under every schedule, at its tuned rate; rates stay as far apart."""

    def changed(state: Explored) -> Explored:
        there = state.comparison.changed(optimizer=optimizer, convention=None, t=0)
        return state.changed(comparison=with_rates(there, tuned_rates(there)))

    explorer.apply(changed)


def set_landscape(landscape: str) -> None:
    """Another landscape brings its own start and parameters, and tuned rates as far apart."""

    def changed(state: Explored) -> Explored:
        there = state.comparison.changed(landscape=landscape)
        return state.changed(comparison=with_rates(there, tuned_rates(there)))

    explorer.apply(changed, opens=True)


def use_as_peak(lr: float) -> None:
    """1Cycle at a peak, beside constant, exponential and cosine: at it, and each at its best."""

    def compared(state: Explored) -> Explored:
        steps = state.comparison.steps
        plain = state.run.changed(schedule="constant", warmup=0, lr=lr)
        fall = float(f"{FALL ** (1.0 / steps):.{DIGITS}g}")
        others = ({"schedule": "exponential", "gamma": fall}, {"schedule": "cosine"})
        runs = (plain, *(plain.changed(**own) for own in (*others, {"schedule": "one_cycle"})))
        return state.changed(runs=runs, edit=len(runs), t=steps, show="seeds", best=True)

    explorer.apply(compared, opens=True)


def see_test(told: Any) -> None:
    """The range test was left at a step: hostile until checked."""
    step = told.get("step") if isinstance(told, dict) else None
    if type(step) is int:
        look(test_t=min(max(step, 0), explorer.state.test_steps))


def grip(told: Any) -> None:
    """A place of the chosen schedule's curve was moved: hostile until checked."""
    if not isinstance(told, dict):
        return
    name, x, y = (told.get(part) for part in ("name", "x", "y"))
    state = explorer.state
    handles = {handle.name: handle for handle in state.run.handles(state.comparison.steps)}
    if not (isinstance(name, str) and name in handles and _is_number(x) and _is_number(y)):
        return
    handle, changes = handles[name], {}
    for move, place, was in ((handle.along, x, handle.at), (handle.up, y, handle.rate)):
        if move and place != was:
            changes[move.setting] = _moved(move, place)
    if changes:
        held(f"grip_{name}", lambda values: change_run(state.edit - 1, **values), changes)


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and math.isfinite(value)


def _moved(move: Move, place: float) -> Any:
    """What a move sets: within the setting's range, as short as it can be read."""
    run = explorer.state.run
    known = {s.name: s for s in run_settings(run.optimizer, run.schedule, run.convention)}
    setting: Setting | None = {**known, LR.name: LR}.get(move.setting)
    value = move.value(place)
    if setting is None or setting.type not in (int, float):
        return value
    value = min(max(value, setting.low), setting.high)
    digits = DIGITS - setting.log
    return round(value) if setting.type is int else float(f"{value:.{digits}g}")
