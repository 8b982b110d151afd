"""The range test on the page of schedules: ramp, path and sweep, and what is read off them."""

from functools import lru_cache, partial

import numpy as np
import streamlit as st

from browser import pack_panes, show_panes
from comparison import Comparison
from comparison.limits import load
from comparison.many import together
from comparison.phrases import number
from optim.stability import SCALAR
from pictures import paths
from pictures.curves import level
from pictures.paths import playground
from pictures.studies import range_curve, read_off, sweep_curve
from studies import RangeTest, RateSweep, range_test, rate_sweep
from studies.ends import geometric
from ui.explored import TEST_HIGH, TEST_LOW, TEST_RAMP, TEST_STEPS, Explored
from ui.explorer import change, explorer, see_test, use_as_peak
from ui.setting_control import show_setting
from ui.slow import ALONE, asked_for
from ui.widgets import named

FEWEST, MOST = 21, 61
"""Rates of the sweep."""
MOST_SEEDS, AT_ONCE = 20, 200_000
"""Of the sweep: seeds, and the steps of all its runs; the longer a run, the fewer of both."""
APART = 1.5
"""So many times the limit is no longer about the limit."""
SQUEEZED = 0.1
"""The share of its size at the start from which on the steep part is flat."""
FEW = 10
"""So many rates below a blow-up say little of where it is."""
PLACES = ((0.1, 0.2), (0.9, 0.4), (0.5, 0.8))
"""Shares of the view at which curvatures are compared."""

MEANS = {
    "valley": (
        "Halfway along the longest series of ever lower points of the smoothed loss; it may skip "
        "points. fastai's own choice."
    ),
    "slide": (
        "From the right end leftwards, the last rate before the slope is about the same on both "
        "sides of a gap of 15 points."
    ),
    "minimum": "A tenth of the rate at which the smoothed loss is lowest.",
    "steep": "Where the smoothed loss falls most per factor of the rate. torch-lr-finder's choice.",
    "blow-up": "The first rate after whose step the loss is over four times the least so far.",
    "limit": "The largest rate at which fresh runs still come in: the theory's, for this bowl.",
}
"""What each mark is."""


def show_range_test(state: Explored) -> None:
    """The controls of the test, its pictures, its marks."""
    st.markdown(
        "A **ramp** raises the rate within one run, from far too low to far too high. A **sweep** "
        "makes a fresh run at each rate. The ramp is one run, so it reads where this path blows "
        "up; that can lie far from the largest rate at which a fresh run comes in."
    )
    columns = st.columns(4, gap="medium")
    for column, setting, label in zip(
        columns,
        (TEST_LOW, TEST_HIGH, TEST_STEPS, TEST_RAMP),
        ("From", "To", "Steps", "Ramp"),
        strict=True,
    ):
        with column:
            apply = set_ramp if setting is TEST_RAMP else named(change, setting.name)
            show_setting(setting, getattr(state, setting.name), f"{setting.name}_s", apply, label)
    if not state.test_low < state.test_high:
        st.warning("The ramp has to end above where it begins.")
        return
    scene = state.comparison.plain.changed(runs=(state.run,))
    test = tested(scene, state.test_low, state.test_high, state.test_steps, state.test_ramp)
    sweep, limit = swept(scene, state.test_low, state.test_high), known_limit(scene)
    _show_pictures(test, sweep, limit, state.test_t)
    _show_marks(test, limit)
    if scene.noisy and sweep:
        count = len(sweep.seeds)
        said = f"median and middle half of {count} seeds" if count > 1 else "one seed"
        st.caption(f"The sweep: {said}.")


def set_ramp(ramp: str) -> None:
    """Another ramp; an end that was the usual one of the old ramp is that of the new one."""
    state = explorer.state
    if state.test_high == _usual_end(state, state.test_ramp):
        change(test_ramp=ramp, test_high=_usual_end(state, ramp))
    else:
        change(test_ramp=ramp)


def _usual_end(state: Explored, ramp: str) -> float:
    """Where a ramp ends unless the reader says so.

    A linear one spends nearly all its steps near its end: it ends not far above the blow-up that
    the exponential one reads.
    """
    usual: float = TEST_HIGH.default
    if ramp == "exponential":
        return usual
    scene = state.comparison.plain.changed(runs=(state.run,))
    low = min(state.test_low, TEST_LOW.default)
    blow_up = tested(scene, low, usual, state.test_steps, "exponential").blow_up
    return usual if blow_up is None else float(f"{min(2.0 * blow_up, usual):.1g}")


@lru_cache(maxsize=32)
def tested(scene: Comparison, low: float, high: float, steps: int, ramp: str) -> RangeTest:
    """The range test of a scene's only run."""
    return range_test(scene, 0, low, high, steps, ramp)


def swept(scene: Comparison, low: float, high: float) -> RateSweep | None:
    """Fresh runs of a scene's only run, without its schedule, as long as the scene says.

    None: they would take long, and were not asked for.
    """
    plain = scene.changed(schedule="constant", warmup=0)
    many = together(plain.runs[0])
    rates = min(max(AT_ONCE // scene.steps, FEWEST), MOST) if many else FEWEST
    seeds = min(max(AT_ONCE // (rates * scene.steps), 1), MOST_SEEDS)
    seeds = seeds if scene.noisy and many else 1
    return asked_for(
        (plain, low, high),
        rates * seeds * scene.steps * (1 if many else ALONE),
        f"Make the sweep: {rates * seeds} runs of {scene.steps} steps",
        "make_sweep",
        lambda: rate_sweep(plain, 0, geometric(low, high, rates), scene.steps, seeds),
    )


def known_limit(scene: Comparison) -> float | None:
    """The largest stable rate, where one number holds on the whole landscape; else None."""
    run = scene.runs[0]
    if run.optimizer not in SCALAR or not _same_curvature(scene):
        return None
    plain = scene.changed(schedule="constant", warmup=0, steps=1, noise=0.0)
    (path,) = plain.trajectories()
    found = load(path, plain, np.array(plain.start), 0)
    return found.lr / found.share if found and found.share > 0.0 else None


def _same_curvature(scene: Comparison) -> bool:
    (x0, x1), (y0, y1) = scene.record.view
    x, y = np.array(PLACES).T
    hessian = scene.record.hessian(x0 + x * (x1 - x0), y0 + y * (y1 - y0), **scene.parameters)
    return all(np.ptp(part) <= 1e-9 * (1.0 + np.abs(part).max()) for part in hessian)


def _comes_back(test: RangeTest, blow_up: float) -> bool:
    """Whether the loss is as low as before it blew up once more afterwards."""
    at = int(np.searchsorted(test.lr, blow_up))
    before = min(float(test.trajectory.loss[0]), float(test.loss[:at].min(initial=np.inf)))
    return bool((test.loss[at + 1 :] <= before).any())


def _show_pictures(
    test: RangeTest, sweep: RateSweep | None, limit: float | None, seen: int
) -> None:
    limits = [] if limit is None else [level("x", limit, "limit", "correction")]
    panes = [
        range_curve(test, limit=limit, name="The ramp, smoothed", link=playground(test.comparison)),
        paths(test.comparison, name="Its path"),
    ]
    if sweep:
        fresh = sweep_curve(sweep).adding(*limits)
        panes.append(fresh.adding(window=(panes[0].window[0], fresh.window[1])))
    st.caption("The ramp, solid: the loss smoothed, as libraries read it. Dotted: the loss itself.")
    steps, opened = test.comparison.steps, explorer.shown.now.opened
    told = [pane.data() for pane in panes]
    data = pack_panes(told, "Range test", steps, seen, own=True, across=True, opened=opened)
    show_panes(data, "explorer_range", on_seen=see_test)


def _show_marks(test: RangeTest, limit: float | None) -> None:
    """Each mark: what it is, and what comes of it as the peak."""
    found = read_off(test) | ({} if limit is None else {"limit": limit})
    if not found:
        st.caption("Nothing can be read off this test.")
        return
    st.caption(
        "Rules of thumb; press one to read what it measures. None is best."
        + (" limit is theory." if limit is not None else "")
    )
    with st.container(horizontal=True, gap="small"):
        for name, rate in found.items():
            with st.popover(f"{name} {number(rate)}", key=f"mark_{name}"):
                st.markdown(MEANS[name])
                st.button(
                    f"Use {number(rate)} as max_lr",
                    key=f"use_{name}",
                    on_click=partial(use_as_peak, float(f"{rate:.3g}")),
                )
                st.caption("1Cycle at this peak, beside constant, exponential and cosine.")
    for said in _remarks(test, limit):
        st.caption(said)


def _remarks(test: RangeTest, limit: float | None) -> list[str]:
    """Why the ramp blows up where it does, and why other marks are missing."""
    said, end = [], test.blow_up
    if end is not None and limit is not None and end > APART * limit:
        times = number(end / limit)
        said = [
            f"The ramp blows up at {number(end)}, {times} times the limit{_why(test, end, limit)}."
        ]
    if not test.suggestions:
        where = "The ramp has too few steps" if end is None else "Too few steps precede the blow-up"
        said.append(f"{where} to read valley, slide, minimum and steep.")
    if end is not None and _comes_back(test, end):
        said.append(
            f"At {number(end)} the loss swings up to over four times its least and comes down "
            "again: an alarm, not a divergence."
        )
    return said


def _why(test: RangeTest, end: float, limit: float) -> str:
    """Why it reads too high, where one of two reasons holds."""
    if _is_squeezed(test, limit):
        return (
            ": on the way the low rates have squeezed the steep direction flat, and it has to grow "
            "back before the loss shows it"
        )
    below = int((test.lr < end).sum())
    if below > FEW:
        return ""
    rates = "one rate" if below == 1 else f"{below} rates"
    return f". It has only {rates} below this one: end the ramp lower"


def _is_squeezed(test: RangeTest, limit: float) -> bool:
    """Whether the steep part is small by the step whose rate is the first above the limit."""
    scene = test.comparison
    at = int(np.searchsorted(test.lr, limit))
    xx, xy, yy = scene.record.hessian(*scene.start, **scene.parameters)
    steep = np.linalg.eigh(np.array([[xx, xy], [xy, yy]]))[1][:, -1]
    start, there = (
        abs(float(np.dot(steep, scene.record.gradient(*point, **scene.parameters))))
        for point in (scene.start, test.trajectory.positions[at])
    )
    return there < SQUEEZED * start
