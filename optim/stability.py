"""How much curvature a rule can stand, from the settings in force at a step or over a whole run.

On f = curvature x^2 / 2 a rule that shrinks x to d x, d = 1 - lr decay, and then steps by
-lr (now g + kept v), v = memory v + g, multiplies the distance per step by the roots of

    z^2 - (d + memory - r (now + kept)) z + memory (d - r now),    r = lr * curvature.

One of them passes -1, and the run no longer comes in, at

    r = (2 - lr decay) (1 + memory) / (now (1 + memory) + kept).

Gradient descent has 2 there, momentum 2 (1 + mu), NAG 2 (1 + mu) / (1 + 2 mu), and Adam, whose
velocity is an average, 2 (1 + beta1) / (1 - beta1). A rule with a rate per coordinate stands that
much curvature of the preconditioned Hessian: the landscape's, seen in coordinates in which every
rate is lr. There it says what holds while the rates hardly change.

Sources: Cohen et al., Gradient Descent on Neural Networks Typically Occurs at the Edge of
Stability, ICLR 2021; Adaptive Gradient Methods at the Edge of Stability, 2022. The mix of gradient
and velocity is that of Ma and Yarats, ICLR 2019; the polynomial follows from the two lines above.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from optim.elementwise import Value, sqrt, where

SCALAR = {"gradient_descent", "momentum", "nesterov", "qhm"}
"""These have one rate for both coordinates."""


class Mix(NamedTuple):
    """A step along `now` g + `kept` v, where v = `memory` v + g.

    `limit` is the largest lr without weight decay, as a formula of the curvature λ.
    """

    memory: Value
    now: Value
    kept: Value
    limit: str

    @property
    def share(self) -> Value:
        """Half of what lr * curvature can be without weight decay."""
        return (1.0 + self.memory) / (self.now * (1.0 + self.memory) + self.kept)


def _gradient(s: Mapping[str, Value]) -> Mix:
    return Mix(0.0, 1.0, 0.0, "2/λ")


def _velocity(s: Mapping[str, Value]) -> Mix:
    """Dampening weakens the gradient only where there is a velocity."""
    mu, tau = s["momentum"], s.get("dampening", 0.0)
    kept = where(mu != 0.0, 1.0 - tau, 1.0)
    if not np.any(mu):
        return Mix(mu, 0.0, kept, "2/λ")
    return Mix(mu, 0.0, kept, "2(1+μ)/((1−τ)λ)" if np.any(tau) else "2(1+μ)/λ")


def _look_ahead(s: Mapping[str, Value]) -> Mix:
    """Nesterov's own sequence takes the momentum towards 1."""
    if "momentum" not in s:
        return Mix(1.0, 1.0, 1.0, "4/(3λ)")
    return Mix(s["momentum"], 1.0, s["momentum"], "2(1+μ)/((1+2μ)λ)")


def _average(s: Mapping[str, Value]) -> Mix:
    return Mix(s["beta1"], 0.0, 1.0 - s["beta1"], "2(1+β₁)/((1−β₁)λ)")


def _average_ahead(s: Mapping[str, Value]) -> Mix:
    beta = s["beta1"]
    limit = "2(1+β₁)/((1−β₁)(1+2β₁)λ)"
    return Mix(beta, 1.0 - beta, beta * (1.0 - beta), limit)


def _mixed_average(s: Mapping[str, Value]) -> Mix:
    mu, nu = s["momentum"], s["nu"]
    return Mix(mu, 1.0 - nu, nu * (1.0 - mu), "2(1+μ)/((1+μ−2νμ)λ)")


MIXES: Mapping[str, Callable[[Mapping[str, Value]], Mix]] = {
    "gradient_descent": _gradient,
    "momentum": _velocity,
    "nesterov": _look_ahead,
    "qhm": _mixed_average,
    "adagrad": _gradient,
    "rmsprop": _velocity,
    "adam": _average,
    "adamw": _average,
    "amsgrad": _average,
    "adamax": _average,
    "adabelief": _average,
    "yogi": _average,
    "radam": _average,
    "nadam": _average_ahead,
    "adadelta": _gradient,
}
"""Of the other rules no limit is known."""


class _Bound(NamedTuple):
    """A rule comes in while lr (curvature / share + decay) is below 2."""

    share: Value
    decay: Value


def stable_curvature(optimizer: str, convention: str, settings: Mapping[str, Value]) -> Value:
    """The largest curvature at which the rule comes in; None where that is not known.

    Args:
        optimizer: its key.
        convention: one of its forms.
        settings: lr and the rule's own settings, as values or as arrays over a run.
    """
    bound = _bound(optimizer, convention, settings)
    if bound is None:
        return None
    with np.errstate(all="ignore"):
        return (2.0 / np.asarray(settings["lr"]) - bound.decay) * bound.share


def strain(
    optimizer: str, convention: str, settings: Mapping[str, Value], curvature: Value
) -> Value:
    """1 over the largest lr at which the rule comes in; None where that is not known.

    Times lr it is the share of its limit that a rate is. Where the ground curves up so little, or
    down, that no lr is too large it is 0 or less.

    Args:
        optimizer: its key.
        convention: one of its forms.
        settings: the rule's own, as values or as arrays over a run.
        curvature: the steepest, per unit of lr where the rule has a rate per coordinate.
    """
    bound = _bound(optimizer, convention, settings)
    if bound is None:
        return None
    with np.errstate(all="ignore"):
        return (curvature / bound.share + bound.decay) / 2.0


def _bound(optimizer: str, convention: str, settings: Mapping[str, Value]) -> _Bound | None:
    mix = _mix(optimizer, convention, settings)
    if mix is None:
        return None
    decay = settings.get("weight_decay", 0.0)
    if convention == "keras" or optimizer == "adamw" or _on(settings, DECOUPLED):
        return _Bound(mix.share, decay)
    if np.any(decay) and optimizer not in SCALAR:
        return None  # as part of the gradient it adds another curvature to each coordinate
    return _Bound(mix.share, decay / mix.share)  # to both curvatures it adds the same


DECOUPLED = "decoupled_weight_decay"


def limit_formula(optimizer: str, convention: str, settings: Mapping[str, Value]) -> str:
    """The largest lr as a formula of the curvature λ; empty with weight decay or if not known."""
    mix = _mix(optimizer, convention, settings)
    return "" if mix is None or _on(settings, "weight_decay") else mix.limit


def scaled_sharpness(hessian: tuple[Value, Value, Value], rates: tuple[Value, Value]) -> Value:
    """The largest eigenvalue of a Hessian (fxx, fxy, fyy) whose coordinates have these rates.

    With one rate it is rate * curvature; divided by lr it is the curvature of the preconditioned
    Hessian.
    """
    (fxx, fxy, fyy), (x, y) = hessian, rates
    a, b, c = x * fxx, sqrt(x * y) * fxy, y * fyy
    return (a + c) / 2.0 + np.hypot((a - c) / 2.0, b)


def _mix(optimizer: str, convention: str, settings: Mapping[str, Value]) -> Mix | None:
    if optimizer not in MIXES or (optimizer, convention) == ("nadam", "torch"):
        return None  # torch's NAdam has a momentum that rises by itself
    return MIXES[optimizer](settings)


def _on(settings: Mapping[str, Value], name: str) -> bool:
    return bool(np.any(settings.get(name, False)))
