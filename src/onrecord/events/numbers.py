"""Numbers of people in a sentence: "at least 12 civilians", "dozens of others", "a policeman", "nobody". Lists: ``data/harm.json``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
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
AGE = re.compile(r"\s*\d{1,3}[- ]?(?:year|month|week|day)s?[- ]?old\b")
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
    head, last = _people(end, sentence)
    if (value is None and not many) or head is None or entity_type(token.ent_type_) in ("DATE", "MONEY") or _is_age(number, sentence):
        return None
    start, bound = _bound(token, sentence)
    return Quantity(words=doc[start:last], who=head if head.i >= end else number[-1], value=value, bound="about" if many else bound)


def _is_age(number: Span, sentence: Span) -> bool:
    """Whether a number stands between commas behind a name: "Tsarnaev, 26, was killed"."""
    doc, start, end = number.doc, number.start, number.end
    is_set_off = start - 1 > sentence.start and end < sentence.end and doc[start - 1].text == "," and doc[end].text in (",", ".", ")")
    return is_set_off and doc[start - 2].pos_ == "PROPN"


def _end_of_number(token: Token, sentence: Span) -> int | None:
    """Where a number that begins with a token ends; ``None`` where none does."""
    doc, i = token.doc, token.i
    if not (_is_number(token) or token.lower_ in MANY) or (token.i > sentence.start and doc[token.i - 1].text in ("$", "€", "£", "#")):
        return None
    while i + 1 < sentence.end:
        following = doc[i + 1]
        after = doc[i + 2] if i + 2 < sentence.end else None
        joins = following.text in ("-", "and") and after is not None and _is_number(after) and not after.text[:1].isdigit()
        scaled = any(word.lower_ in SCALES for word in doc[token.i : i + 1])
        if _is_number(following) or (following.lower_ in MANY and token.i == i):
            i += 1
        elif joins and (following.text == "-" or scaled):
            i += 2
        else:
            break
    return i + 1


def _is_number(token: Token) -> bool:
    return parse_number(token.text) is not None and token.tag_ not in ("DT", "PRP")


def _people(end: int, sentence: Span) -> tuple[Token | None, int]:
    """The word for the people counted, behind the number, and where the phrase ends; the number itself where no noun follows."""
    doc = sentence.doc
    i, head = end, None
    if i < sentence.end and doc[i].lower_ == "of":
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
        age = AGE.match(sentence.text, token.idx + len(token) - sentence.start_char)
        aged = doc.char_span(token.idx, sentence.start_char + age.end(), alignment_mode="expand") if age is not None else None
        head, last = _people(aged.end if aged is not None else token.i + 1, sentence)
        if head is not None and head.lemma_.casefold() in harm_words()["people"] and head.tag_ == "NN":
            return Quantity(words=doc[token.i : last], who=head, value=1, bound="exact")
    is_name = entity_type(token.ent_type_) == "PERSON" and token.ent_iob_ == "B" and token.dep_ not in POSSESSIVES
    if is_name:
        last = token.i + 1
        while last < sentence.end and doc[last].ent_iob_ == "I" and entity_type(doc[last].ent_type_) == "PERSON":
            last += 1
        value = 2 if titles_joined_to(token) else 1  # "Mr and Mrs Brandt".
        return Quantity(words=doc[token.i : last], who=token, value=value, bound="exact")
    return None


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
    """A whole number in digits or words ("1,200", "twenty-five", "two hundred"); ``None`` for anything else."""
    digits = re.fullmatch(r"\d{1,3}(?:,\d{3})*|\d+", words.strip())
    if digits:
        return int(words.strip().replace(",", ""))
    total = current = 0
    parts = [part for part in re.split(r"[\s-]+", words.strip().lower()) if part]
    if parts in ([], ["a"], ["and"]):
        return None
    for part in parts:
        if part in ONES:
            current += ONES.index(part)
        elif part in TENS:
            current += TENS[part]
        elif part in SCALES:
            current = max(1, current) * SCALES[part]
            if SCALES[part] >= SCALES["thousand"]:
                total, current = total + current, 0
        elif re.fullmatch(r"\d{1,3}(?:,\d{3})*|\d+", part):
            current += int(part.replace(",", ""))
        elif part not in ("and", "a"):
            return None
    return total + current


@cache
def harm_words() -> dict[str, Any]:
    """The lists, words split into sets."""
    table = json.loads(files("onrecord").joinpath("data/harm.json").read_text("utf-8"))
    sets = {name: frozenset(words.split()) for name, words in table.items() if isinstance(words, str) and name != "about"}
    return {**sets, "bounds": table["bounds"]}
