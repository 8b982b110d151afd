"""Schedule-free SGD: an average of the points in place of a falling rate (Defazio et al., 2024).

Three points: the base point z makes plain gradient steps, the average is what the method returns,
and the gradient is taken between the two. The point drawn is that third one, which optax stores as
the parameters; the average is kept beside it.

A step weighs by the rate it is made with. optax does the same with a number as its rate (be it
changed by inject_hyperparams), but given a schedule as a callable it reads the rate of the step
after for the weight: the same for constant and falling rates, not for rising ones.
"""

from dataclasses import replace

from optim.elementwise import Value, maximum, where
from optim.hyperparameters import defaults
from optim.internals import AVERAGE, BASE_POINT, LARGEST_LR, WEIGHT_SUM
from optim.rule import Optimizer, Rule


def schedule_free_sgd(
    x: Value,
    g: Value,
    s: Value,
    z: Value = 0.0,
    average: Value = 0.0,
    weights: Value = 0.0,
    max_lr: Value = 0.0,
) -> tuple[Value, ...]:
    """Descend with one point, average its way, and look at the slope in between."""
    g = g + s.weight_decay * x
    base = x if s.t == 1 else z
    max_lr = maximum(max_lr, s.lr)
    weights = weights + max_lr**s.weight_lr_power
    share = where(weights > 0.0, max_lr**s.weight_lr_power / weights, 0.0)
    before = (x - (1.0 - s.beta1) * base) / s.beta1
    z = base - s.lr * g
    average = (1.0 - share) * before + share * z
    return s.beta1 * average + (1.0 - s.beta1) * z, z, average, weights, max_lr


BETA1 = replace(
    defaults(beta1=0.9)[0],
    help="Share of the average in the point where the gradient is taken; the rest is z.",
    low=0.01,
)
STATE = {"z": BASE_POINT, "average": AVERAGE, "weights": WEIGHT_SUM, "max_lr": LARGEST_LR}

AVERAGE_LATEX = (
    r"\bar\theta_t = (1 - c_t)\,\bar\theta_{t-1} + c_t\, z_t, \quad "
    r"c_t = \frac{w_t}{\sum_{i \le t} w_i}, \quad w_t = \big(\max_{i \le t} \eta_i\big)^p",
    r"\theta_t = \beta_1 \bar\theta_t + (1-\beta_1)\, z_t",
)


SCHEDULE_FREE_SGD = Optimizer(
    key="schedule_free_sgd",
    label="Schedule-free SGD",
    group="Averaging",
    rules={
        "optax": Rule(
            schedule_free_sgd,
            settings=(BETA1, *defaults(weight_decay=0.0, weight_lr_power=2.0)),
            state=STATE,
            formula=(
                r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1}",
                r"z_t = z_{t-1} - \eta_t\, g_t, \quad z_0 = \theta_0",
                *AVERAGE_LATEX,
            ),
            source="optax.contrib.schedule_free_sgd",
            note=(
                "optax: a step weighs in the average as much as the largest rate so far (given a "
                "schedule as a callable, optax takes the rate of the step after: the same for "
                "constant and falling rates only)."
            ),
        )
    },
)
