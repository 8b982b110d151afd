"""The lesson's counts over seeds and its race, recorded by `make tables`."""

from typing import Any

import numpy as np

from comparison import Comparison, Run
from comparison.many import many
from lessons.adam_family.runs import BOWL, SLOPE, Array
from lessons.adam_family.walls import BOOTH, decayed
from lessons.tables import recorded
from studies import race

KEY = "adam_family"
SEEDS = 300
DOTS = 400
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
SETTLED = 0.3
"""After this share of a noisy run its start is forgotten."""
NOISY = BOWL.changed(steps=3000, noise=1.0)
CLOUDS = BOOTH.changed(start=(1.0, 3.0), steps=4000)
CLOUD_LR, CLOUD_DECAY = 0.003, 0.1
DIGITS = 5
DECAYS = tuple(k / 100.0 for k in range(101))


@recorded(KEY, at=("adam 0.1", "nadam 0.1", "adamax 0.1", "adam 0.3", "nadam 0.3"))
def hovers(which: str) -> dict[str, float]:
    """With noise in the bowl: the mean loss, and how far out in y any run ever gets."""
    key, lr = which.split()
    losses, highest = [], []

    def observe(_: slice, t: int, x: Array, y: Array) -> None:
        if t > SETTLED * NOISY.steps:
            losses.append(float(NOISY.record.value(x, y, **NOISY.parameters).mean()))
            highest.append(float(np.abs(y).max()))

    starts = np.tile(np.reshape(NOISY.start, (2, 1)), SEEDS)
    run = Run(key, lr=float(lr))
    many(run, NOISY, starts, seeds=np.arange(SEEDS), observe=observe, chunk=SEEDS)
    return {"loss": float(np.mean(losses)), "y": max(highest)}


@recorded(KEY, at=(1.0,))
def divisors(sigma: float) -> float:
    """In pure noise: how many times AdaMax' divisor u is Adam's √v, in the mean."""
    noise = np.random.RandomState(0).standard_normal((5000, 200)) * sigma
    u, v, shares = np.zeros(200), np.zeros(200), []
    for t, g in enumerate(noise):
        u, v = np.maximum(0.999 * u, np.abs(g)), 0.999 * v + 0.001 * g * g
        if t >= len(noise) // 2:
            shares.append(float((u / np.sqrt(v)).mean()))
    return float(np.mean(shares))


@recorded(KEY, at=("adamw", "adam", "momentum"))
def ends(key: str) -> list[list[float]]:
    """Where a run ends in Booth, for each weight decay of DECAYS."""
    starts = np.tile(np.reshape(BOOTH.start, (2, 1)), len(DECAYS))
    settings = {"weight_decay": np.array([DECAYS])}
    found = many(decayed(key, 0.1), BOOTH, starts, settings).positions
    return [[round(x, DIGITS) for x in point] for point in found.T.tolist()]


@recorded(KEY, at=("0", "1", "3", "10"))
def clouds(sigma: str) -> list[list[float]]:
    """Where AdamW ends with noise of this deviation, DOTS times."""
    return _ended("adamw", float(sigma))


@recorded(KEY, at=("1", "10"))
def pulled_clouds(sigma: str) -> list[float]:
    """The mean of where Adam with L2 ends, DOTS times."""
    x, y = np.mean(_ended("adam", float(sigma)), axis=0).tolist()
    return [x, y]


def in_noise(key: str, sigma: float) -> Comparison:
    """One of these runs."""
    return CLOUDS.changed(noise=sigma, runs=(decayed(key, CLOUD_DECAY, lr=CLOUD_LR),))


def _ended(key: str, sigma: float) -> list[list[float]]:
    count = DOTS if sigma else 1
    scene = in_noise(key, sigma)
    starts = np.tile(np.reshape(scene.start, (2, 1)), count)
    found = many(scene.runs[0], scene, starts, seeds=np.arange(count), chunk=DOTS).positions
    return [[round(x, DIGITS) for x in point] for point in found.T.tolist()]


@recorded(KEY, at=("nadam torch", "nadam keras", "nadam optax", "adam torch"))
def soonest(which: str) -> list[float]:
    """The fewest steps in which a form arrives on the slope at any rate, and that rate.

    Rates are two digits from 0.01 to 1; a run makes 300 steps.
    """
    key, form = which.split()
    found = []
    for k in range(1, 101):
        lr = k / 100.0
        (run,) = SLOPE.changed(runs=(Run(key, lr=lr, convention=form),)).trajectories()
        if run.reached is not None:
            found.append((float(run.reached), lr))
    return list(min(found))


# Beat 10.
AWAY = {"center_x": 1.0, "center_y": 1.0}
"""No minimum lies at 0, to which AdamW's decay pulls."""
RACERS = {
    "Adam": Run("adam", lr=1.0),
    "PyTorch’s NAdam": Run("nadam", lr=1.0),
    "Keras’ NAdam": Run("nadam", lr=1.0, convention="keras"),
    "optax’ NAdam": Run("nadam", lr=1.0, convention="optax"),
    "AdaMax": Run("adamax", lr=1.0),
    "AdamW": Run("adamw", lr=1.0),
    "NAG": Run("nesterov", lr=1.0),
}
PLACES = (0, 1, 6, 7, 2, 3, 4)
"""Their colours; Keras and optax' NAdam have their own."""
RAVINE = Comparison("quadratic", {"kappa": 100.0, **AWAY})
EVENTS = {
    "ravine": RAVINE,
    "turned": RAVINE.changed(angle=45.0),
    "rare": Comparison("quadratic", {"kappa": 50.0, "angle": 90.0, **AWAY}, sparse=10),
    "rosenbrock": Comparison("rosenbrock"),
    "himmelblau": Comparison("himmelblau"),
    "noisy": Comparison("quadratic", {"kappa": 25.0, "angle": 45.0, **AWAY}, noise=3.0),
}
NOISY_STEPS = 300
"""With noise what counts is the loss left after so many steps, however long the other races are."""


LENGTHS = (150, 1000)
TUNING, SEED = 100, 1
"""So many starts choose a rate; with noise fewer leave it to luck."""


@recorded(KEY, at=(*(f"{event} {n}" for n in LENGTHS for event in EVENTS if event != "noisy"),
                   f"noisy {NOISY_STEPS}"))  # fmt: skip
def heats(which: str) -> dict[str, Any]:
    """What every runner needs in an event, races of so many steps, and the winner's place."""
    event, steps = which.split()
    return _told(tuple(RACERS.values()), EVENTS[event].changed(steps=int(steps)))


@recorded(KEY, at=("noisy", "turned"))
def falling(event: str) -> dict[str, Any]:
    """The same for Adam and NAdam with a rate that falls as a cosine."""
    runs = tuple(run.changed(schedule="cosine") for run in list(RACERS.values())[:4])
    return _told(runs, EVENTS[event].changed(steps=NOISY_STEPS))


def raced(event: str, steps: int) -> dict[str, Any]:
    """What is recorded of an event; with noise all races have one length."""
    told: dict[str, Any] = heats(f"{event} {NOISY_STEPS if EVENTS[event].noisy else steps}")
    return told


def _told(runs: tuple[Run, ...], event: Comparison) -> dict[str, Any]:
    found = race(runs, (event,), starts=TUNING, seed=SEED)
    (winner,), (scores,) = found.winners(), found.scores()
    told = [
        {
            "lr": float(found.rates[heat.best]),
            "score": float(score),
            "share": float(heat.arrived.mean()),
            "kept": np.quantile(heat.loss if event.noisy else heat.steps, SHARES).tolist(),
            "loss": float(np.median(heat.loss)),
        }
        for heat, score in zip(found.heats[0], scores, strict=True)
    ]
    return {"heats": told, "winner": winner}
