"""Scores a candidate antecedent of a pronoun. Weights: ``data/pronouns.json`` (training/coreference)."""

from __future__ import annotations

import bisect
import json
import math
from collections.abc import Container, Mapping
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from onrecord.actors.chains import Chain
from onrecord.actors.mentions import FoundMention
from onrecord.grammar import NAME_PARTS, OBJECTS, POSSESSIVES, SUBJECTS, clause_of

SENTENCES_TOLD_APART = 3
CLAUSES_UP = 6


def evidence(doc: Doc, candidate: FoundMention, chain: Chain, pronoun: FoundMention, sources: Container[int]) -> dict[str, float]:
    """What speaks for and against a mention of a chain, as features by name. ``sources``: heads of the words for who says something."""
    noun, word = doc[candidate.head], doc[pronoun.head]
    distance = pronoun.sentence - candidate.sentence
    relation, own = _relation(noun), _relation(word)
    mentions = bisect.bisect_left(chain.starts, pronoun.start)
    found = {
        "sentences": float(min(distance, SENTENCES_TOLD_APART)),
        "same sentence": float(distance == 0),
        "sentence before": float(distance == 1),
        "words": math.log1p(pronoun.head - candidate.head),
        f"is {relation}": 1.0,
        f"is {relation}, for {own}": 1.0,
        f"is {candidate.form}": 1.0,
        f"is {relation}, {min(distance, SENTENCES_TOLD_APART)} back": 1.0,
        "depth": float(_depth(noun)),
        "subject of the main clause": float(relation == "subject" and noun.head.dep_ == "ROOT"),
        "in the first sentence": float(chain.mentions[0].sentence == 0),
        "mentions": math.log1p(mentions),
        "mentions per sentence": mentions / (1.0 + pronoun.sentence),
        "same clause": float(clause_of(noun).i == clause_of(word).i),
        "named": float(bool(chain.names)),
        "gender agrees": float(chain.gender is not None and chain.gender == pronoun.gender),
        "subject above": float(_is_subject_above(noun, word)),
        "first of sentence": float(candidate.start <= noun.sent.start + 1),
        "speaks, as the pronoun does": float(pronoun.head in sources and candidate.head in sources),
        "speaks": float(candidate.head in sources),
        "latest of its chain": float(chain.last_before(pronoun.start) == candidate.start),
        "other side of marks": float(candidate.quoted != pronoun.quoted),
        "both in marks": float(candidate.quoted and pronoun.quoted),
    }
    if pronoun.plural or pronoun.gender is None:
        found[f"{chain.type}, for {'them' if pronoun.plural else 'it'}"] = 1.0
    return found


def fit_of(features: Mapping[str, float]) -> float:
    """The sum of the weights of what speaks for a candidate."""
    weights = _weights()
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def _relation(token: Token) -> str:
    """How a word stands in its sentence: subject, object, owner, part of a name, behind a preposition, other."""
    for name, labels in (("subject", SUBJECTS), ("object", OBJECTS), ("owner", set(POSSESSIVES)), ("modifier", NAME_PARTS | {"amod"})):
        if token.dep_ in labels:
            return name
    return "oblique" if token.dep_.split(":")[0] in ("obl", "nmod", "iobj", "pobj", "dative") else "other"


def _is_subject_above(noun: Token, word: Token) -> bool:
    """Whether a noun is the subject of the clause that governs a pronoun's clause: "Kovac said he would come"."""
    if noun.dep_ not in SUBJECTS:
        return False
    above = word
    for _ in range(CLAUSES_UP):
        if above.head.i == above.i:
            return False
        above = above.head
        if noun.head.i == above.i and above.i != word.head.i:
            return True
    return False


def _depth(token: Token) -> int:
    """The depth of a word in its tree, up to a limit."""
    depth = 0
    while token.head.i != token.i and depth < CLAUSES_UP:
        token, depth = token.head, depth + 1
    return depth


@cache
def _weights() -> dict[str, float]:
    table = json.loads(files("onrecord").joinpath("data/pronouns.json").read_text("utf-8"))
    weights: dict[str, float] = table["weights"]
    return weights
