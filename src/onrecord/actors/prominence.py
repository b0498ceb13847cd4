"""Scores a candidate antecedent of a pronoun. Weights: ``data/pronouns.json`` (training/coreference)."""

from __future__ import annotations

import bisect
import math
from collections.abc import Container
from functools import cache

from onrecord.actors.chain import Chain
from onrecord.actors.mention import FoundMention
from onrecord.columns import Columns
from onrecord.grammar import NAME_PARTS, OBJECTS, POSSESSIVES, SUBJECTS, clause_at

SENTENCES_TOLD_APART = 3
CLAUSES_UP = 6


def evidence(words: Columns, candidate: FoundMention, chain: Chain, pronoun: FoundMention, sources: Container[int]) -> dict[str, float]:
    """What speaks for and against a mention of a chain, as features by name. ``sources``: heads of the words for who says something."""
    noun, word = candidate.head, pronoun.head
    distance = pronoun.sentence - candidate.sentence
    back = min(distance, SENTENCES_TOLD_APART)
    relation, own = _relation(words.relations[noun]), _relation(words.relations[word])
    mentions = bisect.bisect_left(chain.starts, pronoun.start)
    found = {
        "sentences": float(back),
        "same sentence": float(distance == 0),
        "sentence before": float(distance == 1),
        "words": math.log1p(word - noun),
        f"is {relation}": 1.0,
        f"is {relation}, for {own}": 1.0,
        f"is {candidate.form}": 1.0,
        f"is {relation}, {back} back": 1.0,
        "depth": float(_depth(noun, words)),
        "subject of the main clause": float(relation == "subject" and words.relations[words.heads[noun]] == "ROOT"),
        "in the first sentence": float(chain.mentions[0].sentence == 0),
        "mentions": math.log1p(mentions),
        "mentions per sentence": mentions / (1.0 + pronoun.sentence),
        "same clause": float(clause_at(noun, words) == clause_at(word, words)),
        "named": float(bool(chain.names)),
        "gender agrees": float(chain.gender is not None and chain.gender == pronoun.gender),
        "subject above": float(_is_subject_above(noun, word, words)),
        "first of sentence": float(candidate.start <= words.start_of_sentence(noun) + 1),
        "speaks, as the pronoun does": float(word in sources and noun in sources),
        "speaks": float(noun in sources),
        "latest of its chain": float(chain.last_before(pronoun.start) == candidate.start),
        "other side of marks": float(candidate.quoted != pronoun.quoted),
        "both in marks": float(candidate.quoted),
    }
    if pronoun.gender is None:
        found[f"{chain.type}, for {'them' if pronoun.plural else 'it'}"] = 1.0
    return found


@cache
def _relation(label: str) -> str:
    """How a word stands in its sentence, by its label: subject, object, owner, part of a name, behind a preposition, other."""
    for name, labels in (("subject", SUBJECTS), ("object", OBJECTS), ("owner", set(POSSESSIVES)), ("modifier", NAME_PARTS | {"amod"})):
        if label in labels:
            return name
    return "oblique" if label.split(":")[0] in ("obl", "nmod", "iobj", "pobj", "dative") else "other"


def _is_subject_above(noun: int, word: int, words: Columns) -> bool:
    """Whether a noun is the subject of the clause that governs a pronoun's clause: "Kovac said he would come"."""
    if words.relations[noun] not in SUBJECTS:
        return False
    above = word
    for _ in range(CLAUSES_UP):
        if words.heads[above] == above:
            return False
        above = words.heads[above]
        if words.heads[noun] == above and above != words.heads[word]:
            return True
    return False


def _depth(i: int, words: Columns) -> int:
    """The depth of a word in its tree, up to a limit."""
    depth = 0
    while words.heads[i] != i and depth < CLAUSES_UP:
        i, depth = words.heads[i], depth + 1
    return depth
