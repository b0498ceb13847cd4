"""What a small case can expect of a record, and what of it a record does not have.

Statements, events and actors are told by fields, and an expected one may tell any of these:

    statement   speaker (part of a name), addressee (part of a name or mention), content_contains, content_is, kind, act, act_not, nature
    event       type, mode, status, date, until, killed, killed_in (numbers), injured, casualty_words, place, place_country, precision, denied (by a statement),
                actor, recipient, participant (part of a name or mention; actors, recipients, participants: several), n_recipients, recipients_re
    actor       name (part of it), country, country_not, wikidata, type, role_not

``VALUES`` and ``CHECKS`` have what can be expected of a whole record. Letter case does not count where words are looked for. An attitude is a statement only where the case asks for what only
some statements have: a nature, an act, exact words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord import Actor, Casualty, Event, Record, Statement
from onrecord.article import spans_of
from onrecord.records import Participant

Expected = Mapping[str, Any]
OF_ATTITUDES_TOO = {"nature", "act", "content_is"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A record beside the text that it was read from."""

    record: Record
    text: str

    def name(self, id: str | None) -> str:
        """The name of an actor, nothing for nobody."""
        actor = self.record.actor(id)
        return "" if actor is None else actor.name

    def take_part(self, participants: Iterable[Participant], names: str | list[str]) -> bool:
        """Whether each name is part of what one of the participants is called somewhere."""
        called = [self._called(self.record.actor(one.actor)) for one in participants]
        return all(any(has(words, name) for words in called) for name in listed(names))

    def any_called(self, participants: Iterable[Participant], pattern: str) -> bool:
        """Whether one of the participants is called somewhere as a regular expression says."""
        return any(re.search(pattern, self._called(self.record.actor(one.actor))) for one in participants)

    def statements(self, expected: Expected) -> list[Statement]:
        """Those with all fields that are expected of one."""
        counted = self.record.statements if expected.keys() & OF_ATTITUDES_TOO else self.utterances()
        return [one for one in counted if all(OF_A_STATEMENT[field](self, one, value) for field, value in expected.items())]

    def utterances(self) -> list[Statement]:
        """All statements but attitudes."""
        return [one for one in self.record.statements if one.nature != "attitude"]

    def events(self, expected: Expected) -> list[Event]:
        """Those with all fields that are expected of one."""
        return [one for one in self.record.events if all(OF_AN_EVENT[field](self, one, value) for field, value in expected.items())]

    def speakers(self, words: str) -> set[str | None]:
        """The ids of those who say something with these words in it."""
        return {one.speaker for one in self.record.statements if has(content(one), words)}

    @staticmethod
    def _called(actor: Actor) -> str:
        return " | ".join([actor.name, *(mention.text for mention in actor.mentions)])


def misses(seen: Seen, expected: Expected) -> Iterator[str]:
    """What is expected and not so, in words."""
    for name, wanted in expected.items():
        if name in CHECKS:
            yield from CHECKS[name](seen, wanted)
        elif VALUES[name](seen) != wanted:
            yield f"{name}: {VALUES[name](seen)}, not {wanted}"


def unknown(expected: Expected) -> set[str]:
    """What is expected and can be checked by nothing here."""
    names = expected.keys() - CHECKS.keys() - VALUES.keys()
    for part, fields in FIELDS.items():
        names |= {field for one in expected.get(part, ()) for field in one.keys() - fields.keys()}
    return names


def has(text: str | None, words: str) -> bool:
    """Whether words stand in a text, in whatever case."""
    return words.casefold() in (text or "").casefold()


def listed(value: Any) -> list[Any]:
    """One value as a list of it."""
    return value if isinstance(value, list) else [value]


def content(statement: Statement) -> str:
    """What is said, in one."""
    return " … ".join(part.text for part in statement.content)


def harmed(casualty: Casualty) -> str:
    """All words for who was harmed."""
    return casualty.text if casualty.who is None else f"{casualty.text} {casualty.who.text}"


def is_at(event: Event, words: str) -> bool:
    """Whether the words for a place, or its name, have these in them."""
    return event.place is not None and (has(event.place.text, words) or has(event.place.name, words))


OF_A_STATEMENT: Mapping[str, Callable[[Seen, Statement, Any], bool]] = {
    "speaker": lambda seen, one, name: name is None or has(seen.name(one.speaker), name),
    "addressee": lambda seen, one, name: seen.take_part(one.addressees, name),
    "content_contains": lambda _, one, words: all(has(content(one), some) for some in listed(words)),
    "content_is": lambda _, one, words: content(one).strip() == words,
    "kind": lambda _, one, kind: one.kind == kind,
    "act": lambda _, one, act: one.act == act,
    "act_not": lambda _, one, act: one.act != act,
    "nature": lambda _, one, nature: one.nature == nature,
}
OF_AN_EVENT: Mapping[str, Callable[[Seen, Event, Any], bool]] = {
    "type": lambda _, one, type: one.type == type,
    "mode": lambda _, one, mode: one.mode == mode,
    "status": lambda _, one, status: one.status == status,
    "date": lambda _, one, date: getattr(one.date, "value", None) == date,
    "until": lambda _, one, date: getattr(one.date, "until", None) == date,
    "killed": lambda _, one, number: one.killed == number,
    "killed_in": lambda _, one, numbers: one.killed in numbers,
    "injured": lambda _, one, number: one.injured == number,
    "casualty_words": lambda _, one, words: all(any(has(harmed(group), some) for group in one.casualties) for some in words),
    "place": lambda _, one, words: is_at(one, words),
    "place_country": lambda _, one, country: getattr(one.place, "country", None) == country,
    "precision": lambda _, one, precision: getattr(one.place, "precision", None) == precision,
    "denied": lambda _, one, denied: bool(one.denied_by) == denied,
    "n_recipients": lambda _, one, number: len(one.recipients) == number,
    "recipients_re": lambda seen, one, pattern: seen.any_called(one.recipients, pattern),
    **dict.fromkeys(("actor", "actors"), lambda seen, one, names: seen.take_part(one.actors, names)),
    **dict.fromkeys(("recipient", "recipients"), lambda seen, one, names: seen.take_part(one.recipients, names)),
    **dict.fromkeys(("participant", "participants"), lambda seen, one, names: seen.take_part((*one.actors, *one.recipients), names)),
}
OF_AN_ACTOR: Mapping[str, Callable[[Actor, Any], bool]] = {
    "name": lambda actor, name: has(actor.name, name),
    "country": lambda actor, country: actor.country == country,
    "country_not": lambda actor, countries: actor.country not in countries,
    "wikidata": lambda actor, id: actor.wikidata == id,
    "type": lambda actor, type: actor.type == type,
    "role_not": lambda actor, words: not has(actor.role, words),
}
FIELDS: Mapping[str, Mapping[str, Callable[..., bool]]] = {
    "statements": OF_A_STATEMENT, "no_statements": OF_A_STATEMENT, "events": OF_AN_EVENT, "no_events": OF_AN_EVENT, "actors": OF_AN_ACTOR,
}  # fmt: skip


def _statements(seen: Seen, expected: list[Expected]) -> Iterator[str]:
    """For each there is one like it."""
    yield from (f"no statement like {one}" for one in expected if not seen.statements(one))


def _no_statements(seen: Seen, expected: list[Expected]) -> Iterator[str]:
    """For none there is one like it."""
    yield from (f"a statement like {one}" for one in expected if seen.statements(one))


def _events(seen: Seen, expected: list[Expected]) -> Iterator[str]:
    """For each there is one like it."""
    yield from (f"no event like {one}" for one in expected if not seen.events(one))


def _no_events(seen: Seen, expected: list[Expected]) -> Iterator[str]:
    """For none there is one like it."""
    yield from (f"an event like {one}" for one in expected if seen.events(one))


def _actors(seen: Seen, expected: list[Expected]) -> Iterator[str]:
    """The first of each name is as expected."""
    for fields in expected:
        actor = next((one for one in seen.record.actors if has(one.name, fields["name"])), None)
        if actor is None:
            yield f"no actor {fields['name']}"
        else:
            yield from (f"{actor.name}: not {name} {value}" for name, value in fields.items() if not OF_AN_ACTOR[name](actor, value))


def _n_events_at_least(seen: Seen, number: int) -> Iterator[str]:
    """There are so many or more."""
    if len(seen.record.events) < number:
        yield f"only {len(seen.record.events)} events"


def _n_events_of(seen: Seen, numbers: Mapping[str, int]) -> Iterator[str]:
    """There are so many of each type."""
    for type, number in numbers.items():
        found = len(seen.events({"type": type}))
        if found != number:
            yield f"{found} events of type {type}, not {number}"


def _published(seen: Seen, days: str | list[str | None]) -> Iterator[str]:
    """The article is of that day, or of one of those; ``None``: of no known day."""
    published = seen.record.article.published
    if (published and published[:10]) not in listed(days):
        yield f"published {published}"


def _same_speaker(seen: Seen, contents: list[str]) -> Iterator[str]:
    """One actor says all that has these words in it."""
    found = set().union(*map(seen.speakers, contents))
    if None in found or len(found) != 1:
        yield "not one speaker"


def _different_speakers(seen: Seen, contents: list[str]) -> Iterator[str]:
    """Some say what has the first words in it, and others what has the second."""
    first, second = map(seen.speakers, contents)
    if not (first and second and first.isdisjoint(second)):
        yield "not two speakers"


def _are_distinct(values: Iterable[str]) -> bool:
    values = list(values)
    return len(set(values)) == len(values)


def _are_of_the_text(seen: Seen) -> bool:
    """Whether the words of every span are those of the text there."""
    spans = spans_of((seen.record.actors, seen.record.statements, seen.record.events))
    return all(seen.text[span.start : span.end] == span.text for _, span in spans)


# What is expected of a whole record and must be this value.
VALUES: Mapping[str, Callable[[Seen], object]] = {
    "n_statements": lambda seen: len(seen.utterances()),
    "n_events": lambda seen: len(seen.record.events),
    "authors": lambda seen: list(seen.record.article.authors),
    "distinct_names": lambda seen: _are_distinct(actor.name for actor in seen.record.actors),
    "no_duplicates": lambda seen: _are_distinct(map(content, seen.record.statements)),
    "offsets": _are_of_the_text,
}
# All else, each telling what is not so.
CHECKS: Mapping[str, Callable[[Seen, Any], Iterator[str]]] = {
    "statements": _statements,
    "no_statements": _no_statements,
    "events": _events,
    "no_events": _no_events,
    "actors": _actors,
    "n_events_at_least": _n_events_at_least,
    "n_events_of": _n_events_of,
    "published": _published,
    "same_speaker": _same_speaker,
    "different_speakers": _different_speakers,
}
