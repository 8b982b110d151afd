"""One moment of a lesson: what is said, shown and asked."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from pictures.pane import Pane
from pictures.shape import Point, Role

Link = tuple[str, str]
"""What it says, and the address it opens."""


@dataclass(frozen=True)
class Question:
    """A prediction. What has a turn stays hidden until it is made.

    Attributes:
        ask: what is asked.
        choices: two or three, lettered from A -> whether it is the right one.
        because: the arithmetic that settles it.
        places: a place in the picture for each choice, for an answer by a click; how far the click
            is from the right one is told.
        on: the pane in which the places lie.
        by_pane: a click on the first pane is the first choice, and so on.

    Raises:
        ValueError: it could not be answered.
    """

    ask: str
    choices: Mapping[str, bool]
    because: str
    places: tuple[Point, ...] = ()
    on: int = 0
    by_pane: bool = False

    def __post_init__(self) -> None:
        """Refuse what could not be answered."""
        if not 2 <= len(self.choices) <= 3 or sum(self.choices.values()) != 1:
            raise ValueError(f"Of two or three choices one must hold: {self.choices}.")
        if self.places and len(self.places) != len(self.choices):
            raise ValueError("Each choice needs its place.")

    def data(self) -> dict[str, Any]:
        """For the board."""
        truths = list(self.choices.values())
        return {
            "ask": self.ask,
            "choices": list(self.choices),
            "answer": truths.index(True),
            "because": self.because,
            "places": self.places,
            "on": self.on,
            "by_pane": self.by_pane,
        }


@dataclass(frozen=True)
class Goal:
    """Something to reach with the controls: open at first, and reachable.

    Attributes:
        ask: what is to be done.
        met: whether it is.
        by: values of the controls that do it; nobody is told.
    """

    ask: str
    met: bool
    by: Mapping[str, Any]


@dataclass(frozen=True)
class Fold:
    """More for those who want it: paragraphs, each a text or, between dollars, LaTeX."""

    title: str
    paragraphs: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True)
class LedgerLine:
    """A line of an update, as LaTeX.

    Attributes:
        formula: the LaTeX.
        role: in whose ink it stands, since it is the one that changes; None: grey.
        name: said before it.
    """

    formula: str
    role: Role | None = None
    name: str = ""

    def data(self) -> dict[str, Any]:
        """For the board, the LaTeX as a paragraph has it."""
        return {"paragraphs": (f"${self.formula}$",), "role": self.role, "name": self.name}


@dataclass(frozen=True)
class Table:
    """Cells as texts; the first cell of a row is its name."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _nothing() -> Mapping[str, bool]:
    return {}


@dataclass(frozen=True)
class Beat:
    """What a beat's function makes of its controls.

    Text may carry marks: `{velocity|μv}` is written in the ink of that role's arrow, `{0|Adam}` in
    the colour of the comparison's first run.

    Attributes:
        text: what is to be seen, in a few sentences.
        panes: the pictures.
        ledger: the lines of an update, beside the pictures from the start.
        claims: what the text relies on -> whether it holds; about the opening values.
        question: the prediction to make first, if any.
        lead: what stands in the text's place while the question is open; "": the text gives
            nothing away.
        goal: something to reach.
        folds: more for those who want it.
        table: numbers side by side.
        actions: what a button says -> the values that it sets.
        focus: the panes this beat is about; a phone shows those.
        links: to go on with.
        notes: for the teacher.
        t: the step at which the playhead waits while a question is open.
        plays: whether it then goes on by itself.
    """

    text: str
    panes: tuple[Pane, ...]
    claims: Callable[[], Mapping[str, bool]] = _nothing
    question: Question | None = None
    lead: str = ""
    goal: Goal | None = None
    ledger: tuple[LedgerLine, ...] = ()
    folds: tuple[Fold, ...] = ()
    table: Table | None = None
    actions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    focus: tuple[int, ...] = ()
    links: tuple[Link, ...] = ()
    notes: str = ""
    t: int = 0
    plays: bool = True

    @property
    def steps(self) -> int:
        """The last step of its playhead; 0: it has none."""
        return max(pane.steps for pane in self.panes)

    def data(self) -> dict[str, Any]:
        """For the board."""
        return {
            "text": self.text,
            "lead": self.lead or self.text,
            "panes": [pane.data() for pane in self.panes],
            "question": self.question.data() if self.question else None,
            "goal": {"ask": self.goal.ask, "met": self.goal.met} if self.goal else None,
            "ledger": [line.data() for line in self.ledger],
            "folds": [asdict(fold) for fold in self.folds],
            "table": asdict(self.table) if self.table else None,
            "actions": [[said, dict(values)] for said, values in self.actions.items()],
            "focus": self.focus,
            "links": self.links,
            "notes": self.notes,
            "steps": self.steps,
            "t": self.t,
            "plays": self.plays,
        }
