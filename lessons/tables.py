"""Numbers of a lesson that take too long for a page: recorded by `make tables`, read when asked.

    @recorded("momentum", at=(10.0, 25.0))
    def fewest(kappa: float) -> int: ...

    fewest(25.0)            # as recorded in tables/momentum.json
    fewest.compute(25.0)    # afresh

What a table gives is numbers, words, None, lists and dicts, as JSON has them.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "tables"
TABLES: list["Table"] = []
"""Every table of every lesson."""


@dataclass(frozen=True)
class Table:
    """A function of one value whose results are recorded.

    Attributes:
        lesson: its key.
        compute: the function.
        at: the values at which it is recorded, the quickest first.
        within: how far off another machine's numbers may be: some runs are chaotic, and the last
            bit decides where they go.
    """

    lesson: str
    compute: Callable[[Any], Any]
    at: tuple[Any, ...]
    within: float = 0.0

    @property
    def name(self) -> str:
        """Of the function."""
        return self.compute.__name__

    def __call__(self, value: Any) -> Any:
        """What is recorded.

        Raises:
            LookupError: nothing is.
        """
        for at, result in read(self.lesson).get(self.name, ()):
            if at == value:
                return result
        raise LookupError(f"{self.name}({value!r}) of {self.lesson} is not recorded: `make tables`")


def recorded(
    lesson: str, at: tuple[Any, ...], within: float = 0.0
) -> Callable[[Callable[[Any], Any]], Table]:
    """Make a function a table of a lesson; see `Table`."""

    def table(compute: Callable[[Any], Any]) -> Table:
        TABLES.append(Table(lesson, compute, at, within))
        return TABLES[-1]

    return table


@cache
def read(lesson: str) -> dict[str, list[Any]]:
    """All tables of a lesson: name -> (value, result) each."""
    file = FOLDER / f"{lesson}.json"
    return json.loads(file.read_text()) if file.exists() else {}


def record() -> None:
    """Compute all tables and write them, a line for each result."""
    for lesson in {table.lesson for table in TABLES}:
        own = (table for table in TABLES if table.lesson == lesson)
        texts = (
            f"{json.dumps(table.name)}: [\n"
            + ",\n".join(json.dumps([at, table.compute(at)]) for at in table.at)
            + "\n]"
            for table in own
        )
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{lesson}.json").write_text("{\n" + ",\n".join(texts) + "\n}\n")
