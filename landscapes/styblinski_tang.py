"""Styblinski-Tang: four minima, one in each quadrant, of four depths (1990)."""

from landscapes.landscape import Landscape, fixed

_DEEP, _BETWEEN, _SHALLOW = -2.9035340277711774, 0.1567312567803401, 2.746802770990837

STYBLINSKI_TANG = Landscape(
    key="styblinski_tang",
    label="Styblinski-Tang",
    group="Several minima",
    idea="A deep, two middling and a shallow minimum: which one does the start lead to?",
    formula="(x**4 - 16*x**2 + 5*x + y**4 - 16*y**2 + 5*y)/2",
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    view=((-5.0, 5.0), (-5.0, 5.5)),
    start=(0.6, 4.0),
    source=(
        "M. A. Styblinski and T.-S. Tang, Neural Networks 3 (1990) 467. Least value -39.1661657 "
        "per coordinate, often misprinted as -39.16599."
    ),
    global_minima=fixed((_DEEP, _DEEP)),
    local_minima=fixed((_DEEP, _SHALLOW), (_SHALLOW, _DEEP), (_SHALLOW, _SHALLOW)),
    saddles=fixed((_DEEP, _BETWEEN), (_BETWEEN, _DEEP), (_SHALLOW, _BETWEEN), (_BETWEEN, _SHALLOW)),
)
