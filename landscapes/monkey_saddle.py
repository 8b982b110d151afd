"""Monkey saddle: three ways down instead of two, and a flat centre."""

from math import sqrt

from landscapes.landscape import Landscape, Point, fixed
from setting import Setting


def _minima(c: float) -> tuple[Point, ...]:
    if c == 0.0:
        return ()
    r = 0.75 / c
    return ((-r, 0.0), (r / 2.0, r * sqrt(0.75)), (r / 2.0, -r * sqrt(0.75)))


MONKEY_SADDLE = Landscape(
    key="monkey_saddle",
    label="Monkey saddle",
    group="Saddles",
    idea="Three ways down, and a centre without curvature: who gets away, and which way?",
    formula="x**3 - 3*x*y**2 + c*(x**2 + y**2)**2",
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    view=((-2.0, 2.0), (-2.0, 2.0)),
    start=(1.2, 0.05),
    source="D. Hilbert and S. Cohn-Vossen, Anschauliche Geometrie (1932).",
    parameters=(
        Setting(
            name="c",
            symbol="c",
            help="Strength of the quartic floor. At 0 there is no bottom and every run leaves.",
            low=0.0,
            high=10.0,
            default=0.0,
            slider=(0.0, 1.0),
        ),
    ),
    global_minima=_minima,
    saddles=fixed((0.0, 0.0)),
)
