"""Which pictures of a beat can follow which controls at once, found by trying the controls.

A picture of runs follows a control if at other values of it the picture has the same shapes and is
the same comparison but for numbers that have just these values, or are 1 / (a + b · value), and for
a start that is turned. Whoever steps the runs elsewhere (`browser/twin.py`) can then draw them
before the beat is told again.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from comparison import Comparison
from comparison.run import Settings
from lessons.beat import Beat
from lessons.control import controls_of
from pictures.pane import Pane
from pictures.paths import trail
from pictures.shape import Dot, Shape, Trail
from setting import Setting

TRIED = (1.0 / 3.0, 2.0 / 3.0)
"""Places in a control's range at which it is tried."""

EXACT = 1e-12
"""A number is worked out from a control if it is so to this share."""

Place = tuple[str | float, ...]
"""Of a number in a comparison: ("start", axis), ("parameters", name), ("noise",) or ("runs", place,
setting)."""
Law = tuple[float, ...]
"""() for the control's value itself, (a, b) for 1 / (a + b · value)."""
Target = tuple[Place, Law]
"""What a control sets, and to what; (("turn", from), ()) turns the start around (0, 0), by so many
degrees as the value is above that one."""


@dataclass(frozen=True)
class Follows:
    """How a pane follows.

    Attributes:
        ground: the comparison while all controls are as they open, but for `base`.
        base: words and switches that are set.
        shapes: what is drawn then; others are named by their places among these.
        runs: a shape -> the place of the run that it is.
        starts: the dots at the start.
        targets: a control -> what it sets.
        moved: a control -> the shapes, besides runs and starts, that are other at other values.
    """

    ground: Comparison
    base: Mapping[str, Any]
    shapes: tuple[Shape, ...]
    runs: Mapping[int, int]
    starts: tuple[int, ...]
    targets: Mapping[str, tuple[Target, ...]]
    moved: Mapping[str, tuple[int, ...]]

    def fits(self, pane: Pane) -> bool:
        """Whether the places of shapes are those of another pane too."""
        return _alike(self.shapes, pane.shapes)

    def data(self) -> dict[str, Any]:
        """For the board."""
        return {
            "twin": self.ground,
            "base": dict(self.base),
            "runs": list(self.runs.items()),
            "starts": self.starts,
            "targets": dict(self.targets),
            "moved": dict(self.moved),
        }


@lru_cache(maxsize=512)
def follows(
    beat: Callable[..., Beat], own: tuple[Setting, ...], base: Settings
) -> tuple[Follows | None, ...]:
    """How each pane of a beat follows its controls; None: it follows none.

    Args:
        beat: the beat's function.
        own: the settings of its lesson.
        base: the words and switches that are set; numbers are as the beat opens.
    """
    panes = beat(**base).panes
    if not any(map(_runs, panes)):
        return (None,) * len(panes)
    tried = {
        control.setting.name: [
            (control.setting.default, panes),
            *(
                (value, beat(**{**base, control.setting.name: value}).panes)
                for value in _others(control.setting)
            ),
        ]
        for control in controls_of(beat, own)
        if control.setting.type in (float, int)
    }
    return tuple(
        _follows(
            pane,
            base,
            {
                name: [(value, others[k]) for value, others in tries if len(others) == len(panes)]
                for name, tries in tried.items()
            },
        )
        for k, pane in enumerate(panes)
    )


def applied(ground: Comparison, targets: Sequence[Target], value: float) -> Comparison:
    """The comparison while a control has a value."""
    numbers: dict[Place, float] = {}
    for place, law in targets:
        if place[0] == "turn":
            numbers |= _turned(ground, value - float(place[1]))
        else:
            numbers[place] = 1.0 / (law[0] + law[1] * value) if law else value
    return _with(ground, numbers)


def _follows(
    pane: Pane, base: Settings, tried: Mapping[str, list[tuple[float, Pane]]]
) -> Follows | None:
    runs = _runs(pane)
    if not runs or pane.ground is None:
        return None
    found = {name: _found(pane, runs, tries) for name, tries in tried.items()}
    known = {name: own for name, own in found.items() if own}
    if not any(targets for targets, _ in known.values()):
        return None
    shown = _shown(pane.ground, runs)
    return Follows(
        shown,
        base,
        pane.shapes,
        {shape: k for k, shape in enumerate(runs)},
        _starts(pane),
        {name: targets for name, (targets, _) in known.items()},
        {name: moved for name, (_, moved) in known.items() if moved},
    )


def _found(
    pane: Pane, runs: Mapping[int, int], tries: list[tuple[float, Pane]]
) -> tuple[tuple[Target, ...], tuple[int, ...]] | None:
    """What has a control's value, and which shapes are moved besides; None: it is not so simple."""
    values, grounds = [value for value, _ in tries], [_shown(p.ground, runs) for _, p in tries]
    if len(tries) < 2 or not all(
        _alike(pane.shapes, p.shapes) and len(ground.runs) == len(runs)
        for (_, p), ground in zip(tries, grounds, strict=True)
    ):
        return None
    numbers = [_numbers(ground) for ground in grounds]
    places = [
        place for place in numbers[0] if any(n.get(place) != numbers[0][place] for n in numbers)
    ]
    for own, ground in zip(numbers, grounds, strict=True):
        if not own.keys() >= {*places} or _with(grounds[0], {p: own[p] for p in places}) != ground:
            return None
    targets = _targets(values, places, numbers, grounds[0])
    starts, moved = _starts(pane), set[int]()
    for (_, other), ground in zip(tries, grounds, strict=True):
        same = set(starts) & set(_starts(other))
        same |= {
            k for n, k in enumerate(runs) if _is_run(other.shapes[k], pane.shapes[k], ground, n)
        }
        moved |= {
            k
            for k, (shape, new) in enumerate(zip(pane.shapes, other.shapes, strict=True))
            if k not in same and shape != new
        }
    if targets is None or runs.keys() <= moved:
        return None
    return targets, tuple(sorted(moved))


def _targets(
    values: Sequence[float],
    places: Sequence[Place],
    numbers: Sequence[Mapping[Place, float]],
    ground: Comparison,
) -> tuple[Target, ...] | None:
    """What a control sets at these values, if one law holds for all of them; None: none does."""
    targets: list[Target] = []
    turns = all(
        _near(own[place], new)
        for value, own in zip(values, numbers, strict=True)
        for place, new in _turned(ground, value - values[0]).items()
    )
    if turns and ("start", 0) in places:
        targets.append((("turn", values[0]), ()))
        places = [place for place in places if place[0] != "start"]
    for place in places:
        law = _law(values, [own[place] for own in numbers])
        if law is None:
            return None
        targets.append((place, law))
    return tuple(targets)


def _law(values: Sequence[float], numbers: Sequence[float]) -> Law | None:
    if list(values) == list(numbers):
        return ()
    if 0.0 in numbers:
        return None
    b = (1.0 / numbers[-1] - 1.0 / numbers[0]) / (values[-1] - values[0])
    a = 1.0 / numbers[0] - b * values[0]
    holds = len(values) > 2 and all(
        _near(1.0, number * (a + b * value)) for value, number in zip(values, numbers, strict=True)
    )
    return (a, b) if holds else None


def _near(number: float, other: float) -> bool:
    return abs(number - other) <= EXACT * max(1.0, abs(number))


def _others(setting: Setting) -> list[float]:
    """Values of a number that are not the one it starts with."""
    low, high = setting.slider or (setting.low, setting.high)
    tried = [
        low * (high / low) ** share if setting.log else low + share * (high - low)
        for share in TRIED
    ]
    return [value for value in map(setting.type, tried) if value != setting.default]


def _runs(pane: Pane) -> dict[int, int]:
    """The trails that are runs of the ground: their places -> the places of these runs."""
    ground = pane.ground
    if ground is None:
        return {}
    trails = [(k, s) for k, s in enumerate(pane.shapes) if isinstance(s, Trail) and s.every]
    found = {
        k: [n for n in range(len(ground.runs)) if _is_run(shape, shape, ground, n)]
        for k, shape in trails
    }
    # Of runs that are on one path, the one that its role names.
    return {k: min(own, key=lambda n: n != pane.shapes[k].role) for k, own in found.items() if own}


def _is_run(shape: Shape, model: Shape, ground: Comparison, place: int) -> bool:
    """Whether a trail is a run from its start to its end, and looks like another trail."""
    if not isinstance(shape, Trail) or not isinstance(model, Trail):
        return False
    run = trail(ground.trajectories()[place].positions, model.role)
    points = {name: getattr(run, name) for name in ("points", "every", "steps")}
    return shape == replace(model, dots=shape.dots, **points)


def _starts(pane: Pane) -> tuple[int, ...]:
    """The places of the dots at the start."""
    return tuple(
        k
        for k, shape in enumerate(pane.shapes)
        if isinstance(shape, Dot) and pane.ground and shape.at == pane.ground.start
    )


def _alike(shapes: Sequence[Shape], others: Sequence[Shape]) -> bool:
    """Whether there are as many, of the same kinds and roles."""
    kinds = [[(type(shape), shape.role) for shape in some] for some in (shapes, others)]
    return kinds[0] == kinds[1]


def _shown(ground: Comparison | None, runs: Mapping[int, int]) -> Comparison:
    """The ground with these of its runs only."""
    ground = ground or Comparison()
    own = tuple(ground.runs[k] for k in runs.values() if k < len(ground.runs))
    return replace(ground.plain, runs=own)


def _numbers(ground: Comparison) -> dict[Place, Any]:
    """What a control may set: of a run its rate and its rule's numbers, not its schedule's."""
    numbers: dict[Place, Any] = {("start", k): v for k, v in enumerate(ground.start)}
    numbers["noise",] = ground.noise
    numbers |= {("parameters", name): value for name, value in ground.parameters.items()}
    for place, run in enumerate(ground.runs):
        names = {setting.name for setting in run.rule.settings} & run.settings.keys()
        numbers["runs", place, "lr"] = run.lr
        numbers |= {("runs", place, n): run.settings[n] for n in names if n != run.driven}
    return numbers


def _with(ground: Comparison, numbers: Mapping[Place, float]) -> Comparison:
    """The comparison with other numbers in some places."""
    start, runs, parameters = [*ground.start], [*ground.runs], dict(ground.parameters)
    noise = ground.noise
    for (kind, *where), number in numbers.items():
        if kind == "start":
            start[int(where[0])] = number
        elif kind == "runs":
            place, name = where
            runs[int(place)] = runs[int(place)].changed(**{str(name): number})
        elif kind == "parameters":
            parameters[str(where[0])] = number
        else:
            noise = number
    return replace(
        ground, start=(start[0], start[1]), runs=tuple(runs), parameters=parameters, noise=noise
    )


def _turned(ground: Comparison, degrees: float) -> dict[Place, float]:
    """Where the start is when it is turned around (0, 0)."""
    (x, y), angle = ground.start, math.radians(degrees)
    c, s = math.cos(angle), math.sin(angle)
    return {("start", 0): c * x - s * y, ("start", 1): s * x + c * y}
