"""RAdam: Adam that waits until its second moment can be trusted (Liu et al., 2020).

Frameworks differ in where eps stands: torch adds it before the correction, optax after it.
"""

from optim.elementwise import Value, maximum, sqrt, where
from optim.hyperparameters import defaults
from optim.internals import EFFECTIVE_LR, FIRST_MOMENT, M_HAT, SECOND_MOMENT, V_HAT
from optim.rule import Optimizer, Rule
from optim.rules.adam import DECAY_LATEX, MOMENTS_LATEX, m_hat, v_hat


def radam(x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0) -> tuple[Value, ...]:
    """Begin as momentum and turn into Adam as the second moment has seen enough gradients."""
    g = g if s.decoupled_weight_decay else g + s.weight_decay * x
    x = x * (1.0 - s.lr * s.weight_decay) if s.decoupled_weight_decay else x
    m = m + (1.0 - s.beta1) * (g - m)
    v = s.beta2 * v + (1.0 - s.beta2) * g * g
    rho_inf = longest(s)
    rho = length(s, rho_inf)
    above = product(rho, rho_inf)
    below = product(rho_inf, rho)
    r = sqrt(maximum(above / below, 0.0))
    factor = sqrt(1.0 - s.beta2**s.t) / (sqrt(v) + s.eps) * r
    return x - m / (1.0 - s.beta1**s.t) * s.lr * where(rho > 5.0, factor, 1.0), m, v


def longest(s: Value) -> Value:
    """How many gradients the second moment holds in the end."""
    return 2.0 / (1.0 - s.beta2) - 1.0


def length(s: Value, rho_inf: Value) -> Value:
    """How many gradients the second moment holds by now."""
    return rho_inf - 2.0 * s.t * s.beta2**s.t / (1.0 - s.beta2**s.t)


def product(rho: Value, other: Value) -> Value:
    """What the variance of a second moment of this length is reckoned from."""
    return (rho - 4.0) * (rho - 2.0) * other


def rectified(rho: Value, rho_inf: Value) -> Value:
    """The factor that makes up for the variance of a short second moment; 0 for the shortest."""
    return sqrt(maximum(product(rho, rho_inf) / product(rho_inf, rho), 0.0))


def effective_lr(s: Value, m: Value, v: Value) -> Value:
    """What the corrected first moment is multiplied by."""
    rho_inf = longest(s)
    rho = length(s, rho_inf)
    factor = sqrt(1.0 - s.beta2**s.t) / (sqrt(v) + s.eps) * rectified(rho, rho_inf)
    return s.lr * where(rho > 5.0, factor, 1.0)


def optax_radam(x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0) -> tuple[Value, ...]:
    """RAdam with eps added after the correction."""
    m = (1.0 - s.beta1) * g + s.beta1 * m
    v = (1.0 - s.beta2) * g * g + s.beta2 * v
    rho_inf = longest(s)
    rho = length(s, rho_inf)
    above = product(rho, rho_inf)
    below = product(rho_inf, rho)
    r = sqrt(maximum(above / below, 0.0))
    factor = r / (sqrt(v / (1.0 - s.beta2**s.t)) + s.eps)
    return x - s.lr * (m / (1.0 - s.beta1**s.t)) * where(rho >= 5.0, factor, 1.0), m, v


def optax_effective_lr(s: Value, m: Value, v: Value) -> Value:
    """What the corrected first moment is multiplied by."""
    rho_inf = longest(s)
    rho = length(s, rho_inf)
    factor = rectified(rho, rho_inf) / (sqrt(v_hat(s, m, v)) + s.eps)
    return s.lr * where(rho >= 5.0, factor, 1.0)


LENGTH_LATEX = (
    r"\hat m = \frac{m_t}{1-\beta_1^{\,t}}, \quad "
    r"\rho_\infty = \frac{2}{1-\beta_2} - 1, \quad "
    r"\rho_t = \rho_\infty - \frac{2t\beta_2^{\,t}}{1-\beta_2^{\,t}}",
    r"r_t = \sqrt{\frac{(\rho_t-4)(\rho_t-2)\rho_\infty}"
    r"{(\rho_\infty-4)(\rho_\infty-2)\rho_t}}",
)

RADAM = Optimizer(
    key="radam",
    label="RAdam",
    also="rectified Adam",
    group="Adam family",
    rules={
        "torch": Rule(
            radam,
            settings=defaults(
                beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0, decoupled_weight_decay=False
            ),
            state={"m": FIRST_MOMENT, "v": SECOND_MOMENT},
            derived={M_HAT: m_hat, V_HAT: v_hat, EFFECTIVE_LR: effective_lr},
            formula=(
                DECAY_LATEX,
                *MOMENTS_LATEX,
                *LENGTH_LATEX,
                r"\theta_t = \theta_{t-1} - \eta\, r_t\, \hat m\,"
                r"\frac{\sqrt{1-\beta_2^{\,t}}}{\sqrt{v_t}+\epsilon} \text{ if } \rho_t > 5, "
                r"\text{ else } \theta_{t-1} - \eta\, \hat m",
            ),
            source="torch.optim.RAdam",
            torch=(
                "torch.optim.RAdam([theta], lr={lr}, betas=({beta1}, {beta2}), eps={eps}, "
                "weight_decay={weight_decay})"
            ),
            torch_options=("decoupled_weight_decay",),
            note="PyTorch: eps is added before the correction, so it weighs most at first.",
            frameworks={"torch": 0.001},
        ),
        "optax": Rule(
            optax_radam,
            settings=defaults(beta1=0.9, beta2=0.999, eps=1e-8),
            state={"m": FIRST_MOMENT, "v": SECOND_MOMENT},
            derived={M_HAT: m_hat, V_HAT: v_hat, EFFECTIVE_LR: optax_effective_lr},
            formula=(
                r"g_t = \nabla f(\theta_{t-1})",
                *MOMENTS_LATEX,
                *LENGTH_LATEX,
                r"\theta_t = \theta_{t-1} - \eta\, \frac{r_t\, \hat m}"
                r"{\sqrt{v_t/(1-\beta_2^{\,t})}+\epsilon} \text{ if } \rho_t \ge 5, "
                r"\text{ else } \theta_{t-1} - \eta\, \hat m",
            ),
            source="optax.radam",
            note="optax: eps is added after the correction.",
            frameworks={"optax": None},
        ),
    },
)
