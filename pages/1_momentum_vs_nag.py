"""Momentum vs NAG: the lesson a teacher projects."""

import streamlit as st

from ui import address
from ui.lesson import PAGE, current, open_lesson, show_lesson, show_parts
from ui.navigation import remember, show_navigation
from ui.startup import settle
from ui.style import set_up_page
from ui.top import show_problems

set_up_page("Momentum vs NAG · Descent Lab", sidebar="collapsed")
open_lesson()
show_navigation()
with st.container(key="top", horizontal=True, vertical_alignment="center", gap="small"):
    st.markdown("#### Momentum vs NAG")
    show_parts()
show_problems(st.session_state[PAGE]["problems"])
show_lesson()
link = current().to_link()
remember(PAGE, link)
address.write(link)
settle()
