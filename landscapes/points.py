"""Points that come in families, by the symmetry of a landscape."""

from itertools import product

from landscapes.landscape import Point, Points, fixed


def mirrored(*points: Point) -> Points:
    """Each point and its image at (-x, -y)."""
    return fixed(*points, *((-x, -y) for x, y in points))


def quadrants(*points: Point, centre: Point = (0.0, 0.0)) -> Points:
    """Each point and its images in the other quadrants around a centre; on an axis once."""
    cx, cy = centre
    images = (
        (cx + s * (x - cx), cy + t * (y - cy))
        for x, y in points
        for s, t in product((1.0, -1.0), repeat=2)
    )
    return fixed(*dict.fromkeys(images))


def lattice(along_x: tuple[float, ...], along_y: tuple[float, ...], without: Point) -> Points:
    """All (x, y) of two lists, for a sum of a function of x and one of y; without one point."""
    return fixed(*(point for point in product(along_x, along_y) if point != without))
