"""Three-hump camel: a deep minimum between two shallow ones (Branin, 1972)."""

from landscapes.landscape import Landscape, fixed
from landscapes.points import mirrored

THREE_HUMP_CAMEL = Landscape(
    key="three_hump_camel",
    label="Three-hump camel",
    group="Several minima",
    idea="One deep minimum in the middle and a shallow one on either side.",
    formula="2*x**2 - 1.05*x**4 + x**6/6 + x*y + y**2",
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    view=((-2.2, 2.2), (-2.0, 2.0)),
    start=(-2.0, -1.5),
    source="F. H. Branin, IBM Journal of Research and Development 16 (1972) 504.",
    global_minima=fixed((0.0, 0.0)),
    local_minima=mirrored((1.7475523458302888, -0.8737761729151444)),
    saddles=mirrored((1.07054229182366, -0.53527114591183)),
)
