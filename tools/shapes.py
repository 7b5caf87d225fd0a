"""Make the outlines of countries and US states that the map draws from world-atlas and us-atlas (TopoJSON).

    npm pack world-atlas us-atlas    # then unpack both
    python -m tools.shapes countries-50m.json states-10m.json

Points are rounded to a tenth of a degree, and repeated ones left out: outlines for orientation, not for measuring.
"""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OUT = Path("src/according/views/data/shapes.txt.gz")
PER_DEGREE = 10
LEAST_POINTS = 4


def rings(topology: dict[str, Any], geometry: dict[str, Any]) -> Iterator[list[tuple[int, int]]]:
    """The rings of a geometry in tenths of a degree (longitude, latitude).

    Source: TopoJSON 1.0, sections 2.1.3 (transforms), 2.1.4 (arcs, delta-encoded; `~i` is arc i reversed).
    """
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        for arcs in polygon:
            points: list[tuple[int, int]] = []
            for number in arcs:
                x = y = 0
                arc = []
                for dx, dy in topology["arcs"][number if number >= 0 else ~number]:
                    x, y = x + dx, y + dy
                    arc.append((x * scale[0] + move[0], y * scale[1] + move[1]))
                for lon, lat in arc if number >= 0 else reversed(arc):
                    point = (round(lon * PER_DEGREE), round(lat * PER_DEGREE))
                    if not points or points[-1] != point:
                        points.append(point)
            if len(set(points)) >= LEAST_POINTS:
                yield points


def lines(path: Path, kind: str) -> Iterator[str]:
    """A line a shape: kind, name, rings."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    for geometry in topology["objects"]["countries" if kind == "country" else "states"]["geometries"]:
        if geometry["type"] not in ("Polygon", "MultiPolygon"):
            continue
        name = geometry["properties"]["name"]
        told = ";".join(" ".join(f"{x},{y}" for x, y in ring) for ring in rings(topology, geometry))
        if told:
            yield f"{kind}|{name}|{told}"


def main(countries: str, states: str) -> None:
    """Write the shapes."""
    made = [*lines(Path(countries), "country"), *lines(Path(states), "state")]
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(gzip.compress("\n".join(made).encode(), mtime=0))


if __name__ == "__main__":
    main(*sys.argv[1:])
