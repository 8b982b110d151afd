"""Freudenstein-Roth: a bent valley that leads the wrong way (1963)."""

from landscapes.landscape import Landscape, fixed

FREUDENSTEIN_ROTH = Landscape(
    key="freudenstein_roth",
    label="Freudenstein-Roth",
    group="Several minima",
    idea="From the classic start the valley leads the wrong way, to a minimum of height 49.",
    formula=("(x - 13 + ((5 - y)*y - 2)*y)**2 + (x - 29 + ((y + 1)*y - 14)*y)**2"),
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    view=((-6.0, 14.0), (-4.0, 6.0)),
    start=(0.5, -2.0),
    source=(
        "F. Freudenstein and B. Roth, Journal of the ACM 10 (1963) 550. The local minimum 48.98425 "
        "at (11.41278, -0.89681) lies outside the usual domain."
    ),
    global_minima=fixed((5.0, 4.0)),
)
