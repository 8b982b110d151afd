"""Schaffer N.2: ravines in a star around the minimum (after Schaffer, 1984)."""

from landscapes.landscape import Landscape, fixed
from landscapes.points import quadrants

# The lowest points of the ravines, on both axes.
_RADII = (
    1.7723132396346362,
    2.506529159829285,
    3.0698994493433815,
    3.5448380526460253,
    3.963265194304936,
)

SCHAFFER_N2 = Landscape(
    key="schaffer_n2",
    label="Schaffer N.2",
    group="Many local minima",
    idea="Ravines that run out to infinity and hardly rise: down is quick, along is slow.",
    formula="0.5 + (sin(x**2 - y**2)**2 - 0.5)/(1 + 0.001*(x**2 + y**2))**2",
    domain=((-100.0, 100.0), (-100.0, 100.0)),
    view=((-4.0, 4.0), (-4.0, 4.0)),
    start=(-3.2, 2.0),
    source=(
        "After J. D. Schaffer (1984); named N.2 by S. K. Mishra (2006). "
        "The library benchmark_functions has another function under this name."
    ),
    global_minima=fixed((0.0, 0.0)),
    local_minima=quadrants(*((r, 0.0) for r in _RADII), *((0.0, r) for r in _RADII)),
)
