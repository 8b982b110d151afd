"""Plateau and cliff: almost flat for long, then a drop."""

from landscapes.landscape import Landscape, fixed

CLIFF = Landscape(
    key="cliff",
    label="Plateau and cliff",
    group="For teaching",
    idea="A long plateau, then a cliff: the rate that crosses the one is too large for the other.",
    formula="5*(1 - tanh(4*(x - 1))) + 0.005*(x - 3)**2 + 0.2*y**2",
    domain=((-6.0, 6.0), (-3.0, 3.0)),
    view=((-6.0, 6.0), (-3.0, 3.0)),
    start=(-5.0, 2.0),
    source="Our own, after the cliffs of R. Pascanu, T. Mikolov and Y. Bengio (ICML 2013).",
    global_minima=fixed((3.0008938663118423, 0.0)),
)
