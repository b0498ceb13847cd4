"""Numbers of people in a sentence: "at least 12 civilians", "dozens of others", "a policeman", "nobody". Lists: ``data/harm.json``."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Span, Token

from onrecord.events.places import end_of_name
from onrecord.grammar import OBJECTS, POSSESSIVES, entity_type, titles_joined_to
from onrecord.records import Bound

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
VALUES = {"half": Fraction(1, 2)} | {word: Fraction(i) for i, word in enumerate(ONES)} | {word: Fraction(i) for word, i in TENS.items()}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
MANY = {"dozens", "scores", "hundreds", "thousands"}
ONE_OF_A_KIND = {"a", "an", "another", "the", "my", "your", "his", "her", "its", "our", "their"}
SMALL = rf"(?:(?:(?:{'|'.join(TENS)})[- ])?(?:{'|'.join(ONES)})|{'|'.join(TENS)})"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d{1,15})"
# "Six", "1,200", "a dozen", "1.2 million", "two hundred thousand and six".
SCALE = rf"(?:{'|'.join(SCALES)})"
SCALED = rf"(?:(?:half a|a|\d{{1,15}}\.\d{{1,15}}|{DIGITS}|{SMALL})[- ])?{SCALE}(?:[- ]{SCALE}){{,2}}"
NUMBER = re.compile(rf"{SCALED}(?: (?:and )?{SMALL}(?:[- ]{SCALE}){{,2}}){{,5}}|{DIGITS}|{SMALL}", re.IGNORECASE | re.ASCII)
# Not "12-member", "12%".
COUNTED = re.compile(rf"(?<!\w)(?:{'|'.join(MANY)}|{NUMBER.pattern})(?!\w|-|\s?%)", re.IGNORECASE | re.ASCII)
AGE = rf"(?:\d{{1,3}}|{SMALL})"
# Numbers that count nobody in the sentence: "one another", "$20", "aged 4, 7 and 9", "17-year-old", "a farmer, 61, and two cousins, 15 and 16,", "a mother of two".
NOT_OF_PEOPLE = re.compile(
    rf"\bone another\b|[$€£#]\s?(?:{NUMBER.pattern})|\b(?:aged|ages?) {AGE}(?:(?:,|,? and) {AGE})*\b|\b{AGE}[- ]?(?:year|month|week|day)s?[- ]?old\b"
    rf"|(?:(?<=, )|(?<=\()){AGE}(?: and {AGE})?(?=[,.)]| and\b)|(?:(?<=father of )|(?<=mother of )|(?<=parent of )){AGE}\b",
    re.IGNORECASE | re.ASCII,
)
NOBODY = re.compile(r"\b(?:nobody|none|no one)\b", re.IGNORECASE)
# How many are one of a kind: "a couple".
PAIRS = {"couple": 2}
BOUND_WORDS = 4
NOUN_WORDS = 5
# "12 people", "one of the three men", but "12 percent", "12 years", "12 kilometres".
PHRASE_TAGS = {"ADJ", "NOUN", "PROPN", "PRON", "DET", "PART", "NUM"}
# "One must go".
PRONOUNS = {"DET", "PRON"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of people by tokens: the whole words, the word for the people, how many (``None``: no word says) and how surely."""

    words: Span
    who: Token
    value: int | None
    bound: Bound


def quantities(sentence: Span) -> list[Quantity]:
    """The numbers of people in a sentence, in order."""
    return sorted(_Counting(sentence).quantities(), key=lambda quantity: quantity.words.start)


class _Counting:
    """Counts the people of a sentence: its numbers and names by their first token, and the tokens that count nobody, or have been counted."""

    def __init__(self, sentence: Span) -> None:
        self.sentence = sentence
        self._passed = {token.i for words in _matches(NOT_OF_PEOPLE, sentence) for token in words}
        self._numbers = {words.start: words for words in _matches(COUNTED, sentence)}
        self._known = {quantity.words.start: quantity for quantity in (*_nobody(sentence), *_named(sentence))}

    def quantities(self) -> Iterator[Quantity]:
        """The numbers of people, by the words that say how many."""
        for token in self.sentence:
            quantity = self._at(token) if token.i not in self._passed else None
            if quantity is not None:
                self._passed.update(range(token.i, quantity.words.end))
                yield quantity

    def _at(self, token: Token) -> Quantity | None:
        """What a token is the first word of."""
        if token.i in self._known:
            return self._known[token.i]
        if token.i in self._numbers:
            return self._counted(self._numbers[token.i])
        return self._single(token) if token.lower_ in ONE_OF_A_KIND else None

    def _counted(self, number: Span) -> Quantity | None:
        """Those whom a number counts; ``None`` for a date, an amount of money or of things, and where it is no number."""
        who = self._noun_behind(number)
        is_amount = entity_type(number[0].ent_type_) in ("DATE", "MONEY") or who.lemma_.casefold() in harm_words()["no people"]
        if is_amount or number[-1].pos_ in PRONOUNS:
            return None
        value = parse_number(number.text)
        start, bound = _bound(number[0], self.sentence)
        return Quantity(words=number.doc[start : who.i + 1], who=who, value=value, bound="about" if value is None else bound)

    def _single(self, token: Token) -> Quantity | None:
        """One person by "a", "the" or whose, with an age or without ("her 31-year-old mother"); "another", in "killed an officer and injured another"."""
        who = self._noun_behind(token.doc[token.i : token.i + 1])
        is_another = who.lower_ == "another" and who.dep_ in OBJECTS
        if not (is_another or _is_one_person(who)):
            return None
        return Quantity(words=token.doc[token.i : who.i + 1], who=who, value=PAIRS.get(who.lower_, 1), bound="exact")

    def _noun_behind(self, words: Span) -> Token:
        """The noun for the people that stands behind a number or an article; the last of these words where none does ("12 dead")."""
        behind = (token for token in words.doc[words.end : self.sentence.end] if token.i not in self._passed)
        phrase = itertools.takewhile(_goes_on, itertools.islice(behind, NOUN_WORDS))
        run = itertools.takewhile(_is_of_a_noun, itertools.dropwhile(lambda token: not _is_of_a_noun(token), phrase))
        nouns = [token for token in run if token.tag_ != "POS"]
        return nouns[-1] if nouns else words[-1]


def _matches(pattern: re.Pattern[str], sentence: Span) -> Iterator[Span]:
    """The words that a pattern matches; a match that cuts a word is none ("12th")."""
    matches = ((match.start() + sentence.start_char, match.end() + sentence.start_char) for match in pattern.finditer(sentence.text))
    found = (sentence.doc.char_span(*match) for match in matches)
    return (words for words in found if words is not None)


def _nobody(sentence: Span) -> Iterator[Quantity]:
    return (Quantity(words=words, who=words[-1], value=0, bound="exact") for words in _matches(NOBODY, sentence))


def _named(sentence: Span) -> Iterator[Quantity]:
    """Those named, not as whose something is; two for "Mr and Mrs Brandt"."""
    persons = (token for token in sentence if entity_type(token.ent_type_) == "PERSON")
    for first in (token for token in persons if token.ent_iob_ == "B" and token.dep_ not in POSSESSIVES):
        words = sentence.doc[first.i : end_of_name(first)]
        yield Quantity(words=words, who=first, value=2 if titles_joined_to(first) else 1, bound="exact")


def _goes_on(token: Token) -> bool:
    """Whether a token behind a number may belong to the words for the people: "12 of the Kurdish fighters", "12 dead"."""
    return token.lower_ not in harm_words()["dead"] and (token.pos_ in PHRASE_TAGS or token.lower_ == "of")


def _is_of_a_noun(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN") or token.tag_ == "POS"


def _is_one_person(noun: Token) -> bool:
    """Whether a noun, or the one before a name ("her son Luis"), is for one person."""
    noun = noun.nbor(-1) if entity_type(noun.ent_type_) == "PERSON" else noun
    is_singular = noun.tag_ == "NN" or (noun.tag_ == "NNP" and not noun.ent_type_)
    return is_singular and noun.lemma_.casefold() in harm_words()["people"]


def _bound(number: Token, sentence: Span) -> tuple[int, Bound]:
    """Where the words begin that say how sure a number is, and what they say."""
    before = number.doc[max(sentence.start, number.i - BOUND_WORDS) : number.i]
    text = f" {before.text.lower()} "
    said = next(((phrase, bound) for phrase, bound in _bounds() if text.endswith(f" {phrase} ")), None)
    return (number.i - len(said[0].split()), said[1]) if said is not None else (number.i, "exact")


@cache
def _bounds() -> Sequence[tuple[str, Bound]]:
    """Words that say how sure a number is, and what they say; the longest first: "no more than" is not "more than"."""
    bounds: dict[Bound, list[str]] = harm_words()["bounds"]
    return sorted(((phrase, bound) for bound, phrases in bounds.items() for phrase in phrases), key=lambda pair: -len(pair[0]))


def parse_number(words: str) -> int | None:
    """A whole number in digits or words ("1,200", "twenty-five", "1.2 million"); ``None`` for anything else."""
    if not NUMBER.fullmatch(words.strip()):
        return None
    total, current = Fraction(), Fraction()
    for part in re.split(r"[ -]", words.strip().lower()):
        if part in SCALES:
            current = (current or 1) * Fraction(SCALES[part])
            if SCALES[part] >= SCALES["thousand"]:
                total, current = total + current, Fraction()
        elif part not in ("and", "a"):
            current += VALUES[part] if part in VALUES else Fraction(part.replace(",", ""))
    return int(total + current)


@cache
def harm_words() -> dict[str, Any]:
    """The lists, words split into sets."""
    table = json.loads(files("onrecord").joinpath("data/harm.json").read_text("utf-8"))
    sets = {name: frozenset(words.split()) for name, words in table.items() if isinstance(words, str) and name != "about"}
    return {**sets, "bounds": table["bounds"]}
