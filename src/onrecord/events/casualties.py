"""The dead, injured, missing, displaced and detained of a sentence: numbers, of whom, exact or not.

News tells of them in set ways ("killed six and wounded nine others", "left 20 dead"), which are read by their words: what stands right behind a verb is harmed by it,
what stands before a passive one, or before "dead", is; of a parse only the words' kinds are asked.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from onrecord.events.numbers import AGED, ONES, TENS, Quantity, harm_words, quantities
from onrecord.grammar import entity_type, is_negated, likely_subject_of
from onrecord.records import Bound, CasualtyKind

KINDS: tuple[CasualtyKind, ...] = ("killed", "injured", "missing", "displaced", "detained")
BE = {"was", "were", "been", "being", "be", "is", "are", "got", "gets", "left"}
HAVE = {"have", "has", "had"}
# Words that may stand between a verb and the number behind it, and how many.
BETWEEN = {"the", "lives", "of", "at", "least", "himself", "herself", "and", "dead", "another", "about", "around", "more", "than", "some", "up", "to", "over", "nearly", "almost"}  # fmt: skip
WORDS_BETWEEN = 4
# Kinds of words that stand between a verb and somebody's name: "killed Iranian General Soleimani".
TITLES = {"ADJ", "NOUN", "PROPN"}
WORDS_TO_BE = 5
# Ways of telling it that have no verb of harm, with the number behind them or before.
A_NUMBER = rf"(?=\s+(?:\d|at least|at most|more than|over|about|around|nearly|almost|some|{'|'.join((*ONES, *TENS))}))"
TOLL = re.compile(
    r"\b(?:(?:death )?toll|number of (?:people |those )?(?:killed|dead|deaths|fatalities))\b.{0,120}?"
    rf"\b(?:to|at|reached|passed|was|is|of|stands at)\b{A_NUMBER}",
    re.IGNORECASE,
)
TAKING = re.compile(r"\b(?:claim|claims|claimed|claiming|took|taking|cost)(?: the lives of)?\b|\bbodies of\b", re.IGNORECASE)
BEREFT = re.compile(r"\b(?:lost|loses|losing)\b", re.IGNORECASE)
LOST = re.compile(r"\b(?:lost|lose|losing) their lives\b|\bdeaths?\b|\bbodies\b|\blives\b|\bfatalities\b", re.IGNORECASE)
NO_CASUALTIES = re.compile(
    r"\b(?:no|without) (?:reports? of |reported )?(?:casualties|victims|deaths or injuries|injuries or deaths)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """A group of people harmed, by tokens: the words, the word for the people, how many and how surely."""

    kind: CasualtyKind
    value: int | None
    bound: Bound
    words: Span
    who: Token


def find_harm(sentence: Span) -> Iterator[Harm]:
    """Yield who was harmed in a sentence, one for each group and kind."""
    counted = [quantity for quantity in quantities(sentence) if not _is_part_of_another(quantity, sentence)]
    toll = _toll(sentence, counted)
    used: set[int] = set()
    for token in sentence:
        kind = _kind(token)
        if kind is None or (is_negated(token) and not any(quantity.value == 0 for quantity in counted)):
            continue
        for quantity in _victims(token, counted, used, sentence):
            used.add(quantity.words.start)
            if kind != "killed" or toll is None or quantity is toll:
                yield _harm(kind, quantity)
    for quantity in _of_tolls(sentence, counted):
        if quantity.words.start not in used:
            used.add(quantity.words.start)
            yield _harm("killed", quantity)
    none = NO_CASUALTIES.search(sentence.text)
    if none is not None:
        words = sentence.doc.char_span(sentence.start_char + none.start(), sentence.start_char + none.end(), alignment_mode="expand")
        if words is not None:
            yield from (Harm(kind=kind, value=0, bound="exact", words=words, who=words.root) for kind in KINDS[:2])


def tells_of_killing(trigger: Span) -> bool:
    """Whether whom a trigger is done to is dead: "killed", "the murder", "fatally shot"; not "an assassination attempt"."""
    words = harm_words()["killed"] | harm_words()["deaths"]
    return any((token.lower_ in words and not _is_attempt(token)) or _is_deadly(token) for token in trigger)


def _is_attempt(death: Token) -> bool:
    """Whether a noun for a death is that of one that was only tried: "the attempted murder of", "an assassination attempt"."""
    beside = death.doc[max(0, death.i - 1) : death.i + 2]
    return any(token.lower_ in harm_words()["attempts"] for token in beside)


def _harm(kind: CasualtyKind, quantity: Quantity) -> Harm:
    return Harm(kind=kind, value=quantity.value, bound=quantity.bound, words=quantity.words, who=quantity.who)


def _kind(token: Token) -> CasualtyKind | None:
    """What a word tells of; a noun for those harmed ("the wounded") tells of nothing more."""
    word = token.lower_
    kind = next((kind for kind in KINDS if word in harm_words()[kind]), None)
    is_death_of = word in harm_words()["deaths"] and token.i + 1 < len(token.doc) and token.nbor().lower_ == "of"
    if _is_deadly(token) or (is_death_of and not _is_attempt(token)):
        return "killed"
    if word == "dead" and token.i > 0 and token.doc[token.i - 1].lower_ in harm_words()["deadly"]:
        return None  # "Shot dead": read with the shooting.
    if token.tag_ == "VB" and token.lower_ not in harm_words()["intransitive"]:
        return None  # "Threatened to kill", "would wound".
    is_noun = token.pos_ == "NOUN" and any(child.dep_ == "det" for child in token.children)
    return None if is_noun or (word == "wound" and token.pos_ == "NOUN") else kind


def _is_deadly(token: Token) -> bool:
    """Whether somebody dies of what a verb tells: "shot dead", "gunned down", "fatally wounded"."""
    word, doc, deadly = token.lower_, token.doc, harm_words()["deadly"]
    if word not in deadly and word not in harm_words()["injured"] and word != "gunned":
        return False
    if word != "gunned" and token.i and doc[token.i - 1].lower_ == "fatally":
        return True
    behind = doc[token.i + 1 : token.i + 3].text.casefold()
    return (word in deadly and behind.startswith(("dead", "to death"))) or (word == "gunned" and behind.startswith("down"))


def _victims(token: Token, counted: Sequence[Quantity], used: set[int], sentence: Span) -> list[Quantity]:
    counted_bare = _bare_number_before(token, counted, used)
    if counted_bare is not None:
        return [counted_bare]
    behind = [quantity for quantity in counted if quantity.words.start > token.i and quantity.words.start not in used]
    if (
        token.lower_ not in harm_words()["intransitive"]
        and behind
        and _is_right_behind(token, behind[0])
        and not _is_passive(token, sentence)
    ):
        return [behind[0], *_coordinated(behind)]
    before = [quantity for quantity in counted if quantity.words.end <= token.i and quantity.words.start not in used]
    if not before or not (_is_passive(token, sentence) or token.lower_ in harm_words()["intransitive"] or before[-1].words.end == token.i):
        return []
    return [*_joined_before(before), before[-1]] if _may_be_meant(before[-1], token) else []


def _bare_number_before(token: Token, counted: Sequence[Quantity], used: set[int]) -> Quantity | None:
    """The number right before a word for the harmed, in a list of them: "62 dead, 200 wounded and 63 missing"."""
    if token.lower_ not in harm_words()["dead"]:
        return None
    bare = (
        quantity for quantity in counted if quantity.words.end == token.i and quantity.who.like_num and quantity.words.start not in used
    )
    return next(bare, None)


def _joined_before(before: Sequence[Quantity]) -> list[Quantity]:
    """What "and" puts before the last of some numbers: "a toddler and two women died"."""
    for one, last in itertools.pairwise(before[-2:]):
        between = one.words.doc[one.words.end : last.words.start]
        joins = [word.lower_ for word in between if word.lower_ not in (",", *AGED) and not word.like_num]
        if joins == ["and"]:  # "A girl, aged 9, and her brother".
            return [one]
    return []


def _may_be_meant(quantity: Quantity, token: Token) -> bool:
    """Whether somebody named before a passive verb is its subject, not that of a verb between: in "Kovac said that fewer are killed", nobody is counted."""
    if entity_type(quantity.who.ent_type_) != "PERSON":
        return True
    subject = likely_subject_of(token)
    between = token.doc[quantity.words.end : token.i]
    is_subject = subject is not None and quantity.words.start <= subject.i < quantity.words.end
    return is_subject or not any(word.tag_ in ("VBD", "VBZ", "VBP") and word.lower_ not in BE | HAVE for word in between)


def _is_right_behind(token: Token, quantity: Quantity) -> bool:
    between = token.doc[token.i + 1 : quantity.words.start]
    is_named = entity_type(quantity.who.ent_type_) == "PERSON"
    return len(between) <= WORDS_BETWEEN and all(
        word.lower_ in BETWEEN or word.pos_ == "ADV" or (is_named and word.pos_ in TITLES) for word in between
    )


def _is_passive(token: Token, sentence: Span) -> bool:
    """Whether "was", "had been" stands just before a participle, or before the one that it is coordinated with."""
    before = token.doc[max(sentence.start, token.i - WORDS_TO_BE) : token.i]
    words = [word.lower_ for word in before]
    is_participle = token.tag_ in ("VBN", "VBD", "JJ") or token.lower_ in harm_words()["dead"]
    return (
        is_participle
        and any(word in BE for word in words)
        and not any(word.tag_ in ("VBZ", "VBP") and word.lower_ not in BE | HAVE for word in before)
    )


def _coordinated(behind: Sequence[Quantity]) -> Iterator[Quantity]:
    """What "and" adds to the first of some numbers: "a woman and her two sons", not "12 people and injured 5"."""
    for one, other in itertools.pairwise(behind):
        between = one.words.doc[one.words.end : other.words.start]
        if not 1 <= len(between) <= 2 or between[0].lower_ != "and" or any(word.pos_ in ("VERB", "AUX") or _kind(word) for word in between):
            return
        after = other.words.doc[other.words.end : other.words.end + 2]
        if any(_kind(word) is not None for word in after) or (len(after) and after[0].lower_ in BE | HAVE):
            return
        yield other


def _is_part_of_another(quantity: Quantity, sentence: Span) -> bool:
    """Whether a number is of some of those counted before: "including three children", "ten of them", "nine of the wounded"; or the end of "between 10 and 15"."""
    doc, start = sentence.doc, quantity.words.start
    before = doc[start - 1].lower_ if start > sentence.start else ""
    ranges = before == "and" and any(word.lower_ == "between" for word in doc[max(sentence.start, start - 4) : start])
    phrase = itertools.takewhile(lambda word: word.text not in (",", "(", "—", "–"), reversed(doc[sentence.start : start]))
    of_whom = [word.lower_ for word in doc[quantity.words.end : quantity.words.end + 3]]
    is_of_them = any(word.lower_ == "them" for word in quantity.words) or (
        of_whom[:2] == ["of", "the"] and not harm_words()["dead"].isdisjoint(of_whom[2:])
    )
    is_of_a_list = any(word.lower_ in ("including", "among") for word in phrase) and not _is_among_all(quantity, sentence)
    return is_of_a_list or is_of_them or ranges


def _is_among_all(quantity: Quantity, sentence: Span) -> bool:
    """Whether a number is of all those harmed, among whom others are: "among the 20 dead were two children"."""
    doc, start = sentence.doc, quantity.words.start
    before = [word.lower_ for word in doc[max(sentence.start, start - 2) : start] if word.lower_ != "the"]
    return before[-1:] == ["among"] and quantity.words.end < sentence.end and doc[quantity.words.end].lower_ in harm_words()["dead"]


def _toll(sentence: Span, counted: Sequence[Quantity]) -> Quantity | None:
    """The number of all dead, which counts those whose deaths raise it: "the death toll has climbed to 17 after two men died"."""
    found = (quantity for match in TOLL.finditer(sentence.text) for quantity in _right_behind(match, sentence, counted))
    return next(found, None)


def _right_behind(match: re.Match[str], sentence: Span, counted: Sequence[Quantity]) -> Iterator[Quantity]:
    return (quantity for quantity in counted if 0 <= quantity.words.start_char - sentence.start_char - match.end() <= 2)


def _of_tolls(sentence: Span, counted: Sequence[Quantity]) -> Iterator[Quantity]:
    """Numbers of dead that no verb of killing goes with: "the death toll rose to 36", "claimed 21 lives", "22 deaths"."""
    text, first = sentence.text, sentence.start_char
    for match in (*TOLL.finditer(text), *TAKING.finditer(text)):
        yield from _right_behind(match, sentence, counted)
    for match in BEREFT.finditer(text):
        close = (q for q in counted if q.words.start_char - first - match.end() == 1)
        yield from (q for q in close if q.who.lemma_.casefold() in harm_words()["people"])
    for match in LOST.finditer(text):
        yield from (q for q in counted if q.words.start_char - first <= match.start() <= q.words.end_char - first + len(" were "))
