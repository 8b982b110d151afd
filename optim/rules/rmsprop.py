"""RMSProp: like AdaGrad, but old gradients fade (Tieleman and Hinton, 2012)."""

from optim.elementwise import Value, sqrt
from optim.internals import EFFECTIVE_LR, SECOND_MOMENT
from optim.rule import Optimizer, Rule
from optim.settings import defaults


def rmsprop(x: Value, g: Value, s: Value, v: Value = 0.0) -> tuple[Value, ...]:
    """Divide by the root of a running average of squared gradients: every slope looks alike."""
    g = g + s.weight_decay * x
    v = s.alpha * v + (1.0 - s.alpha) * g * g
    return x - s.lr * g / (sqrt(v) + s.eps), v


def effective_lr(s: Value, v: Value) -> Value:
    """What the gradient is multiplied by."""
    return s.lr / (sqrt(v) + s.eps)


RMSPROP = Optimizer(
    key="rmsprop",
    label="RMSProp",
    rules={
        "torch": Rule(
            rmsprop,
            settings=defaults(alpha=0.99, eps=1e-8, weight_decay=0.0),
            state={"v": SECOND_MOMENT},
            derived={EFFECTIVE_LR: effective_lr},
            formula=(
                r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1}",
                r"v_t = \alpha\, v_{t-1} + (1-\alpha)\, g_t^2",
                r"\theta_t = \theta_{t-1} - \eta\,\frac{g_t}{\sqrt{v_t}+\epsilon}",
            ),
            source="torch.optim.RMSprop",
            torch=(
                "torch.optim.RMSprop([theta], lr={lr}, alpha={alpha}, eps={eps}, "
                "weight_decay={weight_decay})"
            ),
        )
    },
)
