"""Rprop: only the signs of the gradient, and a step size that learns (Riedmiller and Braun, 1993).

The learning rate is the size of the first step; afterwards it has no effect. Frameworks differ in
when a step is made: torch makes it at once, optax one step later, if the gradient still agrees.
"""

from optim.elementwise import Value, maximum, minimum, sign, where
from optim.hyperparameters import defaults
from optim.internals import LAST_GRADIENT, NEXT_STEP, STEP_SIZE
from optim.rule import Optimizer, Rule


def first_size(s: Value) -> Value:
    """How long the first step is."""
    return s.lr


def rprop(
    x: Value, g: Value, s: Value, previous: Value = 0.0, h: Value = None
) -> tuple[Value, ...]:
    """Step longer while a gradient keeps its sign, shorter once it has overshot."""
    agreement = g * previous
    factor = where(agreement > 0.0, s.etaplus, where(agreement < 0.0, s.etaminus, 1.0))
    h = minimum(maximum(h * factor, s.step_size_min), s.step_size_max)
    g = where(agreement < 0.0, 0.0, g)
    return x - sign(g) * h, g, h


def optax_rprop(
    x: Value, g: Value, s: Value, planned: Value = 0.0, h: Value = None
) -> tuple[Value, ...]:
    """Make the step that was planned before, unless the gradient has turned against it."""
    agreement = -(g * planned)
    factor = where(agreement > 0.0, s.etaplus, s.etaminus)
    limited = minimum(maximum(h * factor, s.step_size_min), s.step_size_max)
    h = where(agreement == 0.0, h, limited)
    x = x + where(agreement < 0.0, 0.0, planned)
    return x, where(agreement < 0.0, 0.0, -(h * sign(g))), h


LIMITS_LATEX = r"h_0 = \eta, \quad h_- \le h_t \le h_+"


RPROP = Optimizer(
    key="rprop",
    label="Rprop",
    also="resilient backpropagation",
    group="Signs of the gradient",
    rules={
        "torch": Rule(
            rprop,
            settings=defaults(etaminus=0.5, etaplus=1.2, step_size_min=1e-6, step_size_max=50.0),
            state={"previous": LAST_GRADIENT, "h": STEP_SIZE},
            start=first_size,
            formula=(
                r"h_t = h_{t-1} \cdot \begin{cases} \eta_+ & g_t\, g_{t-1} > 0 \\ "
                r"\eta_- & g_t\, g_{t-1} < 0 \\ 1 & \text{else} \end{cases}, \quad " + LIMITS_LATEX,
                r"g_t = 0 \text{ where } g_t\, g_{t-1} < 0",
                r"\theta_t = \theta_{t-1} - h_t \operatorname{sign}(g_t)",
            ),
            source="torch.optim.Rprop",
            torch=(
                "torch.optim.Rprop([theta], lr={lr}, etas=({etaminus}, {etaplus}), "
                "step_sizes=({step_size_min}, {step_size_max}))"
            ),
            note="PyTorch: a step is made at once.",
            frameworks={"torch": 0.01},
        ),
        "optax": Rule(
            optax_rprop,
            settings=defaults(etaminus=0.5, etaplus=1.2, step_size_min=1e-6, step_size_max=50.0),
            state={"planned": NEXT_STEP, "h": STEP_SIZE},
            start=first_size,
            formula=(
                r"h_t = h_{t-1} \cdot \begin{cases} \eta_+ & g_t\, \Delta_{t-1} < 0 \\ "
                r"\eta_- & g_t\, \Delta_{t-1} > 0 \\ 1 & \text{else} \end{cases}, \quad "
                + LIMITS_LATEX,
                r"\theta_t = \theta_{t-1} + \Delta_{t-1} \quad (\Delta_0 = 0)",
                r"\Delta_t = -h_t \operatorname{sign}(g_t)",
                r"\Delta_{t-1} \text{ and } \Delta_t \text{ are } 0 \text{ where } "
                r"g_t\, \Delta_{t-1} > 0",
            ),
            source="optax.rprop",
            note="optax: each step is made one step later, and not at all where the sign changed.",
            frameworks={"optax": None},
        ),
    },
)
