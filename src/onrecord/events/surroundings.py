"""What is known of an article while its events are read: its actors, what is said in it, the countries that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from spacy.tokens import Doc, Token

from onrecord.article import BodyView
from onrecord.events.happened import Vector
from onrecord.events.lexicon import is_of_office
from onrecord.events.locating import countries_named
from onrecord.events.participants import LEADING
from onrecord.grammar import INDIRECT_OBJECTS, OBJECTS, entity_type, subject_of
from onrecord.knowledge import Places, country_of_adjective, country_of_name
from onrecord.records import Actor, Statement

Reported = tuple[Statement, frozenset[int]]


class Surroundings:
    """``actor_of``: {token: actor id}; ``statements``: each with the indices of its content's tokens; ``published``: ISO date, or date and time; ``places``: the gazetteer."""

    def __init__(
        self,
        doc: Doc,
        view: BodyView,
        *,
        actors: Sequence[Actor],
        actor_of: Mapping[int, str],
        statements: Sequence[Reported],
        published: str | None,
        places: Places,
    ) -> None:
        self.doc, self.view, self.published, self.places = doc, view, published, places
        self.actor_of = {**_of_adjectives(doc, actors), **_of_compounds(doc, actors), **actor_of}
        self.types = {actor.id: actor.type for actor in actors}
        self.officials = {actor.id for actor in actors if actor.type == "person" and actor.role is not None}
        self.described = {
            actor.id for actor in actors if actor.country is not None or any(is_of_office(mention.text) for mention in actor.mentions)
        }
        self.named = {actor.id for actor in actors if any(mention.form == "name" for mention in actor.mentions)}
        self.told_at: dict[int, list[tuple[int, Statement]]] = {}
        for statement, tokens in statements:
            if statement.nature == "utterance":
                for i in tokens:
                    self.told_at.setdefault(i, []).append((len(tokens), statement))
        self.quoted = {i for span in doc.spans.get("onrecord:quotation", ()) for i in range(span.start, span.end)}
        self.countries = countries_named(doc, places)
        self.telling = list(self._telling())
        self.mean_vector: Vector = np.asarray(doc.tensor, dtype=np.float32).mean(0) if len(doc.tensor) else np.zeros(0, dtype=np.float32)
        self.sentence = {token.i: number for number, sentence in enumerate(doc.sents) for token in sentence}
        self.last_sentence = max(self.sentence.values(), default=0)

    def around(self, token: Token) -> list[Statement]:
        """Utterances in whose content a token stands, innermost first."""
        return [statement for _, statement in sorted(self.told_at.get(token.i, ()), key=lambda pair: pair[0])]

    def _telling(self) -> Iterator[tuple[Token, set[str]]]:
        """Verbs by which actors tell each other something, and those actors."""
        for verb in self.doc:
            if verb.lemma_ in ("tell", "assure", "inform") and verb.pos_ == "VERB":
                subject = subject_of(verb)
                heard = [child for child in verb.children if child.dep_ in OBJECTS | INDIRECT_OBJECTS]
                nouns = [*([subject] if subject is not None else []), *heard]
                if len({self.actor_of.get(noun.i) for noun in nouns} - {None}) > 1 and all(noun.i in self.actor_of for noun in nouns):
                    yield verb, {self.actor_of[noun.i] for noun in nouns}


def _of_adjectives(doc: Doc, actors: Sequence[Actor]) -> dict[int, str]:
    """{token: actor} of adjectives of countries that are actors, where they stand before a noun: "the Turkish capture of the town"."""
    countries = {actor.country: actor.id for actor in actors if actor.type == "country" and actor.country}
    adjectives = (token for token in doc if token.dep_ in ("amod", "compound") and entity_type(token.ent_type_) in ("NORP", "LOC"))
    codes = ((token.i, country_of_adjective(token.text) or country_of_name(token.text)) for token in adjectives)
    return {i: countries[code] for i, code in codes if code in countries}


def _of_compounds(doc: Doc, actors: Sequence[Actor]) -> dict[int, str]:
    """{token: actor} of words like "UN-sponsored", which the tokenizer leaves whole."""
    named = {mention.text: actor.id for actor in actors for mention in actor.mentions if mention.form == "name"}
    compounds = ((token.i, *token.text.rpartition("-")[::2]) for token in doc if "-" in token.text)
    return {i: named[name] for i, name, how in compounds if how in LEADING and name in named}
