"""Record what keras.optimizers.SGD really does: momentum and NAG, in sgd_keras.json."""

import os
import warnings

os.environ["KERAS_BACKEND"] = "torch"

import keras
import torch
from problems import record_sgd


def run_sgd(loss, start, rates, momentum, nesterov) -> list[list[float]]:
    theta = keras.Variable(start, dtype="float64")
    optimizer = keras.optimizers.SGD(momentum=momentum, nesterov=nesterov)
    path = [theta.value.tolist()]
    for rate in rates:
        optimizer.learning_rate = rate
        here = torch.tensor(path[-1], requires_grad=True)
        loss(*here).backward()
        optimizer.apply([here.grad], [theta])
        path.append(theta.value.tolist())
    return path


if __name__ == "__main__":
    warnings.simplefilter("error")
    keras.config.set_floatx("float64")
    torch.set_default_dtype(torch.float64)
    record_sgd("keras", keras.__version__, run_sgd)
