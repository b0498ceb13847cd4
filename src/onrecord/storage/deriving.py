"""A record taken apart into rows, and rows taken away again. Who is written to the database here has the only writing transaction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, bindparam, delete, distinct, func, insert, select, update

from onrecord.article import Span
from onrecord.records import Actor, Casualty, Event, Participant, Place, Statement
from onrecord.storage import tables as t
from onrecord.storage.applying import Decided
from onrecord.storage.identity import as_number, folded, person_key

Row = dict[str, Any]
BETWEEN = " ... "


@dataclass(slots=True, kw_only=True)
class Tally:
    """What an article adds to somebody: under which names, and how much."""

    names: set[str] = field(default_factory=set)
    statements: int = 0
    events: int = 0


class Rows:
    """Rows to put in, table by table, with numbers that follow those that are there."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: dict[Table, list[Row]] = defaultdict(list)
        self._next: dict[Table, int] = {}

    def add(self, table: Table, **row: Any) -> None:
        """Add a row."""
        self._rows[table].append(row)

    def numbered(self, table: Table, **row: Any) -> int:
        """Add a row with a number, which is returned."""
        (column,) = table.primary_key
        number = self._next[table] if table in self._next else next_number(self._connection, column)
        self._next[table] = number + 1
        self._rows[table].append({column.name: number, **row})
        return number

    def put(self, tables: Iterable[Table] = t.ALL) -> None:
        """Put them in, in the order of their tables."""
        for table in tables:
            if self._rows[table]:
                self._connection.execute(insert(table), self._rows[table])


def next_number(connection: Connection, column: Column[Any]) -> int:
    """The number after the greatest that a table has."""
    return (connection.execute(select(func.max(column))).scalar() or 0) + 1


def derive(connection: Connection, decided: Decided, *, article: int, key: str, day: str | None, publisher: str | None) -> None:
    """Put in what is on record in an article."""
    record = decided.record
    rows = Rows(connection)
    tallies = _tallies(decided, key)
    people = _count_in(connection, tallies, {person_key(actor, key): actor for actor in reversed(record.actors)})
    person = {actor.id: people[person_key(actor, key)] for actor in record.actors}
    actors = {actor.id: _actor(rows, actor, article, person[actor.id], decided.standing.get(actor.id, "read")) for actor in record.actors}
    names = {actor.id: actor.name for actor in record.actors}
    base = {"article": article, "day": day, "publisher": publisher}
    statements: dict[str, int] = {}
    for position, statement in enumerate(record.statements):
        speaker = statement.speaker
        who = {"speaker": actors.get(speaker), "person": person.get(speaker), "speaker_name": names.get(speaker)} if speaker else {}
        standing = decided.standing.get(statement.id, "read")
        number = _statement(rows, statement, {"speaker": None, "person": None, "speaker_name": None, **base, **who}, position, standing)
        statements[statement.id] = number
        for table, told in ((t.ADDRESSEES, statement.addressees), (t.RELAYS, statement.relayed_by)):
            _participants(rows, table, {"statement": number}, told, actors, person)
    for position, event in enumerate(record.events):
        number = _event(rows, event, base, position, decided.standing.get(event.id, "read"))
        for side, participants in (("actor", event.actors), ("recipient", event.recipients)):
            _participants(rows, t.PARTICIPANTS, {"event": number, "side": side}, participants, actors, person)
        _details(rows, event, number, actors, statements)
    for position, warning in enumerate(record.warnings):
        words = {"words_start": warning.start, "words_end": warning.end, "words": warning.text}
        rows.add(t.WARNINGS, article=article, position=position, code=warning.code, message=warning.message, **words)
    rows.put()


def underive(connection: Connection, article: int) -> None:
    """Take away all that was made of an article's record."""
    _count_out(connection, article)
    for table in t.DERIVED:
        connection.execute(delete(table).where(table.c.article == article))
    gone = select(t.PEOPLE.c.person).where(t.PEOPLE.c.articles <= 0)
    connection.execute(delete(t.NAMES).where(t.NAMES.c.articles <= 0))
    connection.execute(delete(t.PEOPLE).where(t.PEOPLE.c.person.in_(gone)))


def _tallies(decided: Decided, key: str) -> dict[str, Tally]:
    record = decided.record
    keys = {actor.id: person_key(actor, key) for actor in record.actors}
    tallies: dict[str, Tally] = defaultdict(Tally)
    for actor in record.actors:
        tallies[keys[actor.id]].names |= names_of(actor)
    for statement in record.statements:
        if statement.speaker:
            tallies[keys[statement.speaker]].statements += 1
    for event in record.events:
        for who in {keys[one.actor] for one in (*event.actors, *event.recipients)}:
            tallies[who].events += 1
    return tallies


def names_of(actor: Actor) -> set[str]:
    """The names by which an article calls somebody, each on one line."""
    return {" ".join(name.split()) for name in (actor.name, *(one.text for one in actor.mentions if one.form == "name"))}


def _count_in(connection: Connection, tallies: Mapping[str, Tally], actors: Mapping[str, Actor]) -> dict[str, int]:
    """Add an article's counts to the people in it; the numbers of people by their keys."""
    table, names = t.PEOPLE, t.NAMES
    rows = Rows(connection)
    found = {row.key: row.person for row in connection.execute(select(table.c.key, table.c.person).where(table.c.key.in_(tallies)))}
    more = [
        {"of": found[key], "more_statements": tally.statements, "more_events": tally.events}
        for key, tally in tallies.items()
        if key in found
    ]
    if more:
        counts = {"articles": table.c.articles + 1}
        counts |= {name: table.c[name] + bindparam(f"more_{name}") for name in ("statements", "events")}
        connection.execute(update(table).where(table.c.person == bindparam("of")).values(counts), more)
    known: dict[tuple[int, str], int] = {}
    if found:
        asked = select(names.c.number, names.c.person, names.c.name).where(names.c.person.in_(found.values()))
        known = {(row.person, row.name): row.number for row in connection.execute(asked)}
    for key, tally in tallies.items():
        if key not in found:
            found[key] = rows.numbered(table, key=key, articles=1, statements=tally.statements, events=tally.events, **_called(actors[key]))
    seen = [{"of": known[found[key], name]} for key, tally in tallies.items() for name in tally.names if (found[key], name) in known]
    if seen:
        connection.execute(update(names).where(names.c.number == bindparam("of")).values(articles=names.c.articles + 1), seen)
    for key, tally in tallies.items():
        for name in sorted(tally.names):
            if (found[key], name) not in known:
                rows.numbered(names, person=found[key], name=name, folded=folded(name), articles=1)
    rows.put()
    return found


def _person(actor: Actor) -> Row:
    return {"name": actor.name, "type": actor.type, "wikidata": actor.wikidata, "country": actor.country, "role": actor.role}


def _called(actor: Actor) -> Row:
    return _person(actor) | {"name": " ".join(actor.name.split())}


def _count_out(connection: Connection, article: int) -> None:
    """Take an article's counts from the people in it, as ``_count_in`` added them."""
    actors = t.ACTORS.c
    people: dict[int, set[str]] = defaultdict(set)
    for row in connection.execute(select(actors.person, actors.name).where(actors.article == article)):
        people[row.person].add(" ".join(row.name.split()))
    asked = select(actors.person, t.MENTIONS.c.words).join(t.MENTIONS, t.MENTIONS.c.actor == actors.actor)
    for row in connection.execute(asked.where(actors.article == article, t.MENTIONS.c.form == "name")):
        people[row.person].add(" ".join(row.words.split()))
    said = counts_of(
        connection, select(t.STATEMENTS.c.person, func.count()).where(t.STATEMENTS.c.article == article).group_by(t.STATEMENTS.c.person)
    )
    parts = t.PARTICIPANTS.c
    took_part = select(parts.person, func.count(distinct(parts.event))).join(t.EVENTS, t.EVENTS.c.event == parts.event)
    done = counts_of(connection, took_part.where(t.EVENTS.c.article == article).group_by(parts.person))
    if not people:
        return
    table, names = t.PEOPLE, t.NAMES
    counts = {"articles": table.c.articles - 1}
    counts |= {name: table.c[name] - bindparam(f"less_{name}") for name in ("statements", "events")}
    less = [{"of": one, "less_statements": said.get(one, 0), "less_events": done.get(one, 0)} for one in people]
    connection.execute(update(table).where(table.c.person == bindparam("of")).values(counts), less)
    fewer = [{"of": one, "called": name} for one, called in people.items() for name in called]
    is_it = (names.c.person == bindparam("of")) & (names.c.name == bindparam("called"))
    connection.execute(update(names).where(is_it).values(articles=names.c.articles - 1), fewer)
    _rename_by_what_is_left(connection, list(people))


def _rename_by_what_is_left(connection: Connection, people: list[int]) -> None:
    """Call people by names that some article still has."""
    table, names = t.PEOPLE, t.NAMES
    for person in people:
        left = select(names.c.name).where(names.c.person == person, names.c.articles > 0)
        called = [row.name for row in connection.execute(left.order_by(func.length(names.c.name).desc(), names.c.name))]
        is_stale = (table.c.person == person) & table.c.name.not_in(called)
        if called:
            connection.execute(update(table).where(is_stale).values(name=called[0], role=None))


def counts_of(connection: Connection, asked: Select[Any]) -> dict[int, int]:
    """{number: count} of what is asked for by number, without what has none."""
    return {number: count for number, count in connection.execute(asked) if number is not None}


def _span(name: str, span: Span | None) -> Row:
    if span is None:
        return {f"{name}_start": None, f"{name}_end": None, name: None}
    return {f"{name}_start": span.start, f"{name}_end": span.end, name: span.text}


def _actor(rows: Rows, actor: Actor, article: int, person: int, standing: str) -> int:
    lists = {"sectors": json.dumps(actor.sectors), "members": json.dumps(actor.members)}
    facts = {"id": actor.id, "key": actor.key, "confidence": actor.confidence, "standing": standing}
    number = rows.numbered(t.ACTORS, article=article, person=person, **facts, **_person(actor), **lists)
    for mention in actor.mentions:
        rows.numbered(t.MENTIONS, actor=number, form=mention.form, **_span("words", mention))
    return number


def _statement(rows: Rows, one: Statement, base: Row, position: int, standing: str) -> int:
    words = Span(start=one.content[0].start, end=one.content[-1].end, text=BETWEEN.join(part.text for part in one.content))
    facts = {name: getattr(one, name) for name in ("id", "key", "nature", "kind", "act", "negated", "within", "confidence")}
    spans = {**_span("words", words), **_span("source", one.source), **_span("cue", one.cue), **_span("occasion", one.occasion)}
    number = rows.numbered(t.STATEMENTS, position=position, standing=standing, **base, **facts, **spans)
    for part, span in enumerate(one.content):
        rows.add(t.CONTENTS, statement=number, position=part, **_span("words", span))
    return number


def _participants(
    rows: Rows, table: Table, of: Row, participants: Iterable[Participant], actors: Mapping[str, int], person: Mapping[str, int]
) -> None:
    for position, one in enumerate(participants):
        rows.add(table, **of, position=position, actor=actors[one.actor], person=person[one.actor], **_span("words", one))


def _event(rows: Rows, event: Event, base: Row, position: int, standing: str) -> int:
    facts = {name: getattr(event, name) for name in ("id", "key", "type", "mode", "status", "confidence")}
    harmed = {"killed": as_number(event.killed), "injured": as_number(event.injured)}
    spans = {**_span("trigger", event.trigger), **_span("evidence", event.evidence), **_span("date_words", event.date)}
    date = {"date": event.date.value if event.date else None, "until": event.date.until if event.date else None}
    return rows.numbered(t.EVENTS, position=position, standing=standing, **base, **facts, **harmed, **spans, **date, **_place(event.place))


def _place(place: Place | None) -> Row:
    known = ("latitude", "longitude", "precision", "uncertainty_km")
    named = {"place_name": place.name if place else None, "place_country": place.country if place else None}
    return {**_span("place", place), **named, **{name: getattr(place, name) if place else None for name in known}}


def _details(rows: Rows, event: Event, number: int, actors: Mapping[str, int], statements: Mapping[str, int]) -> None:
    """Casualties and topics of an event, and on whose word all of it stands."""
    grounds = [("event", 0, event.attributed_to), ("denial", 0, event.denied_by)]
    for position, casualty in enumerate(event.casualties):
        rows.add(t.CASUALTIES, event=number, position=position, **_casualty(casualty, actors))
        grounds.append(("casualty", position, casualty.attributed_to))
    for position, topic in enumerate(event.topics):
        rows.add(t.TOPICS, event=number, position=position, discussed=topic.discussed, **_span("words", topic))
        grounds.append(("topic", position, topic.attributed_to))
    for what, position, ids in grounds:
        for id in dict.fromkeys(ids):
            rows.add(t.GROUNDS, event=number, statement=statements[id], what=what, position=position)


def _casualty(casualty: Casualty, actors: Mapping[str, int]) -> Row:
    facts = {"kind": casualty.kind, "value": as_number(casualty.value), "bound": casualty.bound, "actor": actors.get(casualty.actor or "")}
    return {**facts, **_span("words", casualty), **_span("who", casualty.who)}
