"""Which mentions are the same actor: names by sieve, descriptions by their noun; pronouns are in ``pronouns.py``.

Every look-up goes by an index, so that a text with ten thousand names takes ten thousand steps.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from onrecord.actors.appositions import apposition_pairs
from onrecord.actors.mentions import FoundMention
from onrecord.actors.names import Name, folded, head_part, is_misspelt, is_short_for, keys_of, names_agree
from onrecord.actors.nouns import is_body, is_body_or_medium, words
from onrecord.actors.phrases import OTHERS
from onrecord.actors.sources import source_heads
from onrecord.grammar import NAME_PARTS, entity_type
from onrecord.knowledge import Gender, is_medium
from onrecord.marks import NO_VOICES, Voices
from onrecord.records import ActorType

SENTENCES_TO_EPITHET = 3
# How many names of organisations back "the newspaper" looks for one.
BODIES_BACK = 100
# How many actors are looked at for a word that they share: no report has so many, and a list of thousands of companies must not be compared each with each.
MOST_OF_A_WORD = 200
# A source described by so many words is the one that the same words were for before, though they are indefinite.
WORDS_TO_KNOW_AGAIN = 3
# Ends of names that are names of something else.
HOUSES = {"house", "state", "states"}
# A noun for people that ends names of bodies: "the Portland Police".
POLICE = "police"
# What a body is called by another noun than its name's.
ALSO_CALLED = {"subcommittee": ("committee", "panel"), "committee": ("panel",), "commission": ("panel",)}


@dataclass(slots=True, eq=False)
class Chain:
    """Mentions of one actor: their names (folded), nouns and countries, where they begin, in order, and all tokens that stand for them.

    ``kinds``: {noun: words that say what kind of such the actor is}; ``introduced``: {noun: where it first stands, and whether with a country};
    ``why``: {first token of a mention: why it is one of them}.
    """

    type: ActorType
    mentions: list[FoundMention] = field(default_factory=list)
    names: set[Name] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    kinds: dict[str, set[str]] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)
    gender: Gender | None = None
    starts: list[int] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)
    named_in_full: int = 0
    introduced: dict[str, tuple[int, bool]] = field(default_factory=dict)
    why: dict[int, str] = field(default_factory=dict)

    def add(self, mention: FoundMention, why: str = "its first words") -> None:
        """Take a mention in."""
        self.why[mention.start] = why
        self.mentions.append(mention)
        bisect.insort(self.starts, mention.start)
        self.heads.update(mention.heads)
        self.gender = self.gender or mention.gender
        self.named_in_full += len(mention.name) > 1
        if mention.name:
            self.names.add(folded(mention.name))
        self.nouns.update(mention.nouns)
        self.owners |= mention.owners
        self.numbers |= mention.number
        for noun in mention.nouns:
            self.kinds.setdefault(noun, set()).update(mention.kinds)
            here = (mention.start, mention.country is not None)
            self.introduced[noun] = min(here, self.introduced.get(noun, here))
        if mention.country:
            self.countries.add(mention.country)

    def keep(self, mentions: list[FoundMention]) -> None:
        """Let all other mentions go; what they said of the actor stays."""
        self.mentions, self.starts = mentions, sorted(mention.start for mention in mentions)
        self.heads = {head for mention in mentions for head in mention.heads}

    def is_foreign(self, noun: str) -> bool:
        """Whether the first words with a noun for the actor named a country: "the South Korean president"."""
        return self.introduced.get(noun, (0, False))[1]

    def last_before(self, start: int) -> int:
        """Where its last mention before ``start`` begins; -1 without one."""
        place = bisect.bisect_left(self.starts, start)
        return self.starts[place - 1] if place else -1


def find_chains(doc: Doc, mentions: list[FoundMention], voices: Voices = NO_VOICES) -> list[Chain]:
    """Group names and descriptions by actor; pronouns are left for ``resolve_pronouns``."""
    index = _Index()
    names = [mention for mention in mentions if mention.form == "name"]
    # Full names first, so that a surname finds its person wherever it stands.
    for mention in sorted(names, key=lambda one: (len(one.name) == 1, one.start)):
        same = index.chain_of_name(mention)
        index.add(same or index.new(mention.type), mention, "the name" if same is not None else "its first words")
    for long, short in _aliases(doc, index.chains):
        index.unite(long, short, "its short name")
    by_head = {head: chain for chain in index.chains for mention in chain.mentions for head in mention.heads}
    known = [(mention, chain) for chain in index.chains for mention in chain.mentions if chain.type in ("person", "organization")]
    by_edge = {edge: (mention, chain) for mention, chain in known for edge in (mention.start, mention.end)}
    appositions = {b: a for pair in apposition_pairs(doc, voices) for a, b in (pair, pair[::-1])}
    sources = source_heads(doc, voices)
    first_of: dict[str, int] = {}
    for mention in mentions:
        if mention.form == "description":
            named = by_head.get(appositions.get(mention.head, -1)) or _named_at_its_end(doc, mention, by_edge)
            named = named or _named_inside(doc, mention, by_head)
            words_for_it = doc[mention.start : mention.end]
            is_again = mention.head in sources and _is_known_again(words_for_it, mention)
            same_source = by_head.get(first_of.get(words_for_it.text.casefold(), -1)) if is_again else None
            described = index.chain_of_description(mention) or same_source
            if named is not None and described is not None and _are_one(named, described):
                by_head.update((head, named) for other in described.mentions for head in other.heads)
                index.unite(named, described)
            chain, why = named or described, "named beside it" if named is not None else "last described so"
            if chain is None or not _may_describe(chain, mention):
                chain, why = index.new(mention.type), "its first words"
            index.add(chain, mention, why)
            if mention.head in sources:
                first_of.setdefault(words_for_it.text.casefold(), mention.head)
            by_head[mention.head] = chain
    for mention in names:
        described = index.described_before(mention)
        named = by_head[mention.head]
        if described is not None and _are_one(named, described):
            by_head.update((head, named) for other in described.mentions for head in other.heads)
            index.unite(named, described)
    return index.chains


class _Index:
    """Chains by what their mentions can be recognised by."""

    def __init__(self) -> None:
        self.chains: list[Chain] = []
        self._by_word: dict[str, dict[int, Chain]] = {}
        self._by_noun: dict[str, dict[int, Chain]] = {}
        self._bodies: list[tuple[int, Chain]] = []
        self._people: list[tuple[int, FoundMention]] = []
        self._chain_of_person: dict[int, Chain] = {}

    def new(self, type: ActorType) -> Chain:
        """A chain without mentions yet."""
        chain = Chain(type=type)
        self.chains.append(chain)
        return chain

    def add(self, chain: Chain, mention: FoundMention, why: str) -> None:
        """Take a mention into a chain and index what it is recognised by."""
        chain.add(mention, why)
        for key in keys_of(mention.name):
            self._by_word.setdefault(key, {})[id(chain)] = chain
        bodies = [word for word in folded(mention.name) if is_body(word) or word == POLICE] if chain.type == "organization" else []
        bodies += head_part(folded(mention.name))[-1:] if chain.type == "organization" and not mention.is_place else []
        bodies += [other for word in bodies for other in ALSO_CALLED.get(word, ())]
        for noun in (*mention.nouns, *bodies):
            self._by_noun.setdefault(noun, {})[id(chain)] = chain
        if mention.name and chain.type == "organization" and not mention.is_place:
            bisect.insort(self._bodies, (mention.start, chain), key=lambda pair: pair[0])
        if chain.type == "person":
            bisect.insort(self._people, (mention.start, mention), key=lambda pair: pair[0])
            self._chain_of_person[id(mention)] = chain

    def unite(self, chain: Chain, other: Chain, why: str = "described before it was named") -> None:
        """Take all mentions of another chain into one."""
        self.chains.remove(other)
        for mention in other.mentions:
            for by_key, keys in ((self._by_word, keys_of(mention.name)), (self._by_noun, mention.nouns)):
                for key in keys:
                    by_key[key].pop(id(other), None)
                    by_key[key][id(chain)] = chain
            if id(mention) in self._chain_of_person:
                self._chain_of_person[id(mention)] = chain
            place = bisect.bisect_left(self._bodies, mention.start, key=lambda pair: pair[0])
            if place < len(self._bodies) and self._bodies[place][1] is other:
                self._bodies[place] = (mention.start, chain)
            chain.add(mention, why)

    def chain_of_name(self, mention: FoundMention) -> Chain | None:
        """The chain with an agreeing name that was last mentioned before; else any. A last name alone is of the person most often named in full."""
        near = {id(chain): chain for key in keys_of(mention.name) for chain in _near(self._by_word, key, mention)}
        name = folded(mention.name)
        same = [
            chain
            for chain in near.values()
            if _same_kind(chain.type, mention.type)
            and names_agree(chain.names, name, chain.type, is_place=mention.is_place)
            and not {chain.gender, mention.gender} >= {"male", "female"}
            and not (chain.type == "organization" and _elsewhere_named(chain, mention))
        ]
        if mention.type == "person" and len(name) == 1:
            same = same or [
                chain
                for chain in near.values()
                if chain.type == "person" and chain.named_in_full and any(is_misspelt(name, known) for known in chain.names if known)
            ]
            return max(same, key=lambda chain: (chain.named_in_full, -chain.starts[0]), default=None)
        if not same and mention.with_article and mention.type == "organization" and not mention.is_place and name[-1] not in HOUSES:
            # "The Brotherhood", for "the Muslim Brotherhood".
            ended = (chain for chain in near.values() if any(head_part(known)[-len(name) :] == name for known in chain.names))
            same = [chain for chain in ended if chain.type == "organization"]
        return max(same, key=lambda chain: chain.last_before(mention.start), default=None)

    def chain_of_description(self, mention: FoundMention) -> Chain | None:
        """The chain last described by the same noun, for a definite phrase; for a group, with or without an article."""
        if not mention.definite and not mention.plural:
            return None
        (noun,) = mention.nouns
        found = [chain for chain in self._before(mention, _near(self._by_noun, noun, mention)) if not _is_deputy(chain, noun, mention)]
        if not mention.definite:
            # "Chinese officials" may be others than the officials before: ``naming`` tells.
            found = [chain for chain in found if chain.names or _is_of_the_kind(chain, noun, mention)]
        if noun in words("leader") and mention.country:
            # Who is introduced without a country ("President Trump") is not "the Syrian president"; ``unite_offices`` knows who is.
            leaders = (chain for word in sorted(words("leader")) for chain in _near(self._by_noun, word, mention))
            found = [chain for chain in found if mention.country in chain.countries or not chain.names]
            found = found or [c for c in self._before(mention, leaders) if c.type == "person" and mention.country in c.countries]
        if not found and mention.type == "person" and mention.definite and (noun in words("epithet") or mention.is_former):
            return self._person_before(mention)
        if not found and is_body_or_medium(noun) and mention.definite and not mention.plural:
            place = bisect.bisect_left(self._bodies, mention.start, key=lambda pair: pair[0])
            before = (self._bodies[i][1] for i in range(place - 1, max(-1, place - 1 - BODIES_BACK), -1))
            meant = (c for c in before if mention.country is None or mention.country in c.countries)
            return next((c for c in meant if (noun in words("media")) == any(is_medium(name) for name in c.names)), None)
        if mention.country is None and mention.type == "person":
            # In an American report "the president" is President Trump, even right after the South Korean president.
            found = [chain for chain in found if not chain.is_foreign(noun)] or found
        return max(found, key=lambda chain: chain.last_before(mention.start), default=None)

    def described_before(self, mention: FoundMention) -> Chain | None:
        """Who was described before by the noun of a definite title: "a spokesman for the firm", for "the spokesman, Ivan Kovac"."""
        if mention.type != "person" or not mention.role.casefold().startswith("the "):
            return None
        found = [chain for noun in mention.nouns for chain in self._before(mention, _near(self._by_noun, noun, mention)) if not chain.names]
        return max(found, key=lambda chain: chain.last_before(mention.start), default=None)

    def _person_before(self, mention: FoundMention) -> Chain | None:
        """Who nearby has a title with the description's noun in it ("Democratic Senator", for "the Democrat"), else who was last the subject of a sentence."""
        near = list(self._people_near(mention))
        titled = (chain for known, chain in near if known.role and any(noun in known.role.casefold() for noun in mention.nouns))
        return next(titled, None) or next((chain for known, chain in near if known.subject), None)

    def _people_near(self, mention: FoundMention) -> Iterator[tuple[FoundMention, Chain]]:
        """Named people of the sentences before, the last first, who are not of another gender; those in a quotation only for words in one."""
        for i in range(bisect.bisect_left(self._people, mention.start, key=lambda pair: pair[0]) - 1, -1, -1):
            known = self._people[i][1]
            chain = self._chain_of_person[id(known)]
            if mention.sentence - known.sentence > SENTENCES_TO_EPITHET:
                return
            if chain.names and not {chain.gender, mention.gender} >= {"male", "female"} and not (known.quoted and not mention.quoted):
                yield known, chain

    @staticmethod
    def _before(mention: FoundMention, chains: Iterable[Chain]) -> list[Chain]:
        return [
            chain
            for chain in chains
            if chain.last_before(mention.start) >= 0
            and _may_describe(chain, mention)
            and not _elsewhere(chain, mention)
            and not _of_another_kind(chain, mention)
        ]


def _near(by_key: Mapping[str, Mapping[int, Chain]], key: str, mention: FoundMention) -> Sequence[Chain]:
    """The actors that a word may be for; where they are very many, those that are first named around a mention."""
    chains = list(by_key.get(key, {}).values())
    if len(chains) <= MOST_OF_A_WORD:
        return chains
    place = bisect.bisect_left(chains, mention.start, key=lambda chain: chain.starts[0])
    return chains[max(0, place - MOST_OF_A_WORD // 2) : place + MOST_OF_A_WORD // 2]


def _aliases(doc: Doc, chains: Iterable[Chain]) -> Iterator[tuple[Chain, Chain]]:
    """The chain of a name, and that of the letters in brackets behind it: "the Indian Institute of Science (IISc)"."""
    bodies = [(mention, chain) for chain in chains if chain.type != "person" for mention in chain.mentions]
    by_start = {mention.start: (mention, chain) for mention, chain in bodies}
    united: dict[int, Chain] = {}
    for long, named in bodies:
        short, alias = by_start.get(long.end + 1, (None, named))
        named, alias = united.get(id(named), named), united.get(id(alias), alias)
        if short is not None and alias is not named and _is_in_brackets(doc, short) and is_short_for(short.name, long.name):
            united[id(alias)] = named
            yield named, alias


def _is_in_brackets(doc: Doc, mention: FoundMention) -> bool:
    return doc[mention.start - 1].text == "(" and mention.end < len(doc) and doc[mention.end].text == ")"


def _are_one(named: Chain, described: Chain) -> bool:
    """Whether somebody without a name is the one who is named now: "a spokesman", then "the spokesman, Ivan Kovac"."""
    return described is not named and not described.names and named.type == described.type


def _is_known_again(described: Span, mention: FoundMention) -> bool:
    """Whether the words for a source are for the same one when they come again, "a senior bank official": so are 46 of 48 in annotated news."""
    return len(described) >= WORDS_TO_KNOW_AGAIN and described[0].lower_ in ("a", "an", "one") and not mention.plural


def _named_at_its_end(doc: Doc, mention: FoundMention, by_edge: Mapping[int, tuple[FoundMention, Chain]]) -> Chain | None:
    """John Kerry, for "Secretary of State John Kerry" where the parse makes the title the head, or a phrase of its own; no one for "a brother of John Kerry".

    So is Islamic State, for "the extremist group Islamic State".
    """
    name, chain = by_edge.get(mention.end, (None, None))
    if mention.type == "organization" and mention.nouns[0] in words("body") and name is None:
        name, chain = by_edge.get(mention.head + 1, (None, None))
    if name is None or chain is None or name.type != mention.type or mention.type not in ("person", "organization"):
        return None
    is_title = mention.head < name.start and doc[name.start - 1].pos_ in ("NOUN", "PROPN")
    return chain if is_title and (mention.type == "person" or (mention.nouns[0] in words("body") and not name.is_place)) else None


def _named_inside(doc: Doc, mention: FoundMention, by_head: Mapping[int, Chain]) -> Chain | None:
    """AFP, for "the AFP news agency", and Islamic State, for "Islamic State militants"; nobody for "the Russian news agency" and "the Moscow office"."""
    noun = doc[mention.head]
    is_body_itself = mention.type == "organization" and is_body_or_medium(mention.nouns[0])
    if not is_body_itself and not _are_all_of_a_force(noun, mention):
        return None
    names = (child for child in noun.lefts if child.dep_ in NAME_PARTS and entity_type(child.ent_type_) in ("ORG", None))
    return next((by_head[child.i] for child in names if child.i in by_head and by_head[child.i].type == "organization"), None)


def _are_all_of_a_force(noun: Token, mention: FoundMention) -> bool:
    """Whether those who fight for a body are told of as the body: "Islamic State militants", not "six militants" nor "foreign fighters"."""
    is_force = mention.plural and mention.nouns[0] in words("force")
    others = (child for child in noun.lefts if not child.ent_type_ and child.lower_ != "the")
    return is_force and not any(child.dep_ in ("amod", "nummod", "det") for child in others)


def _is_deputy(chain: Chain, noun: str, mention: FoundMention) -> bool:
    """Whether somebody is the deputy of who is described: the vice president, for "the president"."""
    return bool((chain.kinds.get(noun, set()) - mention.kinds) & {"vice", "deputy"})


def _is_of_the_kind(chain: Chain, noun: str, mention: FoundMention) -> bool:
    """Whether words say of what kind and country somebody is just as those before did."""
    return chain.kinds.get(noun) == set(mention.kinds) and chain.countries == {mention.country} - {None}


def _same_kind(a: ActorType, b: ActorType) -> bool:
    return a == b or {a, b} <= {"organization", "country"} or {a, b} <= {"organization", "group"}


def _elsewhere_named(chain: Chain, mention: FoundMention) -> bool:
    """Whether another country's body has the same name ("Germany's Defense Ministry", after "Russia's")."""
    return mention.country is not None and bool(chain.countries) and mention.country not in chain.countries


def _elsewhere(chain: Chain, mention: FoundMention) -> bool:
    """Whether a description names another country than the words for the actor so far ("the Turkish president", "President Assad of Syria")."""
    is_elsewhere = mention.country is not None and mention.country not in chain.countries
    return is_elsewhere and (bool(chain.countries) or (chain.type == "organization" and bool(chain.names)))


def _of_another_kind(chain: Chain, mention: FoundMention) -> bool:
    """Whether somebody holds another office of the same noun, or others' officials are meant: the prime minister is not "the foreign minister"."""
    if (
        chain.type in ("group", "organization")
        and not chain.names
        and mention.owners
        and chain.owners
        and mention.owners.isdisjoint(chain.owners)
    ):
        return True
    if not mention.definite and (mention.number & OTHERS or (chain.numbers and not mention.number <= chain.numbers)):
        return True  # "Other officials" are not the officials before, nor are two the three.
    kinds = [chain.kinds.get(noun) for noun in mention.nouns]
    return bool(mention.kinds) and any(known and known.isdisjoint(mention.kinds) for known in kinds)


def may_be_called(named: Chain, described: Chain) -> bool:
    """Whether nothing speaks against somebody described to be somebody named: type, gender, number, country or office."""
    is_same_sort = _are_one(named, described) and not {named.gender, described.gender} >= {"male", "female"}
    return is_same_sort and all(
        _may_describe(named, one)
        and not _elsewhere(named, one)
        and not _of_another_kind(named, one)
        and not any(_is_deputy(named, noun, one) for noun in one.nouns)
        for one in described.mentions
    )


def _may_describe(chain: Chain, mention: FoundMention) -> bool:
    # "Six militants" are some of a body's or a party's, and not the body or the party; "both parties" are not the party that is named.
    is_some = mention.plural and bool(chain.names) and (bool(mention.number) or any(map(is_body_or_medium, mention.nouns)))
    is_of_number = mention.plural == (chain.type == "group") or chain.type == "organization"
    is_body_of_somebody = chain.type == "person" and any(map(is_body, mention.nouns))
    return is_of_number and not is_some and not is_body_of_somebody and (mention.type == "person") <= (chain.type == "person")
