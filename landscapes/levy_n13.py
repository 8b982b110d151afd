"""Levy N.13: a bowl under ripples of two frequencies (Levy and Montalvo, 1985)."""

from landscapes.landscape import Landscape, fixed
from landscapes.points import quadrants

LEVY_N13 = Landscape(
    key="levy_n13",
    label="Levy N.13",
    also="Lévy 13",
    group="Many local minima",
    idea="Ripples as high as the bowl is deep: downhill is seldom the way to the centre.",
    formula=("sin(3*pi*x)**2 + (x - 1)**2*(1 + sin(3*pi*y)**2) + (y - 1)**2*(1 + sin(2*pi*y)**2)"),
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    view=((0.0, 2.0), (0.0, 2.3)),
    start=(0.2, 1.85),
    source=(
        "After A. V. Levy and A. Montalvo, SIAM J. Sci. Stat. Comput. 6 (1985) 15. "
        "It is never negative; pyswarms' levi, which is, is another function."
    ),
    global_minima=fixed((1.0, 1.0)),
    local_minima=quadrants(
        (1.3296194745483136, 1.0),
        (1.6592207973868849, 1.0),
        (1.988785003423768, 1.0),
        (1.0, 1.9726624021154284),
        (1.3283339434368275, 1.2661067994538178),
        (1.6591770000849688, 1.3251684875053504),
        (1.9887734698793302, 1.3299363019433137),
        (1.656792140336247, 1.601990640346352),
        (1.9880456422794508, 1.6391764145536254),
        (1.3294731566552924, 1.9786918768858672),
        (1.6591102915596367, 1.9870109838515162),
        (1.9887221320464104, 1.9920628514540255),
        centre=(1.0, 1.0),
    ),
)
