"""Record runs of torch that change their course: param_groups, schedulers and optimizers mid-run.

Writes course.json, {our link: the positions}, and snippets_course.json, made like snippets.json.
"""

import warnings
from collections.abc import Callable

import torch
from problems import LOSSES, write
from record_torch import record_snippets
from torch.optim import SGD, Adam, RMSprop, lr_scheduler

STEPS = 90
SCENE = f"landscape=quadratic,kappa=25&start=-4,2&steps={STEPS}&run="


class Course:
    """A run on its way: what a change of course may get hold of."""

    def __init__(self, build: Callable, schedule: Callable | None = None) -> None:
        loss, start = LOSSES["quadratic"]
        self.loss, self.theta = loss, torch.tensor(start, requires_grad=True)
        self.optimizer = build([self.theta])
        self.scheduler = schedule(self.optimizer) if schedule else None

    def group(self, **values) -> None:
        self.optimizer.param_groups[0].update(values)

    def walk(self, changes: dict[int, Callable[["Course"], None]]) -> list[list[float]]:
        path = [self.theta.tolist()]
        for step in range(STEPS):
            if step in changes:
                changes[step](self)
            self.optimizer.zero_grad()
            value = self.loss(*self.theta)
            value.backward()
            self.optimizer.step()
            if isinstance(self.scheduler, lr_scheduler.ReduceLROnPlateau):
                self.scheduler.step(value.item())
            elif self.scheduler:
                self.scheduler.step()
            path.append(self.theta.tolist())
        return path


def another(build: Callable) -> Callable[[Course], None]:
    def change(course: Course) -> None:
        course.optimizer = build([course.theta])

    return change


def another_base(lr: float) -> Callable[[Course], None]:
    """torch's closed forms start from base_lrs: the schedule goes on with another one."""

    def change(course: Course) -> None:
        old, course.scheduler.base_lrs = course.scheduler.base_lrs[0], [lr]
        course.group(lr=course.optimizer.param_groups[0]["lr"] * lr / old)

    return change


def another_schedule(build: Callable) -> Callable[[Course], None]:
    def change(course: Course) -> None:
        course.group(lr=0.02, initial_lr=0.02)
        course.scheduler = build(course.optimizer)

    return change


def momentum(**settings) -> Callable:
    return lambda parameters: SGD(parameters, **{"lr": 0.02, "momentum": 0.9, **settings})


def adam(lr: float = 0.1) -> Callable:
    return lambda parameters: Adam(parameters, lr=lr)


def in_group(**values) -> Callable[[Course], None]:
    return lambda course: course.group(**values)


COURSES = {
    "momentum,lr=0.02,from=30,lr=0.002": (momentum(), None, {30: in_group(lr=0.002)}),
    "momentum,lr=0.02,from=1,momentum=0.5,from=50,lr=0.05,weight_decay=0.1": (
        momentum(),
        None,
        {1: in_group(momentum=0.5), 50: in_group(lr=0.05, weight_decay=0.1)},
    ),
    "momentum,lr=0.02,momentum=0,from=40,momentum=0.8,dampening=0.5": (
        momentum(momentum=0.0),
        None,
        {40: in_group(momentum=0.8, dampening=0.5)},
    ),
    "momentum,lr=0.02,from=30,state=fresh": (momentum(), None, {30: another(momentum())}),
    "adam,lr=0.1,from=25,lr=0.02,from=60,beta1=0.5,beta2=0.9": (
        adam(),
        None,
        {25: in_group(lr=0.02), 60: in_group(betas=(0.5, 0.9))},
    ),
    "adam,lr=0.1,from=25,state=fresh": (adam(), None, {25: another(adam())}),
    "momentum,lr=0.02,from=30,lr=0.002,from=50,optimizer=adam,lr=0.1": (
        momentum(),
        None,
        {30: in_group(lr=0.002), 50: another(adam())},
    ),
    "rmsprop,lr=0.05,from=45,alpha=0.9,eps=0.001,lr=0.01": (
        lambda parameters: RMSprop(parameters, lr=0.05),
        None,
        {45: in_group(alpha=0.9, eps=0.001, lr=0.01)},
    ),
    "momentum,lr=0.02,schedule=cosine,from=30,lr=0.05": (
        momentum(),
        lambda optimizer: lr_scheduler.CosineAnnealingLR(optimizer, STEPS),
        {30: another_base(0.05)},
    ),
    "momentum,lr=0.02,from=30,schedule=step,step_size=20": (
        momentum(),
        None,
        {30: another_schedule(lambda optimizer: lr_scheduler.StepLR(optimizer, 20))},
    ),
    "momentum,lr=0.05,momentum=0.95,schedule=reduce_on_plateau,patience=1,factor=0.5,from=40,"
    "lr=0.04": (
        momentum(lr=0.05, momentum=0.95),
        lambda optimizer: lr_scheduler.ReduceLROnPlateau(optimizer, patience=1, factor=0.5),
        {40: in_group(lr=0.04)},
    ),
}

SNIPPETS = [
    *(SCENE + "&run=".join(runs) for runs in (list(COURSES)[:6], list(COURSES)[6:])),
    "landscape=quadratic,angle=20&steps=80&noise=0.3&sparse=2&seed=4"
    "&run=nesterov,lr=0.01,convention=classical,from=30,lr=0.02,momentum=0.5"
    "&run=lion,lr=0.05,from=30,lr=0.01,weight_decay=0.1,from=50,optimizer=nesterov"
    "&run=adam,lr=0.1,schedule=one_cycle,from=20,lr=0.3,from=50,optimizer=rmsprop,lr=0.01"
    "&run=rmsprop,lr=0.05,from=20,momentum=0.5,from=40,centered=true,from=60,centered=false"
    "&run=momentum,lr=0.02,schedule=linear:30~cosine,warmup=10,from=40,lr=0.01,from=60,"
    "schedule=exponential,gamma=0.9,state=fresh",
    "landscape=quadratic,angle=20&steps=80"
    "&run=adamw,lr=0.1,schedule=step,step_size=20,from=30,optimizer=adam,convention=keras"
    "&run=momentum,lr=0.02,schedule=cosine,from=30,schedule=constant,lr=0.005,momentum=0.5"
    "&run=momentum,lr=0.02,schedule=reduce_on_plateau,patience=2,warmup=5,from=30,patience=4,"
    "from=50,optimizer=adam,lr=0.1,state=fresh"
    "&run=rprop,lr=0.05,from=20,etaplus=1.1,from=40,state=fresh"
    "&run=momentum,lr=0.02,convention=keras,from=30,lr=0.01,schedule=one_cycle,total_steps=30,"
    "from=45,optimizer=gradient_descent,lr=0.05",
    "landscape=himmelblau&steps=60&run=newton,lr=0.2,from=20,lr=1,from=30,optimizer=lbfgs,lr=0.5"
    "&run=lbfgs,lr=0.1,from=20,lr=0.5,history_size=3,from=40,optimizer=gradient_descent,lr=0.01",
    "landscape=five_points&steps=80&batch=2&seed=3&run=adam,lr=0.1,from=30,lr=0.02",
]


if __name__ == "__main__":
    torch.set_default_dtype(torch.float64)
    warnings.simplefilter("error")
    courses = {SCENE + run: Course(*made[:2]).walk(made[2]) for run, made in COURSES.items()}
    write("course.json", {"torch": torch.__version__, "courses": courses})
    record_snippets(SNIPPETS, "snippets_course.json")
