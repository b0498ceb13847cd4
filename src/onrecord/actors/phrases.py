"""Noun phrases that describe an actor: how far they go, and what they say of kind and country."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from onrecord.actors.homonyms import country_of_words
from onrecord.actors.mention import FoundMention
from onrecord.actors.nouns import is_plural, type_of_noun, words
from onrecord.actors.sources import SOME, is_nationality_or_age
from onrecord.columns import columns_of
from onrecord.grammar import NAME_PARTS, NOUN_CLAUSES, NOUNS, RELATIVE_CLAUSES, SUBJECTS, entity_type, is_comma, noun_phrase, obliques
from onrecord.knowledge import country_of_phrase
from onrecord.records import ActorType

DRAWN_IN = {"and", "or", "but", "as", "not", "n't", "n’t", "between", "among", "on", "of", "with", "for", "to", "from", "by", "according"}
WHERE = {"in", "at", "near", "from"}
# Words by which people are others than those before.
OTHERS = {"other", "another", "more"}
# Parts of speech, tags and labels of names that a phrase for somebody who speaks does not end with, and what parts it from words before it that are not its own.
NO_ENDS = {"PUNCT", "ADV", "AUX", "ADP", "SPACE", "VERB", "CCONJ", "WP", "WDT", "WP$", "TO", "DATE"}
NOT_IN_SOURCE = {"PUNCT", "CCONJ", "VERB", "AUX", "ADP", "PRON"}
# Who was something before: "former President", "the ex-mayor".
FORMER = re.compile(r"(the )?(former |ex-)", re.IGNORECASE)
# Adjectives that make another office of one, or others of some.
KINDS = {"foreign", "prime", "deputy", "vice", "interior", "general", "acting", "own"}


def description_of(noun: Token, source: Span | None, type: ActorType) -> Span:
    """The phrase that describes an actor, without what was only drawn into it. ``source``: the words for who says something, where ``noun`` is their head."""
    phrase = noun_phrase(noun)
    if source is not None:
        phrase = _as_marked(noun, phrase, source)
    elif type != "organization":  # A court in Kampala is another than one in Oslo.
        phrase = _without_doing(noun, _without_place_behind(noun, _without_day(noun, phrase)))
    columns, start = columns_of(noun.doc), phrase.start
    fronted = (i for i in range(start, min(phrase.end, noun.i - 1)) if columns.texts[i] == "," and columns.pos[i + 1] == "DET")
    start = next(fronted, start - 1) + 1  # "During the campaign, the activist".
    begin = (i for i in range(start, noun.i) if columns.lower[i] not in DRAWN_IN)
    start = next(begin, noun.i)  # "As many as 200 nationals", "not on the regime".
    return _with_marks_in_pairs(noun, noun.doc[start : phrase.end])


def _with_marks_in_pairs(noun: Token, phrase: Span) -> Span:
    """A phrase with the mark before it that its only one closes; without one that nothing closes."""
    doc, start = noun.doc, phrase.start
    if sum(token.is_quote for token in phrase) % 2 == 0:
        return phrase
    is_opened = start > 0 and doc[start - 1].is_quote
    start = start - 1 if is_opened else next((i for i in range(start, noun.i) if not doc[i].is_quote), noun.i)
    return doc[start : phrase.end]


def _as_marked(noun: Token, phrase: Span, source: Span) -> Span:
    """A phrase as far as the reader takes it for one who speaks ("an official briefed on the talks"), without others who speak with them, asides, and when that was."""
    doc, least = noun.doc, noun.i + 1
    others = {child.i for child in noun.rights if child.dep_ in ("cc", "conj")} | {verb.i for verb in [noun.head] if verb.pos_ == "VERB"}
    stops = (token.i for token in doc[least : source.end] if token.i in others or is_comma(token) or _joins_others(token, noun))
    end = without_loose_end(doc[source.start : next(stops, max(source.end, least))], least).end
    is_whole = not any(token.pos_ in NOT_IN_SOURCE for token in doc[source.start : max(source.start, phrase.start)])
    return doc[min(source.start if is_whole else phrase.start, noun.i) : end]


def without_loose_end(words: Span, least: int) -> Span:
    """Words for somebody without what no such words end with, though a mark that closes a quotation may. ``least``: where they end at the earliest."""
    end = words.end
    while end > least and _is_no_word_for_anyone(words.doc[end - 1]) and not _closes(words.doc[words.start : end]):
        end -= 1
    return words.doc[words.start : end]


def _closes(words: Span) -> bool:
    """Whether words end with the second mark of a quotation."""
    return words[-1].is_quote and sum(token.is_quote for token in words) % 2 == 0


def _joins_others(token: Token, noun: Token) -> bool:
    """Whether an "and" joins to a noun what a parse takes for a subject of its own: "Airlines and health experts said"."""
    return token.pos_ == "CCONJ" and not noun.is_ancestor(token) and not token.ent_type_


def _is_no_word_for_anyone(last: Token) -> bool:
    return not NO_ENDS.isdisjoint((last.pos_, last.tag_, entity_type(last.ent_type_)))


def country_of_description(noun: Token, phrase: Span) -> str | None:
    """The country that a description names before its noun or with "of" behind it; not "experts on Syria"."""
    behind = next((other for preposition, other in obliques(noun) if preposition == "of"), None)
    of_what = noun_phrase(behind).text if behind is not None else ""
    return country_of_words(Span(noun.doc, phrase.start, noun.i + 1).text, noun.doc) or country_of_words(of_what, noun.doc)


def kinds_of(before: Span, *, with_actors: bool = False) -> frozenset[str]:
    """What kind of minister or chairman it is, by the words before the noun; countries and "former" are none, nor other nouns for people but ``with_actors``.

    A government delegation is not the opposition's.
    """
    doc, columns = before.doc, columns_of(before.doc)
    here = (i for i in range(before.start, before.end) if columns.texts[i].isalpha())
    words = (i for i in here if columns.relations[i] in NAME_PARTS or columns.lower[i] in KINDS or columns.names[i])
    kinds = (i for i in words if with_actors or type_of_noun(doc[i]) is None)
    return frozenset(columns.lower[i] for i in kinds if country_of_phrase(columns.texts[i]) is None)


def counted(noun: Token) -> frozenset[str]:
    """How many there are, or that they are others than those before: "two", of "two officials"."""
    columns = columns_of(noun.doc)
    before = (i for i in columns.children[noun.i] if i < noun.i)
    return frozenset(columns.lower[i] for i in before if columns.pos[i] == "NUM" or columns.lower[i] in OTHERS)


def _without_doing(noun: Token, phrase: Span) -> Span:
    """A phrase without what those whom it describes are doing: "players", of "players standing for the anthem"."""
    columns = columns_of(noun.doc)
    behind = range(max(phrase.start, noun.i + 1), phrase.end)
    doing = (noun.doc[i].left_edge.i for i in behind if columns.relations[i] == "acl" and columns.tags[i] == "VBG")
    return Span(noun.doc, phrase.start, max(next(doing, phrase.end), noun.i + 1))


def without_clauses_behind(doc: Doc, mention: FoundMention) -> Span:
    """A description without the clauses and the examples behind its noun: "an official", of "an official who asked not to be named"; "leaders", of "leaders, including Roth"."""
    columns = columns_of(doc)
    last = max(head for head in mention.heads if head < mention.end)
    clauses = (doc[i].left_edge.i for i in range(last + 1, mention.end) if columns.relations[i] in NOUN_CLAUSES)
    examples = (i for i in range(last + 1, mention.end) if columns.lower[i] == "including")
    end = min((first for first in (*clauses, *examples) if first > last), default=mention.end)
    return doc[mention.start : end - 1 if is_comma(doc[end - 1]) else end]


def _without_day(noun: Token, phrase: Span) -> Span:
    """A phrase without the day that stands behind it and what follows: "veterans", of "told veterans Tuesday in Kansas City"."""
    columns = columns_of(noun.doc)
    days = (i for i in range(noun.i + 1, phrase.end) if columns.pos[i - 1] in NOUNS and entity_type(columns.names[i]) == "DATE")
    return Span(noun.doc, phrase.start, next(days, phrase.end))


def _without_place_behind(noun: Token, phrase: Span) -> Span:
    """A phrase without the named place that ends it: "the foreign ministers of both countries", of "... in Bangkok"."""
    last = phrase[-1]
    while last.i > noun.i and last.dep_ in NAME_PARTS:
        last = last.head
    start = last.left_edge
    is_place = entity_type(last.ent_type_) == "LOC" and start.lower_ in WHERE
    return Span(phrase.doc, phrase.start, max(start.i, noun.i + 1)) if is_place else phrase


def says_how_many(word: Token) -> bool:
    """Whether a word says how many of several are meant: "many of them", "both", "a number of officials", "the two met"; "the number of officials" is a figure."""
    if word.lower_ == "two":
        return word.dep_ in SUBJECTS and [child.lower_ for child in word.lefts] == ["the"]
    if word.lower_ in SOME:
        return True
    if word.lemma_ != "number":
        return False
    is_figure = any(child.lower_ == "the" for child in word.lefts)
    return not is_figure and any(is_plural(noun) for preposition, noun in obliques(word) if preposition == "of")


def is_a_person(word: Token) -> bool:
    """Whether a word that no list has is one for somebody: "one of the officials", "a Briton", "a regular who never left"."""
    # "An individual close to the talks", whose noun is "close" to a parser.
    nouns = {noun.lemma_ for _, noun in obliques(word)} if word.lower_ == "one" else {child.lower_ for child in word.lefts}
    if not words("person").isdisjoint(nouns):
        return True
    of_whom = {child.left_edge.lower_ for child in word.rights if child.dep_ in RELATIVE_CLAUSES}
    return is_nationality_or_age(word) or not of_whom.isdisjoint(("who", "whom"))


def owners_of(document: Token) -> Iterator[Token]:
    """Nouns for bodies whose document it is: "the police report". What courts have is written by others."""
    parts = (child for child in document.lefts if child.dep_ in NAME_PARTS and child.lower_ != "court")
    return (part for part in parts if type_of_noun(part) in ("organization", "group"))
