"""Words of what has a key: where a statement, an event or an actor stands, in one article or in several."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, case, select

from onrecord.article import Span
from onrecord.storage import across
from onrecord.storage import tables as t
from onrecord.storage.asking import BY_DATE
from onrecord.storage.decisions import What

A, S, E, P = t.ARTICLES.c, t.STATEMENTS.c, t.EVENTS.c, t.PEOPLE.c


def _reported(connection: Connection, key: str) -> Iterator[tuple[What, str | None, str, Span]]:
    """Words of all tellings of a statement, or of all reports of an event, by its key across articles."""
    k, c = across.STATEMENT_CLUSTERS.c, across.TELLINGS.c
    told = select(S.words_start, S.words_end, S.words, S.nature, A.key).join(t.ARTICLES, A.article == S.article)
    told = told.join(across.TELLINGS, c.statement == S.statement).join(across.STATEMENT_CLUSTERS, k.cluster == c.cluster)
    for start, end, words, nature, article in connection.execute(told.where(k.key == key).order_by(*BY_DATE, S.key)):
        yield "statement", nature, article, Span(start=start, end=end, text=words)
    e, r = across.EVENT_CLUSTERS.c, across.REPORTS.c
    done = select(E.trigger_start, E.trigger_end, E.trigger, E.type, A.key).join(t.ARTICLES, A.article == E.article)
    done = done.join(across.REPORTS, r.event == E.event).join(across.EVENT_CLUSTERS, e.cluster == r.cluster)
    for start, end, words, type, article in connection.execute(done.where(e.key == key).order_by(*BY_DATE, E.key)):
        yield "event", type, article, Span(start=start, end=end, text=words)


def places_of(connection: Connection, key: str) -> Iterator[tuple[What, str | None, str, Span]]:
    """Words of what has a key: a statement's, an event's trigger, the first by which each article names somebody, or those of one article's actor."""
    said = select(S.words_start, S.words_end, S.words, S.nature, A.key).join(t.ARTICLES, A.article == S.article).where(S.key == key)
    for start, end, words, nature, article in connection.execute(said):
        yield "statement", nature, article, Span(start=start, end=end, text=words)
    yield from _reported(connection, key)
    done = select(E.trigger_start, E.trigger_end, E.trigger, E.type, A.key).join(t.ARTICLES, A.article == E.article).where(E.key == key)
    for start, end, words, type, article in connection.execute(done):
        yield "event", type, article, Span(start=start, end=end, text=words)
    c, m = t.ACTORS.c, t.MENTIONS.c
    named = select(m.words_start, m.words_end, m.words, c.actor, c.type, A.key).join(t.ACTORS, c.actor == m.actor)
    named = named.join(t.ARTICLES, A.article == c.article)
    # Two questions, each with an index of its own: one for either key goes through all mentions.
    meant = select(c.actor).where(c.key == key).union(select(c.actor).join(t.PEOPLE, P.person == c.person).where(P.key == key))
    named = named.where(c.actor.in_(meant)).order_by(c.actor, case((m.form == "name", 0), (m.form == "description", 1), else_=2), m.mention)
    seen: set[int] = set()
    for start, end, words, actor, type, article in connection.execute(named):
        if actor not in seen:
            seen.add(actor)
            yield "actor", type, article, Span(start=start, end=end, text=words)
