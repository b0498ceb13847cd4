"""Things of several articles that are judged the same: candidates by what they share, groups by links and by people's judgements, keys that stay."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from onrecord.records import Actor, Event, Record, Statement
from onrecord.times import moment_of

T = TypeVar("T", bound=Hashable)
# 80 bits, as for the keys of a record.
KEY_LETTERS = 20


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Ref:
    """An actor, statement or event of an article: the article's id and the key within its record (the label, where a record has no keys)."""

    article: str
    key: str

    @staticmethod
    def of(record: Record, found: Actor | Statement | Event) -> Ref:
        """The reference to something in a record."""
        return Ref(article=record.article.id, key=found.key or found.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Generic[T]):
    """A person's word that two things are the same, or not; it goes before any link."""

    one: T
    other: T
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Generic[T]):
    """Two things that are likely the same; the higher the likeness (0 to 1), the sooner they are joined."""

    one: T
    other: T
    likeness: float


class Blocks(Generic[T]):
    """Candidates by shared keys: each new thing is compared with those before it that share some, so that nobody compares all with all.

    Of the things that share a key, the latest ``most`` are kept: what all share tells nothing, and cost grows with the number of things alone.
    """

    __slots__ = ("_most", "_sharing")

    def __init__(self, most: int) -> None:
        self._most = most
        self._sharing: dict[Hashable, deque[T]] = {}

    def add(self, thing: T, keys: Iterable[Hashable], *, least: int = 1) -> list[T]:
        """Take a thing in; the earlier ones that share ``least`` keys with it, those that share most first."""
        shared: Counter[T] = Counter()
        for key in dict.fromkeys(keys):
            block = self._sharing.setdefault(key, deque(maxlen=self._most))
            shared.update(block)
            block.append(thing)
        return [other for other, count in shared.most_common() if count >= least and other != thing]


class Dated(Protocol):
    """A thing of an article that may have a date."""

    @property
    def ref(self) -> Ref:
        """Which it is, and of which article."""

    @property
    def published(self) -> str | None:
        """When its article was published, as ISO date or time."""


def age(thing: Dated) -> tuple[bool, str, Ref]:
    """What puts things in the order of their dates: the earliest first, undated ones last, those of a date by article."""
    return thing.published is None, moment_of(thing.published), thing.ref


def told_most(values: Iterable[str | None]) -> str | None:
    """What most of a group tell, of those that tell anything; the first of several told as often."""
    counts = Counter(value for value in values if value is not None)
    return counts.most_common(1)[0][0] if counts else None


def grouped(
    things: Sequence[T],
    links: Iterable[Link[T]],
    judgements: Iterable[Judgement[T]] = (),
    *,
    may_join: Callable[[Sequence[T], Sequence[T]], bool] = lambda one, other: True,
) -> list[tuple[T, ...]]:
    """The groups of things, each in the order given: first those that people judged the same, then by links, the surest first.

    No link joins what people judged different, or groups that ``may_join`` keeps apart. What is judged of things that are not there is passed over.
    """
    place = {thing: number for number, thing in enumerate(things)}
    member_of: dict[T, list[T]] = {thing: [thing] for thing in things}
    apart: dict[T, set[T]] = defaultdict(set)
    known = [one for one in judgements if one.one in place and one.other in place]
    for judged in known:
        if not judged.same:
            apart[judged.one].add(judged.other)
            apart[judged.other].add(judged.one)
    for judged in known:
        if judged.same:
            _join(member_of, judged.one, judged.other)
    for link in sorted(links, key=lambda link: (-link.likeness, place[link.one], place[link.other])):
        one, other = member_of[link.one], member_of[link.other]
        if one is not other and not _judged_apart(one, other, apart) and may_join(one, other):
            _join(member_of, link.one, link.other)
    groups = {id(group): group for group in member_of.values()}
    ordered = (sorted(group, key=place.__getitem__) for group in groups.values())
    return sorted((tuple(group) for group in ordered), key=lambda group: place[group[0]])


def keyed(groups: Iterable[Sequence[T]], key_of: Callable[[Sequence[T]], str], known: Mapping[T, str]) -> list[str]:
    """A key for each group, no two the same: the one that most of its members had before, else a new one.

    Where a group has come apart, the part with most of the old members keeps the key.
    """
    groups = list(groups)
    keys: list[str | None] = [None] * len(groups)
    votes = [Counter(known[member] for member in group if member in known) for group in groups]
    wanted = sorted(((-count, number, key) for number, vote in enumerate(votes) for key, count in vote.items()))
    taken: set[str] = set()
    for _, number, key in wanted:
        if keys[number] is None and key not in taken:
            keys[number] = key
            taken.add(key)
    for number, group in enumerate(groups):
        if keys[number] is None:
            keys[number] = _unused(key_of(group), taken)
            taken.add(keys[number] or "")
    return [key for key in keys if key is not None]


def hashed(*parts: str) -> str:
    """A key made of what makes a group itself."""
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()[:KEY_LETTERS]


def _unused(key: str, taken: set[str]) -> str:
    number = 1
    while key in taken:
        number += 1
        key = hashed(key, str(number))
    return key


def _join(member_of: dict[T, list[T]], one: T, other: T) -> None:
    into, gone = member_of[one], member_of[other]
    if into is gone:
        return
    if len(into) < len(gone):
        into, gone = gone, into
    into.extend(gone)
    for member in gone:
        member_of[member] = into


def _judged_apart(one: Sequence[T], other: Sequence[T], apart: Mapping[T, set[T]]) -> bool:
    if not apart:
        return False
    members = set(other)
    return any(not members.isdisjoint(apart[member]) for member in one if member in apart)
