"""Holder table: four legs at the corners (Mishra, 2006)."""

from landscapes.landscape import Landscape
from landscapes.points import quadrants

HOLDER_TABLE = Landscape(
    key="holder_table",
    label="Holder table",
    group="Plateaus, kinks and cliffs",
    idea="Four deep legs at the corners, hollows on the way, and crests where the gradient jumps.",
    formula="-Abs(sin(x)*cos(y)*exp(Abs(1 - sqrt(x**2 + y**2)/pi)))",
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    view=((-10.0, 10.0), (-10.0, 10.0)),
    start=(6.6, 7.6),
    source=(
        "S. K. Mishra, Some New Test Functions for Global Optimization (2006). There are kinks on "
        "its crests and on the circle of radius π. Outside the domain it goes lower."
    ),
    global_minima=quadrants((8.055023475736563, 9.664590019241272)),
    local_minima=quadrants(
        (4.853855848168829, 9.702113880430847),
        (8.09758272512733, 6.479497356652597),
        (1.623129475512689, 9.729001856268278),
        (8.14131217899, 3.2593510491859483),
        (4.9011448802306266, 6.53250260076771),
        (8.162150705090468, 0.0),
        (1.6479448346558905, 6.582678304989755),
        (4.9712420488573565, 3.316439374840691),
        (5.020558051500675, 0.0),
        (1.2626272556789118, 0.0),
        (1.7123918431426985, 3.418867791850568),
    ),
)
