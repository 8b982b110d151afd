"""Ackley: a rippled plain around one deep hole (Ackley, 1987)."""

from landscapes.landscape import Landscape, fixed

ACKLEY = Landscape(
    key="ackley",
    label="Ackley",
    group="Many local minima",
    idea="A rippled plain around one deep hole with a pointed bottom.",
    formula="-20*exp(-sqrt((x**2 + y**2)/2)/5) - exp((cos(2*pi*x) + cos(2*pi*y))/2) + 20 + exp(1)",
    domain=((-32.768, 32.768), (-32.768, 32.768)),
    view=((-5.0, 5.0), (-5.0, 5.0)),
    start=(-3.3, 2.6),
    source="D. H. Ackley, A Connectionist Machine for Genetic Hillclimbing (1987).",
    global_minima=fixed((0.0, 0.0)),
    kinks=True,
)
