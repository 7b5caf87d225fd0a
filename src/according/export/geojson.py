"""Claims on a map (RFC 7946): one point for each claim whose place has coordinates; the others are counted."""

import json
from collections.abc import Sequence

from .rows import Row
from .tables import record


def is_placed(row: Row) -> bool:
    """Whether a claim has a point on the map."""
    return row.place is not None and row.place.lat is not None and row.place.lon is not None


def geojson(rows: Sequence[Row]) -> str:
    """A FeatureCollection in WGS 84, longitude first; `without_place` counts claims that have no coordinates."""
    features = [
        {
            "type": "Feature",
            "id": row.id,
            "geometry": {"type": "Point", "coordinates": [row.place.lon, row.place.lat]},
            "properties": {
                **{name: value for name, value in record(row).items() if name not in ("lat", "lon")},
                "place_name": row.place.name,
                "country": row.place.country,
            },
        }
        for row in rows
        if row.place is not None and is_placed(row)
    ]
    collection = {"type": "FeatureCollection", "without_place": len(rows) - len(features), "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"
