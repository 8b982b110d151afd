"""Record what Keras really does: sgd_keras.json and conventions_keras.json.

It runs on JAX. On PyTorch, Keras 3.15 recovers schedule-free's average from the base point it has
just moved in place, not from the one before, as it does elsewhere and as the paper has it.
"""

import os
import warnings
from functools import partial

os.environ["KERAS_BACKEND"] = "jax"
os.environ.setdefault("JAX_PLATFORMS", "cpu")  # else JAX looks for a GPU, and warns

import jax
import keras
from conventions import record_conventions
from problems import record_sgd

DECAY = {"weight_decay": "weight_decay"}
BETAS = {"beta1": "beta_1", "beta2": "beta_2", "eps": "epsilon", **DECAY}
MOMENTUM = {"momentum": "momentum", **DECAY}
NAMES = {
    "momentum": MOMENTUM,
    "nesterov": MOMENTUM,
    "adagrad": {
        "initial_accumulator_value": "initial_accumulator_value",
        "eps": "epsilon",
        **DECAY,
    },
    "rmsprop": {
        "alpha": "rho",
        "momentum": "momentum",
        "eps": "epsilon",
        "centered": "centered",
        **DECAY,
    },
    "adam": BETAS,
    "adamw": BETAS,
    "nadam": BETAS,
    "adamax": BETAS,
    "adadelta": {"rho": "rho", "eps": "epsilon", **DECAY},
    "amsgrad": BETAS,
    "lion": {"beta1": "beta_1", "beta2": "beta_2", **DECAY},
    "schedule_free_adamw": BETAS,
}
CLASSES = {
    "gradient_descent": keras.optimizers.SGD,
    "momentum": keras.optimizers.SGD,
    "nesterov": partial(keras.optimizers.SGD, nesterov=True),
    "adagrad": keras.optimizers.Adagrad,
    "rmsprop": keras.optimizers.RMSprop,
    "adam": keras.optimizers.Adam,
    "adamw": keras.optimizers.AdamW,
    "nadam": keras.optimizers.Nadam,
    "adamax": keras.optimizers.Adamax,
    "adadelta": keras.optimizers.Adadelta,
    "amsgrad": partial(keras.optimizers.Adam, amsgrad=True),
    "lion": keras.optimizers.Lion,
    "schedule_free_adamw": keras.optimizers.ScheduleFreeAdamW,
}


def run(cls, settings, loss, start, rates, beta1s) -> list[list[float]]:
    theta = keras.Variable(start, dtype="float64")
    optimizer = cls(**settings)
    gradient = jax.grad(lambda theta: loss(*theta))
    path = [theta.value.tolist()]
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        if beta1s:
            optimizer.beta_1 = beta1s[k]
        optimizer.apply([gradient(theta.value)], [theta])
        path.append(theta.value.tolist())
    return path


def run_sgd(loss, start, rates, momentum, nesterov) -> list[list[float]]:
    settings = {"momentum": momentum, "nesterov": nesterov}
    return run(keras.optimizers.SGD, settings, loss, start, rates, None)


if __name__ == "__main__":
    warnings.simplefilter("error")
    keras.config.set_floatx("float64")
    jax.config.update("jax_enable_x64", True)
    record_sgd("keras", keras.__version__, run_sgd)
    record_conventions("keras", keras.__version__, NAMES, CLASSES, run)
