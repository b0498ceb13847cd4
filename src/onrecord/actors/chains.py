"""Which mentions are the same actor: names by sieve, descriptions by their noun; pronouns are in ``pronouns.py``.

Every look-up goes by an index, so that a text with ten thousand names takes ten thousand steps.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc

from onrecord.actors.mentions import FoundMention, apposition_pairs
from onrecord.knowledge.people import Gender
from onrecord.records import ActorType

Name = tuple[str, ...]
ACRONYM_LETTERS = 2
# "The Turkish leader": the Turkish president or prime minister named before.
LEADERS = {"leader", "president", "premier", "minister", "chancellor", "king", "queen", "dictator"}
# "The group said": the organisation last named.
BODIES = {"group", "company", "organization", "organisation", "agency", "newspaper", "paper", "party", "network", "firm", "union", "committee", "outlet"}  # fmt: skip


@dataclass(slots=True, eq=False)
class Chain:
    """Mentions of one actor: their names (folded), nouns and countries, and where they begin, in order."""

    type: ActorType
    mentions: list[FoundMention] = field(default_factory=list)
    names: set[Name] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    gender: Gender | None = None
    starts: list[int] = field(default_factory=list)

    def add(self, mention: FoundMention) -> None:
        """Take a mention in."""
        self.mentions.append(mention)
        bisect.insort(self.starts, mention.start)
        self.gender = self.gender or mention.gender
        if mention.name:
            self.names.add(folded(mention.name))
        self.nouns.update(mention.nouns)
        if mention.country:
            self.countries.add(mention.country)

    def last_before(self, start: int) -> int:
        """Where its last mention before ``start`` begins; -1 without one."""
        place = bisect.bisect_left(self.starts, start)
        return self.starts[place - 1] if place else -1


def find_chains(doc: Doc, mentions: list[FoundMention]) -> list[Chain]:
    """Group names and descriptions by actor; pronouns are left for ``resolve_pronouns``."""
    index = _Index()
    names = [mention for mention in mentions if mention.form == "name"]
    # Full names first, so that a surname finds its person wherever it stands.
    for mention in sorted(names, key=lambda one: (len(one.name) == 1, one.start)):
        index.add(index.chain_of_name(mention) or index.new(mention.type), mention)
    by_head = {head: chain for chain in index.chains for mention in chain.mentions for head in mention.heads}
    by_end = {mention.end: (mention, chain) for chain in index.chains for mention in chain.mentions if chain.type == "person"}
    appositions = {b: a for pair in apposition_pairs(doc) for a, b in (pair, pair[::-1])}
    for mention in mentions:
        if mention.form == "description":
            named = by_head.get(appositions.get(mention.head, -1)) or _named_at_its_end(doc, mention, by_end)
            chain = named or index.chain_of_description(mention)
            if chain is None or not _may_describe(chain, mention):
                chain = index.new(mention.type)
            index.add(chain, mention)
            by_head[mention.head] = chain
    return index.chains


class _Index:
    """Chains by what their mentions can be recognised by."""

    def __init__(self) -> None:
        self.chains: list[Chain] = []
        self._by_word: dict[str, dict[int, Chain]] = {}
        self._by_noun: dict[str, dict[int, Chain]] = {}
        self._bodies: list[tuple[int, Chain]] = []

    def new(self, type: ActorType) -> Chain:
        """A chain without mentions yet."""
        chain = Chain(type=type)
        self.chains.append(chain)
        return chain

    def add(self, chain: Chain, mention: FoundMention) -> None:
        """Take a mention into a chain and index what it is recognised by."""
        chain.add(mention)
        for key in _keys(mention.name):
            self._by_word.setdefault(key, {})[id(chain)] = chain
        for noun in mention.nouns:
            self._by_noun.setdefault(noun, {})[id(chain)] = chain
        if mention.name and chain.type == "organization":
            bisect.insort(self._bodies, (mention.start, chain), key=lambda pair: pair[0])

    def chain_of_name(self, mention: FoundMention) -> Chain | None:
        """The chain with an agreeing name that was last mentioned before; else any."""
        near = {id(chain): chain for key in _keys(mention.name) for chain in self._by_word.get(key, {}).values()}
        name = folded(mention.name)
        same = [chain for chain in near.values() if _same_kind(chain.type, mention.type) and _names_agree(chain, name)]
        return max(same, key=lambda chain: chain.last_before(mention.start), default=None)

    def chain_of_description(self, mention: FoundMention) -> Chain | None:
        """The chain last described by the same noun, for a definite phrase; for a group, with or without an article."""
        if not mention.definite and not mention.plural:
            return None
        (noun,) = mention.nouns
        found = self._before(mention, self._by_noun.get(noun, {}).values())
        if not found and noun in LEADERS and mention.country:
            leaders = (chain for word in sorted(LEADERS) for chain in self._by_noun.get(word, {}).values())
            found = [c for c in self._before(mention, leaders) if c.type == "person" and mention.country in c.countries]
        if not found and noun in BODIES and mention.definite:
            place = bisect.bisect_left(self._bodies, mention.start, key=lambda pair: pair[0])
            return self._bodies[place - 1][1] if place else None
        return max(found, key=lambda chain: chain.last_before(mention.start), default=None)

    @staticmethod
    def _before(mention: FoundMention, chains: Iterable[Chain]) -> list[Chain]:
        return [chain for chain in chains if chain.last_before(mention.start) >= 0 and _may_describe(chain, mention)]


def _named_at_its_end(doc: Doc, mention: FoundMention, by_end: Mapping[int, tuple[FoundMention, Chain]]) -> Chain | None:
    """John Kerry, for "Secretary of State John Kerry" where the parse makes the title the head; no one for "a brother of John Kerry"."""
    name, chain = by_end.get(mention.end, (None, None))
    if name is None or mention.type != "person" or not mention.head < name.start or doc[name.start - 1].pos_ not in ("NOUN", "PROPN"):
        return None
    return chain


def folded(name: Name) -> Name:
    """A name without capitals, full stops and genitives."""
    return tuple(word.casefold().rstrip(".") for word in name if word not in ("'s", "’s"))


def _keys(name: Name) -> set[str]:
    """What a name is looked up by: its first and last word, itself, and its initials."""
    if not name:
        return set()
    words = folded(name)
    initials = "".join(word[0] for word in name if word[:1].isupper()).casefold()
    return (
        {words[0], words[-1], " ".join(words), words[0].replace(".", ""), *([initials] if len(initials) >= ACRONYM_LETTERS else [])}
        if words
        else set()
    )


def _same_kind(a: ActorType, b: ActorType) -> bool:
    return a == b or {a, b} <= {"organization", "country"} or {a, b} <= {"organization", "group"}


def _names_agree(chain: Chain, name: Name) -> bool:
    return any(_persons_agree(known, name) if chain.type == "person" else _titles_agree(known, name) for known in chain.names)


def _persons_agree(a: Name, b: Name) -> bool:
    """Same name, or one is the end or the given name of the other; two different given names are two people."""
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    if not short:
        return False
    if long[-len(short) :] == short:
        return True
    if len(short) == 1:
        return long[0] == short[0]
    return long[0] == short[0] and long[-1] == short[-1]


def _titles_agree(a: Name, b: Name) -> bool:
    """Same name, or one is the other's acronym."""
    return a == b or _is_acronym(a, b) or _is_acronym(b, a)


def _is_acronym(short: Name, long: Name) -> bool:
    if len(short) != 1 or len(long) < ACRONYM_LETTERS:
        return False
    letters = short[0].replace(".", "")
    small = {"of", "the", "for", "and", "in", "on", "to"}
    return len(letters) >= ACRONYM_LETTERS and letters == "".join(word[0] for word in long if word and word not in small)


def _may_describe(chain: Chain, mention: FoundMention) -> bool:
    return mention.plural == (chain.type == "group") or chain.type == "organization"
