"""Five points: the loss of a straight line through data, as every first lesson fits it."""

from landscapes.landscape import Landscape, Point
from landscapes.rows import Data
from setting import Setting


def _minimum(shift: float, scale: float) -> tuple[Point, ...]:
    return ((0.8 / scale, 1.4 + 0.8 * shift),)


FIVE_POINTS = Landscape(
    key="five_points",
    label="Five points",
    also="line fit, linear regression, least squares",
    group="For teaching",
    idea="A line through five points: x is its weight w, y its bias b, f the mean squared error.",
    formula="(x*(feature - shift)*scale + y - target)**2",
    data=Data(
        columns=("feature", "target"),
        rows=((0.0, 1.0), (1.0, 3.0), (2.0, 2.0), (3.0, 5.0), (4.0, 4.0)),
    ),
    parameters=(
        Setting(
            name="shift",
            symbol="c",
            help="What is taken off the feature: 2 is its mean.",
            low=-100.0,
            high=100.0,
            default=0.0,
            slider=(0.0, 5.0),
        ),
        Setting(
            name="scale",
            symbol="s",
            help="The feature's unit: its numbers become so many times as large.",
            low=1e-3,
            high=1e3,
            default=1.0,
            slider=(0.1, 100.0),
            log=True,
        ),
    ),
    domain=((-2.0, 3.0), (-1.0, 5.0)),
    view=((-2.0, 3.0), (-1.0, 5.0)),
    start=(-1.0, 4.0),
    source=(
        "Least squares: A.-M. Legendre, Nouvelles méthodes pour la détermination des orbites des "
        "comètes, 1805. The points are made up; the best line is target = 0.8 feature + 1.4."
    ),
    global_minima=_minimum,
)
