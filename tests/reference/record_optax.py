"""Record what optax really does.

sgd_optax.json        momentum and NAG
schedules_optax.json  warm-up, stable rate and decay, joined from optax's own pieces
"""

import os
import warnings

os.environ.setdefault("JAX_PLATFORMS", "cpu")  # else JAX looks for a GPU, and warns

import jax
import jax.numpy as jnp
import optax
from problems import record_sgd, write


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


def record_schedules() -> None:
    """The rate at each step; optax's warm-up starts at 0, ours one step later, so it has W + 1."""
    lr, steps, curves = 0.3, 100, []
    for warmup, decay, shape, least in ((0, 20, "linear", 0.0), (9, 45, "cosine", 0.1)):
        stable = steps - warmup - decay
        fall = {
            "linear": optax.linear_schedule(lr, least * lr, decay),
            "cosine": optax.cosine_decay_schedule(lr, decay, alpha=least),
        }[shape]
        pieces = [optax.linear_schedule(0.0, lr, warmup + 1), optax.constant_schedule(lr), fall]
        schedule = optax.join_schedules(pieces, [warmup + 1, warmup + stable + 1])
        settings = {"pct_decay": decay / (steps - warmup), "decay_type": shape}
        settings |= {"min_lr_ratio": least, "warmup": warmup}
        curves.append(
            {
                "schedule": "warmup_stable_decay",
                "settings": settings,
                "steps": steps,
                "lr": [float(schedule(k + 1)) for k in range(steps)],
            }
        )
    write("schedules_optax.json", {"optax": optax.__version__, "lr": lr, "curves": curves})


if __name__ == "__main__":
    warnings.simplefilter("error")
    jax.config.update("jax_enable_x64", True)
    record_sgd("optax", optax.__version__, run_sgd)
    record_schedules()
