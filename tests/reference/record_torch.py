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
from functools import partial

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


# Recorded by record_more_torch.py; here only at their defaults.
MORE_AT_DEFAULTS = {
    "adadelta": torch.optim.Adadelta,
    "amsgrad": partial(torch.optim.Adam, amsgrad=True),
    "radam": torch.optim.RAdam,
    "rprop": torch.optim.Rprop,
}


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
    return {**cases, **later_schedule_cases()}


def later_schedule_cases() -> dict:
    """Recorded after the others, so that what was recorded stays where it is."""
    multi, line, poly = lr_scheduler.MultiStepLR, lr_scheduler.LinearLR, lr_scheduler.PolynomialLR
    restarts, cyclic = lr_scheduler.CosineAnnealingWarmRestarts, lr_scheduler.CyclicLR
    falling = {"start_factor": 1.0, "end_factor": 0.0, "total_iters": 80}
    shape = {"base_lr": 0.02, "base_momentum": 0.7, "max_momentum": 0.97}
    return {
        "multistep": [
            (multi, {"milestones": [30, 80], "gamma": 0.1}, 100),
            (multi, {"milestones": [1, 10, 10, 40, 40, 40, 99, 500], "gamma": 0.7}, 100),
        ],
        "polynomial": [
            (poly, {"total_iters": 100, "power": 1.0}, 100),
            (poly, {"total_iters": 60, "power": 2.5}, 100),
            (poly, {"total_iters": 1, "power": 0.5}, 10),
        ],
        "linear": [
            (line, {"start_factor": 1.0 / 3.0, "end_factor": 1.0, "total_iters": 5}, 20),
            (line, falling, 100),
            (line, {"start_factor": 0.01, "end_factor": 0.5, "total_iters": 1}, 10),
        ],
        "cosine_restarts": [
            (restarts, {"T_0": 25, "T_mult": 1, "eta_min": 0.0}, 101),
            (restarts, {"T_0": 10, "T_mult": 2, "eta_min": 0.01}, 150),
            (restarts, {"T_0": 1, "T_mult": 1, "eta_min": 0.0}, 5),
            (restarts, {"T_0": 3, "T_mult": 3, "eta_min": 0.4}, 100),
        ],
        "cyclic": [
            (cyclic, {"base_lr": 0.075, "step_size_up": 20}, 100),
            *(
                (cyclic, {**shape, "mode": mode, "gamma": 0.98, "step_size_up": up, **down}, 100)
                for mode in ("triangular", "triangular2", "exp_range")
                for up, down in ((13, {}), (7, {"step_size_down": 24}), (1, {"step_size_down": 1}))
            ),
            (cyclic, {"base_lr": 0.5, "step_size_up": 10, "cycle_momentum": False}, 50),
        ],
    }


def curve(scheduler_class, given, steps) -> tuple[list[float], list[float]]:
    theta = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([theta], lr=0.3, momentum=0.9)
    if scheduler_class is lr_scheduler.OneCycleLR:
        scheduler = scheduler_class(optimizer, max_lr=0.3, total_steps=steps, **given)
    elif scheduler_class is lr_scheduler.CyclicLR:
        scheduler = scheduler_class(optimizer, max_lr=0.3, **given)
    else:
        scheduler = scheduler_class(optimizer, **given)
    rates, momenta = [], []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        momenta.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        scheduler.step()
    return rates, momenta


CHAINS = [
    # (word, settings, schedulers of an optimizer, milestones)
    (
        "linear:30~cosine",
        {"start_factor": 0.1, "total_iters": 30, "T_max": 70},
        lambda o: [
            lr_scheduler.LinearLR(o, start_factor=0.1, total_iters=30),
            lr_scheduler.CosineAnnealingLR(o, T_max=70),
        ],
        [30],
    ),
    (
        "exponential:20~cosine_restarts:41~multistep",
        {"gamma": 0.9, "T_0": 10, "T_mult": 2, "milestones": [5, 20, 20]},
        lambda o: [
            lr_scheduler.ExponentialLR(o, gamma=0.9),
            lr_scheduler.CosineAnnealingWarmRestarts(o, T_0=10, T_mult=2),
            lr_scheduler.MultiStepLR(o, milestones=[5, 20, 20], gamma=0.9),
        ],
        [20, 61],
    ),
    (
        "step:25~constant:10~cyclic:33~polynomial",
        {"step_size": 10, "gamma": 0.5, "base_lr": 0.01, "step_size_up": 8, "total_iters": 20}
        | {"base_momentum": 0.7, "max_momentum": 0.95},
        lambda o: [
            lr_scheduler.StepLR(o, step_size=10, gamma=0.5),
            lr_scheduler.ConstantLR(o, factor=1.0),
            *reversed(
                [
                    lr_scheduler.PolynomialLR(o, total_iters=20),  # before CyclicLR sets its rate
                    lr_scheduler.CyclicLR(o, 0.01, 0.3, 8, base_momentum=0.7, max_momentum=0.95),
                ]
            ),
        ],
        [25, 35, 68],
    ),
]


def record_chains() -> list[dict]:
    recorded = []
    for word, settings, schedulers, milestones in CHAINS:
        theta = torch.zeros(2, dtype=torch.float64, requires_grad=True)
        optimizer = torch.optim.SGD([theta], lr=0.3, momentum=0.9)
        (group,) = optimizer.param_groups
        scheduler = lr_scheduler.SequentialLR(optimizer, schedulers(optimizer), milestones)
        entry = {"schedule": word, "settings": settings, "steps": 100, "lr": [], "momentum": []}
        for _ in range(100):
            entry["lr"].append(group["lr"])
            entry["momentum"].append(group["momentum"])
            optimizer.step()
            scheduler.step()
        recorded.append(entry)
    return recorded


# Losses that are shown to ReduceLROnPlateau one by one: (steps, what the loss is at a step).
LOSS_LISTS = {
    "falling and flat": (120, lambda k: 5.0 * 0.9 ** min(k, 40)),
    "negative and slowly worse": (120, lambda k: -5.0 + 1e-4 * k),
    "noisy": (200, lambda k: 1.0 + np.sin(k * k)),
    "nan from 60 on": (120, lambda k: 1.0 / (1.0 + k) if k < 60 else float("nan")),
}
PLATEAUS = [
    {},
    {"factor": 0.5, "patience": 3, "cooldown": 7},
    {"threshold_mode": "abs", "patience": 0, "factor": 0.7, "min_lr": 0.01},
    {"threshold": 0.1, "patience": 5, "factor": 0.2, "eps": 0.02},
]


def record_plateaus() -> list[dict]:
    """The rate at each step, and the losses that were shown."""
    recorded = []
    for name, (steps, loss) in LOSS_LISTS.items():
        losses = [float(loss(k)) for k in range(steps)]
        for given in PLATEAUS:
            theta = torch.zeros(2, dtype=torch.float64, requires_grad=True)
            optimizer = torch.optim.SGD([theta], lr=0.3)
            scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, **given)
            rates = []
            for value in losses:
                rates.append(optimizer.param_groups[0]["lr"])
                optimizer.step()
                scheduler.step(value)
            settings = {"lr_eps" if key == "eps" else key: value for key, value in given.items()}
            shown = [value if value == value else None for value in losses]
            recorded.append({"losses": name, "settings": settings, "shown": shown, "lr": rates})
    return recorded


PLATEAU_RUNS = [
    # (our optimizer, torch's class, lr, our settings, landscape)
    ("momentum", torch.optim.SGD, 0.075, {"momentum": 0.9}, "quadratic"),
    ("gradient_descent", torch.optim.SGD, 0.0801, {}, "quadratic"),
    ("rmsprop", torch.optim.RMSprop, 0.1, {}, "himmelblau"),
    ("adam", torch.optim.Adam, 1.5, {}, "himmelblau"),
]


def record_plateau_runs() -> list[dict]:
    """Real runs in the usual loop, each with the rate and the position at every step."""
    given = {"factor": 0.5, "patience": 4, "cooldown": 2}
    recorded = []
    for ours, cls, lr, settings, landscape in PLATEAU_RUNS:
        loss, start = LOSSES[landscape]
        theta = torch.tensor(start, dtype=torch.float64, requires_grad=True)
        optimizer = cls([theta], lr=lr, **settings)
        scheduler = lr_scheduler.ReduceLROnPlateau(optimizer, **given)
        entry = {"optimizer": ours, "landscape": landscape, "rate": lr}
        entry |= {"settings": {**settings, **given}, "lr": [], "path": [theta.tolist()]}
        for _ in range(STEPS):
            entry["lr"].append(optimizer.param_groups[0]["lr"])
            optimizer.zero_grad()
            value = loss(*theta)
            value.backward()
            optimizer.step()
            scheduler.step(value.item())
            entry["path"].append(theta.tolist())
        recorded.append(entry)
    return recorded


def record_schedules() -> None:
    recorded = []
    for schedule, cases in schedule_cases().items():
        for cls, given, steps in cases:
            try:
                rates, momenta = curve(cls, given, steps)
            except ZeroDivisionError:  # torch cannot do a phase of no length
                continue
            entry = {"schedule": schedule, "settings": given, "steps": steps, "lr": rates}
            if schedule in {"one_cycle", "cyclic"} and given.get("cycle_momentum", True):
                entry["momentum"] = momenta
            recorded.append(entry)
    file = {"torch": torch.__version__, "lr": 0.3, "curves": recorded + record_chains()}
    file |= {"plateaus": record_plateaus(), "plateau_runs": record_plateau_runs()}
    write("schedules.json", file)


SCHEDULE_SNIPPETS = [
    "landscape=quadratic,angle=20&steps=120"
    "&run=momentum,lr=0.02,schedule=multistep,milestones=30:30:80,gamma=0.5"
    "&run=adam,lr=0.2,schedule=polynomial,power=2&run=adam,lr=0.2,schedule=linear,warmup=10"
    "&run=rmsprop,lr=0.05,schedule=cosine_restarts,T_0=15,T_mult=2,eta_min=0.001"
    "&run=momentum,lr=0.02,schedule=cyclic,step_size_up=15,mode=triangular2"
    "&run=adam,lr=0.2,schedule=cyclic,base_lr=0.01,step_size_down=20,mode=exp_range,warmup=12"
    "&run=adagrad,lr=0.5,schedule=cyclic,step_size_up=10"
    "&run=adam,lr=0.2,schedule=inverse_sqrt,timescale=20,warmup=20",
    "landscape=himmelblau&steps=120&run=adam,lr=0.2,schedule=warmup_stable_decay,warmup=10"
    "&run=adam,lr=0.2,schedule=warmup_stable_decay,decay_type=cosine,min_lr_ratio=0.1"
    "&run=adam,lr=0.2,schedule=warmup_stable_decay,decay_type=1-sqrt,pct_decay=0.5"
    "&run=adam,lr=1.5,schedule=reduce_on_plateau,patience=3,factor=0.5"
    "&run=momentum,lr=0.01,convention=classical,schedule=reduce_on_plateau,patience=2,warmup=15"
    "&run=nesterov,lr=0.012,convention=classical,schedule=reduce_on_plateau,patience=2",
    "landscape=six_hump_camel&steps=120&noise=0.5&seed=4&sparse=3"
    "&run=momentum,lr=0.01,schedule=reduce_on_plateau,threshold_mode=abs,cooldown=4"
    "&run=rmsprop,lr=0.1,schedule=reduce_on_plateau,patience=4,min_lr=0.001",
    "landscape=quadratic,angle=20&steps=120&run=adam,lr=0.2,schedule=linear:30~cosine"
    "&run=momentum,lr=0.02,schedule=linear:30~one_cycle,start_factor=0.1,warmup=10"
    "&run=momentum,lr=0.02,schedule=one_cycle:40~polynomial:30~one_cycle:20~constant,total_steps=25"
    "&run=adam,lr=0.2,schedule=cyclic:40~cosine_restarts:30~exponential,step_size_up=10,warmup=7"
    "&run=rmsprop,lr=0.05,schedule=cosine:20~step:50~cyclic,step_size=10,gamma=0.7"
    "&run=adam,lr=0.2,schedule=inverse_sqrt:40~warmup_stable_decay:30~multistep,milestones=5:9",
    "landscape=wall_and_valley&steps=60&run=gradient_descent,lr=8,schedule=range_test"
    "&run=momentum,lr=0.1,schedule=range_test,start_lr=0.002,ramp=linear,warmup=8"
    "&run=adam,lr=2,schedule=range_test:40~cosine,start_lr=0.01",
]

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
            "wall_and_valley",
            "five_points,shift=2,scale=0.5",
            "seven_cars,shift=3.6,scale=0.5",
            "two_features",
            "batch_norm",
            "quadratic,center_x=1,center_y=-0.5",
        )
    ),
    "landscape=five_points&steps=120&batch=1&seed=3&run=gradient_descent,lr=0.03"
    "&run=adam,lr=0.1,schedule=cosine&run=nesterov,lr=0.003,convention=classical"
    "&run=lbfgs,lr=0.1&run=newton,lr=0.1",
    "landscape=five_points,scale=2&steps=120&batch=3&noise=0.1&sparse=2"
    "&run=momentum,lr=0.01,schedule=reduce_on_plateau,patience=3",
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
    *SCHEDULE_SNIPPETS,
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
    classes = {ours: cls for ours, cls, *_ in OPTIMIZERS} | MORE_AT_DEFAULTS
    record_conventions("torch", torch.__version__, {}, classes, run_at_defaults)
