"""Goldstein-Price: four minima in a cross of valleys (1971)."""

from landscapes.landscape import Landscape, fixed

GOLDSTEIN_PRICE = Landscape(
    key="goldstein_price",
    label="Goldstein-Price",
    group="Several minima",
    idea="Values from 3 to a million: near the minima the slopes are thousands of times smaller.",
    formula=(
        "(1 + (x + y + 1)**2*(19 - 14*x + 3*x**2 - 14*y + 6*x*y + 3*y**2))*"
        "(30 + (2*x - 3*y)**2*(18 - 32*x + 12*x**2 + 48*y - 36*x*y + 27*y**2))"
    ),
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    view=((-2.0, 2.0), (-2.0, 2.0)),
    start=(0.3, 0.1),
    source="A. A. Goldstein and J. F. Price, Mathematics of Computation 25 (1971) 569.",
    global_minima=fixed((0.0, -1.0)),
    local_minima=fixed((-0.6, -0.4), (1.8, 0.2), (1.2, 0.8)),
    saddles=fixed((-0.4, -0.6), (1.2, -0.2), (1.4, 0.6), (0.6, 0.4)),
)
