"""Which mentions are the same actor: names by sieve, descriptions by their noun; pronouns are in ``pronouns.py``.

Every look-up goes by an index, so that a text with ten thousand names takes ten thousand steps.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from onrecord.actors.appositions import apposition_pairs
from onrecord.actors.chain import Chain, are_one, differ, differ_in_gender, elsewhere, may_be, may_describe
from onrecord.actors.mention import FoundMention
from onrecord.actors.names import folded, head_part, is_misspelt, is_short_for, keys_of, names_agree
from onrecord.actors.nouns import is_body, is_body_or_medium, words
from onrecord.actors.sources import AGE, source_heads
from onrecord.grammar import NAME_PARTS, NOUNS, entity_type
from onrecord.knowledge import is_medium, is_nationality
from onrecord.marks import Voices
from onrecord.records import ActorType

SENTENCES_TO_EPITHET = 3
# How many names of organisations back "the newspaper" looks for one.
BODIES_BACK = 100
# How many actors are looked at for a word that they share: no report has so many, and a list of thousands of companies must not be compared each with each.
MOST_OF_A_WORD = 200
# A source described so, in three words at least, is the one that the same words were for before, though they are indefinite: so are 46 of 48 in annotated news.
KNOWN_AGAIN = re.compile(r"(a|an|one) \S+ \S+")
# What stands between two names of one actor, and how many tokens it has at most.
ALSO_KNOWN_AS = re.compile(
    r"[,(]? ?((also|better|best|commonly|popularly|widely|formerly|otherwise|sometimes|usually|more) )*"
    r"((known|called|dubbed|abbreviated|referred to)( (as|by|under)( (its|their|his|her|the|a))?( \S+)?( (acronym|initials|abbreviation|nickname|alias|name)))?( as)?|a\.?k\.?a\.?),?"
    r"( the)?( [\"“‘'])?",
    re.IGNORECASE,
)
TOKENS_TO_ALIAS = 10
# Ends of names that are names of something else.
HOUSES = {"house", "state", "states"}
# What a body is called by another noun than its name's.
ALSO_CALLED: Mapping[str, tuple[str, ...]] = {"subcommittee": ("committee", "panel"), "committee": ("panel",), "commission": ("panel",)}
# Types that names of one actor may have, by the actor's type.
SAME_KIND: Mapping[ActorType, Container[ActorType]] = {
    "person": {"person"},
    "organization": {"organization", "country", "group"},
    "country": {"country", "organization"},
    "group": {"group", "organization"},
}


def find_chains(doc: Doc, mentions: list[FoundMention], voices: Voices) -> list[Chain]:
    """Group names and descriptions by actor; pronouns are left for ``resolve_pronouns``."""
    index = _Index()
    names = [mention for mention in mentions if mention.form == "name"]
    # Full names first, so that a surname finds its person wherever it stands.
    for mention in sorted(names, key=lambda one: (len(one.name) == 1, one.start)):
        index.add(index.chain_of_name(mention), mention, "the name")
    for long, short in _aliases(doc, index.chains):
        index.unite(long, short, "its short name")
    by_head = {head: chain for chain in index.chains for mention in chain.mentions for head in mention.heads}
    by_edge = {
        edge: (mention, chain)
        for chain in index.chains
        for mention in chain.mentions
        if chain.type == "person" or _is_of_body(mention, chain)
        for edge in (mention.start, mention.end)
    }
    appositions = {b: a for pair in apposition_pairs(doc, voices) for a, b in (pair, pair[::-1])}
    sources, first_of = source_heads(doc, voices), dict[str, int]()
    for mention in mentions:
        if mention.form == "description":
            beside = by_head.get(appositions.get(mention.head, -1))
            named = beside or _named_at_its_end(doc, mention, by_edge) or _named_inside(doc, mention, by_head)
            text = Span(doc, mention.start, mention.end).text.casefold()
            described = index.chain_of_description(mention) or by_head.get(first_of.get(text, -1))
            if named is not None:
                by_head.update(index.unite_described(named, described))
            chain, why = (named, "named beside it") if named is not None else (described, "last described so")
            fits = chain is not None and may_describe(chain, mention)
            by_head[mention.head] = index.add(chain if fits else None, mention, why)
            if mention.head in sources and KNOWN_AGAIN.match(text):
                first_of.setdefault(text, mention.head)
    for mention in names:
        by_head.update(index.unite_described(by_head[mention.head], index.described_before(mention)))
    return index.chains


def _is_of_body(name: FoundMention, chain: Chain) -> bool:
    """Whether a name is a body's, and no place has it."""
    return chain.type == "organization" and not name.is_place


def _called_by(name: FoundMention) -> Iterator[str]:
    """The nouns by which a body is called that has a name: "the committee", "the panel", for "Ethics Committee"."""
    folded_name = folded(name.name)
    nouns = [word for word in folded_name if is_body(word)] + ([] if name.is_place else [*head_part(folded_name)[-1:]])
    for noun in nouns:
        yield from (noun, *ALSO_CALLED.get(noun, ()))


class _Index:
    """Chains by what their mentions can be recognised by."""

    def __init__(self) -> None:
        self.chains: list[Chain] = []
        self._by_word: dict[str, dict[int, Chain]] = {}
        self._by_noun: dict[str, dict[int, Chain]] = {}
        # Names of bodies, and all mentions of people, by where they begin.
        self._bodies: list[tuple[int, FoundMention]] = []
        self._people: list[tuple[int, FoundMention]] = []
        self._chain_of: dict[int, Chain] = {}

    def add(self, known: Chain | None, mention: FoundMention, why: str) -> Chain:
        """Take a mention into the chain that it is known to be of, else into a new one, and index what it is recognised by."""
        chain, why = (known, why) if known is not None else (Chain(type=mention.type), "its first words")
        if known is None:
            self.chains.append(chain)
        chain.add(mention, why)
        for key in keys_of(mention.name):
            self._by_word.setdefault(key, {})[id(chain)] = chain
        for noun in (*mention.nouns, *(_called_by(mention) if chain.type == "organization" else ())):
            self._by_noun.setdefault(noun, {})[id(chain)] = chain
        self._chain_of[id(mention)] = chain
        if chain.type == "person":
            bisect.insort(self._people, (mention.start, mention), key=_place)
        elif mention.name and _is_of_body(mention, chain):
            bisect.insort(self._bodies, (mention.start, mention), key=_place)
        return chain

    def unite_described(self, named: Chain, described: Chain | None) -> dict[int, Chain]:
        """Take the mentions of somebody without a name into the chain of who is named now; {token that stands for them: that chain}."""
        if described is None or not are_one(named, described):
            return {}
        self.unite(named, described, "described before it was named")
        return dict.fromkeys(described.heads, named)

    def unite(self, chain: Chain, other: Chain, why: str) -> None:
        """Take all mentions of another chain into one."""
        self.chains.remove(other)
        for mention in other.mentions:
            for by_key, keys in ((self._by_word, keys_of(mention.name)), (self._by_noun, mention.nouns)):
                for key in keys:
                    by_key[key].pop(id(other), None)
                    by_key[key][id(chain)] = chain
            self._chain_of[id(mention)] = chain
            chain.add(mention, why)

    def chain_of_name(self, mention: FoundMention) -> Chain | None:
        """The chain with an agreeing name that was last mentioned before; else any. A last name alone is of the person most often named in full."""
        close = (chain for key in keys_of(mention.name) for chain in _near(self._by_word, key, mention))
        near = dict.fromkeys(chain for chain in close if mention.type in SAME_KIND[chain.type])
        name, countries = folded(mention.name), {mention.country} - {None}
        same = [
            chain
            for chain in near
            if names_agree(chain.names, name, chain.type, is_place=mention.is_place)
            and not differ_in_gender(chain, mention)
            and not differ(chain.countries, countries)
        ]
        if mention.type == "person" and len(name) == 1:
            same = same or [chain for chain in near if any(is_misspelt(name, known) for known in chain.names if known)]
            return max(same, key=lambda chain: (chain.named_in_full, -chain.starts[0]), default=None)
        if not same and mention.with_article and name[-1] not in HOUSES:
            # "The Brotherhood", for "the Muslim Brotherhood".
            same = [chain for chain in near if any(head_part(known)[-len(name) :] == name for known in chain.names)]
        return max(same, key=lambda chain: chain.last_before(mention.start), default=None)

    def chain_of_description(self, mention: FoundMention) -> Chain | None:
        """The chain last described by the same noun, for a definite phrase; for a group, with or without an article."""
        if not mention.definite and not mention.plural:
            return None
        (noun,) = mention.nouns
        found = self._in_office(mention, noun)
        if found:
            # In an American report "the president" is President Trump, even right after the South Korean president.
            is_foreign = mention.country is not None
            likely = [chain for chain in found if chain.type != "person" or chain.is_foreign(noun) == is_foreign]
            # Who is introduced without a country ("President Trump") is not "the Syrian president"; ``unite_offices`` knows who is.
            known = likely if is_foreign and noun in words("leader") else likely or found
            return max(known, key=lambda chain: chain.last_before(mention.start), default=None)
        if mention.is_former or _stands_for_a_name(mention):
            return self._person_before(mention)
        if mention.type == "organization" and is_body_or_medium(noun):
            return self._body_before(mention)
        return None

    def described_before(self, mention: FoundMention) -> Chain | None:
        """Who was described before by the noun of a definite title: "a spokesman for the firm", for "the spokesman, Ivan Kovac"."""
        if not mention.role.casefold().startswith("the "):
            return None
        found = [chain for noun in mention.nouns for chain in self._before(mention, noun) if not chain.names]
        return max(found, key=lambda chain: chain.last_before(mention.start), default=None)

    def _body_before(self, mention: FoundMention) -> Chain | None:
        """The medium, or else body, that was last named, for words without a country; no medium for what has another name in it ("the UN refugee agency")."""
        is_media = mention.nouns[0] in words("media")
        owners = mention.owners if is_media else ()
        if mention.country is not None or owners:
            return None
        place = bisect.bisect_left(self._bodies, mention.start, key=_place)
        before = (self._chain_of[id(name)] for _, name in reversed(self._bodies[max(0, place - BODIES_BACK) : place]))
        return next((chain for chain in before if any(map(is_medium, chain.names)) == is_media), None)

    def _person_before(self, mention: FoundMention) -> Chain | None:
        """Who nearby has a title with the description's noun in it ("Democratic Senator", for "the Democrat"), or is of the country, else who was last the subject of a sentence."""
        near = [(known, self._chain_of[id(known)]) for known in self._people_near(mention)]
        near = [(known, chain) for known, chain in near if not elsewhere(chain, mention) and not differ_in_gender(chain, mention)]
        named = [(known, chain) for known, chain in near if chain.names]
        titled = (chain for known, chain in named if any(noun in known.role.casefold() for noun in mention.nouns))
        fellows = (chain for _, chain in near if mention.country in chain.countries)
        subjects = (chain for known, chain in named if known.subject)
        return next(itertools.chain(titled, fellows, subjects), None)

    def _people_near(self, mention: FoundMention) -> Iterator[FoundMention]:
        """Words for people in the sentences before, the last first."""
        place = bisect.bisect_left(self._people, mention.start, key=_place)
        before = (self._people[i][1] for i in range(place - 1, -1, -1))
        return itertools.takewhile(lambda known: mention.sentence - known.sentence <= SENTENCES_TO_EPITHET, before)

    def _in_office(self, mention: FoundMention, noun: str) -> list[Chain]:
        """Who was called by a noun before, without those who are but "former" such, or their successors, where there are others: those alone for "the former mayor"."""
        found = self._before(mention, noun)
        if all(noun in chain.held for chain in found if chain.type == "person"):
            return found
        meant = [chain for chain in found if (noun in chain.held) != mention.is_former and mention.kinds <= chain.kinds.get(noun, set())]
        if mention.is_former:
            return meant or found
        successors = itertools.chain.from_iterable(self._before(mention, word) for word in words("successor"))
        return meant or list(successors) or found

    def _before(self, mention: FoundMention, noun: str) -> list[Chain]:
        """Who was called by a noun before, and may be so again."""
        called = _near(self._by_noun, noun, mention)
        return [chain for chain in called if chain.last_before(mention.start) >= 0 and may_be(chain, mention)]


def _stands_for_a_name(mention: FoundMention) -> bool:
    """Whether a description is one by which somebody is called again who was named before: "the Minnesota Republican", "the Iranian", "the 61-year-old"."""
    (noun,) = mention.nouns
    if noun in words("epithet"):
        return True
    return mention.type == "person" and (is_nationality(noun) or AGE.match(noun) is not None)


def _place(known: tuple[int, FoundMention]) -> int:
    return known[0]


def _near(by_key: Mapping[str, Mapping[int, Chain]], key: str, mention: FoundMention) -> Sequence[Chain]:
    """The actors that a word may be for; where they are very many, those that are first named around a mention."""
    chains = list(by_key.get(key, {}).values())
    if len(chains) <= MOST_OF_A_WORD:
        return chains
    place = bisect.bisect_left(chains, mention.start, key=lambda chain: chain.starts[0])
    return chains[max(0, place - MOST_OF_A_WORD // 2) : place + MOST_OF_A_WORD // 2]


def _aliases(doc: Doc, chains: Iterable[Chain]) -> Iterator[tuple[Chain, Chain]]:
    """The chain of a name, and that of what is said to be another: "the Indian Institute of Science (IISc)", "Abu Nasr, better known as Hamdun"."""
    names = [(mention, chain) for chain in chains for mention in chain.mentions]
    by_start = {mention.start: (mention, chain) for mention, chain in names}
    one_of: dict[int, Chain] = {}
    for long, chain in names:
        other = _alias_behind(doc, long, chain, by_start)
        named, alias = (_last(one_of, one) for one in (chain, other))
        if alias is not named:
            one_of[id(alias)] = named
            yield named, alias


def _last(one_of: dict[int, Chain], chain: Chain) -> Chain:
    """The chain that has taken in another, or the one that has taken in that."""
    last = chain
    while id(last) in one_of:
        last = one_of[id(last)]
    if last is not chain:
        one_of[id(chain)] = last
    return last


def _alias_behind(doc: Doc, long: FoundMention, chain: Chain, by_start: Mapping[int, tuple[FoundMention, Chain]]) -> Chain:
    """The chain of another name behind a name, in letters or with words that say so; its own without one."""
    beside = by_start.get(long.end + 1)
    if beside is not None and _are_its_letters(long, chain, *beside):
        return beside[1]
    starts = range(long.end + 2, long.end + (0 if long.is_place else TOKENS_TO_ALIAS))
    start = next((i for i in starts if i in by_start), None)
    if start is None:
        return chain
    is_said = ALSO_KNOWN_AS.fullmatch(doc[long.end : start].text.strip()) is not None
    alias = by_start[start][1] if is_said else chain
    return alias if alias.type in SAME_KIND[chain.type] else chain


def _are_its_letters(long: FoundMention, chain: Chain, short: FoundMention, alias: Chain) -> bool:
    """Whether a name has the letters of a body's name that it stands behind."""
    return "person" not in (chain.type, alias.type) and is_short_for(short.name, long.name)


def _named_at_its_end(doc: Doc, mention: FoundMention, by_edge: Mapping[int, tuple[FoundMention, Chain]]) -> Chain | None:
    """John Kerry, for "Secretary of State John Kerry" where the parse makes the title the head, or a phrase of its own; no one for "a brother of John Kerry".

    So is Islamic State, for "the extremist group Islamic State".
    """
    found = by_edge.get(mention.end) or by_edge.get(mention.head + 1)
    if found is None or (mention.type == "organization" and mention.nouns[0] not in words("body")):
        return None
    name, chain = found
    is_behind_title = name.type == mention.type and doc[name.start - 1].pos_ in NOUNS
    return chain if is_behind_title else None


def _named_inside(doc: Doc, mention: FoundMention, by_head: Mapping[int, Chain]) -> Chain | None:
    """AFP, for "the AFP news agency", and Islamic State, for "Islamic State militants"; nobody for "the Russian news agency", "the Moscow office" and "the UN food agency"."""
    noun = doc[mention.head]
    if not (_are_all_of_a_force(noun) if mention.plural else is_body_or_medium(mention.nouns[0])):
        return None
    if _is_agency_for_something(noun):
        return None
    parts = (child for child in noun.lefts if child.dep_ in NAME_PARTS and entity_type(child.ent_type_) in ("ORG", None))
    return next((by_head[child.i] for child in parts if child.i in by_head), None)


def _is_agency_for_something(noun: Token) -> bool:
    """Whether a noun right before "agency" says what it is for: it is part of whom a name before that names."""
    if noun.lemma_.casefold() != "agency":
        return False
    kinds = [child.lower_ for child in noun.lefts if child.dep_ in NAME_PARTS and child.pos_ in NOUNS and not child.ent_type_]
    return not words("agency").issuperset(kinds[-1:])


def _are_all_of_a_force(noun: Token) -> bool:
    """Whether those who fight for a body are told of as the body: "Islamic State militants", not "six militants" nor "foreign fighters"."""
    if noun.lemma_.casefold() not in words("force"):
        return False
    others = {child.dep_ for child in noun.lefts if not child.ent_type_ and child.lower_ != "the"}
    return others.isdisjoint(("amod", "nummod", "det"))
