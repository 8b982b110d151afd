"""Cross-in-tray: a cross of kinks and 36 hollows (Mishra, 2006)."""

from landscapes.landscape import Landscape
from landscapes.points import quadrants

CROSS_IN_TRAY = Landscape(
    key="cross_in_tray",
    label="Cross-in-tray",
    group="Plateaus, kinks and cliffs",
    idea="Walls with a sharp crest part the ground into trays; the four at the centre are deepest.",
    formula=("-0.0001*(Abs(sin(x)*sin(y)*exp(Abs(100 - sqrt(x**2 + y**2)/pi))) + 1)**0.1"),
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    view=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-6.3, 5.6),
    source=(
        "S. K. Mishra, Some New Test Functions for Global Optimization (2006). On its crests and "
        "on the axes the gradient jumps; there it counts as 0."
    ),
    global_minima=quadrants((1.3494066171539107, 1.3494066171539107)),
    local_minima=quadrants(
        (4.4190758742568725, 1.4706221621674318),
        (1.4706221621674318, 4.4190758742568725),
        (4.490999270743704, 4.490999270743704),
        (7.551422464401016, 1.5085213314357113),
        (1.5085213314357113, 7.551422464401016),
        (7.58748868615687, 4.550121985637071),
        (4.550121985637071, 7.58748868615687),
        (7.632591924333497, 7.632591924333497),
    ),
)
