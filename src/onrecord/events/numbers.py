"""Numbers of people in a sentence: "at least 12 civilians", "dozens of others", "a policeman", "nobody". Lists: ``data/harm.json``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Span, Token

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
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
MANY = {"dozens", "scores", "hundreds", "thousands"}
ONE_OF_A_KIND = {"a", "an", "another", "the", "my", "your", "his", "her", "its", "our", "their"}
SMALL = rf"(?:{'|'.join(TENS)})?-?(?:{'|'.join(ONES)})|{'|'.join(TENS)}"
AGE = re.compile(rf"\s*(?:\d{{1,3}}|{SMALL})[- ]?(?:year|month|week|day)s?[- ]?old\b", re.IGNORECASE)
# "1.2" of "1.2 million".
DECIMAL = re.compile(r"\d+\.\d+")
HALF_A_DOZEN = "half a dozen"
COUPLE = "couple"
# "A mother of two", "both aged 12".
OF_A_PARENT, AGED = "of", ("aged", "age", "ages")
NOBODY = {"nobody", "none"}
BOUND_WORDS = 4
# Words of which it is kept in memory whether they are a number.
WORDS_KEPT = 10_000
NOUN_WORDS = 5
# "12 people", but "12 percent", "12 years", "12 kilometres".
PHRASE_TAGS = {"ADJ", "NOUN", "PROPN", "PRON", "DET", "PART"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of people by tokens: the whole words, the word for the people, how many (``None``: no word says) and how surely."""

    words: Span
    who: Token
    value: int | None
    bound: Bound


def quantities(sentence: Span) -> list[Quantity]:
    """The numbers of people in a sentence, in order."""
    return sorted(_found(sentence), key=lambda quantity: quantity.words.start)


def _found(sentence: Span) -> Iterator[Quantity]:
    taken = -1
    for token in sentence:
        if token.i <= taken or _is_each_other(token):
            continue
        quantity = _nobody(token, sentence) or _counted(token, sentence) or _single(token, sentence)
        if quantity is not None:
            taken = quantity.words.end - 1
            yield quantity


def _is_each_other(token: Token) -> bool:
    """Whether a word is one of "one another", which counts nobody."""
    if token.lower_ not in ("one", "another"):
        return False
    start = token.i if token.lower_ == "one" else max(0, token.i - 1)
    return token.doc[start : start + 2].text.casefold() == "one another"


def _counted(token: Token, sentence: Span) -> Quantity | None:
    doc = token.doc
    end = _end_of_number(token, sentence)
    if end is None:
        return None
    number = doc[token.i : end]
    many = number[-1].lower_ in MANY
    value = None if many else parse_number(number.text)
    head, last = _people(_end_of_age(end, sentence) or end, sentence)
    if (value is None and not many) or head is None or entity_type(token.ent_type_) in ("DATE", "MONEY"):
        return None
    if _is_age(number, sentence) or _is_of_a_parent(number, sentence):
        return None
    start, bound = _bound(token, sentence)
    return Quantity(words=doc[start:last], who=head if head.i >= end else number[-1], value=value, bound="about" if many else bound)


def _is_age(number: Span, sentence: Span) -> bool:
    """Whether a number tells how old somebody is: behind "aged", or set off behind a name or a person ("Tsarnaev, 26, was killed", "two boys, 12 and 14,")."""
    doc, start, end = number.doc, number.start, number.end
    while start - 2 > sentence.start and doc[start - 1].text in (",", "and") and doc[start - 2].like_num:
        start -= 2
    if start > sentence.start and doc[start - 1].lower_ in AGED:
        return True
    is_set_off = start - 1 > sentence.start and end < sentence.end and doc[start - 1].text in (",", "(")
    return is_set_off and doc[end].text in (",", ".", ")", "and") and _is_somebody(doc[start - 2])


def _is_somebody(token: Token) -> bool:
    return token.pos_ == "PROPN" or token.lemma_.casefold() in harm_words()["people"]


def _is_of_a_parent(number: Span, sentence: Span) -> bool:
    """Whether a number is of somebody's children: "a mother of two"."""
    before = number.doc[max(sentence.start, number.start - 2) : number.start]
    return len(before) == 2 and before[1].lower_ == OF_A_PARENT and before[0].tag_ == "NN" and _is_somebody(before[0])


def _end_of_age(start: int, sentence: Span) -> int | None:
    """Where an age ends that begins at a token: "17-year-old" of "two 17-year-old girls"."""
    if start >= sentence.end:
        return None
    age = AGE.match(sentence.text, sentence.doc[start].idx - sentence.start_char)
    words = sentence.doc.char_span(sentence.doc[start].idx, sentence.start_char + age.end(), alignment_mode="expand") if age else None
    return words.end if words is not None else None


def _end_of_number(token: Token, sentence: Span) -> int | None:
    """Where a number that begins with a token ends; ``None`` where none does."""
    doc, i = token.doc, token.i
    if not (_is_number(token) or token.lower_ in MANY or token.lower_ == "half") or (
        token.i > sentence.start and doc[token.i - 1].text in ("$", "€", "£", "#")
    ):
        return None
    if doc[i : min(i + 3, sentence.end)].text.casefold() == HALF_A_DOZEN:
        return i + 3
    while i + 1 < sentence.end:
        following = doc[i + 1]
        after = doc[i + 2] if i + 2 < sentence.end else None
        joins = following.text in ("-", "and") and after is not None and _is_number(after) and not after.text[:1].isdigit()
        if _end_of_age(i + 1, sentence) is not None:
            break  # "Two 17-year-old girls".
        scaled = any(word.lower_ in SCALES for word in doc[token.i : i + 1])
        if _is_number(following) or (following.lower_ in MANY and token.i == i):
            i += 1
        elif joins and (following.text == "-" or scaled):
            i += 2
        else:
            break
    return i + 1


def _is_number(token: Token) -> bool:
    if DECIMAL.fullmatch(token.text):
        return token.i + 1 < len(token.doc) and token.nbor().lower_ in SCALES
    return parse_number(token.text) is not None and token.tag_ not in ("DT", "PRP")


def _people(end: int, sentence: Span) -> tuple[Token | None, int]:
    """The word for the people counted, behind the number, and where the phrase ends; the number itself where no noun follows."""
    doc = sentence.doc
    i, head = end, None
    if i < sentence.end and doc[i].lower_ == "of":
        i += 1
        while i < sentence.end and doc[i].pos_ in ("DET", "NUM"):  # "One of the three men".
            i += 1
    while i < min(sentence.end, end + NOUN_WORDS) and doc[i].pos_ in PHRASE_TAGS and doc[i].lower_ not in harm_words()["dead"]:
        if doc[i].pos_ in ("NOUN", "PROPN") or doc[i].lower_ in ("others", "them"):
            head = doc[i]
        elif head is not None and doc[i].tag_ != "POS":
            break
        i += 1
    if head is None:
        number = doc[end - 1]
        is_bare = end >= sentence.end or doc[end].pos_ not in ("NOUN", "PROPN") or doc[end].lower_ in harm_words()["dead"]
        return (number, end) if is_bare and (end >= sentence.end or doc[end].text not in ("%", "-")) else (None, end)
    if head.lemma_.casefold() in harm_words()["no people"]:
        return None, end
    return head, head.i + 1


def _nobody(token: Token, sentence: Span) -> Quantity | None:
    is_no_one = token.lower_ == "no" and token.i + 1 < sentence.end and token.doc[token.i + 1].lower_ == "one"
    if not is_no_one and token.lower_ not in NOBODY:
        return None
    words = token.doc[token.i : token.i + 1 + is_no_one]
    return Quantity(words=words, who=words[-1], value=0, bound="exact")


def _single(token: Token, sentence: Span) -> Quantity | None:
    """One person by "a", "the" or whose, with an age or without ("her 31-year-old mother"), or by name."""
    doc = token.doc
    if token.lower_ == "another" and token.head.i < token.i and token.dep_ in OBJECTS:
        return Quantity(words=doc[token.i : token.i + 1], who=token, value=1, bound="exact")  # "Killed an officer and injured another".
    if token.lower_ in ONE_OF_A_KIND:
        head, last = _people(_end_of_age(token.i + 1, sentence) or token.i + 1, sentence)
        if head is not None and _is_one_person(head):
            return Quantity(words=doc[token.i : last], who=head, value=2 if head.lower_ == COUPLE else 1, bound="exact")
    is_name = entity_type(token.ent_type_) == "PERSON" and token.ent_iob_ == "B" and token.dep_ not in POSSESSIVES
    if is_name:
        last = token.i + 1
        while last < sentence.end and doc[last].ent_iob_ == "I" and entity_type(doc[last].ent_type_) == "PERSON":
            last += 1
        value = 2 if titles_joined_to(token) else 1  # "Mr and Mrs Brandt".
        return Quantity(words=doc[token.i : last], who=token, value=value, bound="exact")
    return None


def _is_one_person(noun: Token) -> bool:
    """Whether a noun, or the one before a name ("her son Luis"), is for one person."""
    is_name = entity_type(noun.ent_type_) == "PERSON" and noun.ent_iob_ == "B" and noun.i > 0
    noun = noun.nbor(-1) if is_name else noun
    is_singular = noun.tag_ == "NN" or (noun.tag_ == "NNP" and not noun.ent_type_)
    return is_singular and noun.lemma_.casefold() in harm_words()["people"]


def _bound(number: Token, sentence: Span) -> tuple[int, Bound]:
    """Where the words begin that say how sure a number is, and what they say."""
    doc = number.doc
    before = doc[max(sentence.start, number.i - BOUND_WORDS) : number.i]
    text = f" {before.text.lower()} "
    if re.search(r" between \S+ and $", text):
        return number.i, "exact"
    bounds: dict[Bound, list[str]] = harm_words()["bounds"]
    for bound, phrases in bounds.items():
        for phrase in sorted(phrases, key=len, reverse=True):
            if text.endswith(f" {phrase} "):
                return number.i - len(phrase.split()), bound
    return number.i, "exact"


@lru_cache(maxsize=WORDS_KEPT)
def parse_number(words: str) -> int | None:
    """A whole number in digits or words ("1,200", "twenty-five", "1.2 million"); ``None`` for anything else."""
    if words.strip().casefold() == HALF_A_DOZEN:
        return SCALES["dozen"] // 2
    parts = [part for part in re.split(r"[\s-]+", words.strip().lower()) if part]
    if parts in ([], ["a"], ["and"]):
        return None
    total, current = 0, Fraction()
    for part in parts:
        if part in SCALES:
            current = (current or 1) * Fraction(SCALES[part])
            if SCALES[part] >= SCALES["thousand"]:
                total, current = total + int(current), Fraction()
        elif (small := _small_number(part)) is not None:
            current += small
        elif part not in ("and", "a"):
            return None
    return total + int(current) if current.denominator == 1 else None


def _small_number(word: str) -> Fraction | None:
    """A number in one word without a scale: "twelve", "1,200", "1.2"."""
    if word in ONES:
        return Fraction(ONES.index(word))
    if word in TENS:
        return Fraction(TENS[word])
    is_number = re.fullmatch(r"\d{1,3}(?:,\d{3})*|\d+", word) or DECIMAL.fullmatch(word)
    return Fraction(word.replace(",", "")) if is_number else None


@cache
def harm_words() -> dict[str, Any]:
    """The lists, words split into sets."""
    table = json.loads(files("onrecord").joinpath("data/harm.json").read_text("utf-8"))
    sets = {name: frozenset(words.split()) for name, words in table.items() if isinstance(words, str) and name != "about"}
    return {**sets, "bounds": table["bounds"]}
