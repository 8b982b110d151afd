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
LARGEST_SECOND_MOMENT = Internal(
    "second_moment_max", "largest second moment so far", r"v^\mathrm{max}", "scale"
)
GRADIENT_VARIANCE = Internal(
    "gradient_variance", "running average of the squared surprise", "v", "scale"
)
SQUARED_STEPS = Internal("squared_steps", "running average of squared steps", "u", "scale")
STEP_RATIO = Internal("step_ratio", "ratio of typical step to typical gradient", r"\rho_t", "scale")
STEP_SIZE = Internal("step_size", "step size", "h", "scale")
LAST_GRADIENT = Internal(
    "last_gradient",
    "gradient that counted last",
    r"g_{t-1}",
    "vector",
    in_gradient_units=True,
)
NEXT_STEP = Internal("next_step", "step planned for next time", r"\Delta", "vector")
BASE_POINT = Internal("base_point", "base point", "z", "point")
AVERAGE = Internal("average", "averaged point", r"\bar\theta", "point")
WEIGHT_SUM = Internal("weight_sum", "sum of the weights", r"\textstyle\sum w", "number")
LARGEST_LR = Internal("max_lr", "largest learning rate so far", r"\eta_\mathrm{max}", "number")
NEXT_LR = Internal("next_lr", "learning rate of the next step", r"\eta_{t+1}", "number")
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
