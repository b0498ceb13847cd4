"""The dead and the injured: numbers, of whom, exact or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from onrecord.grammar import PASSIVE_SUBJECTS, SUBJECTS, conjuncts, is_negated, noun_phrase, objects_of
from onrecord.records import Bound, CasualtyKind

KILLED = {"kill", "die", "murder", "slay", "assassinate", "execute", "behead", "massacre"}
INJURED = {"injure", "wound", "hurt"}
DEAD_WORDS = {"dead": "killed", "injured": "injured", "wounded": "injured", "hurt": "injured"}
WORDS = [
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
    "twenty",
]
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
AT_LEAST = {"least", "more", "over", "than", "exceed", "minimum"}
ABOUT = {"about", "around", "nearly", "almost", "some", "approximately", "roughly", "estimated", "up"}
AT_MOST = {"most", "up to", "fewer", "less"}
PEOPLE = {
    "people", "person", "civilian", "soldier", "child", "other", "man", "woman", "victim", "officer", "policeman", "troop", "member", "student", "worker",
    "militant", "terrorist", "fighter", "rebel", "police", "resident", "passenger", "protester", "journalist", "serviceman", "servicemember", "american",
    "suspect", "mother", "father", "wife", "husband", "son", "daughter", "baby", "teenager", "driver", "leader", "commander", "minister", "ambassador", "priest",
    "boy", "girl", "bystander", "hostage", "attacker", "gunman", "migrant", "refugee", "guard", "personnel", "employee", "tourist", "pilgrim", "villager",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """A group of people harmed, by tokens: the words, the noun for the people, how many and how surely."""

    kind: CasualtyKind
    value: int | None
    bound: Bound
    words: Span
    who: Token


def find_harm(sentence: Span) -> Iterator[Harm]:
    """Yield who was killed or injured in a sentence, one for each group and kind."""
    for token in sentence:
        kind = _kind(token)
        if kind is None or is_negated(token):
            continue
        for victim in _victims(token):
            value, bound = count_people(victim)
            if value is not None:
                yield Harm(kind=kind, value=value, bound=bound, words=noun_phrase(victim), who=victim)


def count_people(noun: Token) -> tuple[int | None, Bound]:
    """How many people a noun stands for: its number, one for a singular, unknown for a bare plural."""
    number = (
        noun
        if noun.like_num or noun.pos_ == "NUM"
        else next((c for c in noun.children if c.dep_ in ("nummod", "nmod") and (c.like_num or c.pos_ == "NUM")), None)
    )
    if number is None:
        if noun.tag_ == "NN" and any(child.lower_ in ("a", "an", "one", "another") for child in noun.children):
            return 1, "exact"
        return (1, "exact") if noun.tag_ == "NNP" and noun.ent_type_ in ("PERSON", "PER") else (None, "exact")
    value = parse_number(" ".join(t.lower_ for t in number.subtree if t.like_num or t.lower_ in SCALES) or number.lower_)
    before = {t.lower_ for t in number.doc[max(number.sent.start, number.i - 3) : number.i]}
    if before & AT_LEAST and "most" not in before:
        return value, "at_least"
    if "up" in before or "most" in before:
        return value, "at_most"
    return value, "about" if before & ABOUT else "exact"


def parse_number(words: str) -> int | None:
    """A whole number in digits or words ("1,200", "twenty-five", "two hundred"); ``None`` for anything else."""
    digits = re.fullmatch(r"\d{1,3}(?:,\d{3})*|\d+", words.strip())
    if digits:
        return int(words.strip().replace(",", ""))
    total = current = 0
    parts = re.split(r"[\s-]+", words.strip().lower())
    for part in parts:
        if part in WORDS:
            current += WORDS.index(part)
        elif part in TENS:
            current += TENS[part]
        elif part in SCALES:
            current = max(1, current) * SCALES[part]
            if SCALES[part] >= 1000:
                total, current = total + current, 0
        elif part.isdigit():
            current += int(part)
        elif part not in ("and", "a", ""):
            return None
    return total + current if parts != [""] else None


def _kind(token: Token) -> CasualtyKind | None:
    lemma = token.lemma_.casefold()
    if token.pos_ in ("VERB", "ADJ", "NOUN") and token.lower_ in DEAD_WORDS and token.tag_ != "NN":
        return "killed" if token.lower_ == "dead" else "injured"
    if token.pos_ != "VERB":
        return None
    return "killed" if lemma in KILLED else "injured" if lemma in INJURED else None


def _victims(token: Token) -> list[Token]:
    """Nouns for those harmed: the object, the subject of a passive or of "die"; "two dead" and "leaving 20 wounded"."""
    passive = any(child.dep_ in PASSIVE_SUBJECTS for child in token.children)
    if passive or token.lemma_.casefold() == "die" or token.lower_ in DEAD_WORDS:
        found = [noun for child in token.children if child.dep_ in SUBJECTS for noun in conjuncts(child)]
        if token.dep_ == "conj" and not found and token.head.pos_ == "VERB":
            found = [noun for child in token.head.children if child.dep_ in PASSIVE_SUBJECTS for noun in conjuncts(child)]
        if token.lower_ in DEAD_WORDS and not found:
            found = [child for child in token.children if child.dep_ in ("nummod", "nsubj")] or (
                [token.head] if token.dep_ in ("acl", "amod") else []
            )
            found += objects_of(token) if token.tag_ in ("VBD", "VBG") else []
            if token.dep_ == "xcomp":
                found += objects_of(token.head)
        return [noun for noun in found if _are_people(noun)]
    return [noun for noun in objects_of(token) if _are_people(noun)]


def _are_people(noun: Token) -> bool:
    return noun.like_num or noun.pos_ == "NUM" or noun.lemma_.casefold() in PEOPLE or noun.ent_type_ in ("PERSON", "PER")
