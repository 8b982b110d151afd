"""A fair race: each optimizer at its own best rate, found from some starts, tested from others.

All have the same budget of rates, the same starts and the same measure. A rate that was chosen on
the starts it is then judged by looks better than it is.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from comparison import Comparison, Run
from optim.many import Progress
from studies.ends import MOST_SEEDS, Array, Tries, geometric
from studies.rate_sweep import RateSweep, rate_sweep

if TYPE_CHECKING:
    import pandas as pd

BUDGET = 26
CLEARLY = 1.1
"""A winner is named if the next one needs so many times as much."""


class Heat(NamedTuple):
    """One run in one event.

    Attributes:
        tuning: (rates,), the measure over the starts that choose.
        best: the place of the rate where that is least, the lowest of equals.
        steps: (test starts,), the first step from which a run stays at a minimum to its end; all
            steps for one that does not.
        arrived: (test starts,), whether it does.
        loss: (test starts,), after the last step, without noise; inf where it diverged.
    """

    tuning: Array
    best: int
    steps: Array
    arrived: NDArray[np.bool_]
    loss: Array


@dataclass(frozen=True, eq=False)
class Race:
    """What a race comes to.

    Attributes:
        runs: the optimizers; their own rates do not count.
        events: where they run; with noise the measure is the median of the last loss, without it
            the mean number of steps to a minimum.
        rates: (budget,), what each could choose from.
        heats: by event, then by run.
    """

    runs: tuple[Run, ...]
    events: tuple[Comparison, ...]
    rates: Array
    heats: tuple[tuple[Heat, ...], ...]

    def scores(self) -> Array:
        """The measure on the test starts, (events, runs)."""
        return np.array(
            [
                [np.median(heat.loss) if event.noisy else heat.steps.mean() for heat in heats]
                for event, heats in zip(self.events, self.heats, strict=True)
            ]
        )

    def winners(self, clearly: float = CLEARLY) -> tuple[int | None, ...]:
        """For each event the place of the run that wins clearly; None: a tie."""
        places: list[int | None] = []
        for scores in self.scores():
            first, second = np.argsort(scores, kind="stable")[:2] if len(scores) > 1 else (0, 0)
            clear = len(scores) == 1 or scores[second] > clearly * scores[first]
            places.append(int(first) if clear else None)
        return tuple(places)

    def to_frame(self) -> "pd.DataFrame":
        """A row for each run in each event from each test start."""
        import pandas as pd

        frames = [
            pd.DataFrame(
                {
                    "event": e,
                    "landscape": event.landscape,
                    "run": r,
                    "optimizer": run.optimizer,
                    "convention": run.convention,
                    "lr": self.rates[heat.best],
                    "start": np.arange(len(heat.steps)),
                    "steps": heat.steps,
                    "arrived": heat.arrived,
                    "loss": heat.loss,
                }
            )
            for e, (event, heats) in enumerate(zip(self.events, self.heats, strict=True))
            for r, (run, heat) in enumerate(zip(self.runs, heats, strict=True))
        ]
        return pd.concat(frames, ignore_index=True)


def race(
    optimizers: Sequence[str | Run],
    events: Sequence[str | Comparison],
    budget: int = BUDGET,
    starts: int = 30,
    test_starts: int = 200,
    seed: int = 0,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Race:
    """Tune every optimizer in every event from some starts, and test it from others.

    Args:
        optimizers: keys, or runs with settings and a schedule of their own.
        events: landscapes' keys, or comparisons, whose own runs and start do not count.
        budget: how many rates each may try, the same for all: from 1e-5 up, four for each factor
            of ten.
        starts: how many choose the rate; drawn evenly over the landscape's view.
        test_starts: how many others judge it.
        seed: of the starts, and of the noise, which differs from start to start.
        executor: runs the heats, if given; a process pool makes use of all cores.
        progress: called with the heats done and their total; to cancel, raise in it.

    Raises:
        ValueError: nobody runs, or nowhere, or a number is below 1.
    """
    runs = tuple(Run(run, lr=1.0) if isinstance(run, str) else run for run in optimizers)
    scenes = tuple(Comparison(event) if isinstance(event, str) else event for event in events)
    if not runs or not scenes:
        raise ValueError("A race needs at least one optimizer and one event.")
    if min(budget, starts, test_starts) < 1:
        raise ValueError("budget, starts and test_starts must be at least 1.")
    rates = geometric(1e-5, 1e-5 * 10.0 ** ((budget - 1) / 4.0), budget)
    fields = [drawn(scene, starts + test_starts, seed) for scene in scenes]
    heat = partial(_heat, rates=rates, starts=starts)
    pairs = [
        (scene, field, run) for scene, field in zip(scenes, fields, strict=True) for run in runs
    ]
    found: list[Heat] = []
    for result in (executor.map if executor else map)(heat, *zip(*pairs, strict=True)):
        found.append(result)
        if progress:
            progress(len(found), len(pairs))
    rows = (tuple(found[k : k + len(runs)]) for k in range(0, len(found), len(runs)))
    return Race(runs, scenes, np.array(rates), tuple(rows))


def drawn(scene: Comparison, count: int, seed: int) -> Tries:
    """Starts, even over the view, and for each a seed of its own."""
    (x0, x1), (y0, y1) = scene.record.view
    places = np.random.RandomState(seed).uniform((x0, y0), (x1, y1), (count, 2)).T
    return Tries((seed + np.arange(count)) % MOST_SEEDS, places)


def _heat(scene: Comparison, field: Tries, run: Run, rates: Sequence[float], starts: int) -> Heat:
    alone = scene.plain.changed(runs=(run,))

    def swept(own: Tries, those: Sequence[float]) -> RateSweep:
        return rate_sweep(alone, 0, those, scene.steps, own.seeds, own.starts)

    choosing = swept(field.part(0, starts), rates)
    tuning = np.median(choosing.loss, axis=1) if scene.noisy else _steps(choosing, scene).mean(1)
    best = int(tuning.argmin())
    test = swept(field.part(starts, len(field)), rates[best : best + 1])
    return Heat(tuning, best, _steps(test, scene)[0], test.reached[0] >= 0, test.loss[0])


def _steps(sweep: RateSweep, scene: Comparison) -> Any:
    return np.where(sweep.reached < 0, float(scene.steps), sweep.reached)
