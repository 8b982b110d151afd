"""AdamW: Adam whose weight decay stays outside the gradient (Loshchilov and Hutter, 2019)."""

from optim.elementwise import Value, sqrt
from optim.internals import FIRST_MOMENT, SECOND_MOMENT
from optim.rule import Optimizer, Rule
from optim.rules.adam import DERIVED, MOMENTS_LATEX
from optim.settings import defaults


def adamw(x: Value, g: Value, s: Value, m: Value = 0.0, v: Value = 0.0) -> tuple[Value, ...]:
    """Shrink the parameters by lr times the decay, then step as Adam does."""
    x = x * (1.0 - s.lr * s.weight_decay)
    m = m + (1.0 - s.beta1) * (g - m)
    v = s.beta2 * v + (1.0 - s.beta2) * g * g
    denominator = sqrt(v) / sqrt(1.0 - s.beta2**s.t) + s.eps
    return x - s.lr / (1.0 - s.beta1**s.t) * m / denominator, m, v


ADAMW = Optimizer(
    key="adamw",
    label="AdamW",
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
        )
    },
)
