"""People and the offices that they held. Table: ``knowledge.sqlite`` (training/knowledge)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from onrecord.knowledge.database import Database
from onrecord.knowledge.given_names import Gender
from onrecord.knowledge.names import called_for_short, family_name, folded_name, has_middle_name, may_be_one, name_keys, number_of
from onrecord.knowledge.schema import FIRST_ADDED

# Of those whom "Obama" or "Cameron" meant years after their time, the news calls nobody by a last name that more people have.
RARE = 8
YEARS_REMEMBERED = 6
# Articles are not older.
NEWS_SINCE = "2000"
GENDERS: dict[str, Gender] = {"f": "female", "m": "male"}
TERMS = f"""
SELECT person, label, country, start, end, sources.date, prominent = 1, terms.source >= {FIRST_ADDED}
FROM terms JOIN positions ON positions.id = position JOIN sources ON sources.id = terms.source
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An office held from ``start`` to ``end`` (ISO dates, perhaps without day or month; an open end is ``None``).

    ``as_of``: the day that the source shows, ``None`` where it shows whatever day it is read on; after it nothing is known of a term that was open.
    ``is_prominent``: the news calls its holder by a last name; ``is_added``: a user said so.
    """

    office: str
    country: str | None
    start: str | None
    end: str | None
    as_of: str | None = None
    is_prominent: bool = False
    is_added: bool = False

    @property
    def known_until(self) -> str | None:
        """The last day on which the office is known to be held; ``None`` where there is none."""
        return self.end or self.as_of

    def covers(self, date: str) -> bool:
        """Whether the office is known to be held on a day; a partial date covers all days that it may mean."""
        begun = self.start is None or self.start <= date[: len(self.start)]
        return begun and (self.known_until is None or date[: len(self.known_until)] <= self.known_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person with a Wikidata id; ``countries`` are those of their offices."""

    wikidata: str
    name: str
    aliases: tuple[str, ...]
    gender: Gender | None
    countries: frozenset[str]
    terms: tuple[Term, ...]


class People:
    """Who held which office when."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[int, Person | None] = {}
        self._bearers: dict[str, int] = {}
        self._in_country: dict[str, list[tuple[int, Term]]] = {}

    def named(self, name: str) -> list[Person]:
        """Everybody with a full name, ignoring accents, case and middle names; nobody for a single word.

        Where there is nobody, those with a short or full form of the given name: "Joseph Biden".
        """
        return self._named(name) or [person for other in called_for_short(name) for person in self._named(other)]

    def gender_of(self, name: str) -> Gender | None:
        """The gender of everybody with a full name; ``None`` where they differ or nobody is known."""
        genders = {person.gender for person in self.named(name)}
        return genders.pop() if len(genders) == 1 else None

    def prominent(self, last_name: str, date: str) -> list[Person]:
        """The heads of state and government and foreign ministers on a day who have a last name."""
        named = self._prominent_by_last_name.get(folded_name(last_name), ())
        return self._people(id for id, term in named if term.covers(date))

    def is_prominent(self, last_name: str) -> bool:
        """Whether a head of state or government or a foreign minister of any time has a last name."""
        return folded_name(last_name) in self._prominent_by_last_name

    def past(self, last_name: str, date: str) -> list[Person]:
        """The heads of state and government and foreign ministers of the years before a day who have a rare last name: "Obama", in 2018.

        Among them are those whose terms were open when their source was made.
        """
        named = self._prominent_by_last_name.get(folded_name(last_name), ())
        if not named or self.bearers(last_name) > RARE:
            return []
        earliest = f"{int(date[:4]) - YEARS_REMEMBERED}"
        return self._people(id for id, term in named if term.known_until and earliest <= term.known_until <= date)

    def coming(self, last_name: str, date: str) -> list[Person]:
        """The heads of state and government and foreign ministers of the year after a day who have a rare last name: "Trump", in 2016."""
        named = self._prominent_by_last_name.get(folded_name(last_name), ())
        if not named or self.bearers(last_name) > RARE:
            return []
        latest = f"{int(date[:4]) + 1}{date[4:]}"
        return self._people(id for id, term in named if term.start and date < term.start <= latest)

    def in_office(self, last_name: str, date: str) -> list[Person]:
        """Everybody of a last name who holds an office on a day."""
        people = self._people(self._office_holders_by_last_name.get(folded_name(last_name), ()))
        return [person for person in people if any(term.covers(date) for term in person.terms)]

    def bearers(self, last_name: str) -> int:
        """How many people have a last name."""
        if last_name not in self._bearers:
            pattern = f"% {last_name.replace('%', '').replace('_', '')}"
            ((self._bearers[last_name],),) = self._database.rows("SELECT count(*) FROM people WHERE name LIKE ?", pattern)
        return self._bearers[last_name]

    def person(self, id: int) -> Person | None:
        """The person with this number of a Wikidata item."""
        if id not in self._known:
            self._known[id] = self._read(id)
        return self._known[id]

    def terms_in(self, country: str) -> list[tuple[int, Term]]:
        """(number of a person's item, term) of the offices of a country (ISO 3166 alpha-3) that the news names without their holders."""
        if country not in self._in_country:
            self._in_country[country] = self._terms("WHERE country = ? AND prominent", country)
        return self._in_country[country]

    @cached_property
    def _prominent_by_last_name(self) -> dict[str, list[tuple[int, Term]]]:
        """(number of a person's item, term) of all offices whose holders the news calls by a last name, by that name."""
        names = self._last_names("SELECT person FROM terms JOIN positions ON positions.id = position WHERE prominent = 1")
        found: dict[str, list[tuple[int, Term]]] = {}
        for id, term in self._terms("WHERE prominent = 1"):
            for last_name in names.get(id, ()):
                found.setdefault(last_name, []).append((id, term))
        return found

    @cached_property
    def _office_holders_by_last_name(self) -> dict[str, list[int]]:
        """Numbers of the items of those who held an office since ``NEWS_SINCE``, by their last name."""
        found: dict[str, list[int]] = {}
        for id, names in self._last_names("SELECT person FROM terms WHERE end IS NULL OR end >= ?", NEWS_SINCE).items():
            for last_name in names:
                found.setdefault(last_name, []).append(id)
        return found

    def _last_names(self, people: str, *values: object) -> dict[int, set[str]]:
        """The last names of those whose numbers a query selects."""
        found: dict[int, set[str]] = {}
        for id, name, aliases, countries in self._database.rows(
            f"SELECT id, name, aliases, countries FROM people WHERE id IN ({people})", *values
        ):
            found.setdefault(id, set()).update(family_name(known, _split(countries)) for known in (name, *_split(aliases)))
        return found

    def _people(self, ids: Iterable[int]) -> list[Person]:
        return [person for id in dict.fromkeys(ids) if (person := self.person(id)) is not None]

    def _named(self, name: str) -> list[Person]:
        keys = name_keys(name)
        ids = {id for key in keys for (id,) in self._database.rows("SELECT person FROM names WHERE key = ?", number_of(key))}
        return [person for person in self._people(sorted(ids)) if _is_named(person, name, keys)]

    def _read(self, id: int) -> Person | None:
        """A person with what all rows say, the first of them being the user's."""
        rows = self._database.rows("SELECT name, aliases, gender, countries FROM people WHERE id = ?", id)
        if not rows:
            return None
        names = [name for row in rows for name in (row[0], *_split(row[1]))]
        return Person(
            wikidata=f"Q{id}",
            name=names[0],
            aliases=tuple(dict.fromkeys(name for name in names[1:] if name != names[0])),
            gender=next((GENDERS[gender] for _, _, gender, _ in rows if gender), None),
            countries=frozenset(country for row in rows for country in _split(row[3])),
            terms=tuple(term for _, term in self._terms("WHERE person = ? ORDER BY start", id)),
        )

    def _terms(self, where: str, *values: object) -> list[tuple[int, Term]]:
        return [
            (
                id,
                Term(
                    office=office,
                    country=country,
                    start=start or None,
                    end=end,
                    as_of=as_of,
                    is_prominent=bool(is_prominent),
                    is_added=bool(is_added),
                ),
            )
            for id, office, country, start, end, as_of, is_prominent, is_added in self._database.rows(f"{TERMS} {where}", *values)
        ]


def _is_named(person: Person, name: str, keys: frozenset[str]) -> bool:
    """Whether a name is one of somebody's, and its middle names are none against those that are known."""
    alike = [known for known in (person.name, *person.aliases) if keys & name_keys(known)]
    with_middle = [known for known in alike if has_middle_name(known)]
    return any(may_be_one(name, known) for known in with_middle or alike)


def _split(column: str | None) -> list[str]:
    return column.split("|") if column else []
