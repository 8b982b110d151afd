"""Eggholder: crumpled ground, lowest on its border (Whitley et al., 1996)."""

from landscapes.landscape import Landscape, fixed

EGGHOLDER = Landscape(
    key="eggholder",
    label="Eggholder",
    group="Many local minima",
    idea="Crumpled ground without any order: each start ends in another hollow.",
    formula=("-(y + 47)*sin(sqrt(Abs(x/2 + y + 47))) - x*sin(sqrt(Abs(x - y - 47)))"),
    domain=((-512.0, 512.0), (-512.0, 512.0)),
    view=((-512.0, 512.0), (-512.0, 512.0)),
    start=(100.0, 300.0),
    source=(
        "D. Whitley et al., Artificial Intelligence 85 (1996) 245. The least value in the domain, "
        "-959.64066, is on the border at (512, 404.2318), where df/dx = -3.4; outside it "
        "goes lower without end. Marked besides: the deepest five of 75 hollows inside."
    ),
    border=fixed((512.0, 404.2318051137578)),
    local_minima=fixed(
        (482.3533104647884, 432.87899894548343),
        (479.04540378435183, 434.50587646790115),
        (439.48099726945344, 453.97743475400256),
        (-465.6941515451357, 385.71669978348035),
        (347.3269729738487, 499.41539845004286),
    ),
)
