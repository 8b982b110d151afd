"""AdaGrad: each coordinate's rate falls with the gradients it has seen (Duchi et al., 2011).

Frameworks differ in where the sum starts and where eps stands: torch and MLX start at 0 and add
eps to the root, Keras and optax start at 0.1 and add eps to the sum.
"""

from optim.elementwise import Value, sqrt, where
from optim.hyperparameters import defaults
from optim.internals import EFFECTIVE_LR, GRADIENT_SUM
from optim.rule import Optimizer, Rule


def first_sum(s: Value) -> Value:
    """What the sum of squares starts at."""
    return s.initial_accumulator_value


def adagrad(x: Value, g: Value, s: Value, v: Value = None) -> tuple[Value, ...]:
    """Divide by the root of the sum of all squared gradients: steps shrink where it was steep."""
    g = g + s.weight_decay * x
    v = v + g * g
    return x - s.lr / (1.0 + (s.t - 1) * s.lr_decay) * g / (sqrt(v) + s.eps), v


def effective_lr(s: Value, v: Value) -> Value:
    """What the gradient is multiplied by."""
    return s.lr / (1.0 + (s.t - 1) * s.lr_decay) / (sqrt(v) + s.eps)


def keras_adagrad(x: Value, g: Value, s: Value, v: Value = None) -> tuple[Value, ...]:
    """AdaGrad with eps inside the root, and a sum that does not start at zero."""
    x = x - x * s.weight_decay * s.lr
    v = v + g * g
    return x - s.lr * g / sqrt(v + s.eps), v


def keras_effective_lr(s: Value, v: Value) -> Value:
    """What the gradient is multiplied by."""
    return s.lr / sqrt(v + s.eps)


def optax_adagrad(x: Value, g: Value, s: Value, v: Value = None) -> tuple[Value, ...]:
    """AdaGrad with eps inside the root, and no step where no gradient has been seen."""
    v = v + g * g
    scale = where(v > 0.0, 1.0 / sqrt(v + s.eps), 0.0)
    return x - s.lr * (scale * g), v


def optax_effective_lr(s: Value, v: Value) -> Value:
    """What the gradient is multiplied by."""
    return where(v > 0.0, s.lr / sqrt(v + s.eps), 0.0)


def mlx_adagrad(x: Value, g: Value, s: Value, v: Value = 0.0) -> tuple[Value, ...]:
    """AdaGrad as its paper has it: a sum from zero, eps added to its root."""
    v = v + g * g
    return x - s.lr * g / (sqrt(v) + s.eps), v


def mlx_effective_lr(s: Value, v: Value) -> Value:
    """What the gradient is multiplied by."""
    return s.lr / (sqrt(v) + s.eps)


SUM_LATEX = (r"g_t = \nabla f(\theta_{t-1})", r"v_t = v_{t-1} + g_t^2")


ADAGRAD = Optimizer(
    key="adagrad",
    label="AdaGrad",
    also="adaptive gradient",
    group="Adaptive rates",
    rules={
        "torch": Rule(
            adagrad,
            settings=defaults(
                lr_decay=0.0, weight_decay=0.0, initial_accumulator_value=0.0, eps=1e-10
            ),
            state={"v": GRADIENT_SUM},
            start=first_sum,
            derived={EFFECTIVE_LR: effective_lr},
            formula=(
                r"g_t = \nabla f(\theta_{t-1}) + \lambda\,\theta_{t-1}",
                r"v_t = v_{t-1} + g_t^2",
                r"\theta_t = \theta_{t-1} - \frac{\eta}{1+(t-1)\,\delta}\,"
                r"\frac{g_t}{\sqrt{v_t}+\epsilon}",
            ),
            source="torch.optim.Adagrad",
            torch=(
                "torch.optim.Adagrad([theta], lr={lr}, lr_decay={lr_decay}, "
                "weight_decay={weight_decay}, "
                "initial_accumulator_value={initial_accumulator_value}, eps={eps})"
            ),
            note="PyTorch: the sum starts at 0, eps is added to its root; the rate can decay.",
            frameworks={"torch": 0.01},
        ),
        "keras": Rule(
            keras_adagrad,
            settings=defaults(initial_accumulator_value=0.1, eps=1e-7, weight_decay=0.0),
            state={"v": GRADIENT_SUM},
            start=first_sum,
            derived={EFFECTIVE_LR: keras_effective_lr},
            formula=(
                *SUM_LATEX,
                r"\theta_t = (1-\eta\lambda)\,\theta_{t-1} - \eta\,\frac{g_t}{\sqrt{v_t+\epsilon}}",
            ),
            source="keras.optimizers.Adagrad",
            note="Keras: the sum starts at 0.1, eps is inside the root.",
            frameworks={"keras": 0.001},
        ),
        "optax": Rule(
            optax_adagrad,
            settings=defaults(initial_accumulator_value=0.1, eps=1e-7),
            state={"v": GRADIENT_SUM},
            start=first_sum,
            derived={EFFECTIVE_LR: optax_effective_lr},
            formula=(
                *SUM_LATEX,
                r"\theta_t = \theta_{t-1} - \eta\,\frac{g_t}{\sqrt{v_t+\epsilon}} "
                r"\quad (0 \text{ where } v_t = 0)",
            ),
            source="optax.adagrad",
            note="optax: as Keras, but a coordinate that has seen no gradient does not move.",
            frameworks={"optax": None},
        ),
        "mlx": Rule(
            mlx_adagrad,
            settings=defaults(eps=1e-8),
            state={"v": GRADIENT_SUM},
            derived={EFFECTIVE_LR: mlx_effective_lr},
            formula=(
                *SUM_LATEX,
                r"\theta_t = \theta_{t-1} - \eta\,\frac{g_t}{\sqrt{v_t}+\epsilon}",
            ),
            source="mlx.optimizers.Adagrad",
            torch="torch.optim.Adagrad([theta], lr={lr}, eps={eps})",
            note="MLX: as PyTorch with a larger eps and nothing else to set.",
            frameworks={"mlx": None},
        ),
    },
)
