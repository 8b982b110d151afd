"""Schaffer N.4: ravines with ripples, and four minima (after Schaffer, 1984)."""

from landscapes.landscape import Landscape
from landscapes.points import quadrants

# The lowest points of the other ravines, on both axes.
_RADII = (2.1706988435531294, 2.8024145915390126, 3.3158892634577417, 3.7598824002108837)

SCHAFFER_N4 = Landscape(
    key="schaffer_n4",
    label="Schaffer N.4",
    group="Many local minima",
    idea="Ravines around a hilltop, and the four minima in the nearest of them, on the axes.",
    formula="0.5 + (cos(sin(Abs(x**2 - y**2)))**2 - 0.5)/(1 + 0.001*(x**2 + y**2))**2",
    domain=((-100.0, 100.0), (-100.0, 100.0)),
    view=((-4.0, 4.0), (-4.0, 4.0)),
    start=(-3.2, 2.0),
    source=(
        "After J. D. Schaffer (1984); named N.4 by S. K. Mishra (2006). "
        "The minimum 0.29257863 is reached at (0, ±1.25313) and (±1.25313, 0); many lists give "
        "one pair only."
    ),
    global_minima=quadrants((1.2531318314637332, 0.0), (0.0, 1.2531318314637332)),
    local_minima=quadrants(*((r, 0.0) for r in _RADII), *((0.0, r) for r in _RADII)),
)
