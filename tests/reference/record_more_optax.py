"""Record the optimizers that optax has and torch has not: more_optax.npz and more_optax.json.

The files are made like optimizers.npz and optimizers.json, and read beside them. Rates that change
are put in by optax.inject_hyperparams, so that every part of an optimizer sees the same one.
(Given a schedule, optax' schedule-free weighs a step by the rate of the next.)
"""

import os
import warnings

os.environ.setdefault("JAX_PLATFORMS", "cpu")  # else JAX looks for a GPU, and warns

import jax
import jax.numpy as jnp
import numpy as np
import optax
from problems import HERE, LOSSES, write

STEPS = 150
WIDE = (0.1, 0.05, 0.2)
SGD, ADAMW = optax.contrib.schedule_free_sgd, optax.contrib.schedule_free_adamw
OPTAX_NAMES = {"beta1": "b1", "beta2": "b2"}

# (our optimizer, optax' function, our settings, rates per landscape)
OPTIMIZERS = [
    ("signsgd", optax.sign_sgd, {}, (0.03, 0.007, 0.03)),
    ("lion", optax.lion, {}, (0.03, 0.007, 0.03)),
    ("lion", optax.lion, {"beta1": 0.7, "beta2": 0.9, "weight_decay": 0.3}, (0.03, 0.007, 0.03)),
    ("adabelief", optax.adabelief, {}, WIDE),
    (
        "adabelief",
        optax.adabelief,
        {"beta1": 0.7, "beta2": 0.95, "eps": 1e-3, "eps_root": 1e-4},
        WIDE,
    ),
    ("yogi", optax.yogi, {}, WIDE),
    ("yogi", optax.yogi, {"beta1": 0.7, "beta2": 0.95, "eps": 1e-2}, WIDE),
    ("schedule_free_sgd", SGD, {}, (0.03, 0.001, 0.01)),
    (
        "schedule_free_sgd",
        SGD,
        {"beta1": 0.6, "weight_decay": 0.1, "weight_lr_power": 1.0},
        (0.03, 0.001, 0.01),
    ),
    ("schedule_free_adamw", ADAMW, {}, WIDE),
    (
        "schedule_free_adamw",
        ADAMW,
        {"beta1": 0.8, "beta2": 0.95, "eps": 1e-3, "weight_decay": 0.1, "weight_lr_power": 3.0},
        WIDE,
    ),
]


def drive(kind: str, lr: float) -> np.ndarray:
    """The learning rate at each step."""
    k = np.arange(STEPS)
    wave = np.sin(2.0 * np.pi * k / STEPS)
    return {
        "constant": np.full(STEPS, lr),
        "falling": lr * (1.0 + np.cos(np.pi * k / STEPS)) / 2.0,
        "wave": lr * (1.0 + 0.5 * wave),
    }[kind]


def run(function, loss, start, settings, rates) -> np.ndarray:
    given = {OPTAX_NAMES.get(name, name): value for name, value in settings.items()}
    optimizer = optax.inject_hyperparams(function)(learning_rate=float(rates[0]), **given)
    gradient = jax.grad(lambda theta: loss(*theta))
    theta = jnp.asarray(start)
    state = optimizer.init(theta)
    path = [theta.tolist()]
    for rate in rates:
        state.hyperparams["learning_rate"] = jnp.asarray(rate)
        updates, state = optimizer.update(gradient(theta), state, theta)
        theta = optax.apply_updates(theta, updates)
        path.append(theta.tolist())
    return np.array(path)


def record() -> None:
    cases, arrays = {}, {}
    for ours, function, settings, lrs in OPTIMIZERS:
        for (landscape, (loss, start)), lr in zip(LOSSES.items(), lrs, strict=True):
            for kind in ("constant", "falling", "wave"):
                rates = drive(kind, lr)
                tail = " ".join(f"{k}={v}" for k, v in settings.items())
                name = f"{ours} {landscape} {kind} {tail}".strip()
                arrays[name] = run(function, loss, start, settings, rates)
                arrays[name + " | lr"] = rates
                cases[name] = {"optimizer": ours, "landscape": landscape, "settings": settings}
    np.savez_compressed(HERE / "more_optax.npz", **arrays)
    write("more_optax.json", {"optax": optax.__version__, "cases": cases})


if __name__ == "__main__":
    warnings.simplefilter("error")
    jax.config.update("jax_enable_x64", True)
    record()
