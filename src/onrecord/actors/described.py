"""Descriptions of actors: "the minister", "two officials"."""

from __future__ import annotations

from collections.abc import Container, Iterator

from spacy.tokens import Token

from onrecord.actors.ground import Ground
from onrecord.actors.mention import FoundMention
from onrecord.actors.nouns import gender_of_noun, is_abstract, is_document, is_plural, speaks_for_nobody, type_of_noun
from onrecord.actors.phrases import FORMER, counted, country_of_description, description_of, is_a_person, kinds_of, owners_of, says_how_many
from onrecord.actors.sources import age_of
from onrecord.grammar import NAME_PARTS, NOUN_TAGS, NOUNS, SUBJECTS, conjuncts
from onrecord.records import ActorType

# Where a description is no argument of anything: part of a name or of a fixed phrase.
NOT_A_HEAD = {*NAME_PARTS, "fixed", "goeswith", "punct", "amod", "case", "advmod"}
# Parts of speech, tags and words that a noun of a description has: "police", behind "said", is tagged as a pronoun, and "two" of "the two" as a number.
DESCRIBING = {*NOUNS, *NOUN_TAGS, "PRON", "two"}
DEFINITE = {"the", "this", "that", "these", "those", "his", "her", "their", "its"}


def descriptions(ground: Ground) -> Iterator[FoundMention]:
    """Noun phrases whose noun stands for people, a group or an organisation, or that are said to say something, and that are part of no name."""
    speaking = {head.i for head in ground.acting if not speaks_for_nobody(head)} | set(_listed_with_people(ground))
    owning = {child.i for head in ground.acting if is_document(head) for child in owners_of(head)}
    meant, columns = speaking | owning, ground.columns
    kinds = enumerate(zip(columns.relations, columns.pos, columns.tags, columns.lower, strict=True))
    likely = (i for i, (relation, *kind) in kinds if i in meant or (relation not in NOT_A_HEAD and not DESCRIBING.isdisjoint(kind)))
    for token in (ground.doc[i] for i in likely):
        type = _type_of(ground, token, speaking) if token.i not in ground.taken else None
        if type is None:
            continue
        phrase = description_of(token, ground.sources.get(token.i), type)
        first, words = columns.pos[phrase.start], range(phrase.start, phrase.end)
        # "Trondheim police", "Attorney General" in a headline: one actor throughout.
        written = {"organization": {first}, "person": {first, token.pos_}}
        owners = frozenset(columns.lower[i] for i in words if columns.pos[i] == "PROPN" and columns.names[i])
        yield FoundMention(
            start=phrase.start, end=phrase.end, heads=(token.i,), form="description", type=type, nouns=(age_of(token) or token.lemma_.casefold(),),
            kinds=kinds_of(ground.doc[phrase.start : token.i], with_actors=type != "person"), number=counted(token), owners=owners - {token.lower_},
            definite=written.get(type) == {"PROPN"} or token.i in owning or columns.lower[phrase.start] in DEFINITE,
            plural=is_plural(token) or type == "group", gender=gender_of_noun(token.lemma_), country=country_of_description(token, phrase), is_former=FORMER.match(phrase.text) is not None,
            **ground.where(token),
        )  # fmt: skip


def _listed_with_people(ground: Ground) -> Iterator[int]:
    """Those whom no list has beside people who do something: "trawlermen", in "Fishermen and trawlermen clashed"."""
    people = (head for head in ground.acting if head.dep_ in SUBJECTS and type_of_noun(head) == "group")
    return (one.i for head in people for one in conjuncts(head) if one.pos_ == "NOUN" and is_plural(one))


def _type_of(ground: Ground, token: Token, speaking: Container[int]) -> ActorType | None:
    """What kind of actor a noun stands for; whatever is said to say something stands for some."""
    if token.i in ground.some or says_how_many(token):
        return "group"
    type = type_of_noun(token)
    if type is not None or token.i not in speaking:
        return type
    if is_abstract(token):
        return None
    return "group" if is_plural(token) else "person" if is_a_person(token) else "organization"
