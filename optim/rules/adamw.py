"""AdamW: Adam whose weight decay stays outside the gradient (Loshchilov and Hutter, 2019).

Frameworks differ as they do in Adam, and by their default decay: 0.01, 0.004 or 0.0001.
"""

from optim.elementwise import Value, sqrt
from optim.hyperparameters import defaults
from optim.internals import EFFECTIVE_LR, FIRST_MOMENT, SECOND_MOMENT
from optim.rule import Optimizer, Rule
from optim.rules.adam import (
    DERIVED,
    KERAS_DERIVED,
    KERAS_LATEX,
    MLX_LATEX,
    MOMENTS_LATEX,
    UNCORRECTED_LATEX,
    keras_adam,
    mlx_effective_lr,
)


def adamw(x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0) -> tuple[Value, ...]:
    """Shrink the parameters by lr times the decay, then step as Adam does."""
    x = x * (1.0 - s.lr * s.weight_decay)
    m = m + (1.0 - s.beta1) * (g - m)
    v = s.beta2 * v + (1.0 - s.beta2) * g * g
    denominator = sqrt(v) / sqrt(1.0 - s.beta2**s.t) + s.eps
    return x - s.lr / (1.0 - s.beta1**s.t) * m / denominator, m, v


def optax_adamw(x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0) -> tuple[Value, ...]:
    """Add the decay to Adam's step: both are taken from the same point."""
    m = (1.0 - s.beta1) * g + s.beta1 * m
    v = (1.0 - s.beta2) * (g * g) + s.beta2 * v
    m_hat = m / (1.0 - s.beta1**s.t)
    v_hat = v / (1.0 - s.beta2**s.t)
    return x - s.lr * (m_hat / (sqrt(v_hat) + s.eps) + s.weight_decay * x), m, v


def mlx_adamw(x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0) -> tuple[Value, ...]:
    """Shrink the parameters by lr times the decay, then step as MLX' Adam does."""
    x = x * (1.0 - s.lr * s.weight_decay)
    m = s.beta1 * m + (1.0 - s.beta1) * g
    v = s.beta2 * v + (1.0 - s.beta2) * (g * g)
    rate = s.lr / (1.0 - s.beta1**s.t) if s.bias_correction else s.lr
    root = sqrt(v) / sqrt(1.0 - s.beta2**s.t) if s.bias_correction else sqrt(v)
    return x - rate * m / (root + s.eps), m, v


ADAMW = Optimizer(
    key="adamw",
    label="AdamW",
    also="Adam with decoupled weight decay",
    group="Adam family",
    rules={
        "torch": Rule(
            adamw,
            settings=defaults(beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.01),
            state={"m": FIRST_MOMENT, "v": SECOND_MOMENT},
            derived=DERIVED,
            formula=(
                r"g_t = \nabla f(\theta_{t-1})",
                *MOMENTS_LATEX,
                r"\hat m = \frac{m_t}{1-\beta_1^{\,t}}, \quad "
                r"\hat v = \frac{v_t}{1-\beta_2^{\,t}}",
                r"\theta_t = (1-\eta\lambda)\,\theta_{t-1} "
                r"- \eta\,\frac{\hat m}{\sqrt{\hat v}+\epsilon}",
            ),
            source="torch.optim.AdamW",
            torch=(
                "torch.optim.AdamW([theta], lr={lr}, betas=({beta1}, {beta2}), eps={eps}, "
                "weight_decay={weight_decay})"
            ),
            note="PyTorch: the decay, 0.01, comes first; eps is added after the correction.",
            frameworks={"torch": 0.001},
        ),
        "keras": Rule(
            keras_adam,
            settings=defaults(beta1=0.9, beta2=0.999, eps=1e-7, weight_decay=0.004),
            state={"m": FIRST_MOMENT, "v": SECOND_MOMENT},
            derived=KERAS_DERIVED,
            formula=KERAS_LATEX,
            source="keras.optimizers.AdamW",
            note="Keras: less decay, and a larger eps, added before the correction.",
            frameworks={"keras": 0.001},
        ),
        "optax": Rule(
            optax_adamw,
            settings=defaults(beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=1e-4),
            state={"m": FIRST_MOMENT, "v": SECOND_MOMENT},
            derived=DERIVED,
            formula=(
                r"g_t = \nabla f(\theta_{t-1})",
                *MOMENTS_LATEX,
                r"\hat m = \frac{m_t}{1-\beta_1^{\,t}}, \quad "
                r"\hat v = \frac{v_t}{1-\beta_2^{\,t}}",
                r"\theta_t = \theta_{t-1} - \eta\left(\frac{\hat m}{\sqrt{\hat v}+\epsilon} "
                r"+ \lambda\,\theta_{t-1}\right)",
            ),
            source="optax.adamw",
            note="optax: a hundredth of PyTorch's decay, added to the step.",
            frameworks={"optax": None},
        ),
        "mlx": Rule(
            mlx_adamw,
            settings=defaults(
                beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.01, bias_correction=False
            ),
            state={"m": FIRST_MOMENT, "v": SECOND_MOMENT},
            derived={EFFECTIVE_LR: mlx_effective_lr},
            formula=(
                r"g_t = \nabla f(\theta_{t-1})",
                *MOMENTS_LATEX,
                r"\theta_t = (1-\eta\lambda)\,\theta_{t-1} - " + UNCORRECTED_LATEX + MLX_LATEX,
            ),
            source="mlx.optimizers.AdamW",
            note="MLX: PyTorch's decay; the moments are not corrected unless asked.",
            frameworks={"mlx": None},
        ),
    },
)
