"""NAdam: Adam with Nesterov's look-ahead (Dozat, 2016)."""

from optim.elementwise import Value, sqrt
from optim.internals import EFFECTIVE_LR, FIRST_MOMENT, MU_PRODUCT, SECOND_MOMENT, V_HAT
from optim.rule import Optimizer, Rule
from optim.rules.adam import DECAY_LATEX, MOMENTS_LATEX
from optim.settings import defaults


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


NADAM = Optimizer(
    key="nadam",
    label="NAdam",
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
                r"\hat m = \frac{\mu_{t+1}\, m_t}{1-\prod_{i=1}^{t+1}\mu_i} + "
                r"\frac{(1-\mu_t)\, g_t}{1-\prod_{i=1}^{t}\mu_i}, \quad "
                r"\hat v = \frac{v_t}{1-\beta_2^{\,t}}",
                r"\theta_t = \theta_{t-1} - \eta\,\frac{\hat m}{\sqrt{\hat v}+\epsilon}",
            ),
            source="torch.optim.NAdam",
            torch=(
                "torch.optim.NAdam([theta], lr={lr}, betas=({beta1}, {beta2}), eps={eps}, "
                "weight_decay={weight_decay}, momentum_decay={momentum_decay})"
            ),
            torch_options=("decoupled_weight_decay",),
        )
    },
)
