"""Sphere: the plainest bowl there is."""

from landscapes.landscape import Landscape, fixed

SPHERE = Landscape(
    key="sphere",
    label="Sphere",
    also="round bowl",
    group="Bowls and valleys",
    idea="The same curvature everywhere: the gradient points straight away from the minimum.",
    formula="x**2 + y**2",
    domain=((-5.12, 5.12), (-5.12, 5.12)),
    view=((-5.12, 5.12), (-5.12, 5.12)),
    start=(-4.0, 3.0),
    source="Textbook; no. 1 of K. A. De Jong's test functions (1975).",
    global_minima=fixed((0.0, 0.0)),
)
