"""QHAdam: Adam with both moments mixed with the gradient itself (Ma and Yarats, 2019)."""

from optim.elementwise import Value, sqrt
from optim.hyperparameters import defaults
from optim.internals import FIRST_MOMENT, M_HAT, SECOND_MOMENT, V_HAT
from optim.rule import Optimizer, Rule
from optim.rules.adam import MOMENTS_LATEX, m_hat, v_hat


def qhadam(x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0) -> tuple[Value, ...]:
    """Adam that lets the gradient of this step count beside the running averages."""
    m = s.beta1 * m + (1.0 - s.beta1) * g
    v = s.beta2 * v + (1.0 - s.beta2) * g * g
    m_hat = m / (1.0 - s.beta1**s.t)
    v_hat = v / (1.0 - s.beta2**s.t)
    top = (1.0 - s.nu1) * g + s.nu1 * m_hat
    bottom = sqrt((1.0 - s.nu2) * g * g + s.nu2 * v_hat) + s.eps
    return x - s.lr * top / bottom, m, v


QHADAM = Optimizer(
    key="qhadam",
    label="QHAdam",
    also="quasi-hyperbolic Adam",
    group="Adam family",
    rules={
        "paper": Rule(
            qhadam,
            settings=defaults(beta1=0.995, beta2=0.999, nu1=0.7, nu2=1.0, eps=1e-8),
            state={"m": FIRST_MOMENT, "v": SECOND_MOMENT},
            derived={M_HAT: m_hat, V_HAT: v_hat},
            formula=(
                *MOMENTS_LATEX,
                r"\hat m = \frac{m_t}{1-\beta_1^{\,t}}, \quad "
                r"\hat v = \frac{v_t}{1-\beta_2^{\,t}}, \quad g_t = \nabla f(\theta_{t-1})",
                r"\theta_t = \theta_{t-1} - \eta\,\frac{(1-\nu_1)\, g_t + \nu_1\, \hat m}"
                r"{\sqrt{(1-\nu_2)\, g_t^2 + \nu_2\, \hat v}+\epsilon}",
            ),
            source="Ma and Yarats, ICLR 2019, algorithm 2; no framework ships it",
        )
    },
)
