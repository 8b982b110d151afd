"""Schwefel: the best hollow far from the second best (Schwefel, 1981)."""

from landscapes.landscape import Landscape, fixed
from landscapes.points import lattice

# Where -x sin(√|x|) has its minima in the domain.
_AXIS = (
    -302.52493561191176,
    -124.82935642021526,
    -25.877417347618685,
    5.239199300195525,
    65.54786509015155,
    203.81425264889447,
    420.96874635998205,
)

SCHWEFEL = Landscape(
    key="schwefel",
    label="Schwefel",
    group="Many local minima",
    idea="The deepest hollow lies in a corner, far from the next best: no trend leads to it.",
    formula="837.9657745448674 - x*sin(sqrt(Abs(x))) - y*sin(sqrt(Abs(y)))",
    domain=((-500.0, 500.0), (-500.0, 500.0)),
    view=((-500.0, 500.0), (-500.0, 500.0)),
    start=(150.0, 250.0),
    source=(
        "H.-P. Schwefel, Numerical Optimization of Computer Models (1981). The constant makes the "
        "minimum 0; with the usual 2 * 418.9829 it is 2.5e-5. Outside the domain it goes lower."
    ),
    global_minima=fixed((420.96874635998205, 420.96874635998205)),
    local_minima=lattice(_AXIS, _AXIS, without=(420.96874635998205, 420.96874635998205)),
)
