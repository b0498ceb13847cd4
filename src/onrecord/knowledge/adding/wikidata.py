"""People with offices, and organisations, from a Wikidata JSON dump (https://www.wikidata.org/wiki/Wikidata:Database_download)."""

from __future__ import annotations

import bz2
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.errors import FileUnfit
from onrecord.knowledge.adding.file import Entry, Office
from onrecord.knowledge.schema import Source

HUMAN = 5
# Political parties, international organisations, agencies, newspapers, armed and terrorist groups, NGOs, agencies of a government.
ORGANISATIONS = {7278, 484652, 245065, 192283, 11032, 17149090, 17127659, 79913, 327333}
GENDERS = {6581097: "m", 6581072: "f"}
# Wikidata's precisions: how much of a date is known.
LENGTH_OF = {9: len("YYYY"), 10: len("YYYY-MM"), 11: len("YYYY-MM-DD")}
Item = dict[str, Any]


def read_dump(path: Path) -> Iterator[Entry]:
    """People who held an office, with their offices by date, and organisations with an English Wikipedia article.

    Reads the dump (.json, .json.gz or .json.bz2, one item per line) four times, since offices and countries may come after the people who held them. Raises
    ``FileUnfit`` for anything else.
    """
    source = Source(name="Wikidata", version=path.name, date=_day_of(path), licence="CC0")
    wanted = {office for item in _items(path) if HUMAN in _linked(item, "P31") for office, _, _ in _terms(item)}
    titles, countries, codes = _titles(path, wanted)
    for item in _items(path):
        names, kinds = _names(item), _linked(item, "P31")
        if not names:
            continue
        if HUMAN in kinds and (terms := [term for term in _terms(item) if term[0] in titles]):
            yield Entry(
                id=int(item["id"][1:]),
                names=names,
                source=source,
                gender=next((GENDERS[id] for id in _linked(item, "P21") if id in GENDERS), None),
                countries=frozenset(codes[id] for id in _linked(item, "P27") if id in codes),
                offices=tuple(
                    Office(title=titles[office], country=codes.get(countries.get(office, 0)), start=start, end=end, source=source)
                    for office, start, end in terms
                ),
            )
        elif ORGANISATIONS.intersection(kinds) and "enwiki" in item.get("sitelinks", {}):
            yield Entry(id=int(item["id"][1:]), names=names, source=source, is_person=False)


def _day_of(path: Path) -> str | None:
    """The day that a dump shows: when the last of its items was changed; ``None`` where no item says."""
    changed = (str(item["modified"])[: len("YYYY-MM-DD")] for item in _items(path) if "modified" in item)
    return max(changed, default=None)


def _titles(path: Path, wanted: set[int]) -> tuple[dict[int, str], dict[int, int], dict[int, str]]:
    """Titles of offices, the items of their countries, and the codes (ISO 3166 alpha-3) of countries."""
    titles: dict[int, str] = {}
    countries: dict[int, int] = {}
    codes: dict[int, str] = {}
    for item in _items(path):
        id = int(item["id"][1:])
        code = next((value for value in _values(item, "P298") if isinstance(value, str)), None)
        if code is not None:
            codes[id] = code
        if id in wanted and (names := _names(item)):
            titles[id] = names[0]
            countries.update((id, country) for country in (*_linked(item, "P17"), *_linked(item, "P1001"))[:1])
    return titles, countries, codes


def _items(path: Path) -> Iterator[Item]:
    opened: dict[str, Any] = {".gz": gzip.open, ".bz2": bz2.open}
    try:
        with opened.get(path.suffix, open)(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                text = line.strip().rstrip(",")
                if text not in ("", "[", "]"):
                    item = json.loads(text)
                    if not isinstance(item, dict) or "id" not in item:
                        raise FileUnfit(f"{path}, line {number}: no item of a Wikidata dump.")
                    if str(item["id"]).startswith("Q"):
                        yield item
    except (OSError, EOFError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise FileUnfit(f"{path}: no Wikidata JSON dump ({error}).") from error


def _names(item: Item) -> tuple[str, ...]:
    """The English label, then the aliases."""
    label = item.get("labels", {}).get("en", {}).get("value")
    aliases = (alias["value"] for alias in item.get("aliases", {}).get("en", ()))
    return tuple(dict.fromkeys((label, *aliases))) if label else ()


def _claims(item: Item, claimed: str) -> Iterator[Item]:
    """The statements of an item for a claimed, without deprecated ones."""
    yield from (claim for claim in item.get("claims", {}).get(claimed, ()) if claim.get("rank") != "deprecated")


def _values(item: Item, claimed: str) -> Iterator[Any]:
    yield from (value for claim in _claims(item, claimed) if (value := _value(claim.get("mainsnak", {}))) is not None)


def _value(snak: Item) -> Any:
    return snak.get("datavalue", {}).get("value") if snak.get("snaktype") == "value" else None


def _linked(item: Item, claimed: str) -> list[int]:
    """Numbers of the items that a claimed links to."""
    return [
        int(value["id"][1:]) for value in _values(item, claimed) if isinstance(value, dict) and str(value.get("id", "")).startswith("Q")
    ]


def _terms(item: Item) -> Iterator[tuple[int, str | None, str | None]]:
    """(office, start, end) of the positions held (P39)."""
    for claim in _claims(item, "P39"):
        value = _value(claim.get("mainsnak", {}))
        if isinstance(value, dict) and str(value.get("id", "")).startswith("Q"):
            qualifiers = claim.get("qualifiers", {})
            start, end = (next((_date(_value(snak)) for snak in qualifiers.get(claimed, ())), None) for claimed in ("P580", "P582"))
            yield int(value["id"][1:]), start, end


def _date(time: Any) -> str | None:
    """An ISO date to its known precision; ``None`` for dates BCE and those known only to the century."""
    if not isinstance(time, dict) or not str(time.get("time", "")).startswith("+"):
        return None
    length = LENGTH_OF.get(int(time.get("precision") or 0))
    return str(time["time"])[1 : 1 + length] if length is not None else None
