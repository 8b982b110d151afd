"""Six-hump camel: six minima, two of them deepest (Dixon and Szegö, 1978)."""

from landscapes.landscape import Landscape
from landscapes.points import mirrored

SIX_HUMP_CAMEL = Landscape(
    key="six_hump_camel",
    label="Six-hump camel",
    also="camelback",
    group="Several minima",
    idea="Two deep minima and four shallow ones close by.",
    formula="(4 - 2.1*x**2 + x**4/3)*x**2 + x*y + (-4 + 4*y**2)*y**2",
    domain=((-3.0, 3.0), (-2.0, 2.0)),
    view=((-2.2, 2.2), (-1.4, 1.4)),
    start=(-1.9, 1.0),
    source="L. C. W. Dixon and G. P. Szegö, Towards Global Optimisation 2 (1978).",
    global_minima=mirrored((0.08984201310031806, -0.7126564030207396)),
    local_minima=mirrored(
        (1.7036067149699807, -0.7960835686726252), (1.6071047529201974, 0.5686514548841314)
    ),
    saddles=lambda: (
        (0.0, 0.0),
        *mirrored(
            (1.1092053368047863, -0.7682680925095399),
            (1.2960702671671087, 0.6050843880386585),
            (1.6380679841897787, 0.22867406904439408),
        )(),
    ),
)
