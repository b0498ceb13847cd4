"""People and organisations that users add, from CSV files."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import FileUnfit
from onrecord.knowledge.adding.file import Entry, Office
from onrecord.knowledge.schema import Source

COLUMNS = ("wikidata", "name", "aliases", "type", "gender", "country", "office", "start", "end")
NEEDED = ("wikidata", "name")
ITEM = re.compile(r"^Q[1-9]\d*$")
DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")
COUNTRY = re.compile(r"^[A-Z]{3}$")
GENDERS = {"female": "f", "male": "m"}
TYPES = ("person", "organization")


def read_entries(path: Path, licence: str | None = None, as_of: str | None = None) -> Iterator[Entry]:
    """The rows of a CSV file with the columns ``COLUMNS``, of which only wikidata and name are required; one row per office.

    ``licence``: under which the file may be passed on; ``as_of``: the day that it shows (ISO), after which nothing is known of an office without an end.
    Raises ``FileUnfit``, with the line, for what is no such file.
    """
    if as_of is not None and not DATE.match(as_of):
        raise FileUnfit(f"{path}: the day that it shows is {as_of!r}, and must be YYYY, YYYY-MM or YYYY-MM-DD.")
    source = Source(name=path.name, date=as_of, licence=licence)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            missing = set(NEEDED) - set(reader.fieldnames or ())
            unknown = set(reader.fieldnames or ()) - set(COLUMNS)
            if missing or unknown:
                problem = f"lacks the columns {sorted(missing)}" if missing else f"has the unknown columns {sorted(map(str, unknown))}"
                raise FileUnfit(f"{path}: the file {problem}; it may have {', '.join(COLUMNS)}.")
            for row in reader:
                known = {name: (value or "").strip() for name, value in row.items() if name in COLUMNS}
                yield _entry(known, source, f"{path}, line {reader.line_num}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FileUnfit(f"{path}: {error}") from error


def _entry(row: dict[str, str], source: Source, where: str) -> Entry:
    def check(column: str, wanted: str, *, is_right: bool) -> None:
        if not is_right:
            raise FileUnfit(f"{where}: {column} is {row.get(column, '')!r}, and must be {wanted}.")

    get = row.get
    check("wikidata", "an item like Q7747", is_right=bool(ITEM.match(get("wikidata", ""))))
    check("name", "a name", is_right=bool(get("name")))
    check("type", "person or organization", is_right=get("type", "") in ("", *TYPES))
    check("gender", "female or male", is_right=get("gender", "") in ("", *GENDERS))
    check("country", "an ISO 3166 alpha-3 code", is_right=get("country", "") == "" or bool(COUNTRY.match(get("country", ""))))
    for column in ("start", "end"):
        check(column, "YYYY, YYYY-MM or YYYY-MM-DD", is_right=get(column, "") == "" or bool(DATE.match(get(column, ""))))
    country = get("country") or None
    held = Office(title=get("office", ""), country=country, start=get("start") or None, end=get("end") or None, source=source)
    return Entry(
        source=source,
        id=int(row["wikidata"][1:]),
        names=(row["name"], *(alias for alias in get("aliases", "").split("|") if alias)),
        is_person=get("type", "") != "organization",
        gender=GENDERS.get(get("gender", "")),
        countries=frozenset({country} if country else ()),
        offices=(held,) if held.title else (),
    )
