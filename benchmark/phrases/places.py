"""How many place phrases of our own (places.csv) have the right country, and a point within 25 km of the right one.

    python -m benchmark.phrases.places [--show]

Each stands in a sentence about an attack, in a text that also speaks of "around". Coordinates were written down from maps, offsets reckoned along great circles, neither from
our gazetteer; without coordinates only the country is judged. Thirty phrases have distances, most with directions.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from pathlib import Path

from corpora.files import read_table
from onrecord import Pipeline
from onrecord.events.locating import Location, countries_named, locate

PHRASES = Path(__file__).with_name("places.csv")
NEAR_KM = 25.0
EARTH_KM = 6371.0


def main() -> None:
    """Print both shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print what is not right")
    arguments = parser.parse_args()
    countries, points = shares_right(Pipeline(), show=arguments.show)
    print(f"place phrases: country right {100 * countries:.1f} %, point within 25 km {100 * points:.1f} %")


def shares_right(pipeline: Pipeline, *, show: bool = False) -> tuple[float, float]:
    """The shares of phrases with the right country, and of those with coordinates with a point near them."""
    countries, points = [], []
    for row, location in _located(pipeline):
        country = location.country if location is not None else None
        countries.append(country == row["country"])
        away = None
        if row["latitude"]:
            away = _kilometres(location, float(row["latitude"]), float(row["longitude"]))
            points.append(away is not None and away <= NEAR_KM)
        if show and not (countries[-1] and (not row["latitude"] or points[-1])):
            print(
                f"{row['words']} ({row['around']}): {country}, not {row['country']}; {'no point' if away is None else f'{away:.0f} km away'}"
            )
    return sum(countries) / len(countries), sum(points) / len(points)


def _located(pipeline: Pipeline) -> Iterator[tuple[dict[str, str], Location | None]]:
    places = pipeline.knowledge.places
    for row in read_table(PHRASES):
        doc = pipeline.nlp(f"The {row['around']} army spoke of militants. An attack was reported {row['words']}, a spokesman said.")
        start = doc.text.index(row["words"], doc.text.index("reported"))
        words = doc.char_span(start, start + len(row["words"]), alignment_mode="expand")
        assert words is not None
        words = words[1:] if words[0].pos_ == "ADP" else words
        yield row, locate(words, countries_named(doc, places), places)


def _kilometres(location: Location | None, latitude: float, longitude: float) -> float | None:
    """The distance along a great circle; ``None`` without a point."""
    if location is None or location.latitude is None or location.longitude is None:
        return None
    a, b = math.radians(location.latitude), math.radians(latitude)
    across = math.radians(location.longitude - longitude)
    half = math.sin((a - b) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


if __name__ == "__main__":
    main()
