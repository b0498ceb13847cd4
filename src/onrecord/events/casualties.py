"""The dead, injured, missing, displaced and detained of a sentence: numbers, of whom, exact or not.

News tells of them in set ways ("killed six and wounded nine others", "left 20 dead"), which are read by their words: what stands right behind a verb is harmed by it,
what stands before a passive one, or before "dead", is; of a parse only the words' kinds are asked.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from onrecord.events.numbers import ONES, TENS, Quantity, harm_words, quantities
from onrecord.grammar import entity_type, is_negated, likely_subject_of
from onrecord.records import Bound, CasualtyKind

KINDS: tuple[CasualtyKind, ...] = ("killed", "injured", "missing", "displaced", "detained")
BE = {"was", "were", "been", "being", "be", "is", "are", "got", "gets", "left"}
AUXILIARIES = BE | {"have", "has", "had"}
# Words that may stand between a verb and the number behind it.
BETWEEN = {"the", "lives", "of", "at", "least", "himself", "herself", "and", "dead", "another", "about", "around", "more", "than", "some", "up", "to", "over", "nearly", "almost"}  # fmt: skip
# Kinds of words that stand between a verb and somebody's name: "killed Iranian General Soleimani".
TITLES = {"ADJ", "NOUN", "PROPN"}
WORDS_TO_BE = 5
FINITE = {"VBD", "VBZ", "VBP"}
# "A woman and her two sons".
JOINING = {"and", "and another", "and her", "and his", "and the", "and their"}
# What stands beside the "and" of "a girl, aged 9, and her brother".
BESIDE_AND = {",", "aged", "age"}
# "Shot dead", "stabbed to death"; "gunned" needs "down".
TO_DEATH = ("dead", "to death")
GUNNED = "gunned"
# Numbers of some of those counted before, by the words around them.
WORDS_AROUND, LONGEST_PHRASE = 3, 30
RANGE = re.compile(r"\bbetween \S+ and$", re.IGNORECASE)
PART_OF = re.compile(r"\bof (?:them|the (?:dead|hurt|injured|killed|missing|wounded))\b", re.IGNORECASE)
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
    text = sentence.text
    telling = [(token, kind) for token in sentence if (kind := _kind(token)) is not None]
    is_told = bool(telling) or any(pattern.search(text) for pattern in (TOLL, TAKING, BEREFT, LOST))
    numbers = quantities(sentence) if is_told else []
    counted = [quantity for quantity in numbers if not _is_part_of_another(quantity, sentence)]
    of_kind: dict[CasualtyKind, Sequence[Quantity]] = dict.fromkeys(KINDS, counted)
    toll = _toll(sentence, counted)
    if toll is not None:
        of_kind["killed"] = [toll]
    used: set[int] = set()
    for token, kind in telling:
        free = [quantity for quantity in of_kind[kind] if quantity.words.start not in used]
        if is_negated(token):
            free = [quantity for quantity in free if quantity.value == 0]
        for quantity in _victims(token, free, sentence):
            used.add(quantity.words.start)
            yield _harm(kind, quantity)
    for quantity in _of_tolls(sentence, counted):
        if quantity.words.start not in used:
            used.add(quantity.words.start)
            yield _harm("killed", quantity)
    none = NO_CASUALTIES.search(text)
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
    if _is_deadly(token):
        return "killed"
    if word in harm_words()["deaths"] and token.doc[token.i + 1 : token.i + 2].text == "of":
        return None if _is_attempt(token) else "killed"
    if word == "dead" and token.doc[max(0, token.i - 1)].lower_ in harm_words()["deadly"]:
        return None  # "Shot dead": read with the shooting.
    if token.tag_ == "VB" and word not in harm_words()["intransitive"]:
        return None  # "Threatened to kill", "would wound".
    is_noun = token.pos_ == "NOUN" and any(child.dep_ == "det" for child in token.children)
    return None if is_noun else _kinds_told().get(word)


@cache
def _kinds_told() -> dict[str, CasualtyKind]:
    """What words tell of by themselves."""
    return {word: kind for kind in reversed(KINDS) for word in harm_words()[kind]}


def _is_deadly(token: Token) -> bool:
    """Whether somebody dies of what a verb tells: "shot dead", "gunned down", "fatally wounded"."""
    word, doc = token.lower_, token.doc
    if word == GUNNED:
        return _behind(token).startswith("down")
    is_deadly = word in harm_words()["deadly"]
    if is_deadly and _behind(token).startswith(TO_DEATH):
        return True
    is_wound = is_deadly or word in harm_words()["injured"]
    return is_wound and doc[max(0, token.i - 1)].lower_ == "fatally"


def _behind(token: Token) -> str:
    """The two words behind another."""
    return token.doc[token.i + 1 : token.i + 3].text


def _victims(token: Token, free: Sequence[Quantity], sentence: Span) -> list[Quantity]:
    """Those of whom a word tells, among those of whom no other does: right before it ("62 dead, 200 wounded"), behind it, or its subject."""
    bare = next((quantity for quantity in free if quantity.words.end == token.i and quantity.who.like_num), None)
    if bare is not None:
        return [bare]
    is_of_subject = token.lower_ in harm_words()["intransitive"] or _is_passive(token, sentence)
    behind = [quantity for quantity in free if quantity.words.start > token.i]
    if behind and not is_of_subject and _is_right_behind(token, behind[0]):
        return [behind[0], *_coordinated(behind)]
    before = [quantity for quantity in free if quantity.words.end <= token.i]
    if not before or not (is_of_subject or before[-1].words.end == token.i):
        return []
    return [*_joined_before(before), before[-1]] if _may_be_meant(before[-1], token) else []


def _joined_before(before: Sequence[Quantity]) -> list[Quantity]:
    """What "and" puts before the last of some numbers: "a toddler and two women died"."""
    for one, last in itertools.pairwise(before[-2:]):
        between = one.words.doc[one.words.end : last.words.start]
        if {word.lower_ for word in between if not word.like_num} - BESIDE_AND == {"and"}:
            return [one]
    return []


def _may_be_meant(quantity: Quantity, token: Token) -> bool:
    """Whether somebody named before a passive verb is its subject, not that of a verb between: in "Kovac said that fewer are killed", nobody is counted."""
    if entity_type(quantity.who.ent_type_) != "PERSON":
        return True
    between = token.doc[quantity.words.end : token.i]
    if not any(word.tag_ in FINITE and word.lower_ not in AUXILIARIES for word in between):
        return True
    subject = likely_subject_of(token)
    return subject is not None and quantity.words.start <= subject.i < quantity.words.end


def _is_right_behind(token: Token, quantity: Quantity) -> bool:
    between = token.doc[token.i + 1 : quantity.words.start]
    titles = TITLES if entity_type(quantity.who.ent_type_) == "PERSON" else ()
    return all(word.lower_ in BETWEEN or word.pos_ in titles for word in between)


def _is_passive(token: Token, sentence: Span) -> bool:
    """Whether "was", "had been" stands just before a participle, or before the one that it is coordinated with."""
    before = token.doc[max(sentence.start, token.i - WORDS_TO_BE) : token.i]
    return token.tag_ in ("VBN", "VBD", "JJ") and any(word.lower_ in BE for word in before)


def _coordinated(behind: Sequence[Quantity]) -> Iterator[Quantity]:
    """What "and" adds to the first of some numbers: "a woman and her two sons", not "12 people and injured 5"."""
    for one, other in itertools.pairwise(behind):
        between = one.words.doc[one.words.end : other.words.start].text
        if between.casefold() not in JOINING or _word_behind(other) in AUXILIARIES | harm_words()["dead"]:
            return
        yield other


def _word_behind(quantity: Quantity) -> str:
    return quantity.words.doc[quantity.words.end : quantity.words.end + 1].text.casefold()


def _is_part_of_another(quantity: Quantity, sentence: Span) -> bool:
    """Whether a number is of some of those counted before: "including three children", "ten of them", "nine of the wounded"; or the end of "between 10 and 15"."""
    doc, start, end = sentence.doc, quantity.words.start, quantity.words.end
    if RANGE.search(doc[max(sentence.start, start - WORDS_AROUND) : start].text):
        return True
    if PART_OF.search(doc[start : end + WORDS_AROUND].text):
        # "Opened fire on smugglers, killing two of them" counts none before.
        return start == sentence.start or _kind(doc[start - 1]) is None
    is_right_behind_among = "among" in doc[max(sentence.start, start - 2) : start].text.casefold().split()
    if is_right_behind_among and _word_behind(quantity) in harm_words()["dead"]:
        return False  # "Among the 20 dead were two children".
    phrase = itertools.takewhile(
        lambda word: word.text not in (",", "(", "—", "–"), reversed(doc[max(sentence.start, start - LONGEST_PHRASE) : start])
    )
    return any(word.lower_ in ("including", "among") for word in phrase)


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
