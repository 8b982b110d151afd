"""Rosenbrock: a curved valley, easy to find and hard to follow (Rosenbrock, 1960)."""

from landscapes.landscape import Landscape, Point
from setting import Setting


def _minimum(a: float, b: float) -> tuple[Point, ...]:
    return ((a, a * a),)


ROSENBROCK = Landscape(
    key="rosenbrock",
    label="Rosenbrock",
    also="banana function",
    group="Bowls and valleys",
    idea="A curved valley: the walls are steep, the floor towards the minimum is almost flat.",
    formula="(a - x)**2 + b*(y - x**2)**2",
    parameters=(
        Setting(
            name="a",
            symbol="a",
            help="The minimum is at (a, a²).",
            low=-10.0,
            high=10.0,
            default=1.0,
            slider=(-1.5, 1.5),
        ),
        Setting(
            name="b",
            symbol="b",
            help="How steep the valley's walls are.",
            low=0.01,
            high=1e4,
            default=100.0,
            slider=(1.0, 1000.0),
            log=True,
        ),
    ),
    domain=((-2.048, 2.048), (-2.048, 2.048)),
    view=((-2.0, 2.0), (-1.0, 3.0)),
    start=(-1.5, 2.0),
    source="H. H. Rosenbrock, The Computer Journal 3 (1960) 175.",
    global_minima=_minimum,
)
