"""AdaMax: Adam with the largest recent gradient as the divisor (Kingma and Ba, 2015).

Frameworks differ in where eps stands: torch and optax add it to each gradient's size, Keras and MLX
to the divisor. MLX does not correct the first moment.
"""

from optim.elementwise import Value, maximum
from optim.hyperparameters import defaults, explained
from optim.internals import EFFECTIVE_LR, FIRST_MOMENT, INFINITY_NORM, M_HAT
from optim.rule import Optimizer, Rule
from setting import Setting


def adamax(x: Value, g: Value, s: Value, m: Value = 0.0, u: Value = 0.0) -> tuple[Value, ...]:
    """Divide the average gradient by the largest recent one: no step is longer than about lr."""
    g = g + s.weight_decay * x
    m = m + (1.0 - s.beta1) * (g - m)
    u = maximum(s.beta2 * u, abs(g) + s.eps)
    return x - s.lr / (1.0 - s.beta1**s.t) * m / u, m, u


def m_hat(s: Value, m: Value, u: Value) -> Value:
    """The first moment, corrected for having started at zero."""
    return m / (1.0 - s.beta1**s.t)


def effective_lr(s: Value, m: Value, u: Value) -> Value:
    """What the corrected first moment is multiplied by."""
    return s.lr / u


def keras_adamax(x: Value, g: Value, s: Value, m: Value = 0.0, u: Value = 0.0) -> tuple[Value, ...]:
    """AdaMax with eps added to the divisor itself."""
    x = x - x * s.weight_decay * s.lr
    m = m + (g - m) * (1.0 - s.beta1)
    u = maximum(s.beta2 * u, abs(g))
    return x - s.lr * m / ((1.0 - s.beta1**s.t) * (u + s.eps)), m, u


def mlx_adamax(x: Value, g: Value, s: Value, m: Value = 0.0, u: Value = 0.0) -> tuple[Value, ...]:
    """AdaMax whose first moment is left as it is: the first steps are shorter."""
    m = s.beta1 * m + (1.0 - s.beta1) * g
    u = maximum(s.beta2 * u, abs(g))
    return x - s.lr * m / (u + s.eps), m, u


def keras_effective_lr(s: Value, m: Value, u: Value) -> Value:
    """What the first moment, corrected where it is, is multiplied by."""
    return s.lr / (u + s.eps)


def _settings(**values: float) -> tuple[Setting, ...]:
    forgets = "How much of the largest gradient so far is left after a step without a larger one."
    return explained(defaults(**values), beta2=forgets)


NORM_LATEX = (
    r"g_t = \nabla f(\theta_{t-1})",
    r"m_t = \beta_1 m_{t-1} + (1-\beta_1)\, g_t",
    r"u_t = \max(\beta_2 u_{t-1},\; |g_t|)",
)

ADAMAX = Optimizer(
    key="adamax",
    label="AdaMax",
    group="Adam family",
    rules={
        "torch": Rule(
            adamax,
            settings=_settings(beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0),
            state={"m": FIRST_MOMENT, "u": INFINITY_NORM},
            derived={M_HAT: m_hat, EFFECTIVE_LR: effective_lr},
            formula=(
                r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1}",
                r"m_t = \beta_1 m_{t-1} + (1-\beta_1)\, g_t",
                r"u_t = \max(\beta_2 u_{t-1},\; |g_t|+\epsilon)",
                r"\theta_t = \theta_{t-1} - \frac{\eta}{1-\beta_1^{\,t}}\,\frac{m_t}{u_t}",
            ),
            source="torch.optim.Adamax",
            torch=(
                "torch.optim.Adamax([theta], lr={lr}, betas=({beta1}, {beta2}), eps={eps}, "
                "weight_decay={weight_decay})"
            ),
            note="PyTorch and optax: eps is added to the size of each gradient.",
            frameworks={"torch": 0.002, "optax": None},
        ),
        "keras": Rule(
            keras_adamax,
            settings=_settings(beta1=0.9, beta2=0.999, eps=1e-7, weight_decay=0.0),
            state={"m": FIRST_MOMENT, "u": INFINITY_NORM},
            derived={M_HAT: m_hat, EFFECTIVE_LR: keras_effective_lr},
            formula=(
                *NORM_LATEX,
                r"\theta_t = (1-\eta\lambda)\,\theta_{t-1} - "
                r"\frac{\eta}{1-\beta_1^{\,t}}\,\frac{m_t}{u_t+\epsilon}",
            ),
            source="keras.optimizers.Adamax",
            note="Keras: a larger eps, added to the divisor.",
            frameworks={"keras": 0.001},
        ),
        "mlx": Rule(
            mlx_adamax,
            settings=_settings(beta1=0.9, beta2=0.999, eps=1e-8),
            state={"m": FIRST_MOMENT, "u": INFINITY_NORM},
            derived={EFFECTIVE_LR: keras_effective_lr},
            formula=(
                *NORM_LATEX,
                r"\theta_t = \theta_{t-1} - \eta\,\frac{m_t}{u_t+\epsilon}",
            ),
            source="mlx.optimizers.Adamax",
            note="MLX: the first moment is not corrected, so the first steps are shorter.",
            frameworks={"mlx": None},
        ),
    },
)
