"""Zakharov: a plain valley whose walls grow with the fourth power."""

from landscapes.landscape import Landscape, fixed

ZAKHAROV = Landscape(
    key="zakharov",
    label="Zakharov",
    group="Bowls and valleys",
    idea="Steep walls of fourth order around a mild bowl: a rate safe at the start is slow later.",
    formula="x**2 + y**2 + (x/2 + y)**2 + (x/2 + y)**4",
    domain=((-5.0, 10.0), (-5.0, 10.0)),
    view=((-6.0, 6.0), (-6.0, 6.0)),
    start=(-4.0, 4.5),
    source=(
        "Zakharov, spelt Zacharov in some lists; the form is that of R. Chelouah and P. Siarry, "
        "Journal of Heuristics 6 (2000) 191."
    ),
    global_minima=fixed((0.0, 0.0)),
)
