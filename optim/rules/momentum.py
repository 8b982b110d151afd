"""Momentum: gradients accumulate in a velocity (Polyak, 1964).

Frameworks differ in where the learning rate stands: torch (optax and MLX too) multiplies the whole
velocity by it, the classical form (Sutskever et al., 2013) and Keras multiply each gradient as it
enters. At a constant rate the paths are the same; when the rate changes they part. With dampening
torch still takes the first gradient whole, MLX does not.

At a step whose momentum is exactly 0 torch, Keras and MLX go along the gradient, undampened, and
leave the velocity as it is. (optax, whose momentum only inject_hyperparams can move, does not: its
velocity is then the gradient.)
"""

import math

from optim.elementwise import Value, where
from optim.hyperparameters import defaults, explained
from optim.internals import MOMENTUM_BUFFER, VELOCITY
from optim.rule import Optimizer, Rule


def momentum(x: Value, g: Value, s: Value, v: Value = None) -> tuple[Value, ...]:
    """Keep a velocity: what gradients agree on builds up, what they disagree on cancels."""
    g = g + s.weight_decay * x
    v = where(
        s.momentum != 0.0,
        where(
            s.dampening == 0.0,
            s.momentum * v + g,
            where(v == v, s.momentum * v + (1.0 - s.dampening) * g, g),
        ),
        v,
    )
    return x - s.lr * where(s.momentum != 0.0, v, g), v


def no_velocity(s: Value) -> Value:
    """Where dampening spares the first gradient, nan says that none has come yet."""
    return where(s.dampening == 0.0, 0.0, math.nan)


def mlx_momentum(x: Value, g: Value, s: Value, v: Value = 0.0) -> tuple[Value, ...]:
    """Keep a velocity, dampened from the first gradient on."""
    g = g + s.weight_decay * x
    v = where(s.momentum > 0.0, s.momentum * v + (1.0 - s.dampening) * g, v)
    return x - s.lr * where(s.momentum > 0.0, v, g), v


def classical_momentum(x: Value, g: Value, s: Value, v: Value = 0.0) -> tuple[Value, ...]:
    """Keep a velocity that is itself a step: each gradient is scaled by lr as it enters."""
    v = s.momentum * v - s.lr * g
    return x + v, v


def keras_momentum(x: Value, g: Value, s: Value, v: Value = 0.0) -> tuple[Value, ...]:
    """Keep a velocity that is itself a step; weight decay shrinks the parameters beside it."""
    x = x - x * s.weight_decay * s.lr
    v = where(s.momentum != 0.0, s.momentum * v - s.lr * g, v)
    return where(s.momentum != 0.0, x + v, x - s.lr * g), v


CLASSICAL = Rule(
    classical_momentum,
    settings=defaults(momentum=0.9),
    state={"v": VELOCITY},
    formula=(
        r"v_t = \mu\, v_{t-1} - \eta\, \nabla f(\theta_{t-1})",
        r"\theta_t = \theta_{t-1} + v_t",
    ),
    source="Sutskever et al., ICML 2013, eq. 1-2",
    note="The velocity is itself a step: each gradient is multiplied by lr as it enters.",
)

MOMENTUM = Optimizer(
    key="momentum",
    label="Momentum",
    also="heavy ball",
    group="Gradient and momentum",
    rules={
        "torch": Rule(
            momentum,
            settings=defaults(momentum=0.9, dampening=0.0, weight_decay=0.0),
            state={"v": MOMENTUM_BUFFER},
            start=no_velocity,
            formula=(
                r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1}",
                r"v_t = \mu\, v_{t-1} + (1-\tau)\, g_t, \quad v_1 = g_1",
                r"\theta_t = \theta_{t-1} - \eta\, v_t",
            ),
            source="torch.optim.SGD",
            torch=(
                "torch.optim.SGD([theta], lr={lr}, momentum={momentum}, "
                "dampening={dampening}, weight_decay={weight_decay})"
            ),
            note="PyTorch and optax: the velocity sums gradients, lr multiplies all of it.",
            frameworks={"torch": 0.001, "optax": None},
        ),
        "keras": Rule(
            keras_momentum,
            settings=defaults(momentum=0.9, weight_decay=0.0),
            state={"v": VELOCITY},
            formula=(
                r"v_t = \mu\, v_{t-1} - \eta\, \nabla f(\theta_{t-1})",
                r"\theta_t = (1-\eta\lambda)\,\theta_{t-1} + v_t",
            ),
            source="keras.optimizers.SGD",
            note="Keras: as the classical form; weight decay shrinks the parameters themselves.",
            frameworks={"keras": 0.01},
        ),
        "mlx": Rule(
            mlx_momentum,
            settings=explained(
                defaults(momentum=0.9, dampening=0.0, weight_decay=0.0),
                dampening="Share of each gradient that does not enter the velocity.",
            ),
            state={"v": MOMENTUM_BUFFER},
            formula=(
                r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1}",
                r"v_t = \mu\, v_{t-1} + (1-\tau)\, g_t, \quad v_0 = 0",
                r"\theta_t = \theta_{t-1} - \eta\, v_t",
            ),
            source="mlx.optimizers.SGD",
            note="MLX: as PyTorch, but dampening weakens the first gradient too.",
            frameworks={"mlx": None},
        ),
        "classical": CLASSICAL,
    },
)
