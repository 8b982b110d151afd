"""Schedule-free AdamW: AdamW with an average in place of its momentum (Defazio et al., 2024).

The points are those of schedule-free SGD: the one drawn is where the gradient is taken.
"""

from optim.elementwise import Value, maximum, sqrt, where
from optim.internals import EFFECTIVE_LR, SECOND_MOMENT, V_HAT
from optim.rule import Optimizer, Rule
from optim.rules.schedule_free_sgd import AVERAGE_LATEX, AVERAGE_TORCH, BETA1, STATE
from optim.settings import defaults
from optim.torch_class import torch_class


def schedule_free_adamw(
    x: Value,
    g: Value,
    s: Value,
    v: Value = 0.0,
    z: Value = 0.0,
    average: Value = 0.0,
    weights: Value = 0.0,
    max_lr: Value = 0.0,
) -> tuple[Value, ...]:
    """Scale each gradient as AdamW does, and let an average take the place of the momentum."""
    v = (1.0 - s.beta2) * (g * g) + s.beta2 * v
    move = 1.0 / (sqrt(v / (1.0 - s.beta2**s.t)) + s.eps) * g + s.weight_decay * x
    base = x if s.t == 1 else z
    max_lr = maximum(max_lr, s.lr)
    weights = weights + max_lr**s.weight_lr_power
    share = where(weights > 0.0, max_lr**s.weight_lr_power / weights, 0.0)
    before = (x - (1.0 - s.beta1) * base) / s.beta1
    z = base - s.lr * move
    average = (1.0 - share) * before + share * z
    return s.beta1 * average + (1.0 - s.beta1) * z, v, z, average, weights, max_lr


def v_hat(s: Value, v: Value, *others: Value) -> Value:
    """The second moment, corrected for having started at zero."""
    return v / (1.0 - s.beta2**s.t)


def effective_lr(s: Value, v: Value, *others: Value) -> Value:
    """What the gradient is multiplied by on its way into z."""
    return s.lr / (sqrt(v_hat(s, v)) + s.eps)


SCALED_TORCH = """
state["t"] = t = state.get("t", 0) + 1
v = state.get("v", torch.zeros_like(theta))
state["v"] = v = (1 - beta2) * g**2 + beta2 * v
z = state.get("z", theta.clone())
move = g / ((v / (1 - beta2**t)).sqrt() + eps) + weight_decay * theta
"""

SCHEDULE_FREE_ADAMW = Optimizer(
    key="schedule_free_adamw",
    label="Schedule-free AdamW",
    group="Averaging",
    rules={
        "optax": Rule(
            schedule_free_adamw,
            settings=(
                BETA1,
                *defaults(beta2=0.999, eps=1e-8, weight_decay=0.0, weight_lr_power=2.0),
            ),
            state={"v": SECOND_MOMENT, **STATE},
            derived={V_HAT: v_hat, EFFECTIVE_LR: effective_lr},
            formula=(
                r"v_t = \beta_2 v_{t-1} + (1-\beta_2)\, g_t^2, \quad "
                r"\hat v = \frac{v_t}{1-\beta_2^{\,t}}, \quad g_t = \nabla f(\theta_{t-1})",
                r"z_t = z_{t-1} - \eta_t\, \Big(\frac{g_t}{\sqrt{\hat v}+\epsilon} "
                r"+ \lambda\,\theta_{t-1}\Big), \quad z_0 = \theta_0",
                *AVERAGE_LATEX,
            ),
            source="optax.contrib.schedule_free_adamw",
            torch=(
                "ScheduleFreeAdamW([theta], lr={lr}, betas=({beta1}, {beta2}), eps={eps}, "
                "weight_decay={weight_decay}, weight_lr_power={weight_lr_power})"
            ),
            torch_setup=torch_class(
                "ScheduleFreeAdamW",
                "Schedule-free AdamW as optax has it (torch.optim has none).",
                ("betas", "eps", "weight_decay", "weight_lr_power"),
                SCALED_TORCH + AVERAGE_TORCH.lstrip(),
            ),
        )
    },
)
