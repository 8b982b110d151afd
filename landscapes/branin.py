"""Branin: three equal minima in long valleys (Branin and Hoo, 1972)."""

from math import pi

from landscapes.landscape import Landscape, fixed

BRANIN = Landscape(
    key="branin",
    label="Branin",
    also="Branin-Hoo",
    group="Several minima",
    idea="Three minima of equal depth along a bent valley: start and rate decide.",
    formula="(y - 5.1*x**2/(4*pi**2) + 5*x/pi - 6)**2 + 10*(1 - 1/(8*pi))*cos(x) + 10",
    domain=((-5.0, 10.0), (0.0, 15.0)),
    view=((-5.0, 10.0), (0.0, 15.0)),
    start=(1.0, 12.0),
    source=(
        "F. H. Branin and S. K. Hoo (1972); L. C. W. Dixon and G. P. Szegö (1978). "
        "Least value 5/(4π), reached where x is an odd multiple of π."
    ),
    global_minima=fixed((-pi, 12.275), (pi, 2.275), (3.0 * pi, 2.475)),
    saddles=fixed((0.0, 6.0), (2.0 * pi, 1.1)),
)
