"""The row above the player: examples, reset, what is shown."""

import re
from collections.abc import Sequence

import streamlit as st

from landscapes import LANDSCAPES
from ui.controls import set_landscape
from ui.gallery import open_gallery
from ui.presets import PRESETS
from ui.session import current, reset, show


def show_top() -> None:
    """Examples to start from, all landscapes, the way back, and the landscape's idea."""
    with st.container(key="top", horizontal=True, vertical_alignment="center", gap="small"):
        examples = st.popover(
            "Examples", icon=":material/school:", key="examples", on_change="rerun"
        )
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
            present = {current().landscape}
            open_gallery("Landscapes", LANDSCAPES, present, set_landscape, pictures=True)
        st.button("Reset", icon=":material/undo:", key="reset", on_click=reset, type="tertiary")
        record = current().record
        st.markdown(f"**{record.label}.** {record.idea}")
    show_problems(st.session_state["problems"])


def show_problems(problems: Sequence[str]) -> None:
    """What had to be repaired, or could not be done."""
    if problems:
        st.warning("  \n".join(map(_plain, problems)), icon=":material/info:")


def _plain(text: str) -> str:
    """Text from a link or a box, shown as it is: no character of it is Markdown."""
    return re.sub(r"([!-/:-@[-`{-~])", r"\\\1", text)


def _open(link: str) -> None:
    show(link)
    st.session_state["examples"] = False
