"""The groups of the list of landscapes."""

from typing import Literal, get_args

Group = Literal[
    "Bowls and valleys",
    "Saddles",
    "Several minima",
    "Many local minima",
    "Plateaus, kinks and cliffs",
    "For teaching",
]
GROUPS: tuple[Group, ...] = get_args(Group)
"""In the order of the list."""
