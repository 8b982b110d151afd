"""What AdaGrad pays on its way, and what the theorem lets it pay at most."""

import math
from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from comparison.many import many
from lessons.adagrad.runs import BOWL, Array, adagrad
from lessons.tables import recorded

STEPS = 500
TERMS = 1000
"""So long are the sequences of the lemma."""
SEQUENCES: Mapping[str, tuple[str, Callable[[Array], Array]]] = {
    "constant": ("constant", np.ones_like),
    "falling": ("1/t", lambda t: 1.0 / t),
    "shrinking": ("0.9 to the power t", lambda t: 0.9**t),
    "rare": ("one in ten", lambda t: np.where(t % 10 == 1, 1.0, 0.0)),
    "growing": ("growing like t", lambda t: t),
    "spike": ("one spike", lambda t: np.where(t == 1, 1.0, 0.0)),
}
"""Gradients of one coordinate: what they are called, and their sizes at t = 1, 2 …"""
SEEDS = 16
ROUNDS = 5000
FLIPPED = 0.2
TRIED = np.geomspace(1e-3, 100.0, 51)
METHODS = ("constant rate", "rate ∝ 1/√t", "AdaGrad")
SIZES = (2, 10, 100, 1000)
WIDE = 2.0
"""How far apart two points of the box from −1 to 1 can be, in each coordinate."""


@lru_cache(maxsize=64)
def paid(lr: float) -> tuple[Array, Array, Array]:
    """By step: the regret so far, what its straight upper limit Σ g·x is, and the bound."""
    regret, linear, bound = paid_at(np.array([lr]))
    return regret[:, 0], linear[:, 0], bound[:, 0]


def paid_at(lr: Array) -> tuple[Array, Array, Array]:
    """The same at several rates, (steps, rates) each."""
    seen: list[Array] = []
    starts = np.repeat(np.reshape(BOWL.start, (2, 1)), len(lr), axis=1)
    scene = BOWL.changed(steps=STEPS)
    many(
        adagrad(), scene, starts, {"lr": lr[None]},
        observe=lambda part, t, x, y: seen.append(np.array([x, y])),
    )  # fmt: skip
    at = np.array(seen)[:-1]  # (steps, 2, rates): where the gradients are taken
    slope = at * np.array([1.0, BOWL.parameters["kappa"]])[:, None]
    linear = (slope * at).sum(axis=1)
    root = np.sqrt(np.cumsum(slope**2, axis=0))
    far = np.maximum.accumulate(np.abs(at), axis=0)
    bound = ((far**2 / (2.0 * lr) + lr) * root).sum(axis=1)
    return np.cumsum(0.5 * linear, axis=0), np.cumsum(linear, axis=0), bound


@lru_cache(maxsize=1)
def paid_by_rate() -> tuple[Array, Array, Array]:
    """Rates, and what is paid after all steps: the regret, and the bound."""
    lr = np.geomspace(0.01, 10.0, 91)
    regret, _, bound = paid_at(lr)
    return lr, regret[-1], bound[-1]


def lemma(name: str) -> tuple[Array, Array]:
    """The terms g²/√G of a sequence, and √G, by t."""
    g = SEQUENCES[name][1](np.arange(1.0, TERMS + 1.0))
    root = np.sqrt(np.cumsum(g**2))
    return g**2 / root, root


def share(name: str) -> float:
    """The sum of the terms as a multiple of √G; the lemma says at most 2."""
    terms, root = lemma(name)
    return float(terms.sum() / root[-1])


def bound_ratio(d: int) -> float:
    """AdaGrad's bound as a share of gradient descent's, where word i has a share ∝ 1/i²."""
    i = np.arange(1.0, d + 1.0)
    return float((1.0 / i).sum() / math.sqrt(d * (1.0 / i**2).sum()))


@lru_cache(maxsize=1)
def ratios() -> tuple[Array, Array]:
    """Numbers of weights, and the ratio of the bounds."""
    sizes = np.unique(np.geomspace(2.0, 1e6, 60).round())
    i = np.arange(1.0, sizes[-1] + 1.0)
    last = sizes.astype(int) - 1
    ones, squares = np.cumsum(1.0 / i)[last], np.cumsum(1.0 / i**2)[last]
    return sizes, ones / np.sqrt(sizes * squares)


def best_ratio_in_two() -> float:
    """The least the ratio can be with two weights, whatever the shares of their gradients."""
    p = np.concatenate([[0.0], np.geomspace(1e-12, 0.5, 200)])
    return float(((np.sqrt(p) + np.sqrt(1.0 - p)) / math.sqrt(2.0)).min())


@recorded("adagrad", at=SIZES)
def of_words(d: int) -> dict[str, list[float]]:
    """The mean regret of the METHODS over seeds: tuned, the rate that does it, at theory's rate."""
    found = np.mean([_rounds(d, seed) for seed in range(SEEDS)], axis=0)
    best = found[:, :-1].argmin(axis=1)
    tuned = found[:, :-1].min(axis=1)
    return {
        "tuned": [round(float(v), 1) for v in tuned],
        "lr": [float(f"{TRIED[k]:.3g}") for k in best],
        "theory": [round(float(v), 1) for v in found[:, -1]],
    }


def theory(d: int) -> tuple[float, float, float]:
    """The rates that minimize the bounds, for the METHODS: distance over √2, all in all or each."""
    whole = WIDE * math.sqrt(d) / math.sqrt(2.0)
    return whole / math.sqrt(ROUNDS), whole, WIDE / math.sqrt(2.0)


def _rounds(d: int, seed: int) -> Array:
    """The regret of the METHODS at the rates TRIED and at theory's, (methods, rates + 1)."""
    draw = np.random.RandomState(seed)
    often = 1.0 / np.arange(1.0, d + 1.0) ** 2
    words = draw.choice(d, size=ROUNDS, p=often / often.sum())
    true = np.where(draw.random_sample(d) < 0.5, -1.0, 1.0)
    label = true[words] * np.where(draw.random_sample(ROUNDS) < FLIPPED, -1.0, 1.0)
    lr = np.column_stack([np.tile(TRIED, (len(METHODS), 1)), theory(d)])
    weights, total, paid = np.zeros((d, *lr.shape)), np.zeros((d, lr.shape[1])), np.zeros(lr.shape)
    for t, (i, b) in enumerate(zip(words.tolist(), label.tolist(), strict=True), 1):
        w = weights[i]
        paid += np.abs(w - b)
        g = np.sign(w - b)
        total[i] += g[2] ** 2
        step = lr * g
        step[1] /= math.sqrt(t)
        step[2] /= np.sqrt(np.maximum(total[i], 1e-300))
        weights[i] = np.clip(w - step, -1.0, 1.0)
    least = sum(
        min(np.abs(v - label[words == i]).sum() for v in (-1.0, 1.0)) for i in np.unique(words)
    )
    return np.asarray(paid - least)
