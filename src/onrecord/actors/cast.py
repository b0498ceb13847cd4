"""The cast of an article: its actors, and which token stands for which."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from onrecord.actors.appositions import words_beside
from onrecord.actors.chains import Chain
from onrecord.actors.homonyms import countries_named
from onrecord.actors.linking import identified
from onrecord.actors.mentions import FIRST_PERSON, FoundMention, find_mentions
from onrecord.actors.nouns import is_document
from onrecord.actors.resolving import find_chains
from onrecord.actors.sources import joint_sources, source_heads
from onrecord.article import BodyView
from onrecord.knowledge import Knowledge, country_of_capital, country_of_name, country_of_phrase
from onrecord.records import Actor, ActorType, Mention

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everyone whom the article has words for.

    ``actor_of``: {token index: actor id}, of every token that stands for an actor; ``joint_of``: {root of a source that names several: the actor
    that they are together}; ``speaker_of``: {first token of words that nothing says who says them: who does}.
    """

    actors: tuple[Actor, ...]
    actor_of: Mapping[int, str] = field(default_factory=dict)
    joint_of: Mapping[int, str] = field(default_factory=dict)
    speaker_of: Mapping[int, str] = field(default_factory=dict)

    def with_first_person(self, doc: Doc, speakers: Iterable[tuple[int, int, str]]) -> Cast:
        """Let "I" and "we" between two tokens mean who speaks there. ``speakers``: (first token, end, actor id), outer before inner."""
        meant = dict(self.actor_of)
        for start, end, speaker in speakers:
            meant.update((token.i, speaker) for token in doc[start:end] if token.lower_ in FIRST_PERSON and token.text != "US")
        return replace(self, actor_of=meant)


def find_cast(doc: Doc, view: BodyView, knowledge: Knowledge, published: str | None = None) -> Cast:
    """Find who is in a parsed article, and who of them is known. ``published``: an ISO date. Ids number the actors in the order of their first words."""
    resolved = find_chains(doc, find_mentions(doc, knowledge), knowledge, published)
    for chain in resolved.chains:
        chain.mentions.sort(key=lambda mention: mention.start)
        _explain(doc, view, chain)
    chains = [chain for chain in sorted(resolved.chains, key=lambda chain: chain.mentions[0].start) if _is_told_of(chain)]
    ids = {id(chain): f"a{number}" for number, chain in enumerate(chains, start=1)}
    actors = [_actor(ids, doc, view, chain) for chain in chains]
    heads = {head: ids[id(chain)] for chain in chains for mention in chain.mentions for head in mention.heads}
    speaking = {token: ids[id(chain)] for token, chain in resolved.speaking.items() if id(chain) in ids}
    documents = {head.i: speaking[head.i] for head in source_heads(doc) if is_document(head) and head.i in speaking}
    beside = {ids[id(chain)]: " ".join(words_beside(doc[mention.start : mention.end]) for mention in chain.mentions) for chain in chains}
    return Cast(
        actors=identified(actors, knowledge, published, beside=beside, named=countries_named(doc, knowledge.places)),
        actor_of=documents | heads,
        joint_of={source.root.i: heads[joining] for source, joining in joint_sources(doc) if joining in heads},
        speaker_of={token: actor for token, actor in speaking.items() if token not in documents},
    )


def _is_told_of(chain: Chain) -> bool:
    """Whether there are words for an actor, not pronouns alone."""
    return any(mention.form != "pronoun" for mention in chain.mentions)


def _explain(doc: Doc, view: BodyView, chain: Chain) -> None:
    """Log why each mention belongs to a chain, for those who ask for it (``onrecord read --why``)."""
    if LOG.isEnabledFor(logging.DEBUG) and len(chain.mentions) > 1:
        first = chain.mentions[0]
        name = doc[first.start : first.end].text
        for mention in chain.mentions:
            words = doc[mention.start : mention.end]
            span = view.span(words.start_char, words.end_char)
            LOG.debug("%s <- %s [%d-%d]: %s", name, words.text, span.start, span.end, chain.why[mention.start])


def _actor(ids: Mapping[int, str], doc: Doc, view: BodyView, chain: Chain) -> Actor:
    named = [mention for mention in chain.mentions if mention.form != "pronoun"]
    role = _role(doc, chain)
    name = _name(doc, named)
    return Actor(
        id=ids[id(chain)],
        name=name,
        type=chain.type,
        country=_country(chain.type, name, role, doc, named),
        role=role,
        mentions=tuple(_mention(doc, view, mention) for mention in chain.mentions),
        members=tuple(ids[id(member)] for member in chain.members if id(member) in ids),
    )


def _mention(doc: Doc, view: BodyView, mention: FoundMention) -> Mention:
    words = doc[mention.start : mention.end]
    span = view.span(words.start_char, words.end_char)
    return Mention(start=span.start, end=span.end, text=span.text, form=mention.form)


def _name(doc: Doc, mentions: list[FoundMention]) -> str:
    """The fullest name, a country's own before its capital's; without one, the first description."""
    names = [mention for mention in mentions if mention.name]
    if names:
        names = [mention for mention in names if mention.type == "country"] or names
        best = max(names, key=lambda mention: (len(mention.name), -mention.start))
        return " ".join(best.name)
    words = doc[mentions[0].start : mentions[0].end]
    return " ".join(words.text.split())


def _role(doc: Doc, chain: Chain) -> str | None:
    """What the text says a person is: the longest title, else the first description."""
    if chain.type != "person" or not chain.names:
        return None
    titles = [mention.role for mention in chain.mentions if mention.role]
    if titles:
        return max(titles, key=len)
    described = [doc[m.start : m.end].text for m in chain.mentions if m.form == "description"]
    return described[0] if described else None


def _country(type: ActorType, name: str, role: str | None, doc: Doc, mentions: list[FoundMention]) -> str | None:
    """The country that a name is, or that title and description name ("French", "Russia's"); never guessed."""
    if type == "country":
        return country_of_name(name)
    of_names = (_country_of_name(doc[mention.start : mention.end], mention) for mention in mentions if mention.form == "name")
    of_descriptions = (mention.country for mention in mentions if mention.form == "description")
    country = next((code for code in (country_of_phrase(role or ""), *of_names, *of_descriptions) if code is not None), None)
    if country is not None:
        return country
    return country_of_capital(name) if type == "organization" else None


def _country_of_name(words: TokenSpan, mention: FoundMention) -> str | None:
    """The country that a name with its title names; a person's own name ("Jordan Miles") and that of Georgia, the state, name none."""
    if mention.type == "person":
        return mention.country
    return country_of_phrase(words.text) if country_of_name(words.text) is None else None
