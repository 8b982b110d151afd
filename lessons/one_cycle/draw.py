"""The pictures of the lesson on 1Cycle."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from comparison import Comparison
from comparison.many import many
from lessons.one_cycle.ramps import CASES, LIMIT, SLOW, lands, readings, slower, suggested
from lessons.one_cycle.runs import BOWL, FORMS, HEIGHTS, HIGHS, WELLS, Array, run_in
from lessons.one_cycle.seeds import fewest
from lessons.one_cycle.ships import SHIPPED
from lessons.words import number
from optim.theory import stable_below
from pictures import (
    STEP,
    Axis,
    Cloud,
    Dot,
    Pane,
    Role,
    against,
    box_plot,
    curves,
    level,
    paths,
    ranges,
    trail,
)
from pictures.curves import curve, fences_of
from pictures.grip import Grip, Pull
from pictures.studies import range_curve
from studies import RangeTest

RATE = Axis("learning rate", log=True)
LAST = Axis("last loss", log=True)
DOTS = 400
LEAST = 1e-30
"""Nothing smaller is drawn of a loss."""
PLACES: Mapping[str, int] = {
    "constant": 0, "exponential": 1, "cosine": 2, "warm-up": 3, "fixed": 3, "one_cycle": 4,
}  # fmt: skip
"""Each schedule's colour in all pictures: its place among the runs."""
SHORT = {**FORMS, "fixed": "β fixed"}


def cycle_grips(pct_start: float, div_factor: float, steps: int) -> tuple[Grip, Grip]:
    """The start and the peak of a cycle, in shares of the run and of its peak."""
    last = 1.0 / steps  # torch's rise ends a step early
    peak, start = pct_start - last, 1.0 / div_factor
    return (
        Grip(
            "start", (0.0, start), None, (0.01, 1.0),
            f"rate rises by {number(div_factor, 3)}",
            pulls=(None, Pull("div_factor", inverse=True)),
        ),
        Grip(
            "peak", (peak, 1.0), (0.05 - last, 0.9 - last), None,
            f"peak after a share of {number(pct_start, 3)}",
            step=last, pulls=(Pull("pct_start", plus=last), None),
        ),
    )  # fmt: skip


def grown(picture: Comparison) -> Pane:
    """Rate and reach in units of the peak rate, by powers of ten: how far each rises."""
    (run,) = picture.trajectories()
    lr, peak = run.settings["lr"], run.run.lr
    reach = lr / (1.0 - run.settings["momentum"])
    how: Any = {"order": 1, "follows": True}
    limits = [
        replace(fence, points=tuple((t, high / peak) for t, high in fence.points))
        for fence in fences_of(run, picture, 0, len(lr))
    ]
    lines = (
        *limits,
        curve(range(len(lr)), lr / peak, 0, **how),
        curve(range(len(lr)), reach / peak, "other", **how),
    )
    name = "In units of the peak"
    told = ("{0|lr} and {other|lr/(1 − β)} · with ticks: the limit of {0|lr}",)
    window = (0.0, float(len(lr))), (0.01, 12.0)
    return Pane(lines, window, name, x=STEP, y=Axis(log=True), lines=told, asked=told)


@cache
def end_points(form: str) -> Array:
    """Where runs with a schedule end, each with its own noise, (DOTS, 2)."""
    starts = np.tile(np.reshape(BOWL.start, (2, 1)), DOTS)
    return many(run_in("momentum", form), BOWL, starts, seeds=np.arange(DOTS)).positions.T


def clouds(picture: Comparison, forms: Sequence[str]) -> Pane:
    """The last points of many runs, close to the minimum."""
    dots = [
        Cloud(PLACES[form], tuple((x, y) for x, y in end_points(form).tolist()), order=1)
        for form in forms
    ]
    name, told = f"Where {DOTS} runs of each end", (legend(forms),)
    window = ((-1.8, 1.8), (-0.9, 0.9))
    return paths(picture, *dots, runs=(), window=window, name=name, lines=told, asked=told)


def legend(forms: Iterable[str]) -> str:
    """Each schedule in its colour."""
    return " · ".join(f"{{{PLACES[form]}|{FORMS[form]}}}" for form in forms)


def boxes(samples: Mapping[str, Sequence[float]], roles: Sequence[Role], **values: Any) -> Pane:
    """Last losses by schedule: the median, the middle half, and nine in ten."""
    under = ("dot: median · box: middle half · line: nine in ten",)
    told: Any = {"name": "Last loss", "lines": under, "asked": under, "wide": 1.2, **values}
    return box_plot(samples, LAST, roles, order=1, **told)


def by_momentum(values: Sequence[float]) -> tuple[Pane, Pane]:
    """The highest stable rate, and the loss that a run with noise hovers at, against β."""
    grid = np.linspace(0.8, 0.97, 69)
    here = [level("x", value) for value in sorted(set(values))]
    limits = stable_below("momentum", 25.0, grid)
    how: Any = {"order": 1}
    along = Axis("momentum β")
    return (
        against(grid, {"theta": limits}, None, along, Axis(), *here,
                limits=(0.14, 0.16), name="The highest stable rate", **how),
        against(grid, {"theta": hover(0.003, grid)}, None, along, Axis(), *here,
                limits=(0.0, 0.5), name=f"Loss it hovers at, lr {number(0.003)}", **how),
    )  # fmt: skip


def hover(lr: float, momentum: Any) -> Any:
    """The mean loss on the noisy bowl in the long run, exactly; see the fold."""
    kept = lr * BOWL.noise**2 * (1.0 + momentum) / (1.0 - momentum)
    return sum(0.5 * kept / (2.0 * (1.0 + momentum) - lr * curvature) for curvature in (1.0, 25.0))


def test_curve(test: RangeTest, read: Mapping[str, float], limit: float) -> Pane:
    """The loss of a range test against its rate, with what is read off it and the true limit."""
    lr, loss = np.concatenate([test.lr[:1], test.lr]), test.trajectory.loss
    dots = [
        Dot("ghost", (rate, float(height)), label=name, order=1)
        for (name, rate), height in zip(
            read.items(), np.interp(list(read.values()), lr, loss), strict=True
        )
    ]
    told = f"{{correction|line: the true limit, {number(limit, 3)}}}"
    last = int(np.isfinite(loss).sum()) - 1
    end = f" · {{0|it ends at step {last}: it diverged}}" if last < len(test.lr) else ""
    if np.nanmin(loss) < LEAST:
        told += f" · not drawn under {number(LEAST)}"
    how: Any = {"name": "Loss against rate", "lines": (told + end,), "asked": (told,)}
    pane = range_curve(test, *dots, limit=limit, read={}, **how)
    across, (low, high) = pane.window
    return replace(pane, window=(across, (max(low / 3.0, LEAST), high)))


def parts(picture: Comparison) -> Pane:
    """|x| and |y| by step, by powers of ten."""
    run = picture.trajectories()[0].positions
    size = np.maximum(np.abs(run), 1e-300)
    roles: tuple[Role, Role] = ("velocity", "correction")
    lines = [
        curve(np.arange(len(size)), size[:, k], role, follows=True) for k, role in enumerate(roles)
    ]
    under = ("{velocity||x|, flat} and {correction||y|, steep}",)
    window = (0.0, float(picture.steps)), (1e-10, 100.0)
    return Pane(tuple(lines), window, "Size of both parts", x=STEP, y=Axis(log=True), lines=under)


def by_slowness(steps: int) -> Pane:
    """The blow-up against the steps of the test."""
    kinds: Mapping[Role, str] = {0: "no noise", 1: "noise", 2: "momentum"}
    lines: Mapping[Role, Any] = {role: slower(kind) for role, kind in kinds.items()}
    edge = level("y", LIMIT)
    told = (
        f"{' · '.join(f'{{{role}|{word}}}' for role, word in kinds.items())} · level line: 2/λ",
    )
    how: Any = {"order": 1, "lines": told, "asked": told}
    return against(
        SLOW, lines, None, Axis("steps of the test", log=True), Axis("blow-up", log=True), edge,
        level("x", float(steps)), limits=(0.002, 1.0), **how,
        name="Where the test blows up",
    )  # fmt: skip


def on_the_ranges(rule: str) -> Pane:
    """The good peaks in each case, and what a rule of thumb says."""
    bars = {case: (readings(case)["low"], readings(case)["high"]) for case in CASES}
    says, right = np.array(suggested(rule)), np.array(lands(rule))
    marks: Mapping[Role, Any] = {
        2: np.where(right, says, np.nan), 0: np.where(right, np.nan, says),
    }  # fmt: skip
    under = ("bars: good peaks · {2|in it} · {0|beside it}",)
    return ranges(bars, marks, RATE, order=1, name="Good peaks", lines=under, asked=under)


def rates_and_limit(picture: Comparison, limit: float | None, shown: Sequence[int]) -> Pane:
    """The rate of each run by step, and what the sharp well can stand."""
    lines = [level("y", limit)] if limit else []
    told = (f"line: the limit of the sharp well, {number(limit, 3)}",) if limit else ()
    pane = curves(picture, "lr", *lines, log=True, runs=shown, limits=(0.003, 4.0))
    return Pane(pane.shapes, pane.window, "Learning rate", x=pane.x, y=pane.y, lines=told)


def s_curves(shares: Mapping[str, Sequence[float]], peak: float) -> Pane:
    """The share of starts that stay in the sharp well against the peak."""
    lines: Mapping[Role, Any] = {PLACES[form]: share for form, share in shares.items()}
    how: Any = {
        "limits": (-0.03, 1.05),
        "order": 1,
        "name": "Share that stays in the sharp well",
        "lines": (legend(shares),),
    }
    return against(HIGHS, lines, peak, Axis("peak", log=True), Axis(), **how)


def down_the_wall(constant: Comparison, cycle: Comparison) -> Pane:
    """A constant rate and 1Cycle on the wall, a dot for each step."""
    fast = trail(cycle.trajectories()[0].positions, PLACES["one_cycle"], dots=True)
    slow = trail(constant.trajectories()[0].positions, PLACES["constant"], dots=True)
    quick = cycle.runs[0].changed(total_steps=cycle.steps)
    steps = max(constant.steps, cycle.steps)
    both = constant.changed(steps=steps, runs=(*constant.runs, quick))
    return paths(both, slow, fast, runs=(), name="A dot a step", wide=1.7)


def by_height(optimizer: str, height: float) -> Pane:
    """The fewest steps of each schedule against the height of the start."""
    found = [fewest(f"{optimizer} {y}") for y in HEIGHTS]
    lines: Mapping[Role, Any] = {
        PLACES[form]: [steps[0] if (steps := row[form]) else np.nan for row in found]
        for form in found[0]
    }
    along, up = Axis("height of the start y"), Axis("steps", log=True)
    how: Any = {
        "limits": (5.0, 1300.0),
        "order": 1,
        "name": "Fewest steps",
        "lines": (legend(found[0]),),
        "asked": (legend(found[0]),),
    }
    return against(HEIGHTS, lines, height, along, up, **how)


def wells(picture: Comparison, shown: Sequence[int]) -> Pane:
    """Runs in and out of the sharp well."""
    return paths(
        picture, runs=shown, window=WELLS.record.view, name="Sharp on the left, flat right"
    )


def shipped(steps: int, chosen: str) -> Pane:
    """What each library makes of one cycle, in shares of the peak."""
    lines = [
        curve(np.arange(steps), made(steps)[0], place, follows=True)
        for place, made in enumerate(SHIPPED[form].curves for form in SHIPPED)
    ]
    top = list(SHIPPED).index(chosen)
    ordered = (*lines[:top], *lines[top + 1 :], lines[top])
    told = " · ".join(f"{{{place}|{form}}}" for place, form in enumerate(SHIPPED))
    window = (0.0, float(steps)), (0.0, 1.08)
    how: Any = {"lines": (told,), "asked": (told,)}
    return Pane(ordered, window, "Rate as a share of the peak", x=STEP, **how)
