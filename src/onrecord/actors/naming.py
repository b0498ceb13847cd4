"""Who is meant by a description and named elsewhere: one of those nearby, or nobody.

Each candidate is scored by the reader (``PairScores``), and by a linear model of what is known of both; weights: ``data/descriptions.json``
(training/coreference).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.actors.candidates import SENTENCES_BACK, SENTENCES_ON, Nearby, chances_of, distance_of, held_against, score_of, weights_of
from onrecord.actors.chain import Chain, may_be_called
from onrecord.actors.mention import FoundMention
from onrecord.actors.nouns import is_body_or_medium, words
from onrecord.columns import Columns, columns_of
from onrecord.grammar import APPOSITIONS
from onrecord.marks import Voices

GENITIVE = re.compile(r"['’]s?\s")
# A name less likely than this is nobody's. Of 1,022 kept-out articles .5 has attributed .7444, .4 .7461, .3 .7452.
LEAST_CHANCE = 0.4
# Words before a noun by which it stands for nobody in particular.
WHOEVER = {"any", "each", "every", "no"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known of a text when its descriptions are looked at. ``sources``: heads of the words for who says something; ``is_elsewhere``: whether somebody named is known to be of another country than somebody described."""

    doc: Doc
    voices: Voices
    sources: Container[int]
    is_elsewhere: Callable[[Chain, Chain], bool] = lambda _named, _described: False


def unite_named(chains: list[Chain], setting: Setting) -> None:
    """Give somebody with a name the descriptions that most likely mean them."""
    nearby = Nearby(chain for chain in chains if chain.names)
    for described in [chain for chain in chains if not chain.names and not _is_whoever(chain, setting.doc)]:
        found = judged(described, nearby.of(first_of(described).sentence), setting)
        scores = scores_of(described, [named for _, named in found], setting)
        chances = chances_of([features for features, _ in found], scores, weights_of("descriptions"))
        best, named = max(zip(chances, (named for _, named in found), strict=True), key=lambda pair: pair[0], default=(0.0, described))
        if best >= LEAST_CHANCE:
            for mention in described.mentions:
                named.add(mention, f"described so ({best:.2f})")
                nearby.add(mention, named)
            described.keep([])
    chains[:] = [chain for chain in chains if chain.mentions]


def _is_whoever(described: Chain, doc: Doc) -> bool:
    """Whether words are for nobody in particular: "any French politician"."""
    return doc[first_of(described).start].lower_ in WHOEVER


def judged(described: Chain, chains: Iterable[Chain], setting: Setting) -> list[tuple[dict[str, float], Chain]]:
    """The candidates for somebody described, with what speaks for and against each beside the others."""
    first, columns = first_of(described), columns_of(setting.doc)
    found = [
        named
        for named in candidates(described, chains)
        if not setting.is_elsewhere(named, described) and not _has_another_part(named, first, columns)
    ]
    if not found:
        return []
    words = _words_for(described, setting.doc)
    kind, start = words.kind, words.first.start
    by_place = sorted(found, key=lambda chain: -chain.last_before(start))
    by_weight = sorted(found, key=lambda chain: -len(chain.mentions))
    speaking = [chain for chain in by_place if any(m.head in setting.sources and m.start < start for m in chain.mentions)]
    return [
        (
            evidence(words, named, setting)
            | {
                f"{kind}: {min(by_place.index(named), 3)}. nearest": 1.0,
                f"{kind}: {min(by_weight.index(named), 3)}. most named": 1.0,
                f"{kind}: last who spoke": float(speaking[:1] == [named]),
                f"{kind}: of how many": math.log(len(found)),
            },
            named,
        )
        for named in found
    ]


def candidates(described: Chain, chains: Iterable[Chain]) -> Iterator[Chain]:
    """Chains with a name nearby that nothing rules out."""
    first = first_of(described)
    for chain in chains:
        if may_be_called(chain, described) and not _is_within(chain, first):
            nearest = min(chain.mentions, key=lambda mention: abs(mention.sentence - first.sentence))
            if -SENTENCES_BACK <= nearest.sentence - first.sentence <= SENTENCES_ON:
                yield chain


def _has_another_part(chain: Chain, words: FoundMention, columns: Columns) -> bool:
    """Whether somebody takes part beside somebody else, in what one verb tells or one list names: "Kovac attacked the town", "Kovac and the minister"."""
    governor = columns.heads[words.head]
    is_listed = columns.relations[words.head] == "conj" and governor in chain.heads
    return is_listed or any(
        columns.heads[head] == governor and columns.relations[head] not in APPOSITIONS
        for head in chain.heads
        if head not in (governor, words.head)
    )


def _is_within(chain: Chain, words: FoundMention) -> bool:
    """Whether somebody is named in the words for somebody else: "a spokesman for Roth" is not Roth."""
    return any(words.start <= mention.head < words.end for mention in chain.mentions)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The first words for somebody described: their article, noun, and all nouns and adjectives."""

    described: Chain
    first: FoundMention
    determiner: str
    noun: str
    content: set[str]

    @property
    def kind(self) -> str:
        """What features that differ by it are named after."""
        return f"{self.described.type}, {self.determiner}"


def _words_for(described: Chain, doc: Doc) -> _Words:
    first = first_of(described)
    noun = first.nouns[0] if first.nouns else ""
    return _Words(described=described, first=first, determiner=_determiner(doc, first), noun=noun, content=_content(doc, first))


def evidence(words_for: _Words, named: Chain, setting: Setting) -> dict[str, float]:
    """What speaks for and against a name for somebody described, as features by name."""
    described, first, noun, phrase, kind = words_for.described, words_for.first, words_for.noun, words_for.content, words_for.kind
    before = [mention for mention in named.mentions if mention.start < first.start]
    behind = [mention for mention in named.mentions if mention.start > first.start]
    apart = min((abs(mention.sentence - first.sentence) for mention in before), default=None)
    on = min((abs(mention.sentence - first.sentence) for mention in behind), default=None)
    role = {word for mention in named.mentions if mention.role for word in _own(mention.role).casefold().split()}
    last = max(before, key=lambda mention: mention.start, default=None)
    return {
        "bias": 1.0,
        kind: 1.0,
        f"{named.type}, for {described.type}": 1.0,
        f"{kind}: {distance_of(apart)} back": 1.0,
        f"{kind}: {distance_of(on)} on": 1.0,
        f"{kind}: named only behind": float(not before),
        "noun in title": float(noun in role | named.nouns),
        "words in title": float(len(phrase & role)),
        "words in name": float(len(phrase & {word for name in named.names for word in name})),
        "kinds agree": float(bool(described.kinds.get(noun, set()) & named.kinds.get(noun, set()))),
        "country agrees": float(bool(described.countries & named.countries)),
        "country of one": float(bool(described.countries) != bool(named.countries)),
        "gender agrees": float(described.gender is not None and described.gender == named.gender),
        "has a title": float(bool(role)),
        f"{kind}: bare": float(len(phrase) <= 1),
        f"{kind}: words": math.log1p(len(phrase)),
        "speaks": float(first.head in setting.sources),
        "name before it speaks": float(last is not None and last.head in setting.sources),
        "name before it is subject": float(last is not None and last.subject),
        "both speak": float(first.head in setting.sources and any(mention.head in setting.sources for mention in named.mentions)),
        "mentions of the name": math.log1p(len(named.mentions)),
        "mentions of the description": math.log1p(len(described.mentions)),
        f"{kind}: in the first sentences": float(first.sentence <= 1),
        "quoted": float(first.quoted),
        f"{kind}: epithet": float(noun in words("epithet")),
        f"{kind}: body": float(is_body_or_medium(noun)),
        f"{kind}: leader": float(noun in words("leader")),
        f"noun {noun}, {words_for.determiner}": 1.0,
        "named by the reader": max(_chances(described, named, setting), default=0.0),
    }


def _own(role: str) -> str:
    """What somebody is, without whose: "chief of staff", of "President Roth's chief of staff"."""
    return GENITIVE.split(role)[-1]


def scores_of(described: Chain, candidates: Iterable[Chain], setting: Setting) -> list[float]:
    """The reader's score of each candidate, less that of nobody."""
    first = first_of(described)
    return [score_of(first.head, held_against(first.start, named), setting.voices) for named in candidates]


def first_of(chain: Chain) -> FoundMention:
    """The first mention of somebody."""
    return min(chain.mentions, key=lambda mention: mention.start)


def _chances(described: Chain, named: Chain, setting: Setting) -> Iterator[float]:
    for mention in described.mentions:
        yield from (chance for word, chance in setting.voices.names.get(mention.head, {}).items() if word in named.heads)


def _determiner(doc: Doc, mention: FoundMention) -> str:
    word = doc[mention.start].lower_
    return "the" if word in ("the", "this", "that") else "a" if word in ("a", "an", "one") else "own" if mention.definite else "none"


def _content(doc: Doc, mention: FoundMention) -> set[str]:
    pos = columns_of(doc).pos
    return {doc[i].lemma_.casefold() for i in range(mention.start, mention.end) if pos[i] in ("NOUN", "PROPN", "ADJ")}
