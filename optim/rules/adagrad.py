"""AdaGrad: each coordinate's rate falls with the gradients it has seen (Duchi et al., 2011)."""

from optim.elementwise import Value, sqrt
from optim.internals import EFFECTIVE_LR, GRADIENT_SUM
from optim.rule import Optimizer, Rule
from optim.settings import defaults


def adagrad(x: Value, g: Value, s: Value, v: Value = None) -> tuple[Value, ...]:
    """Divide by the root of the sum of all squared gradients: steps shrink where it was steep."""
    g = g + s.weight_decay * x
    v = v + g * g
    return x - s.lr / (1.0 + (s.t - 1) * s.lr_decay) * g / (sqrt(v) + s.eps), v


def effective_lr(s: Value, v: Value) -> Value:
    """What the gradient is multiplied by."""
    return s.lr / (1.0 + (s.t - 1) * s.lr_decay) / (sqrt(v) + s.eps)


ADAGRAD = Optimizer(
    key="adagrad",
    label="AdaGrad",
    group="Adaptive rates",
    rules={
        "torch": Rule(
            adagrad,
            settings=defaults(
                lr_decay=0.0, weight_decay=0.0, initial_accumulator_value=0.0, eps=1e-10
            ),
            state={"v": GRADIENT_SUM},
            start=lambda s: s.initial_accumulator_value,
            derived={EFFECTIVE_LR: effective_lr},
            formula=(
                r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1}",
                r"v_t = v_{t-1} + g_t^2",
                r"\theta_t = \theta_{t-1} - \frac{\eta}{1+(t-1)\,\delta}\,"
                r"\frac{g_t}{\sqrt{v_t}+\epsilon}",
            ),
            source="torch.optim.Adagrad",
            torch=(
                "torch.optim.Adagrad([theta], lr={lr}, lr_decay={lr_decay}, "
                "weight_decay={weight_decay}, "
                "initial_accumulator_value={initial_accumulator_value}, eps={eps})"
            ),
        )
    },
)
