"""Himmelblau: four minima of equal depth (Himmelblau, 1972)."""

from landscapes.landscape import Landscape, fixed

HIMMELBLAU = Landscape(
    key="himmelblau",
    label="Himmelblau",
    group="Several minima",
    idea="Four equal minima: where a run ends depends on the start and on the learning rate.",
    formula="(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
    domain=((-6.0, 6.0), (-6.0, 6.0)),
    view=((-5.5, 5.5), (-5.5, 5.5)),
    start=(-0.5, -1.0),
    source="D. M. Himmelblau, Applied Nonlinear Programming (1972).",
    global_minima=fixed(
        (3.0, 2.0),
        (3.5844283403304917, -1.8481265269644036),
        (-3.779310253377747, -3.2831859912861696),
        (-2.805118086952745, 3.131312518250573),
    ),
    saddles=fixed(
        (-3.0730257507643897, -0.08135304428796754),
        (-0.12796134673068008, -1.9537149802445766),
        (0.08667750455539631, 2.884254701174776),
        (3.385154183607021, 0.07385187983774917),
    ),
)
