"""The pictures of the last beat: the race."""

from typing import Any

import numpy as np

from lessons.adam_family import seeds
from pictures import Axis, Dot, Pane, box_plot, trail
from pictures.paths import playground


def boxes(event: str, steps: int) -> Pane:
    """The test starts of every runner in one event."""
    told = seeds.raced(event, steps)
    samples = dict(zip(SHORT, (heat["kept"] for heat in told["heats"]), strict=True))
    up = Axis("loss left" if event == "noisy" else "steps to arrive", log=True)
    floor = {name: np.maximum(kept, LEAST) for name, kept in samples.items()}
    winner = told["winner"]
    ahead = (
        "A tie" if winner is None else f"{{{seeds.PLACES[winner]}|Clearly ahead: {_name(winner)}}}"
    )
    how: Any = {"name": f"{up.label.capitalize()}, 200 test starts", "wide": 1.2, "lines": (ahead,)}
    return box_plot(floor, up, seeds.PLACES, order=1, **how)


LEAST = 1e-6
"""No smaller loss is drawn."""
SHORT = ("Adam", "NAdam", "Keras’", "optax’", "AdaMax", "AdamW", "NAG")
SHOWN = (0, 1, 6)
"""The places of the runners whose paths are drawn."""


def event_paths(event: str, steps: int) -> Pane:
    """One start of some runners, each at its own best rate."""
    heats = seeds.raced(event, steps)["heats"]
    racers = list(seeds.RACERS.values())
    runs = tuple(racers[k].changed(lr=float(f"{heats[k]['lr']:.3g}")) for k in SHOWN)
    scene = seeds.EVENTS[event]
    picture = scene.changed(steps=seeds.NOISY_STEPS if scene.noisy else steps, runs=runs)
    shapes = [
        trail(run.positions, seeds.PLACES[k], thin=True, dots=False, order=1)
        for run, k in zip(picture.trajectories(), SHOWN, strict=True)
    ]
    drawn = (*shapes, Dot("theta", picture.start))
    told = (", ".join(f"{{{seeds.PLACES[k]}|{_name(k)}}}" for k in SHOWN),)
    how: Any = {"ground": picture, "link": playground(picture), "lines": told, "asked": told}
    return Pane(drawn, scene.record.view, "One start, each at its best rate", **how)


def _name(place: int) -> str:
    return list(seeds.RACERS)[place]
