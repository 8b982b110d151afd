"""The chosen schedules over many seeds: how low each ends, and which differ by more than luck."""

import numpy as np
import streamlit as st

from browser import pack_panes, show_panes
from comparison import Comparison
from comparison.many import together
from comparison.phrases import number
from optim import OPTIMIZERS
from optim.many import Progress
from pictures import Pane
from pictures.paths import playground
from pictures.studies import peak_curves, spread_bands, spread_boxes
from studies import PEAKS, BestPeaks, Spread, best_peaks, over_seeds
from ui.explored import BEST, SEEDS, Explored
from ui.explorer import change
from ui.explorer_controls import name
from ui.setting_control import show_setting
from ui.slow import ALONE, asked_for
from ui.widgets import named

TUNING = 40
"""Seeds with which the best peak is chosen; others test it."""


def show_seeds(state: Explored) -> None:
    """How many seeds, the pictures, what can be said."""
    left, right = st.columns(2, gap="medium")
    with left:
        show_setting(SEEDS, state.seeds, "seeds_s", named(change, "seeds"), "Seeds")
    with right:
        show_setting(
            BEST, state.best, "best_s", named(change, "best"), "Also each at its own best peak"
        )
    scene = state.comparison.plain
    if not scene.noisy:
        said = "Without noise every seed gives the same run. Noise is set in the sidebar."
        st.caption(f"{said} So each point is one run." if state.best else said)
        if not state.best:
            return
    seeds, tuning = (state.seeds, TUNING) if scene.noisy else (1, 1)
    each = seeds + (seeds + tuning * len(PEAKS) if state.best else 0)
    runs = len(scene.runs) * each
    found = asked_for(
        (scene, state.seeds, state.best),
        _cost(scene, each),
        f"Make these runs: {runs:,} of {scene.steps} steps".replace(",", "\u202f"),
        "make_runs",
        lambda: _made(scene, state.seeds, state.best),
    )
    if found:
        _show_pictures(*found, tuple(map(name, scene.runs)))
        _say(*found, tuple(map(name, scene.runs)))


def _cost(scene: Comparison, each: int) -> int:
    """Of so many runs of each schedule, in particle-steps."""
    return scene.steps * each * sum(1 if together(run) else ALONE for run in scene.runs)


def _made(scene: Comparison, seeds: int, best: bool) -> tuple[Spread, BestPeaks | None]:
    """With a bar of progress; whatever is pressed meanwhile, also Cancel, ends it."""
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, "Running")
        st.button("Cancel", key="cancel_runs")

    def told(which: str) -> Progress:
        def progress(done: int, total: int) -> None:
            bar.progress(min(done / total, 1.0), f"{which}: {done / total:.0%} of the steps")

        return progress

    same = over_seeds(scene, seeds, progress=told("At the peaks that are set"))
    own = told("Each at its own best peak")
    found = best_peaks(scene, tuning=TUNING, seeds=seeds, progress=own) if best else None
    place.empty()
    return same, found


def _show_pictures(same: Spread, best: BestPeaks | None, names: tuple[str, ...]) -> None:
    """The final losses, at the same peak and at each one's own best side by side; then the rest."""
    ends = [spread_boxes(same, names, name=f"Final loss, {_at(same)}", link=_link(same))]
    rest = [spread_bands(same, name="Loss by step", link=_link(same))]
    if best:
        own = best.spread
        ends.append(spread_boxes(own, names, name="Final loss, own best peaks", link=_link(own)))
        rest = [
            spread_bands(own, name="Loss by step, own best peaks"),
            peak_curves(best, name="Median final loss by peak"),
        ]
    steps = same.comparison.steps
    rows = [_on_one_axis(ends), rest] if best else [ends + rest]
    for place, panes in enumerate(rows):
        told = [pane.data() for pane in panes]
        data = pack_panes(told, "Over seeds", steps, steps, across=True)
        show_panes(data, f"explorer_seeds_{place}")


def _link(spread: Spread) -> str:
    return playground(spread.comparison)


def _at(spread: Spread) -> str:
    """At which peaks the runs are that were not tuned."""
    rates = {run.lr for run in spread.comparison.runs}
    return f"all at peak {number(*rates)}" if len(rates) == 1 else "at the peaks that are set"


def _on_one_axis(panes: list[Pane]) -> list[Pane]:
    """The same, with one range of losses, where their axes are of one kind."""
    if len({pane.y.log for pane in panes}) > 1:
        return panes
    lows, highs = zip(*(pane.window[1] for pane in panes), strict=True)
    return [pane.adding(window=(pane.window[0], (min(lows), max(highs)))) for pane in panes]


def _say(same: Spread, best: BestPeaks | None, names: tuple[str, ...]) -> None:
    """What was run, tables, and which end lower than others."""
    runs, count = same.comparison.runs, len(same.seeds)
    optimizers = dict.fromkeys((OPTIMIZERS[run.optimizer].label, run.convention) for run in runs)
    forms = ", ".join(f"{label} in its {form} form" for label, form in optimizers)
    seeds = f"{count} seeds" if count > 1 else "one run each"
    st.caption(f"{forms}; {seeds}, {same.comparison.steps} steps.")
    st.markdown(f"##### {_at(same).capitalize()}, not tuned")
    _say_ends(same, names)
    if not best:
        return
    st.markdown("##### Each at its own best peak")
    tuned = f"{TUNING} other seeds" if best.comparison.noisy else "the same run"
    st.caption(f"The best of {len(PEAKS)} peaks, chosen with {tuned}.")
    _say_ends(best.spread, names)
    if best.at_an_end.any():
        which = [name for name, end in zip(names, best.at_an_end, strict=True) if end]
        st.caption(f"At the end of what was tried, so perhaps better beyond: {', '.join(which)}.")


def _say_ends(spread: Spread, names: tuple[str, ...]) -> None:
    """A table, and who ends lowest."""
    several = len(spread.seeds) > 1
    rows = []
    for schedule, run, quartiles, share in zip(
        names, spread.comparison.runs, spread.quartiles, spread.diverged.tolist(), strict=True
    ):
        low, middle, high = map(number, quartiles.tolist())
        ends = {"lower quartile": low, "median": middle, "upper quartile": high}
        ends |= {"diverged": f"{share:.0%}"}
        rows.append(
            {"schedule": schedule, "peak": number(run.lr)}
            | (ends if several else {"loss": "diverged" if share else middle})
        )
    st.markdown(_table(rows))
    if several:
        st.markdown(_verdict(spread, names))
    elif not spread.comparison.noisy and len(names) > 1:
        st.markdown(_order(spread, names))


def _table(rows: list[dict[str, str]]) -> str:
    head = list(rows[0])
    lines = [head, ["---"] * len(head), *(list(row.values()) for row in rows)]
    return "\n".join(
        f"| {' | '.join(cell.replace('~', '&#126;') for cell in row)} |" for row in lines
    )


def _order(spread: Spread, names: tuple[str, ...]) -> str:
    """Without chance: which ends lowest, and which next."""
    alike: dict[str, list[str]] = {}
    for k in np.argsort(spread.loss[:, 0], kind="stable"):
        alike.setdefault(number(float(spread.loss[k, 0])), []).append(names[k])
    places = [" and ".join(group) for group in alike.values()]
    if len(places) == 1:
        return "All end at the same loss."
    return f"From the lowest end to the highest: **{places[0]}**, {', '.join(places[1:])}."


def _verdict(spread: Spread, names: tuple[str, ...]) -> str:
    """Who ends lowest; what is no more than luck is a tie."""
    lowest = [names[k] for k in spread.lowest]
    if len(lowest) == len(names):
        return "No schedule ends lower than another by more than luck: a tie."
    if len(lowest) == 1:
        return f"**{lowest[0]}** ends lowest, by more than luck."
    *first, last = lowest
    return f"**{', '.join(first)} and {last}** tie for the lowest; the others end higher."
