"""NAdam: Adam with Nesterov's look-ahead (Dozat, 2016).

Frameworks differ in the momentum coefficient: in torch it rises from half of beta1 over thousands
of steps, in Keras 250 times faster, in optax it is beta1 from the start.
"""

from optim.elementwise import Value, sqrt
from optim.hyperparameters import defaults
from optim.internals import EFFECTIVE_LR, FIRST_MOMENT, MU_PRODUCT, SECOND_MOMENT, V_HAT
from optim.rule import Optimizer, Rule
from optim.rules.adam import DECAY_LATEX, MOMENTS_LATEX
from optim.rules.adam import effective_lr as adam_effective_lr
from optim.rules.adam import v_hat as adam_v_hat


def nadam(
    x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0, mu_product: Value = 1.0
) -> tuple[Value, ...]:
    """Adam that already counts the step the next momentum will make."""
    g = g if s.decoupled_weight_decay else g + s.weight_decay * x
    x = x * (1.0 - s.lr * s.weight_decay) if s.decoupled_weight_decay else x
    mu = s.beta1 * (1.0 - 0.5 * 0.96 ** (s.t * s.momentum_decay))
    mu_next = s.beta1 * (1.0 - 0.5 * 0.96 ** ((s.t + 1) * s.momentum_decay))
    mu_product = mu_product * mu
    m = m + (1.0 - s.beta1) * (g - m)
    v = s.beta2 * v + (1.0 - s.beta2) * g * g
    denominator = sqrt(v / (1.0 - s.beta2**s.t)) + s.eps
    x = x - s.lr * (1.0 - mu) / (1.0 - mu_product) * g / denominator
    x = x - s.lr * mu_next / (1.0 - mu_product * mu_next) * m / denominator
    return x, m, v, mu_product


def v_hat(s: Value, m: Value, v: Value, mu_product: Value) -> Value:
    """The second moment, corrected for having started at zero."""
    return v / (1.0 - s.beta2**s.t)


def effective_lr(s: Value, m: Value, v: Value, mu_product: Value) -> Value:
    """What the average of gradient and first moment is multiplied by."""
    return s.lr / (sqrt(v_hat(s, m, v, mu_product)) + s.eps)


def keras_nadam(
    x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0, mu_product: Value = 1.0
) -> tuple[Value, ...]:
    """NAdam whose momentum coefficient reaches beta1 within a hundred steps."""
    x = x - x * s.weight_decay * s.lr
    mu = s.beta1 * (1.0 - 0.5 * 0.96**s.t)
    mu_next = s.beta1 * (1.0 - 0.5 * 0.96 ** (s.t + 1))
    mu_product = mu_product * mu
    m = m + (g - m) * (1.0 - s.beta1)
    v = v + (g * g - v) * (1.0 - s.beta2)
    m_hat = mu_next * m / (1.0 - mu_product * mu_next) + (1.0 - mu) * g / (1.0 - mu_product)
    v_hat = v / (1.0 - s.beta2**s.t)
    return x - m_hat * s.lr / (sqrt(v_hat) + s.eps), m, v, mu_product


def optax_nadam(x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0) -> tuple[Value, ...]:
    """NAdam whose momentum coefficient is beta1 from the first step on."""
    m = (1.0 - s.beta1) * g + s.beta1 * m
    v = (1.0 - s.beta2) * (g * g) + s.beta2 * v
    m_hat = s.beta1 * m / (1.0 - s.beta1 ** (s.t + 1)) + (1.0 - s.beta1) * g / (1.0 - s.beta1**s.t)
    v_hat = v / (1.0 - s.beta2**s.t)
    return x - s.lr * (m_hat / (sqrt(v_hat) + s.eps)), m, v


STEP_LATEX = (
    r"\hat m = \frac{\mu_{t+1}\, m_t}{1-\prod_{i=1}^{t+1}\mu_i} + "
    r"\frac{(1-\mu_t)\, g_t}{1-\prod_{i=1}^{t}\mu_i}, \quad "
    r"\hat v = \frac{v_t}{1-\beta_2^{\,t}}",
    r"\theta_t = \theta_{t-1} - \eta\,\frac{\hat m}{\sqrt{\hat v}+\epsilon}",
)

NADAM = Optimizer(
    key="nadam",
    label="NAdam",
    also="Adam with NAG",
    group="Adam family",
    rules={
        "torch": Rule(
            nadam,
            settings=defaults(
                beta1=0.9,
                beta2=0.999,
                eps=1e-8,
                weight_decay=0.0,
                momentum_decay=0.004,
                decoupled_weight_decay=False,
            ),
            state={"m": FIRST_MOMENT, "v": SECOND_MOMENT, "mu_product": MU_PRODUCT},
            derived={V_HAT: v_hat, EFFECTIVE_LR: effective_lr},
            formula=(
                DECAY_LATEX,
                r"\mu_t = \beta_1\,(1-\tfrac12\, 0.96^{\,t\psi})",
                *MOMENTS_LATEX,
                *STEP_LATEX,
            ),
            source="torch.optim.NAdam",
            torch=(
                "torch.optim.NAdam([theta], lr={lr}, betas=({beta1}, {beta2}), eps={eps}, "
                "weight_decay={weight_decay}, momentum_decay={momentum_decay})"
            ),
            torch_options=("decoupled_weight_decay",),
            note="PyTorch: the momentum coefficient rises from half of beta1, very slowly.",
            frameworks={"torch": 0.002},
        ),
        "keras": Rule(
            keras_nadam,
            settings=defaults(beta1=0.9, beta2=0.999, eps=1e-7, weight_decay=0.0),
            state={"m": FIRST_MOMENT, "v": SECOND_MOMENT, "mu_product": MU_PRODUCT},
            derived={V_HAT: v_hat, EFFECTIVE_LR: effective_lr},
            formula=(
                r"g_t = \nabla f(\theta_{t-1})",
                r"\mu_t = \beta_1\,(1-\tfrac12\, 0.96^{\,t})",
                *MOMENTS_LATEX,
                STEP_LATEX[0],
                r"\theta_t = (1-\eta\lambda)\,\theta_{t-1} "
                r"- \eta\,\frac{\hat m}{\sqrt{\hat v}+\epsilon}",
            ),
            source="keras.optimizers.Nadam",
            torch=(
                "torch.optim.NAdam([theta], lr={lr}, betas=({beta1}, {beta2}), eps={eps}, "
                "weight_decay={weight_decay}, momentum_decay=1.0, decoupled_weight_decay=True)"
            ),
            note="Keras: the momentum coefficient rises 250 times faster; a larger eps.",
            frameworks={"keras": 0.001},
        ),
        "optax": Rule(
            optax_nadam,
            settings=defaults(beta1=0.9, beta2=0.999, eps=1e-8),
            state={"m": FIRST_MOMENT, "v": SECOND_MOMENT},
            derived={V_HAT: adam_v_hat, EFFECTIVE_LR: adam_effective_lr},
            formula=(
                r"g_t = \nabla f(\theta_{t-1})",
                *MOMENTS_LATEX,
                r"\hat m = \frac{\beta_1\, m_t}{1-\beta_1^{\,t+1}} + "
                r"\frac{(1-\beta_1)\, g_t}{1-\beta_1^{\,t}}, \quad "
                r"\hat v = \frac{v_t}{1-\beta_2^{\,t}}",
                STEP_LATEX[-1],
            ),
            source="optax.nadam",
            note="optax: the momentum coefficient is beta1 at every step.",
            frameworks={"optax": None},
        ),
    },
)
