"""Record what mlx.optimizers really do: conventions_mlx.json and conventions_mlx_float32.json.

MLX computes in float32; its processor backend takes float64 too, but rounds a learning rate, and
the bias correction, to float32 even then. Both are recorded. The gradient is torch's, in float64:
only the optimizer is MLX'.
"""

import warnings
from functools import partial
from importlib.metadata import version

import mlx.core as mx
import mlx.optimizers as mlx
import torch
from conventions import record_conventions

BETAS = {name: name for name in ("beta1", "beta2", "eps")}
CORRECTED = {"bias_correction": "bias_correction"}
NAMES = {
    "momentum": {name: name for name in ("momentum", "dampening", "weight_decay")},
    "adagrad": {"eps": "eps"},
    "rmsprop": {"alpha": "alpha", "eps": "eps"},
    "adam": {**BETAS, **CORRECTED},
    "adamw": {**BETAS, **CORRECTED, "weight_decay": "weight_decay"},
    "adamax": BETAS,
    "adadelta": {"rho": "rho", "eps": "eps"},
    "lion": {name: name for name in ("beta1", "beta2", "weight_decay")},
}
CLASSES = {
    **dict.fromkeys(("gradient_descent", "momentum", "nesterov"), mlx.SGD),
    "adagrad": mlx.Adagrad,
    "rmsprop": mlx.RMSprop,
    "adam": mlx.Adam,
    "adamw": mlx.AdamW,
    "adamax": mlx.Adamax,
    "adadelta": mlx.AdaDelta,
    "lion": mlx.Lion,
}


def run(cls, settings, loss, start, rates, beta1s, dtype) -> list[list[float]]:
    given = dict(settings)
    if "beta1" in given:
        given["betas"] = [given.pop("beta1"), given.pop("beta2", 0.999)]
    elif "beta2" in given:
        given["betas"] = [0.9, given.pop("beta2")]
    optimizer = cls(learning_rate=rates[0], **given)
    parameters = {"theta": mx.array(start, dtype=dtype)}
    path = [parameters["theta"].tolist()]
    for k, rate in enumerate(rates):
        optimizer.learning_rate = rate
        if beta1s:
            optimizer.betas = [beta1s[k], optimizer.betas[1]]
        here = torch.tensor(path[-1], requires_grad=True)
        loss(*here).backward()
        slope = mx.array(here.grad.tolist(), dtype=dtype)
        parameters = optimizer.apply_gradients({"theta": slope}, parameters)
        path.append(parameters["theta"].tolist())
    return path


if __name__ == "__main__":
    warnings.simplefilter("error")
    mx.set_default_device(mx.cpu)
    torch.set_default_dtype(torch.float64)
    number = version("mlx")
    for name, dtype in {"mlx": mx.float64, "mlx_float32": mx.float32}.items():
        record_conventions(name, number, NAMES, CLASSES, partial(run, dtype=dtype))
