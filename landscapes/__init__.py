"""Landscapes: 2-D losses, each a formula plus facts.

`LANDSCAPES` maps a key (file name, word in a link) to its `Landscape`, by group and from simple to
hard. A new one is a file here, or in `data/` if its loss is a mean over rows, and its name below.
"""

from landscapes.ackley import ACKLEY
from landscapes.batch_norm import BATCH_NORM
from landscapes.beale import BEALE
from landscapes.bohachevsky_1 import BOHACHEVSKY_1
from landscapes.booth import BOOTH
from landscapes.branin import BRANIN
from landscapes.bukin_n6 import BUKIN_N6
from landscapes.cliff import CLIFF
from landscapes.cross_in_tray import CROSS_IN_TRAY
from landscapes.data.five_points import FIVE_POINTS
from landscapes.data.seven_cars import SEVEN_CARS
from landscapes.dixon_price import DIXON_PRICE
from landscapes.drop_wave import DROP_WAVE
from landscapes.easom import EASOM
from landscapes.egg_crate import EGG_CRATE
from landscapes.eggholder import EGGHOLDER
from landscapes.freudenstein_roth import FREUDENSTEIN_ROTH
from landscapes.goldstein_price import GOLDSTEIN_PRICE
from landscapes.griewank import GRIEWANK
from landscapes.himmelblau import HIMMELBLAU
from landscapes.holder_table import HOLDER_TABLE
from landscapes.huber_slope import HUBER_SLOPE
from landscapes.levy_n13 import LEVY_N13
from landscapes.matyas import MATYAS
from landscapes.mccormick import MCCORMICK
from landscapes.michalewicz import MICHALEWICZ
from landscapes.monkey_saddle import MONKEY_SADDLE
from landscapes.peaks import PEAKS
from landscapes.quadratic import QUADRATIC
from landscapes.rastrigin import RASTRIGIN
from landscapes.rosenbrock import ROSENBROCK
from landscapes.saddle import SADDLE
from landscapes.schaffer_n2 import SCHAFFER_N2
from landscapes.schaffer_n4 import SCHAFFER_N4
from landscapes.schwefel import SCHWEFEL
from landscapes.sharp_and_flat import SHARP_AND_FLAT
from landscapes.six_hump_camel import SIX_HUMP_CAMEL
from landscapes.sphere import SPHERE
from landscapes.styblinski_tang import STYBLINSKI_TANG
from landscapes.three_hump_camel import THREE_HUMP_CAMEL
from landscapes.two_features import TWO_FEATURES
from landscapes.two_wells import TWO_WELLS
from landscapes.wall_and_valley import WALL_AND_VALLEY
from landscapes.zakharov import ZAKHAROV

LANDSCAPES = {
    landscape.key: landscape
    for landscape in (
        SPHERE,
        QUADRATIC,
        BOOTH,
        MATYAS,
        ZAKHAROV,
        ROSENBROCK,
        DIXON_PRICE,
        BEALE,
        SADDLE,
        MONKEY_SADDLE,
        THREE_HUMP_CAMEL,
        HIMMELBLAU,
        BRANIN,
        STYBLINSKI_TANG,
        SIX_HUMP_CAMEL,
        MCCORMICK,
        PEAKS,
        FREUDENSTEIN_ROTH,
        GOLDSTEIN_PRICE,
        EGG_CRATE,
        BOHACHEVSKY_1,
        RASTRIGIN,
        ACKLEY,
        GRIEWANK,
        DROP_WAVE,
        LEVY_N13,
        SCHAFFER_N2,
        SCHAFFER_N4,
        SCHWEFEL,
        EGGHOLDER,
        EASOM,
        MICHALEWICZ,
        CROSS_IN_TRAY,
        HOLDER_TABLE,
        BUKIN_N6,
        FIVE_POINTS,
        SEVEN_CARS,
        TWO_FEATURES,
        BATCH_NORM,
        TWO_WELLS,
        SHARP_AND_FLAT,
        HUBER_SLOPE,
        CLIFF,
        WALL_AND_VALLEY,
    )
}
