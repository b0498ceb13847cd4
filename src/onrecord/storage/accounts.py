"""Who says what of an event across articles, and what is disputed, as it is stored; in how many independent origins it was read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, distinct, func, or_, select, update

from onrecord.article import Span
from onrecord.storage import across
from onrecord.storage import tables as t
from onrecord.storage.asking import BY_DATE
from onrecord.storage.blocks import Kind
from onrecord.storage.deriving import Rows
from onrecord.storage.members import Ref

A, E, S, P = t.ARTICLES.c, t.EVENTS.c, t.STATEMENTS.c, t.PEOPLE.c
C, R, D, V = across.EVENT_CLUSTERS.c, across.REPORTS.c, across.DISPUTES.c, across.VOICES.c
FROM, X = across.ORIGINS.c, across.COPIES.c


@dataclass(frozen=True, slots=True, kw_only=True)
class OneVoice:
    """The word of a statement's speaker or of an article itself; ``figure``: kind, value and bound."""

    what: str
    article: str
    statement: Ref | None
    words: Span
    figure: tuple[str, int, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSide:
    """A side of a dispute."""

    says: str
    origins: int
    voices: tuple[OneVoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneDispute:
    """What is told in two ways of an event or a statement."""

    kind: str
    of: str | None
    sides: tuple[OneSide, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneAccount:
    """What reports of an event say of it, and what of it is disputed."""

    voices: tuple[OneVoice, ...]
    disputes: tuple[OneDispute, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptVoice:
    """A voice that was put in before; ``who``: key of the speaker across articles, ``number`` and ``told``: the numbers of its article and statement."""

    voice: OneVoice
    number: int
    told: int | None
    published: str | None
    who: str | None


def kept_voices(connection: Connection, looked_at: Mapping[int, Collection[int]]) -> dict[int, list[KeptVoice]]:
    """What articles that are not among those looked at say of events, by the numbers of these; what they say as those who take part aside."""
    found: dict[int, list[KeptVoice]] = {event: [] for event in looked_at}
    if not found:
        return found
    asked = select(
        V.event, V.article, V.statement, V.what, V.words_start, V.words_end, V.words, V.kind, V.value, V.bound, A.key.label("article_key"), A.published,
        func.coalesce(func.nullif(S.key, ""), S.id).label("statement_key"), P.key.label("who"),
    )  # fmt: skip
    asked = asked.join(t.ARTICLES, A.article == V.article).outerjoin(t.STATEMENTS, S.statement == V.statement)
    asked = asked.outerjoin(t.PEOPLE, P.person == S.person).order_by(*BY_DATE, V.voice)
    for row in connection.execute(asked.where(V.event.in_(looked_at), V.what != "account", V.article.in_(_reporting()))):
        if row.article not in looked_at[row.event]:
            found[row.event].append(_kept(row))
    return found


def _kept(row: Any) -> KeptVoice:
    voice = OneVoice(
        what=row.what,
        article=row.article_key,
        statement=(row.article_key, row.statement_key) if row.statement is not None else None,
        words=Span(start=row.words_start, end=row.words_end, text=row.words),
        figure=(row.kind, row.value, row.bound) if row.what == "figure" else None,
    )
    return KeptVoice(voice=voice, number=row.article, told=row.statement, published=row.published, who=row.who)


def _reporting() -> Select[Any]:
    """The articles that report the event of a voice."""
    return select(E.article).join(across.REPORTS, R.event == E.event).where(R.cluster == V.event).correlate(across.VOICES)


def put_accounts(
    connection: Connection,
    accounts: Mapping[int, OneAccount],
    large: Mapping[int, Collection[int]],
    articles: Mapping[str, int],
    numbers: Mapping[Kind, Mapping[Ref, int]],
) -> None:
    """Put in who says what of events across articles, and what is disputed, in the place of what was said before.

    ``large``: events of which only some articles were looked at, with these; what others say stays as long as they report the event.
    """
    if not accounts:
        return
    connection.execute(delete(across.VOICES).where(V.event.in_(accounts.keys() - large.keys())))
    for event, looked_at in large.items():
        is_past = or_(V.article.in_(looked_at), V.article.not_in(_reporting()))
        connection.execute(delete(across.VOICES).where(V.event == event, is_past))
    rows = Rows(connection)
    for event, one in accounts.items():
        _add_voices(rows, one.voices, {"event": event, "dispute": None, "side": None}, articles, numbers["statement"])
    rows.put(across.ACROSS)
    put_disputes(connection, "event", {event: one.disputes for event, one in accounts.items()}, articles, numbers["statement"])
    _count(connection, accounts)


def _count(connection: Connection, events: Collection[int]) -> None:
    """Note of events the earliest report, and in how many independent origins they are reported and denied."""
    place = func.row_number().over(partition_by=R.cluster, order_by=(*BY_DATE, E.key)).label("place")
    reported = select(R.cluster, R.event, place).join(t.EVENTS, E.event == R.event).join(t.ARTICLES, A.article == E.article)
    dated = reported.where(R.cluster.in_(events)).subquery()
    first = _by_event(connection, select(dated.c.cluster, dated.c.event).where(dated.c.place == 1))
    told = select(R.cluster, _independent()).join(t.EVENTS, E.event == R.event).join(across.COPIES, X.article == E.article)
    told = told.join(across.ORIGINS, FROM.origin == X.origin).where(R.cluster.in_(events)).group_by(R.cluster)
    denied = select(V.event, _independent()).join(across.COPIES, X.article == V.article).join(across.ORIGINS, FROM.origin == X.origin)
    denied = denied.where(V.event.in_(events), V.what == "denied").group_by(V.event)
    origins, denying = _by_event(connection, told), _by_event(connection, denied)
    facts = [{"of": one, "first": first[one], "in_origins": origins.get(one, 0), "denied_in": denying.get(one, 0)} for one in events]
    values: dict[str, Any] = {"origins": bindparam("in_origins"), "denying_origins": bindparam("denied_in"), "original": bindparam("first")}
    connection.execute(update(across.EVENT_CLUSTERS).where(C.cluster == bindparam("of")).values(values), facts)


def _independent() -> ColumnElement[int]:
    """How many reported for themselves: articles of one agency, or of one publisher, count once."""
    return func.count(distinct(func.coalesce(func.nullif(FROM.agency, ""), func.nullif(FROM.publisher, ""), FROM.key)))


def _by_event(connection: Connection, asked: Select[Any]) -> dict[int, int]:
    return dict(connection.execute(asked).all())


def put_disputes(
    connection: Connection,
    about: Literal["event", "statement"],
    found: Mapping[int, Sequence[OneDispute]],
    articles: Mapping[str, int],
    statements: Mapping[Ref, int],
) -> None:
    """Put in what is disputed of events or of statements across articles, in the place of what was before."""
    connection.execute(delete(across.DISPUTES).where(D[about].in_(found)))
    rows = Rows(connection)
    for cluster, disputes in found.items():
        for one in disputes:
            facts = {"kind": one.kind, "of": one.of, "day": None, "event": None, "statement": None}
            number = rows.numbered(across.DISPUTES, **facts | {about: cluster})
            for side, told in enumerate(one.sides):
                rows.add(across.SIDES, dispute=number, side=side, says=told.says, origins=told.origins)
                _add_voices(rows, told.voices, {"event": None, "dispute": number, "side": side}, articles, statements)
    rows.put(across.ACROSS)
    latest = select(func.max(A.day)).join(across.VOICES, V.article == A.article).where(V.dispute == D.dispute)
    put = update(across.DISPUTES).where(D[about].in_(found))
    connection.execute(put.values(day=latest.correlate(across.DISPUTES).scalar_subquery()))


def _add_voices(
    rows: Rows, voices: Iterable[OneVoice], of: Mapping[str, Any], articles: Mapping[str, int], statements: Mapping[Ref, int]
) -> None:
    for voice in voices:
        kind, value, bound = voice.figure or (None, None, None)
        rows.numbered(
            across.VOICES,
            **of,
            what=voice.what,
            article=articles[voice.article],
            statement=statements[voice.statement] if voice.statement is not None else None,
            words_start=voice.words.start,
            words_end=voice.words.end,
            words=voice.words.text,
            kind=kind,
            value=value,
            bound=bound,
        )
