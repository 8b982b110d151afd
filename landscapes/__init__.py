"""Landscapes: 2-D losses, each a formula plus facts.

`LANDSCAPES` maps a key (file name, word in a link) to its `Landscape`. A new one is a file here
and its name below.
"""

from landscapes.ackley import ACKLEY
from landscapes.beale import BEALE
from landscapes.booth import BOOTH
from landscapes.himmelblau import HIMMELBLAU
from landscapes.huber_slope import HUBER_SLOPE
from landscapes.quadratic import QUADRATIC
from landscapes.rastrigin import RASTRIGIN
from landscapes.rosenbrock import ROSENBROCK
from landscapes.saddle import SADDLE
from landscapes.six_hump_camel import SIX_HUMP_CAMEL
from landscapes.styblinski_tang import STYBLINSKI_TANG
from landscapes.two_wells import TWO_WELLS

LANDSCAPES = {
    landscape.key: landscape
    for landscape in (
        QUADRATIC,
        SADDLE,
        ROSENBROCK,
        BEALE,
        BOOTH,
        HIMMELBLAU,
        SIX_HUMP_CAMEL,
        STYBLINSKI_TANG,
        RASTRIGIN,
        ACKLEY,
        TWO_WELLS,
        HUBER_SLOPE,
    )
}
