"""When a run arrives, with many settings at once."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from comparison.comparison import Comparison
from comparison.many import many
from comparison.run import Run
from optim.many import NEVER, Array


def arrivals(
    run: Run,
    scene: Comparison,
    settings: Mapping[str, ArrayLike],
    parameters: Mapping[str, ArrayLike] | None = None,
) -> Array:
    """The step from which each run stays within the tolerance of the minimum, nan where none does.

    Args:
        run: what is run.
        scene: the landscape, start and steps; its own runs do not count.
        settings: take the place of the run's own, numbers or arrays of one shape, the result's.
        parameters: of the landscape, likewise; they do not move the minimum.
    """
    names = [*settings, *(parameters or {})]
    given = np.broadcast_arrays(*settings.values(), *(parameters or {}).values())
    values = {name: np.ravel(array).astype(float) for name, array in zip(names, given, strict=True)}
    n, ((x0, y0, *_),) = given[0].size, scene.record.minima(**scene.parameters)
    arrived, tolerance = np.zeros(n), scene.record.tolerance

    def observe(part: slice, t: int, x: Array, y: Array) -> None:
        arrived[part][np.hypot(x - x0, y - y0) > tolerance] = t + 1

    ends = many(
        run,
        scene,
        np.repeat(np.reshape(scene.start, (2, 1)), n, axis=1),
        {name: values[name][None] for name in settings},
        {name: values[name] for name in parameters or {}},
        observe=observe,
    )
    arrived[(arrived > scene.steps) | (ends.diverged_at != NEVER)] = np.nan
    return arrived.reshape(given[0].shape)
