"""Whom pronouns and descriptions mean in annotated articles: each candidate judged by who speaks, and who is called what, in the annotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc

from onrecord import Pipeline
from onrecord.actors.cast import chains_by_rule, setting_of
from onrecord.actors.chains import Chain
from onrecord.actors.mentions import FIRST_PERSON, FoundMention, find_mentions
from onrecord.actors.naming import Setting, unite_named
from onrecord.actors.naming import judged as judged_names
from onrecord.actors.pronouns import judged as judged_antecedents
from onrecord.article import BodyView
from onrecord.cli.evaluating import pages_of
from onrecord.evaluation import GoldArticle
from onrecord.evaluation.gold import GoldActor
from onrecord.evaluation.matching import likeness_by_name, match
from onrecord.records import Actor, Mention

Features = dict[str, float]
Judged = list[tuple[Features, bool]]
"""The candidates for one pronoun or description: what speaks for each, and whether it is meant."""


def judged_in(articles: Iterable[GoldArticle], pipeline: Pipeline) -> Iterator[tuple[list[Judged], list[Judged]]]:
    """The pronouns and the descriptions of each article."""
    gold = list(articles)
    for article, page in zip(gold, pages_of(gold), strict=True):
        prepared, doc = pipeline.parse(page)
        voices = pipeline.voices(doc)
        mentions = find_mentions(doc, pipeline.knowledge, voices)
        chains = chains_by_rule(doc, mentions, voices, pipeline.knowledge, prepared.article.published)
        setting = setting_of(doc, voices, pipeline.knowledge, prepared.article.published)
        descriptions = list(_descriptions(article, chains, setting))
        unite_named(chains, setting)
        yield list(_pronouns(article, prepared.view, mentions, chains, setting)), descriptions


def _descriptions(article: GoldArticle, chains: Sequence[Chain], setting: Setting) -> Iterator[Judged]:
    """Chains without a name that the annotation calls by the same words for one actor only, with the named ones nearby."""
    called: dict[str, set[str]] = {}
    for actor in article.actors:
        for words in actor.mentions:
            called.setdefault(_folded(words), set()).add(actor.id)
    named = [chain for chain in chains if chain.names]
    actor_of = _aligned(article.actors, named, [[" ".join(mention.name) for mention in chain.mentions if mention.name] for chain in named])
    for chain in (chain for chain in chains if not chain.names):
        meant = [called.get(_folded(setting.doc[mention.start : mention.end].text), set()) for mention in chain.mentions]
        actor = next((next(iter(ids)) for ids in meant if len(ids) == 1), None)
        if actor is not None:
            yield [(features, actor_of.get(id(other)) == actor) for features, other in judged_names(chain, chains, setting)]


def _pronouns(
    article: GoldArticle, view: BodyView, mentions: Iterable[FoundMention], chains: Sequence[Chain], setting: Setting
) -> Iterator[Judged]:
    """Pronouns for who speaks, with the mentions before them; what each means is known to those after it."""
    doc = setting.doc
    speaker_at = {one.source.start: one.speaker for one in article.statements if one.source is not None and one.speaker is not None}
    texts = [[doc[mention.start : mention.end].text for mention in chain.mentions] for chain in chains]
    actor_of = _aligned(article.actors, chains, texts)
    known = sorted(((mention, chain) for chain in chains for mention in chain.mentions), key=lambda pair: pair[0].start)
    for pronoun in mentions:
        actor = speaker_at.get(_offset(doc, view, pronoun))
        if pronoun.form != "pronoun" or actor is None or doc[pronoun.head].lower_ in FIRST_PERSON:
            continue
        place = sum(mention.start < pronoun.start for mention, _ in known)
        judged = judged_antecedents(doc, pronoun, known, place, setting.sources, setting.voices)
        yield [(features, actor_of.get(id(chain)) == actor) for features, (_, chain) in judged]
        meant = next((chain for chain in chains if actor_of.get(id(chain)) == actor), None)
        if meant is not None:
            meant.add(pronoun)
            known.insert(place, (pronoun, meant))


def _aligned(actors: Sequence[GoldActor], chains: Sequence[Chain], texts: Iterable[Iterable[str]]) -> dict[int, str]:
    """{chain: the annotated actor with its names}. ``texts``: what each chain is called."""
    found = [
        Actor(id=str(i), name="", type=chain.type, mentions=tuple(Mention(start=0, end=1, text=text, form="name") for text in own))
        for i, (chain, own) in enumerate(zip(chains, texts, strict=True))
    ]
    return {id(chains[j]): actors[i].id for i, j in match(actors, found, likeness_by_name)}


def _offset(doc: Doc, view: BodyView, mention: FoundMention) -> int:
    word = doc[mention.head]
    return view.span(word.idx, word.idx + len(word)).start


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
