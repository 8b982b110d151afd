"""Record what optax really does.

sgd_optax.json          momentum and NAG
conventions_optax.json  the other optimizers
schedules_optax.json    warm-up, stable rate and decay, joined from optax's own pieces
"""

import os
import warnings

os.environ.setdefault("JAX_PLATFORMS", "cpu")  # else JAX looks for a GPU, and warns

import jax
import jax.numpy as jnp
import optax
from conventions import record_conventions
from problems import quadratic, record_sgd, write

BETAS = {"beta1": "b1", "beta2": "b2", "eps": "eps"}
NAMES = {
    "adagrad": {
        "initial_accumulator_value": "initial_accumulator_value",
        "eps": "eps",
    },
    "rmsprop": {"alpha": "decay", "momentum": "momentum", "eps": "eps", "centered": "centered"},
    "adam": BETAS,
    "adamw": {**BETAS, "weight_decay": "weight_decay"},
    "schedule_free_adamw": {
        **BETAS,
        "weight_decay": "weight_decay",
        "weight_lr_power": "weight_lr_power",
    },
    "nadam": BETAS,
    "adamax": BETAS,
    "adadelta": {"rho": "rho", "eps": "eps"},
    "amsgrad": BETAS,
    "lion": {"beta1": "b1", "beta2": "b2", "weight_decay": "weight_decay"},
    "radam": BETAS,
    "rprop": {
        "etaminus": "eta_minus",
        "etaplus": "eta_plus",
        "step_size_min": "min_step_size",
        "step_size_max": "max_step_size",
    },
}
CLASSES = {
    **dict.fromkeys(("gradient_descent", "momentum", "nesterov"), optax.sgd),
    **{name: getattr(optax, name, None) or getattr(optax.contrib, name) for name in NAMES},
}


def run(cls, settings, loss, start, rates, beta1s) -> list[list[float]]:
    schedule = jnp.asarray(rates)
    if beta1s:  # optax fixes b1 when it is built, unless it is injected
        moving = jnp.asarray(beta1s)
        settings = {**settings, "b1": lambda count: moving[count]}
    # Given a schedule, schedule-free weighs a step by the rate of the next, unless it is injected.
    if beta1s or cls is optax.contrib.schedule_free_adamw:
        cls = optax.inject_hyperparams(cls)
    if cls is optax.rprop:  # whose rate is where the step size starts, and no more
        optimizer = cls(learning_rate=rates[0], **settings)
    else:
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
    curves += range_tests(lr)
    write("schedules_optax.json", {"optax": optax.__version__, "lr": lr, "curves": curves})


def range_tests(lr: float) -> list[dict]:
    """Ramps from a start to lr, which they reach at the last step."""
    start, steps, last = 1e-6 * lr, 60, 59
    ramps = {
        "exponential": optax.exponential_decay(start, last, lr / start),
        "linear": optax.linear_schedule(start, lr, last),
    }
    return [
        {
            "schedule": "range_test",
            "settings": {"ramp": ramp, "start_lr": start},
            "steps": steps,
            "lr": [float(schedule(k)) for k in range(steps)],
        }
        for ramp, schedule in ramps.items()
    ]


if __name__ == "__main__":
    warnings.simplefilter("error")
    jax.config.update("jax_enable_x64", True)
    record_sgd("optax", optax.__version__, run_sgd)
    settings = {"initial_accumulator_value": 0.0, "eps": 0.0}
    on_the_axis = run(optax.adagrad, settings, quadratic, (-4.0, 0.0), [0.1] * 5, None)
    more = {"no_gradient_in_y": on_the_axis}
    record_conventions("optax", optax.__version__, NAMES, CLASSES, run, **more)
    record_schedules()
