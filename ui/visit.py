"""What a browser session shows on a page: one state, which all controls show and change."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, Self, TypeVar

import streamlit as st

from ui.address import arrived


class State(Protocol):
    """A frozen dataclass that is one link: a Comparison, a Place."""

    def to_link(self) -> str:
        """The query string that reads back as this state."""

    def changed(self, **values: Any) -> Self:
        """A copy with other values; a ValueError says what is wrong with them."""


S = TypeVar("S", bound=State)


@dataclass
class Shown(Generic[S]):
    """What a session keeps for a page.

    Attributes:
        state: what is shown.
        problems: what had to be repaired or could not be done, a sentence each.
        link: what was opened.
        opened: counts the links opened here, so that a new picture differs from a changed one.
        aside: what the controls keep in mind until another link is opened.
    """

    state: S
    problems: list[str]
    link: str
    opened: int
    aside: dict[str, Any] = field(default_factory=dict)


class Visit(Generic[S]):
    """A page's part of the session.

    Args:
        page: its key in PAGES, under which the session keeps what it shows.
        read: a link -> the state, and what had to be repaired.
        first: the link that opens where the address has none.
    """

    def __init__(
        self, page: str, read: Callable[[str], tuple[S, list[str]]], first: str = ""
    ) -> None:
        self.page, self._read, self._first = page, read, first

    @property
    def shown(self) -> Shown[S]:
        """What the session keeps for this page, once it was opened."""
        shown: Shown[S] = st.session_state[self.page]
        return shown

    @property
    def state(self) -> S:
        """What is shown."""
        return self.shown.state

    @property
    def aside(self) -> dict[str, Any]:
        """What the controls keep in mind until another link is opened."""
        return self.shown.aside

    def open(self) -> None:
        """Read the address if there is something new in it."""
        query = arrived(self.page)
        if query is not None and (query or self.page not in st.session_state):
            self.show(query or self._first)

    def show(self, link: str) -> None:
        """Open a link, with a notice of what had to be repaired."""
        opened = self.shown.opened + 1 if self.page in st.session_state else 1
        st.session_state[self.page] = Shown(*self._read(link), link, opened)

    def reset(self) -> None:
        """Back to what was opened."""
        self.show(self.shown.link)

    def change(self, **values: Any) -> None:
        """Change the state by name."""
        self.apply(lambda state: state.changed(**values))

    def apply(self, changed: Callable[[S], S]) -> None:
        """Show what a function makes of the state; what it refuses changes nothing but is told."""
        shown = self.shown
        try:
            shown.state, shown.problems = changed(shown.state), []
        except ValueError as error:
            shown.problems = [str(error)]
