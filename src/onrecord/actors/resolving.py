"""Who is meant by each mention of a text: names by what they are called, all else in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from onrecord.actors.antecedents import Antecedents, Choice, most_likely, shipped_weights
from onrecord.actors.beside import Beside
from onrecord.actors.chains import Chain
from onrecord.actors.governments import unite_governments
from onrecord.actors.grouping import grouped
from onrecord.actors.mentions import FIRST_PERSON, FoundMention
from onrecord.actors.offices import Holders
from onrecord.actors.setting import Setting
from onrecord.actors.spoken import documents, joined, joint, quotations
from onrecord.knowledge import Knowledge
from onrecord.records import ActorType


@dataclass(slots=True, kw_only=True)
class Resolved:
    """The chains of a text; ``speaking``: {head of a document, or first token of words without a source: the chain that speaks}."""

    chains: list[Chain]
    speaking: dict[int, Chain] = field(default_factory=dict)


def find_chains(
    doc: Doc, mentions: Sequence[FoundMention], knowledge: Knowledge, published: str | None = None, choose: Choice | None = None
) -> Resolved:
    """Group mentions by actor. ``published``: an ISO date, by which to know who is in office; ``choose``: by the shipped weights unless given."""
    resolver = _Resolver(doc, mentions, knowledge, published, choose or most_likely(shipped_weights()))
    resolver.resolve([*mentions, *documents(doc), *quotations(doc), *joint(doc, mentions)])
    return Resolved(chains=[chain for chain in resolver.chains if chain.mentions], speaking=resolver.speaking)


class _Resolver:
    """Goes through a text once, mention by mention."""

    def __init__(self, doc: Doc, mentions: Iterable[FoundMention], knowledge: Knowledge, published: str | None, choose: Choice) -> None:
        self.doc = doc
        names = grouped(mention for mention in mentions if mention.form == "name")
        unite_governments(doc, names.chains)
        self.chains = names.chains
        self.speaking: dict[int, Chain] = {}
        self._joint: list[tuple[Chain, FoundMention]] = []
        known = [(mention, chain) for chain in names.chains for mention in chain.mentions]
        self._chain_of = {mention.start: chain for mention, chain in known}
        self._open = {mention.start: chains for mention, chains in names.open}
        self._beside = Beside(doc, known)
        self._holders = Holders(doc, names.chains, knowledge, published)
        for chain in names.chains:
            if chain.type == "person" and chain.gender is None:
                chain.gender = self._holders.gender(chain)
        self._antecedents = Antecedents(Setting(doc), known, choose)

    def resolve(self, mentions: Iterable[FoundMention]) -> None:
        """Give each mention its chain; a pronoun that stays open, or means whoever speaks, gets none."""
        for mention in sorted(mentions, key=lambda one: (one.start, one.end)):
            chain = self._chain(mention)
            if chain is not None:
                self._antecedents.go_on(mention, chain)
        self._unite_joint()

    def _unite_joint(self) -> None:
        """Tell who are together, and let those who are so again be one actor."""
        by_members: dict[frozenset[int], Chain] = {}
        for chain, mention in self._joint:
            heads = joined(self.doc, mention)
            members = {id(one): one for noun in heads if (one := self._antecedents.by_head.get(noun.i)) is not None}
            chain.members = tuple(members.values())
            known = by_members.setdefault(frozenset(members), chain) if len(members) == len(heads) else chain
            if known is not chain:
                self._antecedents.unite(known, chain)
                self.chains.remove(chain)
                self.speaking.update((head, known) for head, of in list(self.speaking.items()) if of is chain)

    def _chain(self, mention: FoundMention) -> Chain | None:
        if mention.form == "name":
            return self._of_name(mention)
        if mention.sort in ("document", "quotation"):
            return self._of_speaker(mention)
        if mention.sort == "joint":
            return self._of_several(mention)
        return self._of_pronoun(mention) if mention.form == "pronoun" else self._of_description(mention)

    def _of_name(self, mention: FoundMention) -> Chain:
        if mention.start in self._open:
            return self._added(self._antecedents.among(mention, self._open[mention.start]).chain, mention, "the last name")
        chain = self._chain_of[mention.start]
        if mention.type == "person" and mention.nouns and mention is chain.mentions[0]:
            self._unite_described(chain, replace(mention, form="description"))
        return chain

    def _of_speaker(self, mention: FoundMention) -> Chain | None:
        option = self._antecedents.antecedent(mention).option
        if option is not None:
            self.speaking[mention.head] = option.chain
        return option.chain if option is not None else None

    def _of_several(self, mention: FoundMention) -> Chain:
        chain = self._added(self._new("group"), mention)
        self._joint.append((chain, mention))
        return chain

    def _of_pronoun(self, mention: FoundMention) -> Chain | None:
        if self.doc[mention.head].lower_ in FIRST_PERSON:
            return None
        option = self._antecedents.antecedent(mention).option
        return self._added(option.chain, mention, "its antecedent") if option is not None else None

    def _of_description(self, mention: FoundMention) -> Chain:
        named = self._beside.named(mention, self._antecedents.by_head)
        if named is not None:
            self._unite_described(named, mention)
            return self._added(named, mention, "named beside it")
        office = self._holders.holder(mention)
        option = self._antecedents.antecedent(mention, office, lambda chain: not self._holders.is_elsewhere(mention, chain)).option
        return self._added(option.chain, mention, "its antecedent") if option is not None else self._added(self._new(mention.type), mention)

    def _unite_described(self, named: Chain, mention: FoundMention) -> None:
        """Let who was described before be who is named now: "a spokesman", then "the spokesman, Ivan Kovac"."""
        option = self._antecedents.antecedent(
            mention, among=lambda chain: chain is not named and not chain.names and chain.type == named.type
        ).option
        if option is not None:
            self._antecedents.unite(named, option.chain)
            self.chains.remove(option.chain)

    def _new(self, type: ActorType) -> Chain:
        chain = Chain(type=type)
        self.chains.append(chain)
        return chain

    @staticmethod
    def _added(chain: Chain, mention: FoundMention, why: str = "its first words") -> Chain:
        chain.add(mention, why)
        return chain
