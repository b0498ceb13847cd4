"""Words that say when: those of a sentence ("last week", "on Sunday night", "within days"), and which of them date an event."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from onrecord.events.status import happens_with_its_verb, is_presupposed
from onrecord.grammar import NOUN_CLAUSES, clause_of, entity_type, up_to_the_verb

_DAYS = "|".join(calendar.day_name)
_MONTHS = "|".join([*calendar.month_name[1:], *(rf"{name}\." for name in calendar.month_abbr[1:] if name != "May"), r"Sept\."])
_PARTS = r"(?: (?:morning|afternoon|evening|night|lunchtime))?"
_UNITS = "second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|spring|summer|autumn|fall|winter"
_NUMBER = r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|few|several|couple of|a few|a couple of)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATE_WORDS = re.compile(
    "|".join(
        (
            rf"(?:(?:early|late|last|next|this) )?(?:{_DAYS}){_PARTS},? (?:{_MONTHS}) {_DAY}(?:,? (?:19|20)\d\d)?",
            rf"\b{_DAY}(?: of)? (?:{_MONTHS})(?:,? (?:19|20)\d\d)?\b",
            rf"\b(?:{_MONTHS}) {_DAY}\b(?:,? (?:19|20)\d\d)?",
            rf"\b(?:(?:early|late|mid)[ -])?(?:{_MONTHS}),? (?:of )?(?:last year|this year|(?:19|20)\d\d)\b",
            rf"\b(?:earlier|later) (?:this|last|next|that) (?:{_UNITS})\b",
            rf"\b(?:(?:early|late|last|next|this|the following|the previous)[ ])?(?:{_DAYS})\b{_PARTS}",
            rf"\b(?:(?:early|late|last|next|this)[ ]|mid-)?(?:{_MONTHS})\b",
            rf"\b(?:this|last|next|this past|the past|this coming) (?:{_UNITS}|morning|afternoon|evening)\b",
            rf"\b(?:in |over |during |within )?(?:the )?(?:last|past|next|coming|recent) (?:{_NUMBER} )?(?:{_UNITS})s?\b",
            rf"\bwithin (?:{_NUMBER} )?(?:{_UNITS})s?\b",
            rf"\b{_NUMBER} (?:{_UNITS})s? (?:ago|earlier|later|before)\b",
            r"\b(?:earlier |later )?(?:today|tonight|yesterday|tomorrow)\b(?: morning| afternoon| evening| night)?",
            r"\bthe day (?:before|after) (?:yesterday|tomorrow)\b",
            r"\b(?:19|20)\d\d\b",
        )
    )
)
# "Article 15", "S-400".
NUMBERED_THING = re.compile(r"[A-Z][A-Za-z]*[- ]\d+")
# "May" and "March" are verbs, too, and four digits any number: alone they are dates only behind these.
BEFORE_A_DATE = {"in", "last", "this", "next", "since", "early", "late", "until", "by", "from", "during", "mid", "of", "before", "after"}

# "Will sail on Wednesday after Norway signed the treaty": it was not signed on Wednesday.
AT_ANOTHER_TIME = {"after", "before", "since", "until", "till", "if", "because", "although", "though", "unless"}
# "The attack in Kabul on Friday": "on" may stand before its date.
WORDS_TO_ITS_DATE = 2
CAUSING = {"order", "force", "make", "let", "see", "have"}


def find_date(token: Token) -> Span | None:
    """The date words of the event: beside it, else those of its own clause; a year that is part of another noun's phrase dates that."""
    dates = [entity for entity in date_words(token.sent) if not _is_of_another(entity, token)]
    if is_presupposed(token) and not happens_with_its_verb(token):
        last = max(token.i, *(child.right_edge.i for child in token.children), 0)
        return next((entity for entity in dates if token.left_edge.i <= entity.start <= last + WORDS_TO_ITS_DATE), None)
    for anchor in up_to_the_verb(token):
        for entity in dates:
            if entity.root.head.i == anchor.i or entity.root.head.head.i == anchor.i:
                return entity
    clause = clause_of(token)
    inside = {t.i for t in clause.subtree}
    own = next((entity for entity in dates if entity.root.i in inside and clause_of(entity.root).i == clause.i), None)
    if own is None and clause.dep_ == "conj" and clause.head.pos_ == "VERB":
        # "Pleaded guilty on Friday and agreed to help".
        own = next((entity for entity in dates if entity.root.head.i == clause.head.i and entity.root.i < clause.left_edge.i), None)
    if own is not None or len(dates) != 1:
        return own
    # The only date of the sentence, in a clause that depends on the event's ("..., where 69 people were killed last week") or governs it.
    other = clause_of(dates[0].root)
    hangs_on_it = other.head.i in inside and other.dep_ in NOUN_CLAUSES
    is_apart = any(child.dep_ == "mark" and child.lower_ in AT_ANOTHER_TIME for child in clause.children)
    is_caused = clause.dep_ == "ccomp" and other.lemma_ in CAUSING
    it_hangs_on = clause.head.i == other.i and (is_caused or (clause.dep_ in ("advcl", "xcomp") and not is_apart))
    return dates[0] if hangs_on_it or it_hangs_on else None


def _is_of_another(entity: Span, token: Token) -> bool:
    """Whether date words stand inside the phrase of another noun: "the 2016 election", "last year's vote"."""
    head = entity.root.head
    return head.pos_ in ("NOUN", "PROPN") and head.i != token.i and head.i > entity.root.i


def date_words(sentence: Span) -> Iterator[Span]:
    """Spans of the words for dates in a sentence, in order; what only the language pipeline takes for a date is among them."""
    found = [span for match in DATE_WORDS.finditer(sentence.text) if (span := _span(sentence, *match.span())) is not None]
    covered = {token.i for span in found for token in span}
    named = (span for span in _labelled(sentence) if _may_be_a_date(span) and not any(token.i in covered for token in span))
    yield from sorted((*found, *named), key=lambda span: span.start)


def _span(sentence: Span, start: int, end: int) -> Span | None:
    first = sentence.start_char
    span = sentence.doc.char_span(first + start, first + end, alignment_mode="expand")
    if span is None:
        return None
    return span if _may_be_a_date(span) else None


def _may_be_a_date(span: Span) -> bool:
    if NUMBERED_THING.fullmatch(span.text) and not re.match(_MONTHS, span.text):
        return False
    is_open = span.text in ("May", "March") or span.text.isdigit()
    return not is_open or (span.start > 0 and span.doc[span.start - 1].lower_ in BEFORE_A_DATE)


def _labelled(sentence: Span) -> Iterator[Span]:
    """Date entities of a sentence, by its tokens: ``Span.ents`` would look through those of the whole text."""
    start = None
    for token in (*sentence, None):
        if start is not None and (token is None or token.ent_iob_ != "I"):
            yield sentence.doc[start : token.i if token is not None else sentence.end]
            start = None
        if token is not None and token.ent_iob_ == "B" and entity_type(token.ent_type_) == "DATE":
            start = token.i
