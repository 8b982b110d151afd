"""A run of a comparison from many starts, with many settings, parameters and seeds."""

from collections.abc import Callable, Iterable, Mapping
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comparison.comparison import Comparison, disturbed, noise
from comparison.run import Run
from comparison.trajectory import ESCAPE_WIDTHS
from optim.many import CHUNK, Array, Ends, Gradient, Observe, Progress, descend_many

NOISE_AT_ONCE = 2**19
"""Particle-steps whose noise is drawn at once: 8 MB, some 40 ms."""


def many(
    run: Run,
    scene: Comparison,
    starts: Array,
    settings: Mapping[str, Any] | Callable[[slice], Mapping[str, Any]] | None = None,
    parameters: Mapping[str, Any] | None = None,
    seeds: NDArray[np.int64] | None = None,
    observe: Observe | None = None,
    progress: Progress | None = None,
    chunk: int = CHUNK,
) -> Ends:
    """Make a run as `trajectories` makes it in a scene, many times over.

    Beside what `descend_many` needs, noise of n seeds takes 8 MB. A particle-step with a seed of
    its own takes several times as long as one without.

    Args:
        run: what is run.
        scene: the landscape, steps and noise; its own runs and start do not count.
        starts: (2, n), x and y.
        settings: take the place of the run's own, in the shapes that `descend_many` says.
        parameters: of the landscape, in place of the scene's: numbers, or arrays (n,).
        seeds: (n,), of the noise; None: the scene's, so that all meet the same noise.
        observe: see `descend_many`.
        progress: see `descend_many`.
        chunk: see `descend_many`.

    Raises:
        ValueError: a schedule that reads the loss, a setting or parameter that the run or the
            landscape does not have, or what `descend_many` says.
    """
    if run.schedule_record.reads_loss:
        raise ValueError(f"{run.schedule} reads the loss on the way and runs one path only.")
    if scene.noise and seeds is not None:
        chunk = min(chunk, max(NOISE_AT_ONCE // scene.steps, 1))
    table, own = run.table(scene.steps), settings or {}
    return descend_many(
        run.rule,
        _gradients(scene, _replaced(scene.parameters, parameters or {}), seeds),
        starts,
        (lambda part: _replaced(table, own(part))) if callable(own) else _replaced(table, own),
        scene.steps,
        scene.record.bounds(ESCAPE_WIDTHS),
        observe,
        progress,
        chunk,
    )


def _replaced(values: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, Any]:
    """The values, others in place of some."""
    unknown = sorted(others.keys() - values.keys())
    if unknown:
        raise ValueError(f"There is no {', '.join(unknown)} here; there is {', '.join(values)}.")
    return {**values, **others}


def _gradients(
    scene: Comparison, parameters: Mapping[str, Any], seeds: NDArray[np.int64] | None
) -> Callable[[slice], Gradient]:
    """The gradient of some particles, each with its own parameters and noise."""
    compiled = scene.record.compiled

    def gradient(part: slice) -> Gradient:
        own = {name: v[part] if np.ndim(v) else v for name, v in parameters.items()}
        plain: Any = compiled.array("gradient", own)
        if scene.noise == 0.0 and scene.sparse == 1:
            return plain  # type: ignore[no-any-return]
        return disturbed(plain, _noise(scene, None if seeds is None else seeds[part]), scene.sparse)

    return gradient


def _noise(scene: Comparison, seeds: NDArray[np.int64] | None) -> Iterable[Any]:
    """What is added at each step: (2,), the same for all, or (2, particles)."""
    if scene.noise == 0.0:
        return repeat((0.0, 0.0))
    if seeds is None:
        return noise(scene.steps, scene.noise, scene.seed)
    rows = np.empty((scene.steps, 2, len(seeds)))
    stream = np.random.RandomState()
    for k, seed in enumerate(seeds):
        stream.seed(seed)  # a hundred times faster than a RandomState for each
        rows[:, :, k] = stream.standard_normal((scene.steps, 2))
    rows *= scene.noise
    return rows
