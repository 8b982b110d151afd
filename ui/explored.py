"""What the page of schedules shows: a comparison, whose runs differ in their schedules, and how."""

from dataclasses import dataclass
from typing import Any

from comparison import Comparison, Run
from comparison.fields import FIELDS, NAMES, Field, fixed, plain, write
from comparison.fields import read as read_fields
from optim.hyperparameters import MAX_STEPS
from setting import Setting, compact

FIRST = (
    "landscape=quadratic&steps=150&noise=3&run=momentum,lr=0.03"
    "&run=momentum,lr=0.03,schedule=exponential,gamma=0.97"
    "&run=momentum,lr=0.03,schedule=cosine&run=momentum,lr=0.03,schedule=one_cycle"
)
"""Four schedules with the same peak, under noise: what a link shows that says nothing else."""
OPENS = f"{FIRST}&t=150"
"""What a first visit opens: the same at its last step."""

PATHS = Setting("paths", "", "", default="run", type=str, choices=("run", "phase"))
RATES = Setting("rates", "", "", default="linear", type=str, choices=("linear", "log"))
CODE = Setting("code", "", "", default="torch", type=str, choices=("torch", "keras", "optax"))
SHOW = Setting("show", "", "", default="code", type=str, choices=("code", "test", "seeds"))
TEST_LOW = Setting("test_low", "", "The rate of the test's first step.", 1e-10, 1.0, 1e-5, log=True)
TEST_HIGH = Setting(
    "test_high", "", "The rate of its last step.", 1e-8, 1e4, 10.0, slider=(0.01, 100.0), log=True
)
TEST_STEPS = Setting(
    "test_steps", "", "How many steps it makes.", 10, MAX_STEPS, 100, int, (10, 1000)
)
TEST_RAMP = Setting(
    "test_ramp", "", "", default="exponential", type=str, choices=("exponential", "linear")
)
SEEDS = Setting(
    "seeds", "", "With how many seeds each schedule runs.", 1, 20_000, 100, int, (10, 5000), True
)
BEST = Setting(
    "best", "", "Each at its own best peak too, found with other seeds.", default=False, type=bool
)


def test_step(steps: int) -> Setting:
    """The step at which the range test is seen; the last one unless a link says so."""
    return Setting("test_t", "", "", 0, steps, steps, int)


def edited(runs: int) -> Setting:
    """The schedule that is changed, counted from 1; the last one unless a link says so."""
    return Setting("edit", "", "", 1, runs, runs, int)


OWN: tuple[Field, ...] = (
    plain("edit", lambda before: edited(len(before.runs))),
    *map(fixed, (PATHS, RATES, SHOW, CODE, TEST_LOW, TEST_HIGH, TEST_STEPS, TEST_RAMP)),
    plain("test_t", lambda before: test_step(before.test_steps)),
    *map(fixed, (SEEDS, BEST)),
)
OWN_NAMES = tuple(field.name for field in OWN)
LOOKS = tuple(setting.name for setting in (PATHS, RATES, SHOW, CODE))
"""Of how it is looked at: what is undone leaves them as they are."""


@dataclass(frozen=True)
class Explored:
    """What is shown.

    Attributes:
        comparison: the schedules, as runs.
        edit: the run whose schedule is changed and whose phases are shaded, counted from 1; 0: the
            last one.
        paths: what their colours stand for, "run" or "phase".
        rates: the axis of rates, "linear" or "log".
        show: what stands below.
        code: whose code is shown.
        test_low, test_high, test_steps, test_ramp: of the range test.
        test_t: the step at which it is seen; -1: the last one.
        seeds: with how many each schedule runs.
        best: whether each does so at its own best peak too.

    Raises:
        ValueError: unknown name or value out of range.
    """

    comparison: Comparison
    edit: int = 0
    paths: str = PATHS.default
    rates: str = RATES.default
    show: str = SHOW.default
    code: str = CODE.default
    test_low: float = TEST_LOW.default
    test_high: float = TEST_HIGH.default
    test_steps: int = TEST_STEPS.default
    test_ramp: str = TEST_RAMP.default
    test_t: int = -1
    seeds: int = SEEDS.default
    best: bool = BEST.default

    def __post_init__(self) -> None:
        """Check everything."""
        if not self.edit:
            object.__setattr__(self, "edit", len(self.runs))
        if self.test_t == -1:
            object.__setattr__(self, "test_t", self.test_steps)
        for field in OWN:
            object.__setattr__(self, field.name, field.check(getattr(self, field.name), self))

    @property
    def runs(self) -> tuple[Run, ...]:
        """Of the comparison."""
        return self.comparison.runs

    @property
    def run(self) -> Run:
        """The one whose schedule is changed."""
        return self.runs[self.edit - 1]

    def changed(self, **values: Any) -> "Explored":
        """A copy with other values: its own fields, or whatever a comparison can change.

        Raises:
            ValueError: nothing here has that name, or a value is out of range.
        """
        given = {name: values.pop(name) for name in OWN_NAMES if name in values}
        comparison = values.pop("comparison", self.comparison).changed(**values)
        own = {name: getattr(self, name) for name in OWN_NAMES}
        own["edit"] = min(self.edit, len(comparison.runs))
        steps = given.get("test_steps", self.test_steps)
        at_the_end = self.test_t == self.test_steps
        own["test_t"] = -1 if at_the_end else min(self.test_t, steps)
        return Explored(comparison, **{**own, **given})

    def to_link(self) -> str:
        """The query string that reads back as this state."""
        return "&".join(filter(None, (self.comparison.to_link(), write(self, OWN))))


def read_explored(url_or_query: str) -> tuple[Explored, list[str]]:
    """What a link shows, and what had to be repaired. Never raises."""
    values, problems = read_fields(str(url_or_query), (*FIELDS, *OWN), FIRST)
    comparison = Comparison(**{name: values.pop(name) for name in NAMES})
    low, high = values["test_low"], values["test_high"]
    if low >= high:
        low, high = (high, low) if high < low else (low, TEST_HIGH.default)
        values |= {"test_low": low, "test_high": high}
        problems.append(f"A range test must rise; it goes from {compact(low)} to {compact(high)}.")
    return Explored(comparison, **values), problems
