"""What a run did on its landscape, and how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from comparison.run import Run, Settings
from comparison.unsettled import Unsettled, unsettled
from landscapes.landscape import Landscape, Point
from optim.engine import Path, carried, start_state
from optim.phase import Phase
from optim.phases import held, later, within

Rest = Literal["minimum", "local minimum", "saddle", "maximum", "plateau"]
Ending = Rest | Unsettled | Literal["diverged", "no step", "moving"]

ESCAPE_WIDTHS = 1000.0
"""A run that gets this many view widths away has diverged."""
NEWTON_STEPS = 30
LAST_PART = 10
"""A run rests when it moved less than the tolerance over the last tenth of its steps."""
LEVEL = 1e-8
"""A curvature is zero below this share of the larger one."""
FLAT = 1e-5
"""A plateau: the slope is below this share of the landscape's typical slope."""


@dataclass(frozen=True)
class Outcome:
    """How a run ended: at which kind of point, where, and since which step.

    `step` is the first step from which the run stays within the landscape's tolerance of `point`
    to its end; for "diverged" the step at which it left; for "no step", of a rule that has none
    from where the run stands (Newton's where the Hessian is singular), the step at which it came
    there; for a run that leaves, bounces or circles the step from which it does (see
    `comparison.unsettled`), and after how many steps it is back, if it repeats itself. What is not
    said is None.
    """

    kind: Ending
    step: int | None = None
    point: Point | None = None
    period: int | None = None


@dataclass(frozen=True)
class Trajectory:
    """A run as arrays. Row k of a move is the step from positions[k] to positions[k + 1].

    Attributes:
        run: what was run.
        positions: (steps + 1, 2) float64; nan after a divergence, or where there is no step.
        loss: (steps + 1,), the landscape's value at each position, without noise.
        gradient: (steps, 2), the gradient each step used, noise included.
        settings: name -> (steps,), the value in force at each step; nan where the run, having
            changed its optimizer, has none.
        internals: name -> (steps, 2), the state after each step and what is derived from it; nan
            likewise.
        outcome: how it ended.
    """

    run: Run
    positions: NDArray[np.float64]
    loss: NDArray[np.float64]
    gradient: NDArray[np.float64]
    settings: Mapping[str, NDArray[np.float64]]
    internals: Mapping[str, NDArray[np.float64]]
    outcome: Outcome

    def before(self, leg: int) -> dict[str, NDArray[np.float64]]:
        """The state before each move of a leg, by its name in the rule, (moves, 2).

        That is where it starts, or what the move before it left.
        """
        run, part = self.parts[leg]
        rule, before = run.rule, {}
        first = start_state(rule, self.in_force(part.start)[1])
        for (name, kind), start in zip(rule.state.items(), first, strict=True):
            left = self.internals[kind.name][max(part.start - 1, 0) : part.stop - 1]
            if self.run.legs[leg].fresh:
                left = left[1:] if leg else left
                before[name] = np.vstack([[start, start], left])
                continue
            old = self.in_force(self.parts[leg - 1][1].start)[1]
            place = list(rule.state).index(name)
            begins = [carried(v, start_state(rule, old)[place], start) for v in left[0]]
            before[name] = np.vstack([begins, left[1:]])
        return before

    @property
    def parts(self) -> tuple[tuple[Run, slice], ...]:
        """What is run, and in which moves, from the start and from each change of course on."""
        legs, steps = self.run.legs, len(self.gradient)
        begins = [leg.begin for leg in legs]
        return tuple(
            (leg.run, slice(begin, end))
            for leg, begin, end in zip(legs, begins, [*begins[1:], steps], strict=True)
        )

    def in_force(self, step: int) -> tuple[Run, dict[str, float]]:
        """What is run at a move, as if it were so throughout, and the settings of that move."""
        step %= len(self.gradient)
        run = next(run for run, part in reversed(self.parts) if part.start <= step)
        names = ("lr", *(setting.name for setting in run.rule.settings))
        return run, {n: float(self.settings[n][step]) for n in names if n in self.settings}

    @property
    def reached(self) -> int | None:
        """The first step from which the run stays within the tolerance of a minimum to its end."""
        return self.outcome.step if "minimum" in self.outcome.kind else None

    @property
    def phases(self) -> tuple[Phase, ...]:
        """What the rate did from when to when."""
        rates, found = self.settings["lr"], list[Phase]()
        for leg, (run, part) in zip(self.run.legs, self.parts, strict=True):
            if run.schedule_record.reads_loss:
                own, begin = held(rates[part]), part.start
            else:
                own, begin = run.phases(len(rates) - leg.origin), leg.origin
            found += within(later(own, begin), part.start, part.stop)
        return tuple(found)


def outcome(path: Path, landscape: Landscape, parameters: Settings, noisy: bool = False) -> Outcome:
    """How a path ended on a landscape.

    Where its gradients were `noisy` it never settles, which says nothing of the run itself.
    """
    if path.diverged_at is not None:
        return Outcome("diverged", path.diverged_at)
    if path.stuck_at is not None:
        return Outcome("no step", path.stuck_at)
    tolerance = landscape.tolerance
    end = path.positions[-1]
    last = path.positions[-1 - len(path.gradient) // LAST_PART :]
    resting = np.hypot(*(last - end).T).max() <= tolerance
    found = _known_minimum(end, landscape, parameters)
    if resting and not found:
        found = _stationary(end, landscape, parameters)
    if found:
        kind, point = found
        distances = np.hypot(*(path.positions - point).T)
        away = np.flatnonzero(distances > tolerance)
        return Outcome(kind, int(away[-1]) + 1 if away.size else 0, point)
    slope = np.hypot(*landscape.gradient(*end, **parameters))
    if resting and slope <= FLAT * typical_slope(landscape, parameters):
        return Outcome("plateau")
    motion = unsettled(path.positions, landscape.view, tolerance)
    if motion and motion.kind == "leaving":
        unsure = _comes_nearer(path.positions, landscape, parameters)
    else:
        unsure = noisy
    if motion is None or unsure:
        return Outcome("moving")
    return Outcome(motion.kind, motion.step, period=motion.period)


def _comes_nearer(
    positions: NDArray[np.float64], landscape: Landscape, parameters: Settings
) -> bool:
    """Whether a run comes nearer to a minimum out of the view, from a tenth to the last one."""
    before, last = np.array_split(positions, LAST_PART)[-2:]
    (x0, x1), (y0, y1) = landscape.view
    for x, y, *_ in landscape.minima(**parameters):
        reach = [np.hypot(*(part - (x, y)).T).max() for part in (before, last)]
        if not (x0 <= x <= x1 and y0 <= y <= y1) and reach[1] < reach[0]:
            return True
    return False


def _known_minimum(
    end: NDArray[np.float64], landscape: Landscape, parameters: Settings
) -> tuple[Rest, Point] | None:
    """The declared minimum within the tolerance of the end; on a border no run can rest."""
    border = landscape.border(**parameters)
    for x, y, _, kind in landscape.minima(**parameters):
        if (x, y) not in border and np.hypot(end[0] - x, end[1] - y) <= landscape.tolerance:
            return ("minimum" if kind == "global" else "local minimum"), (x, y)
    return None


def _stationary(
    end: NDArray[np.float64], landscape: Landscape, parameters: Settings
) -> tuple[Rest, Point] | None:
    """The stationary point within the tolerance of the end, found by Newton's method."""
    x, y = end
    for _ in range(NEWTON_STEPS):
        hxx, hxy, hyy = landscape.hessian(x, y, **parameters)
        hessian = np.array([[hxx, hxy], [hxy, hyy]])
        if not (np.isfinite(hessian).all() and hessian.any()):
            return None
        slope = landscape.gradient(x, y, **parameters)
        # Without the direction that is level: along a circle of minima there is nowhere to go.
        step_x, step_y = np.linalg.pinv(hessian, rcond=LEVEL, hermitian=True) @ slope
        x, y = x - step_x, y - step_y
        if not np.hypot(x - end[0], y - end[1]) <= landscape.tolerance:
            return None
        if np.hypot(step_x, step_y) <= 1e-9 * landscape.tolerance:
            return _kind(hessian), (float(x), float(y))
    return None


def _kind(hessian: NDArray[np.float64]) -> Rest:
    """What a stationary point is, by the signs of its curvatures."""
    least, most = np.linalg.eigvalsh(hessian)
    level = LEVEL * max(abs(least), abs(most))
    if least < -level and most > level:
        return "saddle"
    return "local minimum" if most > level else "maximum"


@lru_cache(maxsize=64)
def typical_slope(landscape: Landscape, parameters: Settings) -> float:
    """How much the value changes across the view, leaving out extremes, per unit of its width."""
    (x0, x1), (y0, y1) = landscape.view
    x, y = np.meshgrid(np.linspace(x0, x1, 41), np.linspace(y0, y1, 41))
    low, high = np.nanquantile(landscape.value(x, y, **parameters), (0.1, 0.9))
    return float((high - low) / max(x1 - x0, y1 - y0))
