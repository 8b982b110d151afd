"""McCormick: a tilted sheet with waves (McCormick, 1972)."""

from math import pi

from landscapes.landscape import Landscape, fixed

MCCORMICK = Landscape(
    key="mccormick",
    label="McCormick",
    group="Several minima",
    idea="A tilted sheet with waves: a local minimum lies in wait uphill of the global one.",
    formula="sin(x + y) + (x - y)**2 - 1.5*x + 2.5*y + 1",
    domain=((-1.5, 4.0), (-3.0, 4.0)),
    view=((-1.5, 4.0), (-3.0, 4.5)),
    start=(0.5, 3.5),
    source=(
        "G. P. McCormick in Numerical Methods for Non-linear Optimization (ed. Lootsma, 1972). "
        "Least value in the domain -√3/2 - π/3 = -1.91322, not -1.9133 as in lists; every further "
        "wave, outside the domain, is π lower."
    ),
    global_minima=fixed((0.5 - pi / 3.0, -0.5 - pi / 3.0)),
    local_minima=fixed((0.5 + 2.0 * pi / 3.0, -0.5 + 2.0 * pi / 3.0)),
    saddles=fixed((0.5 + pi / 3.0, -0.5 + pi / 3.0)),
)
