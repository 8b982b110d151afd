"""Sharp and flat: two wells of equal depth, one narrow and one wide."""

from landscapes.landscape import Landscape, fixed

SHARP_AND_FLAT = Landscape(
    key="sharp_and_flat",
    label="Sharp and flat",
    also="sharp and flat minima",
    group="For teaching",
    idea="Two wells of equal depth: a rate above 2/λ of the sharp one cannot stay in it.",
    formula=(
        "0.05*(x**2 + y**2) "
        "- 1.0056381661561984*exp(-((x + 1.5)**2 + y**2)/(2*(3/20)**2)) "
        "- exp(-((x - 1.5)**2 + y**2)/(2*(4/5)**2))"
    ),
    domain=((-3.0, 3.0), (-2.0, 2.0)),
    view=((-3.0, 3.0), (-2.0, 2.0)),
    start=(-1.7, 0.9),
    source=(
        "Our own: Gaussian wells with standard deviations 0.15 and 0.8 in a bowl. The 1.0056 "
        "makes up for the bowl, so that both minima have the same value."
    ),
    global_minima=fixed((-1.4965566263939463, 0.0), (1.409227015464693, 0.0)),
    saddles=fixed((-1.0205537404653087, 0.0)),
)
