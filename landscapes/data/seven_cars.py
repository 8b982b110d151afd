"""Seven cars: miles per gallon against weight, real data whose bowl is a narrow ravine."""

from landscapes.landscape import Landscape, Point
from landscapes.rows import Data
from setting import Setting

MEAN = 25.204 / 7.0
"""Of the seven weights, in 1000 lb."""
SLOPE = -4.566202618048345
"""Of the best line: miles per gallon for each 1000 lb."""
LEVEL = 120.0 / 7.0
"""Of the best line at the mean weight: the mean of the miles per gallon."""


def _minimum(shift: float, scale: float) -> tuple[Point, ...]:
    return ((SLOPE / scale, LEVEL - SLOPE * (MEAN - shift)),)


SEVEN_CARS = Landscape(
    key="seven_cars",
    label="Seven cars",
    also="line fit, linear regression, feature scaling, standardization, Auto MPG",
    group="For teaching",
    idea="Miles per gallon against weight, seven cars of 1970: x is the line's weight w, y its "
    "bias b, f the mean squared error. Shift the feature, and the ravine turns round.",
    formula="(x*(weight - shift)*scale + y - mpg)**2",
    data=Data(
        columns=("weight", "mpg"),
        rows=(
            (3.504, 18.0),  # Chevrolet Chevelle Malibu
            (3.693, 15.0),  # Buick Skylark 320
            (3.436, 18.0),  # Plymouth Satellite
            (3.433, 16.0),  # AMC Rebel SST
            (4.341, 15.0),  # Ford Galaxie 500
            (4.425, 14.0),  # Pontiac Catalina
            (2.372, 24.0),  # Toyota Corona Mark II
        ),
    ),
    parameters=(
        Setting(
            name="shift",
            symbol="c",
            help="What is taken off the weight, in 1000 lb: 3.6 is its mean.",
            low=-100.0,
            high=100.0,
            default=0.0,
            slider=(0.0, 5.0),
        ),
        Setting(
            name="scale",
            symbol="s",
            help="What the weight is multiplied by: 1 over its spread, 0.634, is 1.58.",
            low=1e-3,
            high=1e3,
            default=1.0,
            slider=(0.1, 10.0),
            log=True,
        ),
    ),
    domain=((-8.0, 10.0), (-4.0, 40.0)),
    view=((-8.0, 10.0), (-4.0, 40.0)),
    start=(0.0, 0.0),
    source=(
        "Seven cars of model year 1970 from R. Quinlan, Auto MPG, UCI Machine Learning "
        "Repository, 1993 (from the StatLib library, Carnegie Mellon University), CC BY 4.0. The "
        "least squares solution follows by hand."
    ),
    global_minima=_minimum,
)
