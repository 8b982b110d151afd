"""Lion: the sign of a momentum, found by a search among programs (Chen et al., 2023).

Frameworks have one update and differ in their default weight decay: 0.001 in optax, 0 in Keras and
MLX.
"""

from dataclasses import replace

from optim.elementwise import Value, sign
from optim.hyperparameters import defaults, explained
from optim.internals import FIRST_MOMENT
from optim.rule import Optimizer, Rule
from setting import Setting


def lion(x: Value, g: Value, s: Value, m: Value = 0.0) -> tuple[Value, ...]:
    """Step lr in each coordinate, along the sign of gradient and running average together."""
    direction = sign((1.0 - s.beta1) * g + s.beta1 * m)
    m = (1.0 - s.beta2) * g + s.beta2 * m
    return x - s.lr * (direction + s.weight_decay * x), m


DIRECTION_LATEX = (
    r"c_t = \beta_1 m_{t-1} + (1-\beta_1)\, \nabla f(\theta_{t-1})",
    r"m_t = \beta_2 m_{t-1} + (1-\beta_2)\, \nabla f(\theta_{t-1})",
)


def _settings(weight_decay: float) -> tuple[Setting, ...]:
    return explained(
        defaults(beta1=0.9, beta2=0.99, weight_decay=weight_decay),
        beta1="Share of the running average in the direction; the rest is the gradient itself.",
        beta2="Memory of the running average of the gradient.",
    )


OPTAX = Rule(
    lion,
    settings=_settings(weight_decay=1e-3),
    state={"m": FIRST_MOMENT},
    formula=(
        *DIRECTION_LATEX,
        r"\theta_t = \theta_{t-1} - \eta\,(\operatorname{sign} c_t + \lambda\, \theta_{t-1})",
    ),
    source="optax.lion",
    note="optax: a small weight decay unless told otherwise.",
    frameworks={"optax": None},
)

NO_DECAY = replace(OPTAX, settings=_settings(weight_decay=0.0))

LION = Optimizer(
    key="lion",
    label="Lion",
    group="Signs of the gradient",
    rules={
        "optax": OPTAX,
        "keras": replace(
            NO_DECAY,
            source="keras.optimizers.Lion",
            note="Keras: no weight decay unless asked for, and a rate of its own.",
            frameworks={"keras": 0.001},
        ),
        "mlx": replace(
            NO_DECAY,
            source="mlx.optimizers.Lion",
            note="MLX: no weight decay unless asked for.",
            frameworks={"mlx": None},
        ),
    },
)
