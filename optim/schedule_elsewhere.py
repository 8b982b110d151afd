"""The code that gives a run its schedule in Keras and in optax, where they have it."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from optim.chain import parts_of, schedule_named, spans
from optim.schedule import Schedule
from optim.scheduler_code import Lines

KERAS = "keras.optimizers.schedules"


class Elsewhere(NamedTuple):
    """What a framework has for a schedule: no code where it has none, and what differs."""

    code: str
    note: str = ""


Form = Callable[[Any], Elsewhere]


def keras_schedule(word: str, settings: Mapping[str, Any], steps: int) -> Elsewhere:
    """A schedule in Keras; see `optax_schedule`."""
    warmup, record = settings["warmup"], schedule_named(word)
    row = record.row(settings, max(steps - warmup, 1))
    if len(parts_of(word)) > 1:
        return Elsewhere("", "Keras has nothing that runs one schedule after another.")
    if word not in _KERAS:
        return Elsewhere("", f"Keras ships no {record.label} schedule.")
    if not warmup:
        return _KERAS[word](row)
    if word == "constant":
        rise = _call(f"{KERAS}.PolynomialDecay", _first(record, row, warmup), warmup, row.lr, 1.0)
        return Elsewhere(rise)
    if word == "cosine":
        return _keras_cosine(row, warmup)
    return Elsewhere("", "In Keras only CosineDecay has a warm-up.")


def optax_schedule(word: str, settings: Mapping[str, Any], steps: int) -> Elsewhere:
    """A schedule in optax.

    Args:
        word: the schedule.
        settings: lr, warmup and the schedule's own.
        steps: of the run.

    Returns:
        An expression for its learning rate as a function of the step, or why there is none.
    """
    warmup = settings["warmup"]
    found = list(spans(parts_of(word), {**settings, "steps": max(steps - warmup, 1)}))
    calls, notes, starts = [], [], []
    if warmup:
        calls.append(_rise(_first(found[0].record, found[0].row, warmup), warmup))
        starts.append(0)
    for record, begin, row in found:
        if record.key not in _OPTAX:
            return Elsewhere("", f"optax ships no {record.label} schedule.")
        code, note = _OPTAX[record.key](row)
        if not code:
            return Elsewhere("", note)
        calls.append(code)
        notes.append(note)
        starts.append(warmup + begin)
    return Elsewhere(_joined(calls, starts), " ".join(dict.fromkeys(filter(None, notes))))


def _joined(calls: Lines, starts: list[int]) -> str:
    if len(calls) == 1:
        return calls[0]
    schedules = "".join(f"\n        {call}," for call in calls)
    return f"optax.join_schedules(\n    [{schedules}\n    ],\n    boundaries={starts[1:]},\n)"


def _rise(first: float, warmup: int) -> str:
    return _call("optax.linear_schedule", first, _short(first * (warmup + 1)), warmup)


def _first(record: Schedule, row: Any, warmup: int) -> float:
    """The first rate of a warm-up to the first rate of a schedule."""
    return _short(float(record.lr(np.zeros(1, dtype=np.int64), row)[0]) / (warmup + 1))


def _call(name: str, *values: Any, **named: Any) -> str:
    given = [*map(_literal, values), *(f"{key}={_literal(v)}" for key, v in named.items())]
    return f"{name}({', '.join(given)})"


def _literal(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _short(value: float) -> float:
    """Without the rounding error of its last digits."""
    return float(f"{value:.14g}")


def _drops(s: Any) -> dict[int, float]:
    """Each milestone and the factor there."""
    return {m: _short(s.gamma**count) for m, count in Counter(s.milestones).items()}


def _alpha(s: Any) -> float:
    return _short(s.eta_min / s.lr)


STAYS = "Beyond T_max it stays where it is; torch's comes back up."


def _stays(s: Any) -> str:
    return STAYS if s.T_max < s.steps - 1 else ""


def _keras_multistep(s: Any) -> Elsewhere:
    drops = _drops(s)
    values = [_short(s.lr * factor) for factor in np.cumprod([1.0, *drops.values()])]
    return Elsewhere(_call(f"{KERAS}.PiecewiseConstantDecay", [m - 1 for m in drops], values))


def _keras_cosine(s: Any, warmup: int = 0) -> Elsewhere:
    if not warmup:
        return Elsewhere(_call(f"{KERAS}.CosineDecay", s.lr, s.T_max, alpha=_alpha(s)), _stays(s))
    own = {"warmup_target": s.lr, "warmup_steps": warmup}
    first = _short(s.lr / (warmup + 1))
    code = _call(f"{KERAS}.CosineDecay", first, s.T_max, alpha=_alpha(s), **own)
    return Elsewhere(code, _stays(s))


def _keras_plateau(s: Any) -> Elsewhere:
    options = {
        "monitor": "loss",
        "factor": s.factor,
        "patience": s.patience + 1,
        "min_delta": s.threshold,
    }
    code = _call(
        "keras.callbacks.ReduceLROnPlateau", **options, cooldown=s.cooldown, min_lr=s.min_lr
    )
    return Elsewhere(
        code,
        "A callback of fit(): it looks at the loss once an epoch, and its threshold is a "
        "difference between losses, never a share.",
    )


def _keras_ramp(s: Any) -> Elsewhere:
    last = max(s.steps - 1, 1)
    if s.ramp == "linear":
        return Elsewhere(_call(f"{KERAS}.PolynomialDecay", s.start_lr, last, s.lr, 1.0))
    return Elsewhere(_call(f"{KERAS}.ExponentialDecay", s.start_lr, last, s.lr / s.start_lr))


_KERAS: dict[str, Form] = {
    "constant": lambda s: Elsewhere(repr(s.lr)),
    "step": lambda s: Elsewhere(
        _call(f"{KERAS}.ExponentialDecay", s.lr, s.step_size, s.gamma, staircase=True)
    ),
    "multistep": _keras_multistep,
    "exponential": lambda s: Elsewhere(_call(f"{KERAS}.ExponentialDecay", s.lr, 1, s.gamma)),
    "polynomial": lambda s: Elsewhere(
        _call(f"{KERAS}.PolynomialDecay", s.lr, s.total_iters, 0.0, s.power)
    ),
    "linear": lambda s: Elsewhere(
        _call(
            f"{KERAS}.PolynomialDecay",
            _short(s.lr * s.start_factor),
            s.total_iters,
            _short(s.lr * s.end_factor),
            1.0,
        )
    ),
    "cosine": _keras_cosine,
    "cosine_restarts": lambda s: Elsewhere(
        _call(
            f"{KERAS}.CosineDecayRestarts", s.lr, s.T_0, float(s.T_mult), m_mul=1.0, alpha=_alpha(s)
        )
    ),
    "range_test": _keras_ramp,
    "reduce_on_plateau": _keras_plateau,
}


def _optax_restarts(s: Any) -> Elsewhere:
    lengths, starts = [s.T_0], [0]
    while starts[-1] + lengths[-1] < s.steps:
        starts.append(starts[-1] + lengths[-1])
        lengths.append(lengths[-1] * s.T_mult)
    cosine = f"optax.cosine_decay_schedule({s.lr!r}, n, {_alpha(s)!r})"
    parts = f"[{cosine} for n in {lengths}]"
    return Elsewhere(f"optax.join_schedules({parts}, {starts[1:]})")


def _optax_one_cycle(s: Any) -> Elsewhere:
    if s.three_phase or s.anneal_strategy != "cos":
        return Elsewhere("", "optax ships 1Cycle in two cosine phases only.")
    code = _call(
        "optax.cosine_onecycle_schedule",
        s.total_steps,
        s.lr,
        s.pct_start,
        s.div_factor,
        s.final_div_factor,
    )
    return Elsewhere(code, "It is highest a step later than torch's.")


def _optax_ramp(s: Any) -> Elsewhere:
    last = max(s.steps - 1, 1)
    if s.ramp == "linear":
        return Elsewhere(_call("optax.linear_schedule", s.start_lr, s.lr, last))
    return Elsewhere(_call("optax.exponential_decay", s.start_lr, last, s.lr / s.start_lr))


def _optax_stable(s: Any) -> Elsewhere:
    length = round(s.pct_decay * s.steps)
    fall = {
        "linear": f"optax.linear_schedule({s.lr!r}, {_short(s.lr * s.min_lr_ratio)!r}, {length})",
        "cosine": f"optax.cosine_decay_schedule({s.lr!r}, {length}, {s.min_lr_ratio!r})",
    }
    if s.decay_type not in fall or not length:
        return Elsewhere("", "optax ships no fall along 1 minus the root.")
    hold = f"optax.constant_schedule({s.lr!r})"
    boundary = s.steps - length
    return Elsewhere(f"optax.join_schedules([{hold}, {fall[s.decay_type]}], [{boundary}])")


def _optax_plateau(s: Any) -> Elsewhere:
    tolerance = "rtol" if s.threshold_mode == "rel" else "atol"
    other = "atol" if tolerance == "rtol" else "rtol"
    code = _call(
        "optax.contrib.reduce_on_plateau",
        factor=s.factor,
        patience=s.patience + 1,
        **{tolerance: s.threshold, other: 0.0},
        cooldown=s.cooldown,
        min_scale=_short(s.min_lr / s.lr),
    )
    return Elsewhere(
        code, "A transformation, to be chained behind the optimizer; it is shown the loss."
    )


_OPTAX: dict[str, Form] = {
    "constant": lambda s: Elsewhere(_call("optax.constant_schedule", s.lr)),
    "step": lambda s: Elsewhere(
        _call("optax.exponential_decay", s.lr, s.step_size, s.gamma, staircase=True)
    ),
    "multistep": lambda s: Elsewhere(_call("optax.piecewise_constant_schedule", s.lr, _drops(s))),
    "exponential": lambda s: Elsewhere(_call("optax.exponential_decay", s.lr, 1, s.gamma)),
    "polynomial": lambda s: Elsewhere(
        _call("optax.polynomial_schedule", s.lr, 0.0, s.power, s.total_iters)
    ),
    "linear": lambda s: Elsewhere(
        _call(
            "optax.linear_schedule",
            _short(s.lr * s.start_factor),
            _short(s.lr * s.end_factor),
            s.total_iters,
        )
    ),
    "cosine": lambda s: Elsewhere(
        _call("optax.cosine_decay_schedule", s.lr, s.T_max, _alpha(s)), _stays(s)
    ),
    "cosine_restarts": _optax_restarts,
    "one_cycle": _optax_one_cycle,
    "inverse_sqrt": lambda s: Elsewhere(
        f"lambda step: {s.lr!r} * ({s.timescale} / ({s.timescale} + step)) ** 0.5",
        "optax has none by that name; any function of the step is a schedule.",
    ),
    "warmup_stable_decay": _optax_stable,
    "range_test": _optax_ramp,
    "reduce_on_plateau": _optax_plateau,
}
