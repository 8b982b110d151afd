"""A run of a comparison from many starts, with many settings, parameters and seeds."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comparison.comparison import Comparison
from comparison.gradients import disturbed, drawn, noise
from comparison.run import Run
from comparison.trajectory import ESCAPE_WIDTHS
from landscapes.landscape import Landscape
from optim.engine import start_state
from optim.many import CHUNK, Array, Ends, Gradient, Observe, Progress, descend_many
from optim.rule import PointRule

Seeds = NDArray[np.int64] | None

DRAWN_AT_ONCE = 2**20
"""So many numbers are drawn for particles with seeds of their own: 8 MB, some 40 ms."""


def together(run: Run) -> bool:
    """Whether many of a run can step together; one that changes its course goes alone."""
    alone = isinstance(run.rule, PointRule) or run.schedule_record.reads_loss
    return not (alone or run.then)


def many(
    run: Run,
    scene: Comparison,
    starts: Array,
    settings: Mapping[str, Any] | Callable[[slice], Mapping[str, Any]] | None = None,
    parameters: Mapping[str, Any] | None = None,
    seeds: Seeds = None,
    observe: Observe | None = None,
    progress: Progress | None = None,
    chunk: int = CHUNK,
) -> Ends:
    """Make a run as `trajectories` makes it in a scene, many times over.

    A run may change its course, but not its optimizer or what that remembers.

    Beside what `descend_many` needs, noise and rows of n seeds take 8 MB. A particle-step with a
    seed of its own takes several times as long as one without.

    Args:
        run: what is run.
        scene: the landscape, steps, noise and batch; its own runs and start do not count.
        starts: (2, n), x and y.
        settings: take the place of the run's own, in the shapes that `descend_many` says.
        parameters: of the landscape, in place of the scene's: numbers, or arrays (n,).
        seeds: (n,), of noise and rows; None: the scene's, so that all meet the same.
        observe: see `descend_many`.
        progress: see `descend_many`.
        chunk: see `descend_many`.

    Raises:
        ValueError: a schedule that reads the loss, a change of course that needs another optimizer
            or another start of its state, a setting or parameter that the run or the landscape does
            not have or that the run changes on its way, or what `descend_many` says.
    """
    _check_course(run, scene.steps)
    if scene.noisy and seeds is not None:
        numbers = scene.steps * (scene.batch + (2 if scene.noise else 0))
        chunk = min(chunk, max(DRAWN_AT_ONCE // numbers, 1))
    table, own = run.table(scene.steps), settings or {}
    moved = {name for _, values in run.then for name in values}
    fixed = moved | ({"lr"} if "schedule" in moved else set())
    return descend_many(
        run.rule,
        _gradients(scene, _replaced(scene.parameters, parameters or {}), seeds),
        starts,
        (lambda part: _replaced(table, own(part), fixed))
        if callable(own)
        else _replaced(table, own, fixed),
        scene.steps,
        scene.record.bounds(ESCAPE_WIDTHS),
        observe,
        progress,
        chunk,
    )


def _check_course(run: Run, steps: int) -> None:
    """Raise ValueError where the course is none for arrays."""
    for leg in run.legs:
        if leg.run.schedule_record.reads_loss:
            raise ValueError(
                f"{leg.run.schedule} reads the loss on the way and runs one path only."
            )
    first, *others = run.course(steps)
    begun = [np.isnan(start_state(leg.rule, leg.settings)).any() for leg in (first, *others)]
    if any(leg.fresh for leg in others) or any(begun) != all(begun):
        raise ValueError("A run that goes on with another optimizer or afresh runs one path only.")


def _replaced(
    values: Mapping[str, Any], others: Mapping[str, Any], fixed: Collection[str] = ()
) -> dict[str, Any]:
    """The values, others in place of some, not of those that are fixed."""
    for name in others.keys() & fixed:
        raise ValueError(f"The run changes {name} on its way, so {name} cannot be replaced.")
    unknown = sorted(others.keys() - values.keys())
    if unknown:
        raise ValueError(f"There is no {', '.join(unknown)} here; there is {', '.join(values)}.")
    return {**values, **others}


def _gradients(
    scene: Comparison, parameters: Mapping[str, Any], seeds: Seeds
) -> Callable[[slice], Gradient]:
    """The gradient of some particles, each with its own parameters, rows and noise."""
    record = scene.record

    def gradient(part: slice) -> Gradient:
        own = {name: v[part] if np.ndim(v) else v for name, v in parameters.items()}
        own_seeds = None if seeds is None else seeds[part]
        plain: Any = record.compiled.array("gradient", own)
        if scene.batch:
            plain = _by_turns(record, own, _rows(scene, own_seeds))
        if scene.noise == 0.0 and scene.sparse == 1:
            return plain  # type: ignore[no-any-return]
        return disturbed(plain, _noise(scene, own_seeds), scene.sparse)

    return gradient


def _by_turns(record: Landscape, parameters: Mapping[str, Any], rows: Iterable[Any]) -> Gradient:
    """At each call the mean of the gradients of the next rows."""
    turn = iter(rows)
    return lambda x, y: record.gradient(x, y, next(turn), **parameters)


def _rows(scene: Comparison, seeds: Seeds) -> NDArray[np.int64]:
    """What each step sees: (steps, batch), the same for all, or (steps, batch, particles)."""
    draw = partial(drawn, len(scene.record.data), scene.steps, scene.batch)
    return draw(scene.seed) if seeds is None else _of_each(seeds, draw)


def _noise(scene: Comparison, seeds: Seeds) -> Iterable[Any]:
    """What is added at each step: (2,), the same for all, or (2, particles)."""
    if scene.noise == 0.0:
        return repeat((0.0, 0.0))
    draw = partial(noise, scene.steps, scene.noise)
    return draw(scene.seed) if seeds is None else _of_each(seeds, draw)


def _of_each(seeds: NDArray[np.int64], draw: Callable[[Any], NDArray[Any]]) -> NDArray[Any]:
    """What is drawn with each seed, along the last axis; for equal neighbours once."""
    first, stream = draw(0), np.random.RandomState()
    every = np.empty((*first.shape, len(seeds)), first.dtype)
    begins = np.flatnonzero(np.diff(seeds, prepend=-1)).tolist()
    for begin, end in zip(begins, [*begins[1:], len(seeds)], strict=True):
        stream.seed(seeds[begin])  # a hundred times faster than a RandomState for each
        every[..., begin:end] = draw(stream)[..., None]
    return every
