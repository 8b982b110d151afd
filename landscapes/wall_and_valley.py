"""Wall and valley: a steep entrance into a long, almost flat valley with a trough."""

from landscapes.landscape import Landscape, fixed

WALL_AND_VALLEY = Landscape(
    key="wall_and_valley",
    label="Wall and valley",
    group="For teaching",
    idea="The wall allows only a low rate, the long flat valley behind it asks for a high one.",
    formula="y**4/4 + 0.2*(sqrt(x**2 + 0.25) - 0.5)",
    domain=((-12.0, 4.0), (-3.0, 3.0)),
    view=((-12.0, 4.0), (-3.0, 3.0)),
    start=(-10.0, 2.0),
    source=(
        "Our own, after the picture with which L. N. Smith and N. Topin (2017) explain "
        "super-convergence: a steep way in, a long flat valley, and the minimum in a trough."
    ),
    global_minima=fixed((0.0, 0.0)),
)
