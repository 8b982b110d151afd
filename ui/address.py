"""The address bar is the link: read when a page is visited, written when the picture changes.

Streamlit's own means (`st.query_params`, `bind=`) percent-encode the link and add an entry to the
browser's history for every change. A component without a face replaces the address instead.
"""

from urllib.parse import quote

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_WRITER = """
const OTHERS = /^(embed|embed_options|utm_\\w+)=/;

export default function ({ data }) {
  const kept = location.search.slice(1).split("&").filter((part) => OTHERS.test(part));
  const query = "?" + [data.link, ...kept].filter(Boolean).join("&");
  if (query !== location.search) {
    history.replaceState(history.state, "", location.pathname + query + location.hash);
  }
}
"""

_component = st.components.v2.component("descent_lab_address", js=_WRITER, isolate_styles=False)

REMEMBERED = 200
"""So many of its own links a session knows again; a browser may be that far behind."""


def arrived(page: str) -> str | None:
    """The query string to read now, or None if the session goes on with what it has.

    It is read on the first run of a page visit, when the browser went back or forward, and when
    it differs from the one received last. What this session wrote itself is nothing new.
    """
    state = st.session_state
    received = _received()
    visited = state.get("address_page") != page
    changed = received not in (state.get("address_received"), *state.get("address_written", ()))
    state["address_page"], state["address_received"] = page, received
    return received if visited or changed or _went_back() else None


def write(link: str) -> None:
    """Put the link into the address bar."""
    written = st.session_state.get("address_written", ())
    if link not in written[-1:]:
        st.session_state["address_written"] = (*written, link)[-REMEMBERED:]
    with st.container(key="address"):
        _component(key="address_writer", data={"link": link})


def _received() -> str:
    """The query string of this run as it was typed, without what belongs to the server."""
    pairs = st.query_params.to_dict()
    return "&".join(
        f"{quote(name)}={quote(value, safe=',=:~-._')}"
        for name in pairs
        for value in st.query_params.get_all(name)
    )


def _went_back() -> bool:
    context = get_script_run_ctx()
    return bool(getattr(context, "is_history_navigation", False))
