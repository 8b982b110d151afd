"""Record what optax.sgd really does: momentum and NAG, in sgd_optax.json."""

import os
import warnings

os.environ.setdefault("JAX_PLATFORMS", "cpu")  # else JAX looks for a GPU, and warns

import jax
import jax.numpy as jnp
import optax
from problems import record_sgd


def run_sgd(loss, start, rates, momentum, nesterov) -> list[list[float]]:
    schedule = jnp.asarray(rates)
    optimizer = optax.sgd(lambda count: schedule[count], momentum, nesterov)
    gradient = jax.grad(lambda theta: loss(*theta))
    theta = jnp.asarray(start)
    state = optimizer.init(theta)
    path = [theta.tolist()]
    for _ in rates:
        updates, state = optimizer.update(gradient(theta), state)
        theta = optax.apply_updates(theta, updates)
        path.append(theta.tolist())
    return path


if __name__ == "__main__":
    warnings.simplefilter("error")
    jax.config.update("jax_enable_x64", True)
    record_sgd("optax", optax.__version__, run_sgd)
