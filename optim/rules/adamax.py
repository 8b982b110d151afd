"""AdaMax: Adam with the largest recent gradient as the divisor (Kingma and Ba, 2015)."""

from optim.elementwise import Value, maximum
from optim.internals import EFFECTIVE_LR, FIRST_MOMENT, INFINITY_NORM, M_HAT
from optim.rule import Optimizer, Rule
from optim.settings import defaults


def adamax(x: Value, g: Value, s: Value, m: Value = 0.0, u: Value = 0.0) -> tuple[Value, ...]:
    """Divide the average gradient by the largest recent one: no step is longer than about lr."""
    g = g + s.weight_decay * x
    m = m + (1.0 - s.beta1) * (g - m)
    u = maximum(s.beta2 * u, abs(g) + s.eps)
    return x - s.lr / (1.0 - s.beta1**s.t) * m / u, m, u


def m_hat(s: Value, m: Value, u: Value) -> Value:
    """The first moment, corrected for having started at zero."""
    return m / (1.0 - s.beta1**s.t)


def effective_lr(s: Value, m: Value, u: Value) -> Value:
    """What the corrected first moment is multiplied by."""
    return s.lr / u


ADAMAX = Optimizer(
    key="adamax",
    label="AdaMax",
    group="Adam family",
    rules={
        "torch": Rule(
            adamax,
            settings=defaults(beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0),
            state={"m": FIRST_MOMENT, "u": INFINITY_NORM},
            derived={M_HAT: m_hat, EFFECTIVE_LR: effective_lr},
            formula=(
                r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1}",
                r"m_t = \beta_1 m_{t-1} + (1-\beta_1)\, g_t",
                r"u_t = \max(\beta_2 u_{t-1},\; |g_t|+\epsilon)",
                r"\theta_t = \theta_{t-1} - \frac{\eta}{1-\beta_1^{\,t}}\,\frac{m_t}{u_t}",
            ),
            source="torch.optim.Adamax",
            torch=(
                "torch.optim.Adamax([theta], lr={lr}, betas=({beta1}, {beta2}), eps={eps}, "
                "weight_decay={weight_decay})"
            ),
        )
    },
)
