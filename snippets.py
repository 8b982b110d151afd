"""A run as code: what reproduces the same trajectory in PyTorch."""

import re

import numpy as np

from comparison import Comparison, Run
from landscapes.landscape import Landscape
from link.words import number
from optim import OPTIMIZERS
from optim.schedule_elsewhere import keras_schedule, optax_schedule
from optim.scheduler_code import scheduler_lines
from optim.torch_class import torch_class

Lines = list[str]

WIDTH = 88
FRAMEWORKS = {"torch": "PyTorch", "keras": "Keras", "optax": "optax"}
"""Of which a page shows the code of a schedule."""
BEFORE_KEYWORD = re.compile(r", (?=\w+=)")


def torch_code(comparison: Comparison, index: int = 0) -> str:
    """A script whose `path` is a comparison's run, (steps + 1) positions; it prints the end."""
    run, record = comparison.runs[index], comparison.record
    setup, optimizer = _optimizer(run, comparison.steps)
    body = [
        *_loss(record, comparison),
        *setup.strip().splitlines(),
        *(["", ""] if setup else []),
        "torch.set_default_dtype(torch.float64)",
        f"theta = torch.tensor({list(comparison.start)}, requires_grad=True)",
        f"optimizer = {optimizer.format(lr=run.lr, **run.settings)}",
        *_scheduler(run, comparison.steps),
        *_chance(comparison),
        "",
        "path = [theta.tolist()]",
        f"for step in range({comparison.steps}):",
        *("    " + line for line in _loop(run, comparison)),
        "    path.append(theta.tolist())",
        "",
        "x, y = path[-1]",
        'print(f"step {len(path) - 1}: x = {x:.6g}, y = {y:.6g}, loss {loss(*theta).item():.6g}")',
    ]
    lines = [*_imports(body), "", *(part for line in body for part in _wrapped(line))]
    return "\n".join(lines) + "\n"


def _imports(body: Lines) -> Lines:
    """Only what the script uses, in the usual order."""
    code = "\n".join(body)
    standard = ["import math", ""] if "math." in code else []
    numpy = ["import numpy as np"] if "np." in code else []
    scheduler = ["from torch.optim import lr_scheduler"] if "lr_scheduler." in code else []
    return [*standard, *numpy, "import torch", *scheduler]


def _loss(record: Landscape, comparison: Comparison) -> Lines:
    """The landscape as a function of two tensors, parameters and columns of data as constants."""
    from landscapes.printing import TorchPrinter

    constants = [f"{name} = {value!r}" for name, value in comparison.parameters.items()]
    columns = record.data.columns
    constants += [
        f"{name} = torch.tensor({numbers.tolist()}, dtype=torch.float64)"
        for name, numbers in zip(columns, record.data.table, strict=True)
    ]
    own = [f"{name}={name}" for name in columns] if comparison.batch else []
    expression = TorchPrinter(columns).doprint(record.row.expression)
    if columns:
        expression = f"({expression}).mean()"
    space = ["", ""] if constants else [""]
    head = f"def loss({', '.join(['x', 'y', *own])}):"
    return [*constants, *space, head, f"    return {expression}", "", ""]


def _loop(run: Run, comparison: Comparison) -> Lines:
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
    return [*lines, run.rule.torch_step, *_scheduler_step(run, comparison.steps)]


def _scheduler_step(run: Run, steps: int) -> Lines:
    warmup = run.settings["warmup"]
    if run.schedule_record.reads_loss:
        after = "scheduler.step(value)"
        if not warmup:
            return [after]
        return [f"if step < {warmup}:", "    warmup.step()", "else:", f"    {after}"]
    cycle = run.settings["total_steps"] if run.schedule == "one_cycle" else None
    if cycle and cycle < steps - warmup:
        return [f"if step + 1 < {cycle + warmup}:", "    scheduler.step()"]
    return ["scheduler.step()"] if run.schedule != "constant" or warmup else []


def _scheduler(run: Run, steps: int) -> Lines:
    settings = {**run.settings, "lr": run.lr}
    if "cycle_momentum" in settings:
        settings["cycle_momentum"] = bool(settings["cycle_momentum"] and run.cycled)
    return scheduler_lines(run.schedule, settings, steps)


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


def _optimizer(run: Run, steps: int) -> tuple[str, str]:
    """What must stand before the optimizer, and the call that builds it, settings in braces."""
    rule, entry = run.rule, OPTIMIZERS[run.optimizer]
    if not rule.torch:
        form = "" if run.convention == entry.default_form else run.convention
        values = {**run.settings, **run.table(steps)}
        own = {
            setting.name: values[setting.name]
            for setting in rule.settings  # what a scheduler moves has to be in the class, be it 0
            if setting.name != run.cycled or np.all(values[setting.name])
        }
        return torch_class(rule, entry.label, form, own)
    defaults = {setting.name: setting.default for setting in rule.settings}
    used = [name for name in rule.torch_options if run.settings[name] != defaults[name]]
    options = "".join(f", {name}={{{name}}}" for name in used)
    return rule.torch_setup, f"{rule.torch[:-1]}{options})"


def _wrapped(line: str) -> Lines:
    """A call that is too long for one line, with one argument a line."""
    calls = any(word in line for word in ("optimizer", "keras.", "optax."))
    if len(line) <= WIDTH or not line.endswith(")") or not calls or "\n" in line:
        return [line]
    head, arguments = line[:-1].split("(", 1)
    return [f"{head}(", *(f"    {argument}," for argument in BEFORE_KEYWORD.split(arguments)), ")"]


def schedule_code(run: Run, steps: int, framework: str) -> tuple[str, str]:
    """How a run gets its schedule, and what is to be known of that.

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
    setup, optimizer = _optimizer(run, steps)
    own = [f"# {OPTIMIZERS[run.optimizer].label}: the class in the playground's Code tab"]
    call = optimizer.format(lr=run.lr, **run.settings).replace("[theta]", "model.parameters()")
    body = [
        *(own if setup else []),
        f"optimizer = {call}",
        *_scheduler(run, steps),
        "",
        f"for step in range({steps}):",
        "    ...  # the loss, its gradients",
        "    optimizer.step()",
        *(f"    {line}" for line in _scheduler_step(run, steps)),
    ]
    return "\n".join([*_imports(body), "", *(p for line in body for p in _wrapped(line))]) + "\n"
