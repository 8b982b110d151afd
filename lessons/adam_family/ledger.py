"""Adam's update line by line, and the line that each of its relatives changes."""

from lessons.adam_family.runs import LABELS, ROLE
from lessons.beat import LedgerLine

ADAM = {
    "gradient": r"g = \nabla f(\theta)",
    "m": r"m = \beta_1 m + (1-\beta_1)\, g",
    "v": r"v = \beta_2 v + (1-\beta_2)\, g^2",
    "m_hat": r"\hat m = \frac{m}{1-\beta_1^{\,t}}, \quad \hat v = \frac{v}{1-\beta_2^{\,t}}",
    "step": r"\theta = \theta - \eta\,\frac{\hat m}{\sqrt{\hat v}+\epsilon}",
}
"""The learning rate is η."""
CHANGED = {
    "nadam": (
        "m_hat",
        r"\hat m = \frac{(1-\mu_t)\, g}{1-\prod\mu} + \frac{\mu_{t+1}\, m}{1-\mu_{t+1}\prod\mu}",
    ),
    "adamax": ("v", r"\sqrt{\hat v} \to u = \max(\beta_2 u,\; |g|)"),
    "adamw": ("gradient", r"\theta = (1-\eta\lambda)\,\theta \quad \text{first}"),
    "nesterov": ("step", r"\theta = \theta - \eta\,(g + \mu v), \quad v = \mu v + g"),
    "l2": ("gradient", r"g = \nabla f(\theta) + \lambda\,\theta"),
}
"""Which line, and what it says then."""


def ledger(*keys: str) -> tuple[LedgerLine, ...]:
    """Adam's lines in grey, and under the line that changes what stands there instead."""
    lines = []
    for name, formula in ADAM.items():
        lines.append(LedgerLine(formula))
        for key in keys:
            if key in CHANGED and CHANGED[key][0] == name:
                role, label = (0, "Adam with L2") if key == "l2" else (ROLE[key], LABELS[key])
                lines.append(LedgerLine(CHANGED[key][1], role, label))
    return tuple(lines)


def changes(*keys: str) -> tuple[LedgerLine, ...]:
    """Only what changes, after the line that makes Adam's step."""
    changed = [line for line in ledger(*keys) if line.role is not None]
    return (LedgerLine(ADAM["step"]), *changed)
