"""What stands under the player: formulas, code, data. A tab is built only while it is open."""

import streamlit as st

from comparison import Comparison, Run
from landscapes.rows import Data
from optim import OPTIMIZERS
from optim.chain import parts_of, schedule_named
from setting import compact
from ui.differences import show_differences
from ui.formulas import show_rule


def show_tabs(comparison: Comparison) -> None:
    """The tabs of the playground."""
    formulas, code, data = st.tabs(["Formulas", "Code", "Data"], key="tabs", on_change="rerun")
    if formulas.open:
        with formulas:
            _show_formulas(comparison)
    if code.open:
        with code:
            _show_code(comparison)
    if data.open:
        with data:
            _show_data(comparison)


def _show_formulas(comparison: Comparison) -> None:
    record = comparison.record
    st.markdown(f"**{record.label}.** {record.idea}")
    st.latex("f(x, y) = " + record.latex_at(**comparison.parameters))
    if record.data:
        st.caption(f"Rows ({', '.join(record.data.columns)}): {_rows(record.data)}")
    st.caption(f"Source: {record.source}")
    runs = [leg.run for run in comparison.runs for leg in run.legs]
    shown = dict.fromkeys((run.optimizer, run.convention) for run in runs)
    for optimizer, convention in shown:
        entry = OPTIMIZERS[optimizer]
        rule = entry.rules[convention]
        form = f" ({convention} form)" if len(entry.rules) > 1 else ""
        st.markdown(f"**{entry.label}**{form}. {entry.idea} {rule.note}".strip())
        show_rule(rule)
    for key in dict.fromkeys(key for run in runs for key in _schedules(run)):
        schedule = schedule_named(key)
        st.markdown(f"**{schedule.label} schedule.** {schedule.idea}")
        st.latex(schedule.formula)
        st.caption(f"Source: {schedule.source}")
    show_differences(comparison)


def _rows(data: Data) -> str:
    return ", ".join(f"({', '.join(map(compact, row))})" for row in data.rows)


def _schedules(run: Run) -> tuple[str, ...]:
    """A run's schedule, and its parts if it has several."""
    parts = parts_of(run.schedule)
    return (run.schedule, *(part.key for part in parts if len(parts) > 1))


def _show_code(comparison: Comparison) -> None:
    from snippets import torch_code

    index = st.selectbox(
        "Run",
        range(len(comparison.runs)),
        format_func=lambda k: comparison.labels[k],
        key="code_run",
    )
    st.caption("This script prints where it ends; its `path` is the trajectory above, to rounding.")
    st.code(torch_code(comparison, index), language="python")


def _show_data(comparison: Comparison) -> None:
    frame = comparison.to_frame()
    st.dataframe(frame, hide_index=True, height=320)
    st.download_button(
        "Download CSV",
        frame.to_csv(index=False).encode(),
        file_name=f"{comparison.landscape}.csv",
        mime="text/csv",
        icon=":material/download:",
    )
