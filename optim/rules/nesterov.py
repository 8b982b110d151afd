"""Nesterov's accelerated gradient, NAG (Nesterov, 1983).

The classical form (Sutskever et al., 2013) walks with the velocity first and takes the gradient
there. torch stores that look-ahead point itself as the parameter, so its gradient is taken where
it stands; at a constant rate both are the same points, drawn one velocity apart.
"""

from optim.elementwise import Value
from optim.internals import MOMENTUM_BUFFER, VELOCITY
from optim.rule import Optimizer, Rule
from optim.rules.momentum import CLASSICAL_TORCH, classical_momentum
from optim.settings import defaults


def nesterov(x: Value, g: Value, s: Value, v: Value = 0.0) -> tuple[Value, ...]:
    """Momentum that looks ahead: the gradient corrects the step the velocity is about to make."""
    g = g + s.weight_decay * x
    v = s.momentum * v + g
    return x - s.lr * (g + s.momentum * v), v


def look_ahead(x: Value, s: Value, v: Value) -> Value:
    """Where the velocity alone would carry the point."""
    return x + s.momentum * v


CLASSICAL_NESTEROV_TORCH = (
    CLASSICAL_TORCH.replace("ClassicalMomentum", "ClassicalNesterov").replace(
        "Momentum with lr inside the velocity (torch.optim.SGD keeps it outside).",
        "NAG with lr inside the velocity and theta where Sutskever et al. have it.",
    )
    + '''
    def look_ahead(self, theta):
        """Where the gradient is taken."""
        v = self.state[theta].get("v", torch.zeros_like(theta))
        return theta + self.param_groups[0]["momentum"] * v
'''
)

NESTEROV = Optimizer(
    key="nesterov",
    label="NAG",
    rules={
        "torch": Rule(
            nesterov,
            settings=defaults(momentum=0.9, weight_decay=0.0),
            state={"v": MOMENTUM_BUFFER},
            formula=(
                r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1}",
                r"v_t = \mu\, v_{t-1} + g_t",
                r"\theta_t = \theta_{t-1} - \eta\, (g_t + \mu\, v_t)",
            ),
            source="torch.optim.SGD",
            torch=(
                "torch.optim.SGD([theta], lr={lr}, momentum={momentum}, "
                "weight_decay={weight_decay}, nesterov=True)"
            ),
        ),
        "classical": Rule(
            classical_momentum,
            settings=defaults(momentum=0.9),
            state={"v": VELOCITY},
            gradient_at=look_ahead,
            formula=(
                r"v_t = \mu\, v_{t-1} - \eta\, \nabla f(\theta_{t-1} + \mu\, v_{t-1})",
                r"\theta_t = \theta_{t-1} + v_t",
            ),
            source="Sutskever et al., ICML 2013, eq. 3-4",
            torch="ClassicalNesterov([theta], lr={lr}, momentum={momentum})",
            torch_setup=CLASSICAL_NESTEROV_TORCH,
        ),
    },
)
