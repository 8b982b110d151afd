"""Bukin N.6: a knife-edged valley (Bukin, 1997)."""

from landscapes.landscape import Landscape, fixed

BUKIN_N6 = Landscape(
    key="bukin_n6",
    label="Bukin N.6",
    group="Plateaus, kinks and cliffs",
    idea="A valley as sharp as a knife: steps jump from one wall to the other.",
    formula="100*sqrt(Abs(y - x**2/100)) + Abs(x + 10)/100",
    domain=((-15.0, -5.0), (-3.0, 3.0)),
    view=((-15.0, -5.0), (-3.0, 3.0)),
    start=(-13.0, -1.0),
    source=(
        "A. D. Bukin, New Minimization Strategy for Non-smooth Functions (1997). On the floor "
        "y = x²/100 there is no gradient; there it counts as 0."
    ),
    global_minima=fixed((-10.0, 1.0)),
    kinks=True,
)
