"""Two wells: a bowl with a shallow and a deep well on either side of its centre."""

from landscapes.landscape import Landscape, fixed

TWO_WELLS = Landscape(
    key="two_wells",
    label="Two wells",
    also="double well",
    group="For teaching",
    idea="A shallow and a deep well: does a run roll past the shallow one, and does it ever leave?",
    formula=("x**2 + y**2 - 2*exp(-((x - 1)**2 + y**2)/0.2) - 6*exp(-((x + 1)**2 + y**2)/0.2)"),
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    view=((-2.0, 2.0), (-2.0, 2.0)),
    start=(1.7, 1.2),
    source="Our own, after E. Dupont's interactive page on optimization algorithms (2018).",
    global_minima=fixed((-0.9675774464554598, 0.0)),
    local_minima=fixed((0.9053178606008482, 0.0)),
    saddles=fixed((0.12025036405942176, 0.0)),
)
