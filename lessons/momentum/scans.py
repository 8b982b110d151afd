"""When many runs of momentum arrive: against its settings, and over all of them."""

from functools import lru_cache

import numpy as np

from comparison.arrivals import arrivals
from lessons.momentum.runs import BETA, BOWL, FLOOR, LINE, LONG, Array, heavy
from lessons.tables import recorded
from optim.theory import best, stable_below

KAPPAS = (25.0, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 38.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0)
RATES = 1000


@lru_cache(maxsize=1)
def by_dial() -> tuple[Array, Array]:
    """Every momentum in hundredths, and when it arrives along the floor."""
    grid = np.round(np.arange(0.0, 1.0, 0.01), 2)
    return grid, arrivals(heavy(FLOOR), LINE.changed(steps=LONG), {"momentum": grid})


@lru_cache(maxsize=1)
def by_rate() -> tuple[Array, Array, Array]:
    """Learning rates, and when a run without and one with memory arrives."""
    rates = np.geomspace(0.003, 0.16, 160)
    scene, kept = BOWL.changed(steps=LONG), np.array([[0.0], [BETA]])
    return rates, *arrivals(heavy(FLOOR), scene, {"lr": rates, "momentum": kept})


@lru_cache(maxsize=1)
def tuned_by_kappa() -> tuple[Array, Array]:
    """Condition numbers, and when momentum arrives at the settings that are best in theory."""
    kappas = np.geomspace(min(KAPPAS), max(KAPPAS), 40)
    chosen = [best("momentum", kappa) for kappa in kappas.tolist()]
    settings = {"lr": [b.lr for b in chosen], "momentum": [b.momentum for b in chosen]}
    return kappas, arrivals(heavy(FLOOR), BOWL.changed(steps=LONG), settings, {"kappa": kappas})


@recorded("momentum", at=KAPPAS)
def fewest(kappa: float) -> list[list[float]]:
    """The fewest steps over all rates, and the rate: without memory, and with BETA."""
    found = []
    for momentum in (0.0, BETA):
        limit = stable_below("momentum", kappa, momentum)
        rates = np.geomspace(limit / RATES, limit, RATES)
        scene = BOWL.changed(kappa=kappa, steps=min(int(600 + 5 * kappa), 5000))
        steps = arrivals(heavy(FLOOR, momentum), scene, {"lr": rates})
        place = int(np.nanargmin(steps))
        found.append([float(steps[place]), float(rates[place])])
    return found


@recorded("momentum", at=(1, 4))
def quickest(finer: int) -> dict[str, float]:
    """The fewest steps on a grid over rate and momentum, and in how many of its cells."""
    lr, momentum = np.meshgrid(
        np.arange(1, 320 * finer) * (0.0005 / finer), np.arange(200 * finer) * (0.005 / finer)
    )
    steps = arrivals(heavy(FLOOR), BOWL, {"lr": lr, "momentum": momentum})
    place = np.unravel_index(np.nanargmin(steps), steps.shape)
    return {
        "steps": float(steps[place]),
        "cells": int((steps == steps[place]).sum()),
        "lr": float(lr[place]),
        "momentum": float(momentum[place]),
    }
