"""QHM, quasi-hyperbolic momentum: gradient and velocity mixed (Ma and Yarats, 2019)."""

from optim.elementwise import Value
from optim.hyperparameters import defaults, explained
from optim.internals import FIRST_MOMENT
from optim.rule import Optimizer, Rule


def qhm(x: Value, g: Value, s: Value, m: Value = 0.0) -> tuple[Value, ...]:
    """Step along a mix of the gradient and its running average; NAG is one such mix."""
    m = s.momentum * m + (1.0 - s.momentum) * g
    return x - s.lr * ((1.0 - s.nu) * g + s.nu * m), m


QHM = Optimizer(
    key="qhm",
    label="QHM",
    also="quasi-hyperbolic momentum",
    group="Gradient and momentum",
    rules={
        "paper": Rule(
            qhm,
            settings=explained(
                defaults(momentum=0.999, nu=0.7),
                momentum="Memory of the running average of the gradient.",
            ),
            state={"m": FIRST_MOMENT},
            formula=(
                r"m_t = \mu\, m_{t-1} + (1-\mu)\, g_t, \quad g_t = \nabla f(\theta_{t-1})",
                r"\theta_t = \theta_{t-1} - \eta\,\big((1-\nu)\, g_t + \nu\, m_t\big)",
            ),
            source="Ma and Yarats, ICLR 2019, algorithm 1; no framework ships it",
        )
    },
)
