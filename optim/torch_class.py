"""A rule written out as a torch optimizer: the code shown for a form that torch does not ship.

Its lines are the rule's own, read from its source, without what the settings switch off.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from types import SimpleNamespace

from numpy.typing import ArrayLike

from expression.torch_printer import Lines, Printer
from expression.tree import AHEAD, names
from optim.rule import Rule
from optim.worked import worked

Arguments = dict[str, tuple[str, ...]]
"""What a class takes -> the settings in it: torch has beta1 and beta2 together, as `betas`."""

Starts = Mapping[str, float | str]
"""A state -> where it starts: a number, or the name of a setting."""

_CLASS = '''
class {name}(torch.optim.Optimizer):
    """{label} as in {source}."""

    def __init__(self, params, {arguments}):
        super().__init__(params, {{{defaults}}})
{look_ahead}
    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
{settings}
            for theta in group["params"]:
{body}
'''
_LOOK_AHEAD = '''
    def look_ahead(self, theta):
        """Where the gradient is taken."""
{body}
'''
_ROOM = 52
"""Characters left for the defaults on their line."""


def torch_class(
    rule: Rule, label: str, form: str, settings: Mapping[str, ArrayLike]
) -> tuple[str, str]:
    """The code of the class, and the call that builds it for `[theta]`, settings in braces.

    Args:
        rule: what is written out.
        label: of the optimizer.
        form: the convention; empty for the one that the optimizer has by default.
        settings: the value that a setting keeps over the run, or every value it takes.
    """
    lines = worked(rule, settings).lines
    cut = next((number for number, (name, _) in enumerate(lines, 1) if name == AHEAD), 0)
    ahead, step = lines[:cut], lines[cut:]
    printer = Printer(lines)
    starts = {name: start for name, start in _starts(rule).items() if name in _used(lines)}
    arguments = _arguments(rule, _used(lines, starts))
    name = _class_name(label, form)
    look_ahead = [
        *_settings(arguments, _used(ahead), "self.param_groups[0]"),
        *_states(starts, printer, ahead, "self.state[theta]"),
        *printer.statements(ahead),
    ]
    code = _CLASS.format(
        name=name,
        label=label,
        source=rule.source.split(";")[0],
        arguments=", ".join(arguments),
        defaults=_wrapped(", ".join(f'"{argument}": {argument}' for argument in arguments)),
        look_ahead=_LOOK_AHEAD.format(body=_block(look_ahead, 2)) if ahead else "",
        settings=_block(_settings(arguments, _used(step, starts), "group"), 3),
        body=_block(_step(starts, printer, step), 4),
    )
    given = [f"{key}={_value(key, [f'{{{n}}}' for n in own])}" for key, own in arguments.items()]
    return code.strip(), f"{name}([theta], {', '.join(given)})"


def _step(starts: Starts, printer: Printer, step: Lines) -> Iterator[str]:
    """What happens to one parameter."""
    used = _used(step)
    remembers = starts or "s.t" in used
    yield "g, state = theta.grad, self.state[theta]" if remembers else "g = theta.grad"
    if "s.t" in used:
        yield 'state["t"] = t = state.get("t", 0) + 1'
    yield from _states(starts, printer, step, "state")
    if AHEAD in used:
        yield f"{printer.name(AHEAD)} = self.look_ahead(theta)"
    yield from printer.statements(step)
    for name in starts:
        yield f'state["{name}"] = {printer.latest(name)}'
    if printer.latest("x") != "theta":
        yield f"theta.copy_({printer.latest('x')})"


def _used(lines: Lines, starts: Starts | None = None) -> set[str]:
    """Every name that the lines use, and the settings at which the states start."""
    used = {name for _, tree in lines for name in names(tree)}
    return used | {f"s.{start}" for name, start in (starts or {}).items() if name in used}


def _arguments(rule: Rule, used: set[str]) -> Arguments:
    """The learning rate, and the settings that something uses."""
    betas = tuple(s.name for s in rule.settings if s.name in {"beta1", "beta2"})
    taken = [s.name for s in rule.settings if f"s.{s.name}" in used]
    return {"lr": ("lr",)} | dict(
        ("betas", betas) if name in betas else (name, (name,)) for name in taken
    )


def _value(argument: str, parts: Iterable[str]) -> str:
    """A setting, or the tuple of the betas."""
    first, *others = parts
    if argument != "betas":
        return first
    return f"({', '.join([first, *others])})" if others else f"({first},)"


def _settings(arguments: Arguments, used: set[str], group: str) -> Iterator[str]:
    """Take what is used out of a parameter group."""
    for argument, parts in arguments.items():
        if not used.isdisjoint(f"s.{name}" for name in parts):
            target = ", ".join(parts) if len(parts) > 1 else _value(argument, parts)
            yield f'{target} = {group}["{argument}"]'


def _starts(rule: Rule) -> Starts:
    """Every state's start."""
    settings = SimpleNamespace(lr="lr", **{s.name: s.name for s in rule.settings})
    return {
        name: rule.start(settings) if start is None and rule.start else start or 0.0
        for name, start in zip(rule.state, rule.state_starts, strict=True)
    }


def _states(starts: Starts, printer: Printer, lines: Lines, memory: str) -> Iterator[str]:
    """Take what these lines use out of the memory."""
    used = _used(lines)
    for name, start in starts.items():
        if name in used:
            value = str(start)
            if printer.is_tensor(name):
                value = f"torch.full_like(theta, {start})" if start else "torch.zeros_like(theta)"
            yield f'{name} = {memory}.get("{name}", {value})'


def _class_name(label: str, form: str) -> str:
    """What a form's class is called: "Schedule-free SGD" of Keras is KerasScheduleFreeSGD."""
    words = re.split(r"[ -]", f"{form.replace('mlx', 'MLX')} {label}".strip())
    return "".join(word[:1].upper() + word[1:] for word in words)


def _block(lines: Iterable[str], depth: int) -> str:
    return textwrap.indent("\n".join(lines), "    " * depth)


def _wrapped(entries: str) -> str:
    """The entries of the dict of defaults, on lines of their own if they are too long for one."""
    if len(entries) <= _ROOM:
        return entries
    lines = textwrap.wrap(entries.replace(": ", ":~") + ",", 76)
    return "\n" + _block(lines, 3).replace(":~", ": ") + "\n" + " " * 8
