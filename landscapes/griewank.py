"""Griewank: a shallow bowl covered with regular waves (Griewank, 1981)."""

from landscapes.landscape import Landscape, fixed
from landscapes.points import quadrants

GRIEWANK = Landscape(
    key="griewank",
    label="Griewank",
    group="Many local minima",
    idea="From afar a smooth bowl, from near nothing but waves, which hide the bowl's slope.",
    formula="1 + (x**2 + y**2)/4000 - cos(x)*cos(y/sqrt(2))",
    domain=((-600.0, 600.0), (-600.0, 600.0)),
    view=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-8.0, 7.0),
    source="A. O. Griewank, J. Optimization Theory Appl. 34 (1981) 11; with d = 2.",
    global_minima=fixed((0.0, 0.0)),
    local_minima=quadrants(
        (3.1400226338955397, 4.438444480920714),
        (6.280045279379904, 0.0),
        (0.0, 8.876888929095657),
        (9.420067886213593, 4.438444437201061),
        (6.280045217550294, 8.876888885374552),
    ),
)
