"""Record the optimizers and settings of torch.optim that record_torch.py does not.

Writes more_torch.npz, more_torch.json and snippets_more.json, which are made like optimizers.npz,
optimizers.json and snippets.json, and read beside them.
"""

import warnings

import numpy as np
import torch
from problems import HERE, LOSSES, write
from record_torch import STEPS, drive, record_snippets, run

ADAM, NADAM, RADAM = torch.optim.Adam, torch.optim.NAdam, torch.optim.RAdam
RMSPROP, RPROP, ASGD = torch.optim.RMSprop, torch.optim.Rprop, torch.optim.ASGD
LBFGS, ADADELTA = torch.optim.LBFGS, torch.optim.Adadelta
MOMENTS = {"beta1": 0.7, "beta2": 0.95, "eps": 1e-3, "weight_decay": 0.1}
DECOUPLED = {"decoupled_weight_decay": True, "weight_decay": 0.2}
BETA1, WIDE, WARM = "beta1", (0.1, 0.05, 0.2), (0.1, 0.0005, 0.02)

# (our optimizer, torch's class, our settings, rates per landscape, what is cycled besides lr)
OPTIMIZERS = [
    ("rmsprop", RMSPROP, {"centered": True, "alpha": 0.9, "eps": 1e-3}, (0.02, 0.005, 0.05), None),
    ("rmsprop", RMSPROP, {"momentum": 0.8}, (0.01, 0.001, 0.01), "momentum"),
    (
        "rmsprop",
        RMSPROP,
        {"momentum": 0.5, "centered": True, "eps": 1e-2, "weight_decay": 0.1},
        (0.01, 0.001, 0.01),
        "momentum",
    ),
    ("adadelta", ADADELTA, {}, (1.0, 1.0, 1.0), None),
    ("adadelta", ADADELTA, {"rho": 0.95, "eps": 1e-4, "weight_decay": 0.1}, (0.5, 0.2, 0.5), None),
    ("amsgrad", ADAM, {}, WIDE, BETA1),
    ("amsgrad", ADAM, MOMENTS, WIDE, BETA1),
    ("amsgrad", ADAM, {"beta2": 0.9, **DECOUPLED}, WIDE, BETA1),
    ("nadam", NADAM, {**DECOUPLED, "beta1": 0.8}, WIDE, BETA1),
    ("radam", RADAM, {}, WARM, BETA1),
    ("radam", RADAM, MOMENTS, WARM, BETA1),
    ("radam", RADAM, {"beta2": 0.99, **DECOUPLED}, WARM, BETA1),
    ("rprop", RPROP, {}, (0.1, 0.01, 0.1), None),
    (
        "rprop",
        RPROP,
        {"etaminus": 0.3, "etaplus": 1.5, "step_size_min": 1e-3, "step_size_max": 0.2},
        (0.1, 0.01, 0.1),
        None,
    ),
    ("asgd", ASGD, {}, (0.01, 0.0005, 0.004), None),
    (
        "asgd",
        ASGD,
        {"lambd": 0.1, "alpha": 0.5, "t0": 20.0, "weight_decay": 0.1},
        (0.02, 0.0008, 0.004),
        None,
    ),
    ("lbfgs", LBFGS, {}, (0.5, 0.1, 0.5), None),
    ("lbfgs", LBFGS, {"history_size": 3}, (0.3, 0.05, 0.2), None),
    (
        "lbfgs",
        LBFGS,
        {"history_size": 5, "tolerance_grad": 0.01, "tolerance_change": 0.001},
        (0.3, 0.05, 0.2),
        None,
    ),
]


SNIPPETS = [
    "landscape=quadratic&steps=60&run=adadelta,lr=10&run=amsgrad,lr=0.1&run=radam,lr=0.01"
    "&run=rprop,lr=0.1,schedule=cosine&run=asgd,lr=0.02,schedule=cosine,warmup=5"
    "&run=rmsprop,lr=0.01,momentum=0.5,centered=true,schedule=one_cycle"
    "&run=nadam,lr=0.1,weight_decay=0.1,decoupled_weight_decay=true"
    "&run=lbfgs,lr=0.5,schedule=step",
    "landscape=himmelblau&steps=60&noise=0.1&seed=2&run=lbfgs,lr=0.3&run=newton,lr=0.5"
    "&run=signsgd,lr=0.05,schedule=cosine&run=lion,lr=0.05,schedule=one_cycle,weight_decay=0.1"
    "&run=amsgrad,lr=0.1,decoupled_weight_decay=true,schedule=one_cycle"
    "&run=radam,lr=0.05,decoupled_weight_decay=true,weight_decay=0.1,schedule=one_cycle"
    "&run=asgd,lr=0.005,t0=10,lambd=0.1&run=rprop,lr=0.1,etaplus=1.5,etaminus=0.3",
    "landscape=quadratic,kappa=50,angle=30&steps=60&run=adabelief,lr=0.1,schedule=cosine"
    "&run=yogi,lr=0.1,schedule=one_cycle&run=qhm,lr=0.02,momentum=0.9,schedule=one_cycle"
    "&run=qhadam,lr=0.1,nu2=0.8,schedule=one_cycle&run=schedule_free_sgd,lr=0.02,warmup=10"
    "&run=schedule_free_adamw,lr=0.1,weight_decay=0.1,schedule=cosine"
    "&run=schedule_free_sgd,lr=0.02,weight_lr_power=1,schedule=one_cycle"
    "&run=schedule_free_adamw,lr=0.1,schedule=one_cycle",
    "landscape=quadratic,angle=20&steps=60&run=adadelta,lr=10,convention=keras,schedule=cosine",
    "landscape=himmelblau&steps=60&run=amsgrad,lr=0.2,convention=keras,beta2=0.9,schedule=one_cycle"
    "&run=amsgrad,lr=0.2,convention=optax,beta2=0.9,schedule=one_cycle",
    "landscape=himmelblau&steps=60&run=lion,lr=0.05,convention=keras,schedule=one_cycle"
    "&run=lion,lr=0.05,convention=mlx,weight_decay=0.2,schedule=cosine",
    "landscape=quadratic&steps=60&run=radam,lr=0.01,convention=optax,eps=0.001,schedule=one_cycle",
    "landscape=himmelblau&steps=60&run=rprop,lr=0.1,convention=optax"
    "&run=rprop,lr=0.1,convention=optax,etaplus=1.5,etaminus=0.3,step_size_max=0.3,schedule=cosine",
    "landscape=quadratic&steps=60&run=rmsprop,lr=0.02,convention=keras,centered=true,eps=0.01"
    "&run=rmsprop,lr=0.02,convention=optax,centered=true,eps=0.01,momentum=0.5,schedule=cosine",
    *(
        f"landscape=quadratic,angle=20&steps=60&run={optimizer},convention=keras,weight_decay=0.2"
        f"&run={optimizer},convention=keras,weight_decay=0.2,schedule=one_cycle"
        for optimizer in (
            "momentum,lr=0.02",
            "nesterov,lr=0.02",
            "adagrad,lr=0.5",
            "adadelta,lr=10",
            "rmsprop,lr=0.02,momentum=0.5,eps=0.001",
            "adam,lr=0.1,beta1=0.7",
            "amsgrad,lr=0.1,eps=0.001",
            "nadam,lr=0.1",
            "adamax,lr=0.1",
            "lion,lr=0.05",
            "schedule_free_adamw,lr=0.1",
        )
    ),
    "landscape=quadratic&steps=60&run=momentum,lr=0.02,convention=mlx,dampening=0.2,weight_decay=0.1"
    "&run=adam,lr=0.1,convention=keras,beta1=0&run=qhadam,lr=0.1,nu1=0,nu2=0"
    "&run=schedule_free_sgd,lr=0.02,weight_decay=0.1&run=lion,lr=0.05,beta1=0"
    "&run=adagrad,lr=0.5,convention=optax,initial_accumulator_value=0,eps=0",
    "landscape=himmelblau&start=-1,1&steps=60&run=momentum,lr=0.002,momentum=0,dampening=0.5"
    "&run=momentum,lr=0.002,momentum=0,dampening=0.5,convention=mlx",
    *(
        f"landscape=himmelblau&start=-1,1&steps=60&run={optimizer},schedule=cyclic,step_size_up=10"
        f",base_momentum={base},max_momentum={top}"
        for base, top in ((0, 0.9), (0.9, 0))
        for optimizer in (
            "momentum,lr=0.002,dampening=0.5",
            "momentum,lr=0.002,dampening=0.5,convention=mlx",
            "momentum,lr=0.002,convention=keras",
            "nesterov,lr=0.002",
            "nesterov,lr=0.002,convention=keras",
            "rmsprop,lr=0.01,momentum=0.5,convention=keras",
        )
    ),
    "landscape=himmelblau&start=-1,1&steps=60"
    "&run=rmsprop,lr=0.01,momentum=0.5,schedule=cyclic,step_size_up=10,base_momentum=0",
]


def torch_settings(ours: str, settings: dict) -> dict:
    """What torch calls them, where the recorder of all others does not know."""
    given = dict(settings)
    if "etaminus" in given:
        given["etas"] = (given.pop("etaminus"), given.pop("etaplus"))
        given["step_sizes"] = (given.pop("step_size_min"), given.pop("step_size_max"))
    if ours == "amsgrad":
        given["amsgrad"] = True
    return given


def run_lbfgs(loss, start, settings, rates) -> np.ndarray:
    theta = torch.tensor(start, requires_grad=True)
    optimizer = LBFGS([theta], max_iter=1, **settings)
    path = [theta.tolist()]
    for rate in rates:
        optimizer.param_groups[0]["lr"] = float(rate)

        def closure():
            optimizer.zero_grad()
            value = loss(*theta)
            value.backward()
            return value

        optimizer.step(closure)
        path.append(theta.tolist())
    return np.array(path)


def record() -> None:
    cases, arrays = {}, {}
    for ours, cls, settings, lrs, cycled in OPTIMIZERS:
        for (landscape, (loss, start)), lr in zip(LOSSES.items(), lrs, strict=True):
            for kind in ("constant", "falling", "cycled"):
                if kind == "cycled" and cycled is None:
                    continue
                rates, momenta = drive(kind, lr, STEPS)
                tail = " ".join(f"{k}={v}" for k, v in settings.items())
                name = f"{ours} {landscape} {kind} {tail}".strip()
                if cls is LBFGS:
                    path = run_lbfgs(loss, start, settings, rates)
                else:
                    given = torch_settings(ours, settings)
                    path = run(cls, loss, start, given, rates, momenta)
                arrays[name], arrays[name + " | lr"] = path, rates
                if momenta is not None:
                    arrays[f"{name} | {cycled}"] = momenta
                cases[name] = {"optimizer": ours, "landscape": landscape, "settings": settings}
    np.savez_compressed(HERE / "more_torch.npz", **arrays)
    write("more_torch.json", {"torch": torch.__version__, "cases": cases})


if __name__ == "__main__":
    warnings.simplefilter("error")
    torch.set_default_dtype(torch.float64)  # ASGD keeps its rate in the default type
    record()
    record_snippets(SNIPPETS, "snippets_more.json")
