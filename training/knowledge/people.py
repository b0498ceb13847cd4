"""Office holders with their offices by date, and legislators, from the sets under DATA/kb."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from corpora.files import read_table
from onrecord.knowledge import Source
from onrecord.knowledge.adding import Entry, Office

from .licences import LICENCES, WIKIDATA, stated

# People who are often in the news, by their Wikidata items (CC0).
OUR_LIST = Path(__file__).with_name("people.csv")
OURS = Source(name="onrecord, training/knowledge/people.csv", licence="Apache-2.0", note="items of Wikidata (CC0)")
LEGISLATORS_SINCE = "2011"
# Parliaments whose seats English-language news names ("Senator Sanders").
SEATS_OF = {"USA", "GBR", "CAN", "AUS", "NZL", "IRL", "IND"}
# A term without an end was open when the set was made.
OPEN = "2022"
# Two terms in one seat with fewer days between them are one.
DAYS_BETWEEN_TERMS = 45
# The factbook's heads before are those that benchmark/offices.py asks for.
FACTBOOK = "factbook/factbook.json"
FACTBOOK_SINCE = "2022-07"
ITEM = re.compile(r"Q[1-9]\d*$")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
RANKS = re.compile(r"^(Lord|Lady|Baroness|Baron|Viscount|Earl|Sir|Dame|Dr|Gen|General|Admiral|Sheikh|Prince|Princess)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A term of somebody; ``is_seat``: in a parliament; without a title the term says only who there is."""

    person: int
    names: tuple[str, ...]
    gender: str | None
    country: str | None
    title: str | None
    start: str | None
    end: str | None
    source: Source
    is_seat: bool = False

    @property
    def office(self) -> Office:
        """What is held; only a row with a title has one."""
        return Office(title=self.title or "", country=self.country, start=self.start, end=self.end, source=self.source)


def people(terms: Iterable[Row]) -> list[Entry]:
    """Office holders with their offices, and legislators whose last term ended in ``LEGISLATORS_SINCE`` or later."""
    of: dict[int, list[Row]] = defaultdict(list)
    for row in terms:
        of[row.person].append(row)
    return [
        _entry(id, found)
        for id, found in sorted(of.items())
        if any(not row.is_seat or (row.end or OPEN) >= LEGISLATORS_SINCE for row in found)
    ]


def ours(known: Iterable[Entry]) -> Iterator[Entry]:
    """People of our own list, whom the news speaks of and who held no office that is listed, or one of long ago."""
    ids = {entry.id for entry in known}
    for row in read_table(OUR_LIST):
        id, names = int(row["wikidata"][1:]), tuple(row["names"].split("|"))
        if id not in ids:
            yield Entry(id=id, names=names, source=OURS, gender=row["gender"][0], countries=frozenset({row["country"]}))


def exported(kb: Path) -> Iterator[Row]:
    """What every-politician-scrapers exported from Wikidata in 2022 and 2023."""
    sources = {row["source_repo"]: _repository(row) for row in read_table(kb / "sources.csv.gz")}
    labels = _labels(kb)
    for file in ("office_holders.csv.gz", "legislators.csv.gz"):
        for row in read_table(kb / file):
            if ITEM.match(row["person_id"]):
                title = labels.get((row["position_id"], row["country"]), row["position"])
                is_seat = file.startswith("legislators")
                is_told = not is_seat or row["country"] in SEATS_OF
                yield replace(_row(row, title if is_told else None, sources[row["source_repo"]]), is_seat=is_seat)


def recent(kb: Path) -> Iterator[Row]:
    """What has been gathered since, each row with the day that its source shows."""
    labels = _labels(kb)
    for row in read_table(kb / "office_holders_2026.csv.gz"):
        is_asked_for = row["source_repo"] == FACTBOOK and "" < row["end"] < FACTBOOK_SINCE
        if ITEM.match(row["person_id"]) and not is_asked_for:
            licence = stated(LICENCES.get(row["source_repo"], ""))
            source = Source(name=row["source_repo"], date=row["as_of"], licence=licence)
            yield _row(row, labels.get((row["position_id"], row["country"]), row["position"]), source)


def _labels(kb: Path) -> dict[tuple[str, str], str]:
    """{(item of an office, country): its full title}; some rows name an office of another country."""
    return {(row["position_id"], row["country"]): row["label"] for row in read_table(kb / "positions.csv.gz") if row["label"]}


def _row(row: dict[str, str], title: str | None, source: Source) -> Row:
    start, end = (match[0] if (match := DATE.match(row[field])) else None for field in ("start", "end"))
    return Row(
        person=int(row["person_id"][1:]),
        names=tuple(name for name in (row["person"], unquote(row["enwiki"]).replace("_", " ").split(" (")[0]) if name),
        gender=row["gender"][0] if row["gender"] in ("female", "male") else None,
        country=row["country"] or None,
        title=title,
        start=start,
        end=end,
        source=source,
    )


def _repository(row: dict[str, str]) -> Source:
    day = DATE.match(row["commit_date"])
    licence = stated(row["licence"])
    return Source(name=row["source_repo"], version=row["source_commit"], date=day[0] if day else None, licence=licence, note=WIKIDATA)


def _entry(id: int, found: list[Row]) -> Entry:
    names = {name for row in found for name in row.names}
    return Entry(
        id=id,
        names=tuple(sorted(names, key=lambda name: (not name.isascii(), bool(RANKS.match(name)), len(name), name))),
        source=found[0].source,
        gender=next((row.gender for row in found if row.gender), None),
        countries=frozenset(row.country for row in found if row.country),
        offices=tuple(row.office for row in joined(row for row in found if row.title)),
    )


def joined(terms: Iterable[Row]) -> list[Row]:
    """Terms without those that others repeat, and those that follow each other in one office as one."""
    of: dict[tuple[str | None, str | None], list[Row]] = defaultdict(list)
    for term in terms:
        of[term.title, term.country].append(term)
    return [term for held in of.values() for term in _one_after_another(held)]


def _one_after_another(held: list[Row]) -> Iterator[Row]:
    """The terms of somebody in one office; of two with one start the one that says most: its end, else what was so latest."""
    said_most = {term.start: term for term in sorted(held, key=lambda term: (term.end is not None, term.source.date or ""))}
    last: Row | None = None
    for term in sorted(said_most.values(), key=lambda term: term.start or ""):
        if last is not None and _follows(term, last):
            last = replace(term, start=last.start)
        else:
            if last is not None:
                yield last
            last = term
    if last is not None:
        yield last


def _follows(term: Row, last: Row) -> bool:
    """Whether a term began when another of the same office ended, or soon after."""
    if len(term.start or "") != len("YYYY-MM-DD") or len(last.end or "") != len("YYYY-MM-DD"):
        return False
    days = date.fromisoformat(term.start or "") - date.fromisoformat(last.end or "")
    return 0 <= days.days <= DAYS_BETWEEN_TERMS
