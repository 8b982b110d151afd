"""AMSGrad: Adam whose divisor never falls (Reddi, Kale and Kumar, 2018)."""

from optim.elementwise import Value, maximum, sqrt
from optim.internals import (
    EFFECTIVE_LR,
    FIRST_MOMENT,
    LARGEST_SECOND_MOMENT,
    M_HAT,
    SECOND_MOMENT,
)
from optim.rule import Optimizer, Rule
from optim.rules.adam import DECAY_LATEX, MOMENTS_LATEX
from optim.settings import defaults


def amsgrad(
    x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0, v_max: Value = 0.0
) -> tuple[Value, ...]:
    """Adam, but divided by the largest second moment so far: a steep place is not forgotten."""
    g = g if s.decoupled_weight_decay else g + s.weight_decay * x
    x = x * (1.0 - s.lr * s.weight_decay) if s.decoupled_weight_decay else x
    m = m + (1.0 - s.beta1) * (g - m)
    v = s.beta2 * v + (1.0 - s.beta2) * g * g
    v_max = maximum(v_max, v)
    denominator = sqrt(v_max) / sqrt(1.0 - s.beta2**s.t) + s.eps
    return x - s.lr / (1.0 - s.beta1**s.t) * m / denominator, m, v, v_max


def m_hat(s: Value, m: Value, v: Value, v_max: Value) -> Value:
    """The first moment, corrected for having started at zero."""
    return m / (1.0 - s.beta1**s.t)


def effective_lr(s: Value, m: Value, v: Value, v_max: Value) -> Value:
    """What the corrected first moment is multiplied by."""
    return s.lr / (sqrt(v_max / (1.0 - s.beta2**s.t)) + s.eps)


AMSGRAD = Optimizer(
    key="amsgrad",
    label="AMSGrad",
    group="Adam family",
    rules={
        "torch": Rule(
            amsgrad,
            settings=defaults(
                beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0, decoupled_weight_decay=False
            ),
            state={"m": FIRST_MOMENT, "v": SECOND_MOMENT, "v_max": LARGEST_SECOND_MOMENT},
            derived={M_HAT: m_hat, EFFECTIVE_LR: effective_lr},
            formula=(
                DECAY_LATEX,
                *MOMENTS_LATEX,
                r"v^\mathrm{max}_t = \max(v^\mathrm{max}_{t-1},\; v_t)",
                r"\theta_t = \theta_{t-1} - \frac{\eta}{1-\beta_1^{\,t}}\,\frac{m_t}"
                r"{\sqrt{v^\mathrm{max}_t / (1-\beta_2^{\,t})}+\epsilon}",
            ),
            source="torch.optim.Adam with amsgrad=True",
            torch=(
                "torch.optim.Adam([theta], lr={lr}, betas=({beta1}, {beta2}), eps={eps}, "
                "weight_decay={weight_decay}, amsgrad=True)"
            ),
            torch_options=("decoupled_weight_decay",),
        )
    },
)
