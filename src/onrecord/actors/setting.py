"""Where mentions stand in a parsed text: paragraph, clause and relation, and who is said to speak or to be told."""

from __future__ import annotations

import bisect
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from onrecord.actors.mentions import FoundMention
from onrecord.grammar import NAME_PARTS, OBJECTS, POSSESSIVES, SUBJECTS, antecedent_of, clause_of, likely_subject_of

Relation = Literal["subject", "object", "owner", "modifier", "oblique", "other"]
RELATIONS: tuple[tuple[Relation, frozenset[str]], ...] = (
    ("subject", frozenset(SUBJECTS)),
    ("object", frozenset(OBJECTS)),
    ("owner", frozenset(POSSESSIVES)),
    ("modifier", frozenset({*NAME_PARTS, "amod"})),
    ("oblique", frozenset({"obl", "nmod", "iobj", "pobj", "dative"})),
)
FRONTED = {"obl", "advcl", "prep"}
# Governors looked through; deeper trees say no more.
CLAUSES_UP = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a mention stands.

    ``depth``: its governors up to the root, up to a few; ``clause``: the head of its clause; ``above``: subjects of the clauses that govern its own; ``ahead``:
    the main subject behind the fronted phrase that it stands in.
    """

    relation: Relation
    depth: int
    clause: int
    paragraph: int
    is_main_subject: bool
    opens_sentence: bool
    opens_paragraph: bool
    speaks: bool
    is_told: bool
    above: frozenset[int]
    ahead: int | None


class Setting:
    """Where things stand in one text; each place is worked out once."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.sources = _heads(doc, "source")
        self.hearers = _heads(doc, "addressee")
        self.words_of = _words_of_sources(doc)
        self._paragraphs = [token.i + 1 for token in doc if token.is_space and "\n\n" in token.text]
        self._quotation_ends = sorted(span.end for span in doc.spans.get("onrecord:quotation", ()))
        self._places: dict[tuple[str, int], Place] = {}

    def paragraph(self, i: int) -> int:
        """The number of the paragraph of a token."""
        return bisect.bisect_right(self._paragraphs, i)

    def place(self, mention: FoundMention) -> Place:
        """Where a mention stands."""
        key = (mention.sort, mention.head)
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = self._found(mention)
        return place

    def says(self, mention: FoundMention, i: int) -> bool:
        """Whether a token stands in what a mention is said to say."""
        return any(start <= i < end for head in mention.heads for start, end in self.words_of.get(head, ()))

    def is_open_before(self, i: int) -> bool:
        """Whether the last quotation before a token has no mark at its end."""
        place = bisect.bisect_left(self._quotation_ends, i + 1) - 1
        return place >= 0 and not self.doc[self._quotation_ends[place] - 1].is_quote

    def ends_with_words(self, speaker: FoundMention, before: FoundMention) -> bool:
        """Whether what a mention is said to say ends right before another."""
        runs = [run for head in speaker.heads for run in self.words_of.get(head, ())]
        return any(
            all(token.is_space or token.is_punct for token in self.doc[end : before.start]) for _, end in runs if end <= before.start
        )

    def goes_on(self, words: FoundMention, speaker: FoundMention) -> bool:
        """Whether what a mention is said to say begins right behind words that nothing says who says them."""
        runs = [run for head in speaker.heads for run in self.words_of.get(head, ())]
        return any(0 <= start - words.end <= 1 for start, _ in runs)

    def _found(self, mention: FoundMention) -> Place:
        token = _first_joined(self.doc[mention.head]) if mention.sort == "joint" else self.doc[mention.head]
        relation = relation_of(token)
        paragraph = self.paragraph(mention.start)
        return Place(
            relation=relation,
            depth=depth_of(token),
            clause=clause_of(token).i,
            paragraph=paragraph,
            is_main_subject=relation == "subject" and token.head.dep_ == "ROOT",
            opens_sentence=mention.start <= token.sent.start + 1,
            opens_paragraph=paragraph > 0 and mention.start <= self._paragraphs[paragraph - 1] + 1,
            speaks=mention.sort != "quotation" and not self.sources.isdisjoint((token.i, *mention.heads)),
            is_told=not self.hearers.isdisjoint((token.i, *mention.heads)),
            above=subjects_above(token),
            ahead=subject_ahead(token) if mention.form == "pronoun" and mention.sort == "plain" and not mention.quoted else None,
        )


def _first_joined(conjunction: Token) -> Token:
    """The first of the words that a conjunction joins."""
    token = conjunction.head
    while token.dep_ == "conj":
        token = token.head
    return token


def relation_of(token: Token) -> Relation:
    """How a word stands in its sentence: as subject, object or owner, in a name, behind a preposition, otherwise."""
    label = token.dep_
    plain = label.split(":")[0]
    return next((name for name, labels in RELATIONS if label in labels or (name == "oblique" and plain in labels)), "other")


def subjects_above(token: Token) -> frozenset[int]:
    """The subjects of the clauses that govern a word's own: Kovac, for "he" in "Kovac said he would come"."""
    subjects: set[int] = set()
    clause = token
    for _ in range(CLAUSES_UP):
        if clause.head.i == clause.i:
            break
        is_own, clause = clause is token, clause.head
        subjects.update(child.i for child in clause.lefts if not is_own and child.dep_ in SUBJECTS)
    return frozenset(subjects)


def subject_ahead(word: Token) -> int | None:
    """The main subject behind a fronted phrase: Le Pen, for "her" in "Before her meeting with Putin, Le Pen spoke"."""
    sentence = word.sent
    subject = likely_subject_of(sentence.root)
    if subject is None or subject.i < word.i or sentence[0].pos_ not in ("ADP", "SCONJ"):
        return None
    fronted = word
    while fronted.head.i not in (fronted.i, sentence.root.i):
        fronted = fronted.head
    is_fronted = fronted.dep_.split(":")[0] in FRONTED and fronted.i < subject.i and fronted.left_edge.i == sentence.start
    return subject.i if is_fronted else None


def depth_of(token: Token) -> int:
    """The number of governors above a word, up to a few."""
    depth = 0
    while token.head.i != token.i and depth < CLAUSES_UP:
        token, depth = token.head, depth + 1
    return depth


def _heads(doc: Doc, role: str) -> frozenset[int]:
    return frozenset(antecedent_of(span.root).i for span in doc.spans.get(f"onrecord:{role}", ()))


def _words_of_sources(doc: Doc) -> Mapping[int, tuple[tuple[int, int], ...]]:
    """{head of a source: what it is said to say, as runs of tokens}."""
    contents: dict[str, list[tuple[int, int]]] = {}
    for span in doc.spans.get("onrecord:content", ()):
        contents.setdefault(span.id_, []).append((span.start, span.end))
    words: dict[int, list[tuple[int, int]]] = {}
    for span in doc.spans.get("onrecord:source", ()):
        words.setdefault(antecedent_of(span.root).i, []).extend(contents.get(span.id_, ()))
    return {head: tuple(runs) for head, runs in words.items()}
