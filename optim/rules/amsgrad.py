"""AMSGrad: Adam whose divisor never falls (Reddi, Kale and Kumar, 2018).

Frameworks differ in what is kept: torch and Keras keep the largest second moment and correct it
afterwards, optax corrects first: there the first gradients count in full, and steps stay short
after a steep start.
"""

from optim.elementwise import Value, maximum, sqrt
from optim.hyperparameters import defaults
from optim.internals import (
    EFFECTIVE_LR,
    FIRST_MOMENT,
    LARGEST_SECOND_MOMENT,
    M_HAT,
    SECOND_MOMENT,
)
from optim.rule import Optimizer, Rule
from optim.rules.adam import DECAY_LATEX, KERAS_RATE_LATEX, MOMENTS_LATEX


def amsgrad(
    x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0, v_max: Value = 0.0
) -> tuple[Value, ...]:
    """Adam, but divided by the largest second moment so far: a steep place is not forgotten."""
    g = g if s.decoupled_weight_decay else g + s.weight_decay * x
    x = x * (1.0 - s.lr * s.weight_decay) if s.decoupled_weight_decay else x
    m = m + (1.0 - s.beta1) * (g - m)
    v = s.beta2 * v + (1.0 - s.beta2) * g * g
    v_max = maximum(v_max, v)
    denominator = sqrt(v_max) / sqrt(1.0 - s.beta2**s.t) + s.eps
    return x - s.lr / (1.0 - s.beta1**s.t) * m / denominator, m, v, v_max


def m_hat(s: Value, m: Value, v: Value, v_max: Value) -> Value:
    """The first moment, corrected for having started at zero."""
    return m / (1.0 - s.beta1**s.t)


def effective_lr(s: Value, m: Value, v: Value, v_max: Value) -> Value:
    """What the corrected first moment is multiplied by."""
    return s.lr / (sqrt(v_max / (1.0 - s.beta2**s.t)) + s.eps)


def keras_amsgrad(
    x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0, v_max: Value = 0.0
) -> tuple[Value, ...]:
    """AMSGrad with both corrections in the rate: eps is added to the root before them."""
    x = x - x * s.weight_decay * s.lr
    rate = s.lr * sqrt(1.0 - s.beta2**s.t) / (1.0 - s.beta1**s.t)
    m = m + (g - m) * (1.0 - s.beta1)
    v = v + (g * g - v) * (1.0 - s.beta2)
    v_max = maximum(v_max, v)
    return x - m * rate / (sqrt(v_max) + s.eps), m, v, v_max


def keras_effective_lr(s: Value, m: Value, v: Value, v_max: Value) -> Value:
    """What the corrected first moment is multiplied by."""
    return s.lr * sqrt(1.0 - s.beta2**s.t) / (sqrt(v_max) + s.eps)


def optax_amsgrad(
    x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0, v_max: Value = 0.0
) -> tuple[Value, ...]:
    """AMSGrad that corrects the second moment before it takes the largest."""
    m = (1.0 - s.beta1) * g + s.beta1 * m
    v = (1.0 - s.beta2) * g * g + s.beta2 * v
    v_max = maximum(v_max, v / (1.0 - s.beta2**s.t))
    return x - s.lr * (m / (1.0 - s.beta1**s.t) / (sqrt(v_max) + s.eps)), m, v, v_max


def optax_effective_lr(s: Value, m: Value, v: Value, v_max: Value) -> Value:
    """What the corrected first moment is multiplied by."""
    return s.lr / (sqrt(v_max) + s.eps)


STATE = {"m": FIRST_MOMENT, "v": SECOND_MOMENT, "v_max": LARGEST_SECOND_MOMENT}
PLAIN_LATEX = r"g_t = \nabla f(\theta_{t-1})"
LARGEST_LATEX = r"v^\mathrm{max}_t = \max(v^\mathrm{max}_{t-1},\; v_t)"


AMSGRAD = Optimizer(
    key="amsgrad",
    label="AMSGrad",
    group="Adam family",
    rules={
        "torch": Rule(
            amsgrad,
            settings=defaults(
                beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0, decoupled_weight_decay=False
            ),
            state=STATE,
            derived={M_HAT: m_hat, EFFECTIVE_LR: effective_lr},
            formula=(
                DECAY_LATEX,
                *MOMENTS_LATEX,
                LARGEST_LATEX,
                r"\theta_t = \theta_{t-1} - \frac{\eta}{1-\beta_1^{\,t}}\,\frac{m_t}"
                r"{\sqrt{v^\mathrm{max}_t / (1-\beta_2^{\,t})}+\epsilon}",
            ),
            source="torch.optim.Adam with amsgrad=True",
            torch=(
                "torch.optim.Adam([theta], lr={lr}, betas=({beta1}, {beta2}), eps={eps}, "
                "weight_decay={weight_decay}, amsgrad=True)"
            ),
            torch_options=("decoupled_weight_decay",),
            note="PyTorch: the largest second moment is corrected when it is used.",
            frameworks={"torch": 0.001},
        ),
        "keras": Rule(
            keras_amsgrad,
            settings=defaults(beta1=0.9, beta2=0.999, eps=1e-7, weight_decay=0.0),
            state=STATE,
            derived={M_HAT: m_hat, EFFECTIVE_LR: keras_effective_lr},
            formula=(
                PLAIN_LATEX,
                *MOMENTS_LATEX,
                LARGEST_LATEX,
                KERAS_RATE_LATEX,
                r"\theta_t = (1-\eta\lambda)\,\theta_{t-1} - \eta_t\,"
                r"\frac{m_t}{\sqrt{v^\mathrm{max}_t}+\epsilon}",
            ),
            source="keras.optimizers.Adam with amsgrad=True",
            note="Keras: as PyTorch with a larger eps, added before the correction.",
            frameworks={"keras": 0.001},
        ),
        "optax": Rule(
            optax_amsgrad,
            settings=defaults(beta1=0.9, beta2=0.999, eps=1e-8),
            state=STATE,
            derived={M_HAT: m_hat, EFFECTIVE_LR: optax_effective_lr},
            formula=(
                PLAIN_LATEX,
                *MOMENTS_LATEX,
                r"v^\mathrm{max}_t = \max\Bigl(v^\mathrm{max}_{t-1},\; "
                r"\frac{v_t}{1-\beta_2^{\,t}}\Bigr)",
                r"\theta_t = \theta_{t-1} - \frac{\eta}{1-\beta_1^{\,t}}\,"
                r"\frac{m_t}{\sqrt{v^\mathrm{max}_t}+\epsilon}",
            ),
            source="optax.amsgrad",
            note="optax: the largest corrected second moment, in which steep first steps stay.",
            frameworks={"optax": None},
        ),
    },
)
