"""Quadratic bowl: the simplest ravine, as narrow and as tilted as you like."""

from landscapes.landscape import Landscape, fixed
from setting import Setting

_U = "(x*cos(pi*angle/180) + y*sin(pi*angle/180))"
_V = "(y*cos(pi*angle/180) - x*sin(pi*angle/180))"

QUADRATIC = Landscape(
    key="quadratic",
    label="Quadratic bowl",
    also="ravine, ellipse, valley",
    group="Bowls and valleys",
    idea="A ravine kappa times steeper across than along, turned by an angle.",
    formula=f"({_U}**2 + kappa*{_V}**2)/2",
    parameters=(
        Setting(
            name="kappa",
            symbol=r"\kappa",
            help="Condition number: the largest curvature divided by the smallest.",
            low=1.0,
            high=1e4,
            default=25.0,
            slider=(1.0, 1000.0),
            log=True,
        ),
        Setting(
            name="angle",
            symbol=r"\varphi",
            help="How far the ravine is turned from the x axis, in degrees.",
            low=-180.0,
            high=180.0,
            default=0.0,
            slider=(0.0, 90.0),
        ),
    ),
    domain=((-5.0, 5.0), (-3.0, 3.0)),
    view=((-5.0, 5.0), (-3.0, 3.0)),
    start=(-4.0, 2.0),
    source="Textbook; see G. Goh, Why Momentum Really Works, Distill 2017.",
    global_minima=fixed((0.0, 0.0)),
)
