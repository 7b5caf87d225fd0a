"""Outlines of countries and US states, cut to a window and drawn on a plane.

From Natural Earth and the US Census Bureau (both public domain) by way of world-atlas and us-atlas (`tools/shapes.py`).
"""

import gzip
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

PER_DEGREE = 10
WIDTH = 960.0
"""Width of a drawn map; heights follow from it."""
LEAST_DEGREES = 6.0
"""Height of the smallest window, in degrees."""
NEAR = 1.2
"""Points closer than this (in units of the drawing) to the one before are left out."""


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of the earth, degrees WGS 84; drawn with latitudes and longitudes as straight lines, true at its middle.

    Source: equirectangular projection, J. P. Snyder, Map Projections: A Working Manual (1987), p. 90.
    """

    west: float
    south: float
    east: float
    north: float

    @property
    def scale(self) -> float:
        """Units of the drawing for one degree of longitude."""
        return WIDTH / (self.east - self.west)

    @property
    def stretch(self) -> float:
        """How much longer a degree of latitude is drawn than one of longitude."""
        return 1 / max(math.cos(math.radians((self.north + self.south) / 2)), 0.2)

    @property
    def height(self) -> float:
        """Height of the drawing."""
        return round((self.north - self.south) * self.scale * self.stretch, 1)

    def place(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a point stands in the drawing."""
        return (
            round((lon - self.west) * self.scale, 1),
            round((self.north - lat) * self.scale * self.stretch, 1),
        )


def window_of(points: Iterable[tuple[float, float]]) -> Window:
    """The smallest window of a page's shape around points (latitude, longitude), with a margin; the world if none."""
    known = list(points)
    if not known:
        return Window(-170.0, -57.0, 180.0, 75.0)
    lats, lons = [p[0] for p in known], [p[1] for p in known]
    high = max(max(lats) - min(lats), LEAST_DEGREES) * 1.3
    middle = (max(lats) + min(lats)) / 2
    wide = max((max(lons) - min(lons)) * 1.15, high * 1.6)
    high = max(high, wide / 2.4)
    centre = (max(lons) + min(lons)) / 2
    return Window(
        *(
            round(v, 1)
            for v in (centre - wide / 2, max(middle - high / 2, -85.0), centre + wide / 2, min(middle + high / 2, 85.0))
        )
    )


@lru_cache(maxsize=16)
def outlines(window: Window) -> tuple[tuple[str, str], ...]:
    """The shapes that meet the window as (kind, path data of SVG), countries before states."""
    found = []
    for kind, rings in _shapes():
        drawn = "".join(_drawn(window, ring) for box, ring in rings if _meets(window, box))
        if drawn:
            found.append((kind, drawn))
    return tuple(found)


Ring = tuple[tuple[int, ...], tuple[int, ...]]
"""Longitudes and latitudes, in parts of a degree (`PER_DEGREE`)."""
Box = tuple[float, float, float, float]


@cache
def _shapes() -> tuple[tuple[str, tuple[tuple[Box, Ring], ...]], ...]:
    packed = files(__package__).joinpath("data", "shapes.txt.gz").read_bytes()
    made = []
    for line in gzip.decompress(packed).decode().splitlines():
        kind, _, told = line.split("|")
        rings = []
        for words in told.split(";"):
            numbers = tuple(map(int, words.replace(",", " ").split()))
            xs, ys = numbers[::2], numbers[1::2]
            box = (min(xs) / PER_DEGREE, min(ys) / PER_DEGREE, max(xs) / PER_DEGREE, max(ys) / PER_DEGREE)
            rings.append((box, (xs, ys)))
        made.append((kind, tuple(rings)))
    return tuple(made)


def _meets(window: Window, box: Box) -> bool:
    return box[0] < window.east and box[2] > window.west and box[1] < window.north and box[3] > window.south


def _drawn(window: Window, ring: Ring) -> str:
    across, down = window.scale, window.scale * window.stretch  # once for all points of a ring
    points: list[tuple[float, float]] = []
    for lon, lat in zip(*ring, strict=True):
        x = round((lon / PER_DEGREE - window.west) * across, 1)
        y = round((window.north - lat / PER_DEGREE) * down, 1)
        if not points or abs(points[-1][0] - x) + abs(points[-1][1] - y) >= NEAR:
            points.append((x, y))
    if len(points) < 3:
        return ""
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points) + "Z"
