"""Make the gazetteer that the wheel ships.

    python -m training.knowledge.places DATA

places.sqlite   cities (kevinroberts/city-timezones, MIT), regions and districts (GeoNames, CC BY 4.0), countries with their areas (GeoNames), and
                what the news calls otherwise or goes to more often than people live there (places.csv, ours), and more cities
                (dr5hn/countries-states-cities-database, ODbL 1.0: its rows stand apart by their source)
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from corpora.files import read_cells, read_json, read_table
from onrecord.knowledge.countries import names_of_country
from onrecord.knowledge.names import folded_name, number_of
from onrecord.knowledge.places import place_key
from onrecord.knowledge.schema import SOURCES_TABLE, Source

VERSION = "2026.12"
OURS = Path(__file__).with_name("places.csv")
OUT = Path(__file__).parents[2] / "src/onrecord/knowledge/places.sqlite"
# A city of ten million is twenty kilometres around; of a region without two cities the size is a guess.
PEOPLE_PER_SQUARE_KM = 26_000
SMALLEST_KM, LARGEST_KM = 3, 30
REGION_KM = 100
# The population that a place of our own list counts as.
WELL_KNOWN = 1_000_000
KM_PER_DEGREE = 111.2
SCHEMA = f"""
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
{SOURCES_TABLE}
-- ``key``: ``number_of`` the ``place_key`` of a name; ``kind``: city, region, district or country; degrees (WGS 84), null where nothing says; ``radius``: kilometres.
CREATE TABLE places (key INTEGER, name TEXT, country TEXT, region TEXT NOT NULL, kind TEXT, latitude REAL, longitude REAL, radius INTEGER, population INTEGER,
    source INTEGER NOT NULL, PRIMARY KEY (key, country, kind, region, name)) WITHOUT ROWID;
"""
OUR_LIST = Source(name="onrecord, training/knowledge/places.csv", licence="Apache-2.0")
CITIES = Source(name="kevinroberts/city-timezones", licence="MIT")
MORE_CITIES = Source(name="dr5hn/countries-states-cities-database", version="7fda0afd3e75", date="2026-08-08", licence="ODbL 1.0")
GEONAMES = Source(name="GeoNames", licence="CC BY 4.0", note="coordinates of regions and countries are the mean of their cities'")
Row = tuple[str, str, str, str, str, float | None, float | None, int | None, int]
# Kinds of regions at the end of their names: "Aleppo Governorate" is Aleppo, too.
KINDS_OF_REGION = (
    " governorate",
    " province",
    " region",
    " oblast",
    " district",
    " state",
    " county",
    " department",
    " prefecture",
    " republic",
)


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    kb = parser.parse_args().data / "kb"
    OUT.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(OUT)) as database:
        database.executescript(SCHEMA)
        database.execute("INSERT INTO about VALUES ('version', ?)", (VERSION,))
        cities = read_json(kb / "cities.json.gz")
        areas = dict(_countries(kb))
        known = (
            (OUR_LIST, _ours()),
            (CITIES, _cities(cities)),
            (GEONAMES, itertools.chain(_regions(kb, cities, areas), _country_rows(cities, areas))),
            (MORE_CITIES, _more_cities(kb, {(city["iso3"], place_key(city["city_ascii"])) for city in cities})),
        )
        for number, (source, rows) in enumerate(known, start=1):
            about = (number, source.name, source.version, source.date, source.licence, source.note)
            database.execute("INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?)", about)
            for key, *row in rows:
                values = (number_of(place_key(key)), *row, number)
                database.execute("INSERT OR IGNORE INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        database.commit()
        database.execute("VACUUM")
    print(f"{OUT}: {OUT.stat().st_size:,} bytes")


def _countries(kb: Path) -> Iterator[tuple[str, tuple[str, float]]]:
    """(ISO2, (ISO3, area in square kilometres))."""
    for line in read_cells(kb / "geonames_countryInfo.txt.gz"):
        if not line[0].startswith(("#", "ISO")):
            yield line[0], (line[1], float(line[6] or 0))


def _ours() -> Iterator[Row]:
    """Our own list; its places count as large ones, so that "Gaza" is that one, but where it says how many people live there."""
    for row in read_table(OURS):
        names = row["names"].split("|")
        for name in names:
            at = (float(row["latitude"]), float(row["longitude"]))
            yield name, names[0], row["country"], "", row["kind"], *at, int(row["radius"]), int(row["people"] or WELL_KNOWN)


def _cities(cities: list[dict[str, str]]) -> Iterator[Row]:
    for city in cities:
        population = max(0, int(float(city["pop"] or 0)))
        at = (round(float(city["lat"]), 3), round(float(city["lng"]), 3))
        for name in sorted({city["city"], city["city_ascii"]} - {""}):
            yield (name, city["city"], city["iso3"], city["province"] or "", "city", *at, _radius(population), population)


def _more_cities(kb: Path, known: set[tuple[str, str]]) -> Iterator[Row]:
    """Cities of 50,000 people and more that the first list does not have."""
    for row in read_table(kb / "places_2026.csv.gz"):
        is_new = row["type"] == "city" and (row["country"], place_key(row["name"])) not in known
        if is_new and row["latitude"]:
            at = (round(float(row["latitude"]), 3), round(float(row["longitude"]), 3))
            population = int(row["population"] or 0)
            yield row["name"], row["name"], row["country"], row["region"], "city", *at, _radius(population), population


def _radius(population: int) -> int:
    return max(SMALLEST_KM, min(LARGEST_KM, round(math.sqrt(population / PEOPLE_PER_SQUARE_KM))))


def _regions(kb: Path, cities: list[dict[str, str]], areas: dict[str, tuple[str, float]]) -> Iterator[Row]:
    """First-level regions with the mean of their cities, and second-level ones with the region that they lie in."""
    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for city in cities:
        points[city["iso3"], folded_name(city["province"] or "")].append((float(city["lat"]), float(city["lng"])))
    names: dict[str, str] = {}
    for code, name, *_ in read_cells(kb / "geonames_admin1.txt.gz"):
        country = areas[code.split(".")[0]][0]
        names[code] = name
        found = next((points[country, key] for key in _keys(name) if (country, key) in points), [])
        yield from _region_rows(name, country, "", "region", found)
    for code, name, *_ in read_cells(kb / "geonames_admin2.txt.gz"):
        country = areas[code.split(".")[0]][0]
        yield from _region_rows(name, country, names.get(".".join(code.split(".")[:2]), ""), "district", [])


def _region_rows(name: str, country: str, region: str, kind: str, points: list[tuple[float, float]]) -> Iterator[Row]:
    middle = (round(sum(x) / len(points), 2) for x in zip(*points, strict=True)) if points else (None, None)
    latitude, longitude = middle
    spread = max((distance(latitude, longitude, *point) for point in points), default=0) if points and latitude is not None else 0
    radius = max(round(spread), SMALLEST_KM) if len(points) > 1 else REGION_KM
    for key in _keys(name) if kind == "region" else _keys(name)[:1]:
        yield key, name, country, region, kind, latitude, longitude, radius, 0


def _country_rows(cities: list[dict[str, str]], areas: dict[str, tuple[str, float]]) -> Iterator[Row]:
    """Countries at the mean of their cities, as large as a circle of their area."""
    of: dict[str, list[dict[str, str]]] = defaultdict(list)
    for city in cities:
        of[city["iso3"]].append(city)
    for country, area in areas.values():
        inside = of[country]
        if inside:
            latitude, longitude = (round(sum(float(city[axis]) for city in inside) / len(inside), 2) for axis in ("lat", "lng"))
            for name in names_of_country(country):
                yield name, name, country, "", "country", latitude, longitude, round(math.sqrt(area / math.pi)), 0


def _keys(name: str) -> list[str]:
    """A folded name, and without what kind of region it is."""
    key = folded_name(name)
    return [key, *(key.removesuffix(kind) for kind in KINDS_OF_REGION if key.endswith(kind))]


def distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Kilometres between two points, on a plane: near enough within a region."""
    return KM_PER_DEGREE * math.hypot(latitude - other_latitude, (longitude - other_longitude) * math.cos(math.radians(latitude)))


if __name__ == "__main__":
    main()
