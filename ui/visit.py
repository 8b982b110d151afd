"""What a browser session shows on a page: one state, which all controls show and change."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Protocol, Self, TypeVar

import streamlit as st

from ui.address import arrived

MOST_STEPS = 100
"""So many changes can be undone."""
ONE_DRAG = 2.0
"""Seconds without news after which the same slider begins another step to undo."""


class State(Protocol):
    """A frozen dataclass that is one link: a Comparison, a Place."""

    def to_link(self) -> str:
        """The query string that reads back as this state."""

    def changed(self, **values: Any) -> Self:
        """A copy with other values; a ValueError says what is wrong with them."""


S = TypeVar("S", bound=State)


@dataclass(frozen=True)
class Moment(Generic[S]):
    """What one can come back to.

    Attributes:
        state: what is shown.
        link: what was opened.
        opened: the number of what was opened, so that a new picture differs from a changed one.
        aside: what the controls keep in mind as long as that is open.
    """

    state: S
    link: str
    opened: int
    aside: dict[str, Any] = field(default_factory=dict, compare=False)


@dataclass
class Shown(Generic[S]):
    """What a session keeps for a page.

    Attributes:
        now: what is shown.
        problems: what had to be repaired or could not be done, a sentence each.
        past, future: what undo and redo come back to, the nearest last.
        count: of what was opened so far.
        entries: how many of them a person opened here: each has its own entry in the browser's
            history, so that Back returns to it.
        held: the slider that made the last change, and when.
    """

    now: Moment[S]
    problems: list[str] = field(default_factory=list)
    past: list[Moment[S]] = field(default_factory=list)
    future: list[Moment[S]] = field(default_factory=list)
    count: int = 1
    entries: int = 0
    held: tuple[str, float] = ("", 0.0)

    @property
    def state(self) -> S:
        """What is shown."""
        return self.now.state

    def go(self, state: S, link: str | None = None, aside: Mapping[str, Any] | None = None) -> None:
        """To another state: one step to undo. With a link it is opened, not only changed.

        Args:
            state: the state.
            link: of what is opened.
            aside: what the controls go on to keep in mind when something is opened.
        """
        st.session_state["acted"] = "changed"  # see `ui.widgets.hear`
        if state == self.now.state and link is None:
            return
        if not self._is_held():
            self.past = [*self.past, self.now][-MOST_STEPS:]
        self.future = []
        if link is None:
            self.now = replace(self.now, state=state)
        else:
            self.count += 1
            self.now = Moment(state, link, self.count, dict(aside or {}))

    def _is_held(self) -> bool:
        """Whether a slider that is being dragged made this change and the last one."""
        (before, when), now = self.held, time.monotonic()
        self.held = st.session_state.get("held", ""), now
        return bool(self.held[0]) and self.held[0] == before and now - when < ONE_DRAG


class Visit(Generic[S]):
    """A page's part of the session.

    Args:
        page: its key in PAGES, under which the session keeps what it shows.
        read: a link -> the state, and what had to be repaired.
        first: the link that opens where the address has none.
        again: (then, now) -> what undo makes of a former state of the same picture.
    """

    def __init__(
        self,
        page: str,
        read: Callable[[str], tuple[S, list[str]]],
        first: str = "",
        again: Callable[[S, S], S] = lambda then, now: then,
    ) -> None:
        self.page, self._read, self._first, self._again = page, read, first, again

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
        """What the controls keep in mind of what is open; undo brings it back with it."""
        return self.shown.now.aside

    def arrive(self) -> None:
        """Read the address if there is something new in it."""
        query = arrived(self.page)
        if query is None:
            return
        if self.page not in st.session_state:
            link = query or self._first
            state, problems = self._read(link)
            st.session_state[self.page] = Shown(Moment(state, link, 1), problems)
        elif query:
            self._open(query)

    def show(self, link: str) -> None:
        """Open a link that a person chose here, with a notice of what had to be repaired."""
        self._open(link)
        self.shown.entries += 1

    def reset(self) -> None:
        """Back to what was opened."""
        self._open(self.shown.now.link)

    def _open(self, link: str) -> None:
        state, self.shown.problems = self._read(link)
        self.shown.go(state, link)

    def undo(self) -> None:
        """Take the last change back."""
        self._travel(self.shown.past, self.shown.future)

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self._travel(self.shown.future, self.shown.past)

    def _travel(self, back: list[Moment[S]], ahead: list[Moment[S]]) -> None:
        """To the nearest moment on one side; this one joins the other side."""
        if not back:
            return
        shown = self.shown
        here, shown.now = shown.now, back.pop()
        ahead.append(here)
        st.session_state["acted"] = "changed"
        shown.problems, shown.held = [], ("", 0.0)
        if here.opened == shown.now.opened:
            shown.now = replace(shown.now, state=self._again(shown.now.state, here.state))

    def change(self, **values: Any) -> None:
        """Change the state by name."""
        self.apply(lambda state: state.changed(**values))

    def look(self, **values: Any) -> None:
        """Change by name how the state is looked at, which is no step to undo."""
        st.session_state.setdefault("acted", "looked")
        shown = self.shown
        shown.now = replace(shown.now, state=self.state.changed(**values))

    def apply(self, changed: Callable[[S], S], opens: bool = False) -> None:
        """Show what a function makes of the state; what it refuses changes nothing but is told.

        Args:
            changed: state -> another state; a ValueError says what is wrong.
            opens: whether that is another picture, to which the browser's Back returns.
        """
        shown = self.shown
        try:
            state = changed(self.state)
        except ValueError as error:
            shown.problems = [str(error)]
            return
        shown.problems = []
        shown.go(state, state.to_link() if opens else None, self.aside)
        shown.entries += opens


def held(key: str, apply: Callable[[Any], None], value: Any) -> None:
    """Apply what a slider says, which it does several times while it is dragged.

    Args:
        key: of the slider; what it changes without a pause is one step to undo.
        apply: called with the value.
        value: of the slider.
    """
    st.session_state["held"] = key
    apply(value)
    del st.session_state["held"]
