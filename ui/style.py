"""The page around the player: tight where a lecture hall's projector is small."""

from typing import Literal

import streamlit as st

ICON = "/app/static/icon.png"

RUN_COLOURS = (
    ("#d55e00", "#f58a4b"),
    ("#0072b2", "#5ab0f0"),
    ("#009e73", "#35c99a"),
    ("#cc79a7", "#e8a6cb"),
    ("#a66f00", "#f0b030"),
    ("#3a9bd9", "#9fd8f7"),
    ("#000000", "#ffffff"),
    ("#7d3c98", "#f0e442"),
)
"""(on light, on dark) for each run, as in browser/js/draw/theme.js."""

CSS = """
.stMainBlockContainer { max-width: none; padding: 0.35rem 1.25rem 1rem; }
.stMainBlockContainer > .stVerticalBlock { gap: 0.45rem; }
.stAppHeader { top: -0.45rem; height: 2.6rem; background: transparent; }
.stAppHeader, .stAppHeader * { pointer-events: none; }
.stAppHeader button, .stAppHeader button * { pointer-events: auto; }
.stAppToolbar { padding: 0 0.5rem; height: 2.6rem; }
.st-key-address { position: absolute; height: 0; overflow: hidden; }

.st-key-top { flex-wrap: nowrap; padding-right: 2.2rem; }
.stApp:has([data-testid="stExpandSidebarButton"]) .st-key-top { padding-left: 2.4rem; }
.st-key-top button { min-height: 2rem; padding: 0.1rem 0.6rem; }
.st-key-top [data-testid="stMarkdownContainer"] { margin-bottom: 0 !important; }
.st-key-top .stMarkdown p {
  margin: 0;
  white-space: nowrap;
  overflow: hidden;
  text-overflow: ellipsis;
}
.st-key-top > .stElementContainer:has(.stMarkdown) { min-width: 0; flex: 1 1 0; }
.st-key-rates {
  padding: 0.1rem 0.6rem;
  border-radius: 0.4rem;
  background: light-dark(#f2f5f8, #151c23);
}
.st-key-rates button { min-height: 1.8rem; padding: 0 0.6rem; }
.st-key-rates .stMarkdown p { margin: 0; }
.st-key-rates [data-testid="stMarkdownContainer"] { margin-bottom: 0 !important; }
.st-key-examples_list { gap: 0; }
.st-key-examples_list button, .st-key-examples_list button > div { justify-content: flex-start; }
.st-key-examples_list button p { text-align: left; line-height: 1.35; }

.stSidebar [data-testid="stSidebarHeader"] {
  position: relative;
  z-index: 1; /* its button lies on the name of the app */
  height: 2.4rem;
  margin: 0;
  padding-top: 0;
  pointer-events: none;
}
.stSidebar [data-testid="stSidebarHeader"] button { pointer-events: auto; }
.stSidebar [data-testid="stSidebarUserContent"] { padding-top: 0; margin-top: -2.1rem; }
[data-testid="stCaptionContainer"] :is(p, code) { color: inherit; }
[data-testid="stCaptionContainer"] { color: inherit; opacity: 0.75; }
.stSidebar .stVerticalBlock { gap: 0.5rem; }
.stSidebar h4, .stSidebar h5 { padding: 0.35rem 0 0; margin: 0; }
.stSidebar h4 { padding-top: 0; line-height: 2.1rem; }
.st-key-navigation a { padding: 0.1rem 0.5rem; min-height: 1.7rem; }
.st-key-navigation a:focus-visible { outline: 2px solid currentColor; }
.stSidebar [data-testid="stMarkdownContainer"]:has(h4, h5) { margin-bottom: 0 !important; }
.stSidebar .stColumn, .st-key-quick .stColumn { min-width: 0; }
.stHorizontalBlock:has(> [class*="st-key-schedules_"]) { overflow: visible; }
:is([class*="st-key-schedules_"], [class*="st-key-icon_"]) button { padding: 0; }
:is([class*="st-key-schedules_"], [class*="st-key-icon_"]) button span { gap: 0; }
[class*="st-key-icon_"] button { min-height: 1.8rem; }
:is([class*="st-key-schedules_"], [class*="st-key-icon_"]) button p { /* read without the icon */
  position: absolute;
  width: 1px;
  overflow: hidden;
  clip-path: inset(50%);
}
.stSidebar .stNumberInput > div, .st-key-quick .stNumberInput > div { min-width: 0; }
.st-key-differences [data-testid="stExpanderDetails"] { overflow-x: auto; }
.st-key-differences td, .st-key-differences th { padding: 0.2rem 0.5rem; }
[class*="st-key-both_"] { position: relative; }
[class*="st-key-both_"] > .stElementContainer:has(.stNumberInput) {
  position: absolute; /* on the line of the slider's label */
  top: -0.1rem;
  right: 0;
  width: 4.8rem;
}
[class*="st-key-both_"] .stNumberInput * { min-width: 0; min-height: 0; }
[class*="st-key-both_"] [data-testid="stNumberInputContainer"] { height: 1.6rem; }
[class*="st-key-both_"] .stNumberInput input { padding: 0 0.4rem; text-align: right; }
[class*="st-key-both_"] .stSlider label { max-width: calc(100% - 5.1rem); }
.stSidebar [data-testid^="stNumberInputStep"] { display: none; }
.stSidebar .stNumberInput input { padding-right: 0.3rem; }
.stSidebar [data-testid="stExpanderDetails"] { padding-left: 0.6rem; padding-right: 0.6rem; }
.stSidebar summary { padding: 0.3rem 0.6rem; min-height: 0; }
[class*="st-key-run_"] { padding: 0.2rem 0.6rem; }
[class*="st-key-open_"] button { justify-content: flex-start; gap: 0.5rem; min-height: 1.9rem; }
[class*="st-key-open_"] button p { text-align: left; }
[class*="st-key-open_"] button > div { flex: 1; justify-content: space-between; }
[class*="st-key-open_"] button::before {
  content: "";
  flex: none;
  width: 11px;
  height: 11px;
  border-radius: 50%;
}

.st-key-explorer_looks { flex-wrap: wrap; }
.st-key-quick_schedules { display: none; }
.st-key-quick { display: none; }
@media (max-width: 640px) and (min-height: 481px) { /* a phone upright */
  .st-key-quick, .st-key-quick_schedules { display: flex; }
  .st-key-landscapes { display: none; }
}
@media (max-width: 640px) {
  .st-key-quick [data-testid^="stNumberInputStep"] { display: none; }
  .stMainBlockContainer { padding: 0.35rem 0.75rem 6rem; }
  .st-key-top { gap: 0; min-height: 2rem; }
  .st-key-around { flex-wrap: nowrap; }
  .st-key-around .stPageLink p {
    max-width: calc(50vw - 6.2rem); /* both beside the buttons at the edges */
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .st-key-top button { padding: 0.1rem 0.35rem; }
  .st-key-top .stMarkdown { display: none; }
  .st-key-reset button p {
    position: absolute;
    width: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .st-key-quick button { min-height: 2.2rem; padding: 0 0.6rem; }
  .stAppHeader button { /* over whatever is scrolled under it */
    border-radius: 0.4rem;
    background: light-dark(#ffffffd0, #0b1016d0);
  }
}
"""


def set_up_page(title: str, sidebar: Literal["auto", "collapsed"] = "auto") -> None:
    """Title, icon and style: the first call of every page."""
    st.set_page_config(title, ICON, layout="wide", initial_sidebar_state=sidebar)
    dots = "\n".join(
        f":is(.st-key-open_{k}, .st-key-open_s{k}) button::before"
        f" {{ background: light-dark({light}, {dark}); }}"
        for k, (light, dark) in enumerate(RUN_COLOURS)
    )
    st.html(f"<style>{CSS}{dots}</style>")
