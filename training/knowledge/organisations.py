"""Countries, regions and organisations with their Wikidata items, from the sets under DATA/kb and from our own list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from corpora.files import read_cells, read_table
from onrecord.knowledge import Source, country_of_name
from onrecord.knowledge.adding import Entry
from onrecord.knowledge.names import folded_name

from .licences import stated

# Organisations that are often in the news, by their Wikidata items (CC0).
OUR_LIST = Path(__file__).with_name("organisations.csv")
OURS = Source(name="onrecord, training/knowledge/organisations.csv", licence="Apache-2.0", note="items of Wikidata (CC0)")
GUM = Source(name="amir-zeldes/gum", licence="CC BY 4.0", note="titles of Wikipedia (CC BY-SA) and items of Wikidata (CC0)")
# Of the brands and operators of the list of shops and utilities those that speak and act in the news.
TYPES = {
    "political party", "newspaper", "international organisation", "press association", "ministry",
    "brand bank", "brand car", "brand insurance", "brand mobile phone", "brand telecommunication",
    "operator government", "operator military", "operator police", "operator pipeline", "operator railway",
}  # fmt: skip
# Where a name is used for things of one country only.
OF_A_COUNTRY = {"political party", "ministry"}
# States and provinces that English-language news calls by their names alone.
STATES_OF = {"USA", "CAN", "AUS", "GBR"}
KINDS_OF_STATE = {"US state", "region: province", "region: territory", "region: state", "region: country"}
# The city, or the government, is meant more often.
MORE_THAN_A_STATE = {"New York", "Washington"}
SHORTEST_ACRONYM = 3


def ours() -> Iterator[Entry]:
    """Organisations of our own list."""
    for row in read_table(OUR_LIST):
        names = tuple(row["names"].split("|"))
        yield Entry(id=int(row["wikidata"][1:]), names=names, is_person=False, countries=frozenset({row["country"]} - {""}), source=OURS)


def titles(kb: Path) -> Iterator[Entry]:
    """Wikipedia's titles with their Wikidata ids, those that need an explanation in brackets left out."""
    for title, _, id, *_ in read_cells(kb / "gum_wiki_map.tab.gz"):
        name = title.replace("_", " ")
        if id.startswith("Q") and "(" not in name and not name[:1].isdigit():
            yield Entry(id=int(id[1:]), names=(name,), is_person=False, source=GUM)


def listed(kb: Path) -> Iterator[Entry]:
    """Parties, newspapers, international organisations and companies; a name that several have is nobody's."""
    found = list(read_table(kb / "organisations_2026.csv.gz"))
    meant: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in found:
        for name in _names(row):
            meant[folded_name(name), _country(row)].add(row["wikidata"])
    for row in found:
        names = tuple(name for name in _names(row) if len(meant[folded_name(name), _country(row)]) == 1)
        if row["type"] in TYPES and row["wikidata"] and names:
            source = Source(name=row["source_repo"], version=row["source_commit"], licence=stated(row["licence"]))
            countries = frozenset({_country(row)} - {""})
            yield Entry(id=int(row["wikidata"][1:]), names=names, is_person=False, countries=countries, source=source)


def _country(row: dict[str, str]) -> str:
    """The country in which alone a name means an organisation; empty where it does everywhere."""
    return row["country"] if row["type"] in OF_A_COUNTRY else ""


def _names(row: dict[str, str]) -> list[str]:
    """The English names of an organisation: of several words beside an article ("The Post" may be any), or an acronym that only one country reads so."""
    names = dict.fromkeys((row["name"], *row["aliases"].split("|")))
    return [
        name for name in names if name.isascii() and "/" not in name and (" " in folded_name(name) or (_country(row) and is_acronym(name)))
    ]


def is_acronym(name: str) -> bool:
    """Whether a name is three letters or more, all of them capital ("CDU")."""
    return name.isalpha() and name.isupper() and len(name) >= SHORTEST_ACRONYM


def countries(kb: Path) -> Iterator[Entry]:
    """Countries by the names that we know them by."""
    for row in read_table(kb / "places_2026.csv.gz"):
        if row["type"] == "country" and country_of_name(row["name"]) == row["country"]:
            yield _place(row, frozenset({row["country"]}))


def states(kb: Path) -> Iterator[Entry]:
    """States and provinces that English-language news calls by their names alone."""
    for row in read_table(kb / "places_2026.csv.gz"):
        is_state = row["country"] in STATES_OF and row["type"] in KINDS_OF_STATE and row["wikidata"]
        if is_state and country_of_name(row["name"]) is None and row["name"] not in MORE_THAN_A_STATE:
            yield _place(row, frozenset())


def _place(row: dict[str, str], countries: frozenset[str]) -> Entry:
    source = Source(name=row["source_repo"], version=row["source_commit"], licence=stated(row["licence"]), note="items of Wikidata (CC0)")
    return Entry(id=int(row["wikidata"][1:]), names=(row["name"],), is_person=False, countries=countries, source=source)


def told_apart(named: Iterable[tuple[Entry, bool]]) -> Iterator[tuple[Entry, bool]]:
    """Entries with the names that no entry before them has in the same countries; whether a single word means them is handed on."""
    known: dict[str, set[str]] = {}
    for entry, is_organisation in named:
        where = set(entry.countries) or {""}
        names = tuple(name for name in dict.fromkeys(entry.names) if not _is_known(known.get(folded_name(name), set()), where))
        for name in names:
            known.setdefault(folded_name(name), set()).update(where)
        if names:
            yield replace(entry, names=names), is_organisation


def _is_known(known: set[str], where: set[str]) -> bool:
    return bool(known and (where | known) & {""}) or bool(where & known)
