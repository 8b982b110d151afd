"""A run as code: what reproduces the same trajectory in PyTorch."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from comparison import Comparison, Run
from comparison.course import Leg
from comparison.course_code import scheduler_code, scheduler_step, turn
from landscapes.landscape import Landscape
from link.words import number
from optim import OPTIMIZERS
from optim.schedule_elsewhere import keras_schedule, optax_schedule
from optim.torch_class import torch_class

Lines = list[str]

WIDTH = 88
FRAMEWORKS = {"torch": "PyTorch", "keras": "Keras", "optax": "optax"}
"""Of which a page shows the code of a schedule."""
BEFORE_KEYWORD = re.compile(r", (?=\w+=)")


def torch_code(comparison: Comparison, index: int = 0) -> str:
    """A script whose `path` is a comparison's run, (steps + 1) positions; it prints the end."""
    run, record, steps = comparison.runs[index], comparison.record, comparison.steps
    built = _optimizers(run, steps)
    calls = [built[leg.run.optimizer, leg.run.convention][1] for leg in run.legs]
    body = [
        *_loss(record, comparison),
        *(line for setup, _ in built.values() for line in _apart(setup)),
        "torch.set_default_dtype(torch.float64)",
        f"theta = torch.tensor({list(comparison.start)}, requires_grad=True)",
        f"optimizer = {calls[0].format(lr=run.lr, **run.settings)}",
        *scheduler_code(run.legs[0], steps),
        *_chance(comparison),
        "",
        "path = [theta.tolist()]",
        *_steps(run, comparison, calls),
        "",
        "x, y = path[-1]",
        'print(f"step {len(path) - 1}: x = {x:.6g}, y = {y:.6g}, loss {loss(*theta).item():.6g}")',
    ]
    lines = [*_imports(body), "", *(part for line in body for part in _wrapped(line))]
    return "\n".join(lines) + "\n"


def _imports(body: Lines) -> Lines:
    """Only what the script uses, in the usual order."""
    code = "\n".join(body)
    modules = [name for name in ("math", "warnings") if f"{name}." in code]
    standard = [*(f"import {name}" for name in modules), *([""] if modules else [])]
    numpy = ["import numpy as np"] if "np." in code else []
    scheduler = ["from torch.optim import lr_scheduler"] if "lr_scheduler." in code else []
    return [*standard, *numpy, "import torch", *scheduler]


def _loss(record: Landscape, comparison: Comparison) -> Lines:
    """The landscape as a function of two tensors, parameters and columns of data as constants.

    What a parameter of 0 switches off is left out.
    """
    from landscapes.printing import TorchPrinter

    off = {record.row.symbols[n]: 0 for n, value in comparison.parameters.items() if value == 0.0}
    constants = [f"{name} = {v!r}" for name, v in comparison.parameters.items() if v != 0.0]
    columns = record.data.columns
    constants += [
        f"{name} = torch.tensor({numbers.tolist()}, dtype=torch.float64)"
        for name, numbers in zip(columns, record.data.table, strict=True)
    ]
    own = [f"{name}={name}" for name in columns] if comparison.batch else []
    expression = TorchPrinter(columns).doprint(record.row.expression.subs(off))
    if columns:
        expression = f"({expression}).mean()"
    space = ["", ""] if constants else [""]
    head = f"def loss({', '.join(['x', 'y', *own])}):"
    return [*constants, *space, head, f"    return {expression}", "", ""]


def _apart(setup: str) -> Lines:
    return [*setup.strip().splitlines(), "", ""] if setup else []


def _steps(run: Run, comparison: Comparison, calls: Sequence[str]) -> Iterator[str]:
    """A loop for each leg, and between them what changes."""
    legs, steps = run.legs, comparison.steps
    ends = [*(leg.begin for leg in legs[1:]), steps]
    for k, (leg, end) in enumerate(zip(legs, ends, strict=True)):
        if k:
            yield ""
            yield from turn(legs[k - 1], leg, steps, calls[k])
        yield f"for step in range({leg.begin}, {end}):" if k else f"for step in range({end}):"
        yield from ("    " + line for line in _loop(leg, comparison))
        yield "    path.append(theta.tolist())"


def _loop(leg: Leg, comparison: Comparison) -> Lines:
    run = leg.run
    point = "optimizer.look_ahead(theta)" if run.rule.gradient_at else "theta"
    lines = ["optimizer.zero_grad()", f"loss(*{point}).backward()"]
    if comparison.batch:
        seen = ", ".join(f"{name}[batch]" for name in comparison.record.data.columns)
        lines[1:] = ["batch = rows[step]", f"loss(*{point}, {seen}).backward()"]
    if comparison.noise:
        lines.append("theta.grad += torch.from_numpy(noise[step])")
    if comparison.sparse > 1:
        lines += [f"if step % {comparison.sparse}:", "    theta.grad[1] = 0.0"]
    if run.schedule_record.reads_loss:
        lines.append("value = loss(*theta).item()")
    return [*lines, run.rule.torch_step, *scheduler_step(leg, comparison.steps)]


def _chance(comparison: Comparison) -> Lines:
    """The rows of data that each step sees, and the noise on its gradient."""
    steps, lines = comparison.steps, []
    if comparison.batch:
        size = f"{len(comparison.record.data)}, ({steps}, {comparison.batch})"
        lines += [f"rows = np.random.RandomState({comparison.seed}).randint(0, {size})"]
    if comparison.noise:
        lines += [
            f"rng = np.random.RandomState({comparison.seed})",
            f"noise = {number(comparison.noise)} * rng.standard_normal(({steps}, 2))",
        ]
    return lines


def _optimizers(run: Run, steps: int) -> dict[tuple[str, str], tuple[str, str]]:
    """For each optimizer that runs, in one of its forms: see `_optimizer`."""
    legs: dict[tuple[str, str], list[int]] = {}
    for place, leg in enumerate(run.legs):
        legs.setdefault((leg.run.optimizer, leg.run.convention), []).append(place)
    return {kind: _optimizer(run, places, steps) for kind, places in legs.items()}


def _optimizer(run: Run, places: Sequence[int], steps: int) -> tuple[str, str]:
    """What must stand before an optimizer, and the call that builds it, settings in braces.

    It runs the legs at these places; a class that is written out has what any of them needs.
    """
    runs = [run.legs[place].run for place in places]
    rule, entry = runs[0].rule, OPTIMIZERS[runs[0].optimizer]
    defaults = {setting.name: setting.default for setting in rule.settings}
    options = [{name: run.settings[name] for name in rule.torch_options} for run in runs]
    if rule.torch and all(option == options[0] for option in options):
        used = [name for name, value in options[0].items() if value != defaults[name]]
        named = "".join(f", {name}={{{name}}}" for name in used)
        return rule.torch_setup, f"{rule.torch[:-1]}{named})"
    form = "" if runs[0].convention == entry.default_form else runs[0].convention
    course = run.course(steps)
    tables = [{**leg_run.settings, **course[k].settings}
              for k, leg_run in zip(places, runs, strict=True)]  # fmt: skip
    values = {name: _all([table[name] for table in tables]) for name in defaults}
    cycled = {leg_run.cycled for leg_run in runs}
    # What a scheduler moves has to be in the class, be it 0.
    own = {n: v for n, v in values.items() if n not in cycled or np.all(v)}
    return torch_class(rule, entry.label, form, own)


def _all(values: Sequence[Any]) -> Any:
    """The value that a setting keeps, or every one that it takes."""
    if len(values) == 1:
        return values[0]
    return np.concatenate([np.ravel(np.asarray(value, dtype=float)) for value in values])


def _wrapped(line: str) -> Lines:
    """A call that is too long for one line, with one argument a line."""
    calls = any(word in line for word in ("optimizer", "keras.", "optax."))
    if len(line) <= WIDTH or not line.endswith(")") or not calls or "\n" in line:
        return [line]
    head, arguments = line[:-1].split("(", 1)
    return [f"{head}(", *(f"    {argument}," for argument in BEFORE_KEYWORD.split(arguments)), ")"]


def schedule_code(run: Run, steps: int, framework: str) -> tuple[str, str]:
    """How a run gets the schedule that it starts with, and what is to be known of that.

    Args:
        run: the run.
        steps: how many it makes.
        framework: "torch", "keras" or "optax".

    Returns:
        Code, empty where the framework has no such schedule, and a sentence or nothing.
    """
    settings = {**run.settings, "lr": run.lr}
    if framework == "torch":
        return _torch_schedule(run, steps), ""
    found = {"keras": keras_schedule, "optax": optax_schedule}[framework](
        run.schedule, settings, steps
    )
    if not found.code:
        return "", found.note
    note = [found.note]
    if run.driven:
        note.append(f"A schedule of {FRAMEWORKS[framework]} moves no {run.driven}.")
    name = {"keras": "learning_rate", "optax": "schedule"}[framework]
    lines = [f"import {framework}", "", *_wrapped(f"{name} = {found.code}")]
    return "\n".join(lines) + "\n", " ".join(filter(None, note))


def _torch_schedule(run: Run, steps: int) -> str:
    """The optimizer, its scheduler and the loop around them."""
    leg = run.legs[0]
    setup, optimizer = _optimizer(leg.run, [0], steps)
    own = [f"# {OPTIMIZERS[run.optimizer].label}: the class in the playground's Code tab"]
    call = optimizer.format(lr=run.lr, **run.settings).replace("[theta]", "model.parameters()")
    body = [
        *(own if setup else []),
        f"optimizer = {call}",
        *scheduler_code(leg, steps),
        "",
        f"for step in range({steps}):",
        "    ...  # the loss, its gradients",
        "    optimizer.step()",
        *(f"    {line}" for line in scheduler_step(leg, steps)),
    ]
    return "\n".join([*_imports(body), "", *(p for line in body for p in _wrapped(line))]) + "\n"
