"""A torch.optim.Optimizer for a rule that torch does not ship, as short as it can be shown."""

import textwrap
from collections.abc import Sequence

ROOM = 52
"""Characters left for the defaults on their line."""

_TEMPLATE = '''
class {name}(torch.optim.Optimizer):
    """{purpose}"""

    def __init__(self, params, {arguments}):
        super().__init__(params, {{{defaults}}})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
{unpacked}
            for theta in group["params"]:
                g, state = theta.grad, self.state[theta]
{body}
'''


def torch_class(name: str, purpose: str, settings: Sequence[str], body: str) -> str:
    """The code of the class.

    Args:
        name: of the class.
        purpose: its docstring.
        settings: its arguments besides lr, in order; "betas" arrives as beta1 and beta2.
        body: what a step does with theta, its gradient g, its `state` and the settings.
    """
    arguments = ("lr", *settings)
    targets = [argument.replace("betas", "beta1, beta2") for argument in arguments]
    unpacked = [
        f'{target} = group["{argument}"]'
        for target, argument in zip(targets, arguments, strict=True)
    ]
    return _TEMPLATE.format(
        name=name,
        purpose=purpose,
        arguments=", ".join(arguments),
        defaults=_wrapped(", ".join(f'"{argument}": {argument}' for argument in arguments)),
        unpacked=textwrap.indent("\n".join(unpacked), " " * 12),
        body=textwrap.indent(textwrap.dedent(body).strip(), " " * 16),
    )


def _wrapped(entries: str) -> str:
    """The entries of the dict of defaults, on lines of their own if they are too long for one."""
    if len(entries) <= ROOM:
        return entries
    lines = textwrap.wrap(entries + ",", 76)
    return "\n" + textwrap.indent("\n".join(lines), " " * 12) + "\n" + " " * 8
