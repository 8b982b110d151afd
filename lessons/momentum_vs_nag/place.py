"""Where a reader of the lesson is: the part, the beat, the switches, the settings of free play."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from lessons.momentum_vs_nag.runs import KAPPA, LR, MOMENTUM
from link.query import read_fields, write_fields
from setting import Setting

LAST_BEAT = 16
PARTS = {"story": "Walkthrough", "play": "Free play", "forms": "What PyTorch stores"}
FORMS = {
    "classical": "Classical",
    "torch": "PyTorch",
    "keras": "Keras",
    "original": "Nesterov 1983",
}
RATES = {"constant": "constant", "ramp": "rising", "jump": "jumping halfway"}

LR_FIELD = Setting("lr", r"\eta", "Learning rate of all runs.", 0.0001, 1.0, LR, log=True)
MOMENTUM_FIELD = Setting(
    "momentum", r"\mu", "Share of the velocity kept at each step.", 0.0, 0.999, MOMENTUM
)
KAPPA_FIELD = Setting(
    "kappa",
    r"\kappa",
    "Condition number: how much more strongly the bowl is curved in y than in x.",
    1.0,
    1000.0,
    KAPPA,
    log=True,
)  # fmt: skip
X_FIELD = Setting("x", "x", "Where the runs start.", -20.0, 20.0, -4.0, slider=(-5.0, 5.0))
Y_FIELD = Setting("y", "y", "Where the runs start.", -20.0, 20.0, 2.0, slider=(-3.0, 3.0))
PLAY_FIELDS = (LR_FIELD, MOMENTUM_FIELD, KAPPA_FIELD, X_FIELD, Y_FIELD)


def _switch(name: str) -> Setting:
    return Setting(name, "", "", default=False, type=bool)


def _word(name: str, choices: dict[str, str]) -> Setting:
    first = next(iter(choices))
    return Setting(name, "", "", default=first, type=str, choices=tuple(choices))


FIELDS = (
    _word("part", PARTS),
    Setting("beat", "", "", 1, LAST_BEAT, 1, int),
    *map(_switch, ("short", "reveal", "notes", "present")),
    *PLAY_FIELDS,
    _switch("gradient_descent"),
    _word("form", FORMS),
    _word("rate", RATES),
)
STORY_FIELDS = ("beat", "short", "reveal", "notes", "present")


@dataclass(frozen=True)
class Place:
    """One field for each of FIELDS, in their order.

    Raises:
        ValueError: a value out of range; the message says what is allowed.
    """

    part: str = "story"
    beat: int = 1
    short: bool = False
    reveal: bool = False
    notes: bool = False
    present: bool = False
    lr: float = LR
    momentum: float = MOMENTUM
    kappa: float = KAPPA
    x: float = -4.0
    y: float = 2.0
    gradient_descent: bool = False
    form: str = "classical"
    rate: str = "constant"

    def __post_init__(self) -> None:
        """Check every field."""
        for field in FIELDS:
            object.__setattr__(self, field.name, field.check(getattr(self, field.name)))

    def to_link(self) -> str:
        """The query string, without what has its default."""
        return write_fields(asdict(self), FIELDS)

    def changed(self, **values: Any) -> "Place":
        """A copy with other values."""
        return replace(self, **values)


def read_place(url_or_query: str) -> tuple[Place, list[str]]:
    """The place a link names, and what had to be repaired. Never raises."""
    values, problems = read_fields(url_or_query, FIELDS)
    return Place(**values), problems
