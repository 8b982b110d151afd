"""Saddle: downhill in y, uphill in x; held from below by a quartic that can be switched off."""

from landscapes.landscape import Landscape, Point, fixed
from setting import Setting


def _minima(c: float) -> tuple[Point, ...]:
    if c == 0.0:
        return ()
    y = (1.0 / (2.0 * c)) ** 0.5
    return ((0.0, -y), (0.0, y))


SADDLE = Landscape(
    key="saddle",
    label="Saddle",
    group="Saddles",
    idea="At the saddle the gradient vanishes, yet it is no minimum: who gets away, and when?",
    formula="x**2 - y**2 + c*y**4",
    parameters=(
        Setting(
            name="c",
            symbol="c",
            help="Strength of the quartic floor. At 0 there is no bottom and every run leaves.",
            low=0.0,
            high=10.0,
            default=0.1,
            slider=(0.0, 1.0),
        ),
    ),
    domain=((-3.0, 3.0), (-3.0, 3.0)),
    view=((-3.0, 3.0), (-3.0, 3.0)),
    start=(-2.0, 0.001),
    source="Textbook.",
    global_minima=_minima,
    saddles=fixed((0.0, 0.0)),
)
