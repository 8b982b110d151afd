"""The cases of every optimizer that Keras, optax and MLX are asked to run, and how they are kept.

conventions_<framework>.json holds what the framework did: `cases`, each with our optimizer and
settings (none: built with a learning rate and nothing else, so the defaults are the framework's
own), the drive (learning rate and beta1 at each step) and the positions; `default_lr`, read from
the framework's own signatures.
"""

import inspect
from collections.abc import Callable, Iterator

import numpy as np
from problems import LOSSES, rates, write

STEPS = 40
PEAKS = {
    "momentum": 0.004,
    "adagrad": 0.5,
    "rmsprop": 0.05,
    "adadelta": 5.0,
    "lion": 0.07,
    "nesterov": 0.004,
    "radam": 0.01,
}
SETTINGS = {
    "momentum": [
        {"momentum": 0.9},
        {"momentum": 0.8, "dampening": 0.3, "weight_decay": 0.05},
    ],
    "nesterov": [{"momentum": 0.9}, {"momentum": 0.8, "weight_decay": 0.05}],
    "adagrad": [{}, {"initial_accumulator_value": 0.5, "eps": 0.01, "weight_decay": 0.3}],
    "rmsprop": [
        {},
        {"alpha": 0.99, "eps": 0.01},
        {"momentum": 0.8, "eps": 0.001, "weight_decay": 0.3},
        {"alpha": 0.8, "momentum": 0.5, "centered": True, "eps": 0.1},
    ],
    "adam": [
        {},
        {"beta1": 0.7, "beta2": 0.95, "eps": 0.01, "weight_decay": 0.3},
        {"bias_correction": True, "eps": 0.01},
    ],
    "adamw": [
        {},
        {"beta1": 0.8, "eps": 0.01, "weight_decay": 0.3},
        {"bias_correction": True, "beta2": 0.95, "weight_decay": 0.3},
    ],
    "nadam": [{}, {"beta1": 0.8, "beta2": 0.95, "eps": 0.01, "weight_decay": 0.3}],
    "adamax": [{}, {"beta1": 0.7, "beta2": 0.95, "eps": 0.01, "weight_decay": 0.3}],
    "adadelta": [{}, {"rho": 0.8, "eps": 0.001, "weight_decay": 0.01}],
    "amsgrad": [{}, {"beta1": 0.7, "beta2": 0.95, "eps": 0.01, "weight_decay": 0.3}],
    "radam": [{}, {"beta1": 0.7, "beta2": 0.95, "eps": 0.01}],
    "rprop": [
        {},
        {"etaminus": 0.3, "etaplus": 1.5, "step_size_min": 0.001, "step_size_max": 0.2},
    ],
    "lion": [{}, {"beta1": 0.7, "beta2": 0.9, "weight_decay": 0.3}],
    "schedule_free_adamw": [
        {},
        {
            "beta1": 0.8,
            "beta2": 0.95,
            "eps": 0.01,
            "weight_decay": 0.3,
            "weight_lr_power": 3.0,
        },
    ],
}

# What the table of differences measures: everything at its default, at these two rates. The
# frameworks' own default momentum is 0, so momentum and NAG are asked for.
TABLE = {"momentum": {"momentum": 0.9}, "nesterov": {"momentum": 0.9, "nesterov": True}}
TABLE_RATES = {kind: rates(0.005, 0.055)[kind] for kind in ("constant", "ramp")}


def drives(peak: float) -> dict[str, dict[str, list[float]]]:
    """Rates that stand still and that fall, and rates with a beta1 that moves."""
    k = np.arange(STEPS)
    wave = np.sin(2.0 * np.pi * k / STEPS)
    return {
        "constant": {"lr": [peak] * STEPS},
        "falling": {"lr": (peak * (1.0 + np.cos(np.pi * k / STEPS)) / 2.0).tolist()},
        "cycled": {
            "lr": (peak * (1.0 + 0.5 * wave)).tolist(),
            "beta1": (0.85 - 0.1 * wave).tolist(),
        },
    }


def cases(names: dict[str, dict[str, str]]) -> Iterator[dict]:
    """Every case that a framework can run.

    Args:
        names: our optimizer -> our setting -> what the framework calls it; what it does not
            know is left at its default.
    """
    for optimizer, known in names.items():
        for every in SETTINGS[optimizer]:
            settings = {name: value for name, value in every.items() if name in known}
            for landscape in ("quadratic", "himmelblau"):
                for kind, drive in drives(PEAKS.get(optimizer, 0.1)).items():
                    if kind != "cycled" or "beta1" in known:
                        yield {
                            "optimizer": optimizer,
                            "landscape": landscape,
                            "settings": settings,
                            "rates": kind,
                            **drive,
                        }


def record_conventions(
    framework: str,
    version: str,
    names: dict[str, dict[str, str]],
    classes: dict[str, Callable],
    run: Callable[..., list[list[float]]],
    **more: object,
) -> None:
    """Run every case with a framework and write conventions_<framework>.json.

    Args:
        framework: the file's name.
        version: of the framework.
        names: see `cases`.
        classes: our optimizer -> the framework's.
        run: takes the class, its arguments, loss, start, rates, and beta1 at each step or None;
            gives the steps + 1 positions.
        more: what else the file should say.
    """
    recorded = []
    for case in cases(names):
        known = names[case["optimizer"]]
        given = {known[name]: value for name, value in case["settings"].items()}
        loss, start = LOSSES[case["landscape"]]
        cls = classes[case["optimizer"]]
        path = run(cls, given, loss, start, case["lr"], case.get("beta1"))
        recorded.append({**case, "path": path})
    table = {
        optimizer: {
            kind: run(cls, TABLE.get(optimizer, {}), *LOSSES["quadratic"], lr, None)
            for kind, lr in TABLE_RATES.items()
        }
        for optimizer, cls in classes.items()
    }
    default_lr = {optimizer: _default_lr(cls) for optimizer, cls in classes.items()}
    write(
        f"conventions_{framework}.json",
        {framework: version, **more, "default_lr": default_lr, "cases": recorded, "table": table},
    )


def _default_lr(cls: Callable) -> float | None:
    """The default of a framework's own learning rate; None: it has to be given."""
    parameters = inspect.signature(cls).parameters
    lr = parameters["lr"] if "lr" in parameters else parameters["learning_rate"]
    return None if lr.default is inspect.Parameter.empty else lr.default
