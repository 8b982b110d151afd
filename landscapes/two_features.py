"""Two features: what standardizing leaves, a ravine along the diagonal."""

from landscapes.landscape import Landscape, fixed
from setting import Setting

CORRELATION = 0.9329944
"""Of the cars' weight and displacement."""
BEST = (-0.6258831, -0.2211815)
"""The least squares solution for the cars."""
_X, _Y = f"(x - ({BEST[0]}))", f"(y - ({BEST[1]}))"

TWO_FEATURES = Landscape(
    key="two_features",
    label="Two features",
    also="correlation, multicollinearity, standardization, Auto MPG",
    group="For teaching",
    idea="392 cars, weight and displacement standardized: x and y are the two weights. The "
    "nearer the correlation is to 1, the narrower the ravine, and never along an axis.",
    formula=f"{_X}**2 + {_Y}**2 + 2*correlation*{_X}*{_Y} + 0.3010332",
    parameters=(
        Setting(
            name="correlation",
            symbol=r"\rho",
            help="Of the two features: 0.933 is the cars', and the minimum stays theirs.",
            low=-0.9999,
            high=0.9999,
            default=CORRELATION,
            slider=(0.0, 0.999),
        ),
    ),
    domain=((-2.5, 1.5), (-2.5, 1.5)),
    view=((-2.5, 1.5), (-2.5, 1.5)),
    start=(1.0, -1.0),
    source=(
        "Least squares for miles per gallon by weight and displacement, all three standardized, "
        "over the 392 complete rows of R. Quinlan, Auto MPG, UCI Machine Learning Repository, "
        "1993, CC BY 4.0; constants computed from them."
    ),
    global_minima=fixed(BEST),
)
