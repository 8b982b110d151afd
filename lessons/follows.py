"""Which pictures of a beat can follow which controls at once, found by trying the controls.

A picture of runs follows a control if at other values of it the picture is the same comparison but
for numbers that have just these values, and the same shapes. Whoever steps the runs elsewhere
(`browser/twin.py`) can then draw them before the beat is told again.
"""

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

Target = tuple[str | int, ...]
"""A number of a comparison: ("start", axis), ("parameters", name), ("noise",) or ("runs", place,
setting)."""


@dataclass(frozen=True)
class Follows:
    """How a pane follows.

    Attributes:
        ground: the comparison while all controls are as they open, but for `base`.
        base: words and switches that are set.
        shapes: what is drawn then; others are named by their places among these.
        runs: a shape -> the place of the run that it is.
        starts: the dots at the start.
        targets: a control -> what has its value.
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
            (value, beat(**{**base, control.setting.name: value}).panes)
            for value in _others(control.setting)
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
    """The comparison with a value in these places."""
    for kind, *where in targets:
        if kind == "start":
            x, y = ground.start
            ground = replace(ground, start=(value, y) if where == [0] else (x, value))
        elif kind == "runs":
            runs = list(ground.runs)
            place, name = where
            runs[int(place)] = runs[int(place)].changed(**{str(name): value})
            ground = replace(ground, runs=tuple(runs))
        elif kind == "parameters":
            ground = replace(ground, parameters={**ground.parameters, str(where[0]): value})
        else:
            ground = replace(ground, noise=value)
    return ground


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
    ground, starts = _shown(pane.ground, runs), _starts(pane)
    targets: tuple[Target, ...] = ()
    moved: set[int] = set()
    for value, other in tries:
        its = _shown(other.ground, runs)
        if not _alike(pane.shapes, other.shapes) or len(its.runs) < len(runs):
            return None
        changes = _changes(ground, its)
        targets = tuple(changes)
        known = all(new == value for new in changes.values()) and all(
            _is_own(ground, target) for target in targets
        )
        if not known or applied(ground, targets, value) != its:
            return None
        same = set(starts) & set(_starts(other))
        same |= {k for n, k in enumerate(runs) if _is_run(other.shapes[k], pane.shapes[k], its, n)}
        moved |= {
            k
            for k, (shape, new) in enumerate(zip(pane.shapes, other.shapes, strict=True))
            if k not in same and shape != new
        }
    return None if not tries or runs.keys() <= moved else (targets, tuple(sorted(moved)))


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


def _changes(ground: Comparison, other: Comparison) -> dict[Target, Any]:
    """The numbers that are other in another comparison; more than numbers may be."""
    changes: dict[Target, Any] = {
        ("start", k): other.start[k] for k in (0, 1) if other.start[k] != ground.start[k]
    }
    if other.noise != ground.noise:
        changes["noise",] = other.noise
    for name, value in other.parameters.items():
        if value != ground.parameters.get(name):
            changes["parameters", name] = value
    for place, (run, its) in enumerate(zip(ground.runs, other.runs, strict=True)):
        old = {"lr": run.lr, **run.settings}
        for name, value in {"lr": its.lr, **its.settings}.items():
            if value != old.get(name):
                changes["runs", place, name] = value
    return changes


def _is_own(ground: Comparison, target: Target) -> bool:
    """Whether a number of a run is its rate or its rule's, not its schedule's."""
    kind, *where = target
    if kind != "runs":
        return True
    run = ground.runs[int(where[0])]
    return where[1] != run.driven and where[1] in {"lr", *(s.name for s in run.rule.settings)}
