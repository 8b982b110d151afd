"""Rastrigin: a bowl covered with regular dents (Rastrigin, 1974)."""

from landscapes.landscape import Landscape, fixed
from landscapes.points import lattice

# Where x² - 10 cos(2πx) has its minima: the zeros of its derivative near the whole numbers.
_DENTS = (
    0.9949586376523348,
    1.9899122337085495,
    2.984855701039481,
    3.979783860300754,
    4.974691390895051,
)
_AXIS = (*(-dent for dent in reversed(_DENTS)), 0.0, *_DENTS)

RASTRIGIN = Landscape(
    key="rastrigin",
    label="Rastrigin",
    group="Many local minima",
    idea="A bowl with 121 dents: most runs stop in the first one they fall into.",
    formula="20 + x**2 - 10*cos(2*pi*x) + y**2 - 10*cos(2*pi*y)",
    domain=((-5.12, 5.12), (-5.12, 5.12)),
    view=((-5.12, 5.12), (-5.12, 5.12)),
    start=(-3.7, 2.8),
    source="L. A. Rastrigin, Systems of Extremal Control (1974).",
    global_minima=fixed((0.0, 0.0)),
    local_minima=lattice(_AXIS, _AXIS, without=(0.0, 0.0)),
)
