"""The words that depend on a word, and how words stand to each other."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from spacy.tokens import Token

from onrecord.columns import Columns, columns_of
from onrecord.grammar.labels import (
    CASE_MARKERS,
    COMMAS,
    GENITIVES,
    IN_ONE_NAME,
    NAME_PARTS,
    NOUN_TAGS,
    NOUNS,
    OBLIQUES,
    POSSESSIVES,
    entity_type,
)

# Steps in the tree, and words, beyond which it makes no difference how far one word is from another.
FAR_UP, FAR_DOWN, FAR_IN_WORDS = 6, 6, 96
# No sentence is as deep: a way up is cut there, so that costs grow with the text.
DEEPEST = 60


def dependents(word: Token, relations: Container[str]) -> Iterator[Token]:
    """The dependents of a word that stand to it in one of some relations, in the order of the text."""
    doc, known = word.doc, columns_of(word.doc)
    return (doc[i] for i in known.children[word.i] if known.relations[i] in relations)


def obliques(head: Token) -> Iterator[tuple[str, Token]]:
    """Yield (preposition, noun) for the prepositional dependents of a verb or noun, one for each conjunct."""
    for child in dependents(head, OBLIQUES):
        if child.is_space:
            continue
        if child.dep_ in CASE_MARKERS:
            for noun in dependents(child, ("pobj",)):
                yield from ((child.lower_, one) for one in conjuncts(noun))
        else:
            preposition = preposition_of(child)
            if preposition:
                yield from ((preposition, one) for one in conjuncts(child))


def preposition_of(noun: Token) -> str | None:
    """The preposition of a noun in lower case, with all its words ("according to"); ``None`` without one."""
    if noun.dep_ == "pobj":
        return noun.head.lower_
    for child in dependents(noun, ("case",)):
        if child.i < noun.i and child.lower_ not in GENITIVES:
            return " ".join([child.lower_, *(part.lower_ for part in dependents(child, ("fixed",)))])
    # "To Fox News's Max Nemec", where a parser attaches the preposition to the first of the names.
    edge = noun.left_edge
    return edge.lower_ if edge.dep_ == "case" and edge.pos_ == "ADP" and edge.head.dep_ in NAME_PARTS | set(POSSESSIVES) else None


def possessor_of(noun: Token) -> Token | None:
    """The possessor of a noun ("Putin" in "Putin's spokesman")."""
    return next(dependents(noun, POSSESSIVES), None)


def conjuncts(noun: Token) -> list[Token]:
    """The noun and its conjuncts ("Pence and Kaine")."""
    return [noun, *(child for child in dependents(noun, ("conj",)) if child.pos_ in ("NOUN", "PROPN", "PRON", "NUM"))]


def listed_with(noun: Token) -> list[Token]:
    """The words of the list that a noun or its name begins, however a parser chains them: "the editors Ana Roth, Jan Hus and Vit Lind"."""
    reached, listed = [noun], []
    for token in reached:
        others = [child for child in token.rights if child.dep_ == "conj"]
        listed += others
        reached += [*others, *dependents(token, IN_ONE_NAME)]
    return listed


def is_noun(token: Token) -> bool:
    """Whether a word is a noun or a name by one of its two tags: a lone noun that begins a sentence is often half taken for another word ("Troops fired")."""
    return token.pos_ in NOUNS or token.tag_ in NOUN_TAGS


def names_a_place(token: Token) -> bool:
    """Whether a word is part of the name of a place or building."""
    return entity_type(token.ent_type_) in ("LOC", "FAC")


def is_comma(token: Token) -> bool:
    """Whether a token is a comma or a dash, and no hyphen within a word."""
    return token.text in COMMAS and (token.text != "-" or (token.i > 0 and bool(token.doc[token.i - 1].whitespace_)))


def comma_before(token: Token) -> bool:
    """Whether a comma or dash precedes a phrase, or is its first token in the tree."""
    edge = token.left_edge
    return edge.lower_ in COMMAS or (edge.i > 0 and token.doc[edge.i - 1].lower_ in COMMAS)


def relation_to(word: Token, anchor: tuple[int, int]) -> dict[str, float]:
    """How a word stands to the head of an anchor (tokens ``[start, end)``): steps up and down the tree, words between, by name, for models that weigh it."""
    head, known = word.doc[slice(*anchor)].root, columns_of(word.doc)
    up, down = _way(_way_up(word.i, known), _way_up(head.i, known))
    return {
        f"relation {word.dep_.split(':')[0]}": 1.0,
        "steps up": float(up),
        "steps down": float(down),
        "sentences between": float(max(min(known.sentences[word.i] - known.sentences[head.i], FAR_UP), -FAR_UP)),
        "words between": float(min(abs(word.i - anchor[0]), FAR_IN_WORDS)),
        "before": float(word.i < anchor[0]),
    }


def _way_up(i: int, known: Columns) -> list[int]:
    """A word and what governs it, up to the root."""
    way = [i]
    while known.heads[i] != i and len(way) <= DEEPEST:
        i = known.heads[i]
        way.append(i)
    return way


def _way(one: Sequence[int], other: Sequence[int]) -> tuple[int, int]:
    """Steps in the tree up from a word to what it has in common with another, and down from there, by the ways up; the most in another sentence."""
    up, down = next(((one.index(i), steps) for steps, i in enumerate(other) if i in one), (FAR_UP, FAR_DOWN))
    return min(up, FAR_UP), min(down, FAR_DOWN)
