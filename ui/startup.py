"""What a server does once, so that every later run of the script is cheap."""

import gc
import sys

import streamlit as st

GROWTH = 20
"""This many new modules since the last time are worth another freeze."""


def settle() -> None:
    """Take everything imported so far out of the garbage collector's sight.

    Modules never become garbage, and going through them takes longer than a run of the script.
    (`.streamlit/config.toml` also keeps Streamlit from collecting after every run.) Called at the
    end of a run; does nothing unless modules were imported since: pandas comes with the first open
    data tab. While files are watched, modules do change, and nothing is frozen.
    """
    if st.get_option("server.fileWatcherType") != "none":
        return
    if len(sys.modules) > _settled.modules + GROWTH:
        gc.collect()
        gc.freeze()
        _settled.modules = len(sys.modules)


class _Settled:
    """How many modules were loaded when the last freeze was made."""

    modules = 0


_settled = _Settled()
