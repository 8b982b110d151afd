"""Lion: the sign of a momentum, found by a search among programs (Chen et al., 2023).

Frameworks have one update and differ in the weight decay: 0.001 in optax, 0 in MLX, and not part of
the rule in Keras.
"""

from dataclasses import replace

from optim.elementwise import Value, sign
from optim.internals import FIRST_MOMENT
from optim.rule import Optimizer, Rule
from optim.settings import defaults
from optim.torch_class import torch_class


def lion(x: Value, g: Value, s: Value, m: Value = 0.0) -> tuple[Value, ...]:
    """Step lr in each coordinate, along the sign of gradient and running average together."""
    direction = sign((1.0 - s.beta1) * g + s.beta1 * m)
    m = (1.0 - s.beta2) * g + s.beta2 * m
    return x - s.lr * (direction + s.weight_decay * x), m


def keras_lion(x: Value, g: Value, s: Value, m: Value = 0.0) -> tuple[Value, ...]:
    """Lion without weight decay: every step has the same length."""
    direction = sign(s.beta1 * m + (1.0 - s.beta1) * g)
    m = s.beta2 * m + (1.0 - s.beta2) * g
    return x - s.lr * direction, m


DIRECTION_LATEX = (
    r"c_t = \beta_1 m_{t-1} + (1-\beta_1)\, \nabla f(\theta_{t-1})",
    r"m_t = \beta_2 m_{t-1} + (1-\beta_2)\, \nabla f(\theta_{t-1})",
)
TORCH_SETTINGS = ("betas", "weight_decay")
TORCH_STEP = """
    m = state.get("m", torch.zeros_like(theta))
    c = (1 - beta1) * g + beta1 * m
    state["m"] = (1 - beta2) * g + beta2 * m
    theta.sub_(lr * (c.sign() + weight_decay * theta))
"""

OPTAX = Rule(
    lion,
    settings=defaults(beta1=0.9, beta2=0.99, weight_decay=1e-3),
    state={"m": FIRST_MOMENT},
    formula=(
        *DIRECTION_LATEX,
        r"\theta_t = \theta_{t-1} - \eta\,(\operatorname{sign} c_t + \lambda\, \theta_{t-1})",
    ),
    source="optax.lion",
    torch="Lion([theta], lr={lr}, betas=({beta1}, {beta2}), weight_decay={weight_decay})",
    torch_setup=torch_class(
        "Lion", "Lion as optax has it (torch.optim has none).", TORCH_SETTINGS, TORCH_STEP
    ),
    note="optax: a small weight decay unless told otherwise.",
    frameworks={"optax": None},
)

LION = Optimizer(
    key="lion",
    label="Lion",
    group="Signs of the gradient",
    rules={
        "optax": OPTAX,
        "keras": Rule(
            keras_lion,
            settings=defaults(beta1=0.9, beta2=0.99),
            state={"m": FIRST_MOMENT},
            formula=(
                *DIRECTION_LATEX,
                r"\theta_t = \theta_{t-1} - \eta \operatorname{sign} c_t",
            ),
            source="keras.optimizers.Lion",
            torch="KerasLion([theta], lr={lr}, betas=({beta1}, {beta2}))",
            torch_setup=torch_class(
                "KerasLion",
                "Lion as Keras has it (torch.optim has none).",
                ("betas",),
                TORCH_STEP.replace("(c.sign() + weight_decay * theta)", "c.sign()"),
            ),
            note="Keras: no weight decay.",
            frameworks={"keras": 0.001},
        ),
        "mlx": replace(
            OPTAX,
            settings=defaults(beta1=0.9, beta2=0.99, weight_decay=0.0),
            source="mlx.optimizers.Lion",
            torch_setup=torch_class(
                "Lion", "Lion as MLX has it (torch.optim has none).", TORCH_SETTINGS, TORCH_STEP
            ),
            note="MLX: as optax, with the weight decay at 0 unless asked for.",
            frameworks={"mlx": None},
        ),
    },
)
