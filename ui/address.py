"""The address bar is the link: read when a page is visited, written when the picture changes.

Streamlit's own means (`st.query_params`, `bind=`) percent-encode the link and add an entry to the
browser's history for every change. A component without a face replaces the address instead; only
what a person opens gets an entry of its own, so that Back returns to it.
"""

from collections.abc import Collection
from urllib.parse import quote, urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from link.query import IGNORED

_WRITER = """
const OTHERS = /^(embed|embed_options|utm_\\w+)=/;
let seen = {};

export default function ({ data }) {
  const kept = location.search.slice(1).split("&").filter((part) => OTHERS.test(part));
  const parts = [data.link, ...kept].filter(Boolean);
  const query = parts.length ? "?" + parts.join("&") : "";
  const opened = seen.page === data.page && data.entries > seen.entries;
  seen = data;
  if (data.strayed) dismiss();
  if (query === location.search) return;
  const write = opened ? "pushState" : "replaceState";
  history[write](history.state, "", location.pathname + query + location.hash);
}

// Streamlit says that there is no such page, even if the one that was meant is shown by now.
function dismiss(tries = 40) {
  const close = document.querySelector("[role=dialog] button[aria-label=Close]");
  if (close) close.click();
  else if (tries) setTimeout(() => dismiss(tries - 1), 50);
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


def write(page: str, link: str, entries: int) -> None:
    """Put the link into the address bar.

    Args:
        page: its key in PAGES.
        link: of what it shows; "" on a page that shows the same to everyone.
        entries: of the browser's history that the page has made; with one more than before the
            link does not replace the last one.
    """
    written = st.session_state.get("address_written", ())
    if link not in written[-1:]:
        st.session_state["address_written"] = (*written, link)[-REMEMBERED:]
    strayed = st.session_state.pop("address_strayed", False)
    data = {"page": page, "link": link, "entries": entries, "strayed": strayed}
    with st.container(key="address"):
        _component(key="address_writer", data=data)


def meant(names: Collection[str]) -> str | None:
    """The name that the address's last part is in other letters, large or small, or hyphens."""
    written = urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2]
    name = written.casefold().replace("-", "_")
    if name == written or name not in names:
        return None
    st.session_state["address_strayed"] = True
    return name


def _received() -> str:
    """The query string of this run as it was typed, without what is no part of a link."""
    pairs = st.query_params.to_dict()
    return "&".join(
        f"{quote(name)}={quote(value, safe=',=:~-._')}"
        for name in pairs
        if not IGNORED.fullmatch(name)
        for value in st.query_params.get_all(name)
    )


def _went_back() -> bool:
    context = get_script_run_ctx()
    return bool(getattr(context, "is_history_navigation", False))
