"""The pictures of the last beat: the race."""

import numpy as np

from lessons.adam_family import seeds
from pictures import Axis, Dot, Pane, box_plot, trail
from pictures.paths import playground


def boxes(event: str, steps: int) -> Pane:
    """The test starts of every runner in one event."""
    told = seeds.raced(event, steps)
    samples = dict(zip(SHORT, (heat["kept"] for heat in told["heats"]), strict=True))
    up = Axis("loss left" if event == "noisy" else "steps to arrive", log=True)
    floor = {name: np.maximum(kept, 1e-6) for name, kept in samples.items()}
    return box_plot(floor, up, seeds.PLACES, order=1, name="200 test starts", wide=1.2)


SHORT = ("Adam", "NAdam", "Keras’", "optax’", "AdaMax", "AdamW", "NAG")


def event_paths(event: str, steps: int) -> Pane:
    """One start of each runner at its own best rate."""
    heats = seeds.raced(event, steps)["heats"]
    runs = [
        run.changed(lr=float(f"{heat['lr']:.3g}"))
        for run, heat in zip(seeds.RACERS.values(), heats, strict=True)
    ]
    scene = seeds.EVENTS[event]
    picture = scene.changed(steps=seeds.NOISY_STEPS if scene.noisy else steps, runs=tuple(runs))
    shapes = [
        trail(run.positions, place, thin=True, dots=False, order=1)
        for run, place in zip(picture.trajectories(), seeds.PLACES, strict=True)
    ]
    drawn = (*shapes, Dot("theta", picture.start))
    name = "One start, each at its best rate"
    return Pane(drawn, scene.record.view, name, ground=picture, link=playground(picture))
