"""RMSProp: like AdaGrad, but old gradients fade (Tieleman and Hinton, 2012).

Frameworks differ in how fast they fade and where eps stands: torch and MLX add it to the root,
Keras and optax to the average; their momentum keeps whole steps, lr inside.
"""

from dataclasses import replace

from optim.elementwise import Value, sqrt, where
from optim.hyperparameters import defaults
from optim.internals import (
    EFFECTIVE_LR,
    FIRST_MOMENT,
    MOMENTUM_BUFFER,
    SECOND_MOMENT,
    VELOCITY,
)
from optim.rule import Optimizer, Rule


def rmsprop(
    x: Value, g: Value, s: Value, v: Value = 0.0, m: Value = 0.0, b: Value = 0.0
) -> tuple[Value, ...]:
    """Divide by the root of a running average of squared gradients: every slope looks alike."""
    g = g + s.weight_decay * x
    v = s.alpha * v + (1.0 - s.alpha) * g * g
    m = m + (1.0 - s.alpha) * (g - m)
    denominator = sqrt(v - m * m if s.centered else v) + s.eps
    b = where(s.momentum > 0.0, s.momentum * b + g / denominator, b)
    return x - where(s.momentum > 0.0, s.lr * b, s.lr * g / denominator), v, m, b


def effective_lr(s: Value, v: Value, m: Value, b: Value) -> Value:
    """What the gradient is multiplied by."""
    return s.lr / (sqrt(where(s.centered, v - m * m, v)) + s.eps)


def rmsprop_inside(
    x: Value, g: Value, s: Value, v: Value = 0.0, m: Value = 0.0, b: Value = 0.0
) -> tuple[Value, ...]:
    """RMSProp with eps inside the root, and a velocity made of whole steps."""
    v = s.alpha * v + (1.0 - s.alpha) * g * g
    m = s.alpha * m + (1.0 - s.alpha) * g
    b = s.momentum * b - s.lr * g / sqrt((v - m * m if s.centered else v) + s.eps)
    return x + b, v, m, b


def keras_rmsprop(
    x: Value, g: Value, s: Value, v: Value = 0.0, m: Value = 0.0, b: Value = 0.0
) -> tuple[Value, ...]:
    """The same after shrinking the parameters by lr times the weight decay."""
    x = x - x * s.weight_decay * s.lr
    v = s.alpha * v + (1.0 - s.alpha) * g * g
    m = s.alpha * m + (1.0 - s.alpha) * g
    step = s.lr * g / sqrt((v - m * m if s.centered else v) + s.eps)
    b = where(s.momentum > 0.0, s.momentum * b - step, b)
    return where(s.momentum > 0.0, x + b, x - step), v, m, b


def inside_effective_lr(s: Value, v: Value, m: Value, b: Value) -> Value:
    """What the gradient is multiplied by."""
    return s.lr / sqrt(where(s.centered, v - m * m, v) + s.eps)


CENTERED_LATEX = (
    r"\text{(centered: } v_t - m_t^2 \text{ for } v_t,\; "
    r"m_t = \alpha\, m_{t-1} + (1-\alpha)\, g_t \text{)}"
)

OPTAX = Rule(
    rmsprop_inside,
    settings=defaults(alpha=0.9, momentum=0.0, eps=1e-8, centered=False),
    state={"v": SECOND_MOMENT, "m": FIRST_MOMENT, "b": VELOCITY},
    derived={EFFECTIVE_LR: inside_effective_lr},
    formula=(
        r"g_t = \nabla f(\theta_{t-1})",
        r"v_t = \alpha\, v_{t-1} + (1-\alpha)\, g_t^2",
        r"b_t = \mu\, b_{t-1} - \eta\,\frac{g_t}{\sqrt{v_t+\epsilon}} \quad " + CENTERED_LATEX,
        r"\theta_t = \theta_{t-1} + b_t",
    ),
    source="optax.rmsprop",
    note="optax: shorter memory, eps inside the root, lr inside the velocity.",
    frameworks={"optax": None},
)

RMSPROP = Optimizer(
    key="rmsprop",
    label="RMSProp",
    also="root mean square propagation",
    group="Adaptive rates",
    rules={
        "torch": Rule(
            rmsprop,
            settings=defaults(alpha=0.99, eps=1e-8, weight_decay=0.0, momentum=0.0, centered=False),
            state={"v": SECOND_MOMENT, "m": FIRST_MOMENT, "b": MOMENTUM_BUFFER},
            derived={EFFECTIVE_LR: effective_lr},
            formula=(
                r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1}",
                r"v_t = \alpha\, v_{t-1} + (1-\alpha)\, g_t^2",
                r"b_t = \mu\, b_{t-1} + \frac{g_t}{\sqrt{v_t}+\epsilon} \quad " + CENTERED_LATEX,
                r"\theta_t = \theta_{t-1} - \eta\, b_t",
            ),
            source="torch.optim.RMSprop",
            torch=(
                "torch.optim.RMSprop([theta], lr={lr}, alpha={alpha}, eps={eps}, "
                "weight_decay={weight_decay})"
            ),
            torch_options=("momentum", "centered"),
            note="PyTorch and MLX: eps is added to the root.",
            frameworks={"torch": 0.01, "mlx": None},
        ),
        "keras": replace(
            OPTAX,
            step=keras_rmsprop,
            settings=defaults(alpha=0.9, momentum=0.0, eps=1e-7, centered=False, weight_decay=0.0),
            formula=(*OPTAX.formula[:-1], r"\theta_t = (1-\eta\lambda)\,\theta_{t-1} + b_t"),
            source="keras.optimizers.RMSprop",
            note="Keras: as optax with a larger eps; weight decay shrinks the parameters.",
            frameworks={"keras": 0.001},
        ),
        "optax": OPTAX,
    },
)
