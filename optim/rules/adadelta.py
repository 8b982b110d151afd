"""Adadelta: AdaGrad that fades, with the step measured by earlier steps (Zeiler, 2012).

Frameworks have one update, in which Keras has another memory, another eps and, by default, a rate
of 0.001 where torch has 1.
"""

from optim.elementwise import Value, sqrt
from optim.hyperparameters import defaults
from optim.internals import EFFECTIVE_LR, SECOND_MOMENT, SQUARED_STEPS, STEP_RATIO
from optim.rule import Optimizer, Rule


def adadelta(
    x: Value, g: Value, s: Value, v: Value = 0.0, u: Value = 0.0, ratio: Value = 0.0
) -> tuple[Value, ...]:
    """Step as far as recent steps went, per size of recent gradients: no rate need be chosen."""
    g = g + s.weight_decay * x
    v = s.rho * v + (1.0 - s.rho) * g * g
    ratio = sqrt(u + s.eps) / sqrt(v + s.eps)
    delta = ratio * g
    u = s.rho * u + (1.0 - s.rho) * delta * delta
    return x - s.lr * delta, v, u, ratio


def effective_lr(s: Value, v: Value, u: Value, ratio: Value) -> Value:
    """What the gradient is multiplied by."""
    return s.lr * ratio


def keras_adadelta(
    x: Value, g: Value, s: Value, v: Value = 0.0, u: Value = 0.0, ratio: Value = 0.0
) -> tuple[Value, ...]:
    """Adadelta as its paper has it, times a learning rate."""
    x = x - x * s.weight_decay * s.lr
    v = s.rho * v + (1.0 - s.rho) * g * g
    ratio = sqrt(u + s.eps) / sqrt(v + s.eps)
    delta = ratio * g
    u = s.rho * u + (1.0 - s.rho) * delta * delta
    return x - s.lr * delta, v, u, ratio


STEP_LATEX = (
    r"v_t = \rho\, v_{t-1} + (1-\rho)\, g_t^2",
    r"\Delta_t = \frac{\sqrt{u_{t-1}+\epsilon}}{\sqrt{v_t+\epsilon}}\; g_t",
    r"u_t = \rho\, u_{t-1} + (1-\rho)\, \Delta_t^2",
)

ADADELTA = Optimizer(
    key="adadelta",
    label="Adadelta",
    group="Adaptive rates",
    rules={
        "torch": Rule(
            adadelta,
            settings=defaults(rho=0.9, eps=1e-6, weight_decay=0.0),
            state={"v": SECOND_MOMENT, "u": SQUARED_STEPS, "ratio": STEP_RATIO},
            derived={EFFECTIVE_LR: effective_lr},
            formula=(
                r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1}",
                *STEP_LATEX,
                r"\theta_t = \theta_{t-1} - \eta\, \Delta_t",
            ),
            source="torch.optim.Adadelta",
            torch=(
                "torch.optim.Adadelta([theta], lr={lr}, rho={rho}, eps={eps}, "
                "weight_decay={weight_decay})"
            ),
            note="PyTorch, optax and MLX: the paper's update, times a learning rate.",
            frameworks={"torch": 1.0, "optax": None, "mlx": None},
        ),
        "keras": Rule(
            keras_adadelta,
            settings=defaults(rho=0.95, eps=1e-7, weight_decay=0.0),
            state={"v": SECOND_MOMENT, "u": SQUARED_STEPS, "ratio": STEP_RATIO},
            derived={EFFECTIVE_LR: effective_lr},
            formula=(
                r"g_t = \nabla f(\theta_{t-1})",
                *STEP_LATEX,
                r"\theta_t = (1-\eta\lambda)\,\theta_{t-1} - \eta\, \Delta_t",
            ),
            source="keras.optimizers.Adadelta",
            note="Keras: a longer memory and a smaller eps, so that it sets off more slowly.",
            frameworks={"keras": 0.001},
        ),
    },
)
