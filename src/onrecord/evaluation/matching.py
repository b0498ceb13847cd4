"""One-to-one matching of predictions with the annotation, and alignment of actors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from onrecord.article import Span
from onrecord.evaluation.gold import GoldActor
from onrecord.records import Actor

G = TypeVar("G")
P = TypeVar("P")

TITLES = re.compile(
    r"^(the|president|prime minister|minister|foreign minister|chancellor|secretary|senator|sen\.|rep\.|gov\.|governor|"
    r"mr\.?|mrs\.?|ms\.?|dr\.?|sir|lord|king|queen|prince|pope|general|gen\.|colonel|col\.|us|u\.s\.)\s+",
    re.IGNORECASE,
)
# Separators after which text is no part of a name: "Nick Clegg, the former leader (Lib Dem)".
PARTS = re.compile(r"[,;()]\s*|\s[–—-]\s")
PARTICLES = {"de", "van", "von", "der", "den", "bin", "ibn", "al", "el", "la", "le", "du", "da", "dos", "di"}
RANKS = {
    "minister", "president", "premier", "secretary", "senator", "governor", "general", "chancellor", "chairman", "chairwoman", "chief", "director",
    "spokesman", "spokeswoman", "ambassador", "mayor", "judge", "justice", "professor", "commissioner", "leader", "officer", "colonel", "major",
    "captain", "sergeant", "king", "prince", "princess", "queen", "pope", "bishop",
}  # fmt: skip
# Words after which a capitalised word is no surname: "the president of Turkey".
LINKS = {"of", "for", "in", "from", "at", "and"}
SHORTEST_SURNAME = 4


def match(gold: Sequence[G], found: Sequence[P], affinity: Callable[[G, P], float]) -> list[tuple[int, int]]:
    """Greedy one-to-one matching: pairs of indices by falling affinity; pairs of affinity zero never match."""
    scored = sorted(
        ((affinity(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(found)), key=lambda scored: (-scored[0], *scored[1:])
    )
    pairs: list[tuple[int, int]] = []
    left, right = set(range(len(gold))), set(range(len(found)))
    for score, i, j in scored:
        if score > 0 and i in left and j in right:
            pairs.append((i, j))
            left.remove(i)
            right.remove(j)
    return pairs


def characters(spans: Iterable[Span], text: str) -> frozenset[int]:
    """Offsets of the characters that spans cover, without white space."""
    return frozenset(i for span in spans for i in range(span.start, min(span.end, len(text))) if not text[i].isspace())


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Jaccard similarity."""
    return len(a & b) / len(a | b) if a | b else 0.0


def same_actors(gold: Sequence[GoldActor], found: Sequence[Actor]) -> dict[str, str]:
    """{id of a predicted actor: id of the annotated actor}, one to one, the most similar first."""
    return {found[j].id: gold[i].id for i, j in match(gold, found, likeness)}


def likeness(gold: GoldActor, found: Actor) -> float:
    """Similarity of two actors: by identifier where both have one, else by name; 0 for different actors."""
    if gold.wikidata and found.wikidata:
        return 3.0 if gold.wikidata == found.wikidata else 0.0
    return likeness_by_name(gold, found)


def likeness_by_name(gold: GoldActor, found: Actor) -> float:
    """Similarity by names alone: the more of them agree, the higher."""
    ours, theirs = list(_written(gold.name, gold.mentions)), list(_written(found.name, _mentions(found)))
    a, b = ({text.casefold() for text in texts} for texts in (ours, theirs))
    if a & b:
        return 1 + 2 * len(a & b) / (len(a) + len(b))
    if gold.type == "person" and found.type not in ("organization", "country"):
        one, other = _surnames(ours), _surnames(theirs)
        if any(not one[name] or not other[name] or one[name] & other[name] for name in one.keys() & other.keys()):
            return 1 / (1 + len(b))
    return 0.0


def _mentions(actor: Actor) -> Iterator[str]:
    return (mention.text for mention in actor.mentions if mention.form != "pronoun")


def _written(name: str, mentions: Iterable[str]) -> Iterator[str]:
    """An actor's names as written, without titles and genitives."""
    for text in (name, *mentions):
        for part in dict.fromkeys([text, *PARTS.split(text)[:3]]):
            part = re.sub(r"['’]s?$", "", " ".join(part.split()).strip(" .,;:"))
            while TITLES.match(part):
                part = TITLES.sub("", part, count=1)
            if part:
                yield part


def _surnames(texts: Iterable[str]) -> dict[str, set[str]]:
    """{last name: given names seen before it}, from the capitalised words at the end of each text."""
    found: dict[str, set[str]] = {}
    for text in texts:
        run: list[str] = []
        for word in reversed(text.split()):
            is_particle = bool(run) and word.split("-")[0].casefold() in PARTICLES
            if word.casefold() in RANKS or not (word[0].isupper() or is_particle):
                if word.casefold() in LINKS:
                    run = []
                break
            run.insert(0, word.casefold())
        if run and len(run[-1]) >= SHORTEST_SURNAME:
            found.setdefault(run[-1], set()).update(word for word in run[:-1] if word not in PARTICLES)
    return found
