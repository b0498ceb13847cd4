"""Which mentions are the same actor: names by sieve, descriptions by their noun, pronouns by prominence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc

from onrecord.actors.mentions import FIRST_PERSON, PLURAL_PRONOUNS, THING_PRONOUNS, FoundMention, apposition_pairs
from onrecord.grammar import SUBJECTS
from onrecord.knowledge.people import Gender
from onrecord.records import ActorType

# A pronoun further away from its noun than this is read as open.
SENTENCES_BACK = 5
# Prominence of a candidate, against one sentence of distance: chosen by hand on raw news, to be learned later.
SUBJECT_WEIGHT = 1.2
NAME_WEIGHT = 0.4
SAME_SENTENCE_WEIGHT = 0.3
ACRONYM_LETTERS = 2
# "The Turkish leader": the Turkish president or prime minister named before.
LEADERS = {"leader", "president", "premier", "minister", "chancellor", "king", "queen", "dictator"}
# "The group said": the organisation last named.
BODIES = {
    "group",
    "company",
    "organization",
    "organisation",
    "agency",
    "newspaper",
    "paper",
    "party",
    "network",
    "firm",
    "union",
    "committee",
    "outlet",
}


@dataclass(slots=True, eq=False)
class Chain:
    """Mentions of one actor, in the order in which they were found."""

    type: ActorType
    mentions: list[FoundMention] = field(default_factory=list)
    gender: Gender | None = None

    @property
    def names(self) -> list[tuple[str, ...]]:
        """The names among its mentions."""
        return [mention.name for mention in self.mentions if mention.name]

    @property
    def nouns(self) -> set[str]:
        """Lemmas of the nouns that describe it, titles too."""
        return {mention.noun for mention in self.mentions if mention.noun}

    @property
    def countries(self) -> set[str]:
        """Countries that its mentions name."""
        return {mention.country for mention in self.mentions if mention.country}

    def add(self, mention: FoundMention) -> None:
        """Take a mention in."""
        self.mentions.append(mention)
        self.gender = self.gender or mention.gender

    def last_before(self, mention: FoundMention) -> FoundMention | None:
        """Its last mention that begins before this one."""
        earlier = [one for one in self.mentions if one.start < mention.start]
        return max(earlier, key=lambda one: one.start) if earlier else None


def find_chains(doc: Doc, mentions: list[FoundMention]) -> list[Chain]:
    """Group mentions by actor; pronouns that stay open belong to no chain."""
    chains: list[Chain] = []
    _chain_names([mention for mention in mentions if mention.form == "name"], chains)
    by_head = {head: chain for chain in chains for mention in chain.mentions for head in mention.heads}
    appositions = {b: a for pair in apposition_pairs(doc) for a, b in (pair, pair[::-1])}
    for mention in mentions:
        if mention.form == "description":
            chain = by_head.get(appositions.get(mention.head, -1)) or _chain_of_description(mention, chains)
            if chain is None or not _may_describe(chain, mention):
                chain = Chain(type=mention.type)
                chains.append(chain)
            chain.add(mention)
            by_head[mention.head] = chain
    for mention in mentions:
        if mention.form == "pronoun" and doc[mention.head].lower_ not in FIRST_PERSON:
            chain = _chain_of_pronoun(doc, mention, chains)
            if chain is not None:
                chain.add(mention)
    for chain in chains:
        chain.mentions.sort(key=lambda mention: mention.start)
    return sorted(chains, key=lambda chain: chain.mentions[0].start)


def _chain_names(mentions: list[FoundMention], chains: list[Chain]) -> None:
    """Full names first, so that a surname finds its person wherever it stands."""
    for mention in sorted(mentions, key=lambda one: (len(one.name) == 1, one.start)):
        same = [chain for chain in chains if _same_kind(chain.type, mention.type) and _names_agree(chain, mention)]
        if same:
            before = [chain for chain in same if chain.last_before(mention)]
            chain = max(before, key=lambda one: _start_before(one, mention)) if before else same[0]
        else:
            chain = Chain(type=mention.type)
            chains.append(chain)
        chain.add(mention)


def _start_before(chain: Chain, mention: FoundMention) -> int:
    last = chain.last_before(mention)
    return last.start if last else -1


def _same_kind(a: ActorType, b: ActorType) -> bool:
    return a == b or {a, b} <= {"organization", "country"} or {a, b} <= {"organization", "group"}


def _names_agree(chain: Chain, mention: FoundMention) -> bool:
    return any(_persons_agree(name, mention.name) if chain.type == "person" else _titles_agree(name, mention.name) for name in chain.names)


def _persons_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Same name, or one is the end or the given name of the other; two different given names are two people."""
    long, short = (_folded(a), _folded(b)) if len(a) >= len(b) else (_folded(b), _folded(a))
    if long[-len(short) :] == short:
        return True
    if len(short) == 1:
        return long[0] == short[0]
    return long[0] == short[0] and long[-1] == short[-1]


def _titles_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Same name, or one is the other's acronym."""
    first, second = _folded(a), _folded(b)
    return first == second or _is_acronym(a, b) or _is_acronym(b, a)


def _is_acronym(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if len(short) != 1 or len(long) < ACRONYM_LETTERS:
        return False
    letters = short[0].replace(".", "")
    initials = "".join(word[0] for word in long if word[:1].isupper())
    return letters.isupper() and len(letters) >= ACRONYM_LETTERS and letters == initials


def _folded(name: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.casefold().rstrip(".") for word in name if word not in ("'s", "’s"))


def _may_describe(chain: Chain, mention: FoundMention) -> bool:
    return mention.plural == (chain.type == "group") or chain.type == "organization"


def _chain_of_description(mention: FoundMention, chains: list[Chain]) -> Chain | None:
    """The chain last described by the same noun, for a definite phrase; for a group, with or without an article."""
    if not mention.definite and not mention.plural:
        return None
    before = [chain for chain in chains if chain.last_before(mention) and _may_describe(chain, mention)]
    found = [chain for chain in before if mention.noun in chain.nouns]
    if not found and mention.noun in LEADERS and mention.country:
        found = [chain for chain in before if chain.type == "person" and chain.nouns & LEADERS and mention.country in chain.countries]
    if not found and mention.noun in BODIES and mention.definite:
        found = [chain for chain in before if chain.type == "organization" and chain.names]
    return max(found, key=lambda chain: _start_before(chain, mention), default=None)


def _chain_of_pronoun(doc: Doc, mention: FoundMention, chains: list[Chain]) -> Chain | None:
    ahead = _subject_ahead(doc, mention)
    best, best_score = None, float("-inf")
    for chain in chains:
        if not _agrees(doc, chain, mention):
            continue
        if ahead is not None and any(ahead in one.heads for one in chain.mentions):
            return chain
        for candidate in _candidates(doc, chain, mention):
            score = _prominence(candidate, mention)
            if score > best_score:
                best, best_score = chain, score
    return best


def _agrees(doc: Doc, chain: Chain, mention: FoundMention) -> bool:
    word = doc[mention.head].lower_
    if word in PLURAL_PRONOUNS:
        return chain.type == "group"
    if word in THING_PRONOUNS:
        return chain.type in ("organization", "country")
    return chain.type == "person" and chain.gender in (None, mention.gender)


def _candidates(doc: Doc, chain: Chain, mention: FoundMention) -> Iterator[FoundMention]:
    """Mentions that the pronoun may take up: near, before it, outside quotations unless it is quoted itself."""
    for one in chain.mentions:
        if one.start >= mention.start or mention.sentence - one.sentence > SENTENCES_BACK:
            continue
        if one.quoted and not mention.quoted:
            continue
        if mention.head < one.end or _bound(doc, one, mention):
            continue
        yield one


def _bound(doc: Doc, candidate: FoundMention, mention: FoundMention) -> bool:
    """Whether "Putin met him" rules a candidate out: an object is not its own verb's subject."""
    pronoun = doc[mention.head]
    return pronoun.tag_ == "PRP" and pronoun.dep_ not in SUBJECTS and not pronoun.lower_.endswith("self") and any(
        doc[head].head.i == pronoun.head.i for head in candidate.heads
    )  # fmt: skip


def _prominence(candidate: FoundMention, mention: FoundMention) -> float:
    distance = mention.sentence - candidate.sentence
    return (
        -float(distance)
        + SUBJECT_WEIGHT * candidate.subject
        + NAME_WEIGHT * (candidate.form != "description")
        + SAME_SENTENCE_WEIGHT * (distance == 0)
        + candidate.start / 1e6
    )


def _subject_ahead(doc: Doc, mention: FoundMention) -> int | None:
    """The main subject after a fronted phrase: Le Pen, for "her" in "Before her meeting with Putin, Le Pen spoke"."""
    pronoun = doc[mention.head]
    sentence = pronoun.sent
    subject = next((child for child in sentence.root.children if child.dep_ in SUBJECTS), None)
    if subject is None or subject.i < pronoun.i or mention.quoted:
        return None
    fronted = pronoun
    while fronted.head.i != fronted.i and fronted.head.i != sentence.root.i:
        fronted = fronted.head
    begins_phrase = fronted.left_edge.i == sentence.start or doc[sentence.start].is_space
    is_fronted = fronted.dep_.split(":")[0] in ("obl", "advcl", "prep") and fronted.right_edge.i < subject.i
    return subject.i if begins_phrase and is_fronted and sentence[0].pos_ in ("ADP", "SCONJ") else None
