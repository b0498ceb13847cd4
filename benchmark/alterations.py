"""Quotations of raw news, found by their marks alone, and mechanical alterations of them: a word swapped, a negation dropped, a number changed, cut."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from onrecord import Page
from onrecord.merging import Ref, Telling, Touched, Variant

QUOTED = re.compile(r"“([^“”\n]{30,400})”|(?<![\w\"])\"([^\"\n]{30,400})\"(?!\w)")
LEAST_WORDS = 8
NEGATION = re.compile(r"\b(?:not|never|no|nobody|nothing|cannot)\b|(?<=\w)n[’']t\b", re.I)
NUMBER = re.compile(
    r"\b\d[\d,]*(?:\.\d+)?\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)\b", re.I
)
PLAIN_WORD = re.compile(r"[a-z]{5,}")
NEXT_DAY = "2020-01-02"


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """A quotation altered: how, the telling that it was made from and the altered one, and what is right to find."""

    how: str
    source: Ref
    telling: Telling
    variant: Variant
    touches: Touched | None


def quotations(pages: Iterable[Page]) -> Iterator[Telling]:
    """What stands in quotation marks, of so many words at least, without who said it."""
    for page in pages:
        for number, match in enumerate(QUOTED.finditer(page.text)):
            words = match[1] or match[2]
            if len(words.split()) >= LEAST_WORDS:
                ref = Ref(article=page.id, key=str(number))
                yield Telling(ref=ref, speaker=None, name=None, kind="direct", act="say", published="2020-01-01", text=words)


def altered(found: list[Telling], count: int, *, seed: int) -> list[Altered]:
    """So many of the quotations altered, each way as often, no quotation twice; the same ones for the same seed."""
    chance = random.Random(seed)
    ways = list(WAYS)
    made: list[Altered] = []
    vocabulary = sorted({word for one in found for word in PLAIN_WORD.findall(one.text)})
    for one in chance.sample(found, len(found)):
        how = ways[len(made) % len(ways)]
        if (text := WAYS[how](one.text, chance, vocabulary)) is not None:
            variant, touches = RIGHT[how]
            telling = replace(one, ref=Ref(article=f"altered-{len(made)}", key="0"), text=text, published=NEXT_DAY)
            made.append(Altered(how=how, source=one.ref, telling=telling, variant=variant, touches=touches))
        if len(made) == count:
            break
    return made


def _swapped(text: str, chance: random.Random, vocabulary: list[str]) -> str | None:
    """A word replaced by one of another quotation."""
    places = [match for match in PLAIN_WORD.finditer(text) if not NEGATION.fullmatch(match[0]) and not NUMBER.fullmatch(match[0])]
    if not places:
        return None
    place = chance.choice(places)
    words = [
        word for word in chance.sample(vocabulary, 3) if word != place[0] and not NUMBER.fullmatch(word) and not NEGATION.fullmatch(word)
    ]
    return text[: place.start()] + words[0] + text[place.end() :] if words else None


def _affirmed(text: str, chance: random.Random, _: list[str]) -> str | None:
    """A negation left out."""
    places = list(NEGATION.finditer(text))
    if not places:
        return None
    place = chance.choice(places)
    if place[0].lower() == "cannot":
        return text[: place.start()] + "can" + text[place.end() :]
    return " ".join((text[: place.start()] + text[place.end() :]).split())


def _recounted(text: str, chance: random.Random, _: list[str]) -> str | None:
    """A number replaced by another."""
    places = list(NUMBER.finditer(text))
    if not places:
        return None
    place = chance.choice(places)
    return text[: place.start()] + str(chance.randint(13, 999)) + text[place.end() :]


def _cut(text: str, chance: random.Random, _: list[str]) -> str | None:
    """The end left out, or what comes before the last comma or full stop."""
    words = text.split()
    if chance.random() < 1 / 2:
        return " ".join(words[: max(LEAST_WORDS - 2, len(words) * 2 // 3)]) if len(words) > LEAST_WORDS else None
    clauses = re.split(r"(?<=[,.;])\s+", text)
    rest = " ".join(clauses[1:])
    return rest if len(clauses) > 1 and len(rest.split()) >= LEAST_WORDS - 2 else None


WAYS: Mapping[str, Callable[[str, random.Random, list[str]], str | None]] = {
    "a word swapped": _swapped,
    "a negation dropped": _affirmed,
    "a number changed": _recounted,
    "cut": _cut,
}
RIGHT: Mapping[str, tuple[Variant, Touched | None]] = {
    "a word swapped": ("altered", None),
    "a negation dropped": ("altered", "negation"),
    "a number changed": ("altered", "number"),
    "cut": ("shortened", None),
}
