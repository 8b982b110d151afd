"""L-BFGS: Newton's step with a curvature learnt from the last steps (Liu and Nocedal, 1989).

torch's without a line search, one iteration a step: every step but the first is lr times the
estimated Newton step, the first is lr times the gradient made no longer than 1. At most places
lr = 1 is right near a minimum and too bold far from one.
"""

from typing import NamedTuple

from optim.elementwise import Value
from optim.hyperparameters import defaults
from optim.rule import Optimizer, PointRule

Pair = tuple[float, float]
Pairs = tuple[tuple[Pair, Pair, float], ...]
"""Curvature pairs: a step, the change of the gradient along it, one over their product."""
LEAST_CURVATURE = 1e-10
"""A step along which the gradient grew less than this tells nothing of the curvature."""


class Memory(NamedTuple):
    """What the last step leaves: its gradient, direction and rate, and what was learnt."""

    gradient: Pair
    direction: Pair
    rate: float
    pairs: Pairs
    scale: float


def lbfgs(x: Value, g: Value, s: Value, hessian: Value, memory: Value = None) -> tuple[Value, ...]:
    """Newton's step, its curvature guessed from how the gradient changed over the last steps."""
    if max(abs(g[0]), abs(g[1])) <= s.tolerance_grad:
        return x, memory
    if memory is None:
        rate = min(1.0, 1.0 / (abs(g[0]) + abs(g[1]))) * s.lr
        memory = Memory(g, (-g[0], -g[1]), rate, (), 1.0)
    else:
        pairs, scale = learnt(memory, g, s.history_size)
        memory = Memory(g, direction(g, pairs, scale), s.lr, pairs, scale)
    if dot(g, memory.direction) > -s.tolerance_change:
        return x, memory
    return plus(x, memory.rate, memory.direction), memory


def learnt(memory: Memory, g: Pair, size: int) -> tuple[Pairs, float]:
    """The curvature pairs and the scale, with what the last step showed."""
    change = plus(g, -1.0, memory.gradient)
    step = (memory.direction[0] * memory.rate, memory.direction[1] * memory.rate)
    product = dot(change, step)
    if not product > LEAST_CURVATURE:
        return memory.pairs, memory.scale
    pair = (step, change, 1.0 / product)
    return (*memory.pairs, pair)[-size:], product / dot(change, change)


def direction(g: Pair, pairs: Pairs, scale: float) -> Pair:
    """Minus the estimated inverse Hessian times the gradient: the two loops of the paper."""
    x, y = -g[0], -g[1]
    shares = []
    for (step_x, step_y), (change_x, change_y), inverse in reversed(pairs):
        share = (step_x * x + step_y * y) * inverse
        x, y = x - share * change_x, y - share * change_y
        shares.append(share)
    x, y = x * scale, y * scale
    for (step_x, step_y), (change_x, change_y), inverse in pairs:
        rest = shares.pop() - (change_x * x + change_y * y) * inverse
        x, y = x + rest * step_x, y + rest * step_y
    return x, y


def dot(a: Pair, b: Pair) -> float:
    """The inner product."""
    return a[0] * b[0] + a[1] * b[1]


def plus(a: Pair, factor: float, b: Pair) -> Pair:
    """A + factor * b."""
    return a[0] + factor * b[0], a[1] + factor * b[1]


LBFGS_CARRIED = """
state = optimizer.state[theta]
state["al"] = [None] * {history_size}
for name in ("old_dirs", "old_stps", "ro"):
    del state.get(name, [])[:-{history_size}]
"""

LBFGS = Optimizer(
    key="lbfgs",
    label="L-BFGS",
    also="limited-memory BFGS",
    group="Second order",
    rules={
        "torch": PointRule(
            lbfgs,
            settings=defaults(history_size=100, tolerance_grad=1e-7, tolerance_change=1e-9),
            formula=(
                r"s_t = \theta_t - \theta_{t-1}, \quad "
                r"y_t = \nabla f(\theta_t) - \nabla f(\theta_{t-1})",
                r"B_0 = \frac{s^\top y}{y^\top y}\, I, \quad "
                r"B \approx H^{-1} \text{ from } B_0 \text{ and the last } k \text{ pairs } (s, y)",
                r"\theta_t = \theta_{t-1} - \eta\, B\, \nabla f(\theta_{t-1}), \quad "
                r"\text{first } \theta_1 = \theta_0 - "
                r"\eta \min\!\Big(1, \frac{1}{\lVert\nabla f\rVert_1}\Big) \nabla f(\theta_0)",
            ),
            source="torch.optim.LBFGS with max_iter=1",
            torch=(
                "torch.optim.LBFGS([theta], lr={lr}, max_iter=1, tolerance_grad={tolerance_grad}, "
                "tolerance_change={tolerance_change}, history_size={history_size})"
            ),
            torch_step="optimizer.step(lambda: loss(*theta))",
            torch_carried=LBFGS_CARRIED,
        )
    },
)
