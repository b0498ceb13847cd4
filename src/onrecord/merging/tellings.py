"""A statement as one article tells it, and how alike two tellings are."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import LCSseq

from onrecord.merging.alignment import Alignment
from onrecord.merging.days import days_between
from onrecord.merging.groups import Link, Ref
from onrecord.merging.words import folded, is_disowning, is_negation, is_plain, numbers_of, shingles, stems_of, words_of
from onrecord.records import Act, Actor, Record, StatementKind

# Runs of so many words are what tellings are looked up by.
SHINGLE = 3
# How much of the shorter one's words must be the other's, in their order, by whether the speaker is the same, unknown or another; and how many words, how many of them not plain.
# No figure of benchmark/merging.py changes between 0.5 and 0.8 for the same speaker, or between 0.65 and 0.85 for an unknown one: the measures do not choose among them.
LEAST_COVERED = {True: 0.6, None: 0.75, False: 0.9}
LEAST_SHARED = {True: 3, None: 5, False: 8}
LEAST_CONTENT = {True: 2, None: 3, False: 4}
LEAST_RUN = {True: 2, None: 4, False: 6}
# So many words that are nearly all the same need few that are not plain: "You're not going to get that".
LEAST_LONG = 6
# Told again in other words: the share of the shorter one's stems that both have, and how many. Between 0.4 and 0.8 no figure of benchmark/merging.py changes.
LEAST_STEMS_COVERED = 0.6
LEAST_STEMS = 3
SUREST_IN_OTHER_WORDS = 0.9
# "I never said that ...", "she had not said ...": the verb stands within so many words of the negation.
WORDS_TO_DISOWNED = 3
DENYING: frozenset[Act] = frozenset({"deny", "reject"})
# What speakers who are not known to be one say in the same words counts as one statement within so many days.
DAYS_APART = 7
THAT = re.compile(r"^that\s+", re.I)


@dataclass(frozen=True, kw_only=True)
class Telling:
    """A statement of one article as it is compared with those of others.

    ``speaker``: key of the speaker across articles, where that is known; ``name``: how the article calls the speaker; ``text``: the content, parts joined by an ellipsis.
    """

    ref: Ref
    speaker: str | None
    name: str | None
    kind: StatementKind
    act: Act
    published: str | None
    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, as they are compared."""
        return tuple(word.form for word in words_of(self.text))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the words that say something."""
        return stems_of(self.words)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers told."""
        return numbers_of(self.words)

    @cached_property
    def disowned(self) -> tuple[str, ...]:
        """What a speaker says was never said ("I never said that we will pay": we will pay); empty where nothing is."""
        if self.act == "deny" and self.words and any(is_disowning(word) for word in self.words[: WORDS_TO_DISOWNED + 1]):
            place = next(i for i, word in enumerate(self.words) if is_disowning(word))
            return _behind(self.words, place)
        for i, word in enumerate(self.words):
            if is_negation(word):
                for place in range(i + 1, min(i + 1 + WORDS_TO_DISOWNED, len(self.words))):
                    if is_disowning(self.words[place]):
                        return _behind(self.words, place)
        return ()

    @property
    def is_quoted(self) -> bool:
        """Whether the words are the speaker's own."""
        return self.kind == "direct"

    @property
    def word_keys(self) -> frozenset[Hashable]:
        """Runs of words by which the same words are looked up, whoever said them."""
        return frozenset(shingle for shingle in shingles(self.words, SHINGLE) if not all(map(is_plain, shingle)))

    @property
    def speaker_keys(self) -> frozenset[Hashable]:
        """What the same speaker's like statements are looked up by."""
        who = self.speaker or (folded(self.name) if self.name else None)
        return frozenset((who, stem) for stem in self.stems) if who is not None else frozenset()


def tellings(record: Record, actor_keys: Mapping[Ref, str] | None = None) -> Iterator[Telling]:
    """The statements of a record as tellings. ``actor_keys``: {actor: key across articles}."""
    keys = actor_keys or {}
    for statement in record.statements:
        speaker = record.actor(statement.speaker)
        yield Telling(
            ref=Ref.of(record, statement),
            speaker=keys.get(Ref.of(record, speaker)) if speaker is not None else None,
            name=_called(speaker),
            kind=statement.kind,
            act=statement.act,
            published=record.article.published,
            text=THAT.sub("", " … ".join(span.text for span in statement.content)),
        )


def telling_link(one: Telling, other: Telling) -> Link[Ref] | None:
    """The link of two tellings of what may be one statement; a statement and the word that it was never made are two."""
    if not one.words or not other.words or _is_other_side(one, other):
        return None
    same = same_speaker(one, other)
    if same is not True and (days_between(one.published, other.published) or 0) > DAYS_APART:
        return None
    likeness = _in_the_same_words(one, other, same=same)
    if likeness is None and same and not (one.is_quoted and other.is_quoted):
        likeness = _in_other_words(one, other)
    return Link(one=one.ref, other=other.ref, likeness=likeness) if likeness is not None else None


def same_speaker(one: Telling, other: Telling) -> bool | None:
    """Whether two tellings have one speaker: the same actor, or the same name or the last one of it; ``None`` where one is not named."""
    if one.speaker is not None and one.speaker == other.speaker:
        return True
    if one.name is None or other.name is None or one.speaker is None or other.speaker is None:
        return None
    names, others = folded(one.name).split(), folded(other.name).split()
    return names[-1] == others[-1] and (min(len(names), len(others)) == 1 or names == others)


def _is_other_side(one: Telling, other: Telling) -> bool:
    """Whether one says what the other denies, or that the other was never said; or the numbers that they are reported with are others."""
    if bool(one.disowned) != bool(other.disowned):
        return True
    if one.is_quoted and other.is_quoted:
        return False
    other_numbers = bool(one.numbers) and bool(other.numbers) and one.numbers.isdisjoint(other.numbers)
    return other_numbers or (one.act in DENYING) != (other.act in DENYING)


def _in_the_same_words(one: Telling, other: Telling, *, same: bool | None) -> float | None:
    shorter = min(len(one.words), len(other.words))
    if (
        one.words == other.words
        and (same is not False or shorter >= LEAST_SHARED[False])
        and (shorter >= LEAST_SHARED[same] or len(one.stems) > 1)
    ):
        return 1.0
    least = max(LEAST_SHARED[same], LEAST_COVERED[same] * shorter)
    if LCSseq.similarity(one.words, other.words, score_cutoff=int(least)) < least:
        return None
    alignment = Alignment.of(one.text, other.text)
    is_alike = (
        alignment.covered >= LEAST_COVERED[same]
        and alignment.shared >= LEAST_SHARED[same]
        and alignment.shared_content >= LEAST_CONTENT[same]
        and alignment.longest >= LEAST_RUN[same]
    )
    is_long = alignment.covered >= LEAST_COVERED[False] and alignment.shared >= LEAST_LONG and alignment.shared_content > 1
    return alignment.covered if is_alike or is_long else None


def _in_other_words(one: Telling, other: Telling) -> float | None:
    shared, shorter = len(one.stems & other.stems), min(len(one.stems), len(other.stems))
    if shared < LEAST_STEMS or shared < LEAST_STEMS_COVERED * shorter:
        return None
    return min(shared / shorter, SUREST_IN_OTHER_WORDS)


def _behind(words: tuple[str, ...], place: int) -> tuple[str, ...]:
    rest = words[place + 1 :]
    return rest[1:] if rest[:1] == ("that",) else rest


def _called(speaker: Actor | None) -> str | None:
    return speaker.name if speaker is not None else None
