"""Yogi: Adam whose divisor changes by small amounts only (Zaheer et al., 2018)."""

from optim.elementwise import Value, sign, sqrt
from optim.hyperparameters import defaults
from optim.internals import EFFECTIVE_LR, FIRST_MOMENT, M_HAT, SECOND_MOMENT, V_HAT
from optim.rule import Optimizer, Rule
from optim.rules.adam import DERIVED


def yogi(x: Value, g: Value, s: Value, m: Value = 1e-6, v: Value = 1e-6) -> tuple[Value, ...]:
    """Move the second moment towards the squared gradient by a share of the gradient alone."""
    m = (1.0 - s.beta1) * g + s.beta1 * m
    v = v - (1.0 - s.beta2) * sign(v - g * g) * (g * g)
    denominator = sqrt(v / (1.0 - s.beta2**s.t)) + s.eps
    return x - s.lr * (m / (1.0 - s.beta1**s.t) / denominator), m, v


YOGI = Optimizer(
    key="yogi",
    label="Yogi",
    group="Adam family",
    rules={
        "optax": Rule(
            yogi,
            settings=defaults(beta1=0.9, beta2=0.999, eps=1e-3),
            state={"m": FIRST_MOMENT, "v": SECOND_MOMENT},
            derived={kind: DERIVED[kind] for kind in (M_HAT, V_HAT, EFFECTIVE_LR)},
            formula=(
                r"m_t = \beta_1 m_{t-1} + (1-\beta_1)\, g_t, \quad g_t = \nabla f(\theta_{t-1})",
                r"v_t = v_{t-1} - (1-\beta_2) \operatorname{sign}(v_{t-1} - g_t^2)\, g_t^2, "
                r"\quad m_0 = v_0 = 10^{-6}",
                r"\hat m = \frac{m_t}{1-\beta_1^{\,t}}, \quad "
                r"\hat v = \frac{v_t}{1-\beta_2^{\,t}}",
                r"\theta_t = \theta_{t-1} - \eta\,\frac{\hat m}{\sqrt{\hat v}+\epsilon}",
            ),
            source="optax.yogi",
        )
    },
)
