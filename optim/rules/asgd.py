"""ASGD: gradient descent that also averages its points (Polyak and Juditsky, 1992).

The point drawn is the one that moves; the average is kept beside it. A new learning rate enters
one step late, as in torch.
"""

from dataclasses import replace

from optim.elementwise import Value, maximum, where
from optim.hyperparameters import defaults
from optim.internals import AVERAGE, NEXT_LR
from optim.rule import Optimizer, Rule

ALPHA = replace(
    defaults(alpha=0.75)[0], help="The rate falls as the step number to this power.", high=1.0
)


def first_rate(s: Value) -> Value:
    """Its own rate begins at lr."""
    return s.lr


def asgd(
    x: Value, g: Value, s: Value, average: Value = 0.0, rate: Value = None
) -> tuple[Value, ...]:
    """Descend with a slowly falling rate, and average the points from step t0 on."""
    g = g + s.weight_decay * x
    x = x * (1.0 - s.lambd * rate) - rate * g
    mu = 1.0 / maximum(1.0, s.t - 1.0 - s.t0)
    average = where(mu == 1.0, x, average + (x - average) * mu)
    return x, average, s.lr / (1.0 + s.lambd * s.lr * s.t) ** s.alpha


ASGD = Optimizer(
    key="asgd",
    label="ASGD",
    also="averaged SGD",
    group="Averaging",
    rules={
        "torch": Rule(
            asgd,
            settings=(
                *defaults(lambd=1e-4),
                ALPHA,
                *defaults(t0=1e6, weight_decay=0.0),
            ),
            state={"average": AVERAGE, "rate": NEXT_LR},
            start=first_rate,
            formula=(
                r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1}",
                r"\theta_t = (1 - \lambda_d\,\eta_t)\,\theta_{t-1} - \eta_t\, g_t, \quad "
                r"\eta_1 = \eta",
                r"\bar\theta_t = \bar\theta_{t-1} + \mu_t\,(\theta_t - \bar\theta_{t-1}), \quad "
                r"\mu_t = \frac{1}{\max(1,\; t - 1 - t_0)}",
                r"\eta_{t+1} = \frac{\eta}{(1 + \lambda_d\,\eta\, t)^\alpha}",
            ),
            source="torch.optim.ASGD",
            torch=(
                "torch.optim.ASGD([theta], lr={lr}, lambd={lambd}, alpha={alpha}, t0={t0}, "
                "weight_decay={weight_decay})"
            ),
        )
    },
)
