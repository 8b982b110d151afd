"""Matyas: a long valley at 45 degrees to the axes (Matyas, 1965)."""

from landscapes.landscape import Landscape, fixed

MATYAS = Landscape(
    key="matyas",
    label="Matyas",
    group="Bowls and valleys",
    idea="A plate 25 times flatter along the diagonal than across it: rates per axis do not help.",
    formula="0.26*(x**2 + y**2) - 0.48*x*y",
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    view=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-9.0, 3.0),
    source=(
        "J. Matyas, Automation and Remote Control 26 (1965) 246; the form is that of "
        "M. Jamil and X.-S. Yang (2013)."
    ),
    global_minima=fixed((0.0, 0.0)),
)
