"""Egg crate: a bowl with nine hollows (Jamil and Yang, 2013)."""

from landscapes.landscape import Landscape, fixed
from landscapes.points import lattice

# Where x² + 25 sin²(x) has its minima in the domain.
_AXIS = (-3.0196018847849517, 0.0, 3.0196018847849517)

EGG_CRATE = Landscape(
    key="egg_crate",
    label="Egg crate",
    also="egg box",
    group="Many local minima",
    idea="Waves stronger than the bowl that carries them: nine hollows, a run keeps to its own.",
    formula="x**2 + y**2 + 25*(sin(x)**2 + sin(y)**2)",
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    view=((-5.0, 5.0), (-5.0, 5.0)),
    start=(-4.2, 3.6),
    source="M. Jamil and X.-S. Yang, A Literature Survey of Benchmark Functions (2013).",
    global_minima=fixed((0.0, 0.0)),
    local_minima=lattice(_AXIS, _AXIS, without=(0.0, 0.0)),
)
