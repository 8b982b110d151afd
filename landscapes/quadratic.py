"""Quadratic bowl: the simplest ravine, as narrow and as tilted as you like."""

from landscapes.landscape import Landscape, Point
from setting import Setting

_X, _Y = "(x - center_x)", "(y - center_y)"
_U = f"({_X}*cos(pi*angle/180) + {_Y}*sin(pi*angle/180))"
_V = f"({_Y}*cos(pi*angle/180) - {_X}*sin(pi*angle/180))"


def _center(axis: str, half: float) -> Setting:
    return Setting(
        name=f"center_{axis}",
        symbol=f"c_{axis}",
        help=f"Where the minimum lies, its {axis}.",
        low=-1e3,
        high=1e3,
        default=0.0,
        slider=(-half, half),
    )


def _minimum(center_x: float, center_y: float, **shape: float) -> tuple[Point, ...]:
    return ((center_x, center_y),)


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
        _center("x", 4.0),
        _center("y", 2.0),
    ),
    domain=((-5.0, 5.0), (-3.0, 3.0)),
    view=((-5.0, 5.0), (-3.0, 3.0)),
    start=(-4.0, 2.0),
    source="Textbook; see G. Goh, Why Momentum Really Works, Distill 2017.",
    global_minima=_minimum,
)
