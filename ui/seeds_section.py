"""The chosen schedules over many seeds: how low each ends, and which differ by more than luck."""

from typing import Any

import streamlit as st

from browser import pack_panes, show_panes
from comparison import Comparison
from comparison.many import together
from comparison.phrases import number
from optim import OPTIMIZERS
from pictures.paths import playground
from pictures.studies import peak_curves, spread_bands, spread_boxes
from studies import PEAKS, BestPeaks, Spread, best_peaks, over_seeds
from ui.explored import BEST, SEEDS, Explored
from ui.explorer import change
from ui.explorer_controls import name
from ui.setting_control import show_setting
from ui.widgets import named

AT_ONCE = 2_000_000
"""So many particle-steps are made without asking: about a second."""
ALONE = 40
"""A step of a run that steps only alone takes so many times as long."""
TUNING = 40
"""Seeds with which the best peak is chosen; others test it."""

_kept: dict[tuple[Any, ...], Spread | BestPeaks] = {}
MOST_KEPT = 32


def show_seeds(state: Explored) -> None:
    """How many seeds, the pictures, what can be said."""
    left, right = st.columns(2, gap="medium")
    with left:
        show_setting(SEEDS, state.seeds, "seeds_s", named(change, "seeds"), "Seeds")
    with right:
        show_setting(BEST, state.best, "best_s", named(change, "best"), "Each at its own best peak")
    scene = state.comparison.plain
    if not scene.noisy:
        st.caption("Without noise every seed gives the same run. Noise is set in the sidebar.")
        if not state.best:
            return
    found = _found(scene, state.seeds, state.best)
    if found is None:
        return
    spread = found.spread if isinstance(found, BestPeaks) else found
    names = tuple(map(name, scene.runs))
    link = playground(spread.comparison)
    panes = [
        spread_boxes(spread, names, name="Final loss", link=link),
        spread_bands(spread, name="Loss by step", link=link),
    ]
    if isinstance(found, BestPeaks):
        panes.append(peak_curves(found, name="Median final loss by peak"))
    told = [pane.data() for pane in panes]
    data = pack_panes(told, "Over seeds", scene.steps, scene.steps, across=True)
    show_panes(data, "explorer_seeds", lambda grip: None)
    _say(spread, names, found)


def _found(scene: Comparison, seeds: int, best: bool) -> Spread | BestPeaks | None:
    """What is known already, or quick to find; else a button asks for it."""
    key = (scene, seeds, best)
    if key not in _kept:
        if _cost(scene, seeds, best) > AT_ONCE and not _asked(key):
            return None
        _kept[key] = _made(scene, seeds, best)
        while len(_kept) > MOST_KEPT:
            del _kept[next(iter(_kept))]
    return _kept[key]


def _cost(scene: Comparison, seeds: int, best: bool) -> int:
    """In particle-steps."""
    each = sum(1 if together(run) else ALONE for run in scene.runs)
    return scene.steps * each * (seeds + (TUNING * len(PEAKS) if best else 0))


def _asked(key: tuple[Any, ...]) -> bool:
    """Whether the reader wants to wait for it."""
    scene, seeds, _ = key
    runs = seeds * len(scene.runs)
    said = f"Make these runs: {runs:,} of {scene.steps} steps".replace(",", "\u202f")
    return st.button(said, key="make_runs", type="primary")


def _made(scene: Comparison, seeds: int, best: bool) -> Spread | BestPeaks:
    """With a bar of progress; whatever is pressed meanwhile, also Cancel, ends it."""
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, "Running")
        st.button("Cancel", key="cancel_runs")

    def progress(done: int, total: int) -> None:
        bar.progress(min(done / total, 1.0), f"{done / total:.0%} of the steps")

    if best:
        made: Spread | BestPeaks = best_peaks(scene, tuning=TUNING, seeds=seeds, progress=progress)
    else:
        made = over_seeds(scene, seeds, progress=progress)
    place.empty()
    return made


def _say(spread: Spread, names: tuple[str, ...], found: Spread | BestPeaks) -> None:
    """What was run, a table, and which end lower than others."""
    runs = spread.comparison.runs
    optimizers = dict.fromkeys((OPTIMIZERS[run.optimizer].label, run.convention) for run in runs)
    forms = ", ".join(f"{label} in its {form} form" for label, form in optimizers)
    tuning = "All at the peaks that are set, tuned or not."
    if isinstance(found, BestPeaks):
        tuning = f"Each at its own best of {len(PEAKS)} peaks, chosen with {TUNING} other seeds."
    st.caption(f"{forms}; {len(spread.seeds)} seeds, {spread.comparison.steps} steps. {tuning}")
    rows = [
        {
            "schedule": name,
            "peak": number(run.lr),
            "lower quartile": number(low),
            "median": number(middle),
            "upper quartile": number(high),
            "diverged": f"{share:.0%}",
        }
        for name, run, (low, middle, high), share in zip(
            names, runs, spread.quartiles.tolist(), spread.diverged.tolist(), strict=True
        )
    ]
    st.markdown(_table(rows))
    st.markdown(_verdict(spread, names))
    if isinstance(found, BestPeaks) and found.at_an_end.any():
        which = [name for name, end in zip(names, found.at_an_end, strict=True) if end]
        st.caption(f"At the end of what was tried, so perhaps better beyond: {', '.join(which)}.")


def _table(rows: list[dict[str, str]]) -> str:
    head = list(rows[0])
    lines = [head, ["---"] * len(head), *(list(row.values()) for row in rows)]
    return "\n".join(
        f"| {' | '.join(cell.replace('~', '&#126;') for cell in row)} |" for row in lines
    )


def _verdict(spread: Spread, names: tuple[str, ...]) -> str:
    """Who ends lowest; what is no more than luck is a tie."""
    lowest = [names[k] for k in spread.lowest]
    if len(lowest) == len(names):
        return "No schedule ends lower than another by more than luck: a tie."
    if len(lowest) == 1:
        return f"**{lowest[0]}** ends lowest, by more than luck."
    *first, last = lowest
    return f"**{', '.join(first)} and {last}** tie for the lowest; the others end higher."
