"""Record what Keras really does: sgd_keras.json and conventions_keras.json."""

import os
import warnings
from functools import partial

os.environ["KERAS_BACKEND"] = "torch"

import keras
import torch
from conventions import record_conventions
from problems import record_sgd

BETAS = {"beta1": "beta_1", "beta2": "beta_2", "eps": "epsilon"}
NAMES = {
    "adagrad": {
        "initial_accumulator_value": "initial_accumulator_value",
        "eps": "epsilon",
    },
    "rmsprop": {"alpha": "rho", "momentum": "momentum", "eps": "epsilon", "centered": "centered"},
    "adam": BETAS,
    "adamw": {**BETAS, "weight_decay": "weight_decay"},
    "nadam": BETAS,
    "adamax": BETAS,
    "adadelta": {"rho": "rho", "eps": "epsilon"},
    "amsgrad": BETAS,
    "lion": {"beta1": "beta_1", "beta2": "beta_2"},
}
CLASSES = {
    **dict.fromkeys(("gradient_descent", "momentum", "nesterov"), keras.optimizers.SGD),
    "adagrad": keras.optimizers.Adagrad,
    "rmsprop": keras.optimizers.RMSprop,
    "adam": keras.optimizers.Adam,
    "adamw": keras.optimizers.AdamW,
    "nadam": keras.optimizers.Nadam,
    "adamax": keras.optimizers.Adamax,
    "adadelta": keras.optimizers.Adadelta,
    "amsgrad": partial(keras.optimizers.Adam, amsgrad=True),
    "lion": keras.optimizers.Lion,
}


def run(cls, settings, loss, start, rates, beta1s) -> list[list[float]]:
    theta = keras.Variable(start, dtype="float64")
    optimizer = cls(**settings)
    path = [theta.value.tolist()]
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        if beta1s:
            optimizer.beta_1 = beta1s[k]
        here = torch.tensor(path[-1], requires_grad=True)
        loss(*here).backward()
        optimizer.apply([here.grad], [theta])
        path.append(theta.value.tolist())
    return path


def run_sgd(loss, start, rates, momentum, nesterov) -> list[list[float]]:
    settings = {"momentum": momentum, "nesterov": nesterov}
    return run(keras.optimizers.SGD, settings, loss, start, rates, None)


if __name__ == "__main__":
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", "__array__ implementation", DeprecationWarning)  # Nadam's
    keras.config.set_floatx("float64")
    torch.set_default_dtype(torch.float64)
    record_sgd("keras", keras.__version__, run_sgd)
    record_conventions("keras", keras.__version__, NAMES, CLASSES, run)
