"""Record what a momentum of exactly 0 does, from the start or on the way: zero_momentum.json.

torch, Keras and MLX then leave the velocity alone; what each does at the first step that has a
momentum differs. A momentum is moved as a schedule of torch moves it: set before each step. (In
optax that takes inject_hyperparams.) torch's RMSprop cannot begin at 0, nor can Keras unless it is
built before: then they have nowhere to keep a velocity.
"""

import os
import warnings
from importlib.metadata import version
from itertools import product

os.environ["KERAS_BACKEND"] = "jax"
os.environ.setdefault("JAX_PLATFORMS", "cpu")  # else JAX looks for a GPU, and warns

import jax
import jax.numpy as jnp
import keras
import mlx.core as mx
import mlx.optimizers as mlx
import optax
import torch
from problems import LOSSES, write

MOMENTA = {
    "always": [0.0] * 12,
    "at first": [0.0, 0.0, 0.0, 0.8, 0.9, 0.0, 0.6, 0.9, 0.9, 0.0, 0.0, 0.7],
    "on the way": [0.8, 0.9, 0.0, 0.0, 0.7, 0.9, 0.0, 0.5, 0.9, 0.9, 0.9, 0.0],
}
DECAY = {"weight_decay": 0.1}
DAMPENED = [{}, {"dampening": 0.5}, {"dampening": 0.3, **DECAY}]
RMSPROP = {"eps": 0.01, "alpha": 0.8}
SETTINGS = {
    ("torch", "momentum"): DAMPENED,
    ("torch", "nesterov"): [{}, DECAY],
    ("torch", "rmsprop"): [RMSPROP, {**RMSPROP, **DECAY, "centered": True}],
    ("mlx", "momentum"): DAMPENED,
    ("mlx", "nesterov"): [{}, DECAY],
    ("keras", "momentum"): [{}, DECAY],
    ("keras", "nesterov"): [{}, DECAY],
    ("keras", "rmsprop"): [RMSPROP, {**RMSPROP, **DECAY, "centered": True}],
    ("optax", "momentum"): [{}],
    ("optax", "nesterov"): [{}],
    ("optax", "rmsprop"): [RMSPROP, {**RMSPROP, "centered": True}],
}
RATES = {"momentum": 0.005, "nesterov": 0.005, "rmsprop": 0.02}
LOSS, START = LOSSES["himmelblau"]
OTHER_NAMES = {
    "keras": {"alpha": "rho", "eps": "epsilon"},
    "optax": {"alpha": "decay"},
}


def run_torch(optimizer, lr, momenta, settings) -> list[list[float]]:
    cls = torch.optim.RMSprop if optimizer == "rmsprop" else torch.optim.SGD
    theta = torch.tensor(START, requires_grad=True)
    built = cls([theta], lr=lr, momentum=0.9, **settings)
    path = [theta.tolist()]
    for momentum in momenta:
        built.param_groups[0]["momentum"] = momentum
        built.zero_grad()
        LOSS(*theta).backward()
        built.step()
        path.append(theta.tolist())
    return path


def run_mlx(_, lr, momenta, settings) -> list[list[float]]:
    built = mlx.SGD(learning_rate=lr, momentum=0.9, **settings)
    parameters = {"theta": mx.array(START, dtype=mx.float64)}
    path = [parameters["theta"].tolist()]
    for momentum in momenta:
        built.momentum = momentum
        here = torch.tensor(path[-1], requires_grad=True)
        LOSS(*here).backward()
        slope = mx.array(here.grad.tolist(), dtype=mx.float64)
        parameters = built.apply_gradients({"theta": slope}, parameters)
        path.append(parameters["theta"].tolist())
    return path


def run_keras(optimizer, lr, momenta, settings) -> list[list[float]]:
    cls = keras.optimizers.RMSprop if optimizer == "rmsprop" else keras.optimizers.SGD
    theta = keras.Variable(START, dtype="float64")
    built = cls(learning_rate=lr, momentum=0.9, **settings)
    built.build([theta])
    path = [theta.value.tolist()]
    for momentum in momenta:
        built.momentum = momentum
        built.apply([jax.grad(lambda theta: LOSS(*theta))(theta.value)], [theta])
        path.append(theta.value.tolist())
    return path


def run_optax(optimizer, lr, momenta, settings) -> list[list[float]]:
    function = optax.rmsprop if optimizer == "rmsprop" else optax.sgd
    moving = jnp.asarray(momenta)
    built = optax.inject_hyperparams(function)(
        learning_rate=lr, momentum=lambda count: moving[count], **settings
    )
    theta = jnp.asarray(START)
    state = built.init(theta)
    path = [theta.tolist()]
    for _ in momenta:
        slope = jax.grad(lambda theta: LOSS(*theta))(theta)
        updates, state = built.update(slope, state, theta)
        theta = optax.apply_updates(theta, updates)
        path.append(theta.tolist())
    return path


def record() -> None:
    runs = {"torch": run_torch, "mlx": run_mlx, "keras": run_keras, "optax": run_optax}
    cases = []
    for ((framework, optimizer), every), kind in product(SETTINGS.items(), MOMENTA):
        if (framework, optimizer, kind) == ("torch", "rmsprop", "at first"):
            continue
        for settings in every:
            names = OTHER_NAMES.get(framework, {})
            given = {names.get(name, name): value for name, value in settings.items()}
            if optimizer == "nesterov":
                given["nesterov"] = True
            path = runs[framework](optimizer, RATES[optimizer], MOMENTA[kind], given)
            case = {"framework": framework, "optimizer": optimizer, "zero": kind}
            case |= {"settings": settings, "lr": RATES[optimizer], "momentum": MOMENTA[kind]}
            cases.append({**case, "path": path})
    versions = {framework: version(framework) for framework in runs}
    write("zero_momentum.json", {**versions, "cases": cases})


if __name__ == "__main__":
    warnings.simplefilter("error")
    keras.config.set_floatx("float64")
    jax.config.update("jax_enable_x64", True)
    torch.set_default_dtype(torch.float64)
    mx.set_default_device(mx.cpu)
    record()
