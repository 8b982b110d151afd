"""signSGD: a step of the same length whatever the slope (Bernstein et al., 2018)."""

from optim.elementwise import Value, sign
from optim.rule import Optimizer, Rule


def signsgd(x: Value, g: Value, s: Value) -> tuple[Value, ...]:
    """Step lr in each coordinate, up or down: only the sign of the gradient counts."""
    return (x - s.lr * sign(g),)


SIGNSGD = Optimizer(
    key="signsgd",
    label="signSGD",
    also="sign of the gradient",
    group="Signs of the gradient",
    rules={
        "optax": Rule(
            signsgd,
            formula=(
                r"\theta_t = \theta_{t-1} - \eta \operatorname{sign}\, \nabla f(\theta_{t-1})",
            ),
            source="optax.sign_sgd",
        )
    },
)
