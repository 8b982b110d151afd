"""Beale: a flat centre between four steep corners (Beale, 1958)."""

from landscapes.landscape import Landscape, fixed

BEALE = Landscape(
    key="beale",
    label="Beale",
    group="Bowls and valleys",
    idea="Steep corners and a broad flat floor: one learning rate can hardly suit both.",
    formula="(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2",
    domain=((-4.5, 4.5), (-4.5, 4.5)),
    view=((-4.5, 4.5), (-4.5, 4.5)),
    start=(-2.0, 2.5),
    source="E. M. L. Beale (1958); Jamil and Yang 2013, no. 10.",
    global_minima=fixed((3.0, 0.5)),
    saddles=fixed((0.0, 1.0), (0.10053793732415837, -2.644513585023125)),
)
