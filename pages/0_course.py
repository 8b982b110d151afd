"""The course: all lessons in teaching order."""

from ui.course import show_course, show_top
from ui.page import show_plain_page

show_plain_page("course", show_top, show_course)
