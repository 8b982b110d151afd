"""The stepping loop of the few rules that step with both coordinates at once."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from optim.rule import PointRule

Point = tuple[float, float]
Hessian = Callable[[float, float], tuple[float, float, float]]
"""(x, y) -> (fxx, fxy, fyy)."""
NOWHERE = (math.nan, math.nan)


def walk_points(
    rule: PointRule,
    gradient: Callable[[float, float], Point],
    hessian: Hessian | None,
    driven: Sequence[str],
    rows: Iterable[tuple[float, ...]],
    s: Any,
    start: Point,
    bounds: tuple[Point, Point],
    memory: Any,
    records: list[tuple[float, ...]],
) -> tuple[bool, Any]:
    """Append one record a step, as the loop of `optim.loop` does; `rows` supplies `driven`.

    Returns:
        Whether the last step has no value: then its record leads NOWHERE. The memory it leaves.
    """
    (left, right), (bottom, top) = bounds
    point = start
    for row in rows:
        for name, value in zip(driven, row, strict=True):
            setattr(s, name, value)
        before, slope = point, gradient(*point)
        try:
            point, memory = rule.step(point, slope, s, hessian, memory)
        except ArithmeticError:
            records.append((*NOWHERE, *slope, *before))
            return True, memory
        records.append((*point, *slope, *before))
        if not (left <= point[0] <= right and bottom <= point[1] <= top):
            break
    return False, memory
