"""Whom pronouns mean: the actor nearby that agrees with them and fits best, by the reader (``PairScores``) and by what is known of both (``prominence``)."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Container, Iterator, Sequence

from spacy.tokens import Doc

from onrecord.actors.candidates import fit_of, weights_of
from onrecord.actors.chain import Chain
from onrecord.actors.mention import FoundMention
from onrecord.actors.mentions import FIRST_PERSON, PLURAL_PRONOUNS, THING_PRONOUNS
from onrecord.actors.prominence import evidence
from onrecord.actors.sources import source_heads
from onrecord.columns import columns_of
from onrecord.grammar import SUBJECTS, likely_subject_of, subject_of
from onrecord.marks import Voices

# A pronoun further away from its noun than this is read as open; one for a single person, behind a long quotation, may be further away if nobody is nearer.
SENTENCES_BACK, SENTENCES_BACK_TO_A_PERSON = 5, 12
# How many sentences on a person is looked for whom a pronoun means, before which there is nobody.
SENTENCES_ON = 3
# Nor is one of so many mentions before: one sentence may be as long as a text. None of 183 articles has a record that this changes.
MENTIONS_BACK = 150
Candidate = tuple[FoundMention, Chain]


def resolve_pronouns(doc: Doc, mentions: list[FoundMention], chains: list[Chain], voices: Voices, joint: Sequence[Chain] = ()) -> None:
    """Add each pronoun to the chain of its antecedent; first-person pronouns and those without one are added to none. ``joint``: those who speak as one."""
    known = sorted(((mention, chain) for chain in (*chains, *joint) for mention in chain.mentions), key=lambda pair: pair[0].start)
    starts = [mention.start for mention, _ in known]
    sources = source_heads(doc, voices)
    of_head = {head: chain for chain in chains for mention in chain.mentions for head in mention.heads}
    for pronoun in mentions:
        if pronoun.form != "pronoun" or doc[pronoun.head].lower_ in FIRST_PERSON:
            continue
        ahead = of_head.get(_subject_ahead(doc, pronoun))
        place = bisect.bisect_left(starts, pronoun.start)
        chain, why = _best(pronoun, judged(doc, pronoun, known, place, sources, voices), voices)
        if ahead is not None and _agrees(ahead, pronoun, doc[pronoun.head].lower_):
            chain, why = ahead, "subject behind a fronted phrase"
        if chain is None and pronoun.type == "person":
            chain, why = _named_behind(pronoun, known, place, doc[pronoun.head].lower_), "named behind it, and nobody before"
        if chain is not None:
            chain.add(pronoun, why)
            starts.insert(place, pronoun.start)
            known.insert(place, (pronoun, chain))


def candidates(doc: Doc, pronoun: FoundMention, known: list[Candidate], place: int) -> Iterator[Candidate]:
    """The candidate antecedents of a pronoun among the first ``place`` mentions, nearest first; those in a quotation only for pronouns in one."""
    found = list(_candidates_within(SENTENCES_BACK, doc, pronoun, known, place))
    if not found and pronoun.type == "person":
        found = list(_candidates_within(SENTENCES_BACK_TO_A_PERSON, doc, pronoun, known, place))
    return iter(found)


def _candidates_within(sentences: int, doc: Doc, pronoun: FoundMention, known: list[Candidate], place: int) -> Iterator[Candidate]:
    word, bound = columns_of(doc).lower[pronoun.head], _bound(doc, pronoun)
    agreeing = [pair for pair in _nearby(pronoun, known, place, sentences) if _agrees(pair[1], pronoun, word)]
    heard = agreeing if pronoun.quoted else [pair for pair in agreeing if not pair[0].quoted]
    free = [pair for pair in heard if bound.isdisjoint(pair[0].heads)]
    # "They" are all who are named together before, and not the last of them.
    members = {i for candidate, _ in heard if is_joint(candidate) for i in range(candidate.start, candidate.end)}
    return (pair for pair in free if is_joint(pair[0]) or pair[0].head not in members)


def judged(
    doc: Doc, pronoun: FoundMention, known: list[Candidate], place: int, sources: Container[int], voices: Voices
) -> list[tuple[dict[str, float], Candidate]]:
    """The candidate antecedents of a pronoun, with what speaks for and against each."""
    spoke = next((chain for mention, chain in _nearby(pronoun, known, place) if mention.head in sources), None)
    words, given = columns_of(doc), voices.names.get(pronoun.head, {})
    return [
        (
            evidence(words, candidate, chain, pronoun, sources)
            | {
                "spoke last": float(chain is spoke),
                "named by the reader": max((chance for word, chance in given.items() if word in chain.heads), default=0.0),
            },
            (candidate, chain),
        )
        for candidate, chain in candidates(doc, pronoun, known, place)
    ]


def _best(pronoun: FoundMention, candidates: list[tuple[dict[str, float], Candidate]], voices: Voices) -> tuple[Chain | None, str]:
    """The chain that fits best, and by how much before the next one."""
    if not candidates:
        return None, ""
    # Of those named together the one counts that the reader takes for whom it means.
    heads = [mention.heads if is_joint(mention) else (mention.head,) for _, (mention, _) in candidates]
    scores = iter(voices.scores(pronoun.head, [head for own in heads for head in own]))
    best_scores = [max(itertools.islice(scores, len(own))) for own in heads]
    weights = weights_of("pronouns")
    found = [(fit_of(features, weights) + score, chain) for (features, (_, chain)), score in zip(candidates, best_scores, strict=True)]
    fit, best = max(found, key=lambda pair: pair[0])
    others = [other for other, chain in found if chain is not best]
    return best, f"fits by {fit:.2f}, the next by {max(others):.2f}" if others else f"fits by {fit:.2f}, and no other does"


def _named_behind(pronoun: FoundMention, known: Sequence[Candidate], place: int, word: str) -> Chain | None:
    """The first who is named behind a pronoun and agrees with it, the subject of one of the next sentences: "She is out. Anna Kovac said ..."."""
    behind = (known[i] for i in range(place, len(known)))
    near = itertools.takewhile(lambda pair: pair[0].sentence - pronoun.sentence <= SENTENCES_ON, behind)
    subjects = (chain for mention, chain in near if mention.subject and mention.form == "name" and _agrees(chain, pronoun, word))
    return None if pronoun.quoted else next(subjects, None)


def is_joint(mention: FoundMention) -> bool:
    """Whether words are for several who are named together, of whom each has a word that stands for them."""
    return mention.form == "description" and len(mention.heads) > 1


def _nearby(pronoun: FoundMention, known: list[Candidate], place: int, sentences: int = SENTENCES_BACK) -> Iterator[Candidate]:
    """The first ``place`` mentions, nearest first, within a few sentences; a phrase that the pronoun stands in is none."""
    for i in range(place - 1, max(-1, place - 1 - MENTIONS_BACK), -1):
        candidate, chain = known[i]
        if pronoun.sentence - candidate.sentence > sentences:
            return
        if pronoun.head >= candidate.end:
            yield candidate, chain


def _agrees(chain: Chain, pronoun: FoundMention, word: str) -> bool:
    if word in PLURAL_PRONOUNS:
        return chain.type in ("group", "organization", "country")
    if word in THING_PRONOUNS:
        return chain.type in ("organization", "country")
    return chain.type == "person" and chain.gender in (None, pronoun.gender)


def _bound(doc: Doc, mention: FoundMention) -> set[int]:
    """Words that a pronoun cannot mean: the other dependents of its verb, and the subject of that: "Putin met him"."""
    pronoun = doc[mention.head]
    if pronoun.tag_ != "PRP" or pronoun.dep_ in SUBJECTS or pronoun.lower_.endswith("self"):
        return set()
    verb, subject = pronoun.head, subject_of(pronoun.head)
    return {*columns_of(doc).children[verb.i], *([subject.i] if subject is not None else [])}


def _subject_ahead(doc: Doc, mention: FoundMention) -> int:
    """The main subject after a fronted phrase: Le Pen, for "her" in "Before her meeting with Putin, Le Pen spoke"; -1 for none."""
    pronoun, words = doc[mention.head], columns_of(doc)
    if mention.quoted or words.pos[words.start_of_sentence(pronoun.i)] not in ("ADP", "SCONJ"):
        return -1
    sentence = pronoun.sent
    subject = likely_subject_of(sentence.root)
    if subject is None or subject.i < pronoun.i:
        return -1
    fronted = pronoun
    while fronted.head.i not in (fronted.i, sentence.root.i):
        fronted = fronted.head
    is_fronted = fronted.dep_.split(":")[0] in ("obl", "advcl", "prep") and fronted.left_edge.i == sentence.start
    return subject.i if is_fronted else -1
