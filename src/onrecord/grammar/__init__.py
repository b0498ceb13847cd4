"""Queries on a parsed sentence that several stages share.

They give the same answers for Universal Dependencies (our pipeline) and for ClearNLP labels (``en_core_web_*``); ``labels.py`` is the one place
that knows both.
"""

from onrecord.grammar.clauses import agent_of, antecedent_of, clause_at, clause_of, is_negated, is_passive, likely_subject_of, subject_of
from onrecord.grammar.labels import (
    APPOSITIONS,
    AUXILIARIES,
    COMMAS,
    GENITIVES,
    NAME_PARTS,
    NOUN_CLAUSES,
    NOUN_TAGS,
    NOUNS,
    OBJECTS,
    PASSIVE_SUBJECTS,
    POSSESSIVES,
    RELATIVE_CLAUSES,
    RELATIVES,
    SUBJECTS,
    entity_type,
)
from onrecord.grammar.phrases import HONORIFICS, head_of, is_joined_title, noun_phrase, titles_joined_to, without_modifiers
from onrecord.grammar.words import (
    conjuncts,
    dependents,
    is_comma,
    is_noun,
    listed_with,
    names_a_place,
    obliques,
    possessor_of,
    preposition_of,
    relation_to,
)

__all__ = [
    "APPOSITIONS",
    "AUXILIARIES",
    "COMMAS",
    "GENITIVES",
    "HONORIFICS",
    "NAME_PARTS",
    "NOUNS",
    "NOUN_CLAUSES",
    "NOUN_TAGS",
    "OBJECTS",
    "PASSIVE_SUBJECTS",
    "POSSESSIVES",
    "RELATIVES",
    "RELATIVE_CLAUSES",
    "SUBJECTS",
    "agent_of",
    "antecedent_of",
    "clause_at",
    "clause_of",
    "conjuncts",
    "dependents",
    "entity_type",
    "head_of",
    "is_comma",
    "is_joined_title",
    "is_negated",
    "is_noun",
    "is_passive",
    "likely_subject_of",
    "listed_with",
    "names_a_place",
    "noun_phrase",
    "obliques",
    "possessor_of",
    "preposition_of",
    "relation_to",
    "subject_of",
    "titles_joined_to",
    "without_modifiers",
]
