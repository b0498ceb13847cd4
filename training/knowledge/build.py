"""Make the knowledge files that the wheel ships from the public sets under DATA/kb.

    python -m training.knowledge.build DATA

countries.json    names, adjectives and capitals of countries (factbook/factbook.json, CC0) with the names that newspapers use
                  (newspaper_names.csv, ours)
given_names.json  given names that nearly always belong to women or to men, counted over office holders and legislators (facts
                  from Wikidata, CC0, as exported by every-politician-scrapers, whose repositories state no licence)
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

OUT = Path(__file__).parents[2] / "src/onrecord/knowledge"
NEWSPAPER_NAMES = Path(__file__).with_name("newspaper_names.csv")
# A name carried by fewer people, or shared between the sexes, tells nothing.
PEOPLE_OF_A_NAME = 3
SHARE_OF_ONE_GENDER = 0.95


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    kb = parser.parse_args().data / "kb"
    write("countries.json", countries(kb))
    write("given_names.json", given_names(kb))


def countries(kb: Path) -> dict[str, dict[str, list[str]]]:
    """{ISO3: {names, adjectives, capitals}}."""
    table: dict[str, dict[str, list[str]]] = {}
    for row in rows(kb / "countries_factbook.csv.gz"):
        if not row["iso3"]:
            continue
        aliases = [alias for alias in row["aliases"].split("|") if alias and alias.isascii() and "(" not in alias and " or " not in alias]
        capital = row["capital"].split(" (")[0].split(" in ")[0].split(",")[0].strip()
        table[row["iso3"]] = {
            "names": sorted({row["name"], *aliases}),
            "adjectives": sorted({word for word in (row["adjectives"] + "|" + row["demonym_nouns"]).split("|") if word}),
            "capitals": [capital] if capital else [],
        }
    with NEWSPAPER_NAMES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for field in ("names", "adjectives", "capitals"):
                words = [word for word in row[field].split("|") if word]
                for code, country in table.items():
                    # "French" in a newspaper is France's, not French Polynesia's.
                    country[field] = [word for word in country[field] if word not in words or code == row["iso3"]]
                known = table[row["iso3"]][field]
                known += [word for word in words if word not in known]
    return dict(sorted(table.items()))


def given_names(kb: Path) -> dict[str, str]:
    """{given name in lower case: "female" or "male"}."""
    seen: set[str] = set()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for file in ("office_holders.csv.gz", "legislators.csv.gz"):
        for row in rows(kb / file):
            if row["gender"] in ("female", "male") and row["person_id"] not in seen and " " in row["person"]:
                seen.add(row["person_id"])
                counts[row["person"].split()[0].casefold()][row["gender"]] += 1
    found = {}
    for name, genders in counts.items():
        gender, count = genders.most_common(1)[0]
        if count >= PEOPLE_OF_A_NAME and count >= SHARE_OF_ONE_GENDER * genders.total() and name.isalpha() and len(name) > 1:
            found[name] = gender
    return dict(sorted(found.items()))


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a gzipped CSV file."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def write(name: str, value: object) -> None:
    """Write JSON and say how large it is."""
    path = OUT / name
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
