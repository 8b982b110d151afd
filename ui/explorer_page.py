"""The page of schedules: curves, the paths they make, and what stands below."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import parse_qsl

import numpy as np
import streamlit as st

from browser import pack_panes, show_panes, show_player
from comparison.limits import rate_limits
from comparison.phrases import number
from optim import OPTIMIZERS
from optim.phase import MEANS
from pictures import Pane, schedule_panes
from snippets import FRAMEWORKS
from ui.changes import look as look_at
from ui.changes import travel, travelled
from ui.explored import CODE, PATHS, RATES, SHOW, Explored
from ui.explorer import change, explorer, grip, look
from ui.explorer_controls import name, show_add, show_controls
from ui.navigation import PAGES
from ui.range_section import show_range_test
from ui.schedule_code import show_code
from ui.seeds_section import show_seeds
from ui.top import show_history
from ui.widgets import bound, named

WORDS = {
    "paths": {"run": "Path by schedule", "phase": "Path by phase"},
    "rates": {"linear": "Linear rates", "log": "Log rates"},
    "show": {"code": "Code", "test": "Range test", "seeds": "Over seeds"},
    "code": FRAMEWORKS,
}
"""What the choices of a field are called."""


def title(state: Explored) -> str:
    """What is shown, in a line."""
    return f"Schedules: {', '.join(map(name, state.runs))}"


def show_top() -> None:
    """The title, the way back, and the same picture in the playground."""
    show_history(explorer)
    st.markdown("**Schedules.** Pull a mark, watch the path.")
    with st.container(horizontal=True, horizontal_alignment="right", key="around"):
        st.page_link(
            PAGES["playground"].file,
            label="Playground",
            help="Open this picture in the playground",
            icon=PAGES["playground"].icon,
            query_params=parse_qsl(explorer.state.comparison.to_link(), keep_blank_values=True),
        )


def show_explorer() -> None:
    """The sidebar's controls, curves beside the player, and what stands below."""
    show_controls()
    state = explorer.state
    with st.container(key="explorer_looks", horizontal=True, gap="small"):
        _show_words("rates", state.rates, RATES.choices)
        _show_words("paths", state.paths, PATHS.choices)
    _show_quick(state)
    panes = schedule_panes(state.comparison, state.edit - 1, state.rates == "log")
    curves, paths = st.columns(2, gap="medium")
    with curves:
        _show_curves(state, panes)
    with paths:
        show_player(
            state.comparison,
            explorer.shown.now.opened,
            state.edit - 1,
            travelled(explorer),
            lambda start: change(start=start),
            partial(look_at, explorer),
            partial(travel, explorer),
            key="explorer_player",
            phases=state.paths == "phase",
            greets=False,
        )
    _show_phases(state, panes[0])
    _show_words("show", state.show, SHOW.choices)
    if state.show == "test":
        show_range_test(state)
    elif state.show == "seeds":
        show_seeds(state)
    else:
        _show_words("code", state.code, CODE.choices)
        show_code(state.run, state.comparison.steps, state.code)


def _show_quick(state: Explored) -> None:
    """For a phone, without the sidebar: which schedule is changed, and one more."""
    with st.container(key="quick_schedules"):
        left, right = st.columns((3, 2), gap="small", wrap=False)
        with left:
            bound(
                st.selectbox,
                "quick_edit",
                state.edit,
                named(look, "edit"),
                label="Schedule that is changed",
                options=range(1, len(state.runs) + 1),
                format_func=lambda k: name(state.runs[k - 1]),
                label_visibility="collapsed",
            )
        with right:
            show_add("quick_add_schedule", "Add")


def _show_curves(state: Explored, panes: Sequence[Pane]) -> None:
    scene = state.comparison
    told = [pane.data() for pane in panes]
    data = pack_panes(told, "Curves of the schedules", scene.steps, scene.t)
    show_panes(data, "explorer_curves", grip)


def _show_phases(state: Explored, rates: Pane) -> None:
    """The kinds of phases of the chosen schedule, explained."""
    trajectory = state.comparison.trajectories()[state.edit - 1]
    kinds = dict.fromkeys(phase.kind for phase in trajectory.phases)
    said = "; ".join(f"**{kind}**: {MEANS[kind]}" for kind in kinds)
    st.caption(
        f"Shaded are the phases of {name(state.run)}: {said}. {_limit(state, rates)}"
        "Pull a mark, or reach it with Tab and move it with the arrow keys."
    )


def _limit(state: Explored, rates: Pane) -> str:
    """What the line of the chosen schedule's limit is, and where it is if it is out of sight."""
    scene = state.comparison
    limits = rate_limits(scene.trajectories()[state.edit - 1], scene)
    if limits is None:
        return f"No limit of its rate is known for {OPTIMIZERS[state.run.optimizer].label}. "
    known = limits[np.isfinite(limits)]
    if not known.size:
        return "No rate is too large where it goes: the ground does not curve up. "
    least, top = float(known.min()), rates.window[1][1]
    away = f" Here it lies above the picture, at {number(least)} or more." if least > top else ""
    return f"**limit**: the largest rate that is stable where the run is at each step.{away} "


def _show_words(field: str, chosen: str, choices: tuple[str, ...]) -> None:
    """A choice of how something is looked at."""
    bound(
        st.segmented_control,
        f"{field}_s",
        chosen,
        named(look, field),
        label=field,
        options=list(choices),
        format_func=WORDS[field].get,
        required=True,
        label_visibility="collapsed",
        width="content",
    )
