"""The labels of a parse that mean the same in Universal Dependencies, ClearNLP, OntoNotes and WikiNER, and kinds of words."""

from __future__ import annotations

SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "nsubjpass", "csubjpass"}
PASSIVE_SUBJECTS = {"nsubj:pass", "csubj:pass", "nsubjpass", "csubjpass"}
PASSIVE_AUXILIARIES = {"aux:pass", "auxpass"}
AUXILIARIES = {"aux", "aux:pass", "auxpass", "cop"}
OBJECTS = {"obj", "dobj"}
ARGUMENTS = SUBJECTS | OBJECTS
INDIRECT_OBJECTS = {"iobj", "dative"}
POSSESSIVES = {"nmod:poss", "poss"}
APPOSITIONS = {"appos"}
CASE_MARKERS = {"case", "prep", "agent"}
# Dependents with a preposition: to ClearNLP's labels it is the dependent itself.
OBLIQUES = {"prep", "agent", "obl", "obl:agent", "obl:npmod", "obl:tmod", "obl:unmarked", "nmod", "nmod:desc", "nmod:npmod", "nmod:tmod", "nmod:unmarked", "iobj"}  # fmt: skip
RELATIVE_CLAUSES = {"acl:relcl", "relcl"}
NOUN_CLAUSES = {"acl", "acl:relcl", "relcl"}
# Where a clause begins, by the relation of its head to what governs it.
CLAUSES = {"ccomp", "advcl", "acl", "acl:relcl", "relcl", "parataxis", "csubj", "csubj:pass", "xcomp", "ROOT"}
# From the noun before a name to it, and from a name's first word to the others.
IN_ONE_NAME = ("appos", "flat", "flat:name")
NAME_PARTS = {"flat", "compound", "flat:name", "nmod:desc"}
# Dependents of a noun that say more of it: whoever they name does not take part by it ("Russia's speaker").
MODIFIERS = {"nmod", "nmod:poss", "nmod:desc", "nmod:unmarked", "compound", "amod", "nummod", "det", "flat", "poss", "obl"}
NOUNS, NOUN_TAGS = {"NOUN", "PROPN"}, {"NN", "NNS", "NNP", "NNPS"}
FINITE = {"VBD", "VBZ", "VBP", "MD"}
GENITIVES = {"'s", "’s", "'", "’"}
COMMAS = {",", "—", "–", "--", "-", ";"}
RELATIVES = {"who", "whom", "whose", "which", "that", "where", "when", "what", "whether"}
# OntoNotes' entity types (and WikiNER's), mapped to those of our pipeline.
ENTITY_TYPES = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "NORP": "NORP", "LOC": "LOC", "GPE": "LOC", "FAC": "FAC",
    "DATE": "DATE", "TIME": "DATE", "MONEY": "MONEY", "MISC": "MISC", "EVENT": "MISC", "PRODUCT": "MISC", "LAW": "MISC", "WORK_OF_ART": "MISC",
}  # fmt: skip


def entity_type(label: str) -> str | None:
    """The entity type of a label in our pipeline's scheme; ``None`` for types that no stage uses, such as numbers."""
    return ENTITY_TYPES.get(label)
