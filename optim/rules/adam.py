"""Adam: momentum and a rate per coordinate, bias-corrected (Kingma and Ba, 2015)."""

from optim.elementwise import Value, sqrt
from optim.internals import EFFECTIVE_LR, FIRST_MOMENT, M_HAT, SECOND_MOMENT, V_HAT
from optim.rule import Optimizer, Rule
from optim.settings import defaults


def adam(x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0) -> tuple[Value, ...]:
    """Average the gradient, divide by its root mean square: steps of about lr per coordinate."""
    g = g + s.weight_decay * x
    m = m + (1.0 - s.beta1) * (g - m)
    v = s.beta2 * v + (1.0 - s.beta2) * g * g
    denominator = sqrt(v) / sqrt(1.0 - s.beta2**s.t) + s.eps
    return x - s.lr / (1.0 - s.beta1**s.t) * m / denominator, m, v


def m_hat(s: Value, m: Value, v: Value) -> Value:
    """The first moment, corrected for having started at zero."""
    return m / (1.0 - s.beta1**s.t)


def v_hat(s: Value, m: Value, v: Value) -> Value:
    """The second moment, corrected for having started at zero."""
    return v / (1.0 - s.beta2**s.t)


def effective_lr(s: Value, m: Value, v: Value) -> Value:
    """What the corrected first moment is multiplied by."""
    return s.lr / (sqrt(v_hat(s, m, v)) + s.eps)


DERIVED = {M_HAT: m_hat, V_HAT: v_hat, EFFECTIVE_LR: effective_lr}

MOMENTS_LATEX = (
    r"m_t = \beta_1 m_{t-1} + (1-\beta_1)\, g_t",
    r"v_t = \beta_2 v_{t-1} + (1-\beta_2)\, g_t^2",
)
DECAY_LATEX = (
    r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1} \quad "
    r"\text{(decoupled: } \theta_{t-1} \gets (1-\eta\lambda)\,\theta_{t-1} \text{ instead)}"
)
UPDATE_LATEX = (
    r"\hat m = \frac{m_t}{1-\beta_1^{\,t}}, \quad \hat v = \frac{v_t}{1-\beta_2^{\,t}}",
    r"\theta_t = \theta_{t-1} - \eta\,\frac{\hat m}{\sqrt{\hat v}+\epsilon}",
)

ADAM = Optimizer(
    key="adam",
    label="Adam",
    group="Adam family",
    rules={
        "torch": Rule(
            adam,
            settings=defaults(beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0),
            state={"m": FIRST_MOMENT, "v": SECOND_MOMENT},
            derived=DERIVED,
            formula=(
                r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1}",
                *MOMENTS_LATEX,
                *UPDATE_LATEX,
            ),
            source="torch.optim.Adam",
            torch=(
                "torch.optim.Adam([theta], lr={lr}, betas=({beta1}, {beta2}), eps={eps}, "
                "weight_decay={weight_decay})"
            ),
        )
    },
)
