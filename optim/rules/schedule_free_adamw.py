"""Schedule-free AdamW: AdamW with an average in place of its momentum (Defazio et al., 2024).

The points are those of schedule-free SGD: the one drawn is where the gradient is taken. Frameworks
differ in the average: in optax a step weighs as much as the largest rate so far, in Keras every
step weighs the same, which parts them as soon as the rate changes.
"""

from optim.elementwise import Value, maximum, sqrt, where
from optim.hyperparameters import defaults
from optim.internals import AVERAGE, BASE_POINT, EFFECTIVE_LR, SECOND_MOMENT, V_HAT
from optim.rule import Optimizer, Rule
from optim.rules.schedule_free_sgd import AVERAGE_LATEX, BETA1, STATE


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
    scaled = 1.0 / (sqrt(v / (1.0 - s.beta2**s.t)) + s.eps) * g + s.weight_decay * x
    base = x if s.t == 1 else z
    max_lr = maximum(max_lr, s.lr)
    weights = weights + max_lr**s.weight_lr_power
    share = where(weights > 0.0, max_lr**s.weight_lr_power / weights, 0.0)
    before = (x - (1.0 - s.beta1) * base) / s.beta1
    z = base - s.lr * scaled
    average = (1.0 - share) * before + share * z
    return s.beta1 * average + (1.0 - s.beta1) * z, v, z, average, weights, max_lr


def keras_schedule_free_adamw(
    x: Value, g: Value, s: Value, v: Value = 0.0, z: Value = 0.0, average: Value = 0.0
) -> tuple[Value, ...]:
    """Schedule-free AdamW whose average counts every step alike."""
    base = x if s.t == 1 else z
    x = x - x * s.weight_decay * s.lr
    v = v + (g * g - v) * (1.0 - s.beta2)
    z = base - s.lr * g / (sqrt(v / (1.0 - s.beta2**s.t)) + s.eps)
    before = (x - (1.0 - s.beta1) * base) / s.beta1
    average = (1.0 - 1.0 / s.t) * before + 1.0 / s.t * z
    return (1.0 - s.beta1) * z + s.beta1 * average, v, z, average


def v_hat(s: Value, v: Value, *others: Value) -> Value:
    """The second moment, corrected for having started at zero."""
    return v / (1.0 - s.beta2**s.t)


def effective_lr(s: Value, v: Value, *others: Value) -> Value:
    """What the gradient is multiplied by on its way into z."""
    return s.lr / (sqrt(v_hat(s, v)) + s.eps)


MOMENT_LATEX = (
    r"v_t = \beta_2 v_{t-1} + (1-\beta_2)\, g_t^2, \quad "
    r"\hat v = \frac{v_t}{1-\beta_2^{\,t}}, \quad g_t = \nabla f(\theta_{t-1})"
)

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
                MOMENT_LATEX,
                r"z_t = z_{t-1} - \eta_t\, \Big(\frac{g_t}{\sqrt{\hat v}+\epsilon} "
                r"+ \lambda\,\theta_{t-1}\Big), \quad z_0 = \theta_0",
                *AVERAGE_LATEX,
            ),
            source="optax.contrib.schedule_free_adamw",
            note=(
                "optax: a step weighs in the average as much as the largest rate so far (given a "
                "schedule as a callable, optax takes the rate of the step after: the same for "
                "constant and falling rates only)."
            ),
            frameworks={"optax": 0.0025},
        ),
        "keras": Rule(
            keras_schedule_free_adamw,
            settings=(BETA1, *defaults(beta2=0.999, eps=1e-8, weight_decay=0.0)),
            state={"v": SECOND_MOMENT, "z": BASE_POINT, "average": AVERAGE},
            derived={V_HAT: v_hat, EFFECTIVE_LR: effective_lr},
            formula=(
                MOMENT_LATEX,
                r"z_t = z_{t-1} - \eta_t\, \frac{g_t}{\sqrt{\hat v}+\epsilon}, \quad "
                r"z_0 = \theta_0",
                r"\bar\theta_t = \Big(1 - \frac1t\Big) \Big(\bar\theta_{t-1} "
                r"- \frac{\eta_t\lambda}{\beta_1}\,\theta_{t-1}\Big) + \frac1t\, z_t",
                AVERAGE_LATEX[-1],
            ),
            source="keras.optimizers.ScheduleFreeAdamW",
            note="Keras: every step weighs the same in the average, whatever its rate.",
            frameworks={"keras": 0.0025},
        ),
    },
)
