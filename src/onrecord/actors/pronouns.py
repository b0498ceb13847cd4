"""Whom pronouns mean: the most prominent actor nearby that agrees with them."""

from __future__ import annotations

import bisect
from collections.abc import Iterator

from spacy.tokens import Doc

from onrecord.actors.chains import Chain
from onrecord.actors.mentions import FIRST_PERSON, PLURAL_PRONOUNS, THING_PRONOUNS, FoundMention
from onrecord.grammar import SUBJECTS, likely_subject_of

# A pronoun further away from its noun than this is read as open.
SENTENCES_BACK = 5
# Prominence of a candidate, against one sentence of distance: chosen by hand on raw news, to be learned later.
SUBJECT_WEIGHT = 1.2
NAME_WEIGHT = 0.4
SAME_SENTENCE_WEIGHT = 0.3

Candidate = tuple[FoundMention, Chain]


def resolve_pronouns(doc: Doc, mentions: list[FoundMention], chains: list[Chain]) -> None:
    """Add each pronoun to the chain that it takes up; one that stays open, or means whoever speaks, is added to none."""
    known = sorted(((mention, chain) for chain in chains for mention in chain.mentions), key=lambda pair: pair[0].start)
    starts = [mention.start for mention, _ in known]
    of_head = {head: chain for mention, chain in known for head in mention.heads}
    for pronoun in mentions:
        if pronoun.form != "pronoun" or doc[pronoun.head].lower_ in FIRST_PERSON:
            continue
        ahead = of_head.get(_subject_ahead(doc, pronoun))
        place = bisect.bisect_left(starts, pronoun.start)
        chain = ahead if ahead is not None and _agrees(doc, ahead, pronoun) else _most_prominent(doc, pronoun, known, place)
        if chain is not None:
            chain.add(pronoun)
            starts.insert(place, pronoun.start)
            known.insert(place, (pronoun, chain))


def _most_prominent(doc: Doc, pronoun: FoundMention, known: list[Candidate], place: int) -> Chain | None:
    best, best_score = None, float("-inf")
    for candidate, chain in _nearby(pronoun, known, place):
        if _agrees(doc, chain, pronoun) and not (candidate.quoted and not pronoun.quoted) and not _bound(doc, candidate, pronoun):
            score = _prominence(candidate, pronoun)
            if score > best_score:
                best, best_score = chain, score
    return best


def _nearby(pronoun: FoundMention, known: list[Candidate], place: int) -> Iterator[Candidate]:
    """The first ``place`` mentions, nearest first, within a few sentences; a phrase that the pronoun stands in is none."""
    for i in range(place - 1, -1, -1):
        candidate, chain = known[i]
        if pronoun.sentence - candidate.sentence > SENTENCES_BACK:
            return
        if pronoun.head >= candidate.end:
            yield candidate, chain


def _agrees(doc: Doc, chain: Chain, pronoun: FoundMention) -> bool:
    word = doc[pronoun.head].lower_
    if word in PLURAL_PRONOUNS:
        return chain.type == "group"
    if word in THING_PRONOUNS:
        return chain.type in ("organization", "country")
    return chain.type == "person" and chain.gender in (None, pronoun.gender)


def _bound(doc: Doc, candidate: FoundMention, mention: FoundMention) -> bool:
    """Whether "Putin met him" rules a candidate out: an object is not its own verb's subject."""
    pronoun = doc[mention.head]
    if pronoun.tag_ != "PRP" or pronoun.dep_ in SUBJECTS or pronoun.lower_.endswith("self"):
        return False
    return any(doc[head].head.i == pronoun.head.i for head in candidate.heads)


def _prominence(candidate: FoundMention, pronoun: FoundMention) -> float:
    distance = pronoun.sentence - candidate.sentence
    return (
        -float(distance)
        + SUBJECT_WEIGHT * candidate.subject
        + NAME_WEIGHT * (candidate.form != "description")
        + SAME_SENTENCE_WEIGHT * (distance == 0)
        + candidate.start / 1e6
    )


def _subject_ahead(doc: Doc, mention: FoundMention) -> int:
    """The main subject after a fronted phrase: Le Pen, for "her" in "Before her meeting with Putin, Le Pen spoke"; -1 for none."""
    pronoun = doc[mention.head]
    sentence = pronoun.sent
    subject = likely_subject_of(sentence.root)
    if subject is None or subject.i < pronoun.i or mention.quoted or sentence[0].pos_ not in ("ADP", "SCONJ"):
        return -1
    fronted = pronoun
    while fronted.head.i != fronted.i and fronted.head.i != sentence.root.i:
        fronted = fronted.head
    is_fronted = fronted.dep_.split(":")[0] in ("obl", "advcl", "prep") and fronted.i < subject.i
    return subject.i if is_fronted and fronted.left_edge.i == sentence.start else -1
