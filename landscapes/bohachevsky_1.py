"""Bohachevsky 1: a wide bowl, dented only near its bottom (1986)."""

from landscapes.landscape import Landscape, fixed
from landscapes.points import lattice

# Where x² - 0.3 cos(3πx) and 2y² - 0.4 cos(4πy) have their minima.
_X = (-1.2224947771568115, -0.6186120678279501, 0.0, 0.6186120678279501, 1.2224947771568115)
_Y = (-0.9333791416826435, -0.46952754566849225, 0.0, 0.46952754566849225, 0.9333791416826435)

BOHACHEVSKY_1 = Landscape(
    key="bohachevsky_1",
    label="Bohachevsky 1",
    group="Many local minima",
    idea="From afar a smooth bowl; only near the bottom do its dents catch a run.",
    formula="x**2 + 2*y**2 - 0.3*cos(3*pi*x) - 0.4*cos(4*pi*y) + 0.7",
    domain=((-100.0, 100.0), (-100.0, 100.0)),
    view=((-1.5, 1.5), (-1.5, 1.5)),
    start=(-1.4, 1.1),
    source="I. O. Bohachevsky, M. E. Johnson and M. L. Stein, Technometrics 28 (1986) 209.",
    global_minima=fixed((0.0, 0.0)),
    local_minima=lattice(_X, _Y, without=(0.0, 0.0)),
)
