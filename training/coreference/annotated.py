"""Whom pronouns and descriptions mean, and who speaks in documents, in annotated articles: each candidate judged by who speaks, and who is called what, in the annotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from onrecord import Pipeline
from onrecord.actors.candidates import held_against
from onrecord.actors.cast import chains_by_rule, setting_of
from onrecord.actors.chain import Chain
from onrecord.actors.documents import Documents
from onrecord.actors.mention import FoundMention
from onrecord.actors.mentions import FIRST_PERSON, find_mentions
from onrecord.actors.naming import Setting, first_of, unite_named
from onrecord.actors.naming import judged as judged_names
from onrecord.actors.pronouns import judged as judged_antecedents
from onrecord.article import BodyView
from onrecord.cli.evaluating import pages_of
from onrecord.evaluation import GoldArticle
from onrecord.evaluation.gold import GoldActor
from onrecord.evaluation.matching import likeness_by_name, match
from onrecord.records import Actor, Mention

Floats = NDArray[np.float32]
Features = dict[str, float]
Kind = Literal["pronoun", "description", "document"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Whom a pronoun or description may mean: what speaks for it, its encoded words (mentions, width), and whether it is meant."""

    features: Features
    encoded: Floats
    is_meant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Whom a word means: the word as it is encoded (width,), and the candidates, none of whom need be meant. ``share``: what it counts beside others."""

    encoded: Floats
    candidates: tuple[Candidate, ...]
    share: float = 1.0


def questions_in(articles: Iterable[GoldArticle], pipeline: Pipeline) -> Iterator[dict[Kind, list[Question]]]:
    """The questions of each kind in each article."""
    gold = list(articles)
    for article, page in zip(gold, pages_of(gold), strict=True):
        prepared, doc = pipeline.parse(page)
        voices = pipeline.voices(doc)
        mentions = find_mentions(doc, pipeline.knowledge, voices)
        chains = chains_by_rule(doc, mentions, voices, pipeline.knowledge, prepared.article.published)
        setting = setting_of(doc, voices, pipeline.knowledge, prepared.article.published)
        descriptions = list(_descriptions(article, prepared.view, chains, setting))
        unite_named(chains, setting)
        pronouns = list(_pronouns(article, prepared.view, mentions, chains, setting))
        yield {"pronoun": pronouns, "description": descriptions, "document": list(_documents(article, prepared.view, chains, setting))}


def _descriptions(article: GoldArticle, view: BodyView, chains: Sequence[Chain], setting: Setting) -> Iterator[Question]:
    """Chains without a name that the annotation calls by the same words for one actor only, or has as somebody's who speaks, with the named ones nearby."""
    doc, encoded = setting.doc, np.asarray(setting.doc.tensor, dtype=np.float32)
    called: dict[str, set[str]] = {}
    for actor in article.actors:
        for words in actor.mentions:
            called.setdefault(_folded(words), set()).add(actor.id)
    named = [chain for chain in chains if chain.names]
    actor_of = _aligned(article.actors, named, [[" ".join(mention.name) for mention in chain.mentions if mention.name] for chain in named])
    speaker_at = speakers_by_place(article)
    for chain in (chain for chain in chains if not chain.names):
        only = (called.get(_folded(doc[mention.start : mention.end].text), set()) for mention in chain.mentions)
        speaking = (speaker_at.get(_offset(doc, view, mention.start)) for mention in chain.mentions)
        meant = next((actor for actor in (*(next(iter(ids)) for ids in only if len(ids) == 1), *speaking) if actor is not None), None)
        if meant is None:
            continue
        first = first_of(chain)
        candidates = tuple(
            Candidate(
                features=features,
                encoded=encoded[held_against(first.start, other)],
                is_meant=actor_of.get(id(other)) == meant,
            )
            for features, other in judged_names(chain, chains, setting)
        )
        if candidates:
            yield Question(encoded=encoded[first.head], candidates=candidates)


def speakers_by_place(article: GoldArticle) -> dict[int, str]:
    """{where the words for who speaks begin: the actor}."""
    return {one.source.start: one.speaker for one in article.statements if one.source is not None and one.speaker is not None}


def _pronouns(
    article: GoldArticle, view: BodyView, mentions: Iterable[FoundMention], chains: Sequence[Chain], setting: Setting
) -> Iterator[Question]:
    """Pronouns for who speaks, with the mentions before them; what each means is known to those after it."""
    doc, encoded = setting.doc, np.asarray(setting.doc.tensor, dtype=np.float32)
    speaker_at = speakers_by_place(article)
    texts = [[doc[mention.start : mention.end].text for mention in chain.mentions] for chain in chains]
    actor_of = _aligned(article.actors, chains, texts)
    known = sorted(((mention, chain) for chain in chains for mention in chain.mentions), key=lambda pair: pair[0].start)
    for pronoun in mentions:
        actor = speaker_at.get(_offset(doc, view, pronoun.head))
        if pronoun.form != "pronoun" or actor is None or doc[pronoun.head].lower_ in FIRST_PERSON:
            continue
        place = sum(mention.start < pronoun.start for mention, _ in known)
        candidates = tuple(
            Candidate(features=features, encoded=encoded[[mention.head]], is_meant=actor_of.get(id(chain)) == actor)
            for features, (mention, chain) in judged_antecedents(doc, pronoun, known, place, setting.sources, setting.voices)
        )
        if candidates:
            yield Question(encoded=encoded[pronoun.head], candidates=candidates)
        meant = next((chain for chain in chains if actor_of.get(id(chain)) == actor), None)
        if meant is not None:
            meant.add(pronoun)
            known.insert(place, (pronoun, meant))


def _documents(article: GoldArticle, view: BodyView, chains: Sequence[Chain], setting: Setting) -> Iterator[Question]:
    """Documents that are said to say something and do not say by whom they are, with those named nearby."""
    doc, encoded = setting.doc, np.asarray(setting.doc.tensor, dtype=np.float32)
    speaking = [(one.source, one.speaker) for one in article.statements if one.source is not None and one.speaker is not None]
    texts = [[doc[mention.start : mention.end].text for mention in chain.mentions] for chain in chains]
    actor_of = _aligned(article.actors, chains, texts)
    text = Documents(chains, setting)
    for document in text.speaking:
        place = _offset(doc, view, document.i)
        speaker = next((actor for source, actor in speaking if source.start <= place < source.end), None)
        if speaker is None or text.owner_of(document) is not None:
            continue
        candidates = tuple(
            Candidate(features=features, encoded=encoded[held_against(document.i, chain)], is_meant=actor_of.get(id(chain)) == speaker)
            for features, chain in text.judged(document)
        )
        if candidates:
            yield Question(encoded=encoded[document.i], candidates=candidates)


def _aligned(actors: Sequence[GoldActor], chains: Sequence[Chain], texts: Iterable[Iterable[str]]) -> dict[int, str]:
    """{chain: the annotated actor with its names}. ``texts``: what each chain is called."""
    found = [
        Actor(id=str(i), name="", type=chain.type, mentions=tuple(Mention(start=0, end=1, text=text, form="name") for text in own))
        for i, (chain, own) in enumerate(zip(chains, texts, strict=True))
    ]
    return {id(chains[j]): actors[i].id for i, j in match(actors, found, likeness_by_name)}


def _offset(doc: Doc, view: BodyView, token: int) -> int:
    word = doc[token]
    return view.span(word.idx, word.idx + len(word)).start


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
