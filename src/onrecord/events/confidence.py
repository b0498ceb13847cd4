"""How sure an event is: of those with 0.7, about 70 % are events worth a record, by reading.

Many words for events tell of none ("battle for confirmation", "to resign would be wrong", "rangers arrest poachers there every year"). A logistic
regression over what is known of an event and over the encoder's vectors tells them apart; weights in ``data/event_confidence.json``, made by
``training/events/confidence.py`` from our own judgements of what was found in other articles.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from spacy.tokens import Token

from onrecord.events.happened import Vector, probability_happened, vectors_of
from onrecord.events.incidents import Mention
from onrecord.events.status import is_presupposed
from onrecord.events.surroundings import Surroundings
from onrecord.grammar import clause_of, is_participle, is_passive
from onrecord.records import Event

Feature = tuple[str, float]
# Actors beyond this number say no more.
MOST_ACTORS = 2
FIRST_AND_SECOND_PERSON = {"i", "we", "us", "me", "you"}
MONTHS_OF_BACKGROUND = 24
UNLIKELY = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for an event. ``features``: those that are not 0; ``vector``: of its word, the verb of its clause and the whole text, one behind the other."""

    features: Mapping[str, float]
    vector: Vector | None


def evidence_of(event: Event, mentions: Sequence[Mention], known: Surroundings) -> Evidence:
    """The evidence for an event with all its mentions."""
    best = max(mentions, key=lambda mention: mention.fullness)
    token = best.trigger.token
    clause = clause_of(token)
    verb = token if token.pos_ == "VERB" or clause.pos_ not in ("VERB", "AUX") else clause
    told = (*_of_words(best, verb), *_of_sides(best, known), *_of_record(event, known), *_of_text(mentions, best, known))
    own, of_verb = vectors_of(token), vectors_of(verb)
    vector: Vector | None = None
    if own is not None and of_verb is not None:
        width = len(own) // 2
        vector = np.concatenate([own[:width], of_verb[:width], known.mean_vector])
    return Evidence(features={name: float(value) for name, value in told if value}, vector=vector)


def confidence_of(evidence: Evidence) -> float:
    """Between 0 and 1, two decimals."""
    weights = _weights()
    score = weights.constant + sum(weights.features.get(name, 0.0) * value for name, value in evidence.features.items())
    if evidence.vector is not None and len(evidence.vector) == len(weights.vector):
        score += weights.vector_constant + float(weights.vector @ evidence.vector)
    return round(1 / (1 + math.exp(-score)), 2)


def _of_words(mention: Mention, verb: Token) -> Iterator[Feature]:
    """How it is told: by which form of word, in which clause, how open."""
    token = mention.trigger.token
    beside = {child.lower_ for child in verb.children}
    yield f"type {mention.trigger.type}", 1
    yield "mode", mention.trigger.mode is not None
    yield f"tag {token.tag_}", 1
    yield f"relation {token.dep_.split(':')[0]}", 1
    yield f"clause {clause_of(token).dep_}", 1
    yield "passive", mention.trigger.is_verb and is_passive(token)
    yield "participle", mention.trigger.is_verb and is_participle(token)
    yield "to", any(child.lower_ == "to" and child.dep_ == "mark" for child in token.children)
    yield "modal", any(child.tag_ == "MD" for child in verb.children)
    yield "if", not beside.isdisjoint({"if", "whether", "unless"})
    yield "the", any(child.lower_ in ("the", "this", "that") for child in token.children)
    yield "presupposed", is_presupposed(token)
    yield f"status {mention.status}", 1
    happened = probability_happened(token)
    if happened is not None:
        yield "happened", happened
        yield "unlikely to have happened", happened < UNLIKELY


def _of_sides(mention: Mention, known: Surroundings) -> Iterator[Feature]:
    """Who takes part, and by which words."""
    yield "nobody", not mention.actors
    yield "names on both sides", not known.named.isdisjoint(mention.doers) and not known.named.isdisjoint(mention.others)
    for side, taking_part in (("doers", mention.doers), ("others", mention.others)):
        yield side, min(len(taking_part), MOST_ACTORS)
        yield f"{side} named", not known.named.isdisjoint(taking_part)
        for type in {known.types[actor] for actor in taking_part}:
            yield f"{side} {type}", 1
        words = list(taking_part.values())
        yield f"{side} by name", any(word.ent_type_ or word.pos_ == "PROPN" for word in words)
        yield f"{side} by pronoun", any(word.pos_ == "PRON" for word in words)
        yield f"{side} I or you", any(word.lower_ in FIRST_AND_SECOND_PERSON for word in words)
        yield f"{side} any", any(child.lower_ in ("a", "an", "any") for word in words for child in word.lefts)
        yield f"{side} bare plural", any(_is_bare_plural(word) for word in words)


def _is_bare_plural(word: Token) -> bool:
    return word.tag_ == "NNS" and not any(child.dep_ in ("det", "nummod", "amod", "nmod:poss") or child.ent_type_ for child in word.lefts)


def _of_record(event: Event, known: Surroundings) -> Iterator[Feature]:
    """What the record says of it."""
    yield "place", event.place is not None
    yield "place found", event.place is not None and event.place.precision is not None
    yield "date", event.date is not None
    value = event.date.value if event.date is not None else None
    yield "date found", value is not None
    yield "day", value is not None and len(value) >= len("2017-03-24")
    yield (
        "background",
        value is not None and known.published is not None and _months(known.published) - _months(value) > MONTHS_OF_BACKGROUND,
    )
    yield "number killed", event.killed is not None
    yield "on somebody's word", bool(event.attributed_to)


def _months(value: str) -> int:
    """Months since year 0 of an ISO date; the middle of a year alone."""
    return 12 * int(value[:4]) + (int(value[5:7]) if len(value) > len("2017") else 6)


def _of_text(mentions: Sequence[Mention], best: Mention, known: Surroundings) -> Iterator[Feature]:
    """Where and how often the article tells of it."""
    around = known.around(best.trigger.token)
    yield "said", bool(around)
    yield "quoted", bool(around) and around[0].kind != "indirect"
    yield "harm", any(mention.harm for mention in mentions)
    yield "mentions", math.log(len(mentions))
    yield "headline", any(mention.in_headline for mention in mentions)
    yield "sentences before", math.log1p(best.sentence)
    yield "share of the text before", best.sentence / max(1, known.last_sentence)


@dataclass(frozen=True, slots=True)
class _Weights:
    constant: float
    features: Mapping[str, float]
    vector_constant: float
    vector: Vector


@cache
def _weights() -> _Weights:
    table = json.loads(files("onrecord").joinpath("data/event_confidence.json").read_text("utf-8"))
    return _Weights(table["constant"], table["features"], table["vector constant"], np.array(table["vector"], dtype=np.float32))
