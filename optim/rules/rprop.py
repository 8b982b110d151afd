"""Rprop: only the signs of the gradient, and a step size that learns (Riedmiller and Braun, 1993).

The learning rate is the size of the first step; afterwards it has no effect.
"""

from optim.elementwise import Value, maximum, minimum, sign, where
from optim.internals import LAST_GRADIENT, STEP_SIZE
from optim.rule import Optimizer, Rule
from optim.settings import defaults


def rprop(
    x: Value, g: Value, s: Value, previous: Value = 0.0, h: Value = None
) -> tuple[Value, ...]:
    """Step longer while a gradient keeps its sign, shorter once it has overshot."""
    agreement = g * previous
    factor = where(agreement > 0.0, s.etaplus, where(agreement < 0.0, s.etaminus, 1.0))
    h = minimum(maximum(h * factor, s.step_size_min), s.step_size_max)
    g = where(agreement < 0.0, 0.0, g)
    return x - sign(g) * h, g, h


RPROP = Optimizer(
    key="rprop",
    label="Rprop",
    group="Signs of the gradient",
    rules={
        "torch": Rule(
            rprop,
            settings=defaults(etaminus=0.5, etaplus=1.2, step_size_min=1e-6, step_size_max=50.0),
            state={"previous": LAST_GRADIENT, "h": STEP_SIZE},
            start=lambda s: s.lr,
            formula=(
                r"h_t = h_{t-1} \cdot \begin{cases} \eta_+ & g_t\, g_{t-1} > 0 \\ "
                r"\eta_- & g_t\, g_{t-1} < 0 \\ 1 & \text{else} \end{cases}, \quad "
                r"h_0 = \eta, \quad h_- \le h_t \le h_+",
                r"g_t = 0 \text{ where } g_t\, g_{t-1} < 0",
                r"\theta_t = \theta_{t-1} - h_t \operatorname{sign}(g_t)",
            ),
            source="torch.optim.Rprop",
            torch=(
                "torch.optim.Rprop([theta], lr={lr}, etas=({etaminus}, {etaplus}), "
                "step_sizes=({step_size_min}, {step_size_max}))"
            ),
        )
    },
)
