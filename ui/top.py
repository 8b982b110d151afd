"""The row above the player: examples, reset, what is shown."""

import streamlit as st

from landscapes import LANDSCAPES
from ui.changes import playground, set_landscape
from ui.gallery import open_gallery
from ui.presets import PRESETS


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
        present = {playground.state.landscape}
        open_gallery("Landscapes", LANDSCAPES, present, set_landscape, pictures=True)
    st.button(
        "Reset", icon=":material/undo:", key="reset", on_click=playground.reset, type="tertiary"
    )
    record = playground.state.record
    st.markdown(f"**{record.label}.** {record.idea}")


def _open(link: str) -> None:
    playground.show(link)
    st.session_state["examples"] = False
