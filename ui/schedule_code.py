"""The code of a schedule in a framework, or that it has none."""

import streamlit as st

from comparison import Run


def show_code(run: Run, steps: int, framework: str) -> None:
    """What to copy, and what is to be known of it."""
    from snippets import schedule_code

    code, note = schedule_code(run, steps, framework)
    if code:
        st.code(code, language="python")
    if note:
        st.caption(note)
    if run.then:
        begin, _ = run.then[0]
        st.caption(f"Only up to step {begin}: the whole run is in the playground's Code tab.")
