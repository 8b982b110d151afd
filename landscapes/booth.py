"""Booth: a gentle bowl whose axes are turned by 45 degrees."""

from landscapes.landscape import Landscape, fixed

BOOTH = Landscape(
    key="booth",
    label="Booth",
    group="Bowls and valleys",
    idea="A bowl turned by 45 degrees: rates per coordinate cannot straighten it.",
    formula="(x + 2*y - 7)**2 + (2*x + y - 5)**2",
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    view=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-8.0, -5.0),
    source="Jamil and Yang 2013, no. 17.",
    global_minima=fixed((1.0, 3.0)),
)
