"""Makes the outlines of countries that maps are drawn on.

From Natural Earth's 1:50m countries (public domain) as the npm package world-atlas carries them:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m training.outlines package/countries-50m.json

Borders that countries share are one line in the file (an arc), so that they stay one when lines are simplified.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MADE = Path(__file__).parents[1] / "src/onrecord/server/pictures/outlines.json"
SOURCE = "Natural Earth 1:50m admin 0 countries, public domain (naturalearthdata.com), by world-atlas 2.0.2 (npm)"
# Degrees. 0.05 is 5 km: half a unit on a map that shows 500 km; the file has 150 kB then.
TOLERANCE = 0.05
STEP = 0.01
# Islands whose box is smaller are left out, unless a country has nothing else; degrees.
LEAST_ISLAND = 0.25

# Names of today and names in full; what few states or none recognise is drawn without a name.
NAMES = {"Macedonia": "North Macedonia", "eSwatini": "Eswatini", "W. Sahara": "Western Sahara", "Dem. Rep. Congo": "DR Congo"}
NAMES |= {"N. Cyprus": "", "Somaliland": "", "Siachen Glacier": ""}

Line = NDArray[np.float64]


def main(source: Path) -> None:
    """Write the file and say how large it is."""
    made = json.dumps(simplified(json.loads(source.read_text("utf-8"))), ensure_ascii=False, separators=(",", ":"))
    MADE.write_text(f"{made}\n", encoding="utf-8")
    print(f"{MADE}: {len(made) / 1000:.0f} kB")


def simplified(topology: dict[str, Any]) -> dict[str, Any]:
    """The arcs, each a list of steps from point to point in hundredths of a degree, and of each country its name and the arcs of its rings.

    An arc that is passed backwards is ~number, as in TopoJSON.
    """
    lines = [_line(topology, arc) for arc in topology["arcs"]]
    kept = [(_name(country), _rings(country, lines)) for country in topology["objects"]["countries"]["geometries"]]
    used = sorted({_index(arc) for _, rings in kept for ring in rings for arc in ring})
    numbers = {old: new for new, old in enumerate(used)}
    countries = [
        {"name": name, "rings": [[numbers[arc] if arc >= 0 else ~numbers[~arc] for arc in ring] for ring in rings]}
        for name, rings in sorted(kept, key=lambda one: one[0])
    ]
    return {"source": SOURCE, "step": STEP, "countries": countries, "arcs": [_steps(simple(lines[index])) for index in used]}


def simple(line: Line) -> Line:
    """The line without the points that lie within the tolerance of it (Douglas and Peucker), its ends as they are."""
    kept = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        start, end = waiting.pop()
        if end - start < 2:
            continue
        distances = _distances(line[start + 1 : end], line[start], line[end])
        farthest = int(distances.argmax())
        if distances[farthest] > TOLERANCE:
            middle = start + 1 + farthest
            kept.add(middle)
            waiting += [(start, middle), (middle, end)]
    return line[sorted(kept)]


def _distances(points: Line, start: Line, end: Line) -> NDArray[np.float64]:
    """How far points are from a stretch, or from its ends where they are beyond."""
    along = end - start
    length = float(along @ along)
    share = np.clip((points - start) @ along / length, 0, 1) if length else np.zeros(len(points))
    away: NDArray[np.float64] = np.hypot(*(points - start - share[:, None] * along).T)
    return away


def _line(topology: dict[str, Any], arc: list[list[int]]) -> Line:
    transform = topology["transform"]
    line: Line = np.cumsum(np.array(arc), axis=0) * transform["scale"] + transform["translate"]
    return line


def _name(country: dict[str, Any]) -> str:
    name: str = country["properties"]["name"]
    return NAMES.get(name, name)


def _rings(country: dict[str, Any], lines: list[Line]) -> list[list[int]]:
    """Outlines of a country's parts, the largest first; what is enclosed by it has outlines of its own."""
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    outer = (max(polygon, key=lambda ring: float(_span(ring, lines).prod())) for polygon in polygons)
    rings = sorted(outer, key=lambda ring: -float(_span(ring, lines).max()))
    return [ring for index, ring in enumerate(rings) if index == 0 or _span(ring, lines).max() >= LEAST_ISLAND]


def _span(ring: list[int], lines: list[Line]) -> Line:
    """How wide and how tall an outline is."""
    points = np.concatenate([lines[_index(arc)] for arc in ring])
    span: Line = np.ptp(points, axis=0)
    return span


def _index(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _steps(line: Line) -> list[int]:
    rounded = np.round(line / STEP).astype(int)
    moves = np.diff(rounded, axis=0, prepend=np.zeros((1, 2), dtype=int))
    kept = moves.any(axis=1)
    kept[0] = True
    return [int(value) for value in moves[kept].flatten()]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
