"""Events over all articles in short, for lists: a big one has hundreds of reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from onrecord.storage import across
from onrecord.storage import tables as t
from onrecord.storage.asking import events_numbered, who_are
from onrecord.storage.asking_across import reports_of, voice_of, voices_where
from onrecord.storage.rows import StoredEvent
from onrecord.storage.told import Voice

C, R, E, V = across.EVENT_CLUSTERS.c, across.REPORTS.c, t.EVENTS.c, across.VOICES.c
# So many are named who say or deny it.
NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An event over all articles in short: the report that stands for it, the words of a report that tell it, how many there are, some of those who say or deny it.

    ``is_asserted``: some article says so on its own word.
    """

    key: str
    report: StoredEvent
    words: str
    reports: int
    origins: int
    denying_origins: int
    is_asserted: bool
    attributed_to: tuple[Voice, ...]
    denied_by: tuple[Voice, ...]


def stories(connection: Connection, latest: Mapping[int, int]) -> list[Story]:
    """Events in short, by their numbers across articles, in this order, each with the report that stands for it."""
    clusters = list(latest)
    reports = dict(zip(latest.values(), events_numbered(connection, list(latest.values())), strict=True))
    counted = select(R.cluster, func.count()).where(R.cluster.in_(clusters)).group_by(R.cluster)
    counts: dict[int, int] = dict(connection.execute(counted).all())
    words = _words(connection, clusters)
    voices = _voices(connection, clusters)
    rows = {row.cluster: row for row in connection.execute(select(across.EVENT_CLUSTERS).where(C.cluster.in_(clusters)))}
    return [
        Story(
            key=rows[cluster].key,
            report=reports[event],
            words=telling_words([reports[event].evidence.text, *words[cluster]]),
            reports=counts[cluster],
            origins=rows[cluster].origins,
            denying_origins=rows[cluster].denying_origins,
            is_asserted=bool(voices[cluster, "asserted"]),
            attributed_to=tuple(voices[cluster, "attributed"]),
            denied_by=tuple(voices[cluster, "denied"]),
        )
        for cluster, event in latest.items()
    ]


def telling_words(words: Sequence[str]) -> str:
    """Of words that tell an event, those that begin a sentence, or else the first; on one line."""
    lines = [" ".join(one.split()) for one in words]
    return next((line for line in lines if line[:1].isupper()), lines[0])


def _words(connection: Connection, clusters: Sequence[int]) -> dict[int, list[str]]:
    """The words of the first reports of events."""
    first = {event: cluster for cluster, events in reports_of(connection, clusters).items() for event in events[:NAMED]}
    evidence = dict(connection.execute(select(E.event, E.evidence).where(E.event.in_(first))).all())
    found: dict[int, list[str]] = defaultdict(list)
    for event, cluster in first.items():
        found[cluster].append(evidence[event])
    return found


def _voices(connection: Connection, clusters: Sequence[int]) -> dict[tuple[int, str], list[Voice]]:
    """Some of those who say what of events."""
    place = func.row_number().over(partition_by=(V.event, V.what), order_by=V.voice).label("place")
    numbered = select(V.voice, place).where(V.event.in_(clusters), V.what.in_(("asserted", "attributed", "denied"))).subquery()
    rows = voices_where(connection, V.voice.in_(select(numbered.c.voice).where(numbered.c.place <= NAMED)))
    who = who_are(connection, {row.speaker for row in rows} - {None})
    found: dict[tuple[int, str], list[Voice]] = defaultdict(list)
    for row in rows:
        found[row.of_event, row.what].append(voice_of(row, who))
    return found
