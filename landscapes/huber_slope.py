"""Huber slope: a constant slope that ends in a rounded floor (after Huber, 1964)."""

from landscapes.landscape import Landscape, fixed
from setting import Setting

_HUBER = (
    "Piecewise((-{0} - delta/2, {0} < -delta), ({0} - delta/2, {0} > delta), "
    "({0}**2/(2*delta), True))"
)

HUBER_SLOPE = Landscape(
    key="huber_slope",
    label="Huber slope",
    also="Huber loss",
    group="For teaching",
    idea="The gradient is 1 all the way down: shows what each rule does to its own rate.",
    formula=f"{_HUBER.format('x')} + {_HUBER.format('y')}",
    parameters=(
        Setting(
            name="delta",
            symbol=r"\delta",
            help="Half the width of the rounded floor.",
            low=1e-6,
            high=100.0,
            default=0.5,
            slider=(0.01, 5.0),
            log=True,
        ),
    ),
    domain=((-10.0, 10.0), (-5.0, 5.0)),
    view=((-10.0, 10.0), (-5.0, 5.0)),
    start=(-8.0, 3.0),
    source="The loss of P. J. Huber, Annals of Mathematical Statistics 35 (1964) 73, per axis.",
    global_minima=fixed((0.0, 0.0)),
)
