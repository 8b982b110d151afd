"""Gradient descent: a step against the gradient (Cauchy, 1847)."""

from optim.elementwise import Value
from optim.hyperparameters import defaults
from optim.rule import Optimizer, Rule


def gradient_descent(x: Value, g: Value, s: Value) -> tuple[Value, ...]:
    """Step against the gradient, as long as the gradient is steep."""
    g = g + s.weight_decay * x
    return (x - s.lr * g,)


GRADIENT_DESCENT = Optimizer(
    key="gradient_descent",
    label="Gradient descent",
    also="SGD",
    group="Gradient and momentum",
    rules={
        "torch": Rule(
            gradient_descent,
            settings=defaults(weight_decay=0.0),
            formula=(
                r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1}",
                r"\theta_t = \theta_{t-1} - \eta\, g_t",
            ),
            source="torch.optim.SGD",
            torch="torch.optim.SGD([theta], lr={lr}, weight_decay={weight_decay})",
            frameworks={"torch": 0.001, "keras": 0.01, "optax": None, "mlx": None},
        )
    },
)
