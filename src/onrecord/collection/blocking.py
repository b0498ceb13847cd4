"""What things of articles are looked up by in a collection, so that new ones are compared with few others: their block keys as hashes."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from onrecord.merging import (
    LIKELY,
    Fingerprint,
    Judgement,
    Ref,
    Report,
    Sighting,
    Telling,
    copy_link,
    find_actors,
    find_events,
    find_origins,
    find_statements,
    is_disowned,
    may_be_called,
    probability,
    same_link,
    telling_link,
)
from onrecord.merging.days import day_of
from onrecord.merging.tellings import DAYS_APART
from onrecord.merging.words import is_plain, shingles
from onrecord.storage import Compared, Kind

Pair = tuple[str, str]
# Hashes are numbers of six bytes: of a hundred million things, few share one by chance, and then are compared in vain.
HASH_BYTES = 6
# Of runs of three words next to each other, the one with the lowest hash is kept: a new telling, all of whose runs are looked up, finds every one that shares five words in a row with it, and
# most that share fewer.
NEXT_TO_EACH_OTHER = 3
RUN = 3
# What different speakers say is one statement only within DAYS_APART: it is looked for among what was told in the same period of so many days, and the next.
PERIOD = 28
# What one speaker says in fewer words that say something is looked up by its runs of words, however long ago.
FEW_STEMS = 2
# Of what a speaker says, so many words are kept.
MOST_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Hashes of one sort: those that a thing is kept under, those by which it looks for others, and how many it must share with another."""

    kept: frozenset[int]
    looked_up: frozenset[int]
    least: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How things of a kind are compared. ``most``: of those that share a key, so many of the latest are looked at; ``whole``: of clusters of up to so many members all are compared again.

    ``is_near``: whether a new thing is compared with the cluster of another.
    """

    kind: Kind
    most: int
    whole: int
    json: TypeAdapter[Any]
    keys: Callable[[Any], Iterable[Keys]]
    is_near: Callable[[Any, Any], bool]
    find: Callable[..., Sequence[Any]]
    members: Callable[[Any], Sequence[Pair]]

    def pair(self, thing: Any) -> Pair:
        """The article's key and that of the thing in it."""
        return (thing.article, "") if isinstance(thing, Fingerprint) else pair_of(thing.ref)

    def found(self, things: Collection[Any], judgements: Iterable[tuple[Pair, Pair, bool]], known: Mapping[Pair, str]) -> Sequence[Any]:
        """The clusters of things."""
        judged = [Judgement(one=self._named(one), other=self._named(other), same=same) for one, other, same in judgements]
        return self.find(things, judgements=judged, known={self._named(pair): key for pair, key in known.items()})

    def _named(self, pair: Pair) -> str | Ref:
        return pair[0] if self.kind == "origin" else Ref(article=pair[0], key=pair[1])


def pair_of(ref: Ref) -> Pair:
    """A reference as storage has it."""
    return ref.article, ref.key


def _hashes(sort: str, keys: Iterable[Hashable]) -> Iterator[int]:
    for key in keys:
        digest = hashlib.blake2b(f"{sort} {key!r}".encode(), digest_size=HASH_BYTES).digest()
        yield int.from_bytes(digest, "big")


def _keys(sort: str, keys: Iterable[Hashable], least: int = 1) -> Keys:
    hashes = frozenset(_hashes(sort, keys))
    return Keys(kept=hashes, looked_up=hashes, least=least)


def _keys_of_article(one: Fingerprint) -> Iterator[Keys]:
    yield _keys("copy", one.looked_up_by, least=2)
    yield _keys("text", [one.sha256])


def _keys_of_actor(one: Sighting) -> Iterator[Keys]:
    yield _keys("actor", one.keys)
    if one.type == "person" and (one.role or not one.is_full):
        yield _keys("last name", [one.last_name])


def _keys_of_statement(one: Telling) -> Iterator[Keys]:
    runs = [run for run in shingles(one.words, RUN) if not all(map(is_plain, run))]
    kept = {run for place in range(max(1, len(runs) - NEXT_TO_EACH_OTHER + 1)) for run in _lowest(runs[place : place + NEXT_TO_EACH_OTHER])}
    yield _keys_of_a_time("run", kept, runs, one.published)
    said = sorted(one.speaker_keys, key=repr)
    if one.speaker is None:
        yield _keys_of_a_time("said", said[:MOST_WORDS], said, one.published, least=2)
        return
    hashes = sorted(_hashes("said", said))
    yield Keys(kept=frozenset(hashes[:MOST_WORDS]), looked_up=frozenset(hashes), least=2)
    if len(one.stems) < FEW_STEMS:
        yield _keys("run of", [(one.speaker, run) for run in runs])
    yield Keys(kept=frozenset([disowned_by(one.speaker)] if one.disowned else []), looked_up=frozenset())


def _keys_of_a_time(sort: str, kept: Iterable[Hashable], looked_up: Iterable[Hashable], published: str | None, least: int = 1) -> Keys:
    """Keys that only things of about the same days share; those without a day share them with each other, and are found by those that have one."""
    day = day_of(published)
    at = day.toordinal() if day is not None else None
    around = {(at + days) // PERIOD for days in (-DAYS_APART, DAYS_APART)} if at is not None else set()
    return Keys(
        kept=frozenset(_hashes(sort, ((at // PERIOD if at is not None else None, key) for key in kept))),
        looked_up=frozenset(_hashes(sort, ((time, key) for key in looked_up for time in (None, *around)))),
        least=least,
    )


def _lowest(runs: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
    """Of runs the one whose letters have the lowest checksum, the same wherever they stand."""
    return [min(runs, key=lambda run: zlib.crc32(" ".join(run).encode()))] if runs else []


def disowned_by(speaker: str) -> int:
    """The hash under which what a speaker says was never said is kept."""
    return next(_hashes("disowned", [speaker]))


def _keys_of_event(one: Report) -> Iterator[Keys]:
    yield _keys("event", one.keys)
    yield _keys("event in words", one.word_keys, least=3)


def _is_near_actor(one: Sighting, other: Sighting) -> bool:
    return same_link(one, other) is not None or may_be_called(one, other)


def _is_near_statement(one: Telling, other: Telling) -> bool:
    is_denied = bool(one.disowned) and one.speaker is not None and one.speaker == other.speaker and is_disowned(other, one)
    return is_denied or telling_link(one, other) is not None


def _is_near_event(one: Report, other: Report) -> bool:
    return one.ref.article != other.ref.article and probability(one, other) >= LIKELY


ORIGIN = Step(
    kind="origin",
    most=25,
    whole=16,
    json=TypeAdapter(tuple[Fingerprint, ...]),
    keys=_keys_of_article,
    is_near=lambda one, other: copy_link(one, other) is not None,
    find=find_origins,
    members=lambda one: [(article, "") for article in one.articles],
)
ACTOR = Step(
    kind="actor",
    most=15,
    whole=12,
    json=TypeAdapter(tuple[Sighting, ...]),
    keys=_keys_of_actor,
    is_near=_is_near_actor,
    find=find_actors,
    members=lambda one: [pair_of(ref) for ref in one.members],
)
STATEMENT = Step(
    kind="statement",
    most=20,
    whole=16,
    json=TypeAdapter(tuple[Telling, ...]),
    keys=_keys_of_statement,
    is_near=_is_near_statement,
    find=find_statements,
    members=lambda one: [pair_of(told.telling.ref) for told in one.told_by],
)
EVENT = Step(
    kind="event",
    most=25,
    whole=16,
    json=TypeAdapter(tuple[Report, ...]),
    keys=_keys_of_event,
    is_near=_is_near_event,
    find=find_events,
    members=lambda one: [pair_of(report.ref) for report in one.reports],
)
STEPS = (ORIGIN, ACTOR, STATEMENT, EVENT)


def compared_by(things: Mapping[Kind, Sequence[tuple[Any, Iterable[Keys]]]]) -> Compared:
    """What an article is compared by: its things of each kind, with their keys."""
    return Compared(
        things={step.kind: step.json.dump_json(tuple(thing for thing, _ in things[step.kind])) for step in STEPS},
        hashes=[
            (kept, place) for step in STEPS for place, (_, keys) in enumerate(things[step.kind]) for each in keys for kept in each.kept
        ],
    )
