"""Batch normalization: a loss that knows the direction of the weights and not their length."""

from landscapes.landscape import Landscape
from landscapes.two_features import CORRELATION

BATCH_NORM = Landscape(
    key="batch_norm",
    label="Batch normalization",
    also="scale invariance, effective learning rate, weight normalization",
    group="For teaching",
    idea="Two features again, the prediction divided by its own spread over the batch: the loss "
    "is constant along every ray, so each step makes the weights longer.",
    formula=(
        "2 + 2*(0.8322442008836*x + 0.8051269273546401*y)"
        f"/sqrt(x**2 + {2.0 * CORRELATION}*x*y + y**2)"
    ),
    domain=((-4.0, 4.0), (-4.0, 4.0)),
    view=((-4.0, 4.0), (-4.0, 4.0)),
    start=(1.0, -1.0),
    source=(
        "S. Ioffe, C. Szegedy, Batch Normalization, ICML 2015, on one linear unit without an "
        "offset, its scale held at 1; the data are those of Two features. No minimum is "
        "declared: the whole ray through (-0.626, -0.221) is one, of value 0.328."
    ),
)
