"""The name of the app and the way between its pages, at the top of every page's sidebar.

Each link carries the page's last state, so that leaving a page and coming back loses nothing.
"""

from urllib.parse import parse_qsl

import streamlit as st

PAGES = {
    "playground": ("app.py", "Playground", ":material/landscape:"),
    "momentum_vs_nag": ("pages/1_momentum_vs_nag.py", "Momentum vs NAG", ":material/school:"),
}
"""Name in the session -> file, label, icon."""


def remember(page: str, link: str) -> None:
    """Keep a page's link for the way back."""
    st.session_state.setdefault("last_links", {})[page] = link


def show_navigation() -> None:
    """The links, in the sidebar."""
    links = st.session_state.get("last_links", {})
    with st.sidebar, st.container(key="navigation", gap=None):
        st.markdown("#### Descent Lab")
        for page, (path, label, icon) in PAGES.items():
            last = parse_qsl(links.get(page, ""), keep_blank_values=True)
            st.page_link(path, label=label, icon=icon, query_params=last or None)
