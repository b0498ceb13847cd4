"""Entities that the language pipeline labels: which are actors, of what type, and where the labels want mending."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator

from spacy.tokens import Doc, Span, Token

from onrecord.actors.homonyms import WORDS_OF_A_FULL_NAME, country_named, is_somebody, names_in
from onrecord.actors.names import SMALL_WORDS
from onrecord.actors.nouns import is_body, is_plural, type_of_noun
from onrecord.grammar import NAME_PARTS, entity_type
from onrecord.knowledge import Knowledge, country_of_name, country_of_phrase, gender_of_given_name
from onrecord.records import ActorType

# What the tokenizer may leave at the edges of a name.
MARKS = "\"'“”‘’"
GENITIVES = {"'s", "’s", "'", "’"}
ENTITY_ACTORS: dict[str, ActorType] = {"PERSON": "person", "ORG": "organization", "LOC": "organization", "NORP": "group"}


def types_by_majority(doc: Doc, knowledge: Knowledge) -> dict[str, ActorType]:
    """{name: the type that most of its occurrences have}; countries are known by name, unless it is a given name: "Jordan", beside "Jordan Miles".

    The end of a full name is the person, whatever it is labelled: who is "Recep Tayyip Erdoğan" once is a person as "Erdoğan", too. So is a name
    behind a title ("candidate Marine Le Pen").
    """
    votes: dict[str, Counter[ActorType]] = {}
    last_names: set[str] = set()
    entities = doc.ents
    alone = {entity.text for entity in entities if len(entity) == 1 and entity_type(entity.label_) == "PERSON"}
    full_names = (entity for entity in entities if len(entity) > 1)
    given_names = {name[0].text for name in full_names if entity_type(name.label_) == "PERSON" or is_somebody(name, knowledge.places)}
    around = names_in(doc)
    countries = {name for name in around if country_named(name, around) is not None}
    for entity in entities:
        type = ENTITY_ACTORS.get(entity_type(entity.label_) or "")
        if type == "organization" and is_somebody(entity, knowledge.places):
            type = "person"
        if type == "person" and len(entity) > 1 and is_body(entity[-1].lower_):
            type = "organization"  # "The Ethics Committee".
        if type == "organization" and (_is_known_person(entity, alone, knowledge) or _is_full_name(entity, alone, knowledge)):
            type = "person"
        elif type == "person" and _is_known_body(entity, knowledge):
            type = "organization"
        if type is not None:
            votes.setdefault(entity.text, Counter())[type] += 1
        if type is not None and _follows_title(entity) and not (type == "organization" and _is_body_by_name(entity, knowledge)):
            last_names.add(entity.text)
            type = "person"
        if type == "person":
            last_names |= {doc[start : entity.end].text for start in range(entity.start + 1, entity.end)}
    types: dict[str, ActorType] = {}
    for text, counts in votes.items():
        most = counts.most_common(1)[0][0]
        is_country = text in countries and not (most == "person" and (text in given_names or text in last_names))
        is_person = text in last_names or (text.isupper() and text.title() in last_names)
        types[text] = "country" if is_country else "person" if is_person else most
    return types


def _is_known_person(name: Span, alone: Container[str], knowledge: Knowledge) -> bool:
    """Whether a single word is the name of a leader: "Trump", of "the Trump administration"; labelled a place's, where it is a person's elsewhere."""
    is_taken_so = len(name) == 1 and (entity_type(name.label_) == "ORG" or name.text in alone)
    return is_taken_so and knowledge.people.is_prominent(name.text) and knowledge.items.named(name.text) is None


def _is_full_name(name: Span, alone: Container[str], knowledge: Knowledge) -> bool:
    """Whether a name that is labelled a body's is that of somebody who has a part of it as a name: "the Herald's Ana Kovac", beside "Kovac"."""
    is_of_one = len(name) == WORDS_OF_A_FULL_NAME and (name[0].text in alone or name[1].text in alone)
    return is_of_one and not is_body(name[-1].lower_) and knowledge.items.named(name.text) is None


def _is_known_body(name: Span, knowledge: Knowledge) -> bool:
    """Whether a name is an organisation's, and no leader's: "Al Qaeda"; a single word ("Hezbollah") only if it is nobody's: Ana and Hill are parties, too."""
    if not knowledge.items.is_organisation(name.text) or knowledge.people.is_prominent(name[-1].text):
        return False
    return len(name) > 1 or (gender_of_given_name(name.text) is None and knowledge.people.bearers(name.text) == 0)


def _is_body_by_name(name: Span, knowledge: Knowledge) -> bool:
    """Whether a name is a known organisation's, or ends as those of bodies do ("Ethics Committee")."""
    return (len(name) > 1 and is_body(name[-1].lower_)) or _is_known_body(name, knowledge)


def stands_alone(entity: Span) -> bool:
    """Whether a people's name is a noun ("the Russians"), not an adjective ("Russian officials")."""
    return is_plural(entity.root) and entity.root.dep_ not in {*NAME_PARTS, "amod"}


def is_some(people: Token) -> bool:
    """Whether only some of a people are meant: "many Israelis", "leading Republicans"."""
    return any(
        child.dep_ in ("amod", "nummod", "compound") or (child.dep_ == "det" and child.lower_ not in ("the", "all"))
        for child in people.lefts
    )


def countries_joined(entity: Span) -> Iterator[Span]:
    """The two countries of "Chile-Norway talks"; any other name itself."""
    middle = next((token.i for token in entity[1:-1] if token.text in ("-", "–")), None)
    parts = [entity.doc[entity.start : middle], entity.doc[middle + 1 : entity.end]] if middle is not None else []
    if parts and all(country_of_name(part.text) for part in parts):
        yield from (Span(entity.doc, part.start, part.end, label=entity.label_) for part in parts)
    else:
        yield entity


def _follows_title(entity: Span) -> bool:
    """Whether the word right before a name is a noun for a person, and no part of another name."""
    before = entity.doc[entity.start - 1] if entity.start else None
    return before is not None and before.pos_ in ("NOUN", "PROPN") and not before.ent_type_ and type_of_noun(before) == "person"


def country_before(name: Token) -> Token | None:
    """The country whose body is named by a common name: "Germany", of "Germany's Defense Ministry"."""
    genitive = name.doc[name.i - 1] if name.i > 1 else None
    if genitive is None or genitive.lower_ not in GENITIVES:
        return None
    owner = genitive.head
    return owner if owner.i < genitive.i and country_of_phrase(owner.doc[owner.left_edge.i : genitive.i].text) is not None else None


def core_of(entity: Span) -> list[Token]:
    """The tokens of a name without an article before it, and a genitive or a small word behind it."""
    tokens = list(entity)
    while len(tokens) > 1 and tokens[0].lower_ == "the":
        tokens = tokens[1:]
    while len(tokens) > 1 and (tokens[-1].lower_ in GENITIVES or tokens[-1].is_punct or _is_small_word(tokens[-1])):
        tokens = tokens[:-1]
    return tokens


def _is_small_word(last: Token) -> bool:
    """Whether the last word of a name is a preposition or the like, and not the end of "Moon Jae-in"."""
    return last.lower_ in SMALL_WORDS and bool(last.nbor(-1).whitespace_)


def words_of(tokens: list[Token]) -> tuple[str, ...]:
    """The words of a name as people write them: "Temple-Raston" is one, whatever the tokenizer does."""
    text = "".join(token.text + token.whitespace_ for token in tokens).strip(MARKS)
    return tuple(text.split())
