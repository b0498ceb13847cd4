"""The cast of an article: its actors, and which token stands for which."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from spacy.tokens import Doc, Span

from onrecord.actors.appositions import words_beside
from onrecord.actors.chain import Chain
from onrecord.actors.chains import find_chains
from onrecord.actors.documents import speakers_of_documents
from onrecord.actors.governments import unite_governments
from onrecord.actors.homonyms import countries_named, names_in
from onrecord.actors.joint import Joint, named_together
from onrecord.actors.linking import identified
from onrecord.actors.mention import FoundMention
from onrecord.actors.mentions import FIRST_PERSON, find_mentions
from onrecord.actors.naming import Setting, unite_named
from onrecord.actors.offices import is_known_elsewhere, part_namesakes, unite_offices
from onrecord.actors.pairs import members_of_pairs
from onrecord.actors.phrases import without_clauses_behind
from onrecord.actors.pronouns import resolve_pronouns
from onrecord.actors.sources import source_heads
from onrecord.article import BodyView
from onrecord.columns import columns_of
from onrecord.knowledge import (
    Knowledge,
    country_in_text,
    country_of_capital,
    country_of_name,
    country_of_phrase,
    country_of_seat,
    name_of_country,
)
from onrecord.marks import NO_VOICES, Voices
from onrecord.records import Actor, ActorType, Mention

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everyone whom the article has words for.

    ``actor_of``: {token index: actor id}, of every token that stands for an actor; ``joint_of``: {root of a source that names several: the actor
    that they are together}.
    """

    actors: tuple[Actor, ...]
    actor_of: Mapping[int, str] = field(default_factory=dict)
    joint_of: Mapping[int, str] = field(default_factory=dict)

    def with_first_person(self, doc: Doc, speakers: Iterable[tuple[int, int, str]]) -> Cast:
        """Let "I" and "we" between two tokens mean who speaks there. ``speakers``: (first token, end, actor id), outer before inner."""
        meant, words = dict(self.actor_of), columns_of(doc)
        for start, end, speaker in speakers:
            meant.update((i, speaker) for i in range(start, end) if words.lower[i] in FIRST_PERSON and words.texts[i] != "US")
        return replace(self, actor_of=meant)


def find_cast(doc: Doc, view: BodyView, knowledge: Knowledge, published: str | None = None, voices: Voices = NO_VOICES) -> Cast:
    """Find who is in a parsed article, and who of them is known. ``published``: an ISO date. Ids number the actors in the order of their first words."""
    actors, actor_of, beside, two_of, id_of = [], {}, {}, {}, {}
    mentions = find_mentions(doc, knowledge, voices)
    chains = chains_by_rule(doc, mentions, voices, knowledge, published)
    setting = setting_of(doc, voices, knowledge, published)
    unite_named(chains, setting)
    together = named_together(doc, chains, voices)
    resolve_pronouns(doc, mentions, chains, voices, joint=[one.chain for one in together])
    pairs = members_of_pairs(doc, chains)
    joint = [one for one in together if one.is_told_of]
    for chain in (*chains, *(one.chain for one in joint)):
        chain.mentions.sort(key=lambda mention: mention.start)
        _explain(doc, view, chain)
    for number, chain in enumerate(sorted(chains, key=lambda chain: chain.mentions[0].start), start=1):
        actor = _actor(f"a{number}", doc, view, chain)
        if actor is None:
            continue
        actors.append(actor)
        id_of[chain] = actor.id
        two_of[actor.id] = pairs.get(id(chain), ())
        beside[actor.id] = " ".join(words_beside(doc, (mention.start, mention.end)) for mention in chain.mentions)
        for mention in chain.mentions:
            actor_of.update(dict.fromkeys(mention.heads, actor.id))
    actors = [
        replace(actor, members=tuple(actor_of[chain.mentions[0].head] for chain in two_of[actor.id])) if two_of[actor.id] else actor
        for actor in _told_apart(actors)
    ]
    joint_of: dict[int, str] = {}
    for number, one in enumerate(joint, start=len(chains) + 1):
        actors.append(_joint_actor(f"a{number}", doc, view, one, actor_of))
        id_of[one.chain] = f"a{number}"
        joint_of.update((mention.head, f"a{number}") for mention in one.chain.mentions if mention.form != "pronoun")
        actor_of.update((mention.head, f"a{number}") for mention in one.chain.mentions if mention.form == "pronoun")
    speakers = speakers_of_documents(list(id_of), setting)
    known = identified(actors, knowledge, published, beside=beside, named=countries_named(doc, knowledge.places))
    united, one_of = _united(known)
    actor_of = {document: id_of[chain] for document, chain in speakers.items()} | actor_of
    return Cast(actors=united, actor_of={i: one_of.get(actor, actor) for i, actor in actor_of.items()}, joint_of=joint_of)


def chains_by_rule(doc: Doc, mentions: list[FoundMention], voices: Voices, knowledge: Knowledge, published: str | None) -> list[Chain]:
    """Names and descriptions by actor, as far as words, governments and offices tell."""
    chains = find_chains(doc, mentions, voices)
    part_namesakes(chains, knowledge, published)
    unite_governments(doc, chains, voices)
    unite_offices(doc, chains, knowledge, published)
    return chains


def setting_of(doc: Doc, voices: Voices, knowledge: Knowledge, published: str | None) -> Setting:
    """What is known when descriptions are looked at."""
    date = published[:10] if published is not None else None
    sources = source_heads(doc, voices)
    return Setting(doc=doc, voices=voices, sources=sources, is_elsewhere=partial(is_known_elsewhere, knowledge=knowledge, date=date))


def _united(actors: Iterable[Actor]) -> tuple[tuple[Actor, ...], dict[str, str]]:
    """Actors of one identifier made one; and {id of an actor that is gone: id of the one that it is}."""
    same: dict[tuple[str, str], list[Actor]] = {}
    for actor in actors:
        same.setdefault((actor.type, actor.wikidata or actor.id), []).append(actor)
    one_of = {other.id: first.id for first, *others in same.values() for other in others}
    return tuple(_made_one(group, one_of) for group in same.values()), one_of


def _made_one(actors: Sequence[Actor], one_of: Mapping[str, str]) -> Actor:
    """The first of several records of one actor, with the mentions of all."""
    mentions = sorted({mention for actor in actors for mention in actor.mentions}, key=lambda mention: (mention.start, mention.end))
    members = dict.fromkeys(one_of.get(member, member) for member in actors[0].members)
    return replace(actors[0], mentions=tuple(mentions), members=tuple(members))


def _told_apart(actors: list[Actor]) -> list[Actor]:
    """People of one name by their titles: "Mr Brandt" and "Mrs Brandt"."""
    shared = Counter(actor.name for actor in actors if actor.type == "person")
    return [replace(actor, name=_with_title(actor)) if shared[actor.name] > 1 else actor for actor in actors]


def _with_title(actor: Actor) -> str:
    """The name of a person as the text has it, with the title: "Mr Brandt", of "Mr and Mrs Brandt", too."""
    text = next((mention.text for mention in actor.mentions if mention.form == "name"), actor.name)
    return text if actor.name in text else f"{text} {actor.name}"


def _explain(doc: Doc, view: BodyView, chain: Chain) -> None:
    """Log why each mention belongs to a chain, for those who ask for it (``onrecord read --why``)."""
    if LOG.isEnabledFor(logging.DEBUG) and len(chain.mentions) > 1:
        first = chain.mentions[0]
        name = Span(doc, first.start, first.end).text
        for mention in chain.mentions:
            words = doc[mention.start : mention.end]
            span = view.span(words.start_char, words.end_char)
            LOG.debug("%s <- %s [%d-%d]: %s", name, words.text, span.start, span.end, chain.why[mention.start])


def _actor(id: str, doc: Doc, view: BodyView, chain: Chain) -> Actor | None:
    named = [mention for mention in chain.mentions if mention.form != "pronoun"]
    if not named:
        return None
    role = _role(doc, chain)
    name = _name(doc, named)
    country = _country_meant(chain.type, name, role, doc, named)
    return Actor(
        id=id,
        name=_of_capital(name) if chain.type == "country" else name,
        type=chain.type,
        country=country,
        role=role,
        mentions=tuple(_mention(doc, view, mention) for mention in chain.mentions),
    )


def _of_capital(name: str) -> str:
    """The name of the country whose capital has a name; of no capital it is the name itself."""
    country = country_of_capital(name)
    return name_of_country(country) or name if country is not None else name


def _joint_actor(id: str, doc: Doc, view: BodyView, joint: Joint, actor_of: Mapping[int, str]) -> Actor:
    """Several actors who speak as one; their fullest words are the name."""
    mentions = tuple(_mention(doc, view, mention) for mention in joint.chain.mentions)
    members = dict.fromkeys(actor_of[mention.head] for chain in joint.members for mention in chain.mentions)
    fullest = max(
        (mention for mention in joint.chain.mentions if mention.form != "pronoun"), key=lambda mention: mention.end - mention.start
    )
    name = " ".join(without_clauses_behind(doc, fullest).text.split())
    return Actor(id=id, name=name, type="group", members=tuple(members), mentions=mentions)


def _mention(doc: Doc, view: BodyView, mention: FoundMention) -> Mention:
    columns = columns_of(doc)
    span = view.span(columns.starts[mention.start], columns.ends[mention.end - 1])
    return Mention(start=span.start, end=span.end, text=span.text, form=mention.form)


def _name(doc: Doc, mentions: list[FoundMention]) -> str:
    """The fullest name, a country's own for its capital's; without one, the first description, without the clauses that tell more."""
    names = [mention for mention in mentions if mention.name]
    if names:
        best = max(
            names, key=lambda mention: (mention.type == "country", len(mention.name), not " ".join(mention.name).isupper(), -mention.start)
        )
        return " ".join(best.name)
    return " ".join(without_clauses_behind(doc, mentions[0]).text.split())


def _role(doc: Doc, chain: Chain) -> str | None:
    """What the text says a person is: the longest title, else the first description."""
    if chain.type != "person" or not chain.names:
        return None
    titles = [mention.role for mention in chain.mentions if mention.role]
    if titles:
        return max(titles, key=len)
    return next((Span(doc, m.start, m.end).text for m in chain.mentions if m.form == "description"), None)


def _country_meant(type: ActorType, name: str, role: str | None, doc: Doc, mentions: list[FoundMention]) -> str | None:
    """The country of an actor's words, of two of one name the one of this article, else that of the seat of power that is named."""
    country = _country(type, name, role, doc, mentions)
    if country is not None:
        return country_in_text(country, names_in(doc))
    return country_of_seat(name) if type == "organization" else None


def _country(type: ActorType, name: str, role: str | None, doc: Doc, mentions: list[FoundMention]) -> str | None:
    """The country that a name is, or that title and description name ("French", "Russia's"); never guessed."""
    if type == "country":
        return country_of_name(name) or country_of_capital(name)
    of_names = (_country_of_name(doc, mention) for mention in mentions if mention.form == "name")
    of_descriptions = (mention.country for mention in mentions if mention.form == "description")
    country = next((code for code in (country_of_phrase(role or ""), *of_names, *of_descriptions) if code is not None), None)
    if country is not None:
        return country
    return country_of_capital(name) if type == "organization" else None


def _country_of_name(doc: Doc, mention: FoundMention) -> str | None:
    """The country that a name with its title names; a person's own name ("Jordan Miles") and that of Georgia, the state, name none."""
    if mention.type == "person":
        return mention.country
    words = Span(doc, mention.start, mention.end).text
    return country_of_phrase(words) if country_of_name(words) is None else None
