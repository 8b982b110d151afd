"""Michalewicz: narrow ravines in a plain (Michalewicz, 1992)."""

from math import pi

from landscapes.landscape import Landscape, fixed

MICHALEWICZ = Landscape(
    key="michalewicz",
    label="Michalewicz",
    group="Plateaus, kinks and cliffs",
    idea="Narrow ravines in a plain: the minimum is where two of them cross.",
    formula="-sin(x)*sin(x**2/pi)**20 - sin(y)*sin(2*y**2/pi)**20",
    domain=((0.0, pi), (0.0, pi)),
    view=((0.0, pi), (0.0, pi)),
    start=(1.8, 1.0),
    source=(
        "Z. Michalewicz, Genetic Algorithms + Data Structures = Evolution Programs (1992); m = 10. "
        "Lists disagree on where; computed, it is at (2.20291, π/2)."
    ),
    global_minima=fixed((2.2029055201726093, pi / 2.0)),
    local_minima=fixed((2.2029055201726093, 2.7115714838430143)),
)
