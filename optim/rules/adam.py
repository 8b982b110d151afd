"""Adam: momentum and a rate per coordinate, bias-corrected (Kingma and Ba, 2015).

Frameworks differ in the correction: torch and optax add eps after it, Keras before it (the paper's
"epsilon hat"), and MLX leaves the correction out unless asked.
"""

from optim.elementwise import Value, sqrt, where
from optim.hyperparameters import defaults
from optim.internals import EFFECTIVE_LR, FIRST_MOMENT, M_HAT, SECOND_MOMENT, V_HAT
from optim.rule import Optimizer, Rule


def adam(x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0) -> tuple[Value, ...]:
    """Average the gradient, divide by its root mean square: steps of about lr per coordinate."""
    g = g + s.weight_decay * x
    m = m + (1.0 - s.beta1) * (g - m)
    v = s.beta2 * v + (1.0 - s.beta2) * g * g
    denominator = sqrt(v) / sqrt(1.0 - s.beta2**s.t) + s.eps
    return x - s.lr / (1.0 - s.beta1**s.t) * m / denominator, m, v


def m_hat(s: Value, m: Value, v: Value) -> Value:
    """The first moment, corrected for having started at zero."""
    return m / (1.0 - s.beta1**s.t)


def v_hat(s: Value, m: Value, v: Value) -> Value:
    """The second moment, corrected for having started at zero."""
    return v / (1.0 - s.beta2**s.t)


def effective_lr(s: Value, m: Value, v: Value) -> Value:
    """What the corrected first moment is multiplied by."""
    return s.lr / (sqrt(v_hat(s, m, v)) + s.eps)


def keras_adam(x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0) -> tuple[Value, ...]:
    """Adam with both corrections in the rate: eps is added to the root before them."""
    x = x - x * s.weight_decay * s.lr
    rate = s.lr * sqrt(1.0 - s.beta2**s.t) / (1.0 - s.beta1**s.t)
    m = m + (g - m) * (1.0 - s.beta1)
    v = v + (g * g - v) * (1.0 - s.beta2)
    return x - m * rate / (sqrt(v) + s.eps), m, v


def keras_effective_lr(s: Value, m: Value, v: Value) -> Value:
    """What the corrected first moment is multiplied by."""
    return s.lr * sqrt(1.0 - s.beta2**s.t) / (sqrt(v) + s.eps)


def mlx_adam(x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0) -> tuple[Value, ...]:
    """Adam whose moments are left as they are: without correction the first steps are longer."""
    m = s.beta1 * m + (1.0 - s.beta1) * g
    v = s.beta2 * v + (1.0 - s.beta2) * (g * g)
    rate = s.lr / (1.0 - s.beta1**s.t) if s.bias_correction else s.lr
    root = sqrt(v) / sqrt(1.0 - s.beta2**s.t) if s.bias_correction else sqrt(v)
    return x - rate * m / (root + s.eps), m, v


def mlx_effective_lr(s: Value, m: Value, v: Value) -> Value:
    """What the first moment, corrected or not, is multiplied by."""
    return s.lr / (sqrt(where(s.bias_correction, v_hat(s, m, v), v)) + s.eps)


DERIVED = {M_HAT: m_hat, V_HAT: v_hat, EFFECTIVE_LR: effective_lr}
KERAS_DERIVED = {M_HAT: m_hat, V_HAT: v_hat, EFFECTIVE_LR: keras_effective_lr}

MOMENTS_LATEX = (
    r"m_t = \beta_1 m_{t-1} + (1-\beta_1)\, g_t",
    r"v_t = \beta_2 v_{t-1} + (1-\beta_2)\, g_t^2",
)
DECAY_LATEX = (
    r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1} \quad "
    r"\text{(decoupled: } \theta_{t-1} \gets (1-\eta\lambda)\,\theta_{t-1} \text{ instead)}"
)
UPDATE_LATEX = (
    r"\hat m = \frac{m_t}{1-\beta_1^{\,t}}, \quad \hat v = \frac{v_t}{1-\beta_2^{\,t}}",
    r"\theta_t = \theta_{t-1} - \eta\,\frac{\hat m}{\sqrt{\hat v}+\epsilon}",
)
KERAS_RATE_LATEX = r"\eta_t = \eta\,\frac{\sqrt{1-\beta_2^{\,t}}}{1-\beta_1^{\,t}}"
KERAS_LATEX = (
    r"g_t = \nabla f(\theta_{t-1})",
    *MOMENTS_LATEX,
    KERAS_RATE_LATEX,
    r"\theta_t = (1-\eta\lambda)\,\theta_{t-1} - \eta_t\,\frac{m_t}{\sqrt{v_t}+\epsilon}",
)
UNCORRECTED_LATEX = r"\eta\,\frac{m_t}{\sqrt{v_t}+\epsilon}"
MLX_LATEX = r" \quad \text{(or, if asked, with } \hat m, \hat v \text{)}"

ADAM = Optimizer(
    key="adam",
    label="Adam",
    also="adaptive moments",
    group="Adam family",
    rules={
        "torch": Rule(
            adam,
            settings=defaults(beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0),
            state={"m": FIRST_MOMENT, "v": SECOND_MOMENT},
            derived=DERIVED,
            formula=(
                r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1}",
                *MOMENTS_LATEX,
                *UPDATE_LATEX,
            ),
            source="torch.optim.Adam",
            torch=(
                "torch.optim.Adam([theta], lr={lr}, betas=({beta1}, {beta2}), eps={eps}, "
                "weight_decay={weight_decay})"
            ),
            note="PyTorch and optax: eps is added after the correction.",
            frameworks={"torch": 0.001, "optax": None},
        ),
        "keras": Rule(
            keras_adam,
            settings=defaults(beta1=0.9, beta2=0.999, eps=1e-7, weight_decay=0.0),
            state={"m": FIRST_MOMENT, "v": SECOND_MOMENT},
            derived=KERAS_DERIVED,
            formula=KERAS_LATEX,
            source="keras.optimizers.Adam",
            note="Keras: a larger eps, added before the correction, so it weighs most at first.",
            frameworks={"keras": 0.001},
        ),
        "mlx": Rule(
            mlx_adam,
            settings=defaults(beta1=0.9, beta2=0.999, eps=1e-8, bias_correction=False),
            state={"m": FIRST_MOMENT, "v": SECOND_MOMENT},
            derived={EFFECTIVE_LR: mlx_effective_lr},
            formula=(
                r"g_t = \nabla f(\theta_{t-1})",
                *MOMENTS_LATEX,
                r"\theta_t = \theta_{t-1} - " + UNCORRECTED_LATEX + MLX_LATEX,
            ),
            source="mlx.optimizers.Adam",
            note="MLX: the moments are not corrected unless asked, so the first steps are longer.",
            frameworks={"mlx": None},
        ),
    },
)
