"""Nesterov's accelerated gradient, NAG (Nesterov, 1983).

The classical form (Sutskever et al., 2013) walks with the velocity first and takes the gradient
there. torch and Keras store that look-ahead point itself as the parameter, so their gradient is
taken where they stand; at a constant rate all are the same points, drawn one velocity apart. When
the rate changes, Keras still is the classical form, torch (optax and MLX too) is not: its rate
multiplies the whole velocity. Nesterov's own form has no velocity but the move just made, and a
momentum coefficient that grows by itself.
"""

from optim.elementwise import Value, sqrt, where
from optim.hyperparameters import defaults
from optim.internals import MOMENTUM_BUFFER, NESTEROV_SEQUENCE, VELOCITY
from optim.rule import Optimizer, Rule
from optim.rules.momentum import classical_momentum


def nesterov(x: Value, g: Value, s: Value, v: Value = 0.0) -> tuple[Value, ...]:
    """Momentum that looks ahead: the gradient corrects the step the velocity is about to make."""
    g = g + s.weight_decay * x
    v = where(s.momentum != 0.0, s.momentum * v + g, v)
    return x - s.lr * (g + s.momentum * v), v


def look_ahead(x: Value, s: Value, v: Value) -> Value:
    """Where the velocity alone would carry the point."""
    return x + s.momentum * v


def keras_nesterov(x: Value, g: Value, s: Value, v: Value = 0.0) -> tuple[Value, ...]:
    """Momentum seen from the look-ahead point: each gradient is scaled by lr as it enters."""
    x = x - x * s.weight_decay * s.lr
    v = where(s.momentum != 0.0, s.momentum * v - s.lr * g, v)
    return x + s.momentum * v - s.lr * g, v


def original_nesterov(
    x: Value, g: Value, s: Value, v: Value = 0.0, a: Value = 0.0
) -> tuple[Value, ...]:
    """Step down from the look-ahead point, then look ahead along the move just made."""
    theta = original_look_ahead(x, s, v, a) - s.lr * g
    return theta, theta - x, following(a)


def original_look_ahead(x: Value, s: Value, v: Value, a: Value) -> Value:
    """Where a share of the last move would carry the point: Nesterov's y."""
    mu = (a - 1.0) / following(a) if s.momentum_sequence else s.momentum
    return x + mu * v


def following(a: Value) -> Value:
    """The next of Nesterov's sequence 1, 1.62, 2.19 ...; before it stands 0."""
    return (1.0 + sqrt(4.0 * a * a + 1.0)) / 2.0


NESTEROV = Optimizer(
    key="nesterov",
    label="NAG",
    also="Nesterov's accelerated gradient",
    group="Gradient and momentum",
    rules={
        "torch": Rule(
            nesterov,
            settings=defaults(momentum=0.9, weight_decay=0.0),
            state={"v": MOMENTUM_BUFFER},
            formula=(
                r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1}",
                r"v_t = \mu\, v_{t-1} + g_t",
                r"\theta_t = \theta_{t-1} - \eta\, (g_t + \mu\, v_t)",
            ),
            source="torch.optim.SGD",
            torch=(
                "torch.optim.SGD([theta], lr={lr}, momentum={momentum}, "
                "weight_decay={weight_decay}, nesterov=True)"
            ),
            note="PyTorch, optax and MLX: the look-ahead point is drawn; lr stays outside.",
            frameworks={"torch": 0.001, "optax": None, "mlx": None},
        ),
        "keras": Rule(
            keras_nesterov,
            settings=defaults(momentum=0.9, weight_decay=0.0),
            state={"v": VELOCITY},
            formula=(
                r"v_t = \mu\, v_{t-1} - \eta\, \nabla f(\theta_{t-1})",
                r"\theta_t = (1-\eta\lambda)\,\theta_{t-1} + \mu\, v_t "
                r"- \eta\, \nabla f(\theta_{t-1})",
            ),
            source="keras.optimizers.SGD",
            note="Keras: the look-ahead point is drawn; lr multiplies each gradient as it enters.",
            frameworks={"keras": 0.01},
        ),
        "classical": Rule(
            classical_momentum,
            settings=defaults(momentum=0.9),
            state={"v": VELOCITY},
            gradient_at=look_ahead,
            formula=(
                r"v_t = \mu\, v_{t-1} - \eta\, \nabla f(\theta_{t-1} + \mu\, v_{t-1})",
                r"\theta_t = \theta_{t-1} + v_t",
            ),
            source="Sutskever et al., ICML 2013, eq. 3-4",
            note="The point itself is drawn; the gradient is taken where the velocity carries it.",
        ),
        "original": Rule(
            original_nesterov,
            settings=defaults(momentum=0.9, momentum_sequence=True),
            state={"v": VELOCITY, "a": NESTEROV_SEQUENCE},
            gradient_at=original_look_ahead,
            formula=(
                r"\theta_t = y_{t-1} - \eta\, \nabla f(y_{t-1}), \quad y_0 = \theta_0",
                r"\mu_t = \frac{a_t - 1}{a_{t+1}}, \quad a_1 = 1, \quad "
                r"a_{t+1} = \tfrac12\left(1 + \sqrt{4 a_t^2 + 1}\right) \quad "
                r"\text{(or } \mu_t = \mu \text{)}",
                r"y_t = \theta_t + \mu_t\,(\theta_t - \theta_{t-1})",
            ),
            source="Nesterov, Soviet Mathematics Doklady 27, 1983",
            note="Nesterov's own: as the classical form, with a momentum that grows by itself.",
        ),
    },
)
