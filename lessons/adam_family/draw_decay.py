"""The pictures of beats 7 to 9: weight decay, and the loss times a hundred."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from comparison import Comparison
from lessons.adam_family import seeds
from lessons.adam_family.draw import square
from lessons.adam_family.runs import BOWL, FAMILY, LABELS, ROLE, Point, named, ran
from lessons.adam_family.walls import BOOTH, TIMES, decayed, pulled
from lessons.words import number
from pictures import Axis, Cloud, Diamond, Dot, Pane, Role, Shape, against, around, bars, trail
from pictures.paths import playground

EVERY = 8
"""Of so many steps on another loss one is a dot, for each run another one: all are to be seen."""
BOOTH_SEEN = ((-4.6, 4.6), (-1.4, 5.9))


def behind_the_wall(decay: float) -> Pane:
    """Paths, the square of half-side 1/λ, and where the runs end at every λ."""
    trajectories = booth(decay).trajectories()
    adamw, adam = (np.array(seeds.ends(key)) for key in ("adamw", "adam"))
    wall = [square(1.0 / decay, label="1/λ", order=2)] if decay else []
    shapes = (
        *wall,
        trail(adam, ROLE["adam"], dots=False, follows=False, thin=True, order=3),
        trail(adamw, ROLE["adamw"], dots=False, follows=False, thin=True, order=3),
        trail(trajectories[1].positions, ROLE["adam"], dots=False, order=1),
        trail(trajectories[0].positions, ROLE["adamw"], dots=False, order=1),
        Dot("theta", BOOTH.start),
    )  # fmt: skip
    told = (
        f"{named('adamw')} and {named('adam', 'Adam with L2')}: thick a path, thin its ends at "
        "every λ",
    )
    return Pane(shapes, BOOTH_SEEN, "Booth’s function", ground=BOOTH, lines=told,
                link=playground(booth(decay)))  # fmt: skip


def booth(decay: float) -> Comparison:
    """The three runs with weight decay."""
    runs = tuple(decayed(key, decay) for key in ("adamw", "adam", "momentum"))
    return BOOTH.changed(runs=runs)


def by_decay(decay: float) -> Pane:
    """How far from the minimum each ends, against λ."""
    minimum = np.array(BOOTH.record.minima()[0][:2])
    gaps = {key: np.hypot(*(np.array(seeds.ends(key)) - minimum).T) for key in ("adamw", "adam")}
    by_role: dict[Role, Any] = {ROLE[key]: gap for key, gap in gaps.items()}
    labels = {ROLE["adamw"]: "AdamW", ROLE["adam"]: "L2"}
    how: Any = {"labels": labels, "limits": (-0.12, 2.3), "order": 3, "wide": 0.7}
    name = "How far its end has moved"
    return against(seeds.DECAYS, by_role, decay, Axis("λ"), Axis(), name=name, **how)


def cloud(sigma: str) -> Pane:
    """Where AdamW ends with noise, and L2's ends."""
    points = seeds.clouds(sigma)
    means = {s: np.mean(seeds.clouds(s), axis=0) for s in ("0", "1", "3", "10")}
    decays = np.linspace(0.0, 1.0, 60)
    line = [pulled(float(d)) for d in decays]
    marks = {s: pulled(seeds.CLOUD_DECAY * float(s)) for s in means}
    own = means[sigma].tolist()
    shapes = (
        trail(line, ROLE["adam"], dots=False, follows=False, thin=True, order=2),
        *(
            Diamond(ROLE["adam"], at, label="" if s == "0" else f"σ = {s}", order=2)
            for s, at in marks.items()
        ),
        Cloud(ROLE["adamw"], tuple((x, y) for x, y in points), order=1),
        Dot("theta", (own[0], own[1]), label="mean", order=1),
    )
    told = (f"{named('adam', 'Where L2 ends')}, with marks at λσ",)
    window = around([(x, y) for s in ("0", "1", "3", "10") for x, y in seeds.clouds(s)])
    name, one = f"AdamW’s ends, σ = {sigma}", playground(seeds.in_noise("adamw", float(sigma)))
    return Pane(shapes, window, name, ROLE["adamw"], BOOTH, lines=told, link=one)


def pull_by_noise(sigma: str) -> Pane:
    """How far the mean of the ends has moved, against the noise."""
    minimum = np.array(BOOTH.record.minima()[0][:2])
    tall = {
        f"σ = {s}": float(np.hypot(*(np.mean(seeds.clouds(s), axis=0) - minimum)))
        for s in ("0", "1", "3", "10")
    }
    roles: Sequence[Role] = [3 if name == f"σ = {sigma}" else "ghost" for name in tall]
    return bars(tall, Axis(), roles, order=2, name="How far the mean has moved", wide=0.6)


def scaled_loss(factor: float) -> tuple[Pane, Pane]:
    """Paths on the loss, and as dots on so many times the loss."""
    panes = []
    for keys, name in ((FAMILY[:4], "Adam and three relatives"), (FAMILY[4:], "NAG")):
        shapes: list[Shape] = []
        for key in keys:
            run = BOWL.runs[ROLE[key]]
            own, other = (ran(run, BOWL, by).positions for by in (1.0, factor))
            shapes.append(trail(own, ROLE[key], thin=True, dots=False))
            seen = other[np.isfinite(other).all(axis=1)][1 + 2 * ROLE[key] : 60 : EVERY]
            dots = tuple((float(a), float(b)) for a, b in seen if abs(b) < 50.0)
            shapes.append(Cloud(ROLE[key], dots, order=1))
        shapes.append(Dot("theta", BOWL.start))
        told = (f"{', '.join(named(key) for key in keys)}; dots: × {number(factor)}",)
        panes.append(Pane(tuple(shapes), ((-4.6, 1.6), (-2.6, 2.6)), name, ground=BOWL,
                          lines=told, asked=told, link=playground(BOWL)))  # fmt: skip
    return panes[0], panes[1]


def scaled_booth(factor: float) -> Pane:
    """Where AdamW and Adam with L2 end on the loss and on so many times the loss."""
    shapes: list[Shape] = [square(2.0, label="1/λ", labelled=(1, 0.75))]
    for key in ("adamw", "adam"):
        one, many = booth_ends(key, factor)
        label = LABELS[key] if key == "adamw" else "L2"
        shapes += [Dot(ROLE[key], one, label=label), Cloud(ROLE[key], (many,), order=1)]
    told = (f"{named('adamw')}, {named('adam', 'Adam with L2')}; small: × {number(factor)}",)
    return Pane(tuple(shapes), ((0.2, 2.9), (1.4, 3.4)), "Ends in Booth, λ = 0.5", ground=BOOTH,
                lines=told, asked=told, wide=0.8)  # fmt: skip


@cache
def booth_ends(key: str, factor: float = TIMES) -> tuple[Point, Point]:
    """Where a run with decay 0.5 ends on the loss, and on so many times the loss."""
    one, other = (ran(decayed(key, 0.5), BOOTH, by).positions[-1].tolist() for by in (1.0, factor))
    return (one[0], one[1]), (other[0], other[1])
