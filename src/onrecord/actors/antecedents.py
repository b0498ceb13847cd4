"""Which chain a description or pronoun goes with: the one that most speaks for, or none of those told of before."""

from __future__ import annotations

import bisect
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from onrecord.actors.chains import Chain
from onrecord.actors.evidence import Feature, Option, of_none, of_option
from onrecord.actors.mentions import FoundMention
from onrecord.actors.nouns import is_document
from onrecord.actors.setting import Setting
from onrecord.actors.sources import maker_of, owners_of
from onrecord.actors.vetoes import may_be

# How far a mention looks for its chain: sentences back for a pronoun, chains and mentions back for anything else, sentences on for a name still to come.
SENTENCES_BACK = 5
CHAINS_BACK = 10
MENTIONS_BACK = 200
SAME_NOUN_BACK = 4
SENTENCES_ON = 8
CHAINS_ON = 4
# How many documents back "the statement" looks for the one that it is.
DOCUMENTS_BACK = 50

Candidate = tuple[Chain, FoundMention]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An option with what speaks for it; without an option: what speaks for none."""

    option: Option | None
    features: list[Feature]


# Which of the judged it is.
Choice = Callable[[FoundMention, list[Judged]], Judged]


class Antecedents:
    """Finds antecedents, mention by mention. ``names``: all names of the text with their chains; ``by_head``: {token that stands for an actor: its chain}."""

    def __init__(self, setting: Setting, names: Iterable[tuple[FoundMention, Chain]], choose: Choice) -> None:
        self.setting, self._choose = setting, choose
        self._names = sorted(names, key=lambda pair: pair[0].start)
        self._starts = [mention.start for mention, _ in self._names]
        self.by_head: dict[int, Chain] = {head: chain for mention, chain in self._names for head in mention.heads}
        self._told: list[tuple[FoundMention, Chain]] = []
        self._nearest: dict[int, FoundMention] = {}
        self._by_noun: dict[str, dict[int, Chain]] = {}
        self._last_speaker: Chain | None = None
        self._last_subject: dict[int, FoundMention] = {}
        self._turns: dict[int, int] = {}
        self._documents = [token for token in setting.doc if is_document(token)]

    def go_on(self, mention: FoundMention, chain: Chain) -> None:
        """Go on in the text by a mention whose chain is known."""
        if mention.sort in ("document", "quotation"):
            self._speak(chain)
            if mention.sort == "document":
                self.by_head[mention.head] = chain
            return
        self._told.append((mention, chain))
        self._nearest[id(chain)] = mention
        self.by_head.update(dict.fromkeys(mention.heads, chain))
        for noun in chain.nouns if mention.form == "name" else mention.nouns:
            same = self._by_noun.setdefault(noun, {})
            same.pop(id(chain), None)
            same[id(chain)] = chain
        place = self.setting.place(mention)
        if place.relation == "subject":
            self._last_subject[id(chain)] = mention
        if place.speaks:
            self._speak(chain)

    def unite(self, chain: Chain, other: Chain) -> None:
        """Take all mentions of another chain into one."""
        for mention in other.mentions:
            chain.add(mention, "described before it was named")
        self._told = [(mention, chain if of is other else of) for mention, of in self._told]
        self.by_head.update((head, chain) for head, of in list(self.by_head.items()) if of is other)
        for same in self._by_noun.values():
            if same.pop(id(other), None) is not None:
                same[id(chain)] = chain
        before = [one for one in (self._nearest.get(id(chain)), self._nearest.pop(id(other), None)) if one is not None]
        self._nearest[id(chain)] = max(before, key=lambda one: one.start)
        self._turns[id(chain)] = self._turns.get(id(chain), 0) + self._turns.pop(id(other), 0)
        self._last_speaker = chain if self._last_speaker is other else self._last_speaker

    def antecedent(self, mention: FoundMention, office: Chain | None = None, among: Callable[[Chain], bool] = lambda _: True) -> Judged:
        """What is chosen for a mention. ``office``: who holds the office that it names; ``among``: which chains it may go with."""
        before = [(chain, nearest) for chain, nearest in self._before(mention, office) if among(chain)]
        to_come = [(chain, nearest) for chain, nearest in self._to_come(mention, before) if among(chain)]
        options = [
            self._option(mention, chain, nearest, rank, office) for side in (before, to_come) for rank, (chain, nearest) in enumerate(side)
        ]
        none = Judged(option=None, features=list(of_none(mention, self.setting, options)))
        return self._choose(mention, [none, *(self._judged(mention, option) for option in options)])

    def among(self, mention: FoundMention, chains: Sequence[Chain]) -> Option:
        """Which of a few chains a mention is of."""
        nearest = ((chain, self._nearest.get(id(chain), chain.mentions[0])) for chain in chains)
        ranked = sorted(nearest, key=lambda pair: -pair[1].start)
        options = [self._option(mention, chain, one, rank, None) for rank, (chain, one) in enumerate(ranked)]
        return self._choose(mention, [self._judged(mention, option) for option in options]).option or options[0]

    def _judged(self, mention: FoundMention, option: Option) -> Judged:
        return Judged(option=option, features=list(of_option(mention, option, self.setting)))

    def _speak(self, chain: Chain) -> None:
        self._last_speaker = chain
        self._turns[id(chain)] = self._turns.get(id(chain), 0) + 1

    def _option(self, mention: FoundMention, chain: Chain, nearest: FoundMention, rank: int, office: Chain | None) -> Option:
        is_document = mention.sort == "document"
        return Option(
            chain=chain,
            nearest=nearest,
            is_later=nearest.start > mention.start,
            is_ahead=self._is_ahead(mention, chain),
            rank=rank,
            last_subject=self._last_subject.get(id(chain)),
            is_last_speaker=chain is self._last_speaker,
            turns=self._turns.get(id(chain), 0),
            same_noun_rank=self._same_noun_rank(mention, chain),
            holds_office=chain is office,
            owns=self._owns(mention, chain) if is_document else None,
            made_last=is_document and self._maker(mention) is chain,
            goes_on=mention.sort == "quotation" and self.setting.goes_on(mention, nearest),
        )

    def _before(self, mention: FoundMention, office: Chain | None) -> Iterator[Candidate]:
        """Chains told of before that nothing rules out, the last mentioned first; the holder of the office wherever it is named."""
        seen: set[int] = set()
        for chain in (*self._nearby(mention), *self._of_noun(mention)):
            nearest = self._visible(mention, chain)
            if nearest is not None and id(chain) not in seen and may_be(mention, chain, nearest, self.setting):
                yield chain, nearest
            seen.add(id(chain))
        if office is not None and id(office) not in seen:
            yield office, self._nearest.get(id(office), office.mentions[0])

    def _nearby(self, mention: FoundMention) -> Iterator[Chain]:
        near: dict[int, Chain] = {}
        for other, chain in islice(reversed(self._told), MENTIONS_BACK):
            is_far = mention.form == "pronoun" and mention.sentence - other.sentence > SENTENCES_BACK
            if is_far or (mention.form != "pronoun" and len(near) == CHAINS_BACK):
                break
            near.setdefault(id(chain), chain)
        return iter(near.values())

    def _of_noun(self, mention: FoundMention) -> Iterator[Chain]:
        """The chains last described by a description's noun, however far back."""
        same = self._by_noun.get(mention.nouns[0], {}) if mention.form == "description" and mention.nouns else {}
        return islice(reversed(same.values()), SAME_NOUN_BACK)

    def _same_noun_rank(self, mention: FoundMention, chain: Chain) -> int | None:
        if chain.nouns.isdisjoint(mention.nouns):
            return None
        return next((rank for rank, one in enumerate(self._of_noun(mention)) if one is chain), None)

    def _visible(self, mention: FoundMention, chain: Chain) -> FoundMention | None:
        """The chain's last mention that a mention can take up: what is said inside a quotation is for words inside it."""
        nearest = self._nearest[id(chain)]
        if mention.form != "pronoun" or mention.quoted or not nearest.quoted:
            return nearest
        for other, of in reversed(self._told):
            if mention.sentence - other.sentence > SENTENCES_BACK:
                return None
            if of is chain and not other.quoted:
                return other
        return None

    def _to_come(self, mention: FoundMention, before: list[Candidate]) -> list[Candidate]:
        """Those who are only named later on; who speaks later on, for words without a speaker; the subject behind it, for a pronoun in a fronted phrase."""
        if mention.form == "pronoun" and mention.sort != "quotation":
            return list(self._ahead(mention, before))
        found: dict[int, Candidate] = {}
        seen = {id(chain) for chain, _ in before}
        for i in range(bisect.bisect_right(self._starts, mention.start), len(self._names)):
            nearest, chain = self._names[i]
            if nearest.sentence - mention.sentence > SENTENCES_ON or len(found) == CHAINS_ON:
                break
            is_new = id(chain) not in self._nearest or (mention.sort == "quotation" and self.setting.place(nearest).speaks)
            if is_new and id(chain) not in seen | found.keys() and may_be(mention, chain, nearest, self.setting):
                found[id(chain)] = (chain, nearest)
        return list(found.values())

    def _ahead(self, mention: FoundMention, before: list[Candidate]) -> Iterator[Candidate]:
        ahead = self.setting.place(mention).ahead
        for nearest, chain in self._names[bisect.bisect_right(self._starts, mention.start) :]:
            if ahead is None or nearest.start > ahead:
                return
            if ahead in nearest.heads and all(chain is not other for other, _ in before) and may_be(mention, chain, nearest, self.setting):
                yield chain, nearest

    def _is_ahead(self, mention: FoundMention, chain: Chain) -> bool:
        ahead = self.setting.place(mention).ahead
        return ahead is not None and self.by_head.get(ahead) is chain

    def _owns(self, mention: FoundMention, chain: Chain) -> str | None:
        """How a chain is named as whose document it is."""
        return next((how for how, head in owners_of(self.setting.doc[mention.head]) if self.by_head.get(head) is chain), None)

    def _maker(self, mention: FoundMention) -> Chain | None:
        """Who made, issued or owns the document of this noun that the text told of last."""
        place = bisect.bisect_left(self._documents, mention.head, key=lambda token: token.i)
        before = reversed(self._documents[max(0, place - DOCUMENTS_BACK) : place])
        same = (token for token in before if token.lemma_.casefold() in (*mention.nouns, "document"))
        return next((made for token in same if (made := self.by_head.get(token.i) or maker_of(token, self.by_head)) is not None), None)


def most_likely(weights: Mapping[str, float]) -> Choice:
    """The choice of what has the most for it."""

    def choose(mention: FoundMention, judged: list[Judged]) -> Judged:
        return max(judged, key=lambda one: fit_of(one.features, weights))

    return choose


def fit_of(features: Iterable[Feature], weights: Mapping[str, float]) -> float:
    """The sum of the weights of what speaks for something."""
    return sum(weights.get(name, 0.0) * value for name, value in features)


@cache
def shipped_weights() -> Mapping[str, float]:
    """The weights of the evidence."""
    table = json.loads(files("onrecord").joinpath("data/antecedents.json").read_text("utf-8"))
    weights: dict[str, float] = table["weights"]
    return weights
