"""Easom: a plain with one narrow hole (Easom, 1990)."""

from math import pi

from landscapes.landscape import Landscape, fixed
from landscapes.points import quadrants

EASOM = Landscape(
    key="easom",
    label="Easom",
    group="Plateaus, kinks and cliffs",
    idea="A plain with one narrow hole: away from its rim there is no slope to follow.",
    formula="-cos(x)*cos(y)*exp(-(x - pi)**2 - (y - pi)**2)",
    domain=((-100.0, 100.0), (-100.0, 100.0)),
    view=((-1.0, 7.0), (-1.0, 7.0)),
    start=(1.65, 4.4),
    source=(
        "E. E. Easom, A Survey of Global Optimization Techniques (1990). Some 27 away from "
        "the hole the gradient is smaller than any float, and is 0."
    ),
    global_minima=fixed((pi, pi)),
    local_minima=quadrants((4.978189856741919, 4.978189856741919), centre=(pi, pi)),
)
