"""The row above the player: examples, reset, what is shown."""

from typing import Any

import streamlit as st

from comparison import Comparison
from ui.changes import keep_rates, playground, rates_notice, tune_rates
from ui.galleries import open_landscapes
from ui.presets import PRESETS
from ui.visit import Visit

KEYS = {"Undo": "Ctrl+Z", "Redo": "Ctrl+Shift+Z"}


def title(comparison: Comparison) -> str:
    """What a comparison shows, in a line: landscape and runs."""
    return f"{comparison.record.label}: {', '.join(comparison.labels)}"


def show_top() -> None:
    """Examples to start from, all landscapes, the way back, and the landscape's idea."""
    examples = st.popover("Examples", icon=":material/school:", key="examples", on_change="rerun")
    if examples.open:
        with examples, st.container(key="examples_list"):
            for number, preset in enumerate(PRESETS):
                st.button(
                    f"**{preset.title}**  \n{preset.text}",
                    key=f"example_{number}",
                    type="tertiary",
                    width="stretch",
                    on_click=_open,
                    args=(preset.link,),
                )
    if st.button("Landscapes", icon=":material/grid_view:", key="landscapes", type="tertiary"):
        open_landscapes()
    show_history(playground)
    record = playground.state.record
    st.markdown(f"**{record.label}.** {record.idea}")


def show_history(visit: Visit[Any]) -> None:
    """Undo, redo, and back to what was opened."""
    shown = visit.shown
    for name, act, steps in (
        ("Undo", visit.undo, shown.past),
        ("Redo", visit.redo, shown.future),
    ):
        st.button(
            "",
            icon=f":material/{name.lower()}:",
            key=name.lower(),
            on_click=act,
            disabled=not steps,
            type="tertiary",
            help=f"{name} ({KEYS[name]})",
        )
    st.button(
        "Reset",
        icon=":material/restart_alt:",
        key="reset",
        on_click=visit.reset,
        type="tertiary",
        help="Back to what was opened",
    )


def show_rates_notice() -> None:
    """What became of the learning rates on another landscape, and the other way to have it."""
    notice = rates_notice()
    if notice is None:
        return
    said, earlier, tuned = notice
    with st.container(key="rates", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(said)
        if earlier:
            st.button("Keep my rates", key="keep_rates", on_click=keep_rates)
        if tuned:
            st.button("Tune for this landscape", key="tune_rates", on_click=tune_rates)


def _open(link: str) -> None:
    """An example; what was shown of the steps is shown of its steps, too."""
    overlays, numbers = playground.state.overlays, playground.state.numbers
    playground.show(link)
    playground.look(overlays=overlays, numbers=min(numbers, len(playground.state.runs)))
    st.session_state["examples"] = False
