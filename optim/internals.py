"""What an optimizer keeps or computes on the way: one vocabulary for every rule.

A figure knows these kinds and never an optimizer: a `vector` is an arrow, a `point` a marker, a
`scale` a size per coordinate, a `number` is only printed. Vectors come in two units: steps on the
landscape, or gradients (drawn as -lr times the vector, the step they would make).
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["vector", "point", "scale", "number"]


@dataclass(frozen=True)
class Internal:
    """One named quantity of a rule; `symbol` is LaTeX."""

    name: str
    label: str
    symbol: str
    kind: Kind
    in_gradient_units: bool = False


VELOCITY = Internal("velocity", "velocity", "v", "vector")
MOMENTUM_BUFFER = Internal(
    "velocity", "velocity (momentum buffer)", "v", "vector", in_gradient_units=True
)
LOOK_AHEAD = Internal("look_ahead", "look-ahead point", r"\theta + \mu v", "point")
FIRST_MOMENT = Internal("first_moment", "first moment", "m", "vector", in_gradient_units=True)
SECOND_MOMENT = Internal("second_moment", "second moment", "v", "scale")
GRADIENT_SUM = Internal("gradient_sum", "sum of squared gradients", "v", "scale")
INFINITY_NORM = Internal("infinity_norm", "infinity norm", "u", "scale")
MU_PRODUCT = Internal(
    "mu_product", "product of momentum coefficients", r"\textstyle\prod\mu", "number"
)
NESTEROV_SEQUENCE = Internal("nesterov_a", "Nesterov's sequence", "a", "number")
M_HAT = Internal(
    "m_hat", "bias-corrected first moment", r"\hat m", "vector", in_gradient_units=True
)
V_HAT = Internal("v_hat", "bias-corrected second moment", r"\hat v", "scale")
EFFECTIVE_LR = Internal("effective_lr", "effective learning rate", r"\eta_\mathrm{eff}", "scale")
