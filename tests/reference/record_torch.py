"""Record what torch.optim really does: `make reference` runs this where torch is installed.

Writes, beside this file:
    optimizers.npz   one path per case: positions, and the settings in force at each step
    optimizers.json  the cases: our optimizer, landscape, start, settings
    schedules.json   one curve per case: learning rate and momentum at each step
    snippets.json    scripts made by `snippets.py`, and the path each one printed
    sgd_torch.json   momentum and NAG at rates that change: see problems.py
    conventions_torch.json   everything at torch's defaults: see conventions.py

Nothing in these files was computed by this project's engine: positions and curves are torch's.
"""

import sys
import warnings

import numpy as np
import torch
from conventions import record_conventions
from problems import HERE, LOSSES, record_sgd, write
from torch.optim import lr_scheduler

sys.path.insert(0, str(HERE.parents[1]))

STEPS = 150

# (our optimizer, torch's class, our settings, what torch calls them, rates per landscape)
SGD, EASY = torch.optim.SGD, (0.01, 0.0005, 0.004)
OPTIMIZERS = [
    ("gradient_descent", SGD, {}, EASY),
    ("gradient_descent", SGD, {"weight_decay": 0.1}, EASY),
    ("momentum", SGD, {"momentum": 0.9}, EASY),
    ("momentum", SGD, {"momentum": 0.9, "dampening": 0.3, "weight_decay": 0.05}, EASY),
    ("momentum", SGD, {"momentum": 0.5}, EASY),
    ("nesterov", SGD, {"momentum": 0.9, "nesterov": True}, EASY),
    ("nesterov", SGD, {"momentum": 0.6, "weight_decay": 0.1, "nesterov": True}, EASY),
    ("adagrad", torch.optim.Adagrad, {}, (0.5, 0.1, 0.5)),
    (
        "adagrad",
        torch.optim.Adagrad,
        {
            "lr_decay": 0.01,
            "initial_accumulator_value": 0.5,
            "eps": 1e-3,
            "weight_decay": 0.1,
        },
        (0.5, 0.1, 0.5),
    ),
    ("rmsprop", torch.optim.RMSprop, {}, (0.05, 0.005, 0.05)),
    (
        "rmsprop",
        torch.optim.RMSprop,
        {"alpha": 0.9, "eps": 1e-4, "weight_decay": 0.1},
        (0.02, 0.005, 0.05),
    ),
    ("adam", torch.optim.Adam, {}, (0.1, 0.05, 0.2)),
    (
        "adam",
        torch.optim.Adam,
        {"beta1": 0.7, "beta2": 0.95, "eps": 1e-3, "weight_decay": 0.1},
        (0.1, 0.05, 0.2),
    ),
    ("adamw", torch.optim.AdamW, {}, (0.1, 0.05, 0.2)),
    ("adamw", torch.optim.AdamW, {"beta1": 0.8, "weight_decay": 0.3}, (0.1, 0.05, 0.2)),
    ("nadam", torch.optim.NAdam, {}, (0.1, 0.05, 0.2)),
    (
        "nadam",
        torch.optim.NAdam,
        {"beta1": 0.8, "momentum_decay": 0.02, "weight_decay": 0.1},
        (0.1, 0.05, 0.2),
    ),
    ("adamax", torch.optim.Adamax, {}, (0.1, 0.05, 0.2)),
    (
        "adamax",
        torch.optim.Adamax,
        {"beta1": 0.7, "beta2": 0.95, "eps": 1e-3, "weight_decay": 0.1},
        (0.1, 0.05, 0.2),
    ),
]


def drive(kind: str, lr: float, steps: int) -> tuple[np.ndarray, np.ndarray | None]:
    """The learning rate at each step and, for "cycled", the momentum (or beta1)."""
    k = np.arange(steps)
    if kind == "constant":
        return np.full(steps, lr), None
    if kind == "falling":
        return lr * (1.0 + np.cos(np.pi * k / steps)) / 2.0, None
    wave = np.sin(2.0 * np.pi * k / steps)
    return lr * (1.0 + 0.5 * wave), 0.85 - 0.1 * wave


def torch_settings(settings: dict) -> dict:
    given = dict(settings)
    if "beta1" in given or "beta2" in given:
        given["betas"] = (given.pop("beta1", 0.9), given.pop("beta2", 0.999))
    return given


def run(cls, loss, start, settings, rates, momenta) -> np.ndarray:
    theta = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = cls([theta], lr=float(rates[0]), **torch_settings(settings))
    (group,) = optimizer.param_groups
    path = [theta.tolist()]
    for k in range(len(rates)):
        group["lr"] = float(rates[k])
        if momenta is not None and "betas" in group:
            group["betas"] = (float(momenta[k]), group["betas"][1])
        elif momenta is not None and "momentum" in group:
            group["momentum"] = float(momenta[k])
        optimizer.zero_grad()
        loss(*theta).backward()
        optimizer.step()
        path.append(theta.tolist())
    return np.array(path)


def cycles(ours: str) -> str | None:
    if ours in {"momentum", "nesterov"}:
        return "momentum"
    return "beta1" if ours.startswith(("adam", "nadam")) else None


def record_optimizers() -> None:
    cases, arrays = {}, {}
    for ours, cls, settings, lrs in OPTIMIZERS:
        for (landscape, (loss, start)), lr in zip(LOSSES.items(), lrs, strict=True):
            for kind in ("constant", "falling", "cycled"):
                if kind == "cycled" and cycles(ours) is None:
                    continue
                rates, momenta = drive(kind, lr, STEPS)
                tail = " ".join(f"{k}={v}" for k, v in settings.items() if k != "nesterov")
                name = f"{ours} {landscape} {kind} {tail}".strip()
                arrays[name] = run(cls, loss, start, settings, rates, momenta)
                arrays[name + " | lr"] = rates
                if momenta is not None:
                    arrays[name + " | " + cycles(ours)] = momenta
                cases[name] = {
                    "optimizer": ours,
                    "landscape": landscape,
                    "settings": {k: v for k, v in settings.items() if k != "nesterov"},
                }
    np.savez_compressed(HERE / "optimizers.npz", **arrays)
    write("optimizers.json", {"torch": torch.__version__, "cases": cases})


def schedule_cases() -> dict:
    one = lr_scheduler.OneCycleLR
    cases = {
        "step": [
            (lr_scheduler.StepLR, {"step_size": 30, "gamma": 0.1}, 100),
            (lr_scheduler.StepLR, {"step_size": 7, "gamma": 0.9}, 100),
        ],
        "exponential": [
            (lr_scheduler.ExponentialLR, {"gamma": 0.99}, 300),
            (lr_scheduler.ExponentialLR, {"gamma": 0.5}, 40),
        ],
        "cosine": [
            (lr_scheduler.CosineAnnealingLR, {"T_max": 100, "eta_min": 0.0}, 100),
            (lr_scheduler.CosineAnnealingLR, {"T_max": 40, "eta_min": 0.01}, 130),
        ],
        "one_cycle": [],
    }
    for steps in (1, 2, 10, 33, 100):
        for shape in ("cos", "linear"):
            for three_phase in (False, True):
                given = {"anneal_strategy": shape, "three_phase": three_phase}
                cases["one_cycle"].append((one, given, steps))
                more = {
                    **given,
                    "pct_start": 0.45,
                    "div_factor": 10.0,
                    "final_div_factor": 100.0,
                    "base_momentum": 0.7,
                    "max_momentum": 0.9,
                }
                cases["one_cycle"].append((one, more, steps))
    return cases


def curve(scheduler_class, given, steps) -> tuple[list[float], list[float]]:
    theta = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([theta], lr=0.3, momentum=0.9)
    if scheduler_class is lr_scheduler.OneCycleLR:
        scheduler = scheduler_class(optimizer, max_lr=0.3, total_steps=steps, **given)
    else:
        scheduler = scheduler_class(optimizer, **given)
    rates, momenta = [], []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        momenta.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        scheduler.step()
    return rates, momenta


def record_schedules() -> None:
    recorded = []
    for schedule, cases in schedule_cases().items():
        for cls, given, steps in cases:
            try:
                rates, momenta = curve(cls, given, steps)
            except ZeroDivisionError:  # torch cannot do a phase of no length
                continue
            entry = {"schedule": schedule, "settings": given, "steps": steps, "lr": rates}
            if schedule == "one_cycle":
                entry["momentum"] = momenta
            recorded.append(entry)
    write("schedules.json", {"torch": torch.__version__, "lr": 0.3, "curves": recorded})


SNIPPETS = [
    "landscape=rosenbrock&steps=120&run=gradient_descent,lr=0.001&run=momentum,lr=0.001"
    "&run=nesterov,lr=0.001&run=adagrad,lr=0.5&run=rmsprop,lr=0.01&run=adam,lr=0.05"
    "&run=adamw,lr=0.05&run=nadam,lr=0.05",
    "landscape=quadratic,kappa=50,angle=30&steps=120&run=adamax,lr=0.1,schedule=cosine"
    "&run=momentum,lr=0.01,convention=classical,schedule=step,step_size=20"
    "&run=nesterov,lr=0.01,convention=classical,schedule=exponential"
    "&run=momentum,lr=0.02,schedule=one_cycle,warmup=10"
    "&run=adam,lr=0.2,schedule=one_cycle,anneal_strategy=linear,three_phase=true"
    "&run=rmsprop,lr=0.05,schedule=one_cycle,total_steps=60&run=adam,lr=0.1,warmup=200",
    "landscape=huber_slope&start=-4,2&steps=120&noise=0.2&seed=3&sparse=5&run=adam,lr=0.1"
    "&run=adagrad,lr=0.1,schedule=cosine,warmup=15,eta_min=0.01",
    *(
        f"landscape={name}&steps=60&run=adam,lr=0.01"
        for name in (
            "saddle,c=0.2",
            "beale",
            "booth",
            "himmelblau",
            "six_hump_camel",
            "styblinski_tang",
            "rastrigin",
            "ackley",
            "two_wells",
            "sphere",
            "matyas",
            "zakharov",
            "dixon_price",
            "monkey_saddle,c=0.3",
            "three_hump_camel",
            "branin",
            "mccormick",
            "peaks",
            "freudenstein_roth",
            "goldstein_price",
            "egg_crate",
            "bohachevsky_1",
            "griewank",
            "drop_wave",
            "levy_n13",
            "schaffer_n2",
            "schaffer_n4",
            "schwefel",
            "eggholder",
            "easom",
            "michalewicz",
            "cross_in_tray",
            "holder_table",
            "bukin_n6",
            "sharp_and_flat",
            "cliff",
        )
    ),
    "landscape=quadratic,angle=20&steps=120&run=momentum,lr=0.02,convention=keras,schedule=cosine"
    "&run=nesterov,lr=0.03,convention=keras,schedule=one_cycle"
    "&run=nesterov,lr=0.03,convention=original"
    "&run=nesterov,lr=0.03,convention=original,schedule=one_cycle,warmup=10"
    "&run=nesterov,lr=0.03,convention=original,momentum_sequence=false,schedule=one_cycle",
    "landscape=quadratic,angle=20&steps=80&run=momentum,lr=0.02,convention=mlx,dampening=0.2,"
    "schedule=one_cycle&run=adagrad,lr=0.5,convention=keras"
    "&run=adagrad,lr=0.5,convention=optax,schedule=cosine&run=adagrad,lr=0.5,convention=mlx"
    "&run=rmsprop,lr=0.05,convention=keras,momentum=0.5,schedule=one_cycle"
    "&run=rmsprop,lr=0.05,convention=optax,schedule=step,step_size=20",
    "landscape=quadratic,angle=20&steps=80&run=adam,lr=0.1,convention=keras,schedule=one_cycle"
    "&run=adam,lr=0.1,convention=mlx,schedule=one_cycle"
    "&run=adam,lr=0.1,convention=mlx,bias_correction=true,beta2=0.95"
    "&run=adamw,lr=0.1,convention=keras,weight_decay=0.1,schedule=cosine"
    "&run=adamw,lr=0.1,convention=optax,weight_decay=0.1,schedule=one_cycle"
    "&run=adamw,lr=0.1,convention=mlx,bias_correction=true,schedule=exponential",
    "landscape=quadratic,angle=20&steps=80&run=nadam,lr=0.1,convention=keras,schedule=one_cycle"
    "&run=nadam,lr=0.1,convention=optax,schedule=one_cycle"
    "&run=adamax,lr=0.1,convention=keras,schedule=one_cycle"
    "&run=adamax,lr=0.1,convention=mlx,schedule=cosine,warmup=10",
]


def record_snippets(links: list[str], name: str) -> None:
    from comparison import read_link
    from snippets import torch_code

    recorded = []
    for link in links:
        comparison, problems = read_link(link)
        assert not problems, problems
        for index in range(len(comparison.runs)):
            code = torch_code(comparison, index)
            names: dict = {}
            exec(code, names)
            recorded.append({"link": link, "run": index, "code": code, "path": names["path"]})
    write(name, {"torch": torch.__version__, "snippets": recorded})


def run_sgd(loss, start, rates, momentum, nesterov) -> list[list[float]]:
    settings = {"momentum": momentum, "nesterov": nesterov}
    return run(SGD, loss, start, settings, rates, None).tolist()


def run_at_defaults(cls, settings, loss, start, rates, _) -> list[list[float]]:
    return run(cls, loss, start, settings, rates, None).tolist()


if __name__ == "__main__":
    warnings.simplefilter("error")
    torch.set_default_dtype(torch.float64)  # NAdam keeps one of its states in the default type
    record_optimizers()
    record_schedules()
    record_snippets(SNIPPETS, "snippets.json")
    record_sgd("torch", torch.__version__, run_sgd)
    classes = {ours: cls for ours, cls, *_ in OPTIMIZERS}
    record_conventions("torch", torch.__version__, {}, classes, run_at_defaults)
