"""The same statement told by several outlets: exact, shortened, altered or in other words; and whether a speaker has said something before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from onrecord.merging.alignment import Alignment, Change, Touched, Variant
from onrecord.merging.groups import Blocks, Judgement, Link, Ref, age, grouped, hashed, keyed
from onrecord.merging.rarity import COMMON, Rarity
from onrecord.merging.tellings import Telling, telling_link
from onrecord.merging.words import forms

# Of the statements that share a run of words, or a speaker and a word, so many are compared with a new one.
MOST_SHARING = 20
# A speaker's statements are compared where they share so many words that say something.
LEAST_STEMS_SHARED = 2
# How much of a telling that is not all quoted must stand in the original for its words to be held against it.
LEAST_COVERED_IN_PART = 0.9
# Two quotations tell the same part of what was said where so much of the shorter one is the same.
LEAST_OF_A_PART = 0.5
# What stands in quotation marks within reported speech, and of how many words one of them must be to be a quotation.
QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")
LEAST_QUOTED = 2
# Fewer words may be a speaker's in several statements ("responsibility"), whose keys would depend on which came first.
LEAST_WORDS_OF_A_KEY = 4
# Of two groups, so many tellings each are held against each other.
MOST_HELD_AGAINST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One telling of a statement: how it differs from the one that it is held ``against``, what an alteration touches, and the difference word by word.

    It is held against the original, or where it tells another part of what was said, against the earliest that tells that part.
    """

    telling: Telling
    against: Ref
    variant: Variant
    touches: Touched | None
    diff: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementCluster:
    """A statement across articles. ``original``: the telling that others are held against; ``told_by``: all tellings, the earliest first."""

    key: str
    speaker: str | None
    name: str | None
    original: Telling
    told_by: tuple[Told, ...]

    @property
    def earliest(self) -> Telling:
        """The first telling."""
        return self.told_by[0].telling


def find_statements(
    found: Iterable[Telling],
    *,
    judgements: Iterable[Judgement[Ref]] = (),
    known: Mapping[Ref, str] | None = None,
    rarity: Rarity = COMMON,
) -> tuple[StatementCluster, ...]:
    """The statements across articles, each telling in one of them. ``judgements``: people's, of tellings; ``known``: {telling: key}, from an earlier run; ``rarity``: of words in the collection."""
    by_ref = {one.ref: one for one in sorted(found, key=age)}
    links: dict[tuple[Ref, Ref], Link[Ref] | None] = {}

    def link(one: Ref, other: Ref) -> Link[Ref] | None:
        pair = (one, other) if one < other else (other, one)
        if pair not in links:
            links[pair] = telling_link(by_ref[pair[0]], by_ref[pair[1]], rarity)
        return links[pair]

    def may_join(group: Sequence[Ref], other: Sequence[Ref]) -> bool:
        """Whether what groups are held against is linked, or most of their tellings: so no chain of likenesses makes one statement of all that somebody says."""
        centers, others = _centers([by_ref[ref] for ref in group]), _centers([by_ref[ref] for ref in other])
        if any(link(a, b) is not None for a in centers for b in others):
            return True
        pairs = [link(a, b) is not None for a in group[-MOST_HELD_AGAINST:] for b in other[-MOST_HELD_AGAINST:]]
        return 2 * sum(pairs) > len(pairs)

    found_links = (made for one, other in _candidates(by_ref) if (made := link(one, other)) is not None)
    groups = grouped(list(by_ref), found_links, judgements, may_join=may_join)
    clusters = [[by_ref[ref] for ref in group] for group in groups]
    originals = dict(zip((group[0] for group in groups), map(original_of, clusters), strict=True))
    keys = keyed(groups, lambda group: _new_key(originals[group[0]]), known or {})
    return tuple(_cluster(key, originals[group[0]], told) for key, group, told in zip(keys, groups, clusters, strict=True))


def like(statement: Telling, others: Iterable[Telling]) -> list[Told]:
    """What others say that is the same, the most alike first: whether a speaker has said this before. Each is held against the statement."""
    links = ((link, other) for other in others if other.ref != statement.ref and (link := telling_link(statement, other)) is not None)
    ranked = sorted(links, key=lambda pair: (-pair[0].likeness, abs(len(pair[1].words) - len(statement.words)), age(pair[1])))
    return [told(statement, other) for _, other in ranked]


def told(original: Telling, telling: Telling) -> Told:
    """How a telling differs from another."""
    if original.text == telling.text:
        diff = (Change(kind="same", original=original.text, told=telling.text),)
        return Told(telling=telling, against=original.ref, variant="exact", touches=None, diff=diff)
    alignment = Alignment.of(original.text, telling.text)
    variant = _variant(original, telling, alignment)
    touches = alignment.touches() if variant == "altered" else None
    return Told(telling=telling, against=original.ref, variant=variant, touches=touches, diff=alignment.changes())


def original_of(cluster: Sequence[Telling]) -> Telling:
    """The earliest telling in the speaker's own words; a later and fuller one where the earlier is but a part of it."""
    quoted = [one for one in cluster if one.is_quoted] or list(cluster)
    original = quoted[0]
    for one in quoted[1:]:
        if len(one.words) > len(original.words) and Alignment.of(one.text, original.text).variant() == "shortened":
            original = one
    return original


def _variant(original: Telling, telling: Telling, alignment: Alignment) -> Variant:
    if original.words == telling.words:
        return "exact"
    if original.is_quoted and not telling.is_quoted and _quotes_only(original, telling):
        return "shortened"
    quoted = original.is_quoted and telling.is_quoted
    if not quoted and ("indirect" in (original.kind, telling.kind) or alignment.covered < LEAST_COVERED_IN_PART):
        return "paraphrased"
    return alignment.variant()


def _quotes_only(original: Telling, telling: Telling) -> bool:
    """Whether reported speech has words in quotation marks, and all of them stand in the original."""
    said = f" {' '.join(original.words)} "
    quoted = [" ".join(words) for part in QUOTED.findall(telling.text) if (words := forms(part))]
    return any(len(words.split()) >= LEAST_QUOTED for words in quoted) and all(f" {words} " in said for words in quoted)


def _held_against(original: Telling, cluster: Sequence[Telling]) -> Iterator[Told]:
    """Each telling held against the original, or the earliest one that tells the same part of what was said."""
    parts = [original]
    for telling in cluster:
        if telling is original or not telling.is_quoted or not original.is_quoted:
            yield told(original, telling)
            continue
        part = next((one for one in parts if _is_part_of_one(one, telling)), None)
        yield told(part or telling, telling)
        if part is None:
            parts.append(telling)


def _is_part_of_one(one: Telling, other: Telling) -> bool:
    least = LEAST_OF_A_PART * min(len(one.words), len(other.words))
    return LCSseq.similarity(one.words, other.words) >= least and Alignment.of(one.text, other.text).covered >= LEAST_OF_A_PART


def _candidates(by_ref: Mapping[Ref, Telling]) -> Iterator[tuple[Ref, Ref]]:
    """Tellings that share a run of words, or a speaker and some words."""
    by_words, by_speaker = Blocks[Ref](MOST_SHARING), Blocks[Ref](MOST_SHARING)
    for ref, one in by_ref.items():
        others = dict.fromkeys(by_words.add(ref, one.word_keys)) | dict.fromkeys(
            by_speaker.add(ref, one.speaker_keys, least=LEAST_STEMS_SHARED)
        )
        yield from ((other, ref) for other in others)


def _centers(group: Sequence[Telling]) -> set[Ref]:
    """What a group is held against: of the tellings in the speaker's own words, if there are any, the earliest and the fullest."""
    quoted = [one for one in group if one.is_quoted] or group
    return {min(quoted, key=age).ref, max(quoted, key=lambda one: (len(one.words), one.ref)).ref}


def _cluster(key: str, original: Telling, cluster: Sequence[Telling]) -> StatementCluster:
    return StatementCluster(
        key=key,
        speaker=next((one.speaker for one in (original, *cluster) if one.speaker is not None), None),
        name=next((one.name for one in (original, *cluster) if one.name is not None), None),
        original=original,
        told_by=tuple(_held_against(original, cluster)),
    )


def _new_key(original: Telling) -> str:
    """A key made of who says it and the words; of few words, which somebody may say of several things, and of where they stand as well."""
    where = (original.ref.article, original.ref.key) if len(original.words) < LEAST_WORDS_OF_A_KEY else ()
    return hashed("statement", original.speaker or "", *original.words, *where)
