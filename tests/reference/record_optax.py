"""Record what optax really does: sgd_optax.json and conventions_optax.json."""

import os
import warnings

os.environ.setdefault("JAX_PLATFORMS", "cpu")  # else JAX looks for a GPU, and warns

import jax
import jax.numpy as jnp
import optax
from conventions import record_conventions
from problems import quadratic, record_sgd

BETAS = {"beta1": "b1", "beta2": "b2", "eps": "eps"}
NAMES = {
    "adagrad": {
        "initial_accumulator_value": "initial_accumulator_value",
        "eps": "eps",
    },
    "rmsprop": {"alpha": "decay", "momentum": "momentum", "eps": "eps"},
    "adam": BETAS,
    "adamw": {**BETAS, "weight_decay": "weight_decay"},
    "nadam": BETAS,
    "adamax": BETAS,
}
CLASSES = {
    **dict.fromkeys(("gradient_descent", "momentum", "nesterov"), optax.sgd),
    **{name: getattr(optax, name) for name in NAMES},
}


def run(cls, settings, loss, start, rates, beta1s) -> list[list[float]]:
    schedule = jnp.asarray(rates)
    if beta1s:  # optax fixes b1 when it is built, unless it is injected
        moving = jnp.asarray(beta1s)
        settings = {**settings, "b1": lambda count: moving[count]}
        cls = optax.inject_hyperparams(cls)
    optimizer = cls(learning_rate=lambda count: schedule[count], **settings)
    gradient = jax.grad(lambda theta: loss(*theta))
    theta = jnp.asarray(start)
    state = optimizer.init(theta)
    path = [theta.tolist()]
    for _ in rates:
        updates, state = optimizer.update(gradient(theta), state, theta)
        theta = optax.apply_updates(theta, updates)
        path.append(theta.tolist())
    return path


def run_sgd(loss, start, rates, momentum, nesterov) -> list[list[float]]:
    settings = {"momentum": momentum, "nesterov": nesterov}
    return run(optax.sgd, settings, loss, start, rates, None)


if __name__ == "__main__":
    warnings.simplefilter("error")
    jax.config.update("jax_enable_x64", True)
    record_sgd("optax", optax.__version__, run_sgd)
    settings = {"initial_accumulator_value": 0.0, "eps": 0.0}
    on_the_axis = run(optax.adagrad, settings, quadratic, (-4.0, 0.0), [0.1] * 5, None)
    more = {"no_gradient_in_y": on_the_axis}
    record_conventions("optax", optax.__version__, NAMES, CLASSES, run, **more)
