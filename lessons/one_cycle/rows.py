"""The tables that stand under the beats of the lesson on 1Cycle."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from comparison import Comparison
from lessons.beat import Table
from lessons.one_cycle import ramps, seeds
from lessons.one_cycle.runs import FORMS, OPTIMIZERS, Array, leaves
from lessons.one_cycle.ships import SHIPPED
from lessons.words import number

MEDIAN = seeds.SHARES.index(0.5)
ON_THE_WALL = ("constant", "exponential", "cosine", "warm-up", "one_cycle")


def cycle_at(steps: Sequence[int], rate: Array, momentum: Array) -> Table:
    """Rate, momentum and reach at some steps."""
    reach = rate / (1.0 - momentum)
    return _table(
        ("step", *map(str, steps)),
        ("rate / peak", (rate[k] for k in steps)),
        ("β", (momentum[k] for k in steps)),
        ("lr/(1 − β) / peak", (reach[k] for k in steps)),
    )


def by_cycle(words: Mapping[str, str]) -> Table:
    """Last loss and best peak for each way of the momentum."""
    kept = [seeds.by_cycle(name) for name in words]
    return _table(
        ("β", *words.values()),
        ("median last loss", (entry["ends"][MEDIAN] for entry in kept)),
        ("best peak", (entry["lr"] for entry in kept)),
    )


def by_slowness() -> Table:
    """The blow-up of slower and slower tests."""
    kinds = ("no noise", "noise", "momentum", "linear")
    return _table(("steps", *map(str, ramps.SLOW)), *((kind, ramps.slower(kind)) for kind in kinds))


def by_case() -> Table:
    """Good peaks, and what a range test reads."""
    rows = []
    for case in ramps.CASES:
        r = ramps.readings(case)
        read = (number(r[name], 3) for name in ("steepest", "lowest", "blow_up"))
        good = f"{number(r['low'], 3)} to {number(r['high'], 3)}"
        rows.append((case, number(r["best"], 3), good, *read))
    head = ("case", "best peak", "good peaks", "steepest", "lowest", "blow-up")
    return Table(head, tuple(rows))


def on_the_wall() -> Table:
    """The fewest steps by optimizer, height and schedule."""
    picked = [("gradient_descent", y) for y in (0.5, 1.0, 2.0, 3.0)]
    picked += [("momentum", 2.0), ("adam", 2.0)]
    rows = []
    for optimizer, y in picked:
        found = seeds.fewest(f"{optimizer} {y}")
        counts = (found[form] for form in ON_THE_WALL)
        cells = (number(c[0]) if c else f"> {seeds.COUNTS[-1]}" for c in counts)
        rows.append((f"{OPTIMIZERS[optimizer]}, y = {number(y)}", *cells))
    return Table(("fewest steps", *(FORMS[form] for form in ON_THE_WALL)), tuple(rows))


def tuned() -> Table:
    """Every optimizer with every schedule, each at its best peak."""
    return _table(
        ("median last loss", *FORMS.values()),
        *(
            (said, [seeds.tuned(f"{key} {form}")["ends"][MEDIAN] for form in FORMS])
            for key, said in OPTIMIZERS.items()
        ),
    )


def shipped(steps: int) -> Table:
    """What each library makes of one cycle."""
    rows = []
    for form in SHIPPED.values():
        rate, momentum = form.curves(steps)
        cells = (number(1.0 / rate[0], 3), number(rate[-1], 2), number(rate.mean(), 3))
        beta = "none"
        if momentum is not None:
            ends = (momentum[0], momentum.min(), momentum[-1])
            beta = "/".join(number(value, 2) for value in ends)
        rows.append((form.name, form.shape, str(int(rate.argmax())), *cells, beta))
    head = ("", "shape", "highest at", "starts at peak /", "last rate / peak", "mean", "β")
    return Table(head, tuple(rows))


def _table(head: tuple[str, ...], *rows: tuple[str, Any]) -> Table:
    return Table(head, tuple((name, *(number(v, 3) for v in values)) for name, values in rows))


def percent(share: float) -> str:
    """A share for a sentence."""
    return f"{100.0 * share:.0f} %"


def steps(count: float) -> str:
    """A number of steps, inf where none of those tried is enough."""
    return f"{number(count)} steps" if math.isfinite(count) else f"over {seeds.COUNTS[-1]} steps"


def leaving(picture: Comparison, limit: float | None) -> str:
    """When the first run and the last one, 1Cycle, are out of the sharp well for good."""
    first, last = picture.trajectories()[0], picture.trajectories()[-1]
    jumps, gone, rate = leaves(first), leaves(last), last.settings["lr"]
    said = [] if jumps is None else [f"{{0|Constant}} is out for good at step {jumps}."]
    if limit is not None and rate.max() > limit:
        passed = int((rate > limit).argmax())
        said.append(f"1Cycle passes the limit, {number(limit, 3)}, at step {passed}.")
    if gone is not None:
        said.append(
            f"{{4|1Cycle}} is out at step {gone}, at rate {number(rate[gone], 3)}; its peak is at "
            f"step {int(rate.argmax())}."
        )
    return " ".join(["", *said])
