"""AdaBelief: Adam that steps by how far gradients surprise it (Zhuang et al., 2020)."""

from optim.elementwise import Value, sqrt
from optim.hyperparameters import defaults, explained
from optim.internals import EFFECTIVE_LR, FIRST_MOMENT, GRADIENT_VARIANCE, M_HAT
from optim.rule import Optimizer, Rule
from optim.rules.adam import effective_lr, m_hat


def adabelief(x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0) -> tuple[Value, ...]:
    """Divide by how much gradients differ from their average: what was foreseen steps far."""
    m = (1.0 - s.beta1) * g + s.beta1 * m
    surprise = g - m
    v = (1.0 - s.beta2) * surprise * surprise + s.beta2 * v + s.eps_root
    denominator = sqrt(v / (1.0 - s.beta2**s.t)) + s.eps
    return x - s.lr * (m / (1.0 - s.beta1**s.t) / denominator), m, v


ADABELIEF = Optimizer(
    key="adabelief",
    label="AdaBelief",
    group="Adam family",
    rules={
        "optax": Rule(
            adabelief,
            settings=explained(
                defaults(beta1=0.9, beta2=0.999, eps=1e-16, eps_root=1e-16),
                beta2="Memory of the squared difference between the gradient and its average.",
            ),
            state={"m": FIRST_MOMENT, "v": GRADIENT_VARIANCE},
            derived={M_HAT: m_hat, EFFECTIVE_LR: effective_lr},
            formula=(
                r"m_t = \beta_1 m_{t-1} + (1-\beta_1)\, g_t, \quad g_t = \nabla f(\theta_{t-1})",
                r"v_t = \beta_2 v_{t-1} + (1-\beta_2)\, (g_t - m_t)^2 + \epsilon_r",
                r"\hat m = \frac{m_t}{1-\beta_1^{\,t}}, \quad "
                r"\hat v = \frac{v_t}{1-\beta_2^{\,t}}",
                r"\theta_t = \theta_{t-1} - \eta\,\frac{\hat m}{\sqrt{\hat v}+\epsilon}",
            ),
            source="optax.adabelief",
        )
    },
)
