"""Dixon-Price: a valley bent like a horseshoe (Dixon and Price, 1989)."""

from landscapes.landscape import Landscape, fixed

DIXON_PRICE = Landscape(
    key="dixon_price",
    label="Dixon-Price",
    group="Bowls and valleys",
    idea="A valley bent like a horseshoe with a minimum on each arm and a saddle between them.",
    formula="(x - 1)**2 + 2*(2*y**2 - x)**2",
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    view=((-2.0, 4.0), (-2.0, 2.0)),
    start=(3.5, 0.01),
    source="L. C. W. Dixon and R. C. Price, J. Optimization Theory Appl. 60 (1989) 261.",
    global_minima=fixed((1.0, 0.7071067811865476), (1.0, -0.7071067811865476)),
    saddles=fixed((1.0 / 3.0, 0.0)),
)
