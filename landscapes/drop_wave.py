"""Drop-wave: rings around a hole, as after a drop in water."""

from landscapes.landscape import Landscape, fixed

DROP_WAVE = Landscape(
    key="drop_wave",
    label="Drop-wave",
    group="Many local minima",
    idea="Rings around a hole: a run comes to rest on its ring, and the centre is not in sight.",
    formula="-(1 + cos(12*sqrt(x**2 + y**2)))/((x**2 + y**2)/2 + 2)",
    domain=((-5.12, 5.12), (-5.12, 5.12)),
    view=((-2.0, 2.0), (-2.0, 2.0)),
    start=(-1.15, 0.56),
    source=(
        "M. Molga and C. Smutnicki, Test functions for optimization needs (2005). "
        "Each ring is a circle of local minima; only the centre is marked."
    ),
    global_minima=fixed((0.0, 0.0)),
)
