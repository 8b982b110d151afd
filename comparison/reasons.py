"""Why a run ended as it did: what is seen of it, and the theory where there is some.

A sentence holds for the run it is said of. Where no limit is known, or theory does not apply, it
says what was seen and no more.
"""

import math

import numpy as np

from comparison.comparison import Comparison
from comparison.ends import curvatures, fallen_rate, inside, is_steady, last_step, slope_at_end
from comparison.limits import JUST, growth, load, overload, rate_limits, rises_from, shares
from comparison.noise_floor import chance, noise_floor
from comparison.phrases import compared, from_step, number, point_text, times
from comparison.trajectory import ESCAPE_WIDTHS, LAST_PART, Trajectory, typical_slope
from optim import OPTIMIZERS

LOW = 0.1
"""Below this share of its limit a rate is low."""


def reason(trajectory: Trajectory, comparison: Comparison) -> str:
    """Why this run of the comparison ended as its outcome says, in a sentence or two."""
    tell = {
        "minimum": _minimum,
        "local minimum": _minimum,
        "saddle": _saddle,
        "maximum": _maximum,
        "plateau": _plateau,
        "diverged": _diverged,
        "leaving": _leaving,
        "bouncing": _around,
        "circling": _around,
        "no step": _no_step,
        "moving": _moving,
    }[trajectory.outcome.kind]
    return tell(trajectory, comparison)


def _minimum(trajectory: Trajectory, comparison: Comparison) -> str:
    outcome, record = trajectory.outcome, comparison.record
    point = np.array(outcome.point)
    text = f"{_stays(trajectory, comparison)} the {outcome.kind} {point_text(point)}"
    height = record.value(*point, **comparison.parameters)
    lowest = record.lowest(**comparison.parameters)
    if outcome.kind == "local minimum" and lowest is not None and height > lowest:
        text += f", where f = {number(height)}; at the lowest minimum f = {number(lowest)}"
    borne = load(trajectory, comparison, point, -1)
    if comparison.noise or not is_steady(trajectory) or borne is None or borne.per_coordinate:
        return f"{text}."
    if not (borne.formula and 0.0 < borne.share < 1.0 - JUST):
        return f"{text}."
    return f"{text}. It can settle there: {compared(trajectory, borne, 'there')}."


def _saddle(trajectory: Trajectory, comparison: Comparison) -> str:
    point = np.array(trajectory.outcome.point)
    least, most = curvatures(comparison, point)
    slope = slope_at_end(trajectory, comparison)
    return (
        f"{_stays(trajectory, comparison)} the saddle {point_text(point)}, where f curves up one "
        f"way ({number(most)}) and down the other ({number(least)}). At the end |∇f| = {slope}."
    )


def _maximum(trajectory: Trajectory, comparison: Comparison) -> str:
    point = np.array(trajectory.outcome.point)
    least, _ = curvatures(comparison, point)
    slope = slope_at_end(trajectory, comparison)
    return (
        f"{_stays(trajectory, comparison)} the maximum {point_text(point)}, where f curves down "
        f"({number(least)}) and nowhere up. At the end |∇f| = {slope}."
    )


def _plateau(trajectory: Trajectory, comparison: Comparison) -> str:
    usual = typical_slope(comparison.record, comparison.parameters)
    slope = slope_at_end(trajectory, comparison)
    return (
        f"It hardly moves: |∇f| = {slope} where it ends, and {number(usual)} is usual in this view."
    )


def _diverged(trajectory: Trajectory, comparison: Comparison) -> str:
    step = _since(trajectory)
    far = f"more than {ESCAPE_WIDTHS:g} times the width of the view away"
    if not np.isfinite(trajectory.positions[step]).all():
        far = "too far away for a number"
    return f"{_blow_up(trajectory, comparison)} At step {step} it is {far}.".strip()


def _leaving(trajectory: Trajectory, comparison: Comparison) -> str:
    step, loss = _since(trajectory), trajectory.loss
    text = f"At step {step} it leaves the view, and goes farther out all the time."
    if loss[-1] >= loss[step]:
        return f"{text} {_blow_up(trajectory, comparison)}".strip()
    text += f" f falls from {number(loss[step])} to {number(loss[-1])} at the end"
    least, _ = curvatures(comparison, trajectory.positions[-1])
    return f"{text}, where the ground curves down ({number(least)})." if least < 0.0 else f"{text}."


def _around(trajectory: Trajectory, comparison: Comparison) -> str:
    outcome = trajectory.outcome
    how = "to and fro" if outcome.kind == "bouncing" else "around"
    again = f"; every {outcome.period} steps it is back" if outcome.period else ""
    text = f"{from_step(_since(trajectory))} it goes {how} and comes no nearer{again}"
    place, point = inside(trajectory, comparison)
    borne = load(trajectory, comparison, point, -1)
    if borne and borne.share > 1.0 - JUST:
        when = "" if is_steady(trajectory) and not trajectory.run.then else "at the end "
        return f"{text}: {when}{compared(trajectory, borne, f'{place} {point_text(point)}')}."
    slope = slope_at_end(trajectory, comparison)
    return f"{text}. Its last step was {last_step(trajectory)} long, to where |∇f| = {slope}."


def _no_step(trajectory: Trajectory, comparison: Comparison) -> str:
    step = _since(trajectory)
    run, _ = trajectory.in_force(step)
    label = OPTIMIZERS[run.optimizer].label
    point = trajectory.positions[step]
    text = f"At step {step} it stands at {point_text(point)}, and {label} has no step from there"
    fxx, fxy, fyy = comparison.record.hessian(*point, **comparison.parameters)
    if run.optimizer == "newton" and fxx * fyy == fxy * fxy:
        return f"{text}: the determinant of the Hessian is 0."
    return f"{text}."


def _moving(trajectory: Trajectory, comparison: Comparison) -> str:
    positions, loss = trajectory.positions, trajectory.loss
    tenth = -1 - len(trajectory.gradient) // LAST_PART
    moved = np.hypot(*(positions[tenth:] - positions[-1]).T).max()
    last, slope = last_step(trajectory), slope_at_end(trajectory, comparison)
    rate = fallen_rate(trajectory)
    if moved <= comparison.record.tolerance and rate is not None:
        return (
            f"It hardly moves any more since its rate has fallen to {number(rate)}. "
            f"The ground still slopes: |∇f| = {slope}."
        )
    if comparison.noisy:
        how, whose = chance(comparison)
        return noise_floor(trajectory, comparison) or (
            f"Its last step was {last} long. The gradients are {how}; where it ends, |∇f| {whose} "
            f"is {slope}."
        )
    low = _low_rate(trajectory, comparison, tenth + 1)  # of the moves from there
    length = f"its last step was {last} long"
    if comparison.sparse > 1:  # the last one may have seen x alone
        longest = np.hypot(*np.diff(positions[tenth - 1 :], axis=0).T).max()
        length = f"the longest of its last steps was {number(longest)} long"
    if moved <= comparison.record.tolerance:
        text = f"It moves slowly: {length}, and |∇f| = {slope} where it ends."
        return f"{text} {low}".strip()
    how = "fell" if loss[-1] < loss[tenth] else "rose"
    before, after = number(loss[tenth]), number(loss[-1])
    since = f"from {before}" if before != after else f"by {number(abs(loss[-1] - loss[tenth]))}"
    text = f"It is still on its way: {length}, and in its last tenth f {how} {since} to {after}."
    if how == "fell":
        return f"{text} {low}".strip()
    borne = shares(trajectory, comparison)
    if borne is None or not borne[-1] > 1.0:
        return text
    return f"{text} {_blow_up(trajectory, comparison)}".strip()


def _low_rate(trajectory: Trajectory, comparison: Comparison, tenth: int) -> str:
    """That its rate is a small share of the limit, if it is so in its last tenth."""
    borne = shares(trajectory, comparison)
    if borne is None or not ((borne[tenth:] > 0.0) & (borne[tenth:] < LOW)).all():
        return ""
    percent = 100.0 * borne[tenth:].max()
    unit = 10.0 ** (math.floor(math.log10(percent)) - 1)
    share = number(math.ceil(percent / unit) * unit)
    return f"Its rate is low: in the last tenth at most {share} % of the largest stable one."


def _blow_up(trajectory: Trajectory, comparison: Comparison) -> str:
    """How its steps or f grow, and what it could not stand; empty if neither is seen."""
    growing = growth(trajectory.positions)
    seen = ""
    if growing:
        how = f"{times(growing.factor)} times" if growing.factor else "longer than"
        seen = f"From step {growing.step} on each step is {how} the last"
    first = growing.step - 1 if growing else 0
    over = overload(trajectory, comparison, first)
    if growing and over and over.step > growing.step:  # what comes later is no cause of that
        rising = rises_from(trajectory.loss)
        first, over = rising, overload(trajectory, comparison, rising)
        if over and over.step <= rising:
            seen = f"From step {rising} on f rises"
        else:
            first, over = growing.step - 1, None
    if over is None:
        return f"{seen}{_falling(trajectory, comparison, first)}." if seen else ""
    step, borne = max(first, over.step), over.load
    if not seen:
        return f"At step {step} {compared(trajectory, borne, 'there')}."
    alike = borne == load(trajectory, comparison, trajectory.positions[0], step)
    place = "here" if alike else f"at step {step}"
    passed = _passed(trajectory, comparison, over.step)
    return f"{passed}{seen}: {compared(trajectory, borne, place)}."


def _passed(trajectory: Trajectory, comparison: Comparison, step: int) -> str:
    """That from a step on a rate is over its limit, and which of both moved; empty from step 0."""
    limits = rate_limits(trajectory, comparison)
    if not step or limits is None:
        return ""
    lr, limit = trajectory.settings["lr"][step - 1 : step + 1], limits[step - 1 : step + 1]
    if lr[1] == lr[0]:
        return f"At step {step} the limit falls below the rate. "
    if limit[1] >= (1.0 - JUST) * limit[0]:
        return f"At step {step} the rate rises above its limit. "
    return f"At step {step} the rate passes its limit. "


def _falling(trajectory: Trajectory, comparison: Comparison, first: int) -> str:
    """That a run follows ground that has no known bottom, if from a step on it only falls."""
    loss = trajectory.loss[first:]
    loss = loss[np.isfinite(loss)]
    falls = len(loss) > 1 and bool((np.diff(loss) < 0.0).all())
    if not falls or comparison.record.lowest(**comparison.parameters) is not None:
        return ""
    return ", and f falls all the way: no bottom is known this way"


def _since(trajectory: Trajectory) -> int:
    return trajectory.outcome.step or 0


def _stays(trajectory: Trajectory, comparison: Comparison) -> str:
    near = number(comparison.record.tolerance)
    return f"{from_step(_since(trajectory))} it stays within {near} of"
