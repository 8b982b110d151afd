"""RMSProp: like AdaGrad, but old gradients fade (Tieleman and Hinton, 2012)."""

from optim.elementwise import Value, sqrt, where
from optim.internals import EFFECTIVE_LR, FIRST_MOMENT, MOMENTUM_BUFFER, SECOND_MOMENT
from optim.rule import Optimizer, Rule
from optim.settings import defaults


def rmsprop(
    x: Value, g: Value, s: Value, v: Value = 0.0, m: Value = 0.0, b: Value = 0.0
) -> tuple[Value, ...]:
    """Divide by the root of a running average of squared gradients: every slope looks alike."""
    g = g + s.weight_decay * x
    v = s.alpha * v + (1.0 - s.alpha) * g * g
    m = m + (1.0 - s.alpha) * (g - m)
    denominator = sqrt(v - m * m if s.centered else v) + s.eps
    b = s.momentum * b + g / denominator
    return x - where(s.momentum > 0.0, s.lr * b, s.lr * g / denominator), v, m, b


def effective_lr(s: Value, v: Value, m: Value, b: Value) -> Value:
    """What the gradient is multiplied by."""
    return s.lr / (sqrt(where(s.centered, v - m * m, v)) + s.eps)


RMSPROP = Optimizer(
    key="rmsprop",
    label="RMSProp",
    group="Adaptive rates",
    rules={
        "torch": Rule(
            rmsprop,
            settings=defaults(alpha=0.99, eps=1e-8, weight_decay=0.0, momentum=0.0, centered=False),
            state={"v": SECOND_MOMENT, "m": FIRST_MOMENT, "b": MOMENTUM_BUFFER},
            derived={EFFECTIVE_LR: effective_lr},
            formula=(
                r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1}",
                r"v_t = \alpha\, v_{t-1} + (1-\alpha)\, g_t^2",
                r"b_t = \mu\, b_{t-1} + \frac{g_t}{\sqrt{v_t}+\epsilon} \quad "
                r"\text{(centered: } v_t - m_t^2 \text{ for } v_t,\; "
                r"m_t = \alpha\, m_{t-1} + (1-\alpha)\, g_t \text{)}",
                r"\theta_t = \theta_{t-1} - \eta\, b_t",
            ),
            source="torch.optim.RMSprop",
            torch=(
                "torch.optim.RMSprop([theta], lr={lr}, alpha={alpha}, eps={eps}, "
                "weight_decay={weight_decay})"
            ),
            torch_options=("momentum", "centered"),
        )
    },
)
