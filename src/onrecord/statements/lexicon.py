"""Words that signal a statement. List: ``data/cues.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Token

from onrecord.grammar import regular_forms
from onrecord.records import Act, Nature


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The act of a cue and the kinds of content that it takes; ``data/cues.json`` explains the fields."""

    act: Act
    content: frozenset[str] = frozenset()
    acts: dict[str, Act] = field(default_factory=dict)
    addressee: bool = False
    nature: Nature = "utterance"
    particle: str | None = None
    predicate_needs: str | None = None

    def takes(self, kind: str) -> bool:
        """Whether the cue takes content of this kind."""
        return kind in self.content

    @property
    def prepositions(self) -> frozenset[str]:
        """Prepositions that lead the content."""
        return frozenset(kind[:-1] for kind in self.content if kind.endswith("+"))


def verb_cue(token: Token) -> Cue | None:
    """The cue that a verb is; ``None`` for other words."""
    if token.pos_ not in ("VERB", "AUX"):
        return None
    verbs = _lexicon()["verbs"]
    cue = verbs.get(token.lemma_.casefold()) or verbs.get(_forms().get(token.lower_, ""))
    if cue is None or (cue.particle and not any(child.lower_ == cue.particle for child in token.children)):
        return None
    return cue


def noun_cue(token: Token) -> Cue | None:
    """The cue that a noun is; ``None`` for other words."""
    return _lexicon()["nouns"].get(token.lemma_.casefold()) if token.pos_ == "NOUN" else None


def tells_of_saying(token: Token) -> bool:
    """Whether a word that is no cue by itself makes a marked cue one of saying ("in", "reportedly", "the slogan")."""
    return not _others().isdisjoint((token.lower_, token.lemma_.casefold()))


@cache
def _others() -> frozenset[str]:
    return frozenset(_table()["others"].split())


@cache
def _forms() -> dict[str, str]:
    """{regular form: lemma}, for verbs that a lemmatizer learned from trees gets wrong ("underlined" as "underlin")."""
    return {form: lemma for lemma in _lexicon()["verbs"] for form in regular_forms(lemma)}


@cache
def _lexicon() -> dict[str, dict[str, Cue]]:
    table = _table()
    verbs = {}
    for lemma, row in table["verbs"].items():
        verbs[lemma] = Cue(**{**row, "content": frozenset(row["content"].split())})
    return {"verbs": verbs, "nouns": {lemma: Cue(act=act) for lemma, act in table["nouns"].items()}}


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(files("onrecord").joinpath("data/cues.json").read_text("utf-8"))
    return table
